package main

import (
	"context"
	"maps"
	"slices"

	"duban/ledger"
	"duban/store"
)

// listen lets the model hear what the book wrote since, and holds every task of which it
// spoke to where it should stand. It gives back the new blocks.
func (l *life) listen() []store.Block {
	l.t.Helper()
	ctx := context.WithoutCancel(l.t.Context())
	if l.model == nil {
		l.model = newOracle(func(id ledger.TaskID) (ledger.Task, bool) {
			found, err := l.book.Tasks(ctx, id)
			return append(found, ledger.Task{})[0], err == nil && len(found) > 0
		})
	}
	var all []store.Block
	for {
		blocks, err := l.book.Entries(ctx, l.model.heard, 500)
		if err != nil {
			l.t.Fatal(err)
		}
		if len(blocks) == 0 {
			break
		}
		all = append(all, blocks...)
		for _, b := range blocks {
			for _, problem := range l.model.hear(b) {
				l.t.Errorf("seed %d: %s", l.seed, problem)
			}
		}
	}
	if len(l.model.touched) == 0 {
		return all
	}
	found, err := l.book.Tasks(ctx, slices.Sorted(maps.Keys(l.model.touched))...)
	if err != nil {
		l.t.Fatal(err)
	}
	clear(l.model.touched)
	for _, t := range found {
		for _, problem := range l.model.see(t) {
			l.t.Errorf("seed %d: %s: %s", l.seed, t.ID, problem)
		}
	}
	return all
}
