package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"duban/ledger"
	"duban/texts"
)

// reaching is what it takes to find out where a unit is told.
type reaching interface {
	Chats(ctx context.Context, marks ...string) ([]ledger.Chat, error)
	Persons(ctx context.Context, marks ...string) ([]ledger.Person, error)
}

// telling makes the messages by which units hear of what somebody did to their tasks.
type telling struct {
	book  reaching
	at    time.Time
	by    ledger.PersonID
	cause string // of the change that they go with
	hours Hours
}

// toEach tells units of a task. A unit that nobody speaks for comes back as an entry.
func (w telling) toEach(ctx context.Context, t ledger.Task, units []ledger.UnitID, text, why string) ([]ledger.Message, []ledger.Entry, error) {
	var send []ledger.Message
	var missing []ledger.Entry
	for _, unit := range units {
		var buttons [][]ledger.Button
		switch {
		case t.State == ledger.StateSuspended: // nothing is asked of it
		case t.Open() && (!t.Answers(unit) || t.Divided()): // nor of who has no part in it any more, nor of a whole that its children are
		case t.Open():
			buttons = texts.TaskButtons(t, unit)
		case !t.Ready().IsZero() && slices.Contains(t.Lead, unit):
			buttons = texts.CompletedButtons(t)
		}
		to, err := w.addresses(ctx, unit)
		if err != nil {
			return nil, nil, err
		}
		if len(to) == 0 {
			missing = append(missing, ledger.Entry{
				At: w.at, By: w.by, Unit: unit, Task: t.ID, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
			})
		}
		for _, address := range to {
			send = append(send, ledger.Message{
				ID: ledger.MessageID(fmt.Sprintf("%s/%d", w.cause, len(send)+1)), To: address, Text: text,
				Buttons: buttons, NotBefore: w.hours(w.at), Class: ledger.ClassNotice,
				About: ledger.About{Unit: unit, Tasks: []ledger.TaskID{t.ID}}, Why: why,
			})
		}
	}
	return send, missing, nil
}

// addresses are where a unit is told: its groups, else the persons who speak for it today.
func (w telling) addresses(ctx context.Context, unit ledger.UnitID) ([]ledger.Address, error) {
	chats, err := w.book.Chats(ctx, ledger.GroupMark(ledger.AudienceUnit, unit))
	if err != nil {
		return nil, fmt.Errorf("handlers: chats of %s: %w", unit, err)
	}
	var to []ledger.Address
	for _, chat := range ledger.Lasting(chats, ledger.DateOf(w.at)) {
		to = append(to, chat.ID)
	}
	if len(to) > 0 {
		return to, nil
	}
	persons, err := w.book.Persons(ctx, ledger.SpeakersMark(unit))
	if err != nil {
		return nil, fmt.Errorf("handlers: who speaks for %s: %w", unit, err)
	}
	for _, p := range ledger.Speakers(persons, unit, ledger.DateOf(w.at)) {
		to = append(to, p.Chat)
	}
	return to, nil
}
