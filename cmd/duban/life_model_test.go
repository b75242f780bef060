package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/ledger"
)

// cast are those who speak: each has a post, the last is a stranger.
func cast() []string {
	return []string{
		"办公室", "办公室", "督查室", "领导 分管城建副市长", "领导 主要领导",
		"住建局 联络员", "住建局 一把手", "水务局 联络员", "水务局 一把手", "农业农村局 一把手", "生态环境局 一把手", "农业农村局 联络员", "生态环境局 联络员", "坪石镇 联络员", "",
	}
}

// sayings are what people say of themselves: right forms, wrong ones and nonsense.
func sayings() []string {
	return []string{
		"进展 {n} {pct} 沟渠已清", "进展 {n} {pct}", "/report {n} 100 全部完成", "{n} {pct} 主体封顶", "无变化 {n}", "困难 {n} 等待设备到货，需{unit}配合", "困难 {n}",
		"承诺 {n} {day}", "承诺 {n} 随便", "撤销", "撤销 {n}", "延期 {n} {day} 连续降雨", "延期 {n} {day}", "延期 {n}", "待办", "同意 {n}", "同意 {n} {day}",
		"不同意 {n} 年内必须完工", "不同意 {n}", "退回 {n} 请补充材料", "催办 {n}", "催办 {n} 请抓紧", "办结 {n}", "办结 {n} 确认",
		"阶段性办结 {n} 已完成主体", "阶段性办结 {n}", "退办 {n} 不归我们管", "退办 {n}", "同意 {n} {unit}", "认领", "认领 {n}", "查 未交办", "分解 {n} {unit}、坪石镇", "分解 {n}",
		"签收 {n}", "签收 全部", "签收", "立项 整治{unit}门前道路；牵头 {unit}；时限 {day}", "立项", "确认", "取消", "会议 推进会 7月10日\n一是整治扬尘，由{unit}牵头，{day}前完成\n二是清理河道",
		"全部立项", "交办 {n} {unit}", "时限 {n} {day} 上级调整了要求", "计划 {n} {day} 主体封顶", "计划 {n}", "节点 {n} 1", "免计划 {n} 一次性工作", "转办 {n} {unit}", "答复 {n} 资金已拨付", "中止 {n} {day} 等待批复", "恢复 {n}",
		"督办 {n} 请抓紧", "督办 {n} 红 请亲自督办", "签发 {n}", "签收督办 {n}", "回复督办 {n} 已安排", "作废 督办〔2025〕{line}号 误发", "查 督办单", "上级督办 韶环督〔2025〕{line}号；{day}前回复；{unit}；扬尘整改",
		"销号 {n} 已通水运行", "公示 {n}", "异议 {n} 仍有异味", "回头看 {n} 合格 无反弹", "回头看 {n} 反弹 {day} 又堆了", "重启 {n} 核查发现问题", "重启 {n} 50 {day} 核查发现问题",
		"撤项 {n} 与另一项重复", "撤项 {n}", "撤项", "取消任务 {n} 不再需要", "查 撤项",
		"批示 {n} 请抓紧", "批示 立项 整治黑臭水体", "减负表", "催办 {n} 紧急 刘主任批准 请到场", "人员 {unit}", "查 未签收", "查 无计划", "查 销号中",
		"任务", "查看 {n}", "查 {unit}", "查 红灯", "查 未销号", "汇总", "红灯", "本周", "帮助", "我", "收到", "一二三四", "进展 999 50 没有这项", "机密★ 某工程",
	}
}

// answers are what people say in reply to a message of the bot.
func answers() []string {
	return []string{
		"{pct} 沟渠已清", "{pct}%", "{line} {pct} 已清", "无变化", "全部无变化", "有困难：等设备", "{day}前办结", "同意", "同意 {line}", "退回 {line} 请补充", "不同意 {line} 理由不足",
		"请补充材料", "{day} 连续降雨", "收到", "撤销", "？", "签收", "签收 全部", "签收 {line}", "成立", "不成立 无关", "签发", "签字", "答复 {line} 已解决", "转办 {line} {unit}",
		"资金已拨付", "已安排施工队进场", "韶环复〔2025〕3号", "{day} 主体封顶", "确认", "取消", "1 牵头 {unit}", "2 时限 {day}", "删 1", "批示 请抓紧", "不撤",
	}
}

