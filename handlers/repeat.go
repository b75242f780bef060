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
		if len(known) > 0 {
			found = append(found, texts.RepeatedRow{Row: fresh[i].Row, Task: known[0]})
		}
	}
	return found, nil
}

// repeating links a proposed task to the ended one that came back by it: 反弹 3.
func (a *ask) repeating(ctx context.Context, p ledger.Proposal, number ledger.TaskNumber) (ledger.Change, error) {
	old, err := a.task(ctx, number, ledger.ActionShow)
	if err != nil {
		return ledger.Change{}, err
	}
	t, refusal := p.Tasks[0].Repeats(old)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.propose(ctx, p, t)
}

// repeated keeps with the ended tasks by which new ones they came back.
func (a *ask) repeated(ctx context.Context, change ledger.Change, tasks []ledger.Task) (ledger.Change, error) {
	for _, t := range tasks {
		if t.RepeatOf == "" {
			continue
		}
		found, err := a.tasks(ctx, []ledger.TaskID{t.RepeatOf})
		if err != nil || len(found) == 0 {
			return ledger.Change{}, fmt.Errorf("handlers: task %s: %w", t.RepeatOf, err)
		}
		done := found[0].RepeatedBy(t.ID, a.Person, a.At)
		change.Put, change.Entries = append(change.Put, done.Task), append(change.Entries, done.Entries...)
		change.Answer.Text += texts.LinkedTo(found[0])
	}
	return change, nil
}
