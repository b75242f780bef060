package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// shownReports is how many reports a task's answer shows.
const shownReports = 5

// show tells all about one task: 查看 17.
func show(ctx context.Context, a *ask) (ledger.Change, error) {
	t, _, err := a.taskOrTheirs(ctx, ledger.ActionShow)
	if err != nil {
		return ledger.Change{}, err
	}
	if ledger.May(a.Person, ledger.ActionFind, a.today) != nil || !a.wide() {
		t = t.ForUnits()
	}
	reports, err := a.h.Book.Reports(ctx, ledger.ReportsMark(t.ID), shownReports)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: reports on %s: %w", t.ID, err)
	}
	return ledger.Change{Answer: ledger.Reply{
		Text:  texts.Show(t, reports, a.today),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}}, nil
}
