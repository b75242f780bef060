package ledger_test

import (
	"testing"

	"duban/ledger"
)

func TestSuspendRefuses(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	with := func(state ledger.State) ledger.Task {
		task := drainTask()
		task.State = state
		return task
	}
	for name, test := range map[string]struct {
		task  ledger.Task
		by    ledger.Person
		until ledger.Date
		why   string
		want  ledger.Reason
	}{
		"nothing is wrong":     {drainTask(), officer(), today + 1, "等待批复", ""},
		"a year":               {drainTask(), officer(), today + ledger.SuspendMost, "等待批复", ""},
		"more than a year":     {drainTask(), officer(), today + ledger.SuspendMost + 1, "等待批复", ledger.ReasonSuspendFar},
		"until today":          {drainTask(), officer(), today, "等待批复", ledger.ReasonSuspendPast},
		"without a reason":     {drainTask(), officer(), today + 1, " ", ledger.ReasonNoWhy},
		"a secret":             {drainTask(), officer(), today + 1, "机密★", ledger.ReasonSecret},
		"it rests already":     {with(ledger.StateSuspended), officer(), today + 1, "等待批复", ledger.ReasonSuspended},
		"reported as complete": {with(ledger.StateSubmitted), officer(), today + 1, "等待批复", ledger.ReasonClosed},
		"completed":            {with(ledger.StateCompleted), officer(), today + 1, "等待批复", ledger.ReasonClosed},
		"the unit by itself":   {drainTask(), contactOf(1, "住建局"), today + 1, "等待批复", ledger.ReasonNoRight},
	} {
		if _, refusal := test.task.Suspend(ledger.Suspending{By: test.by, At: now, Until: test.until, Why: test.why}); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestSuspensionRests holds that nothing is asked of work that rests, that it is neither
// late nor behind, and that it goes on with its limit moved.
func TestSuspensionRests(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today, before := ledger.DateOf(now), drainTask()
	before.Rhythm, before.State = ledger.RhythmWeekly, ledger.StateInProgress
	done, refusal := before.Suspend(ledger.Suspending{By: officer(), At: now, Until: today + 400 - 40, Why: "等待批复"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	task := done.Task
	for day := today; day < today+360; day += 7 {
		if task.Lamp(day) != ledger.LampGrey || task.Overdue(day) != 0 || len(task.Tell("住建局", day, day)) != 0 || !task.ReportDue().IsZero() {
			t.Fatalf("on %s: %s, overdue %d, %v", day, task.Lamp(day), task.Overdue(day), task.Tell("住建局", day, day))
		}
		if task.Within(ledger.OverdueRange(ledger.ScopeOffice, day)) || task.Within(ledger.RedRange(ledger.ScopeOffice, day)) || !task.Within(ledger.SuspendedRange(ledger.ScopeOffice)) {
			t.Fatalf("on %s: marks %v", day, task.Marks())
		}
	}
	said := ledger.Reporting{By: contactOf(1, "住建局"), At: now, Percent: 50}
	if _, refusal := task.TakeReport(said); reasonOf(refusal) != ledger.ReasonSuspended {
		t.Errorf("a report: refused for %q", reasonOf(refusal))
	}
	if _, ok := task.Wake((today + 359).At(9, 0, now.Location())); ok {
		t.Error("it goes on the day before")
	}
	on := (today + 360).At(9, 0, now.Location())
	woken, ok := task.Wake(on)
	if !ok || woken.Task.State != ledger.StateInProgress || woken.Task.Limit.Due != before.Limit.Due+360 || len(woken.Task.Extensions) != 1 {
		t.Fatalf("woken %v: %s, limit %s, %+v", ok, woken.Task.State, woken.Task.Limit.Due, woken.Task.Extensions)
	}
	if why := woken.Task.TellDone("住建局", today).Tell("住建局", today+360, today+360); len(why) == 0 || why[len(why)-1].Reason != ledger.OccasionResumed {
		t.Errorf("told %+v", why)
	}
	if _, again := woken.Task.Resume(officer(), on); reasonOf(again) != ledger.ReasonNotSuspended {
		t.Errorf("a second time: refused for %q", reasonOf(again))
	}
}
