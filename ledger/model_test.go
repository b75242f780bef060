package ledger_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// life is one task with all its reports, as the book would keep them, and how it was
// before each report that can still be withdrawn.
type life struct {
	task    ledger.Task
	reports map[ledger.ReportID]ledger.Report
	order   []ledger.ReportID
	stack   []step // leading unit's reports in force, the newest last
	matters map[ledger.MatterID]ledger.Matter
	entries int
	now     time.Time
	people  []ledger.Person
	office  ledger.Person
}

type step struct {
	report ledger.ReportID
	before ledger.Task
}

func newLife() *life {
	return &life{
		task: drainTask(), reports: map[ledger.ReportID]ledger.Report{}, matters: map[ledger.MatterID]ledger.Matter{},
		now:    time.Date(2025, 7, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600)),
		people: []ledger.Person{contactOf(1, "住建局"), contactOf(2, "住建局"), contactOf(3, "水务局"), contactOf(4, "坪石镇", "住建局"), contactOf(5, "督查室"), contactOf(6, "城管局")},
		office: officer(),
	}
}

// drawSaid draws what one of the people says, right or wrong.
func (l *life) drawSaid(t *rapid.T, by ledger.Person) ledger.Reporting {
	return ledger.Reporting{
		By: by, At: l.now, Matters: slices.Collect(maps.Values(l.matters)),
		Percent:  rapid.SampledFrom([]int{ledger.NoPercent, ledger.NoPercent, 0, 30, 60, 99, 100, 101}).Draw(t, "percent"),
		NoChange: rapid.IntRange(0, 4).Draw(t, "no change") == 0,
		Blocked:  rapid.IntRange(0, 4).Draw(t, "blocked") == 0,
		Text:     rapid.SampledFrom([]string{"", "沟渠已清", "沟渠已清", "等设备", "机密★"}).Draw(t, "text"),
	}
}

func (l *life) report(t *rapid.T) {
	was, by := l.task, rapid.SampledFrom(l.people).Draw(t, "by")
	said := l.drawSaid(t, by)
	done, refusal := l.task.TakeReport(said)
	if refusal != nil {
		return
	}
	l.accept(t, was, done, 1)
	if _, taken := l.reports[done.Report.ID]; taken {
		t.Fatalf("report %s was numbered twice", done.Report.ID)
	}
	l.reports[done.Report.ID] = done.Report
	l.order = append(l.order, done.Report.ID)
	if done.Lead {
		l.stack = append(l.stack, step{done.Report.ID, was})
		if done.Task.Last.Report != done.Report.ID {
			t.Fatalf("%s is not in force: %+v", done.Report.ID, done.Task.Last)
		}
	}
}

// pick draws a report, mostly one of the last, and mostly its author.
func (l *life) pick(t *rapid.T) (ledger.ReportID, ledger.Person) {
	back := min(rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 5}).Draw(t, "back"), len(l.order)-1)
	id := l.order[len(l.order)-1-back]
	if rapid.IntRange(0, 4).Draw(t, "another") == 0 {
		return id, rapid.SampledFrom(l.people).Draw(t, "by")
	}
	return id, l.author(id)
}

func (l *life) author(id ledger.ReportID) ledger.Person {
	return l.people[slices.IndexFunc(l.people, func(p ledger.Person) bool { return p.ID == l.reports[id].By })]
}

func (l *life) undo(t *rapid.T) {
	if len(l.order) == 0 {
		return
	}
	id, by := l.pick(t)
	r, was := l.reports[id], l.task
	done, refusal := l.task.Undo(r, by, l.now, slices.Collect(maps.Values(l.matters))...)
	newest := len(l.stack) > 0 && l.stack[len(l.stack)-1].report == id
	co := !slices.Contains(was.Lead, r.Unit)
	last := slices.ContainsFunc(was.Beside, func(b ledger.Beside) bool { return b.Report == id })
	may := r.By == by.ID && r.Withdrawn.IsZero() && l.now.Sub(r.At) <= ledger.UndoWithin && was.Open() && (newest || co && last)
	if may != (refusal == nil) {
		t.Fatalf("undo of %s by %d: %v, want allowed %v", id, by.ID, refusal, may)
	}
	if refusal != nil {
		return
	}
	l.accept(t, was, done, 0)
	l.reports[id] = done.Report
	if newest {
		l.goesBack(t, was.Promise)
	} else if diff := cmp.Diff(ofLead(was), ofLead(done.Task)); diff != "" {
		t.Fatalf("withdrawing a co-unit's report changed the task:\n%s", diff)
	}
}

