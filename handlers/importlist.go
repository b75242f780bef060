package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/ledger"
)

// WhichList says that nothing was imported: only who knows the file can say whether it is a
// list that the book has, under another name, or a new one.
type WhichList struct {
	Own  string // the list that the file itself says
	Like ledger.Likeness
}

func (w *WhichList) Error() string {
	return fmt.Sprintf("handlers: is %q the list %q again? %d of %d rows are", w.Own, w.Like.List, w.Like.Like, w.Like.Rows)
}

// The bounds of the search for a list of another name.
const (
	likeRows  = 200 // so many rows of a file are looked for, spread over it
	likeTasks = 100 // among so many tasks each
	likeLists = 3   // and the lists that have most of them are compared whole
)

// matched are the tasks that the rows may be about. Rows of a list that the book does not
// know are first looked for in the other lists: a file that was saved under another name
// must not make all of its tasks a second time.
func (i *importing) matched(ctx context.Context, drafts []ledger.Draft) ([]ledger.Task, error) {
	existing, err := i.existing(ctx, drafts)
	known := func(t ledger.Task) bool { return t.List == i.result.List }
	if err != nil || i.input.List != "" || slices.ContainsFunc(existing, known) {
		return existing, err
	}
	if i.result.Like, err = i.alike(ctx, drafts); err != nil {
		return nil, err
	}
	switch like := i.result.Like; {
	case like.Again():
		i.result.List = like.List
		for n, draft := range drafts {
			drafts[n] = draft.In(like.List)
		}
		return i.existing(ctx, drafts)
	case like.Unsure():
		return nil, &WhichList{Own: i.result.Own, Like: like}
	}
	return existing, nil
}

// alike compares the rows with the lists that have tasks like them, and is the likeness to
// the one that has most.
func (i *importing) alike(ctx context.Context, drafts []ledger.Draft) (ledger.Likeness, error) {
	var rows []int
	for n := range drafts {
		if drafts[n].Unlisted() {
			rows = append(rows, n)
		}
	}
	hits := map[string]int{}
	var lists []string
	for n := 0; n < len(rows); n += 1 + len(rows)/likeRows {
		draft := drafts[rows[n]]
		tasks, err := i.book.TasksWithWords(ctx, ledger.Bigrams(draft.Task.Title), likeTasks)
		if err != nil {
			return ledger.Likeness{}, fmt.Errorf("handlers: lists like %q: %w", i.result.List, err)
		}
		for _, t := range tasks {
			if t.List == "" || !draft.Like(t) {
				continue
			}
			if hits[t.List] == 0 {
				lists = append(lists, t.List)
			}
			hits[t.List]++
		}
	}
	slices.SortFunc(lists, func(a, b string) int {
		return cmp.Or(hits[b]-hits[a], cmp.Compare(a, b))
	})
	return i.mostAlike(ctx, drafts, lists[:min(len(lists), likeLists)])
}

func (i *importing) mostAlike(ctx context.Context, drafts []ledger.Draft, lists []string) (ledger.Likeness, error) {
	var most ledger.Likeness
	for _, list := range lists {
		tasks, err := i.inList(ctx, nil, list)
		if err != nil {
			return most, err
		}
		like := ledger.MeasureLikeness(drafts, list, tasks)
		if like.Same > most.Same || like.Same == most.Same && like.Like > most.Like {
			most = like
		}
	}
	return most, nil
}
