package scheduler_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
)

// TestPrincipalOnce: the principal leader reads of all that rose so far in one message on that
// morning, and of none twice, by however many the job is worked.
func TestPrincipalOnce(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	w.office()
	w.put(ledger.Person{ID: 8, Name: "钱市长", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: ledger.PrincipalLeader, From: 1}}})
	w.put(w.due(1, "住建局", "2025-07-11"), w.due(2, "水务局", "2025-07-11"))
	other := w.process(scheduler.JobLadder)
	w.tick("2025-07-14 08:00")
	for _, day := range []string{"2025-07-14", "2025-07-15", "2025-07-18", "2025-07-25", "2025-07-28"} {
		w.tick(day + " 08:45")
		if _, err := other.Tick(t.Context(), moment(t, day+" 08:46")); err != nil {
			t.Fatal(err)
		}
	}
	told := slices.DeleteFunc(w.sent(), func(m ledger.Message) bool { return m.To != "tg:8" })
	if len(told) != 1 {
		t.Fatalf("he was told %d times: %q", len(told), heads(told))
	}
	if diff := cmp.Diff([]ledger.TaskID{"2025-001", "2025-002"}, told[0].About.Tasks); diff != "" {
		t.Errorf("of (-want +got):\n%s", diff)
	}
}

// TestPrincipalNobody: where nobody holds the post the entries say so, for the office's report.
func TestPrincipalNobody(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-11"))
	w.tick("2025-07-14 08:00")
	for _, day := range []string{"2025-07-14", "2025-07-15", "2025-07-18", "2025-07-25", "2025-07-28"} {
		w.tick(day + " 08:45")
	}
	if diff := cmp.Diff([]string{"2025-001 no_principal"}, w.log(ledger.WhatNotTold)); diff != "" {
		t.Errorf("not told (-want +got):\n%s", diff)
	}
}
