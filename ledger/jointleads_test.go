package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestDeniedNews holds who reads in his next digest what one of several leads asked for in vain.
func TestDeniedNews(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	task := drainTask()
	task.Co, task.Lead = nil, []ledger.UnitID{"住建局", "水务局"}
	decide := func(task ledger.Task, kind ledger.MatterKind, verdict ledger.Verdict) ledger.Task {
		t.Helper()
		m := ledger.Matter{ID: ledger.MatterID(task.ID) + "/m1", Task: task.ID, Kind: kind, Unit: "住建局", Desk: ledger.DeskOffice, Date: task.Limit.Due + 10}
		done, refusal := m.Decide(task, ledger.Deciding{By: officer(), At: now, Verdict: verdict, Words: "先做东堤段"})
		if refusal != nil {
			t.Fatalf("%s %s: %s", kind, verdict, refusal.Reason)
		}
		return done.Task
	}
	denied := func(task ledger.Task, unit ledger.UnitID) (found []ledger.Denied) {
		for _, why := range task.Tell(unit, today+1, today+1) {
			if why.Reason == ledger.OccasionDenied {
				found = append(found, why.Denied)
			}
		}
		return found
	}
	for name, test := range map[string]struct {
		kind    ledger.MatterKind
		verdict ledger.Verdict
		want    int
	}{
		"an extension refused":      {ledger.MatterExtension, ledger.VerdictRefused, 1},
		"an extension sent back":    {ledger.MatterExtension, ledger.VerdictReturned, 1},
		"a suspension refused":      {ledger.MatterSuspension, ledger.VerdictRefused, 1},
		"it is not to be sent back": {ledger.MatterSentBack, ledger.VerdictRefused, 1},
		"a part is not complete":    {ledger.MatterPartial, ledger.VerdictReturned, 1},
		"an extension granted":      {ledger.MatterExtension, ledger.VerdictApproved, 0},
	} {
		after := decide(task, test.kind, test.verdict)
		if got := denied(after, "水务局"); len(got) != test.want || len(got) > 0 && (got[0].Unit != "住建局" || got[0].Verdict != test.verdict) {
			t.Errorf("%s: the other lead reads %+v", name, got)
		}
		if got := denied(after, "住建局"); len(got) != 0 {
			t.Errorf("%s: who asked reads %+v once more", name, got)
		}
		if test.want > 0 && (!wakes(after, "水务局") || len(denied(after.TellDone("水务局", today+1), "水务局")) != 0) {
			t.Errorf("%s: it is not told once", name)
		}
	}
	twice := decide(decide(task, ledger.MatterExtension, ledger.VerdictReturned), ledger.MatterExtension, ledger.VerdictRefused)
	if got := denied(twice, "水务局"); len(got) != 1 || got[0].Verdict != ledger.VerdictRefused {
		t.Errorf("after two decisions the other lead reads %+v, want the last", got)
	}
	if got := denied(decide(twice, ledger.MatterExtension, ledger.VerdictApproved), "水务局"); len(got) != 0 {
		t.Errorf("after it was granted the other lead reads %+v", got)
	}
	moved := twice.MoveUnit(ledger.Merging{From: "住建局", Into: "水务局", By: officer(), At: now}, nil, nil)
	if got := denied(moved.Task, "水务局"); len(got) != 0 {
		t.Errorf("merged with who asked, a unit reads %+v", got)
	}
}
