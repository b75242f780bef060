package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"duban/ledger"
)

// turn is one job's look at the clock.
type turn struct {
	*Scheduler
	now   time.Time // in the office's zone
	today ledger.Date
	last  ledger.Slot
	slot  time.Time // that is worked
	done  *Ticked
	lost  []lostDigest
}

// due are the slots since the last one: the latest, and those before it.
type due struct {
	latest time.Time
	before time.Time // the one before the latest, if any
	passed []passed
}

// passed are slots that were not worked and never will be, for one reason.
type passed struct {
	why         string
	first, last time.Time
	n           int
}

// since finds the slots in (last, now]. The latest one may still be worked; those before it
// have passed.
func (t *turn) since(schedule Schedule) due {
	var d due
	for at := schedule.Next(t.last.Last.In(t.Zone)); !at.IsZero() && !at.After(t.now); at = schedule.Next(at) {
		if !d.latest.IsZero() {
			d.pass(t.Quiet)
		}
		d.before, d.latest = d.latest, at
	}
	return d
}

// pass gives up the latest slot: for the day off or the hour on which it fell, or else
// because nobody was there to work it.
func (d *due) pass(quiet ledger.Quiet) {
	why := unworkable(quiet, d.latest)
	if why == "" {
		why = ledger.WhyDowntime
	}
	i := slices.IndexFunc(d.passed, func(p passed) bool { return p.why == why })
	if i < 0 {
		d.passed, i = append(d.passed, passed{why: why, first: d.latest}), len(d.passed)
	}
	d.passed[i].last = d.latest
	d.passed[i].n++
}

// work does what a job owes: of the slots since the last one only the latest is worked,
// the others are recorded as passed. A job that was never seen starts now; it does not
// catch up with the beginning of time.
func (t *turn) work(ctx context.Context, j job, schedule Schedule) error {
	if t.last.Last.IsZero() {
		return t.advance(ctx, j.name, t.now, ledger.Change{Entries: []ledger.Entry{t.slotEntry(j.name, t.now, "")}})
	}
	d := t.since(schedule)
	if d.latest.IsZero() {
		return nil
	}
	next := schedule.Next(t.now)
	decision := decide(t.Quiet, t.now, d.latest, next)
	if decision == decideWait {
		return t.pass(ctx, j.name, d, next)
	}
	t.slot = d.latest
	var change ledger.Change
	var err error
	if decision == decideWork {
		if change, err = j.run(ctx, t); err != nil {
			return err
		}
	}
	change.Entries = append(change.Entries, t.passedEntries(j.name, d.passed)...)
	change.Entries = append(change.Entries, t.slotEntry(j.name, d.latest, unworkable(t.Quiet, d.latest)))
	if err := t.advance(ctx, j.name, d.latest, change); err != nil {
		return err
	}
	t.done.Messages += len(change.Send)
	t.count(d.passed)
	if decision == decideWork {
		t.done.Worked++
	} else {
		t.done.Skipped++
	}
	return nil
}

// pass records at once what will not be worked any more, while the latest slot waits. The
// latest is among it where another slot comes before its time does; else it stays due.
func (t *turn) pass(ctx context.Context, name string, d due, next time.Time) error {
	until := d.before
	if givesWay(t.Quiet, t.now, next) {
		d.pass(t.Quiet)
		until = d.latest
	}
	if len(d.passed) == 0 {
		return nil
	}
	if err := t.advance(ctx, name, until, ledger.Change{Entries: t.passedEntries(name, d.passed)}); err != nil {
		return err
	}
	t.count(d.passed)
	return nil
}

func (t *turn) count(all []passed) {
	for _, p := range all {
		t.done.Skipped += p.n
	}
}

// passedEntries say of slots that passed which they were, how many, and why.
func (t *turn) passedEntries(name string, all []passed) []ledger.Entry {
	entries := make([]ledger.Entry, len(all))
	for i, p := range all {
		entries[i] = t.slotEntry(name, p.first, p.why)
		if p.n > 1 {
			entries[i].Fields = append(entries[i].Fields,
				ledger.FieldDiff{Name: ledger.SlotLast, After: p.last.Format(time.RFC3339)}, ledger.FieldDiff{Name: ledger.SlotCount, After: strconv.Itoa(p.n)})
		}
	}
	return entries
}

// advance stores what a slot did together with the slot. If another process was faster,
// it did the same.
func (t *turn) advance(ctx context.Context, name string, slot time.Time, change ledger.Change) error {
	advanced := t.last
	advanced.Last = slot
	change.Cause, change.At = slotCause(name, slot), t.now
	change.Put = append(change.Put, advanced)
	change, err := t.counted(ctx, change)
	if err != nil {
		return err
	}
	if _, err := t.Book.Commit(ctx, change); err != nil && !errors.Is(err, ledger.ErrStale) {
		return fmt.Errorf("slot %s: %w", slot.Format(time.RFC3339), err)
	}
	return nil
}

func slotCause(name string, slot time.Time) string {
	return "slot:" + name + ":" + slot.UTC().Format(time.RFC3339)
}

func (t *turn) slotEntry(name string, slot time.Time, why string) ledger.Entry {
	return ledger.Entry{At: t.now, What: ledger.WhatSlot, Why: why, Fields: []ledger.FieldDiff{
		{Name: ledger.SlotJob, After: name},
		{Name: ledger.SlotDue, After: slot.Format(time.RFC3339)},
	}}
}

// decision is what becomes of a slot that is due.
type decision int

const (
	decideWork decision = iota
	decideWait          // it stays due: its time has not come back yet
	decideSkip          // it fell on a day off, or into the night
)

// decide tells what becomes of a slot at an instant. Late work waits for the end of the
// night and of the days off, and gives way to a slot that comes later on the same day:
// what catches up must not come twice on one day, nor at an hour when nobody works.
func decide(quiet ledger.Quiet, now, slot, next time.Time) decision {
	switch {
	case unworkable(quiet, slot) != "":
		return decideSkip
	case quiet.Holds(now), ledger.DateOf(slot) < ledger.DateOf(now) && givesWay(quiet, now, next):
		return decideWait
	default:
		return decideWork
	}
}

// unworkable is why a slot is never worked at its time, if so.
func unworkable(quiet ledger.Quiet, slot time.Time) string {
	if works, _ := quiet.Calendar.Works(ledger.DateOf(slot)); !works {
		return ledger.WhyHoliday
	}
	if quiet.Night(slot) {
		return ledger.WhyQuiet
	}
	return ""
}

// givesWay tells that late work would come on the day of the next slot, or after it.
func givesWay(quiet ledger.Quiet, now, next time.Time) bool {
	at := quiet.NotBefore(now)
	if at.IsZero() {
		at = now
	}
	return !next.IsZero() && ledger.DateOf(next) <= ledger.DateOf(at)
}
