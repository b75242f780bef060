package scheduler

import (
	"context"
	"fmt"
	"time"

	"duban/ledger"
)

// tell makes a change that says something to an audience. Where nobody can be told, that
// is recorded instead.
func (t *turn) tell(ctx context.Context, name string, audience ledger.Audience, role ledger.Role, words ledger.Message) (ledger.Change, error) {
	to, err := t.audience(ctx, audience, role)
	if err != nil {
		return ledger.Change{}, err
	}
	if len(to) == 0 {
		return ledger.Change{Entries: []ledger.Entry{{
			At: t.now, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
			Fields: []ledger.FieldDiff{{Name: "job", After: name}},
		}}}, nil
	}
	words.Why = t.why(name)
	return ledger.Change{Send: t.messages(slotCause(name, t.slot), to, words)}, nil
}

// there tells of which ranges anything is there at all: most mornings nothing is, and one
// count of all of them costs less than to read each.
func (t *turn) there(ctx context.Context, ranges ...ledger.Range) ([]bool, error) {
	counts, _, err := t.Book.Count(ctx, ranges...)
	if err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	found := make([]bool, len(counts))
	for i, n := range counts {
		found[i] = n > 0
	}
	return found, nil
}

// why is the evidence of what made a message.
func (t *turn) why(name string) string { return name + " " + t.slot.Format(time.RFC3339) }

// messages address the same words to several chats.
func (t *turn) messages(cause string, to []ledger.Address, words ledger.Message) []ledger.Message {
	words.Class = ledger.ClassDigest
	send := make([]ledger.Message, len(to))
	for i, address := range to {
		words.ID, words.To = ledger.MessageID(fmt.Sprintf("%s/%d", cause, i+1)), address
		send[i] = words
	}
	return send
}

// audience is where the office or the leaders are told: their groups, else their private
// chats.
func (t *turn) audience(ctx context.Context, audience ledger.Audience, role ledger.Role) ([]ledger.Address, error) {
	chats, err := t.Book.Chats(ctx, ledger.GroupMark(audience, ""))
	if err != nil {
		return nil, fmt.Errorf("chats of the %s: %w", audience, err)
	}
	var to []ledger.Address
	for _, chat := range ledger.Lasting(chats, t.today) {
		to = append(to, chat.ID)
	}
	if len(to) > 0 {
		return to, nil
	}
	persons, err := t.Book.Persons(ctx, ledger.RoleMark(role))
	if err != nil {
		return nil, fmt.Errorf("who is %s: %w", role, err)
	}
	for _, p := range persons {
		if p.Chat != "" && p.Has(t.today, role) {
			to = append(to, p.Chat)
		}
	}
	return to, nil
}

// unitAddresses are where units are told: their groups, else the private chats of those
// who speak for them today. Two reads, however many the units are.
func (t *turn) unitAddresses(ctx context.Context, units []ledger.UnitID) (map[ledger.UnitID][]ledger.Address, error) {
	to := map[ledger.UnitID][]ledger.Address{}
	if len(units) == 0 {
		return to, nil
	}
	marks := make([]string, len(units))
	for i, unit := range units {
		marks[i] = ledger.GroupMark(ledger.AudienceUnit, unit)
	}
	chats, err := t.Book.Chats(ctx, marks...)
	if err != nil {
		return nil, fmt.Errorf("chats of the units: %w", err)
	}
	for _, chat := range ledger.Lasting(chats, t.today) {
		to[chat.Unit] = append(to[chat.Unit], chat.ID)
	}
	var rest []ledger.UnitID
	for _, unit := range units {
		if len(to[unit]) == 0 {
			rest = append(rest, unit)
		}
	}
	if len(rest) == 0 {
		return to, nil
	}
	return to, t.speakers(ctx, rest, to)
}

func (t *turn) speakers(ctx context.Context, units []ledger.UnitID, to map[ledger.UnitID][]ledger.Address) error {
	marks := make([]string, len(units))
	for i, unit := range units {
		marks[i] = ledger.SpeakersMark(unit)
	}
	persons, err := t.Book.Persons(ctx, marks...)
	if err != nil {
		return fmt.Errorf("who speaks for the units: %w", err)
	}
	of := map[ledger.UnitID][]ledger.Person{}
	for _, p := range persons {
		for _, unit := range p.Units(t.today) {
			of[unit] = append(of[unit], p)
		}
	}
	for _, unit := range units {
		for _, p := range ledger.Speakers(of[unit], unit, t.today) {
			to[unit] = append(to[unit], p.Chat)
		}
	}
	return nil
}

// overdueBy counts the overdue tasks of each unit.
func overdueBy(units []ledger.UnitID, today ledger.Date) []ledger.Range {
	ranges := make([]ledger.Range, len(units))
	for i, unit := range units {
		ranges[i] = ledger.OverdueRange(ledger.ScopeLead(unit), today)
	}
	return ranges
}