// steps holds every step of supervision of every task, as its entries tell them.
func (l *life) steps() {
	l.t.Helper()
	against := 0
	defer func() { l.t.Logf("%d steps against units that did not answer", against) }()
	for id := range l.before {
		entries, err := l.book.EntriesOf(l.t.Context(), id, 10000)
		if err != nil {
			l.t.Fatal(err)
		}
		against += l.ladders(id, entries)
	}
}

// look holds every task to what no task may be, since it was last looked at.
func (l *life) look() {
	l.t.Helper()
	now := l.read()
	for id, t := range now {
		was, known := l.before[id]
		for _, problem := range contradictions(was, t, known) {
			l.t.Errorf("seed %d: %s: %s", l.seed, id, problem)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if !slices.Contains(l.tasks, id) {
			l.tasks = append(l.tasks, id) // a child: people speak of it from now on
		}
		for _, problem := range family(now[id], now) {
			l.t.Errorf("seed %d: %s: %s", l.seed, id, problem)
		}
	}
	for id := range l.before {
		if _, there := now[id]; !there {
			l.t.Errorf("seed %d: %s is gone", l.seed, id)
		}
	}
	l.before = now
}

// contradictions are what no task may be, whatever was said.
func contradictions(was, t ledger.Task, known bool) []string {
	var found []string
	add := func(wrong bool, problem string) {
		if wrong {
			found = append(found, problem)
		}
	}
	done := t.State == ledger.StateCompleted || t.State == ledger.StateClosed
	running := slices.ContainsFunc(t.Notices, func(n ledger.Noticed) bool { return runs(n.State) })
	add(!t.Open() && running, "it has ended, and a notice runs")
	add(!t.Open() && t.Escalation.Level != "", "it has ended, and supervision rises")
	for i, rise := range t.Escalation.Rises {
		below := 0
		if i > 0 {
			below = rank(t.Escalation.Rises[i-1].Level)
			add(rise.On <= t.Escalation.Rises[i-1].On, "supervision rose twice on a day")
		}
		add(rank(rise.Level) != 1 && rank(rise.Level) != below+1, "supervision skipped a level to "+rise.Level)
	}
	add((t.State == ledger.StateClosed) == t.Closed.IsZero(), "struck off without its day")
	add(known && len(t.Reopened) < len(was.Reopened), "a reopening was forgotten")
	add((t.State == ledger.StateCancelled) == (t.Cancelled.Why == ""), "cancelled without a reason, or not cancelled with one")
	add(known && was.State == ledger.StateCancelled && (t.Rev != was.Rev && slices.Equal(named(t), named(was)) || t.State != was.State), "something was done with it after it had been cancelled")
	add(t.State == ledger.StateCancelled && (len(t.Children) > 0 || len(t.Waiting) > 0), "cancelled, and something hangs on it")
	add(t.State == ledger.StateSuspended && t.Suspension.Until.IsZero(), "it rests for ever")
	add(t.Percent < 0 || t.Percent > 100, fmt.Sprintf("%d percent", t.Percent))
	add(done && (t.Percent != 100 || t.Completed.IsZero()), "completed, and not whole")
	add(!t.Open() && slices.ContainsFunc(t.Waiting, func(w ledger.Waiting) bool {
		return w.Kind != ledger.MatterStep && w.Kind != ledger.MatterObjection
	}), fmt.Sprintf("it has ended, and %v waits", t.Waiting))
	add(!t.Open() && !t.Promise.Date.IsZero(), "it has ended, and a promise stands")
	add((t.State == ledger.StateBlocked) != (t.Blocked != "") && t.State != ledger.StateSuspended, "blocked is not what the state says")
	add(known && t.Rev < was.Rev, "an older revision")
	add(known && t.Reports < was.Reports, "reports were forgotten")
	add(known && t.Matters < was.Matters, "matters were forgotten")
	add(known && len(t.Extensions) < len(was.Extensions), "an extension was forgotten")
	for i, e := range t.Extensions {
		add(e.To <= e.From && e.By == "", "an extension that extends nothing")
		add(i > 0 && t.Extensions[i-1].To != e.From && len(t.Reopened) == 0, "an extension from another day than the limit was")
	}
	return found
}

// family holds a divided task to its children: it stands where they stand.
func family(t ledger.Task, all map[ledger.TaskID]ledger.Task) []string {
	var found []string
	sum, done := 0, 0
	for _, c := range t.Children {
		child := all[c.Task]
		if child.Parent != t.ID || child.Percent != c.Percent || c.Done != (child.State == ledger.StateCompleted || child.State == ledger.StateClosed) {
			found = append(found, fmt.Sprintf("its child %+v stands at %s, %d%%", c, child.State, child.Percent))
		}
		sum += c.Percent
		if c.Done {
			done++
		}
	}
	switch n := len(t.Children); {
	case n == 0:
	case done == n && (t.Percent != 100 || t.State != ledger.StateSubmitted && t.Open()):
		found = append(found, "all its children are completed, and it is not submitted")
	case done < n && (t.Percent != sum/n || t.State == ledger.StateSubmitted || !t.Open()):
		found = append(found, fmt.Sprintf("%d of %d are completed, together %d%%, and it stands at %s, %d%%", done, n, sum, t.State, t.Percent))
	}
	return found
}

// rank is how high a level of the shipped ladder is; 0: none.
func rank(level string) int {
	return 1 + slices.IndexFunc(ledger.DefaultPolicy().Ladder, func(l ledger.Level) bool { return l.Code == level })
}

// settle looks at the whole book when everything was said, and counts what came about.
func (l *life) settle() {
	l.t.Helper()
	l.listen()
	l.look()
	audit := ledger.NewAudit()
	result, err := l.book.Verify(l.t.Context(), audit)
	if err != nil || result.Break != nil {
		l.t.Fatalf("seed %d: verify: %v, %v", l.seed, result.Break, err)
	}
	today := ledger.DateOf(l.now())
	counts, head, err := l.book.Count(l.t.Context(), ledger.SummaryRanges(ledger.ScopeOffice, today)...)
	if err != nil {
		l.t.Fatal(err)
	}
	sum, told := ledger.NewSummary(ledger.ScopeOffice, today, counts, head), audit.Figures(today)
	if sum.Total != told.Total || sum.Completed != told.Completed || sum.StruckOff != told.StruckOff || sum.Open != told.Open ||
		sum.Overdue != told.Overdue || sum.DueSoon != told.DueSoon || sum.Submitted != told.Submitted || sum.Whole != told.Whole || sum.Blocked != told.Blocked {
		l.t.Errorf("seed %d: the summary says %+v, the entries %+v", l.seed, sum, told)
	}
	l.steps()
	l.queueAgrees()
	l.noGaps()
	l.allKept()
	for _, problem := range l.model.neglected(today) {
		l.t.Errorf("seed %d: %s", l.seed, problem)
	}
	if l.mail.digestsTwice() {
		l.t.Errorf("seed %d: a unit was told twice on one day", l.seed)
	}
	lived := l.lived()
	missing := 0
	for what, n := range lived {
		if n == 0 {
			missing++
			l.t.Logf("nothing was %s in this life", what)
		}
	}
	if l.few == 0 && !underRace && !testing.Short() && missing > 3 { // a life is long, and luck is luck
		l.t.Errorf("seed %d: %d of %d things never happened: the people on stage do not say what leads to them", l.seed, missing, len(lived))
	}
	for _, what := range musts() {
		if l.seed == usualSeed && l.few == 0 && !underRace && !testing.Short() && l.model.met[what] == 0 {
			l.t.Errorf("seed %d: it never happened that %s", l.seed, what)
		}
	}
	l.t.Logf("situations: %v", l.model.met)
	l.t.Logf("of what was said %d was not foreseen, %d granted and %d denied as it was", l.sure[unsure], l.sure[granted], l.sure[denied])
	l.t.Logf("%d blocks, %d entries, %d messages; %d tasks, %d completed; %v", result.Blocks, result.Entries, len(l.mail.sent), sum.Total, sum.Completed, lived)
}

// lived counts what came about, so that a life in which nothing happens is seen.
func (l *life) lived() map[ledger.What]int {
	l.t.Helper()
	counts := map[ledger.What]int{}
	for _, what := range []ledger.What{
		ledger.WhatAccepted, ledger.WhatRegistered, ledger.WhatAssigned, ledger.WhatPlanned, ledger.WhatForwarded, ledger.WhatSuspended, ledger.WhatResumed,
		ledger.WhatApplied, ledger.WhatDecided, ledger.WhatCompleted, ledger.WhatRose, ledger.WhatIssued, ledger.WhatReceived, ledger.WhatReplied,
		ledger.WhatReviewed, ledger.WhatCloseout, ledger.WhatReopened, ledger.WhatRechecked, ledger.WhatInstructed, ledger.WhatCancelled,
	} {
		entries, err := l.book.EntriesOfKind(l.t.Context(), time.Time{}, 10000, what)
		if err != nil {
			l.t.Fatal(err)
		}
		counts[what] = len(entries)
	}
	return counts
}

// queueAgrees holds what waits at the desks to what waits on the tasks.
func (l *life) queueAgrees() {
	l.t.Helper()
	var onTasks, atDesks []string
	for _, t := range l.read() {
		for _, w := range t.Waiting {
			onTasks = append(onTasks, string(w.Matter))
		}
	}
	waiting, _, err := l.book.MattersIn(l.t.Context(), ledger.Page{Range: ledger.QueueAll(), Limit: -1})
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range waiting {
		if m.Task == "" {
			continue // a leader's wish for a new task
		}
		atDesks = append(atDesks, string(m.ID))
	}
	slices.Sort(onTasks)
	slices.Sort(atDesks)
	if !slices.Equal(onTasks, atDesks) {
		l.t.Errorf("seed %d: on tasks waits %v, at desks %v", l.seed, onTasks, atDesks)
	}
}

// noGaps holds the numbers of notices: those that were given in the chain are from 1 on, each
// once, which the model has heard; as many stand on notices, and the counter is at the last.
func (l *life) noGaps() {
	l.t.Helper()
	seen := map[string]ledger.TaskID{}
	for id, t := range l.read() {
		for _, n := range t.Notices {
			if n.Number == "" {
				continue // it was never signed
			}
			if other, twice := seen[n.Number]; twice {
				l.t.Errorf("seed %d: %s is on %s and on %s", l.seed, n.Number, other, id)
			}
			seen[n.Number] = id
		}
	}
	given := 0
	for year, last := range l.model.issued {
		given += int(last)
		for n := range last {
			if number := fmt.Sprintf("督办〔%s〕%d号", year, n+1); seen[number] == "" {
				l.t.Errorf("seed %d: %s was given, and is on no task", l.seed, number)
			}
		}
		y, err := strconv.Atoi(year)
		if err != nil {
			l.t.Fatal(err)
		}
		counter, err := l.book.Counter(l.t.Context(), ledger.CounterOfNotices(ledger.DefaultPolicy().Notices.Number, y))
		if err != nil || counter.Last != last {
			l.t.Errorf("seed %d: %d numbers were given in %s, the counter is at %d, %v", l.seed, last, year, counter.Last, err)
		}
	}
	if given != len(seen) {
		l.t.Errorf("seed %d: %d numbers were given, %d stand on tasks", l.seed, given, len(seen))
	}
}

// letter is a message that stands in a chat.
type letter struct {
	chat     ledger.Address
	id, text string
	buttons  []ledger.Button
}

// letters are all of them, and which of the outbox were sent.
type letters struct {
	mu     sync.Mutex
	n      int64
	inChat map[ledger.Address][]letter
	sent   map[ledger.MessageID]bool
}

func newLetters() *letters {
	return &letters{inChat: map[ledger.Address][]letter{}, sent: map[ledger.MessageID]bool{}}
}

func (m *letters) next() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n++
	return m.n
}

