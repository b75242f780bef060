package scheduler

import (
	"context"
	"errors"
	"fmt"
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

// missed are the slots since the last one: the latest, and those before it.
type missed struct {
	latest, first time.Time
	before        int
}

// since finds the slots in (last, now].
func since(schedule Schedule, last, now time.Time) missed {
	var m missed
	for at := schedule.Next(last); !at.IsZero() && !at.After(now); at = schedule.Next(at) {
		if m.first.IsZero() {
			m.first = at
		} else {
			m.before++
		}
		m.latest = at
	}
	return m
}

// work does what a job owes: of the slots since the last one only the latest is worked,
// the others are recorded as missed. A job that was never seen starts now; it does not
// catch up with the beginning of time.
func (t *turn) work(ctx context.Context, j job, schedule Schedule) error {
	if t.last.Last.IsZero() {
		return t.advance(ctx, j.name, t.now, ledger.Change{Entries: []ledger.Entry{t.slotEntry(j.name, t.now, "")}})
	}
	m := since(schedule, t.last.Last.In(t.Zone), t.now)
	if m.latest.IsZero() {
		return nil
	}
	why := ""
	switch decide(t.Quiet, t.now, m.latest, schedule.Next(t.now)) {
	case decideWait:
		return nil
	case decideHoliday:
		why = ledger.WhyHoliday
	case decideQuiet:
		why = ledger.WhyQuiet
	case decideWork:
	}
	t.slot = m.latest
	var change ledger.Change
	var err error
	if why == "" {
		if change, err = j.run(ctx, t); err != nil {
			return err
		}
	}
	if m.before > 0 {
		entry := t.slotEntry(j.name, m.first, ledger.WhyDowntime)
		entry.Fields = append(entry.Fields, ledger.FieldDiff{Name: "slots", After: strconv.Itoa(m.before)})
		change.Entries = append(change.Entries, entry)
	}
	change.Entries = append(change.Entries, t.slotEntry(j.name, m.latest, why))
	if err := t.advance(ctx, j.name, m.latest, change); err != nil {
		return err
	}
	t.done.Messages += len(change.Send)
	t.done.Skipped += m.before
	if why == "" {
		t.done.Worked++
	} else {
		t.done.Skipped++
	}
	return nil
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
		{Name: "job", After: name},
		{Name: "slot", After: slot.Format(time.RFC3339)},
	}}
}

// decision is what becomes of a slot that is due.
type decision int

const (
	decideWork    decision = iota
	decideWait             // it stays due: its time has not come back yet
	decideHoliday          // it fell on a day off
	decideQuiet            // it fell into the night
)

// decide tells what becomes of a slot at an instant. Late work waits for the end of the
// night and of the days off, and gives way to a slot that comes later on the same day:
// what catches up must not come twice on one day, nor at an hour when nobody works.
func decide(quiet ledger.Quiet, now, slot, next time.Time) decision {
	if works, _ := quiet.Calendar.Works(ledger.DateOf(slot)); !works {
		return decideHoliday
	}
	today := ledger.DateOf(now)
	switch {
	case quiet.Night(slot):
		return decideQuiet
	case quiet.Holds(now):
		return decideWait
	case ledger.DateOf(slot) < today && !next.IsZero() && ledger.DateOf(next) == today:
		return decideWait
	default:
		return decideWork
	}
}
