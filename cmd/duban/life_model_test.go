package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"duban/ledger"
)

// cast are those who speak: each has a post, the last is a stranger.
func cast() []string {
	return []string{
		"办公室", "办公室", "督查室", "领导 分管城建副市长", "领导 主要领导",
		"住建局 联络员", "住建局 一把手", "水务局 联络员", "农业农村局 联络员", "生态环境局 联络员", "坪石镇 联络员", "",
	}
}

// sayings are what people say of themselves: right forms, wrong ones and nonsense.
func sayings() []string {
	return []string{
		"进展 {n} {pct} 沟渠已清", "进展 {n} {pct}", "/report {n} 100 全部完成", "{n} {pct} 主体封顶", "无变化 {n}", "困难 {n} 等待设备到货，需{unit}配合", "困难 {n}",
		"承诺 {n} {day}", "承诺 {n} 随便", "撤销", "撤销 {n}", "延期 {n} {day} 连续降雨", "延期 {n} {day}", "延期 {n}", "待办", "同意 {n}", "同意 {n} {day}",
		"不同意 {n} 年内必须完工", "不同意 {n}", "退回 {n} 请补充材料", "催办 {n}", "催办 {n} 请抓紧", "办结 {n}", "办结 {n} 确认",
		"阶段性办结 {n} 已完成主体", "阶段性办结 {n}", "退办 {n} 不归我们管", "退办 {n}", "同意 {n} {unit}", "认领", "认领 {n}", "查 未交办", "交办 {n} {unit}", "分解 {n} {unit}、坪石镇", "分解 {n}", "重启 {n} 还有直排", "重启 {n} 60 {day} 还有直排",
		"签收 {n}", "中止 {n} {day} 等待批复", "恢复 {n}",
		"任务", "查看 {n}", "查 {unit}", "查 红灯", "查 未销号", "汇总", "红灯", "本周", "帮助", "我", "收到", "一二三四", "进展 999 50 没有这项", "机密★ 某工程",
	}
}

// answers are what people say in reply to a message of the bot.
func answers() []string {
	return []string{
		"{pct} 沟渠已清", "{pct}%", "{line} {pct} 已清", "无变化", "全部无变化", "有困难：等设备", "{day}前办结", "同意", "同意 {line}", "退回 {line} 请补充", "不同意 {line} 理由不足",
		"请补充材料", "{day} 连续降雨", "收到", "撤销", "？",
	}
}

// life's rule: from which state a task may come to which. What is not here has no place
// in the life of a task.
func legal() map[ledger.State][]ledger.State {
	const (
		registered, assigned, accepted = ledger.StateRegistered, ledger.StateAssigned, ledger.StateAccepted
		progress, blocked              = ledger.StateInProgress, ledger.StateBlocked
		submitted, completed, closed   = ledger.StateSubmitted, ledger.StateCompleted, ledger.StateClosed
		suspended                      = ledger.StateSuspended
	)
	return map[ledger.State][]ledger.State{
		registered: {assigned, completed, progress, blocked, submitted},
		assigned:   {registered, accepted, progress, blocked, submitted, completed, suspended}, // registered: sent back (退办)
		accepted:   {registered, assigned, progress, blocked, submitted, completed, suspended}, // assigned: handed to another unit
		progress:   {assigned, accepted, blocked, submitted, completed, suspended},             // back by 撤销
		blocked:    {assigned, accepted, progress, submitted, completed, suspended},
		submitted:  {assigned, accepted, progress, blocked, completed},
		suspended:  {assigned, accepted, progress, blocked, completed},
		completed:  {closed, progress}, // 重启
		closed:     {progress},
	}
}

// look holds every task to the life that it may have, since it was last looked at.
func (l *life) look() {
	l.t.Helper()
	now := l.read()
	for id, t := range now {
		was, known := l.before[id]
		if known && was.State != t.State && !slices.Contains(legal()[was.State], t.State) {
			l.t.Errorf("seed %d: %s went from %s to %s", l.seed, id, was.State, t.State)
		}
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
	add(t.Percent < 0 || t.Percent > 100, fmt.Sprintf("%d percent", t.Percent))
	add(done && (t.Percent != 100 || t.Completed.IsZero()), "completed, and not whole")
	ofEnd := func(w ledger.Waiting) bool { return w.Kind == ledger.MatterStep || w.Kind == ledger.MatterObjection }
	add(!t.Open() && slices.ContainsFunc(t.Waiting, func(w ledger.Waiting) bool { return !ofEnd(w) || !t.Closing() }), fmt.Sprintf("it has ended, and %v waits", t.Waiting))
	add(!t.Open() && !t.Promise.Date.IsZero(), "it has ended, and a promise stands")
	blocked := t.State == ledger.StateBlocked || t.State == ledger.StateSuspended && t.Suspension.From == ledger.StateBlocked
	add(blocked != (t.Blocked != ""), "blocked is not what the state says")
	add(known && t.Rev < was.Rev, "an older revision")
	add(known && t.Reports < was.Reports, "reports were forgotten")
	add(known && t.Matters < was.Matters, "matters were forgotten")
	add(known && len(t.Extensions) < len(was.Extensions), "an extension was forgotten")
	for i, e := range t.Extensions {
		add(e.To <= e.From, "an extension that extends nothing")
		add(i > 0 && t.Extensions[i-1].To != e.From, "an extension from another day than the limit was")
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

// settle looks at the whole book when everything was said.
func (l *life) settle() {
	l.t.Helper()
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
		sum.Overdue != told.Overdue || sum.DueSoon != told.DueSoon || sum.Submitted != told.Submitted || sum.Blocked != told.Blocked {
		l.t.Errorf("seed %d: the summary says %+v, the entries %+v", l.seed, sum, told)
	}
	l.queueAgrees()
	if l.mail.digestsTwice() {
		l.t.Errorf("seed %d: a unit was told twice on one day", l.seed)
	}
	l.t.Logf("%d blocks, %d entries, %d messages; %d tasks, %d completed", result.Blocks, result.Entries, len(l.mail.sent), sum.Total, sum.Completed)
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
		atDesks = append(atDesks, string(m.ID))
	}
	slices.Sort(onTasks)
	slices.Sort(atDesks)
	if !slices.Equal(onTasks, atDesks) {
		l.t.Errorf("seed %d: on tasks waits %v, at desks %v", l.seed, onTasks, atDesks)
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
			if key := string(chat) + head; seen[key] {
				return true
			} else {
				seen[key] = true
			}
		}
	}
	return false
}
