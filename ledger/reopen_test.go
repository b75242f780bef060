package ledger_test

import (
	"strconv"
	"testing"
	"unicode/utf8"

	"duban/ledger"
)

// closedTask is drainTask, struck off on 14 July 2025.
func closedTask(t *testing.T) ledger.Task {
	t.Helper()
	task := completedTask(t, "会议部署")
	task.State, task.Closed = ledger.StateClosed, ledger.NewDate(2025, 7, 14)
	return task
}

func TestReopenRefuses(t *testing.T) {
	supervisor := holder(ledger.RoleSupervisor, ledger.NewDate(2025, 1, 1), 0)
	for name, test := range map[string]struct {
		task func(*ledger.Task)
		ask  func(*ledger.Reopen)
		want ledger.Reason
	}{
		"a stranger":                       {ask: func(r *ledger.Reopen) { r.By = ledger.Person{ID: 9} }, want: ledger.ReasonStranger},
		"the unit":                         {ask: func(r *ledger.Reopen) { r.By = headOf("住建局") }, want: ledger.ReasonNoRight},
		"a supervisor by hand":             {ask: func(r *ledger.Reopen) { r.By = supervisor }, want: ledger.ReasonNoRight},
		"a supervisor who found a relapse": {ask: func(r *ledger.Reopen) { r.By, r.Found = supervisor, true }},
		"what is open":                     {task: func(t *ledger.Task) { t.State = ledger.StateBlocked }, want: ledger.ReasonNotEnded},
		"what was cancelled":               {task: func(t *ledger.Task) { t.State = ledger.StateCancelled }, want: ledger.ReasonCancelled},
		"a relapse of what was not closed": {task: func(t *ledger.Task) { t.State = ledger.StateCompleted }, ask: func(r *ledger.Reopen) { r.Found = true }, want: ledger.ReasonNotClosed},
		"without a reason":                 {ask: func(r *ledger.Reopen) { r.Why = " " }, want: ledger.ReasonNoWhy},
		"at a hundred percent":             {ask: func(r *ledger.Reopen) { r.Percent = 100 }, want: ledger.ReasonReopenPercent},
		"until yesterday":                  {ask: func(r *ledger.Reopen) { r.Due = ledger.NewDate(2025, 7, 13) }, want: ledger.ReasonReopenDate},
		"closed, and its limit is over":    {task: func(t *ledger.Task) { t.Limit.Due = ledger.NewDate(2025, 7, 1) }, want: ledger.ReasonReopenDate},
		"closed, over, with a new limit":   {task: func(t *ledger.Task) { t.Limit.Due = ledger.NewDate(2025, 7, 1) }, ask: func(r *ledger.Reopen) { r.Due = ledger.NewDate(2025, 9, 1) }},
		"completed, and its limit is over": {task: func(t *ledger.Task) { t.State, t.Limit.Due = ledger.StateCompleted, ledger.NewDate(2025, 7, 1) }},
		"a secret":                         {ask: func(r *ledger.Reopen) { r.Why = "机密★三年" }, want: ledger.ReasonSecret},
		"nothing is wrong with it":         {},
	} {
		task, r := closedTask(t), ledger.Reopen{By: officer(), At: at(t, "2025-07-15 10:00:00"), Percent: ledger.NoPercent, Why: "又有直排"}
		if test.task != nil {
			test.task(&task)
		}
		if test.ask != nil {
			test.ask(&r)
		}
		if _, refusal := task.Reopen(r); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestReopen holds what a reopened task goes on from, and that its history stays.
func TestReopen(t *testing.T) {
	now := at(t, "2025-12-15 10:00:00")
	taken := mustTake(t, drainTask(), ledger.Reporting{By: contactOf(1, "住建局"), At: at(t, "2025-07-10 10:00:00"), Percent: 40, Text: "过半"}).Task
	taken.Rhythm = ledger.RhythmWeekly
	completed, refusal := taken.Complete(officer(), at(t, "2025-07-14 09:00:00"), true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	back, refusal := completed.Task.Reopen(ledger.Reopen{By: officer(), At: now, Percent: ledger.NoPercent, Why: "点错了"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if task := back.Task; task.Percent != 40 || task.State != ledger.StateInProgress || task.Relapses() != 0 || task.Overdue(ledger.DateOf(now)) == 0 {
		t.Errorf("taken back: %d%%, %s, %d relapses, overdue %d", task.Percent, task.State, task.Relapses(), task.Overdue(ledger.DateOf(now)))
	}
	if due := back.Task.ReportDue(); due < ledger.DateOf(now) {
		t.Errorf("a report is due on %s, before it was taken up again", due)
	}
	closed := closedTask(t)
	relapsed, refusal := closed.Relapse(ledger.Reopen{By: officer(), At: now, Percent: ledger.NoPercent, Due: ledger.NewDate(2026, 3, 31), Why: "又有直排"}, nil)
	if refusal != nil {
		t.Fatal(refusal)
	}
	task := relapsed.Task
	if task.Percent != 0 || task.Relapses() != 1 || len(task.Rechecks) != 1 || task.Reopened[0].Closed != closed.Closed || task.Reopened[0].Limit.Due != closed.Limit.Due {
		t.Errorf("relapsed: %d%%, %+v", task.Percent, task.Reopened)
	}
	if lamp := task.Lamp(ledger.DateOf(now)); lamp != ledger.LampGreen {
		t.Errorf("on the day on which it begins anew it is %s", lamp)
	}
}

// TestReopenRelapses: whatever was struck off and is taken up again came back, whoever found it;
// unless it had been struck off by mistake.
func TestReopenRelapses(t *testing.T) {
	for why, want := range map[string]int{"核查发现问题": 1, "误销，还没有验收": 0} {
		reopened, refusal := closedTask(t).Reopen(ledger.Reopen{
			By: officer(), At: at(t, "2025-12-15 10:00:00"), Percent: ledger.NoPercent, Due: ledger.NewDate(2026, 3, 31), Why: why,
		})
		if refusal != nil {
			t.Fatal(refusal)
		}
		if got := reopened.Task.Relapses(); got != want || field(reopened.Entries[0], "relapses").After != strconv.Itoa(want) {
			t.Errorf("%s: it came back %d times, want %d; the entry says %+v", why, got, want, reopened.Entries[0])
		}
	}
}

// TestRecheckDue holds the days of looking back.
func TestRecheckDue(t *testing.T) {
	task := closedTask(t) // on 14 July
	days := func(d ledger.Date) int { return d.Sub(ledger.NewDate(2025, 7, 14)) }
	look := func(day int) {
		t.Helper()
		on := ledger.NewDate(2025, 7, 14).AddDays(day).At(10, 0, at(t, "2025-07-14 10:00:00").Location())
		done, refusal := task.TakeRecheck(officer(), on, "无反弹", nil)
		if refusal != nil {
			t.Fatal(refusal)
		}
		task = done.Task
	}
	for _, step := range []struct{ looked, due int }{{0, 90}, {30, 90}, {75, 180}, {100, 180}, {150, 0}} {
		if step.looked > 0 {
			look(step.looked)
		}
		got := 0
		if due := task.RecheckDue(); !due.IsZero() {
			got = days(due)
		}
		if got != step.due {
			t.Errorf("after a look on day %d the next is due on day %d, want %d", step.looked, got, step.due)
		}
	}
	if _, refusal := completedTask(t, "").TakeRecheck(officer(), at(t, "2025-07-15 10:00:00"), "", nil); reasonOf(refusal) != ledger.ReasonNotClosed {
		t.Errorf("of what is not closed: refused for %q", reasonOf(refusal))
	}
}

// TestReview holds that a report of 100 % is a submission, and what its return leaves.
func TestReview(t *testing.T) {
	by, now := contactOf(1, "住建局"), at(t, "2025-07-14 10:00:00")
	submit := func(task ledger.Task) ledger.Applied {
		t.Helper()
		done := mustTake(t, task, ledger.Reporting{By: by, At: now, Percent: 100, Text: "已完成"})
		applied, refusal := done.Task.Submit(done.Report, ledger.Applying{By: by, At: now})
		if refusal != nil {
			t.Fatal(refusal)
		}
		return applied
	}
	decide := func(a ledger.Applied, verdict ledger.Verdict) ledger.Decided {
		t.Helper()
		d, refusal := a.Matter.Decide(a.Task, ledger.Deciding{By: officer(), At: now, Verdict: verdict, Words: "再核"})
		if refusal != nil {
			t.Fatal(refusal)
		}
		return d
	}
	first := submit(drainTask())
	if task := decide(first, ledger.VerdictReturned).Task; task.State != ledger.StateInProgress || task.Percent != 0 {
		t.Errorf("a first report sent back: %s, %d%%", task.State, task.Percent)
	}
	sixty := mustTake(t, drainTask(), ledger.Reporting{By: by, At: now, Percent: 60}).Task
	refused := decide(submit(sixty), ledger.VerdictRefused)
	if refused.Task.Percent != 60 || refused.Matter.Verdict != ledger.VerdictReturned {
		t.Errorf("refused: %d%%, %s", refused.Task.Percent, refused.Matter.Verdict)
	}
	if task := decide(first, ledger.VerdictApproved).Task; task.State != ledger.StateCompleted || len(task.Waiting) != 0 {
		t.Errorf("approved: %s, waiting %v", task.State, task.Waiting)
	}
	taken := first.Task
	taken.State = ledger.StateInProgress
	if moot := taken.Moot(); len(moot) != 1 {
		t.Errorf("moot after the report was taken back: %v", moot)
	}
	if _, refusal := first.Matter.Decide(taken, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictApproved}); reasonOf(refusal) != ledger.ReasonVoid {
		t.Errorf("approved after it was taken back: refused for %q", reasonOf(refusal))
	}
}

// FuzzLeadingPercent holds that no words are lost where a percentage is read off them.
func FuzzLeadingPercent(f *testing.F) {
	for _, words := range []string{"60 又有直排", "60% 9月30日 理由", "６０ 全角", "60又有直排", "", "100", "-1 x", "99999999999999999999 x", "0 \x9c\xe7"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		percent, rest, ok := ledger.LeadingPercent(words)
		if !ok && (rest != words || percent != ledger.NoPercent) {
			t.Errorf("LeadingPercent(%q) read nothing and answered %d, %q", words, percent, rest)
		}
		if ok && (percent < 0 || percent > 999 || utf8.RuneCountInString(rest) > utf8.RuneCountInString(words)) {
			t.Errorf("LeadingPercent(%q) = %d, %q", words, percent, rest)
		}
	})
}

// TestReopenPlan holds that what begins anew is not measured by the milestones of its
// first life, and that a completion which is taken back goes on with them.
func TestReopenPlan(t *testing.T) {
	plan := ledger.Plan{Milestones: []ledger.Milestone{{Date: ledger.NewDate(2025, 6, 1), Title: "主体封顶"}, {Date: ledger.NewDate(2025, 7, 1), Title: "通水"}}}
	for name, test := range map[string]struct {
		closed bool
		due    ledger.Date
		want   int
	}{
		"a relapse":                 {closed: true, due: ledger.NewDate(2026, 7, 1)},
		"a relapse, the same limit": {closed: true},
		"taken back":                {want: 2},
		"taken back, another limit": {due: ledger.NewDate(2026, 7, 1)},
	} {
		task := closedTask(t)
		task.Plan, task.Unchanged = plan, ledger.StillRounds
		if !test.closed {
			task.State, task.Closed = ledger.StateCompleted, 0
		}
		done, refusal := task.Reopen(ledger.Reopen{By: officer(), At: at(t, "2025-07-15 10:00:00"), Percent: ledger.NoPercent, Why: "又有直排", Due: test.due})
		if refusal != nil {
			t.Fatal(refusal)
		}
		was := done.Task.Reopened[len(done.Task.Reopened)-1].Plan
		if n := len(done.Task.Plan.Milestones); n != test.want || len(was.Milestones)+n != 2 || done.Task.Unchanged != 0 {
			t.Errorf("%s: %d milestones, %d kept, %d times unchanged", name, n, len(was.Milestones), done.Task.Unchanged)
		}
	}
}
