package handlers

import (
	"context"
	"fmt"
	"time"

	"duban/ledger"
)

// deciding is what it takes to read what waits on a task.
type deciding interface {
	Matters(ctx context.Context, ids ...ledger.MatterID) ([]ledger.Matter, error)
}

// voidMoot closes what waits on a task and cannot be decided any more as it stands now:
// every road to another state ends here.
func voidMoot(ctx context.Context, book deciding, t ledger.Task, at time.Time) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	moot := t.Moot()
	if len(moot) == 0 {
		return t, nil, nil, nil
	}
	found, err := book.Matters(ctx, moot...)
	if err != nil {
		return ledger.Task{}, nil, nil, fmt.Errorf("handlers: what waits on %s: %w", t.ID, err)
	}
	t, put, entries := t.Void(found, at)
	return t, put, entries, nil
}

// waitingOn are the matters that wait on a task.
func (a *ask) waitingOn(ctx context.Context, t ledger.Task) ([]ledger.Matter, error) {
	ids := make([]ledger.MatterID, len(t.Waiting))
	for i, w := range t.Waiting {
		ids[i] = w.Matter
	}
	found, err := a.h.Book.Matters(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: what waits on %s: %w", t.ID, err)
	}
	return found, nil
}
