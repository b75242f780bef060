package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// reopen takes up a completed or closed task again: 重启 17 理由, and with another
// percentage and a new limit: 重启 17 60 9月30日 理由.
func reopen(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionReopen)
	if err != nil {
		return ledger.Change{}, err
	}
	again := a.reopening(words)
	reopened, refusal := t.Reopen(again)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.takenUp(ctx, reopened, again.Why)
}

// recheck records a look back at what was struck off: 回头看 17 合格 说明, or 回头看 17 反弹
// 说明, which reopens the task.
func recheck(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionRecheck)
	if err != nil {
		return ledger.Change{}, err
	}
	finding, rest := firstOf(words)
	switch finding {
	case "合格", "无反弹", "未反弹":
		checked, refusal := t.TakeRecheck(a.Person, a.At, rest, a.Files)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		return ledger.Change{
			Put: []ledger.Record{checked.Task}, Entries: checked.Entries,
			Answer: ledger.Reply{Text: texts.Rechecked(checked.Task), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
		}, nil
	case "反弹", "不合格":
		again := a.reopening(rest)
		relapsed, refusal := t.Relapse(again, a.Files)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		return a.takenUp(ctx, relapsed, again.Why)
	default:
		return ledger.Change{}, a.form("")
	}
}

// firstOf cuts the first word off, however it is set apart.
func firstOf(words string) (first, rest string) {
	const between = " \n，,：:；;"
	words = strings.TrimSpace(words)
	if at := strings.IndexAny(words, between); at >= 0 {
		return words[:at], strings.TrimSpace(strings.TrimLeft(words[at:], between))
	}
	return words, ""
}

// reopening reads [百分比] [新的时限] 理由.
func (a *ask) reopening(words string) ledger.Reopen {
	again := ledger.Reopen{By: a.Person, At: a.At, Percent: ledger.NoPercent, Why: words}
	if said, rest, ok := ledger.LeadingPercent(words); ok {
		again.Percent, again.Why = said, rest
	}
	if day, rest, ok := a.dayFirst(again.Why); ok {
		again.Due, again.Why = day, rest
	}
	return again
}

// takenUp stores a reopened task, ends what waited on it and tells its units at once.
func (a *ask) takenUp(ctx context.Context, reopened ledger.Promised, why string) (ledger.Change, error) {
	t, put, entries, err := a.void(ctx, reopened.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	now, merged, err := a.renamed(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	t = now[0]
	change := ledger.Change{Put: append(put, t), Entries: slices.Concat(reopened.Entries, entries, merged)}
	before := len(change.Entries)
	if err := a.sendUnits(ctx, &change, t, texts.ReopenedToUnit(t, why, a.today), "reopen", ledger.OccasionReopened); err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{
		Text:  texts.ReopenedToOffice(t, a.today, len(change.Entries) == before),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}
	return change, nil
}

// renamed are tasks with the units of today: a merger moves what is in the book, and not what was
// only proposed.
func (a *ask) renamed(ctx context.Context, tasks ...ledger.Task) ([]ledger.Task, []ledger.Entry, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("handlers: units: %w", err)
	}
	tasks = slices.Clone(tasks)
	var entries []ledger.Entry
	for _, m := range ledger.Mergers(units, a.Person, a.At) {
		for i, t := range tasks {
			if t.Names(m.From) {
				moved := t.MoveUnit(m, nil, nil)
				tasks[i], entries = moved.Task, append(entries, moved.Entries...)
			}
		}
	}
	return tasks, entries, nil
}
