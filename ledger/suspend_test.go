package ledger_test

import (
	"slices"
	"testing"
	"time"

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
		"reported as complete": {with(ledger.StateSubmitted), officer(), today + 1, "等待批复", ledger.ReasonSubmitted},
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

// TestSuspensionGranted holds that the entry of the decision says until when the work rests, also
// where that is another day than the unit asked for.
func TestSuspensionGranted(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	asked, refusal := drainTask().ApplySuspension(ledger.Applying{By: contactOf(1, "住建局"), At: now, Text: "等待批复", Date: today + 9})
	if refusal != nil {
		t.Fatal(refusal)
	}
	decided, refusal := asked.Matter.Decide(asked.Task, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictApproved, Date: today + 5})
	if refusal != nil {
		t.Fatal(refusal)
	}
	want := ledger.FieldDiff{Name: "until", After: (today + 5).String()}
	if fields := decided.Entries[0].Fields; !slices.Contains(fields, want) || decided.Task.Suspension.Until != today+5 {
		t.Errorf("rests until %s, told by %+v, want %+v", decided.Task.Suspension.Until, fields, want)
	}
}

// TestSuspensionMoot holds what waits no more when work rests: its limit moves by itself, and
// a difficulty is still looked into.
func TestSuspensionMoot(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	task := asked(t).Task
	resting, refusal := task.ApplySuspension(ledger.Applying{By: contactOf(1, "住建局"), At: now, Text: "等待批复", Date: ledger.DateOf(now) + 9})
	if refusal != nil {
		t.Fatal(refusal)
	}
	task = resting.Task
	task.Waiting = append(task.Waiting, ledger.Waiting{Matter: "2025-017/m9", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit("财政局")})
	if moot := task.Moot(); len(moot) != 0 {
		t.Errorf("before it rests: %v", moot)
	}
	done, refusal := task.Suspend(ledger.Suspending{By: officer(), At: now, Until: ledger.DateOf(now) + 9, Why: "等待批复"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if moot := done.Task.Moot(); len(moot) != 2 || moot[0] != "2025-017/m1" || moot[1] != "2025-017/m2" {
		t.Errorf("at rest nothing is left to decide of %v, want m1 and m2", moot)
	}
	if _, refusal := done.Task.DraftNotice(ledger.Drafting{By: officer(), At: now}); reasonOf(refusal) != ledger.ReasonSuspended {
		t.Errorf("a notice on it: refused for %q", reasonOf(refusal))
	}
	// It is not handed on while it rests; a merger may, and then the receipts are another's.
	signed := done.Task
	signed.Suspension.From, signed.Accepted = ledger.StateAccepted, []ledger.Acceptance{{Unit: "住建局"}}
	if _, refusal := signed.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"水务局"}}); reasonOf(refusal) != ledger.ReasonSuspended {
		t.Errorf("handed on while it rests: refused for %q", reasonOf(refusal))
	}
	signed.Lead = []ledger.UnitID{"水务局"}
	if on, _ := signed.Resume(officer(), now); on.Task.State != ledger.StateAssigned {
		t.Errorf("it goes on as %s, want %s", on.Task.State, ledger.StateAssigned)
	}
	// A unit that is given it later hears of a new task, and of no rest that ended long ago.
	on := done.Task
	on.State, on.Suspension.Over = ledger.StateAssigned, ledger.DateOf(now)+9
	for _, why := range on.Tell("住建局", ledger.DateOf(now)+16, ledger.DateOf(now)+16) {
		if why.Reason == ledger.OccasionResumed {
			t.Error("who never heard of it is told that it goes on")
		}
	}
}

// TestExtensionOfSubmitted holds that a later limit can be granted to work that is
// reported as complete: it holds if that is sent back.
func TestExtensionOfSubmitted(t *testing.T) {
	applied := asked(t)
	applied.Task.State, applied.Task.Percent = ledger.StateSubmitted, 100
	decided, refusal := applied.Matter.Decide(applied.Task, ledger.Deciding{By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved})
	if refusal != nil || decided.Task.Limit.Due != applied.Matter.Date {
		t.Errorf("refused for %q, limit %s", reasonOf(refusal), decided.Task.Limit.Due)
	}
}

// TestResumedMilestones holds that what is not reached moves with the limit, whoever set it,
// and that each move is kept; a plan that was made while the work rested stands.
func TestResumedMilestones(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	for name, test := range map[string]struct {
		plannedOn, own, reached ledger.Date
		kept                    int
	}{
		"planned before": {today - 3, today + 30, today + 10, 2},
		"planned since":  {today + 5, today + 20, today + 10, 1},
	} {
		task := drainTask()
		task.Limit.Milestones = []ledger.Milestone{{Date: today + 6, Title: "进场"}}
		task = suspended(t, task, now)
		task.Plan = ledger.Plan{On: test.plannedOn, Milestones: []ledger.Milestone{{Date: today + 10, Title: "a", Done: true}, {Date: today + 20, Title: "b"}}}
		done, refusal := task.Resume(officer(), now.AddDate(0, 0, 10))
		if refusal != nil {
			t.Fatal(refusal)
		}
		is, kept := done.Task, 0
		for _, f := range done.Entries[0].Fields {
			if f.Name == "milestone" {
				kept++
			}
		}
		if is.Limit.Milestones[0].Date != today+16 || is.Plan.Milestones[0].Date != test.reached || is.Plan.Milestones[1].Date != test.own || kept != test.kept {
			t.Errorf("%s: %v and %v, %d kept", name, is.Limit.Milestones, is.Plan.Milestones, kept)
		}
		if task.Limit.Milestones[0].Date != today+6 {
			t.Errorf("%s: the task as it was has moved", name)
		}
	}
}

func suspended(t *testing.T, task ledger.Task, now time.Time) ledger.Task {
	t.Helper()
	done, refusal := task.Suspend(ledger.Suspending{By: officer(), At: now, Until: ledger.DateOf(now) + 40, Why: "等待批复"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return done.Task
}
