package handlers

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// depart ends a post from today on: 离任 张三, 离任 住建局 联络员 张三. Whoever left is a
// stranger from then on, and is not addressed.
func depart(ctx context.Context, a *ask) (ledger.Change, error) {
	w, err := a.whose(ctx, strings.Fields(a.args))
	if err != nil {
		return ledger.Change{}, err
	}
	p, post, err := a.holder(ctx, w)
	if err != nil {
		return ledger.Change{}, err
	}
	left, entries, refusal := p.Depart(ledger.Ending{By: a.Person, At: a.At, Post: post})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	silent, err := a.silentWithout(ctx, left, post.Unit)
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: []ledger.Record{left}, Entries: entries}
	orphans, err := a.orphans(ctx, &change, left, post)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.Departed(left, post, len(entries)-1, silent, a.today) + texts.Orphaned(orphans)}
	return change, nil
}

// orphans puts before the office what waits at a desk where nobody sits any more, once a
// person has left a post: nobody else could decide it.
func (a *ask) orphans(ctx context.Context, change *ledger.Change, left ledger.Person, post ledger.Post) ([]ledger.Matter, error) {
	var moved []ledger.Matter
	tasks := map[ledger.TaskID]ledger.Task{} // on one several matters may wait
	for _, desk := range post.Desks() {
		if desk.Mark() == "" {
			continue // the office's, which is never without anybody
		}
		persons, err := a.personsWithout(ctx, left, desk.Mark())
		if err != nil {
			return nil, err
		}
		if ledger.Seated(persons, desk, a.today) {
			continue
		}
		waiting, _, err := a.h.Book.MattersIn(ctx, ledger.Page{Range: ledger.QueueRange(desk), Limit: -1})
		if err != nil {
			return nil, fmt.Errorf("handlers: what waits at %s: %w", desk, err)
		}
		for _, m := range slices.DeleteFunc(waiting, func(m ledger.Matter) bool { return !m.Orphaned() }) {
			t, err := a.unseating(ctx, tasks, m)
			if err != nil {
				return nil, err
			}
			t, is, entry := t.Unseat(m, a.Person, a.At)
			if t.ID != "" {
				tasks[t.ID] = t
			}
			change.Put, change.Entries, moved = append(change.Put, is), append(change.Entries, entry), append(moved, is)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(tasks)) {
		change.Put = append(change.Put, tasks[id])
	}
	return moved, nil
}

// unseating is the task of a matter as those before it have left it; none: it is a bulletin's.
func (a *ask) unseating(ctx context.Context, tasks map[ledger.TaskID]ledger.Task, m ledger.Matter) (ledger.Task, error) {
	if t, ok := tasks[m.Task]; ok || m.Task == "" {
		return t, nil
	}
	found, err := a.h.Book.Tasks(ctx, m.Task)
	if err != nil || len(found) == 0 {
		return ledger.Task{}, fmt.Errorf("handlers: task %s of %s: %w", m.Task, m.ID, cmp.Or(err, ledger.ErrStale))
	}
	return found[0], nil
}

// personsWithout are those under a mark, once a person has left a post.
func (a *ask) personsWithout(ctx context.Context, left ledger.Person, mark string) ([]ledger.Person, error) {
	persons, err := a.persons(ctx, mark)
	if err != nil {
		return nil, err
	}
	for i := range persons {
		if persons[i].ID == left.ID {
			persons[i] = left
		}
	}
	return persons, nil
}

// silentWithout reports whether nobody is told any more what concerns a unit, once a person
// has left it.
func (a *ask) silentWithout(ctx context.Context, left ledger.Person, unit ledger.UnitID) (bool, error) {
	if unit == "" {
		return false, nil
	}
	persons, err := a.personsWithout(ctx, left, ledger.SpeakersMark(unit))
	if err != nil {
		return false, err
	}
	return len(ledger.Speakers(persons, unit, a.today)) == 0, nil
}
