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
	Notices(ctx context.Context, ids ...ledger.NoticeID) ([]ledger.Notice, error)
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

// endMoot closes what waits on a task and cannot be decided any more as it stands now, and
// the notices on one that has ended, or that ask for an answer which nobody waits for any more, or
// of which the ladder has no ground left.
func endMoot(ctx context.Context, book deciding, t ledger.Task, at time.Time) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	t, put, entries, err := voidMoot(ctx, book, t, at)
	over := append(t.Answerless(), t.Groundless()...)
	if !t.Open() {
		over = t.Running()
	}
	if err != nil || len(over) == 0 {
		return t, put, entries, err
	}
	notices, err := book.Notices(ctx, over...)
	if err != nil {
		return ledger.Task{}, nil, nil, fmt.Errorf("handlers: notices on %s: %w", t.ID, err)
	}
	t, noticed, ends := t.EndNotices(notices, at)
	return t, append(put, noticed...), append(entries, ends...), nil
}

// passOn settles what waits on a task between the office and units that lead it no more.
func passOn(ctx context.Context, book deciding, t ledger.Task, at time.Time) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	matters, notices, err := waitsAndRuns(ctx, book, t)
	if err != nil || len(matters)+len(notices) == 0 {
		return t, nil, nil, err
	}
	t, put, entries := t.PassOn(matters, notices, at)
	return t, put, entries, nil
}

// waitsAndRuns are the matters that wait on a task and the notices that run.
func waitsAndRuns(ctx context.Context, book deciding, t ledger.Task) ([]ledger.Matter, []ledger.Notice, error) {
	var matters []ledger.Matter
	var notices []ledger.Notice
	var err error
	if len(t.Waiting) > 0 {
		if matters, err = book.Matters(ctx, waitingIDs(t)...); err != nil {
			return nil, nil, fmt.Errorf("handlers: what waits on %s: %w", t.ID, err)
		}
	}
	if len(t.Running()) > 0 {
		if notices, err = book.Notices(ctx, t.Running()...); err != nil {
			return nil, nil, fmt.Errorf("handlers: notices on %s: %w", t.ID, err)
		}
	}
	return matters, notices, nil
}

func waitingIDs(t ledger.Task) []ledger.MatterID {
	ids := make([]ledger.MatterID, len(t.Waiting))
	for i, w := range t.Waiting {
		ids[i] = w.Matter
	}
	return ids
}

// waitingOn are the matters that wait on a task.
func (a *ask) waitingOn(ctx context.Context, t ledger.Task) ([]ledger.Matter, error) {
	found, err := a.h.Book.Matters(ctx, waitingIDs(t)...)
	if err != nil {
		return nil, fmt.Errorf("handlers: what waits on %s: %w", t.ID, err)
	}
	return found, nil
}
