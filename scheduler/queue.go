package scheduler

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

const (
	queueReads = 1000 // matters that are looked at in one morning
	queueShown = 8    // in one message: more buttons are not found
)

// queue tells everybody who has something to decide what waits for him: one message for
// each desk, and none where nothing waits. Public notices that are over have made place for
// their next step before that.
func queue(ctx context.Context, t *turn) (ledger.Change, error) {
	there, err := t.there(ctx, ledger.NoticesOver(t.today), ledger.BlockingRange(t.today), ledger.SaidOver(t.now),
		ledger.SuperiorNearRange(t.Quiet.Calendar.Horizon(t.today)))
	if err != nil {
		return ledger.Change{}, err
	}
	if there[0] {
		if err := t.endNotices(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	if there[2] {
		if err := t.endSaid(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	w, err := t.seated(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if there[3] {
		if w, err = t.withOwed(ctx, w); err != nil {
			return ledger.Change{}, err
		}
	}
	var change ledger.Change
	if there[1] {
		if change, err = t.raise(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	for _, desk := range w.desks {
		to := w.to[desk]
		if len(to) == 0 {
			change.Entries = append(change.Entries, ledger.Entry{
				At: t.now, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
				Fields: []ledger.FieldDiff{{Name: "desk", After: string(desk)}},
			})
			continue
		}
		change.Send = append(change.Send, t.messages(slotCause(JobQueue, t.slot)+":"+string(desk), to, queueMessage(t, desk, w))...)
	}
	return change, nil
}

// readsAt is the desk whose list shows a matter. A unit reads what it is asked in its digest, and
// the office what was added to that; none: no list does.
func readsAt(m ledger.Matter) ledger.Desk {
	_, asked := m.Desk.Unit()
	switch {
	case !asked || m.Kind != ledger.MatterDifficulty:
		return m.Desk
	case m.AddedBy.IsZero():
		return ""
	default:
		return ledger.DeskOffice
	}
}

func queueMessage(t *turn, desk ledger.Desk, w waits) ledger.Message {
	waiting, owed := w.at[desk], ""
	if desk == ledger.DeskOffice {
		if len(waiting) == 0 {
			return owedMessage(t, w.owed)
		}
		owed = texts.SuperiorsOwed(w.owed, t.today)
	}
	total := int64(len(waiting))
	waiting = waiting[:min(len(waiting), queueShown)]
	var about ledger.About
	for _, m := range waiting {
		about.Matters = append(about.Matters, m.ID)
		if m.Task != "" {
			about.Tasks = append(about.Tasks, m.Task)
		}
	}
	return ledger.Message{
		Text: texts.MorningQueue(waiting, total, t.today) + owed, Buttons: texts.QueueButtons(waiting), About: about, Why: t.why(JobQueue), For: desk.Of(),
	}
}

// desk is where those are told who sit at a desk.
func (t *turn) desk(ctx context.Context, desk ledger.Desk) ([]ledger.Address, error) {
	to, err := t.atDesks(ctx, []ledger.Desk{desk})
	return to[desk], err
}

// atDesks is where those are told who sit at some desks. The persons are read at once, however
// many the desks are.
func (t *turn) atDesks(ctx context.Context, desks []ledger.Desk) (map[ledger.Desk][]ledger.Address, error) {
	to := map[ledger.Desk][]ledger.Address{}
	var marks []string
	for _, desk := range desks {
		if mark := desk.Mark(); mark != "" && !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
	}
	persons, err := t.Book.Persons(ctx, marks...)
	if err != nil {
		return nil, fmt.Errorf("who sits at %v: %w", desks, err)
	}
	for _, desk := range desks {
		if desk == ledger.DeskOffice {
			if to[desk], err = t.audience(ctx, ledger.AudienceOffice, ledger.RoleOffice); err != nil {
				return nil, err
			}
			continue
		}
		for _, p := range ledger.Sitters(persons, desk, t.today) {
			to[desk] = append(to[desk], p.Chat)
		}
	}
	return to, nil
}
