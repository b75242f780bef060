package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// press answers a pressed button: the line of the table whose act it carries says what it
// does. Who may not say the command may not press its button either.
func press(ctx context.Context, a *ask) (ledger.Change, error) {
	act, about, ok := ledger.ReadPress(a.Button)
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	if act == ledger.PressWhich {
		return a.whichPressed(ctx, about)
	}
	c, ok := a.h.pressing(act)
	if !ok || c.pressed == nil {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	if refusal := ledger.May(a.Person, c.action, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	a.word = c.name
	if c.place == notInUnit && !a.wide() {
		return ledger.Change{}, refused(ledger.ReasonNotInGroup, "")
	}
	return c.pressed(ctx, a, about)
}

// pressedTask is the open task under whose message a button stands.
func (a *ask) pressedTask(ctx context.Context, about string, action ledger.Action) (ledger.Task, error) {
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(about)}, action)
	if err != nil {
		return ledger.Task{}, err
	}
	if !t.Open() {
		return ledger.Task{}, &ledger.Refusal{Reason: ledger.ReasonClosed, Task: t.ID}
	}
	return t, nil
}

// asking is an answer that asks for words: the reply to it goes to the command whose
// button was pressed.
func (a *ask) asking(act, text string, about ledger.About) (ledger.Change, error) {
	about.Act = act
	return ledger.Change{Answer: ledger.Reply{Text: text, About: about}}, nil
}

// askWords asks for the words of a report or of a difficulty.
func askWords(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.pressedTask(ctx, about, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
	act, _, _ := ledger.ReadPress(a.Button)
	return a.asking(act, texts.AskWords(t, act == ledger.PressBlocked), ledger.About{Tasks: []ledger.TaskID{t.ID}})
}

// pressNoChange counts once: a second press under the same message by the same unit
// changes nothing.
func pressNoChange(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.pressedTask(ctx, about, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
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
