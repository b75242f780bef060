package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// pageSize is how many tasks one answer lists.
const pageSize = 15

// listTasks lists what is open for the asker's unit, the nearest limit first: 任务, 任务 2.
func listTasks(ctx context.Context, a *ask) (ledger.Change, error) {
	if saysSomething(a.args) {
		return a.take(ctx, a.lines(a.args, nil)) // 任务17进展80%
	}
	if change, taken, err := a.tasksOf(ctx); taken || err != nil {
		return change, err
	}
	page, err := a.tasksPage()
	if err != nil {
		return ledger.Change{}, err
	}
	units, err := a.listedUnits()
	if err != nil {
		return ledger.Change{}, err
	}
	var lists []texts.UnitTasks
	var about []ledger.TaskID
	list := func(unit ledger.UnitID, scope ledger.Scope, handed bool) error {
		ask := ledger.Page{Range: ledger.OpenRange(scope), Offset: int64(page-1) * pageSize, Limit: pageSize}
		open, total, err := a.h.Book.TasksIn(ctx, ask)
		if err != nil {
			return fmt.Errorf("handlers: tasks of %s: %w", unit, err)
		}
		if total > 0 || !handed {
			lists = append(lists, texts.UnitTasks{Unit: unit, Tasks: open, Total: total, Page: page, First: len(about) + 1, Handed: handed})
			about = append(about, ids(open)...)
		}
		return nil
	}
	for _, unit := range units {
		if err := list(unit, ledger.ScopePart(unit), false); err != nil {
			return ledger.Change{}, err
		}
		if slices.Contains(a.Person.Mandates, unit) {
			if err := list(unit, ledger.ScopeHanded(unit), true); err != nil {
				return ledger.Change{}, err
			}
		}
	}
	return ledger.Change{Answer: ledger.Reply{
		Text:  texts.Tasks(lists, a.today),
		About: ledger.About{Tasks: about},
	}}, nil
}

// tasksPage is the page of the list that is asked for.
func (a *ask) tasksPage() (int, error) {
	args := strings.TrimSpace(a.args)
	if args == "" {
		return 1, nil
	}
	page, err := strconv.Atoi(args)
	if err != nil || page < 1 || page > 10000 {
		return 0, a.form(firstWord(args))
	}
	return page, nil
}

// tasksOf takes 任务 住建局: one's own unit goes without saying, another one's tasks are looked up.
func (a *ask) tasksOf(ctx context.Context) (change ledger.Change, taken bool, err error) {
	word := strings.TrimSpace(a.args)
	if word == "" || !strings.HasPrefix(strings.TrimLeft(word, "0123456789 "), word) {
		return ledger.Change{}, false, nil
	}
	unit, err := a.unit(ctx, word)
	if _, refused := errors.AsType[*ledger.Refusal](err); refused {
		return ledger.Change{}, false, nil // the form is shown
	}
	switch {
	case err != nil:
		return ledger.Change{}, true, err
	case slices.Contains(a.Person.Units(a.today), unit):
		a.args = ""
		return ledger.Change{}, false, nil
	}
	a.word = "find"
	change, err = a.run(ctx, a.h.named("find"))
	return change, true, err
}

// listedUnits are the asker's units whose tasks may be listed in this chat: in a unit's
// group only that unit's, since even the number of the others is not for everybody.
func (a *ask) listedUnits() ([]ledger.UnitID, error) {
	units := a.Person.Units(a.today)
	if a.wide() {
		return units, nil
	}
	if here := a.here(); here.Audience == ledger.AudienceUnit && slices.Contains(units, here.Unit) {
		return []ledger.UnitID{here.Unit}, nil
	}
	return nil, refused(ledger.ReasonNotInGroup, "")
}

func ids(tasks []ledger.Task) []ledger.TaskID {
	all := make([]ledger.TaskID, len(tasks))
	for i, t := range tasks {
		all[i] = t.ID
	}
	return all
}
