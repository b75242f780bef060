package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
)

// earlier are the tasks of which rows of a file say that they came back (反弹).
func (i *importing) earlier(ctx context.Context, drafts []ledger.Draft) (map[ledger.TaskID]ledger.Task, error) {
	var ids []ledger.TaskID
	known := map[ledger.TaskID]ledger.Task{}
	for _, draft := range drafts {
		if id := draft.Task.RepeatOf; id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), importPage) {
		found, err := i.book.Tasks(ctx, some...)
		if err != nil {
			return nil, fmt.Errorf("handlers: tasks that came back: %w", err)
		}
		for _, t := range found {
			known[t.ID] = t
		}
	}
	return known, nil
}
