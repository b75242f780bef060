package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/ledger"
	"duban/texts"
)

// divide gives each of several units a task of its own out of one: 分解 17 坪石镇、九峰镇, or
// 分解 17 各镇（街道）. The units hear of it in their next digest.
func divide(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionAssign)
	if err != nil {
		return ledger.Change{}, err
	}
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, a.form("")
	}
	said, err := a.proposed(ctx, []ledger.Cell{{Field: ledger.FieldLead, Text: strings.Trim(words, " ，,；;、")}})
	if err != nil {
		return ledger.Change{}, err
	}
	counter, err := a.h.Book.Counter(ctx, ledger.CounterOfTasks(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: counter: %w", err)
	}
	done, refusal := t.Divide(ledger.Dividing{By: a.Person, At: a.At, Units: said.Lead, Counter: counter})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	parent, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	put = append(put, parent, done.Counter)
	for _, child := range done.Children {
		put = append(put, child)
	}
	change := ledger.Change{Put: put, Entries: append(done.Entries, entries...)}
	told, err := a.tellPressing(ctx, &change, ids(done.Children)...)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.Divided(parent, done.Children, told) + a.heardLate(told), About: ledger.About{Tasks: ids(done.Children)}}
	return a.toldOffice(ctx, change, t.Issues(a.Person, a.today), texts.HandedToOffice(a.Person.Name, done.Children))
}

// families is what it takes to let parents follow their children.
type families interface {
	deciding
	Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error)
}

// following lets the parents of all tasks that a change puts move with them, in the same
// commit. Every commit that may move a child's percentage, its end or its lead passes here:
// those of people, of imports and of mergers. The clock's do not: what rests, what was told
// and what is struck off stays as far as it was.
func following(ctx context.Context, book families, change ledger.Change, at time.Time, cal ledger.Calendar) (ledger.Change, error) {
	var parents []ledger.TaskID
	children := map[ledger.TaskID][]ledger.Task{}
	for _, record := range change.Put {
		if t, ok := record.(ledger.Task); ok && t.Parent != "" {
			if children[t.Parent] == nil {
				parents = append(parents, t.Parent)
			}
			children[t.Parent] = append(children[t.Parent], t)
		}
	}
	for _, id := range parents {
		parent, n, err := parentIn(ctx, book, change.Put, id)
		if err != nil {
			return ledger.Change{}, err
		}
		done, moves := parent.Follow(children[id], at, cal.After(ledger.DateOf(at), ledger.ReviewAnswer))
		if !moves {
			continue
		}
		t, put, entries, err := voidMoot(ctx, book, done.Task, at)
		if err != nil {
			return ledger.Change{}, err
		}
		if n >= 0 {
			change.Put[n] = t
		} else {
			change.Put = append(change.Put, t)
		}
		for _, m := range done.Matters {
			change.Put = append(change.Put, m)
		}
		change.Put, change.Entries = append(change.Put, put...), slices.Concat(change.Entries, done.Entries, entries)
	}
	return change, nil
}

// parentIn is a parent as the change puts it, with its place there, or else as it is stored
// (-1). One that is not there has no children, so nothing of it moves.
func parentIn(ctx context.Context, book families, put []ledger.Record, id ledger.TaskID) (ledger.Task, int, error) {
	for n, record := range put {
		if t, ok := record.(ledger.Task); ok && t.ID == id {
			return t, n, nil
		}
	}
	found, err := book.Tasks(ctx, id)
	if err != nil {
		return ledger.Task{}, -1, fmt.Errorf("handlers: parent %s: %w", id, err)
	}
	if len(found) == 0 {
		return ledger.Task{}, -1, nil
	}
	return found[0], -1, nil
}
