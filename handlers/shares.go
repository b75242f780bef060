package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"duban/ledger"
	"duban/texts"
)

// shares are the children of a divided task that can be reported on now: what is said of the
// whole goes to the units of these, since nobody reports on the whole.
func (a *ask) shares(ctx context.Context, t ledger.Task) ([]ledger.Task, error) {
	var ids []ledger.TaskID
	for _, c := range t.Children {
		if !c.Done {
			ids = append(ids, c.Task)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	children, err := a.tasks(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("handlers: children of %s: %w", t.ID, err)
	}
	return slices.DeleteFunc(children, func(c ledger.Task) bool {
		return !c.Open() || c.State == ledger.StateSubmitted || c.State == ledger.StateSuspended || len(c.Lead) == 0
	}), nil
}

// remindWhole reminds of a divided task: each unit of its share, and whoever leads the whole
// that the others are reminded. A share that was reminded of today, or whose unit was addressed
// often enough this week, is left out and named.
func (a *ask) remindWhole(ctx context.Context, t ledger.Task, words, approver string) (ledger.Change, error) {
	remind := func(t ledger.Task) (ledger.Promised, *ledger.Refusal) {
		if approver != "" {
			return t.RemindUrgently(a.Person, a.At, words, approver)
		}
		return t.Remind(a.Person, a.At, words)
	}
	whole, refusal := remind(t)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	shares, err := a.shares(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: []ledger.Record{whole.Task}, Entries: whole.Entries}
	var done texts.RemindedShares
	for _, child := range shares {
		reminded, refusal := remind(child)
		over, err := a.refusedBudget(ctx, child, approver)
		switch {
		case err != nil:
			return ledger.Change{}, err
		case refusal != nil || over:
			done.Left = append(done.Left, child)
			continue
		}
		send, missing, err := a.toUnits(ctx, child, texts.ReminderBy(child, words, approver, a.today), "remind", ledger.OccasionByOffice)
		if err != nil {
			return ledger.Change{}, err
		}
		if len(send) == 0 {
			done.Missing, change.Entries = append(done.Missing, child.Lead...), append(change.Entries, missing...)
			continue
		}
		done.Told = append(done.Told, child)
		change.Put, change.Entries = append(change.Put, reminded.Task), slices.Concat(change.Entries, reminded.Entries, missing)
		change.Send = append(change.Send, send...)
	}
	over, err := a.refusedBudget(ctx, t, approver)
	if err != nil {
		return ledger.Change{}, err
	}
	if done.Leads = withoutShare(t, done.Told); over {
		done.Leads = nil
	}
	send, missing, err := a.toEach(ctx, t, done.Leads, texts.ReminderWhole(t, texts.UrgentWords(words, approver), done.Told), "remind", ledger.OccasionByOffice)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Send, change.Entries = a.atOnce(append(change.Send, send...), approver), append(change.Entries, missing...)
	if len(change.Send) == 0 {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNobodyToTell, Task: t.ID, Words: joinUnits(t.Lead)}
	}
	change.Answer = ledger.Reply{
		Text:  texts.RemindedWhole(t, done, change.Send[0].NotBefore) + texts.Approved(approver),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}
	return change, nil
}

// atOnce numbers messages, and has them said whatever the hour where somebody approved that.
func (a *ask) atOnce(send []ledger.Message, approver string) []ledger.Message {
	send = numberedSend(a.Cause, send)
	for i := range send {
		if approver != "" {
			send[i].Urgent, send[i].NotBefore = true, time.Time{}
			send[i].Why += " urgent"
		}
	}
	return send
}

// refusedBudget reports whether units may not be reminded once more this week.
func (a *ask) refusedBudget(ctx context.Context, t ledger.Task, approver string) (bool, error) {
	if approver != "" {
		return false, nil
	}
	err := a.overBudget(ctx, t)
	if _, refused := errors.AsType[*ledger.Refusal](err); refused {
		return true, nil
	}
	return false, err
}

// withoutShare are those who lead a divided task and none of some shares of it.
func withoutShare(t ledger.Task, shares []ledger.Task) []ledger.UnitID {
	return slices.DeleteFunc(slices.Clone(t.Lead), func(unit ledger.UnitID) bool {
		return slices.ContainsFunc(shares, func(c ledger.Task) bool { return slices.Contains(c.Lead, unit) })
	})
}

// instructUnits tells the units of a task what a leader wrote on it: those who lead it and, where
// it is divided, those who report on its shares.
func (a *ask) instructUnits(ctx context.Context, t ledger.Task, i ledger.Instruction) (units []ledger.UnitID, send []ledger.Message, missing []ledger.Entry, err error) {
	var shares []ledger.Task
	if t.Open() {
		if shares, err = a.shares(ctx, t); err != nil {
			return nil, nil, nil, err
		}
	}
	var told []ledger.Task
	for _, child := range shares {
		more, silent, err := a.toUnits(ctx, child, texts.InstructionOnShare(child, i), "instruct", ledger.OccasionInstructed)
		if err != nil {
			return nil, nil, nil, err
		}
		if len(more) > 0 {
			told = append(told, child)
		}
		units, send, missing = append(units, child.Lead...), append(send, more...), append(missing, silent...)
	}
	leads := withoutShare(t, shares)
	more, silent, err := a.toEach(ctx, t, leads, texts.Instruction(t, i, told), "instruct", ledger.OccasionInstructed)
	if err != nil {
		return nil, nil, nil, err
	}
	return append(leads, units...), numberedSend(a.Cause, append(more, send...)), append(silent, missing...), nil
}
