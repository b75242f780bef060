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
		_, err := t.Book.Commit(ctx, ledger.Change{
			Cause: "resume:" + string(task.ID) + ":" + t.today.String(), At: t.now,
			Put: []ledger.Record{resumed.Task}, Entries: resumed.Entries,
		})
		if err != nil && !errors.Is(err, ledger.ErrStale) { // somebody was faster, and decided on it
			return fmt.Errorf("%s: %w", task.ID, err)
		}
	}
	return nil
}
