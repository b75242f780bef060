package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// noLonger tells a unit that was asked about a difficulty, and knows of it, that it is not asked
// any more. unit is the one that was asked until now.
func (a *ask) noLonger(ctx context.Context, change *ledger.Change, was, is ledger.Matter, t ledger.Task) error {
	unit, asked := was.Desk.Unit()
	if now, _ := is.Desk.Unit(); !asked || was.Told.IsZero() || is.Verdict == "" && now == unit || slices.Contains(a.Person.Units(a.today), unit) {
		return nil
	}
	to, err := a.addresses(ctx, unit)
	if err != nil {
		return err
	}
	for _, address := range to {
		change.Send = append(change.Send, ledger.Message{
			To: address, Text: texts.NoLongerAsked(is), NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, Why: "answer " + string(ledger.OccasionDecided),
			About: ledger.About{Unit: unit, Tasks: []ledger.TaskID{t.ID}, Matters: []ledger.MatterID{is.ID}, Act: ledger.PressAnswer},
		})
	}
	change.Send = numberedSend(a.Cause, change.Send)
	return nil
}

// unreached says that nobody is there to whom a request can be told.
func (a *ask) unreached(ctx context.Context, change *ledger.Change, m ledger.Matter) error {
	unit, _ := m.Desk.Unit()
	to, err := a.addresses(ctx, unit)
	if err != nil || len(to) > 0 {
		return err
	}
	change.Answer.Text += texts.ForwardedUnreached(m)
	change.Entries = append(change.Entries, ledger.Entry{
		At: a.At, By: a.From, Unit: unit, Task: m.Task, What: ledger.WhatNotTold, Why: string(ledger.ReasonNobodyToTell),
	})
	return nil
}

// answersLate keeps the answer of a unit that was asked before, and passes it on to the units
// that wait and that are asked now. taken is false where it was never asked.
func (a *ask) answersLate(ctx context.Context, id ledger.MatterID, words string) (change ledger.Change, taken bool, err error) {
	found, err := a.h.Book.Matters(ctx, id)
	if err != nil {
		return ledger.Change{}, true, fmt.Errorf("handlers: matter %s: %w", id, err)
	}
	if len(found) == 0 || found[0].MovedOn(a.Person, a.today) == nil {
		return ledger.Change{}, false, nil
	}
	tasks, err := a.h.Book.Tasks(ctx, id.Task())
	if err != nil || len(tasks) == 0 {
		return ledger.Change{}, true, fmt.Errorf("handlers: task of %s: %w", id, err)
	}
	done, refusal := found[0].AnswerLate(tasks[0], a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, true, refusal
	}
	m, t := done.Matter, done.Task
	change = ledger.Change{Put: []ledger.Record{m}, Entries: done.Entries}
	to := []ledger.UnitID{m.Unit}
	if now, asked := m.Desk.Unit(); asked && m.Verdict == "" {
		to = append(to, now)
	}
	for _, unit := range to {
		send, missing, err := a.toUnit(ctx, t, unit, texts.LateAnswerToUnit(m), "answer")
		if err != nil {
			return ledger.Change{}, true, err
		}
		change.Send = append(change.Send, send...)
		change.Entries = append(change.Entries, missing...)
	}
	change.Send = numberedSend(a.Cause, change.Send)
	change.Answer = ledger.Reply{Text: texts.LateAnswer(m, to)}
	if m.Verdict == ledger.VerdictAnswered && m.Part == "" { // they have read the answer
		err = a.toOtherLeads(ctx, &change, t, m.Unit, texts.LateAnswerToLead(m))
	}
	return change, true, err
}

// askedOnce is the difficulty about which a unit of his was asked before, on the task of a
// number that he may not see otherwise; empty: none.
func (a *ask) askedOnce(ctx context.Context) (ledger.MatterID, string, error) {
	number := ledger.ReadReport(a.args, true).Task
	if i := number.N - 1; i >= 0 && i < len(a.About.Matters) && a.About.Matters[i] != "" {
		return a.About.Matters[i], ledger.AfterNumber(a.args), nil
	}
	if len(a.About.Matters) == 1 {
		return a.About.Matters[0], a.withoutLine(), nil
	}
	if number.IsZero() {
		return "", "", nil
	}
	for _, id := range numbered(number, a.today) { // in January it is of last year
		found, _, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.MattersOf(id), Limit: latest, Descending: true})
		if err != nil {
			return "", "", fmt.Errorf("handlers: difficulties of %s: %w", id, err)
		}
		for _, m := range found {
			if _, before := m.AskedBefore(a.Person, a.today); before {
				return m.ID, ledger.AfterNumber(a.args), nil
			}
		}
	}
	return "", "", nil
}
