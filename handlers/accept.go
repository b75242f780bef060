package handlers

import (
	"context"
	"fmt"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// accept signs for the receipt of tasks: 签收 17, 签收 1、2、5 or 签收 全部; 签收 as a
// reply, or where the unit has a single task to sign for. All that can be signed is signed in one commit.
func accept(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.TrimSpace(a.args)
	if strings.Contains(a.word, "全部") {
		words = "全部"
	}
	switch ids := a.about(); {
	case isAll(words) && len(ids) > 0:
		return a.acceptAll(ctx, codes(ids), true)
	case words == "" && len(ids) == 1:
		return a.acceptAll(ctx, codes(ids), false)
	case isAll(words) || words == "" && len(ids) == 0:
		unsigned, err := a.unsigned(ctx)
		if err != nil {
			return ledger.Change{}, err
		}
		if len(unsigned) > 1 && words == "" {
			return ledger.Change{}, a.form("")
		}
		return a.acceptAll(ctx, codes(unsigned), true)
	case words == "" && len(ids) > 1:
		return ledger.Change{}, refused(ledger.ReasonWhichAccept, "")
	}
	numbers, ok := ledger.ReadTaskNumbers(words)
	if !ok || len(numbers) > maxLines {
		return ledger.Change{}, a.form(words)
	}
	for i, n := range numbers {
		if id := lineTask(n.N, a.about()); n.Code == "" && id != "" {
			numbers[i] = ledger.TaskNumber{Code: id}
		}
	}
	return a.acceptAll(ctx, numbers, false)
}

func isAll(words string) bool {
	switch strings.Trim(words, "。.! ") {
	case "全部", "都", "所有", "全部任务", "以上全部", "以上":
		return true
	}
	return false
}

func codes(ids []ledger.TaskID) []ledger.TaskNumber {
	numbers := make([]ledger.TaskNumber, len(ids))
	for i, id := range ids {
		numbers[i] = ledger.TaskNumber{Code: id}
	}
	return numbers
}

// unsigned are the tasks for which the asker's units have not signed.
func (a *ask) unsigned(ctx context.Context) ([]ledger.TaskID, error) {
	units, err := a.listedUnits()
	if err != nil {
		return nil, err
	}
	var found []ledger.TaskID
	for _, unit := range units {
		tasks, _, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.UnsignedAll(ledger.ScopeLead(unit)), Limit: maxLines})
		if err != nil {
			return nil, fmt.Errorf("handlers: what %s has not signed: %w", unit, err)
		}
		found = append(found, ids(tasks)...)
	}
	return found, nil
}

// acceptAll signs for each of the tasks. Of 全部 only those count that still have to be
// signed; of tasks that were named each is answered.
func (a *ask) acceptAll(ctx context.Context, numbers []ledger.TaskNumber, onlyOpen bool) (ledger.Change, error) {
	var change ledger.Change
	var signed []ledger.Task
	var refusals []*ledger.Refusal
	seen := map[ledger.TaskID]bool{}
	for _, number := range numbers {
		t, err := a.task(ctx, number, ledger.ActionAccept)
		refusal, isRefusal := err.(*ledger.Refusal) //nolint:errorlint // task returns a refusal as it is
		if err != nil && !isRefusal {
			return ledger.Change{}, err
		}
		var done ledger.Accepted
		if refusal == nil {
			if seen[t.ID] {
				continue
			}
			seen[t.ID] = true
			done, refusal = t.TakeAcceptance(a.Person, a.At)
		}
		switch {
		case refusal == nil:
			change.Put = append(change.Put, done.Task)
			change.Entries = append(change.Entries, done.Entries...)
			signed = append(signed, done.Task)
		case !onlyOpen:
			refusals = append(refusals, refusal)
		}
	}
	switch {
	case len(signed) == 0 && len(refusals) > 0 && len(numbers) == 1:
		return ledger.Change{}, refusals[0]
	case len(signed)+len(refusals) == 0:
		return ledger.Change{}, refused(ledger.ReasonNoAccept, "")
	}
	change.Answer = ledger.Reply{Text: texts.Accepted(signed, refusals, a.exampleWith(ctx, refusals), a.today), About: ledger.About{Tasks: ids(signed)}}
	return change, nil
}

// exampleWith asks for an example only where something was refused.
func (a *ask) exampleWith(ctx context.Context, refusals []*ledger.Refusal) texts.Example {
	if len(refusals) == 0 {
		return texts.Example{}
	}
	return a.exampleOf(ctx, refusals[0])
}

// acceptPressed is 签收 under a message: it counts once.
func acceptPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	return a.acceptAll(ctx, codes([]ledger.TaskID{ledger.TaskID(about)}), false)
}
