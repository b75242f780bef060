package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
	"duban/texts"
)

// remind is the office reminding a unit by hand: 催办 17 [一句话]. Once a day for a task,
// and in working time (domain §9).
func remind(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionRemind)
	if err != nil {
		return ledger.Change{}, err
	}
	if urgent, ok := cutWord(words, "紧急"); ok {
		return a.remindUrgently(ctx, t, urgent)
	}
	reminded, refusal := t.Remind(a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	if err := a.overBudget(ctx, t); err != nil {
		return ledger.Change{}, err
	}
	return a.reminding(ctx, reminded, texts.Reminder(t, words, a.today), "")
}

// remindUrgently reminds also at night and over the budget, since somebody named approved
// it: 催办 17 紧急 刘主任批准 请立即到场.
func (a *ask) remindUrgently(ctx context.Context, t ledger.Task, words string) (ledger.Change, error) {
	name, words := approver(words)
	reminded, refusal := t.RemindUrgently(a.Person, a.At, words, name)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.reminding(ctx, reminded, texts.UrgentReminder(t, words, name, a.today), name)
}

// reminding tells the units, and the office that they are told. With an approver it is said
// at once, whatever the hour.
func (a *ask) reminding(ctx context.Context, reminded ledger.Promised, text, approver string) (ledger.Change, error) {
	t := reminded.Task
	send, missing, err := a.toUnits(ctx, t, text, "remind", ledger.OccasionByOffice)
	if err != nil {
		return ledger.Change{}, err
	}
	for i := range send {
		if approver != "" {
			send[i].Urgent, send[i].NotBefore = true, time.Time{}
			send[i].Why += " urgent"
		}
	}
	if len(send) == 0 {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNobodyToTell, Task: t.ID, Words: joinUnits(t.Lead)}
	}
	return ledger.Change{
		Put: []ledger.Record{t}, Entries: append(reminded.Entries, missing...), Send: send,
		Answer: ledger.Reply{
			Text:  texts.RemindedToOffice(t, send[0].NotBefore, len(missing) > 0) + texts.Approved(approver),
			About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
		},
	}, nil
}

// toUnits makes the messages to the units that lead a task: to a unit's group, else to
// whoever speaks for it. Units without either come back as entries: not told, and why.
// Buttons are for what can still be answered.
func (a *ask) toUnits(ctx context.Context, t ledger.Task, text, act string, why ledger.Occasion) ([]ledger.Message, []ledger.Entry, error) {
	return a.toEach(ctx, t, t.Lead, text, act, why)
}

// toUnit makes the messages to one unit about what was decided; none where the program itself asked.
func (a *ask) toUnit(ctx context.Context, t ledger.Task, unit ledger.UnitID, text, act string) ([]ledger.Message, []ledger.Entry, error) {
	if unit == "" {
		return nil, nil, nil
	}
	return a.toEach(ctx, t, []ledger.UnitID{unit}, text, act, ledger.OccasionDecided)
}

func (a *ask) toEach(ctx context.Context, t ledger.Task, units []ledger.UnitID, text, act string, why ledger.Occasion) ([]ledger.Message, []ledger.Entry, error) {
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
		to, err := a.addresses(ctx, unit)
		if err != nil {
			return nil, nil, err
		}
		if len(to) == 0 {
			missing = append(missing, ledger.Entry{
				At: a.At, By: a.From, Unit: unit, Task: t.ID, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
			})
		}
		for _, address := range to {
			send = append(send, ledger.Message{
				ID: ledger.MessageID(fmt.Sprintf("%s/%d", a.Cause, len(send)+1)), To: address, Text: text,
				Buttons: buttons, NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice,
				About: ledger.About{Unit: unit, Tasks: []ledger.TaskID{t.ID}}, Why: act + " " + string(why),
			})
		}
	}
	return send, missing, nil
}

// addresses are where a unit is told: its groups, else the persons who speak for it today.
func (a *ask) addresses(ctx context.Context, unit ledger.UnitID) ([]ledger.Address, error) {
	chats, err := a.h.Book.Chats(ctx, ledger.GroupMark(ledger.AudienceUnit, unit))
	if err != nil {
		return nil, fmt.Errorf("handlers: chats of %s: %w", unit, err)
	}
	var to []ledger.Address
	for _, chat := range chats {
		to = append(to, chat.ID)
	}
	if len(to) > 0 {
		return to, nil
	}
	persons, err := a.h.Book.Persons(ctx, ledger.SpeakersMark(unit))
	if err != nil {
		return nil, fmt.Errorf("handlers: who speaks for %s: %w", unit, err)
	}
	for _, p := range ledger.Speakers(persons, unit, a.today) {
		to = append(to, p.Chat)
	}
	return to, nil
}

func joinUnits(units []ledger.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, "、")
}