// ofLead is the task without what units say that do not lead it.
func ofLead(t ledger.Task) ledger.Task {
	t.Beside, t.Matters = nil, 0
	t.Waiting = slices.DeleteFunc(slices.Clone(t.Waiting), func(w ledger.Waiting) bool { return w.Unit != "" })
	if len(t.Waiting) == 0 {
		t.Waiting = nil
	}
	return t
}

// goesBack holds the task to what it was before the newest report, but for the counter
// and a promise made since.
func (l *life) goesBack(t *rapid.T, since ledger.Promise) {
	want := l.stack[len(l.stack)-1].before
	l.stack = l.stack[:len(l.stack)-1]
	want.Reports, want.Matters = l.task.Reports, l.task.Matters
	if !since.Date.IsZero() {
		want.Promise = since
	}
	if diff := cmp.Diff(ofLead(want), ofLead(l.task)); diff != "" {
		t.Fatalf("undone, the task is not what it was:\n%s", diff)
	}
}

func (l *life) amend(t *rapid.T) {
	if len(l.order) == 0 {
		return
	}
	id, by := l.pick(t)
	was, said := l.task, l.drawSaid(t, by)
	done, refusal := l.task.Amend(l.reports[id], said)
	if refusal != nil {
		return
	}
	l.accept(t, was, done, 0)
	l.reports[id] = done.Report
	if l.task.Promise != was.Promise {
		t.Fatalf("an amendment made of the promise %+v %+v", was.Promise, l.task.Promise)
	}
}

func (l *life) promise(t *rapid.T) {
	by := rapid.SampledFrom(l.people).Draw(t, "by")
	day := ledger.DateOf(l.now).AddDays(rapid.SampledFrom([]int{-1, 0, 1, 4, 30, 31}).Draw(t, "days"))
	made, refusal := l.task.MakePromise(by, l.now, day, "")
	if refusal == nil {
		was := l.task
		l.task, l.entries = made.Task, l.entries+len(made.Entries)
		was.Promise = made.Task.Promise
		if diff := cmp.Diff(was, made.Task); diff != "" || len(made.Entries) != 1 {
			t.Fatalf("a promise changed more than itself (%d entries):\n%s", len(made.Entries), diff)
		}
	}
}

func (l *life) complete(t *rapid.T) {
	if rapid.IntRange(0, 19).Draw(t, "complete?") > 0 {
		return
	}
	done, refusal := l.task.Complete(l.office, l.now, true)
	if (refusal == nil) != l.task.Open() {
		t.Fatalf("Complete of %s: %v", l.task.State, refusal)
	}
	if refusal == nil {
		l.task, l.entries = done.Task, l.entries+len(done.Entries)
	}
}

// cancel is of the office, and of somebody else, who may not.
func (l *life) cancel(t *rapid.T) {
	if rapid.IntRange(0, 29).Draw(t, "cancel?") > 0 {
		return
	}
	by := rapid.SampledFrom(append([]ledger.Person{l.office, l.office}, l.people...)).Draw(t, "by")
	why := rapid.SampledFrom([]string{"与另一项重复", "与另一项重复", "", "机密★"}).Draw(t, "why")
	was := l.task
	done, refusal := was.Cancel(ledger.Cancelling{By: by, At: l.now, Why: why}, slices.Collect(maps.Values(l.matters)), nil)
	if may := by.ID == l.office.ID && was.Open() && why == "与另一项重复"; may != (refusal == nil) {
		t.Fatalf("Cancel of %s by %d: %v, want allowed %v", was.State, by.ID, refusal, may)
	}
	if refusal != nil {
		return
	}
	l.task, l.entries = done.Task, l.entries+len(done.Entries)
	for _, r := range done.Put {
		l.keep([]ledger.Matter{r.(ledger.Matter)}) // no notice runs in this life
	}
	if next, problem := was.Standing().After(done.Entries[0]); problem != "" || next != done.Task.Standing() || len(done.Task.Waiting) > 0 {
		t.Fatalf("its entry leads to %v %s, and %v waits", next, problem, done.Task.Waiting)
	}
}

func (l *life) keep(matters []ledger.Matter) {
	for _, m := range matters {
		l.matters[m.ID] = m
	}
}

