package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
)

// reported is the change that a report makes: the task and the report, and what follows
// for the review of a completion. A report of 100 % asks the office to look; one that says
// it no longer takes that back.
func (a *ask) reported(ctx context.Context, done ledger.Reported) (ledger.Change, error) {
	change := ledger.Change{Put: []ledger.Record{done.Report}, Entries: done.Entries}
	for _, m := range done.Matters {
		change.Put = append(change.Put, m)
	}
	t := done.Task
	w, waits := t.Waits(ledger.MatterReview)
	switch {
	case t.State == ledger.StateSubmitted && done.Lead && !waits:
		applied, refusal := t.Submit(done.Report, ledger.Applying{
			By: a.Person, At: a.At, AnswerBy: a.h.Calendar.After(a.today, ledger.ReviewAnswer),
		})
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		t = applied.Task
		change.Put, change.Entries = append(change.Put, applied.Matter), append(change.Entries, applied.Entries...)
	case t.State == ledger.StateSubmitted && done.Lead && done.Report.Withdrawn.IsZero():
		found, err := a.h.Book.Matters(ctx, w.Matter)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: review of %s: %w", t.ID, err)
		}
		for _, m := range found {
			change.Put = append(change.Put, m.Renew(done.Report))
		}
	}
	t, put, entries, err := a.void(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put = append(append([]ledger.Record{t}, change.Put...), put...)
	change.Entries = append(change.Entries, entries...)
	return change, nil
}

// void closes what waits on a task and cannot be decided any more as it stands now, and the
// notices on one that has ended.
func (a *ask) void(ctx context.Context, t ledger.Task) (ledger.Task, []ledger.Record, []ledger.Entry, error) {
	return endMoot(ctx, a.h.Book, t, a.At)
}
