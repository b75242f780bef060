package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
)

// stepElsewhere is the step of a close-out that waits at somebody else's desk, for the office once
// its day has passed; before that, and for everybody else, the refusal says where it is.
func (a *ask) stepElsewhere(ctx context.Context, w ledger.Waiting, words string) (ledger.Matter, ledger.Task, string, error) {
	found, err := a.h.Book.Matters(ctx, w.Matter)
	switch {
	case err != nil:
		return ledger.Matter{}, ledger.Task{}, "", fmt.Errorf("handlers: matter %s: %w", w.Matter, err)
	case len(found) == 0:
		return ledger.Matter{}, ledger.Task{}, "", refused(ledger.ReasonNoMatter, "")
	case a.Person.MayDecide(found[0], a.today):
		return a.matterByID(ctx, w.Matter, words)
	}
	return ledger.Matter{}, ledger.Task{}, "", &ledger.Refusal{Reason: ledger.ReasonElsewhere, Task: found[0].Task, Before: &found[0]}
}

// stalled are the steps of close-outs that wait past their day at the desks of others, for the
// office to see to, and how many there are.
func (a *ask) stalled(ctx context.Context) ([]ledger.Matter, int64, error) {
	if !a.Person.Sits(ledger.DeskOffice, a.today) {
		return nil, 0, nil
	}
	tasks, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.StalledRange(ledger.ScopeOffice, a.today), Limit: shownMatters})
	if err != nil || len(tasks) == 0 {
		return nil, 0, err //nolint:wrapcheck // the store says which question it was
	}
	var ids []ledger.MatterID
	for _, t := range tasks {
		if w, ok := t.Waits(ledger.MatterStep); ok {
			ids = append(ids, w.Matter)
		}
	}
	found, err := a.h.Book.Matters(ctx, ids...)
	if err != nil {
		return nil, 0, fmt.Errorf("handlers: close-outs that wait: %w", err)
	}
	return found, total, nil
}
