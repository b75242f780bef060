package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestTakeBack holds what a unit may take back, and that it may be asked again.
func TestTakeBack(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	task := mustTake(t, drainTask(), ledger.Reporting{By: contactOf(1, "住建局"), At: now, Percent: 60}).Task
	ask := ledger.Applying{By: contactOf(1, "住建局"), At: now, Text: "连续降雨", Date: task.Limit.Due + 10}
	applied, refusal := task.ApplyExtension(ask)
	if refusal != nil {
		t.Fatal(refusal)
	}
	decided := applied.Matter
	decided.Verdict = ledger.VerdictApproved
	others := applied.Matter
	others.Unit = "城管局"
	for name, test := range map[string]struct {
		by   ledger.Person
		m    ledger.Matter
		want ledger.Reason
	}{
		"the office":           {officer(), applied.Matter, ledger.ReasonNoRight},
		"another unit":         {contactOf(2, "城管局"), applied.Matter, ledger.ReasonNoTask},
		"decided already":      {contactOf(1, "住建局"), decided, ledger.ReasonDecided},
		"another unit's":       {contactOf(1, "住建局"), others, ledger.ReasonNotYourMatter},
		"the unit that asked":  {contactOf(1, "住建局"), applied.Matter, ""},
		"the head of the unit": {headOf("住建局"), applied.Matter, ""},
	} {
		back, refusal := applied.Task.TakeBack(test.m, test.by, now)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		if back.Matter.Verdict != ledger.VerdictVoid || back.Matter.EndsUnanswered() || len(back.Task.TakesBack()) != 0 {
			t.Errorf("%s: %+v", name, back.Matter)
		}
		if _, refusal := back.Task.ApplyExtension(ask); refusal != nil {
			t.Errorf("%s: asked again, refused for %q", name, refusal.Reason)
		}
	}
}

// TestTakeBackCloseout holds that a close-out that was taken back begins anew.
func TestTakeBackCloseout(t *testing.T) {
	w := begin(t, "韶关市督办")
	back, refusal := w.task.TakeBack(w.matter, contactOf(1, "住建局"), w.now)
	if refusal != nil || back.Task.Closing() || !back.Task.Closeout.Taken || back.Task.Closeout.At != 0 {
		t.Fatalf("taken back: %+v, %v", back.Task.Closeout, refusal)
	}
	again, _, refusal := back.Task.ApplyCloseout(applying(t), ledger.DefaultPolicy())
	if refusal != nil || again.Closeout.Taken {
		t.Errorf("applied again: %+v, %v", again.Closeout, refusal)
	}
}

func TestEndPublic(t *testing.T) {
	w := begin(t, "韶关市督办")
	if _, refusal := w.task.EndPublic(officer(), w.now, "写错"); reasonOf(refusal) != ledger.ReasonNoPublic {
		t.Errorf("before the notice: refused for %q", reasonOf(refusal))
	}
	for range 3 {
		if refusal := w.decide(officer(), ledger.VerdictApproved, ""); refusal != nil {
			t.Fatal(refusal)
		}
	}
	if !w.task.Public() {
		t.Fatal("it is not in public notice")
	}
	if _, refusal := w.task.EndPublic(contactOf(1, "住建局"), w.now, "写错"); reasonOf(refusal) != ledger.ReasonNoRight {
		t.Errorf("a unit: refused for %q", reasonOf(refusal))
	}
	if _, refusal := w.task.EndPublic(officer(), w.now, ""); reasonOf(refusal) != ledger.ReasonNoWhy {
		t.Errorf("without a reason: refused for %q", reasonOf(refusal))
	}
	ended, refusal := w.task.EndPublic(officer(), w.now, "写错")
	if refusal != nil || ended.Task.Public() || ended.Task.Closeout.Step().Name != ledger.StepPublicNotice {
		t.Fatalf("ended: %+v, %v", ended.Task.Closeout, refusal)
	}
	w.task = ended.Task
	w.open()
	if refusal := w.decide(officer(), ledger.VerdictApproved, ""); refusal != nil || !w.task.Public() {
		t.Errorf("it is not opened anew: %v", refusal)
	}
}

