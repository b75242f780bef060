package ledger_test

import (
	"testing"

	"duban/ledger"
)

func divided(t *testing.T, units ...ledger.UnitID) ledger.Divided {
	t.Helper()
	done, refusal := drainTask().Divide(ledger.Dividing{By: officer(), At: at(t, "2025-07-14 10:00:00"), Units: units, Counter: ledger.Counter{Last: 20}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return done
}

func TestDivideRefuses(t *testing.T) {
	towns := []ledger.UnitID{"坪石镇", "九峰镇"}
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by    ledger.Person
		task  func(*ledger.Task)
		units []ledger.UnitID
		want  ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, units: towns, want: ledger.ReasonStranger},
		"the unit itself":      {by: contactOf(1, "住建局"), units: towns, want: ledger.ReasonNoRight},
		"between nobody":       {by: officer(), want: ledger.ReasonNoLead},
		"a child":              {by: officer(), units: towns, task: func(task *ledger.Task) { task.Parent = "2025-001" }, want: ledger.ReasonChild},
		"without a lead":       {by: officer(), units: towns, task: func(task *ledger.Task) { task.Lead = nil }, want: ledger.ReasonDivideLead},
		"it rests":             {by: officer(), units: towns, task: state(ledger.StateSuspended), want: ledger.ReasonSuspended},
		"under way":            {by: officer(), units: towns, task: state(ledger.StateInProgress), want: ledger.ReasonReported},
		"reported as complete": {by: officer(), units: towns, task: state(ledger.StateSubmitted), want: ledger.ReasonSubmitted},
		"completed":            {by: officer(), units: towns, task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"handed over":          {by: officer(), units: towns},
		"its children left it": {by: officer(), units: towns, task: func(task *ledger.Task) { task.State, task.Gone = ledger.StateInProgress, 2 }},
		"reported on since": {by: officer(), units: towns, task: func(task *ledger.Task) {
			task.State, task.Gone, task.Last.Report = ledger.StateInProgress, 2, "2025-017/1"
		}, want: ledger.ReasonReported},
	} {
		task := drainTask()
		if test.task != nil {
			test.task(&task)
		}
		if _, refusal := task.Divide(ledger.Dividing{By: test.by, At: at(t, "2025-07-14 10:00:00"), Units: test.units}); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	again := ledger.Dividing{By: officer(), At: at(t, "2025-07-14 10:00:00"), Units: towns[:1]}
	if _, refusal := divided(t, towns...).Task.Divide(again); reasonOf(refusal) != ledger.ReasonHasChild {
		t.Errorf("the same unit again: refused for %q", reasonOf(refusal))
	}
}

// TestDivide holds that children inherit what is to be done by when, are numbered on, and
// that nothing is asked of the parent any more.
func TestDivide(t *testing.T) {
	done := divided(t, "坪石镇", "九峰镇")
	if len(done.Children) != 2 || done.Children[1].ID != "2025-022" || done.Counter.Last != 22 {
		t.Fatalf("children %v, counter %d", done.Children, done.Counter.Last)
	}
	child, day := done.Children[0], date(t, "2025-07-20")
	if child.Parent != "2025-017" || child.Title != "坪石镇：清理沟渠" || child.Limit.Due != drainTask().Limit.Due || child.State != ledger.StateAssigned {
		t.Errorf("the child is %+v", child)
	}
	parent := done.Task.TellDone("住建局", day-5)
	parent.Rhythm = ledger.RhythmWeekly
	if parent.Unsigned("住建局") || !parent.ReportDue().IsZero() || len(parent.Tell("住建局", day, day)) != 0 || parent.Within(ledger.WakeRange("住建局", day+400)) {
		t.Error("something is asked of the parent")
	}
	audit := ledger.NewAudit()
	if problem := audit.Hear(done.Entries[:2]); problem != "" || audit.See(child) != "" {
		t.Errorf("entries: %s %s", problem, audit.See(child))
	}
}

// TestFollow walks a parent with its children: the mean, the submission and the ways back.
func TestFollow(t *testing.T) {
	now := at(t, "2025-07-20 10:00:00")
	start := divided(t, "坪石镇", "九峰镇", "梅花镇")
	parent, a, b, c := start.Task, start.Children[0], start.Children[1], start.Children[2]
	move := func(child *ledger.Task, state ledger.State, percent int) {
		child.State, child.Percent = state, percent
	}
	follow := func(name string, state ledger.State, percent, matters int, children ...ledger.Task) {
		t.Helper()
		was := parent.Standing()
		done, moves := parent.Follow(children, now, 0)
		if !moves || done.Task.State != state || done.Task.Percent != percent || len(done.Matters) != matters {
			t.Errorf("%s: moves %v, %s, %d%%, %d matters", name, moves, done.Task.State, done.Task.Percent, len(done.Matters))
		}
		if next, problem := was.After(done.Entries[0]); problem != "" || next != done.Task.Standing() {
			t.Errorf("%s: the entry leads to %v %s", name, next, problem)
		}
		parent = done.Task
	}
	if _, moves := parent.Follow([]ledger.Task{a, b, c}, now, 0); moves {
		t.Error("it moves though no child moved")
	}
	move(&a, ledger.StateInProgress, 50)
	move(&b, ledger.StateInProgress, 21)
	follow("two reported", ledger.StateInProgress, 23, 0, a, b)
	move(&a, ledger.StateSubmitted, 100)
	move(&b, ledger.StateSubmitted, 100)
	move(&c, ledger.StateSubmitted, 100)
	follow("all submitted, none completed", ledger.StateInProgress, 100, 0, a, b, c)
	move(&a, ledger.StateCompleted, 100)
	move(&b, ledger.StateCompleted, 100)
	follow("two completed", ledger.StateInProgress, 100, 0, a, b)
	if parent.ChildrenDone() != 2 {
		t.Errorf("%d are done", parent.ChildrenDone())
	}
	move(&c, ledger.StateCompleted, 100)
	follow("all completed", ledger.StateSubmitted, 100, 1, c)
	move(&c, ledger.StateInProgress, 60)
	follow("one is taken up again", ledger.StateInProgress, 86, 0, c)
	if len(parent.Moot()) != 1 {
		t.Errorf("its review still waits: %v", parent.Waiting)
	}
	move(&c, ledger.StateClosed, 100)
	parent.Waiting = nil
	follow("it is completed again", ledger.StateSubmitted, 100, 1, c)
	parent.State, parent.Completed, parent.Waiting = ledger.StateClosed, ledger.DateOf(now), nil
	move(&a, ledger.StateInProgress, 0)
	a.Reopened = []ledger.Reopening{{Why: "又有直排", Relapse: true}}
	follow("a relapse after it was struck off", ledger.StateInProgress, 66, 0, a)
	if parent.Relapses() != 0 || parent.Reopened[0].Why != "又有直排" || parent.Reopened[0].Child != a.ID { // it counts there
		t.Errorf("reopened: %+v", parent.Reopened)
	}
}

// TestParentRefuses holds that nothing is said of a parent itself.
func TestParentRefuses(t *testing.T) {
	parent, now, by := divided(t, "坪石镇", "九峰镇").Task, at(t, "2025-07-20 10:00:00"), contactOf(1, "住建局")
	applying := ledger.Applying{By: by, At: now, Text: "理由", Date: date(t, "2025-08-01")}
	submitted := parent
	submitted.State = ledger.StateSubmitted
	review, refusal := submitted.Submit(ledger.Report{}, ledger.Applying{At: now})
	if refusal != nil {
		t.Fatal(refusal)
	}
	ended := parent
	ended.State = ledger.StateCompleted
	for name, refuse := range map[string]func() *ledger.Refusal{
		"a report": func() *ledger.Refusal {
			_, r := parent.TakeReport(ledger.Reporting{By: by, At: now, Percent: 50})
			return r
		},
		"a promise":    func() *ledger.Refusal { _, r := parent.MakePromise(by, now, date(t, "2025-08-01"), "周五"); return r },
		"a receipt":    func() *ledger.Refusal { _, r := parent.TakeAcceptance(by, now); return r },
		"sent back":    func() *ledger.Refusal { _, r := parent.ApplySentBack(applying); return r },
		"a suspension": func() *ledger.Refusal { _, r := parent.ApplySuspension(applying); return r },
		"completed":    func() *ledger.Refusal { _, r := parent.Complete(officer(), now, true); return r },
		"reopened": func() *ledger.Refusal {
			_, r := ended.Reopen(ledger.Reopen{By: officer(), At: now, Percent: ledger.NoPercent, Why: "理由"})
			return r
		},
		"its review sent back": func() *ledger.Refusal {
			_, r := review.Matter.Decide(review.Task, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictReturned, Words: "返工"})
			return r
		},
	} {
		want := ledger.ReasonParent
		if name == "a report" || name == "a promise" {
			want = ledger.ReasonNoShare // its unit leads the whole and has no share
		}
		if r := refuse(); reasonOf(r) != want || r.Words != "2025-021 坪石镇、2025-022 九峰镇" {
			t.Errorf("%s: refused for %+v", name, r)
		}
	}
	parent.Lead = append(parent.Lead, "九峰镇")
	both := contactOf(1, "九峰镇")
	if _, r := parent.TakeReport(ledger.Reporting{By: both, At: now, Percent: 50}); reasonOf(r) != ledger.ReasonParent || r.Words != "2025-022 九峰镇、2025-021 坪石镇" {
		t.Errorf("who has a share of his own is refused for %+v", r)
	}
}

// TestShareIsCalledAfterItsUnit holds that a share that is handed on bears the new unit's name.
func TestShareIsCalledAfterItsUnit(t *testing.T) {
	share := drainTask()
	share.Parent, share.Title = "2025-009", "住建局：截污提升"
	for name, test := range map[string]struct {
		task func(ledger.Task) ledger.Task
		want string
	}{
		"handed on":        {func(task ledger.Task) ledger.Task { return task }, "农业农村局：截污提升"},
		"no share":         {func(task ledger.Task) ledger.Task { task.Parent = ""; return task }, "住建局：截污提升"},
		"called otherwise": {func(task ledger.Task) ledger.Task { task.Title = "截污提升（北段）"; return task }, "截污提升（北段）"},
		"nobody led it": {func(task ledger.Task) ledger.Task {
			task.Lead, task.Title = nil, "截污提升"
			return task
		}, "农业农村局：截污提升"},
	} {
		given, refusal := test.task(share).Assign(ledger.Assigning{By: officer(), At: at(t, "2025-07-14 10:00:00"), Lead: []ledger.UnitID{"农业农村局"}})
		if refusal != nil || given.Task.Title != test.want {
			t.Errorf("%s: %v, %q, want %q", name, refusal, given.Task.Title, test.want)
		}
	}
}

// TestAuditWholes counts from entries alone which tasks are divided: those that have children left.
func TestAuditWholes(t *testing.T) {
	task := drainTask()
	divided, refusal := task.Divide(ledger.Dividing{By: officer(), At: at(t, "2025-07-14 10:00:00"), Units: []ledger.UnitID{"坪石镇", "九峰镇"}, Counter: ledger.Counter{Last: 20}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	audit := ledger.NewAudit()
	hear := func(entries ...ledger.Entry) {
		t.Helper()
		if problem := audit.Hear(entries); problem != "" {
			t.Fatal(problem)
		}
	}
	wholes := func() int64 { return audit.Figures(task.Registered).Whole }
	hear(ledger.Entry{Task: task.ID, What: ledger.WhatRegistered, Fields: []ledger.FieldDiff{
		{Name: "state", After: string(task.State)}, {Name: "due", After: task.Limit.Due.String()},
	}})
	hear(divided.Entries...)
	if !divided.Task.Within(ledger.AllRange(ledger.MarkOf(ledger.MarkWhole, ledger.ScopeOffice))) || wholes() != 1 {
		t.Errorf("a divided task is counted %d times as one", wholes())
	}
	whole := divided.Task
	for i, child := range divided.Children {
		child.State = ledger.StateCancelled
		followed, moved := whole.Follow([]ledger.Task{child}, at(t, "2025-07-15 10:00:00"), 0)
		if !moved {
			t.Fatal("a child was cancelled, and the whole does not follow")
		}
		hear(followed.Entries...)
		whole = followed.Task
		is := whole.Within(ledger.AllRange(ledger.MarkOf(ledger.MarkWhole, ledger.ScopeOffice)))
		if want := i == 0; is != want || (wholes() == 1) != want {
			t.Errorf("with %d children left it is marked as divided: %t, counted %d times", len(whole.Children), is, wholes())
		}
	}
}
