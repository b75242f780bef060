//go:build unix

package main

import (
	"cmp"
	"fmt"
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
// ladder rises meanwhile. There are several ways through a life, see paths. One task has gone
// each of them in peace before: every other one must have lived the same, with each act once,
// each number of a notice given once, and each unit told once, or told again with a word that
// it is again.
func TestLifeKilled(t *testing.T) {
	t.Parallel()
	ways, kills := paths(), 12
	if testing.Short() || underRace {
		ways, kills = ways[:2], 4
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
	k.begin(ways)
	k.live(k.lives[:len(ways)]) // in peace, with all that their units are told
	k.rest()
	k.ladderDue()
	k.storm = true
	k.live(k.lives[len(ways):])
	k.rest()
	eventually(t, "the last one leads", func() bool { return k.bot.stands().Leading })
	if code := k.bot.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	k.check()
	k.verified()
	k.silence("河段整治")
	t.Logf("%d lives on %d ways, %d kills, %d messages said again", len(k.lives), len(ways), k.killed, k.again)
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
	heir    int64 // who takes the contact's post over; 0: nobody does
	path    way
	peace   *oneLife // that went the same way in peace; itself, if it is that
	done    int      // deeds
	said    bool     // the next one is said
}

// begin sets the office up: for each life a unit with its task, and one with another task that
// is overdue. First come those in peace, one on each way, then those that are to be killed.
func (k *killedLives) begin(ways []way) {
	k.t.Helper()
	for _, w := range ways {
		l := &oneLife{path: w}
		l.peace, k.lives = l, append(k.lives, l)
	}
	for at, w := range ways {
		for range w.killed {
			k.lives = append(k.lives, &oneLife{path: w, peace: k.lives[at]})
		}
	}
	lives := len(k.lives)
	now := time.Now().In(k.zone)
	units := [][]string{{"简称", "全称", "类别", "上级", "别名", "考核组"}}
	rows := [][]string{{"序号", "任务来源", "战役", "工作任务", "整改目标", "牵头单位", "完成时限", "报送频次"}}
	for n := range lives {
		units = append(units, []string{unitName(n), "测试市" + unitName(n), "部门", "", "", ""})
		for i, due := range []time.Time{now.AddDate(0, 2, 0), now.AddDate(0, 0, -10)} {
			item := i*lives + n + 1
			rows = append(rows, []string{
				strconv.Itoa(item), k.lives[n].path.source, "碧水", fmt.Sprintf("河段整治第%05d项", item), "按期完成", unitName(n), due.Format("2006年1月2日"), "每月",
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
	for n, l := range k.lives {
		l.unit = ledger.UnitID(unitName(n))
		slices.Sort(of[l.unit])
		l.task, l.contact = of[l.unit][0], k.join(fmt.Sprintf("联络员%02d", n), string(l.unit)+" 联络员")
		if l.path.heir {
			l.heir = k.stranger(l.heirName())
		}
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
			all = all && l.done == len(l.path.deeds)
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
		if l.done == len(l.path.deeds) {
			continue
		}
		d := l.path.deeds[l.done]
		fmt.Fprintf(&b, "%s waits for %q after %q\n", l.task, k.words(l, d.yes), k.words(l, d.says))
		for _, person := range append(slices.Clone(k.officers), l.contact) {
			said := slices.DeleteFunc(k.read(person), func(m sandbox.Seen) bool { return !strings.Contains(m.Text, string(l.task)) })
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
	if l.done == len(l.path.deeds) {
		return false
	}
	d := l.path.deeds[l.done]
	speakers := map[string][]int64{"unit": {l.contact}, "heir": {l.heir}, "office": {k.officers[l.done%2]}, "both": k.officers}[d.by]
	if !l.said {
		l.said = true
		for _, person := range speakers {
			k.say(d.speech(person, k.words(l, d.says)))
		}
		return false
	}
	did, late := 0, 0
	for _, person := range speakers {
		switch {
		case k.heard(person, k.words(l, d.yes)) > 0:
			did++
		case slices.ContainsFunc(d.late, func(form string) bool { return k.heard(person, k.words(l, form)) > 0 }):
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
		"{unit}", string(l.unit), "{helper}", unitName(len(k.lives)), "{heir}", l.heirName(), "{pass}", k.pass(l), "{middle}", day(20), "{end}", day(40), "{later}", day(90),
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
	for _, l := range k.lives {
		if l.peace == l {
			k.t.Logf("a life in peace: %v", k.acts(l))
		}
		if diff := godiff.Diff(k.acts(l.peace), k.acts(l)); diff != "" {
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
func (k *killedLives) acts(l *oneLife) map[string]int {
	k.t.Helper()
	entries, err := k.store.EntriesOf(k.t.Context(), l.task, 1000)
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
	found, err := k.store.Tasks(k.t.Context(), l.task)
	if err != nil {
		k.t.Fatal(err)
	}
	if t := found[0]; (ending{t.State, len(t.Extensions), t.Reports, t.Public()}) != l.path.ends {
		k.t.Errorf("%s ends as %s, with %d extensions and %d reports, public %t", l.task, t.State, len(t.Extensions), t.Reports, t.Public())
	}
	return counts
}
