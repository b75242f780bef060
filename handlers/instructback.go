package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// undoInstruction begins what the button 撤销 under a leader's words carries.
const undoInstruction = "批示/"

// instructed are the tasks on which the asker wrote lately, and his wishes, the newest first.
type instructedLately struct {
	tasks  []ledger.Task
	wishes []ledger.Matter
}

// lately reads what the asker wrote as a leader: within the time in which it can be withdrawn,
// with some more for a kind refusal.
func (a *ask) lately(ctx context.Context) (instructedLately, error) {
	since := a.Said.Add(-2 * ledger.UndoWithin).UnixMilli()
	page := ledger.Page{Range: ledger.Range{Mark: ledger.InstructedMark(a.From), Min: since, Max: a.At.UnixMilli() + 1}, Limit: maxLines}
	tasks, _, err := a.h.Book.TasksIn(ctx, page)
	if err != nil {
		return instructedLately{}, fmt.Errorf("handlers: what %d wrote: %w", a.From, err)
	}
	page.Mark = ledger.WishedMark(a.From)
	wishes, _, err := a.h.Book.MattersIn(ctx, page)
	if err != nil {
		return instructedLately{}, fmt.Errorf("handlers: what %d asked for: %w", a.From, err)
	}
	return instructedLately{tasks: tasks, wishes: wishes}, nil
}

// undoInstructed withdraws what the asker wrote last as a leader: on the task that is named or
// replied to, else the newest of all, with whatever came in the same message. false: he who
// also reports for a unit wrote nothing, and means his report.
func (a *ask) undoInstructed(ctx context.Context) (ledger.Change, bool, error) {
	reports := ledger.May(a.Person, ledger.ActionReport, a.today) == nil
	found, err := a.lately(ctx)
	if err != nil {
		return ledger.Change{}, false, err
	}
	only, err := a.undoOnly()
	if err != nil {
		return ledger.Change{}, false, err
	}
	var last ledger.Instruction
	var wish ledger.Matter
	for _, t := range found.tasks {
		if i, ok := t.LastInstruction(a.From); ok && (only.IsZero() || names(only, t.ID)) && i.At.After(last.At) {
			last = i
		}
	}
	for _, m := range found.wishes {
		if only.IsZero() && m.At.After(cmp.Or(wish.At, last.At)) && m.At.After(last.At) {
			wish = m
		}
	}
	switch {
	case wish.ID != "":
		change, err := a.undoWish(wish)
		return change, true, err
	case last.From != "":
		change, err := a.undoFrom(ctx, found.tasks, last.From)
		return change, true, err
	case reports:
		return ledger.Change{}, false, nil
	}
	return ledger.Change{}, false, refused(ledger.ReasonUndoRemark, "")
}

// undoOnly is the task whose instruction is meant, where one is named.
func (a *ask) undoOnly() (ledger.TaskNumber, error) {
	words := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(a.args), "批示"))
	if words == "" {
		if about := a.about(); len(about) == 1 {
			return ledger.TaskNumber{Code: about[0]}, nil
		}
		return ledger.TaskNumber{}, nil
	}
	number, ok := ledger.ReadTaskNumber(words)
	if !ok {
		return ledger.TaskNumber{}, a.form(firstWord(words))
	}
	return number, nil
}

func (a *ask) undoWish(m ledger.Matter) (ledger.Change, error) {
	m, entry, refusal := m.UndoWish(a.Person, a.Said)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{Put: []ledger.Record{m}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{Text: texts.WishUndone(m)}}, nil
}

// undoFrom withdraws all that came with one message; the units that were told get a line.
func (a *ask) undoFrom(ctx context.Context, tasks []ledger.Task, from string) (ledger.Change, error) {
	var change ledger.Change
	var said []string
	for _, t := range tasks {
		if !slices.ContainsFunc(t.Instructions, func(i ledger.Instruction) bool { return i.From == from && i.Withdrawn.IsZero() }) {
			continue
		}
		done, refusal := t.UndoInstruction(a.Person, a.Said, from)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		send, missing, err := a.toUnits(ctx, done.Task, texts.InstructionBack(done.Task, done.Instruction), "undo", ledger.OccasionInstructed)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put, change.Entries = append(change.Put, done.Task), append(append(change.Entries, done.Entries...), missing...)
		change.Send, said = append(change.Send, send...), append(said, texts.InstructionUndone(done.Task, len(send) > 0))
		change.Answer.About.Tasks = append(change.Answer.About.Tasks, t.ID)
	}
	change.Send, change.Answer.Text = numberedSend(a.Cause, change.Send), strings.Join(said, "\n")
	return change, nil
}

// instructAnew takes an edited instruction: the words on its task are changed, and its units
// are told; the former ones stand in the record as withdrawn.
func (a *ask) instructAnew(ctx context.Context) (ledger.Change, error) {
	found, err := a.lately(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	mine := slices.DeleteFunc(found.tasks, func(t ledger.Task) bool {
		return !slices.ContainsFunc(t.Instructions, func(i ledger.Instruction) bool { return i.From == a.Message && i.Withdrawn.IsZero() })
	})
	number, words := a.instructed()
	switch {
	case len(mine) == 0:
		return ledger.Change{}, refused(ledger.ReasonEditedAct, "")
	case len(mine) > 1, number != (ledger.TaskNumber{}) && !names(number, mine[0].ID):
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonEditRemark, Task: mine[0].ID}
	}
	last, _ := mine[0].LastInstruction(a.From)
	if strings.TrimSpace(words) == last.Text {
		answer, _, err := a.h.Book.Answered(ctx, a.Cause)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: %s: %w", a.Cause, err)
		}
		return ledger.Change{Answer: answer}, nil
	}
	gone, refusal := mine[0].UndoInstruction(a.Person, a.Said, a.Message)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	done, refusal := gone.Task.Instruct(a.Person, a.At, words, a.Message)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	send, missing, err := a.toUnits(ctx, done.Task, texts.InstructionChanged(done.Task, done.Instruction), "instruct", ledger.OccasionInstructed)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: []ledger.Record{done.Task}, Entries: append(append(gone.Entries, done.Entries...), missing...), Send: send,
		Answer: ledger.Reply{Text: texts.InstructionAmended(done.Task, len(send) > 0), About: ledger.About{Tasks: []ledger.TaskID{done.Task.ID}}},
	}, nil
}
