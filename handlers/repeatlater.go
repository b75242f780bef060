package handlers

import (
	"context"
	"errors"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// linksLater takes 反弹 3 in reply to what was said of one task: that it is the return of an ended one,
// where nobody said so when it was entered. In reply to the refusal of a draft's link it is that
// draft's, and not of the task which the refusal names.
func (a *ask) linksLater(ctx context.Context) (ledger.Change, bool, error) {
	number, ok := ledger.ReadRepeat(a.Text)
	if !ok || !a.QuotedOur || a.Edited || !a.Person.Sits(ledger.DeskOffice, a.today) {
		return ledger.Change{}, false, nil
	}
	switch len(a.About.Tasks) {
	case 0:
		return a.linksDraft(ctx)
	case 1:
	default:
		return ledger.Change{}, false, nil
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: a.About.Tasks[0]}, ledger.ActionRegister)
	if err != nil {
		return ledger.Change{}, true, err
	}
	old, err := a.task(ctx, number, ledger.ActionShow)
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok { // he looks the number up, and says it again
		return ledger.Change{Answer: ledger.Reply{Text: texts.Refusal(refusal, a.exampleOf(ctx, refusal)), About: a.About}}, true, nil
	}
	if err != nil {
		return ledger.Change{}, true, err
	}
	done, refusal := t.RepeatsSince(old, a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, true, refusal
	}
	change, err := a.repeated(ctx, ledger.Change{
		Put: []ledger.Record{done.Task}, Entries: done.Entries,
		Answer: ledger.Reply{Text: texts.LinkedSince(done.Task), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	})
	return change, true, err
}

// linksDraft takes it for the draft that waits, if one does.
func (a *ask) linksDraft(ctx context.Context) (ledger.Change, bool, error) {
	found, err := a.drafts(ctx)
	if err != nil {
		return ledger.Change{}, true, err
	}
	a.args = strings.TrimSpace(a.Text)
	switch {
	case found[0].Alive(a.At):
		a.word = "new"
		change, err := newAnswered(ctx, a)
		return change, true, err
	case found[1].Alive(a.At):
		a.word = "meeting"
		change, err := draftsAnswered(ctx, a)
		return change, true, err
	}
	return ledger.Change{}, false, nil
}
