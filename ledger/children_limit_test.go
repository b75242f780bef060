package ledger_test

import (
	"testing"

	"duban/ledger"
)

// The children that have their parent's old limit move with it; what has ended, or was set
// apart, stays.
func TestExtendChild(t *testing.T) {
	old, next := ledger.NewDate(2025, 9, 30), ledger.NewDate(2025, 10, 31)
	m := ledger.Matter{ID: "2025-001/m1", Kind: ledger.MatterExtension, Verdict: ledger.VerdictApproved}
	parent := ledger.Task{ID: "2025-001", Extensions: []ledger.Extension{{From: old, To: next, Matter: m.ID}}}
	for name, test := range map[string]struct {
		change func(*ledger.Task)
		moves  bool
	}{
		"the parent's limit":      {func(*ledger.Task) {}, true},
		"at rest":                 {func(c *ledger.Task) { c.State = ledger.StateSuspended }, true},
		"a limit of its own":      {func(c *ledger.Task) { c.Limit.Due = old + 1 }, false},
		"completed":               {func(c *ledger.Task) { c.State = ledger.StateCompleted }, false},
		"a child of another task": {func(c *ledger.Task) { c.Parent = "2025-002" }, false},
	} {
		child := ledger.Task{ID: "2025-003", Parent: "2025-001", State: ledger.StateInProgress, Limit: ledger.Limit{Due: old}}
		test.change(&child)
		moved, entry, ok := parent.ExtendChild(child, m)
		if ok != test.moves {
			t.Errorf("%s: moves %v, want %v", name, ok, test.moves)
		}
		if ok && (moved.Limit.Due != next || len(moved.Extensions) != 1 || len(child.Extensions) != 0 || entry.Task != child.ID) {
			t.Errorf("%s: got %+v, entry %+v", name, moved, entry)
		}
	}
	earlier := ledger.Matter{ID: "2025-001/m0", Kind: ledger.MatterExtension}
	if _, _, ok := parent.ExtendChild(ledger.Task{Parent: "2025-001", State: ledger.StateInProgress, Limit: ledger.Limit{Due: old}}, earlier); ok {
		t.Error("a decision that did not move the parent moved a child")
	}
}

// The lead of a divided task is told of it once, on the day after; a child of its moved limit
// likewise.
func TestTellShared(t *testing.T) {
	day := ledger.NewDate(2025, 7, 14)
	parent := ledger.Task{
		ID: "2025-001", Lead: []ledger.UnitID{"住建局"}, State: ledger.StateAssigned, Registered: day,
		Children: []ledger.Child{{Task: "2025-002"}}, Shared: day,
	}
	if got := parent.Tell("住建局", day, day); len(got) != 0 {
		t.Errorf("on the day itself it tells %v", got)
	}
	if got := parent.Tell("住建局", day+1, day+1); len(got) != 1 || got[0].Reason != ledger.OccasionShared {
		t.Errorf("on the day after it tells %v, want that it was divided", got)
	}
	if got := parent.TellDone("住建局", day+1).Tell("住建局", day+2, day+2); len(got) != 0 {
		t.Errorf("told once, it tells %v again", got)
	}
	child := ledger.Task{
		ID: "2025-002", Parent: parent.ID, Lead: []ledger.UnitID{"坪石镇"}, State: ledger.StateAccepted, Registered: day,
		Limit:      ledger.Limit{Due: day + 60},
		Told:       []ledger.Told{{Unit: "坪石镇", On: day, First: day}},
		Extensions: []ledger.Extension{{From: day + 30, To: day + 60, On: day, Matter: "2025-001/m1"}},
		Accepted:   []ledger.Acceptance{{Unit: "坪石镇"}},
	}
	if got := child.Tell("坪石镇", day+1, day+1); len(got) == 0 || got[0].Reason != ledger.OccasionExtended {
		t.Errorf("the child tells %v, want its new limit", got)
	}
	if got := child.TellDone("坪石镇", day+1).Tell("坪石镇", day+2, day+2); len(got) != 0 {
		t.Errorf("told once, the child tells %v again", got)
	}
}
