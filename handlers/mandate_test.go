package handlers_test

import (
	"context"
	"strings"
	"testing"

	"duban/handlers"
	"duban/ledger"
)

// TestMandateEndsAtOnce holds that a mandate which is taken back between the decision and its
// commit decides nothing any more.
func TestMandateEndsAtOnce(t *testing.T) {
	o := newOffice(t)
	put := func(cause string, records ...ledger.Record) {
		t.Helper()
		change := ledger.Change{Cause: cause, At: o.now(), Put: records, Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatUnit}}}
		if _, err := o.book.Commit(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	task := ledger.Task{
		ID: "2025-018", Title: "河道保洁", Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}, State: ledger.StateAssigned,
		Registered: ledger.NewDate(2025, 7, 1), Limit: ledger.Limit{Due: ledger.NewDate(2025, 12, 31)},
	}
	put("units", ledger.Unit{ID: "住建局", Full: "住建局", Kind: "部门", Mandated: true}, ledger.Unit{ID: "水务局", Full: "水务局", Kind: "部门"},
		ledger.Unit{ID: "城管局", Full: "城管局", Kind: "部门"}, task)
	turns := 0
	said := o.say(handlers.Request{
		Cause: "update:1", Message: "tg:7/1", Text: "交办 18 城管局",
		Turn: func(context.Context) error {
			if turns++; turns == 1 {
				put("taken back", ledger.Unit{ID: "住建局", Rev: 1, Full: "住建局", Kind: "部门"})
			}
			return nil
		},
	})
	if got := o.task("2025-018").Lead; turns != 1 || len(got) != 1 || got[0] != "水务局" || !strings.Contains(said, "授权的单位") {
		t.Errorf("after %d turns %v leads; said: %s", turns, got, said)
	}
}
