package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// The bounds of what is said of tasks that new ones may be once more.
const (
	repeatsShown  = 3  // of one task
	repeatsLooked = 10 // tasks of which it is said
)

// repeats are the tasks that each of some proposed ones may be once more. One question tells how
// many there are, and few are read.
func (a *ask) repeats(ctx context.Context, proposed ...ledger.Task) ([][]ledger.Task, error) {
	if len(proposed) == 0 {
		return nil, nil
	}
	ranges := make([]ledger.Range, len(proposed))
	for i, t := range proposed {
		ranges[i] = ledger.TitleRange(t.Title)
	}
	counts, _, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return nil, fmt.Errorf("handlers: tasks of the same title: %w", err)
	}
	all, looked := make([][]ledger.Task, len(proposed)), 0
	for i, n := range counts {
		if n == 0 || looked == repeatsLooked {
			continue
		}
		looked++
		found, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ranges[i], Limit: repeatsShown, Descending: true})
		if err != nil {
			return nil, fmt.Errorf("handlers: tasks of the same title: %w", err)
		}
		all[i] = slices.DeleteFunc(found, func(t ledger.Task) bool { return a.may(ledger.ActionShow, t) != nil })
	}
	return all, nil
}

// repeatsRows is of how many new rows of a file it is looked whether they are tasks once more.
const repeatsRows = 2000

// repeatedRows are the new rows of a file that may be tasks of the book once more.
func (a *ask) repeatedRows(ctx context.Context, rows []ImportRow) ([]texts.RepeatedRow, error) {
	var fresh []ImportRow
	var tasks []ledger.Task
	for _, row := range rows {
		if row.Action == ledger.ImportNew && len(tasks) < repeatsRows {
			fresh, tasks = append(fresh, row), append(tasks, ledger.Task{Title: row.Title})
		}
	}
	again, err := a.repeats(ctx, tasks...)
	if err != nil {
		return nil, err
	}
	var found []texts.RepeatedRow
	for i, known := range again {
		if len(known) > 0 && known[0].ID != fresh[i].RepeatOf {
			found = append(found, texts.RepeatedRow{Row: fresh[i].Row, Task: known[0]})
		}
	}
	return found, nil
}

// repeating links a proposed task to the ended one that came back by it: 反弹 3.
func (a *ask) repeating(ctx context.Context, p ledger.Proposal, number ledger.TaskNumber) (ledger.Change, error) {
	t, err := a.linked(ctx, p.Tasks[0], number)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.propose(ctx, p, t)
}

// linked is a proposed task as the return of the ended one of that number.
func (a *ask) linked(ctx context.Context, t ledger.Task, number ledger.TaskNumber) (ledger.Task, error) {
	old, err := a.task(ctx, number, ledger.ActionShow)
	if err != nil {
		return ledger.Task{}, err
	}
	linked, refusal := t.Repeats(old)
	if refusal != nil {
		return ledger.Task{}, refusal
	}
	return linked, nil
}

// returning keeps with the ended tasks by which those of a change they came back. Every commit that may
// register a task passes here.
func returning(ctx context.Context, book families, change ledger.Change, by ledger.PersonID) (ledger.Change, []ledger.Task, error) {
	var linked []ledger.Task
	olds, news := change.Returns()
	for i, id := range olds {
		old, n, err := parentIn(ctx, book, change.Put, id)
		if err != nil {
			return ledger.Change{}, nil, err
		}
		if old.ID == "" {
			continue
		}
		at := change.Entries[0].At
		done := old.RepeatedBy(news[i], ledger.Person{ID: by}, at)
		if n >= 0 {
			change.Put[n] = done.Task
		} else {
			change.Put = append(change.Put, done.Task)
		}
		change.Entries = append(change.Entries, done.Entries...)
		linked = append(linked, done.Task)
	}
	return change, linked, nil
}

// repeated keeps that with the ended tasks, and says so.
func (a *ask) repeated(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	change, linked, err := returning(ctx, a.h.Book, change, a.From)
	for i, old := range linked {
		if !slices.ContainsFunc(linked[:i], func(t ledger.Task) bool { return t.ID == old.ID }) {
			change.Answer.Text += texts.LinkedTo(old)
		}
	}
	return change, err
}

// stillEnded takes the link off proposed tasks whose ended one was taken up again since it was said;
// those are named in the answer, since the new task may be one too many.
func (a *ask) stillEnded(ctx context.Context, tasks []ledger.Task) (kept, loose []ledger.Task, err error) {
	kept = slices.Clone(tasks)
	for i, t := range kept {
		if t.RepeatOf == "" {
			continue
		}
		found, err := a.tasks(ctx, []ledger.TaskID{t.RepeatOf})
		switch {
		case err != nil:
			return nil, nil, fmt.Errorf("handlers: task %s: %w", t.RepeatOf, err)
		case len(found) == 0: // tasks are never taken away
			return nil, nil, fmt.Errorf("handlers: task %s is not there", t.RepeatOf)
		}
		if _, refusal := t.Repeats(found[0]); refusal != nil {
			kept[i].RepeatOf, loose = "", append(loose, found[0])
		}
	}
	return kept, loose, nil
}
