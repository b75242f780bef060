package handlers

import (
	"context"
	"fmt"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// claim asks the office for a task that nobody leads: 认领 17, or 认领 1 in reply to the
// list. Without a number it lists those tasks, by their titles only: 认领.
func claim(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" && len(a.about()) != 1 {
		return a.listUnled(ctx)
	}
	number := ledger.ReadReport(a.args, true).Task
	if number.IsZero() && strings.TrimSpace(a.args) != "" {
		return ledger.Change{}, a.form(firstWord(a.args))
	}
	if id := lineTask(number.N, a.about()); number.Code == "" && id != "" {
		number = ledger.TaskNumber{Code: id}
	}
	if number.IsZero() {
		number = ledger.TaskNumber{Code: a.about()[0]}
	}
	t, err := a.task(ctx, number, ledger.ActionClaim)
	if err != nil {
		return ledger.Change{}, err
	}
	words := strings.TrimSpace(ledger.AfterNumber(a.args))
	unit := a.claiming(words)
	applied, err := a.applying(ledger.Applying{
		By: a.Person, At: a.At, Text: strings.TrimSpace(strings.TrimPrefix(words, string(unit))), Files: a.Files,
		AnswerBy: a.h.Calendar.After(a.today, ledger.ExtensionAnswer),
	}, func(asked ledger.Applying) (ledger.Applied, *ledger.Refusal) { return t.ApplyClaim(unit, asked) })
	if err != nil {
		return ledger.Change{}, err
	}
	return a.apply(ctx, applied)
}

// claiming is the unit that wants the task: the one of the group, or the one with which the
// words begin, of those for which the asker speaks; else the first of these.
func (a *ask) claiming(words string) ledger.UnitID {
	var first ledger.UnitID
	for _, unit := range a.Person.Units(a.today) {
		if unit == a.here().Unit || strings.HasPrefix(words, string(unit)) {
			return unit
		}
		if first == "" {
			first = unit
		}
	}
	return first
}

// listUnled lists the tasks that nobody leads.
func (a *ask) listUnled(ctx context.Context) (ledger.Change, error) {
	found, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.UnledRange(), Limit: pageSize})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: tasks that nobody leads: %w", err)
	}
	return ledger.Change{Answer: ledger.Reply{Text: texts.Unled(found, total), About: ledger.About{Tasks: ids(found)}}}, nil
}
