package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// undo withdraws the asker's last report, within ten minutes.
func undo(ctx context.Context, a *ask) (ledger.Change, error) {
	mine, err := a.mine(ctx)
	if err != nil {
		return ledger.Change{}, err
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

// undoPressed withdraws the report under whose answer the button stands.
func (a *ask) undoPressed(ctx context.Context, about string) (ledger.Change, error) {
	mine, err := a.mine(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	var meant []ledger.Report
	for _, r := range mine {
		all := about == undoAll && slices.Contains(a.About.Tasks, r.Task)
		if all || string(r.ID) == about {
			meant = append(meant, r)
		}
	}
	if len(meant) > 0 {
		return a.withdraw(ctx, meant...)
	}
	r, found, err := a.h.Book.Report(ctx, ledger.ReportID(about))
	switch {
	case err != nil:
		return ledger.Change{}, fmt.Errorf("handlers: report %s: %w", about, err)
	case found && r.By != a.From:
		return ledger.Change{}, refused(ledger.ReasonNotYours, "")
	default:
		return ledger.Change{}, refused(ledger.ReasonUndoNothing, "")
	}
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
		done, refusal := t.Undo(r, a.Person, a.At)
		if refusal != nil {
			return ledger.Change{}, refusal
		}
		change.Put = append(change.Put, done.Task, done.Report)
		change.Entries = append(change.Entries, done.Entries...)
		change.Answer.About.Tasks = append(change.Answer.About.Tasks, r.Task)
		undone = append(undone, done)
	}
	change.Answer.Text = texts.Undone(undone)
	return change, nil
}