func (m *letters) put(l letter) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inChat[l.chat] = append(m.inChat[l.chat], l)
}

// of is one of the latest messages of a chat, now and then an old one.
func (m *letters) of(rng *rand.Rand, chat ledger.Address) (letter, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.inChat[chat]
	if len(all) == 0 {
		return letter{}, false
	}
	latest := all[max(0, len(all)-4):]
	if rng.IntN(6) == 0 {
		latest = all
	}
	return latest[rng.IntN(len(latest))], true
}

// last is the latest message of a chat.
func (m *letters) last(chat ledger.Address) (letter, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.inChat[chat]
	if len(all) == 0 {
		return letter{}, false
	}
	return all[len(all)-1], true
}

// first reports whether a message of the outbox was never sent before.
func (m *letters) first(id ledger.MessageID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := m.sent[id]
	m.sent[id] = true
	return !known
}

// digestsTwice reports whether a unit got two digests of one day in one chat.
func (m *letters) digestsTwice() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	seen := map[string]bool{}
	for chat, all := range m.inChat {
		for _, l := range all {
			head, _, _ := strings.Cut(l.text, "\n")
			if !strings.Contains(head, "督办提醒") {
				continue
			}
			key := string(chat) + head
			if seen[key] {
				return true
			}
			seen[key] = true
		}
	}
	return false
}

// named are the units that a task names; a merger renames them on any task.
func named(t ledger.Task) []ledger.UnitID {
	return slices.Concat(t.Lead, t.Co, t.Implement, t.Supervise, t.Accept)
}
