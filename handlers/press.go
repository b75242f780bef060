package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// press answers a pressed button.
func press(ctx context.Context, a *ask) (ledger.Change, error) {
	act, about, ok := ledger.ReadPress(a.Button)
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	if refusal := ledger.May(a.Person, ledger.ActionReport, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	if act == ledger.PressUndo {
		return a.undoPressed(ctx, about)
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(about)}, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
	if !t.Open() {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonClosed, Task: t.ID}
	}
	if act == ledger.PressNoChange {
		return a.pressNoChange(ctx, t)
	}
	reply := ledger.Reply{
		Text:  texts.AskWords(t, act == ledger.PressBlocked),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}, Act: act},
	}
	return ledger.Change{Answer: reply}, nil
}

// pressNoChange counts once: a second press under the same message by the same unit
// changes nothing.
func (a *ask) pressNoChange(ctx context.Context, t ledger.Task) (ledger.Change, error) {
	a.Message += "#" + string(t.ID)
	earlier, err := a.h.Book.Reports(ctx, ledger.FromMark(a.Message), maxLines)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: presses of %s: %w", a.Message, err)
	}
	for _, r := range earlier {
		if r.Withdrawn.IsZero() && ledger.DateOf(r.At.In(a.h.Zone)) == a.today {
			return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonTwice, Task: t.ID}
		}
	}
	said := ledger.Said{Percent: ledger.NoPercent, NoChange: true}
	return a.take(ctx, []line{{said: said, task: t.ID}})
}
