package ledger_test

import (
	"slices"
	"testing"
	"time"

	"duban/ledger"
)

// stuckTown is drainTask after its co-unit reported a difficulty.
func stuckTown(t *testing.T) (ledger.Reported, ledger.Matter) {
	t.Helper()
	task := drainTask()
	task.State = ledger.StateInProgress
	done := mustTake(t, task, ledger.Reporting{
		By: contactOf(2, "坪石镇"), At: at(t, "2025-07-14 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "便道征地",
		AnswerBy: ledger.NewDate(2025, 7, 17), Needs: "农业农村局",
	})
	if len(done.Matters) != 1 {
		t.Fatalf("matters %+v, want one", done.Matters)
	}
	return done, done.Matters[0]
}

// TestStuckBeside holds that the matter of a unit that does not lead is there exactly while
// what it said last is a difficulty, and that the task itself is not stopped by it.
func TestStuckBeside(t *testing.T) {
	done, m := stuckTown(t)
	by, now := contactOf(2, "坪石镇"), at(t, "2025-07-14 10:05:00")
	if m.Unit != "坪石镇" || m.Part != ledger.PartImplement || m.Desk != ledger.DeskOffice || m.Needs != "农业农村局" || done.Task.State != ledger.StateInProgress || waitsFor(done.Task) {
		t.Errorf("matter %+v, task %s", m, done.Task.State)
	}
	stands := func(what string, r ledger.Reported, refusal *ledger.Refusal, stuck bool, matters int) {
		t.Helper()
		if refusal != nil || (len(r.Task.Stuck()) == 1) != stuck || (len(r.Task.Waiting) == 1) != stuck || len(r.Matters) != matters {
			t.Errorf("%s: %v, stuck %+v, waiting %+v, matters %+v", what, refusal, r.Task.Stuck(), r.Task.Waiting, r.Matters)
		}
	}
	stands("reported", done, nil, true, 1)
	undone, refusal := done.Task.Undo(done.Report, by, now, m)
	stands("withdrawn", undone, refusal, false, 1)
	amended, refusal := done.Task.Amend(done.Report, ledger.Reporting{By: by, At: now, Percent: 40, Matters: []ledger.Matter{m}})
	stands("amended to progress", amended, refusal, false, 1)
	again := mustTake(t, done.Task, ledger.Reporting{By: by, At: now, Percent: ledger.NoPercent, Blocked: true, Text: "还缺人", Matters: []ledger.Matter{m}})
	if stands("a second one", again, nil, true, 1); again.Matters[0].ID != m.ID || again.Matters[0].Text != "便道征地；还缺人" {
		t.Errorf("a second one: %+v", again.Matters[0])
	}
	stands("无变化", mustTake(t, done.Task, ledger.Reporting{By: by, At: now, Percent: ledger.NoPercent, NoChange: true, Matters: []ledger.Matter{m}}), nil, true, 0)
	stands("the lead reports", mustTake(t, done.Task, ledger.Reporting{By: contactOf(1, "住建局"), At: now, Percent: 50, Matters: []ledger.Matter{m}}), nil, true, 0)
	moved := mustTake(t, done.Task, ledger.Reporting{By: by, At: now, Percent: 60, Matters: []ledger.Matter{m}})
	stands("progress", moved, nil, false, 1)
	back, refusal := moved.Task.Undo(moved.Report, by, now, moved.Matters...)
	stands("progress withdrawn", back, refusal, true, 1)
	if _, refusal = moved.Task.Undo(done.Report, by, now, moved.Matters...); reasonOf(refusal) != ledger.ReasonUndoNewer {
		t.Errorf("the older of two is withdrawn: %q", reasonOf(refusal))
	}
	both := mustTake(t, done.Task, ledger.Reporting{By: contactOf(1, "住建局"), At: now, Percent: ledger.NoPercent, Blocked: true, Text: "缺设备", Matters: []ledger.Matter{m}})
	if len(both.Task.Waiting) != 2 || both.Task.State != ledger.StateBlocked || both.Matters[0].Part != "" || len(both.Task.Stuck()) != 1 {
		t.Errorf("the lead is stuck, too: %+v, %+v", both.Task.Waiting, both.Matters)
	}
}

// TestStuckBesideAnswered holds to whom it is handed on, and that lead and unit hear of it.
func TestStuckBesideAnswered(t *testing.T) {
	done, m := stuckTown(t)
	now := at(t, "2025-07-15 10:00:00")
	for to, want := range map[ledger.UnitID]ledger.Reason{"坪石镇": ledger.ReasonForwardOwn, "住建局": "", "财政局": ""} {
		if _, refusal := m.Forward(done.Task, ledger.Forwarding{By: officer(), At: now, To: to, Until: ledger.NewDate(2025, 7, 18)}); reasonOf(refusal) != want {
			t.Errorf("to %s: refused for %q, want %q", to, reasonOf(refusal), want)
		}
	}
	sent, _ := m.Forward(done.Task, ledger.Forwarding{By: officer(), At: now, To: "财政局", Until: ledger.NewDate(2025, 7, 18)})
	answered, refusal := sent.Matter.Answer(sent.Task, contactOf(5, "财政局"), now, "已拨付")
	if refusal != nil || len(answered.Task.Waiting) != 0 {
		t.Fatalf("answer: %v, waiting %+v", refusal, answered.Task.Waiting)
	}
	if got := answered.Task.Stuck(); len(got) != 1 || got[0].Answer != "已拨付" || got[0].Answerer != "财政局" {
		t.Errorf("after the answer: %+v", got)
	}
	own, _ := m.Forward(done.Task, ledger.Forwarding{By: officer(), At: now, To: "住建局", Until: ledger.NewDate(2025, 7, 18)})
	for _, test := range []struct {
		name string
		task ledger.Task
		day  ledger.Date
		want bool
	}{
		{"on the same day", done.Task, ledger.NewDate(2025, 7, 14), false},
		{"on the day after", done.Task, ledger.NewDate(2025, 7, 15), true},
		{"once", done.Task.TellDone("住建局", ledger.NewDate(2025, 7, 15)), ledger.NewDate(2025, 7, 16), false},
		{"and of the answer", answered.Task.TellDone("住建局", ledger.NewDate(2025, 7, 15)), ledger.NewDate(2025, 7, 16), true},
		{"not where the lead is asked itself", own.Task, ledger.NewDate(2025, 7, 15), false},
	} {
		task := test.task
		if task.ToldOn("住建局").IsZero() {
			task = task.TellDone("住建局", ledger.NewDate(2025, 7, 13))
		}
		told := false
		for _, why := range task.Tell("住建局", test.day, test.day) {
			told = told || why.Reason == ledger.OccasionBeside && why.Title == "坪石镇"
		}
		if told != test.want {
			t.Errorf("%s: told %v, want %v", test.name, told, test.want)
		}
	}
}

// TestStuckBesideUntold holds that a lead hears of it that has not been told of the task at all yet:
// the other unit was promised so.
func TestStuckBesideUntold(t *testing.T) {
	done, _ := stuckTown(t)
	day := ledger.NewDate(2025, 7, 15)
	var told []ledger.Occasion
	for _, why := range done.Task.Tell("住建局", day, day) {
		told = append(told, why.Reason)
	}
	if !slices.Contains(told, ledger.OccasionBeside) || !slices.Contains(told, ledger.OccasionNew) {
		t.Errorf("told %q, want the task and who is stuck", told)
	}
}

// TestStuckBesideMoves holds what becomes of such a matter when the units of the task change.
func TestStuckBesideMoves(t *testing.T) {
	done, m := stuckTown(t)
	now := time.Date(2025, 7, 15, 10, 0, 0, 0, time.UTC)
	dropped := done.Task
	dropped.Implement = nil
	after, put, _ := dropped.PassOn([]ledger.Matter{m}, nil, now)
	if len(after.Waiting) != 0 || len(put) != 1 || put[0].(ledger.Matter).Verdict != ledger.VerdictVoid { //nolint:forcetypeassert // a test
		t.Errorf("no more on the task: waiting %+v, %+v", after.Waiting, put)
	}
	leads := done.Task
	leads.Lead, leads.Implement = []ledger.UnitID{"坪石镇"}, nil
	after, put, _ = leads.PassOn([]ledger.Matter{m}, nil, now)
	if !waitsFor(after) || len(put) != 1 || put[0].(ledger.Matter).Part != "" || len(after.Stuck()) != 0 { //nolint:forcetypeassert // a test
		t.Errorf("it leads now: waiting %+v, %+v", after.Waiting, put)
	}
	merged := done.Task.MoveUnit(ledger.Merging{By: officer(), At: now, From: "坪石镇", Into: "北乡镇"}, []ledger.Matter{m}, nil)
	if got := merged.Task.Stuck(); len(got) != 1 || got[0].Unit != "北乡镇" || merged.Task.Waiting[0].Unit != "北乡镇" || merged.Matters[0].Part != ledger.PartImplement {
		t.Errorf("merged: stuck %+v, waiting %+v", got, merged.Task.Waiting)
	}
	merged = done.Task.MoveUnit(ledger.Merging{By: officer(), At: now, From: "坪石镇", Into: "住建局"}, []ledger.Matter{m}, nil)
	if !waitsFor(merged.Task) || merged.Matters[0].Part != "" || len(merged.Task.Beside) != 0 {
		t.Errorf("merged into the lead: %+v, %+v", merged.Task.Waiting, merged.Task.Beside)
	}
}