// accept takes what a rule answered; a change has its entry, and the counter only grows.
func (l *life) accept(t *rapid.T, was ledger.Task, done ledger.Reported, more int) {
	l.task = done.Task
	l.keep(done.Matters)
	l.entries += len(done.Entries)
	if len(done.Entries) != 1 || done.Entries[0].Task != was.ID || !done.Entries[0].At.Equal(l.now) || done.Entries[0].By == 0 {
		t.Fatalf("entries %+v, want one of now", done.Entries)
	}
	if done.Task.Reports != was.Reports+more {
		t.Fatalf("%d reports after %d", done.Task.Reports, was.Reports)
	}
	state := field(done.Entries[0], "state")
	if (was.State != done.Task.State) != (state.After == string(done.Task.State) && state.Before == string(was.State)) {
		t.Fatalf("from %s to %s the entry says %+v", was.State, done.Task.State, state)
	}
}

// check holds what must be true of a task after anything that happens to it.
func (l *life) check(t *rapid.T) {
	task := l.task
	if waits, ok := task.Waits(ledger.MatterDifficulty); ok && task.Open() && (task.State != ledger.StateBlocked || l.matters[waits.Matter].Verdict != "") {
		t.Fatalf("%s, and %+v waits", task.State, l.matters[waits.Matter])
	}
	if task.Percent < 0 || task.Percent > 100 {
		t.Fatalf("at %d%%", task.Percent)
	}
	if last := task.Last.Report; last != "" {
		r, known := l.reports[last]
		if !known || !r.Withdrawn.IsZero() {
			t.Fatalf("in force is %s (known %v), withdrawn %s", last, known, r.Withdrawn)
		}
		if r.Text != task.Last.Text || r.By != task.Last.By || r.Unit != task.Last.Unit || !slices.Contains(task.Lead, r.Unit) {
			t.Fatalf("in force is %+v, the task says %+v", r, task.Last)
		}
		if task.Open() && r.Percent != task.Percent {
			t.Fatalf("the report in force says %d%%, the task %d%%", r.Percent, task.Percent)
		}
		if top := l.stack[len(l.stack)-1].report; top != last {
			t.Fatalf("in force is %s, want %s", last, top)
		}
	} else if len(l.stack) > 0 {
		t.Fatalf("%d reports stand and none is in force", len(l.stack))
	}
	if ended := task.State == ledger.StateCompleted || task.State == ledger.StateCancelled; task.Open() == ended || (task.State == ledger.StateCompleted) == task.Completed.IsZero() {
		t.Fatalf("open %v, %s, completed %q", task.Open(), task.State, task.Completed)
	}
	if (task.State == ledger.StateBlocked) != !task.BlockedOn.IsZero() {
		t.Fatalf("%s, blocked since %q", task.State, task.BlockedOn)
	}
	if task.State == ledger.StateSubmitted && task.Percent != 100 {
		t.Fatalf("submitted at %d%%", task.Percent)
	}
	if !task.Open() && !task.Promise.Date.IsZero() {
		t.Fatal("a completed task is promised")
	}
	checkRanges(t, task, ledger.DateOf(l.now).AddDays(rapid.IntRange(-40, 200).Draw(t, "look")))
}

// TestTaskLife holds any sequence of what people do to the invariants of a task.
func TestTaskLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLife()
		quiet := func(act func(*rapid.T)) func(*rapid.T) {
			return func(t *rapid.T) {
				l.now = l.now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 30, 60, 300, 600, 601, 86400}).Draw(t, "later")) * time.Second)
				act(t)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"report": quiet(l.report), "report again": quiet(l.report), "undo": quiet(l.undo), "amend": quiet(l.amend),
			"promise": quiet(l.promise), "complete": quiet(l.complete), "cancel": quiet(l.cancel), "": l.check,
		})
	})
}

// TestUndoAll: withdrawing everything in reverse order gives back the task as it was,
// but for the counter.
func TestUndoAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLife()
		l.task.State, l.task.Percent = ledger.StateBlocked, 20
		l.task.Blocked, l.task.BlockedOn = "旧困难", ledger.NewDate(2025, 7, 10)
		l.task.Promise = ledger.Promise{Date: ledger.NewDate(2025, 7, 20), By: 1, Unit: "住建局"}
		want := l.task
		for range rapid.IntRange(1, 8).Draw(t, "reports") {
			l.now = l.now.Add(time.Minute)
			l.report(t)
		}
		for _, id := range slices.Backward(l.order) {
			done, refusal := l.task.Undo(l.reports[id], l.author(id), l.now, slices.Collect(maps.Values(l.matters))...)
			if refusal != nil {
				t.Fatalf("%s cannot be withdrawn: %s", id, refusal.Reason)
			}
			l.task = done.Task
			l.keep(done.Matters)
		}
		want.Reports, want.Matters = len(l.order), l.task.Matters
		if diff := cmp.Diff(want, l.task); diff != "" {
			t.Fatalf("not as it was:\n%s", diff)
		}
	})
}
