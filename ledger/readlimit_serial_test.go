package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestDraftSerial: a date that a spreadsheet does not show as one is read, and confirmed.
func TestDraftSerial(t *testing.T) {
	for _, tt := range []struct{ raw, want string }{
		{"45930", "2025-09-30 · date_serial ?"},
		{" 45930.5 ", "2025-09-30 · date_serial ?"},
		{"４５９３０", "2025-09-30 · date_serial ?"},
		{"36526", "2000-01-01 · date_serial past ?"},
		{"73050", "2099-12-31 · date_serial ?"},
		{"73051", "· unreadable ?"},
		{"36525", "· unreadable ?"},
		{"459300", "· unreadable ?"},
		{"45930元", "· unreadable ?"},
	} {
		draft := importReading(t).Draft(importRow(4, aTitle, aLead, "limit="+tt.raw))
		var problems []ledger.LimitProblem
		for _, p := range draft.Problems {
			problems = append(problems, ledger.LimitProblem{Code: ledger.LimitCode(p.Code)})
		}
		if draft.Status != ledger.DraftConfirm || draft.Task.Limit.Raw != tt.raw {
			t.Errorf("%q is %s, with %q; want it to be confirmed", tt.raw, draft.Status, draft.Task.Limit.Raw)
		}
		if got := describe(draft.Task.Limit, problems); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.raw, got, tt.want)
		}
	}
	draft := importReading(t).Draft(importRow(4, aTitle, aLead, "limit=45930"))
	if got, want := problemsSaid(draft.Problems), "date_serial <limit> 45930 = 2025-09-30"; got != want {
		t.Errorf("problems %q, want %q", got, want)
	}
}
