package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestUnfinished lets one merger break off: the same goes on, others of its units wait, and
// those of other units do not.
func TestUnfinished(t *testing.T) {
	first := merging(t, "城管局", "综合执法局")
	half := []ledger.Unit{ledger.Unit{ID: "城管局"}.Move(first, 50).Move(first, 30), {ID: "综合执法局"}, {ID: "住建局"}, {ID: "水务局"}}
	if got, want := half[0].Moving, (ledger.Moving{Into: "综合执法局", Tasks: 80}); got != want {
		t.Errorf("moving: got %+v, want %+v", got, want)
	}
	for name, test := range map[string]struct {
		from, into ledger.UnitID
		want       ledger.Reason
	}{
		"the same":              {"城管局", "综合执法局", ""},
		"into another one":      {"城管局", "住建局", ledger.ReasonMerging},
		"into what is leaving":  {"住建局", "城管局", ledger.ReasonMerging},
		"the other way round":   {"综合执法局", "城管局", ledger.ReasonMerging},
		"of the one that takes": {"综合执法局", "住建局", ledger.ReasonMerging},
		"another one joins too": {"住建局", "综合执法局", ""},
		"of other units":        {"水务局", "住建局", ""},
	} {
		refusal := merging(t, test.from, test.into).Unfinished(half)
		if reasonOf(refusal) != test.want || refusal != nil && refusal.Words != "城管局 并入 综合执法局" {
			t.Errorf("%s: refused with %+v, want %q", name, refusal, test.want)
		}
	}
	done := half[0].Merge(first)
	if done.Merged != "综合执法局" || done.Moving != (ledger.Moving{}) {
		t.Errorf("when it is done: %+v", done)
	}
	if refusal := merging(t, "综合执法局", "住建局").Unfinished([]ledger.Unit{done}); refusal != nil {
		t.Errorf("when it is done: refused with %+v", refusal)
	}
}

// A list of units that is imported meanwhile changes nothing of it.
func TestUnfinishedAndAList(t *testing.T) {
	half := ledger.Unit{ID: "城管局", Full: "旧名"}.Move(merging(t, "城管局", "综合执法局"), 50)
	plan := ledger.PlanUnits([]ledger.Unit{{ID: "城管局", Full: "乐昌市城市管理局"}}, []ledger.Unit{half}, ledger.Intake{})
	if plan.Changed != 1 || plan.Units[0].Moving != half.Moving {
		t.Errorf("got %+v, want it changed, and on its way as before", plan.Units)
	}
}
