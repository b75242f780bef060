package scheduler

import (
	"context"
	"errors"
	"fmt"

	"duban/ledger"
)

// wake lets work go on whose suspension is over: one commit for each, before the digests
// say so.
func (t *turn) wake(ctx context.Context) error {
	found, err := t.Book.TasksInEach(ctx, ledger.Page{Range: ledger.WakingRange(t.today), Limit: digestReads})
	if err != nil {
		return fmt.Errorf("suspensions that are over: %w", err)
	}
	for _, task := range found[0] {
		resumed, ok := task.Wake(t.now)
		if !ok {
			continue
		}
		on, err := t.goOn(ctx, resumed.Task)
		if err != nil {
			return err
		}
		_, err = t.Book.Commit(ctx, ledger.Change{
			Cause: "resume:" + string(task.ID) + ":" + t.today.String(), At: t.now,
			Put: append(on.Put, on.Task), Entries: append(resumed.Entries, on.Entries...),
		})
		if err != nil && !errors.Is(err, ledger.ErrStale) { // somebody was faster, and decided on it
			return fmt.Errorf("%s: %w", task.ID, err)
		}
	}
	return nil
}

// goOn moves what waits on a task that goes on.
func (t *turn) goOn(ctx context.Context, task ledger.Task) (ledger.WentOn, error) {
	var matters []ledger.Matter
	var notices []ledger.Notice
	var err error
	if len(task.Waiting) > 0 {
		if matters, _, err = t.Book.MattersIn(ctx, ledger.Page{Range: ledger.MattersOf(task.ID), Limit: digestReads}); err != nil {
			return ledger.WentOn{}, fmt.Errorf("what waits on %s: %w", task.ID, err)
		}
	}
	if len(task.Running()) > 0 {
		if notices, _, err = t.Book.NoticesIn(ctx, ledger.Page{Range: ledger.NoticesOf(task.ID), Limit: digestReads}); err != nil {
			return ledger.WentOn{}, fmt.Errorf("notices on %s: %w", task.ID, err)
		}
	}
	return task.GoOn(matters, notices, t.now, t.Quiet.Calendar), nil
}
