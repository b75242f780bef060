package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

// What the ladder put before somebody ends with the rise of supervision and with a submission;
// what somebody drafted by hand, and what asks another unit, stays.
func TestGroundless(t *testing.T) {
	rising := ledger.Escalation{Level: "red"}
	for name, test := range map[string]struct {
		task ledger.Task
		n    ledger.Noticed
		ends bool
	}{
		"supervision rises":   {ledger.Task{State: ledger.StateInProgress, Escalation: rising}, ledger.Noticed{Ladder: true}, false},
		"extended":            {ledger.Task{State: ledger.StateInProgress}, ledger.Noticed{Ladder: true}, true},
		"submitted":           {ledger.Task{State: ledger.StateSubmitted, Escalation: rising}, ledger.Noticed{Ladder: true}, true},
		"submitted, by hand":  {ledger.Task{State: ledger.StateSubmitted, Escalation: rising}, ledger.Noticed{}, false},
		"it rests":            {ledger.Task{State: ledger.StateSuspended, Escalation: rising}, ledger.Noticed{Ladder: true}, false},
		"it asks for answers": {ledger.Task{State: ledger.StateInProgress, Waiting: []ledger.Waiting{asking()}}, ledger.Noticed{Ladder: true, Asked: "2025-001/m9", To: "农业农村局"}, false},
	} {
		task := test.task
		test.n.Notice, test.n.State = "2025-001/n1", ledger.NoticeDraft
		task.Lead, task.Notices = []ledger.UnitID{"住建局"}, []ledger.Noticed{test.n}
		task.Waiting = append(task.Waiting, ledger.Waiting{Matter: "2025-001/m1", Kind: ledger.MatterSign, Notice: test.n.Notice})
		if got := slices.Contains(task.Moot(), "2025-001/m1"); got != test.ends {
			t.Errorf("%s: the draft ends: %v, want %v", name, got, test.ends)
		}
		if got := len(task.Groundless()) == 1; got != test.ends {
			t.Errorf("%s: the notice ends: %v, want %v", name, got, test.ends)
		}
	}
}

// asking is a difficulty that another unit is asked about.
func asking() ledger.Waiting {
	return ledger.Waiting{Matter: "2025-001/m9", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit("农业农村局")}
}

// A notice says what is so on the day on which it is signed, unless it was signed already or
// demands an answer.
func TestRefreshed(t *testing.T) {
	task := ledger.Task{ID: "2025-001", Limit: ledger.Limit{Due: ledger.DateOf(at(t, "2025-07-30 10:00:00"))}}
	draft := ledger.Notice{Task: task.ID, Limit: ledger.DateOf(at(t, "2025-07-15 10:00:00")), Problem: "已逾期1天"}
	for name, test := range map[string]struct {
		change func(*ledger.Notice)
		fresh  bool
	}{
		"a draft":           {func(*ledger.Notice) {}, true},
		"one issued":        {func(n *ledger.Notice) { n.N = 1 }, false},
		"one for an answer": {func(n *ledger.Notice) { n.Asked = "2025-001/m9" }, false},
	} {
		n := draft
		test.change(&n)
		got := n.Refreshed(task, "进度60%")
		if (got.Limit == task.Limit.Due && got.Problem == "进度60%") != test.fresh {
			t.Errorf("%s: %+v, want it fresh: %v", name, got, test.fresh)
		}
	}
}

// What a report ended waits again when that is withdrawn, if it can still be decided.
func TestRevive(t *testing.T) {
	red, _ := ledger.DefaultPolicy().LevelOf("red")
	notice := ledger.Notice{ID: "2025-001/n1", Task: "2025-001", Level: red, State: ledger.NoticeDeclined}
	ended := func(kind ledger.MatterKind) ledger.Matter {
		m := ledger.Matter{ID: "2025-001/m1", Task: "2025-001", Kind: kind, Verdict: ledger.VerdictVoid}
		if kind == ledger.MatterSign {
			m.Notice = notice.ID
		}
		return m
	}
	rising := ledger.Escalation{Level: "red"}
	for name, test := range map[string]struct {
		task ledger.Task
		m    ledger.Matter
		back bool
	}{
		"a suspension":          {ledger.Task{State: ledger.StateInProgress}, ended(ledger.MatterSuspension), true},
		"another one waits":     {ledger.Task{State: ledger.StateInProgress, Waiting: []ledger.Waiting{{Matter: "2025-001/m2", Kind: ledger.MatterSuspension}}}, ended(ledger.MatterSuspension), false},
		"submitted":             {ledger.Task{State: ledger.StateSubmitted}, ended(ledger.MatterSuspension), false},
		"sent back, unheard":    {ledger.Task{State: ledger.StateAssigned}, ended(ledger.MatterSentBack), true},
		"sent back, heard":      {ledger.Task{State: ledger.StateInProgress}, ended(ledger.MatterSentBack), false},
		"decided":               {ledger.Task{State: ledger.StateInProgress}, ledger.Matter{ID: "2025-001/m1", Kind: ledger.MatterSuspension, Verdict: ledger.VerdictApproved}, false},
		"a draft":               {ledger.Task{State: ledger.StateInProgress, Escalation: rising}, ended(ledger.MatterSign), true},
		"a draft, extended":     {ledger.Task{State: ledger.StateInProgress}, ended(ledger.MatterSign), false},
		"a draft, another runs": {ledger.Task{State: ledger.StateInProgress, Escalation: rising, Notices: []ledger.Noticed{{Notice: "2025-001/n2", Level: "red", State: ledger.NoticeIssued}}}, ended(ledger.MatterSign), false},
		"a proposal":            {ledger.Task{State: ledger.StateInProgress, Escalation: rising}, ended(ledger.MatterAdmonition), true},
		"a proposal, extended":  {ledger.Task{State: ledger.StateInProgress}, ended(ledger.MatterAdmonition), false},
	} {
		task := test.task
		task.ID, task.Lead = "2025-001", []ledger.UnitID{"住建局"}
		next, put, back, fields := task.Revive([]ledger.Matter{test.m}, []ledger.Notice{notice})
		waits := slices.ContainsFunc(next.Waiting, func(w ledger.Waiting) bool { return w.Matter == test.m.ID })
		if waits != test.back || (len(back) == 1) != test.back || (len(fields) == 1) != test.back || (len(put) > 0) != test.back {
			t.Errorf("%s: waits %v, back %v, put %v, want it back: %v", name, waits, back, put, test.back)
		}
		if test.back && back[0].Verdict != "" {
			t.Errorf("%s: its verdict is %q, want none", name, back[0].Verdict)
		}
	}
}
