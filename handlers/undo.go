package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// undo withdraws the asker's last report, within ten minutes.
func undo(ctx context.Context, a *ask) (ledger.Change, error) {
	if ledger.May(a.Person, ledger.ActionInstruct, a.today) == nil {
		change, taken, err := a.undoInstructed(ctx)
		if taken || err != nil {
			return change, err
		}
	}
	mine, err := a.mine(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if change, taken, err := a.undoesApplication(ctx, mine); taken || err != nil {
		return change, err
	}
	if words := strings.TrimSpace(a.args); words != "" { // 撤销 17
		number, ok := ledger.ReadTaskNumber(words)
		if !ok {
			return ledger.Change{}, a.form(firstWord(words))
		}
		mine = slices.DeleteFunc(mine, func(r ledger.Report) bool { return !names(number, r.Task) })
		mine = mine[:min(1, len(mine))]
	}
	if len(mine) == 0 {
		return ledger.Change{}, refused(ledger.ReasonUndoNothing, "")
	}
	if a.About.Report != "" {
		if at := slices.IndexFunc(mine, func(r ledger.Report) bool { return r.ID == a.About.Report }); at >= 0 {
			return a.withdraw(ctx, mine[at])
		}
	}
	last := mine[0]
	var same []ledger.Report // lines of one message are withdrawn together
	for _, r := range mine {
		if r.From == last.From {
			same = append(same, r)
		}
	}
	return a.withdraw(ctx, same...)
}

// undoPressed withdraws the report under whose answer the button stands, with those that
// came in the same message.
func undoPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	if task, ok := strings.CutPrefix(about, undoInstruction); ok {
		a.About = ledger.About{Tasks: []ledger.TaskID{ledger.TaskID(task)}}
		change, his, err := a.undoInstructed(ctx)
		if !his && err == nil {
			return ledger.Change{}, refused(ledger.ReasonNotYours, "")
		}
		return change, err
	}
	id, together := strings.CutPrefix(about, undoTogether)
	r, found, err := a.h.Book.Report(ctx, ledger.ReportID(id))
	switch {
	case err != nil:
		return ledger.Change{}, fmt.Errorf("handlers: report %s: %w", id, err)
	case !found:
		return ledger.Change{}, refused(ledger.ReasonUndoNothing, "")
	case r.By != a.From:
		return ledger.Change{}, refused(ledger.ReasonNotYours, "")
	case !together:
		return a.withdraw(ctx, r)
	}
	mine, err := a.mine(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	mine = slices.DeleteFunc(mine, func(other ledger.Report) bool { return other.From != r.From })
	if len(mine) == 0 {
		return ledger.Change{}, refused(ledger.ReasonUndoNothing, "")
	}
	return a.withdraw(ctx, mine...)
}

// mine are the asker's reports that are not withdrawn, newest first.
func (a *ask) mine(ctx context.Context) ([]ledger.Report, error) {
	mine, err := a.h.Book.Reports(ctx, ledger.AuthorMark(a.From), maxLines)
	if err != nil {
		return nil, fmt.Errorf("handlers: reports of %d: %w", a.From, err)
	}
	return mine, nil
}

func (a *ask) withdraw(ctx context.Context, reports ...ledger.Report) (ledger.Change, error) {
	var change ledger.Change
	var undone []ledger.Reported
	var said strings.Builder // of what waits again
	seen := map[ledger.TaskID]bool{}
	for _, r := range reports {
		if seen[r.Task] {
			continue
		}
		seen[r.Task] = true
		t, err := a.task(ctx, ledger.TaskNumber{Code: r.Task}, ledger.ActionReport)
		if err != nil {
			return ledger.Change{}, err
		}
		matters, err := a.difficulties(ctx, t, r)
		if err != nil {
			return ledger.Change{}, err
		}
		done, refusal := t.Undo(r, a.Person, a.Said, matters...)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		taken, err := a.reported(ctx, done)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put = append(change.Put, taken.Put...)
		change.Entries = append(change.Entries, taken.Entries...)
		change.Send = numberedSend(a.Cause, append(change.Send, taken.Send...))
		said.WriteString(strings.TrimRight("\n"+taken.Answer.Text, "\n"))
		change.Answer.About.Tasks = append(change.Answer.About.Tasks, r.Task)
		undone = append(undone, done)
	}
	change.Answer.Text = strings.TrimSpace(texts.Undone(undone) + said.String())
	return change, nil
}
