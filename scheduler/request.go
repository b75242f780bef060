package scheduler

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// requests are what units are to answer, since the office handed it on to them.
func (t *turn) requests(ctx context.Context) ([]ledger.Matter, error) {
	found, _, err := t.Book.MattersIn(ctx, ledger.Page{Range: ledger.ForwardedRange(), Limit: queueReads})
	if err != nil {
		return nil, fmt.Errorf("what was forwarded: %w", err)
	}
	return found, nil
}

// asked are the lines of a unit's digest that ask for its answer.
func (t *turn) asked(unit ledger.UnitID, requests []ledger.Matter) []texts.DigestLine {
	var lines []texts.DigestLine
	horizon := t.Quiet.Calendar.Horizon(t.today)
	for _, m := range requests {
		if m.Desk != ledger.DeskUnit(unit) {
			continue
		}
		if t.lostTo(unit, m) {
			m.Told = 0 // the words did not arrive
		}
		if why, ok := m.Tell(t.today, horizon); ok {
			lines = append(lines, texts.DigestLine{Task: ledger.Task{ID: m.Task}, Matter: m, Why: []ledger.Telling{why}})
		}
	}
	return lines
}

// raise tells the head of each unit whose answer is late, once for each request.
func (t *turn) raise(ctx context.Context) (ledger.Change, error) {
	late, _, err := t.Book.MattersIn(ctx, ledger.Page{Range: ledger.BlockingRange(t.today), Limit: queueReads})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("what other units should have answered: %w", err)
	}
	var change ledger.Change
	for _, m := range late {
		unit, ok := m.Desk.Unit()
		if !ok || !m.Raised.IsZero() {
			continue
		}
		to, err := t.desk(ctx, ledger.DeskHead(unit))
		if err != nil {
			return ledger.Change{}, err
		}
		entry := ledger.Entry{
			At: t.now, Unit: unit, Task: m.Task, What: ledger.WhatTold, Why: string(ledger.OccasionBlocking) + " " + m.AnswerBy.String(),
			Fields: []ledger.FieldDiff{{Name: "desk", After: string(ledger.DeskHead(unit))}},
		}
		if len(to) == 0 {
			entry.What, entry.Why = ledger.WhatNotTold, string(ledger.ReasonNobodyToTell)
		}
		change.Put, change.Entries = append(change.Put, m.Raise(t.today)), append(change.Entries, entry)
		change.Send = append(change.Send, t.messages(slotCause(JobQueue, t.slot)+":raise:"+string(m.ID), to, ledger.Message{
			Text: texts.Raised(m, t.today), Buttons: texts.RequestButtons(m), Why: t.why(JobQueue), For: unit,
			About: ledger.About{Unit: unit, Tasks: []ledger.TaskID{m.Task}, Matters: []ledger.MatterID{m.ID}, Act: ledger.PressAnswer},
		})...)
	}
	return change, nil
}

// lostTo reports whether the digest in which a unit was last told of a request did not arrive.
func (t *turn) lostTo(unit ledger.UnitID, m ledger.Matter) bool {
	return slices.ContainsFunc(t.lost, func(d lostDigest) bool {
		return d.unit == unit && d.on == m.Told && slices.Contains(d.tasks, m.Task)
	})
}
