package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// recounted holds every figure that leaders were told in a year, in briefs, weekly and monthly
// reports, to a recount by the model from the entries up to the moment of which it tells. The
// words are made of these snapshots.
func recounted(t *testing.T, w *world) {
	t.Helper()
	led := firstLeads(t, w)
	o := newOracle(func(id ledger.TaskID) (ledger.Task, bool) {
		found, err := w.store.Tasks(t.Context(), id)
		task := append(found, ledger.Task{})[0]
		if lead, ok := led[id]; ok {
			task.Lead = lead
		}
		return task, err == nil && len(found) > 0
	})
	f := newFiguring(o)
	o.figures = true
	told, units, last := 0, 0, ledger.Date(0)
	for {
		blocks, err := w.store.Entries(t.Context(), o.heard, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(blocks) == 0 {
			break
		}
		for _, b := range blocks {
			for _, put := range b.Puts {
				if put.Kind != ledger.KindSnapshot {
					continue
				}
				found, err := w.store.Snapshots(t.Context(), ledger.SnapshotID(put.Key))
				if err != nil || len(found) != 1 {
					t.Fatalf("snapshot %s: %v", put.Key, err)
				}
				if s := found[0]; s.Scope == ledger.ScopeOffice && s.Head.Seq == o.heard {
					told, units = told+1, units+len(s.Units)
					o.recount(t, s)
					f.recountDay(t, s)
					last = s.Summary.Today
				}
			}
			for _, problem := range o.hear(b) {
				t.Error(problem)
			}
			f.follows(b)
		}
	}
	if told < 50 || units < 50 {
		t.Errorf("only %d reports and %d figures of units were recounted", told, units)
	}
	f.recountQuarters(t)
	f.recountBurdens(t, w)
	f.recountWords(t, last)
	t.Logf("%d reports and %d figures of units recounted", told, units)
}

// firstLeads are who led a task before others did, as the entries tell it: an import tells only
// in its rows who leads.
func firstLeads(t *testing.T, w *world) map[ledger.TaskID][]ledger.UnitID {
	t.Helper()
	led := map[ledger.TaskID][]ledger.UnitID{}
	for heard := int64(0); ; {
		blocks, err := w.store.Entries(t.Context(), heard, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(blocks) == 0 {
			return led
		}
		for _, b := range blocks {
			heard = b.Seq
			for _, e := range b.Entries {
				lead, moved := fieldsOf(e)["lead"]
				if _, known := led[e.Task]; moved && !known {
					led[e.Task] = unitsOf(lead.Before + lead.After)
					if lead.Before != "" {
						led[e.Task] = unitsOf(lead.Before)
					}
				}
			}
		}
	}
}

// counts are the figures that the model knows from entries alone.
type counts struct{ Total, Completed, StruckOff, Open, Overdue, Submitted, Blocked int64 }

func (o *oracle) counts(today ledger.Date, of func(*known) bool) (c counts) {
	for _, k := range o.tasks {
		if k.state == ledger.StateCancelled || !of(k) {
			continue
		}
		c.Total++
		add := func(n *int64, is bool) {
			if is {
				*n++
			}
		}
		add(&c.Completed, !k.open())
		add(&c.StruckOff, k.state == ledger.StateClosed)
		add(&c.Open, k.open())
		add(&c.Overdue, k.open() && k.state != ledger.StateSuspended && k.due != 0 && k.due < today)
		add(&c.Submitted, k.state == ledger.StateSubmitted)
		add(&c.Blocked, k.state == ledger.StateBlocked)
	}
	return c
}

// recount holds what a report tells of the whole and of each unit to the model.
func (o *oracle) recount(t *testing.T, s ledger.Snapshot) {
	t.Helper()
	is := s.Summary
	got := counts{is.Total, is.Completed, is.StruckOff, is.Open, is.Overdue, is.Submitted, is.Blocked}
	if diff := cmp.Diff(o.counts(is.Today, func(*known) bool { return true }), got); diff != "" {
		t.Errorf("%s of %s (-by the entries +told):\n%s", s.Kind, is.Today, diff)
	}
	for _, u := range s.Units {
		want := o.counts(is.Today, func(k *known) bool { return slices.Contains(k.lead, ledger.UnitID(u.Name)) })
		is := fmt.Sprintf("%d/%d/%d/%d", u.Total, u.Completed, u.StruckOff, u.Overdue)
		if by := fmt.Sprintf("%d/%d/%d/%d", want.Total, want.Completed, want.StruckOff, want.Overdue); is != by {
			t.Errorf("%s of %s: %s was told to have %s, by the entries %s", s.Kind, s.Summary.Today, u.Name, is, by)
		}
	}
}
