//go:build unix

package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	godiff "github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/sandbox"
)

// TestLifeKilled lets tasks live their whole life, from 交办 to 销号, through the real program
// while that is killed at random: two officers decide everything at the same moment, and the
// ladder rises meanwhile. One task has lived its life in peace before: every other one must
// have lived the same, with each act once, each number of a notice given once, and each unit
// told once, or told again with a word that it is again.
func TestLifeKilled(t *testing.T) {
	t.Parallel()
	lives, kills := 6, 12
	if testing.Short() || underRace {
		lives, kills = 3, 4
	}
	seed := uint64(time.Now().UnixNano())
	if words := os.Getenv("DUBAN_CRASH_SEED"); words != "" {
		var err error
		if seed, err = strconv.ParseUint(words, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("DUBAN_CRASH_SEED=%d", seed)
	k := &killedLives{site: newSite(t), t: t, rand: rand.New(rand.NewPCG(seed, 2)), kills: kills}
	k.env["PATH"] = k.t.TempDir() // no LibreOffice: it would print for most of the time, and be what is killed
	k.begin(lives)
	k.live(k.lives[:1]) // in peace, with all that its unit is told
	k.rest()
	k.ladderDue()
	k.storm = true
	k.live(k.lives[1:])
	k.rest()
	eventually(t, "the last one leads", func() bool { return k.bot.stands().Leading })
	if code := k.bot.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	k.check()
	k.verified()
	k.silence("河段整治")
	t.Logf("%d lives of %d deeds, %d kills, %d messages said again", len(k.lives), len(deeds()), k.killed, k.again)
}

// deed is one thing that is done in the life of a task. {n} is its number, {code} its code,
// {notice} the number of its notice.
type deed struct {
	by   string // unit: its contact; office: one officer; both: two at the same moment
	says string
	yes  string // what whoever did it is answered
	late string // what whoever came too late is answered
}

func deeds() []deed {
	return []deed{
		{by: "office", says: "交办 {n} {unit} 配合 {helper}", yes: "已交办 {code}"},
		{by: "unit", says: "签收 {n}", yes: "已签收 {code}"},
		{by: "unit", says: "计划 {n} {middle} 主体封顶; {end} 通水", yes: "已记下 {code}"},
		{by: "office", says: "督办 {n} 请抓紧办理", yes: "事项：{code}"},
		{by: "both", says: "签发 {n}", yes: "已签发 {notice}", late: "{code}的督办单签发，"},
		{by: "unit", says: "签收督办 {n}", yes: "已签收 {notice}，"},
		{by: "unit", says: "回复督办 {n} 已安排施工队", yes: "已记下对{notice}的回复"},
		{by: "both", says: "同意 {n}", yes: "对{notice}的回复，督办单办理完毕", late: "{code}的督办回复审核，"},
		{by: "unit", says: "延期 {n} {later} 连续降雨", yes: "{code}：申请延期"},
		{by: "both", says: "同意 {n}", yes: "已同意 {code}", late: "{code}的延期申请，"},
		{by: "office", says: "中止 {n} {end} 等待批复", yes: "已中止 {code}"},
		{by: "office", says: "恢复 {n}", yes: "已恢复 {code}"},
		{by: "unit", says: "困难 {n} 缺少挖机", yes: "{code}：困难已转指挥部办公室"},
		{by: "office", says: "转办 {n} {helper}", yes: "已转{helper} {code}"},
		{by: "both", says: "答复 {n} 已协调挖机", yes: "已答复 {code}", late: "{code}的困难，"},
		{by: "unit", says: "进展 {n} 100 全部完成", yes: "{code}：100%"},
		{by: "both", says: "同意 {n}", yes: "已办结 {code}", late: "{code}的办结审核，"},
		{by: "unit", says: "销号 {n} 已通水运行", yes: "已申请销号 {code}"},
		{by: "office", says: "同意 {n}", yes: "{code} 自查自验已通过"},
		{by: "office", says: "同意 {n}", yes: "{code}：销号步骤全部办完"},
		{by: "office", says: "回头看 {n} 合格 现场无反弹", yes: "已登记回头看 {code}"},
	}
}

// promised is what the unit of a task is told in its life, unasked.
func promised() []string {
	return []string{
		"督办单（黄色督办） {notice}", "{notice}（{code}", "{code}：您单位的延期申请，指挥部办公室同意", "{code}：您单位反映的困难",
		"{code}：指挥部办公室已确认办结", "{code}：已于",
	}
}

type killedLives struct {
	*site

	t        *testing.T
	rand     *rand.Rand
	bot      *process
	officers []int64
	lives    []*oneLife
	storm    bool
	kills    int
	killed   int
	again    int
}

// oneLife is a task, and how far it is.
type oneLife struct {
	task    ledger.TaskID
	title   string
	unit    ledger.UnitID
	contact int64
	done    int  // deeds
	said    bool // the next one is said
}

// begin sets the office up: for each life a unit with its task, and one with another task that
// is overdue.
func (k *killedLives) begin(lives int) {
	k.t.Helper()
	now := time.Now().In(k.zone)
	units := [][]string{{"简称", "全称", "类别", "上级", "别名", "考核组"}}
	rows := [][]string{{"序号", "任务来源", "战役", "工作任务", "整改目标", "牵头单位", "完成时限", "报送频次"}}
	for n := range lives {
		units = append(units, []string{unitName(n), "测试市" + unitName(n), "部门", "", "", ""})
		for i, due := range []time.Time{now.AddDate(0, 2, 0), now.AddDate(0, 0, -10)} {
			item := i*lives + n + 1
			rows = append(rows, []string{
				strconv.Itoa(item), "会议部署", "碧水", fmt.Sprintf("河段整治第%05d项", item), "按期完成", unitName(n), due.Format("2006年1月2日"), "每月",
			})
		}
	}
	units = append(units, []string{unitName(lives), "测试市" + unitName(lives), "部门", "", "", ""}) // that helps everywhere
	dir := k.t.TempDir()
	unitsFile, tasksFile := filepath.Join(dir, "units.csv"), filepath.Join(dir, "tasks.csv")
	writeCSV(k.t, unitsFile, units)
	writeCSV(k.t, tasksFile, rows)
	if code, p := k.run("import", "--on", now.AddDate(0, 0, -14).Format(time.DateOnly), unitsFile, tasksFile); code != 0 {
		k.t.Fatalf("import: exit %d:\n%s%s", code, p.stdout.String(), p.stderr.String())
	}
	k.bot = k.serve()
	k.officers = []int64{k.join("刘敏", "办公室"), k.join("王强", "办公室")}
	of := k.tasks(2 * lives)
	for n := range lives {
		unit := ledger.UnitID(unitName(n))
		slices.Sort(of[unit])
		k.lives = append(k.lives, &oneLife{task: of[unit][0], unit: unit, contact: k.join(fmt.Sprintf("联络员%02d", n), string(unit)+" 联络员")})
	}
}

// ladderDue puts the ladder's slot a minute ago: whoever leads next has missed it.
func (k *killedLives) ladderDue() {
	k.t.Helper()
	now := time.Now().In(k.zone)
	k.env["DUBAN_RHYTHM_LADDER"] = fmt.Sprintf("%d * * * *", now.Add(-time.Minute).Minute())
	_, err := k.store.Commit(k.t.Context(), ledger.Change{
		Cause: "test:ladder", At: now, Put: []ledger.Record{ledger.Slot{Job: "ladder", Last: now.Add(-30 * time.Minute), Rev: k.slotRev("ladder")}},
		Entries: []ledger.Entry{{At: now, What: ledger.WhatSlot, Why: "test"}},
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *killedLives) slotRev(job string) int64 {
	k.t.Helper()
	slots, err := k.store.Slots(k.t.Context(), job)
	if err != nil {
		k.t.Fatal(err)
	}
	return slots[0].Rev
}

// live lets some tasks live side by side until all have lived; in the storm the program is
// killed meanwhile, and goes on being killed until it was killed often enough.
func (k *killedLives) live(lives []*oneLife) {
	k.t.Helper()
	next, until := k.nextKill(), time.Now().Add(backlog)
	within(k.t, 2*backlog, "all have lived their lives", func() bool {
		if time.Now().After(until) {
			k.t.Fatal(k.stuck(lives))
		}
		all := true
		for _, l := range lives {
			for k.step(l) {
			}
			all = all && l.done == len(deeds())
		}
		if k.storm && k.killed < k.kills && time.Now().After(next) {
			k.bot.kill()
			k.killed++
			k.bot, next = k.start("serve", "--lease", "500ms"), k.nextKill()
		}
		return all && (!k.storm || k.killed >= k.kills)
	})
}

// stuck says of the lives that are not over what they wait for.
func (k *killedLives) stuck(lives []*oneLife) string {
	k.t.Helper()
	var b strings.Builder
	for _, l := range lives {
		if l.done == len(deeds()) {
			continue
		}
		d := deeds()[l.done]
		fmt.Fprintf(&b, "%s waits for %q after %q\n", l.task, k.words(l, d.yes), k.words(l, d.says))
		for _, person := range append(slices.Clone(k.officers), l.contact) {
			said := k.read(person)
			for _, m := range said[max(0, len(said)-3):] {
				fmt.Fprintf(&b, "  %d was told %q\n", person, m.Text)
			}
		}
	}
	return b.String()
}

// nextKill is soon: a program that has just come to lead is killed as well.
func (k *killedLives) nextKill() time.Time {
	return time.Now().Add(600*time.Millisecond + time.Duration(k.rand.IntN(1200))*time.Millisecond)
}

// step says the next deed of a life, or looks whether it was answered; false: it waits.
func (k *killedLives) step(l *oneLife) bool {
	k.t.Helper()
	if l.done == len(deeds()) {
		return false
	}
	d := deeds()[l.done]
	speakers := map[string][]int64{"unit": {l.contact}, "office": {k.officers[l.done%2]}, "both": k.officers}[d.by]
	if !l.said {
		l.said = true
		for _, person := range speakers {
			k.say(sandbox.Speech{Person: person, Text: k.words(l, d.says)})
		}
		return false
	}
	did, late := 0, 0
	for _, person := range speakers {
		switch {
		case k.heard(person, k.words(l, d.yes)) > 0:
			did++
		case d.late != "" && k.heard(person, k.words(l, d.late)) > 0:
			late++
		}
	}
	if did+late < len(speakers) {
		return false
	}
	if did != 1 {
		k.t.Errorf("%s: %q was done by %d at once, want one", l.task, k.words(l, d.says), did)
	}
	l.done, l.said = l.done+1, false
	return true
}

// words fills a form in.
func (k *killedLives) words(l *oneLife, form string) string {
	k.t.Helper()
	notice := "没有文号"
	if strings.Contains(form, "{notice}") {
		found, err := k.store.Tasks(k.t.Context(), l.task)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, n := range found[0].Notices {
			notice = cmp.Or(n.Number, notice)
		}
	}
	_, n, _ := strings.Cut(string(l.task), "-")
	day := func(days int) string { return time.Now().In(k.zone).AddDate(0, 0, days).Format("2006年1月2日") }
	return strings.NewReplacer(
		"{n}", strings.TrimLeft(n, "0"), "{code}：", "〔"+string(l.task)+"〕"+k.title(l)+"：", "{code} ", "〔"+string(l.task)+"〕"+k.title(l)+" ", "{code}", "〔"+string(l.task)+"〕", "{notice}", notice,
		"{unit}", string(l.unit), "{helper}", unitName(len(k.lives)), "{middle}", day(20), "{end}", day(40), "{later}", day(90),
	).Replace(form)
}

func (k *killedLives) title(l *oneLife) string {
	k.t.Helper()
	if l.title == "" {
		found, err := k.store.Tasks(k.t.Context(), l.task)
		if err != nil {
			k.t.Fatal(err)
		}
		l.title = found[0].Title
	}
	return l.title
}

// rest lets the program come to rest.
func (k *killedLives) rest() {
	k.t.Helper()
	within(k.t, backlog, "nothing is left to do or owed", func() bool {
		waiting, err := k.store.Waiting(k.t.Context(), "", 1, 0)
		owed, _, owing := k.store.Owing(k.t.Context())
		return k.telegram.Pending() == 0 && err == nil && owing == nil && len(waiting)+int(owed) == 0
	})
	dead, err := k.store.DeadLetters(k.t.Context(), 10)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, letter := range dead {
		k.t.Errorf("dead letter %d: %s", letter.ID, letter.Reason)
	}
}

// check holds every life to the first one, and the book to what no book may be.
func (k *killedLives) check() {
	k.t.Helper()
	want := k.acts(k.lives[0].task)
	k.t.Logf("a life in peace: %v", want)
	for _, l := range k.lives {
		if diff := godiff.Diff(want, k.acts(l.task)); diff != "" {
			k.t.Errorf("%s lived otherwise than in peace (-peace +killed):\n%s", l.task, diff)
		}
		k.checkTold(l)
	}
	model := &life{t: k.t, book: k.store, before: map[ledger.TaskID]ledger.Task{}, mail: newLetters(), zone: k.zone}
	model.listen()
	model.look() // no level is skipped, nothing contradicts itself
	model.steps()
	model.queueAgrees()
	model.noGaps()
	rose := 0
	for _, t := range model.before {
		rose += len(t.Escalation.Rises)
	}
	if want := len(k.lives); rose != want { // one of each unit is overdue; a day makes one step
		k.t.Errorf("supervision rose %d times, want %d", rose, want)
	}
}

// acts count what was done with a task; what became of messages is looked at by itself.
func (k *killedLives) acts(id ledger.TaskID) map[string]int {
	k.t.Helper()
	entries, err := k.store.EntriesOf(k.t.Context(), id, 1000)
	if err != nil {
		k.t.Fatal(err)
	}
	counts := map[string]int{}
	for _, e := range entries {
		switch e.What {
		case ledger.WhatDelivered, ledger.WhatRefused, ledger.WhatUnknown:
		default:
			why, _, _ := strings.Cut(e.Why, "#") // the row of an import is another one
			counts[strings.TrimSpace(string(e.What)+" "+why)]++
		}
	}
	if found, err := k.store.Tasks(k.t.Context(), id); err != nil || found[0].State != ledger.StateClosed || len(found[0].Extensions) != 1 || found[0].Reports != 2 {
		k.t.Errorf("%s ends as %s, with %d extensions and %d reports, %v", id, found[0].State, len(found[0].Extensions), found[0].Reports, err)
	}
	return counts
}

// checkTold: what a unit was promised to be told it was told once; whatever came again says so.
func (k *killedLives) checkTold(l *oneLife) {
	k.t.Helper()
	plain, marked := map[string]int{}, map[string]int{}
	for _, m := range k.read(l.contact) {
		for _, words := range promised() {
			switch {
			case !strings.Contains(m.Text, k.words(l, words)):
			case strings.HasPrefix(m.Text, "【补发"):
				marked[words]++
				k.again++
			default:
				plain[words]++
			}
		}
	}
	for _, words := range promised() {
		if plain[words] > 1 || plain[words]+marked[words] == 0 || marked[words] > k.killed || l == k.lives[0] && marked[words] > 0 {
			k.t.Errorf("%s was told %q %d times and %d times marked as sent again, of %v\n%v", l.unit, k.words(l, words), plain[words], marked[words],
				slices.Sorted(maps.Keys(plain)), k.read(l.contact))
		}
	}
}
