package ledger_test

import (
	"testing"

	"duban/ledger"
)

// Of the drafts below a level those are declined that the ladder made and nobody signed.
func TestSupersede(t *testing.T) {
	policy := ledger.DefaultPolicy()
	yellow, _ := policy.LevelOf("yellow")
	now := at(t, "2025-07-22 10:00:00")
	for name, test := range map[string]struct {
		change func(*ledger.Notice)
		level  string
		ends   bool
	}{
		"the ladder's":     {func(*ledger.Notice) {}, "red", true},
		"drafted by hand":  {func(n *ledger.Notice) { n.By = 5 }, "red", false},
		"signed":           {func(n *ledger.Notice) { n.State, n.N = ledger.NoticeIssued, 1 }, "red", false},
		"of the level too": {func(*ledger.Notice) {}, "yellow", false},
	} {
		n := ledger.Notice{ID: "2025-001/n1", Task: "2025-001", Level: yellow, State: ledger.NoticeDraft}
		test.change(&n)
		task := ledger.Task{
			ID: "2025-001", Waiting: []ledger.Waiting{{Matter: "2025-001/m1", Kind: ledger.MatterSign, Notice: n.ID}},
			Notices: []ledger.Noticed{{Notice: n.ID, Level: "yellow", State: n.State}},
		}
		m := ledger.Matter{ID: "2025-001/m1", Kind: ledger.MatterSign, Notice: n.ID}
		next, put, entries := task.Supersede([]ledger.Notice{n}, []ledger.Matter{m}, ledger.Superseding{Level: test.level, Policy: policy, At: now, Why: "已升级"})
		if got := len(put) == 2 && len(entries) == 2 && len(next.Waiting) == 0 && next.Notices[0].State == ledger.NoticeDeclined; got != test.ends {
			t.Errorf("%s: put %+v, task %+v, want that it ends: %v", name, put, next, test.ends)
		}
	}
}