// TestStruckOffByMistake holds that a mistake counts no relapse and wants no new limit.
func TestStruckOffByMistake(t *testing.T) {
	closed := completedTask(t, "会议部署")
	closed.State, closed.Closed, closed.Limit.Due = ledger.StateClosed, ledger.NewDate(2025, 7, 14), ledger.NewDate(2025, 7, 20)
	for why, want := range map[string]ledger.Reason{
		"误销，应为另一项": "", "销错了": "", "误点了同意": "", "误操作阀门，又有直排": ledger.ReasonReopenDate, "又有直排": ledger.ReasonReopenDate,
	} {
		again, refusal := closed.Reopen(ledger.Reopen{By: officer(), At: at(t, "2025-08-01 10:00:00"), Percent: ledger.NoPercent, Why: why})
		if reasonOf(refusal) != want || again.Task.Relapses() != 0 {
			t.Errorf("%s: refused for %q, want %q; %d relapses", why, reasonOf(refusal), want, again.Task.Relapses())
		}
	}
}

// TestStandingNeverEnds holds that a hundred percent of standing work is no completion.
func TestStandingNeverEnds(t *testing.T) {
	task := drainTask()
	task.Limit = ledger.Limit{Standing: true}
	now := at(t, "2025-07-14 10:00:00")
	done := mustTake(t, task, ledger.Reporting{By: contactOf(1, "住建局"), At: now, Percent: 100})
	if done.Task.State != ledger.StateInProgress || done.Task.Percent != 100 {
		t.Errorf("it stands at %s, %d%%", done.Task.State, done.Task.Percent)
	}
	if _, refusal := done.Task.Complete(officer(), now, false); reasonOf(refusal) != ledger.ReasonStanding {
		t.Errorf("the office, unsure: refused for %q", reasonOf(refusal))
	}
	if _, refusal := done.Task.Complete(officer(), now, true); refusal != nil {
		t.Errorf("the office, sure: %v", refusal)
	}
}

// TestPartsBeforeWhole holds that a divided task is struck off after its children.
func TestPartsBeforeWhole(t *testing.T) {
	whole := completedTask(t, "会议部署")
	whole.Children = []ledger.Child{{Task: "2025-021", Unit: "坪石镇", Done: true}, {Task: "2025-022", Unit: "九峰镇", Done: true}}
	part := func(id ledger.TaskID, state ledger.State) ledger.Task { return ledger.Task{ID: id, State: state} }
	for name, test := range map[string]struct {
		a, b ledger.State
		want ledger.Reason
	}{
		"one is only completed":    {ledger.StateClosed, ledger.StateCompleted, ledger.ReasonOpenParts},
		"both are struck off":      {ledger.StateClosed, ledger.StateClosed, ""},
		"one was cancelled":        {ledger.StateClosed, ledger.StateCancelled, ""},
		"one was taken up again":   {ledger.StateInProgress, ledger.StateClosed, ledger.ReasonOpenParts},
		"neither is struck off":    {ledger.StateCompleted, ledger.StateCompleted, ledger.ReasonOpenParts},
		"one is on its way to be ": {ledger.StateClosed, ledger.StateSubmitted, ledger.ReasonOpenParts},
	} {
		a := applying(t)
		a.Parts = []ledger.Task{part("2025-021", test.a), part("2025-022", test.b)}
		if _, _, refusal := whole.ApplyCloseout(a, ledger.DefaultPolicy()); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestTakeBackClaim holds that a unit takes its claim back, though it has no part in the task.
func TestTakeBackClaim(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	task := ledger.Task{ID: "2025-017", Title: "清理河道垃圾", State: ledger.StateRegistered, Registered: ledger.DateOf(now)}
	applied, refusal := task.ApplyClaim("住建局", ledger.Applying{By: contactOf(1, "住建局"), At: now})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if _, refusal := applied.Task.TakeBack(applied.Matter, contactOf(2, "城管局"), now); reasonOf(refusal) != ledger.ReasonNotYourMatter {
		t.Errorf("another unit: refused for %q", reasonOf(refusal))
	}
	back, refusal := applied.Task.TakeBack(applied.Matter, contactOf(1, "住建局"), now)
	if refusal != nil || len(back.Task.Waiting) != 0 || back.Matter.Verdict != ledger.VerdictVoid {
		t.Errorf("its own: %+v, %v", back.Matter, refusal)
	}
}
