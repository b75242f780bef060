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
	var again []ledger.Task
	if len(t.RepeatedAs) > 0 {
		if again, err = a.h.Book.Tasks(ctx, t.RepeatedAs...); err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: what came back of %s: %w", t.ID, err)
		}
	}
	reply := ledger.Reply{Text: texts.Show(t, reports, a.today, again...), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	if a.may(ledger.ActionLimit, t) == nil && a.wide() {
		reply.Text += texts.HowLimited(t, a.today)
	}
	mine, err := a.decidable(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	var files []ledger.File
	for _, m := range mine {
		files = append(files, m.Files...)
	}
	if len(files) > 0 {
		reply.Text, reply.Files = along(texts.WithEvidence(reply.Text, len(files)), files)
	}
	return ledger.Change{Answer: reply}, nil
}

// decidable are the matters on a task that wait for the asker, where he may decide them.
func (a *ask) decidable(ctx context.Context, t ledger.Task) ([]ledger.Matter, error) {
	if refusal := ledger.May(a.Person, ledger.ActionDecide, a.today); refusal != nil || !a.wide() {
		return nil, nil //nolint:nilerr // who may not decide has nothing to decide
	}
	var ids []ledger.MatterID
	for _, w := range t.Waiting {
		if a.Person.Sits(w.Desk, a.today) {
			ids = append(ids, w.Matter)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := a.h.Book.Matters(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: what waits on %s: %w", t.ID, err)
	}
	return found, nil
}
