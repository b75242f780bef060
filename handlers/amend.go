package handlers

import (
	"context"
	"fmt"
	"strconv"

	"duban/ledger"
	"duban/texts"
)

// amend takes an edited message: reports that came with it say what the message says
// now; a line that was not understood before is taken as new.
func (a *ask) amend(ctx context.Context, lines []line) (ledger.Change, error) {
	earlier, err := a.h.Book.Reports(ctx, ledger.FromMark(a.Message), maxLines)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: reports of %s: %w", a.Message, err)
	}
	var change ledger.Change
	var results []texts.Result
	about := ledger.About{}
	seen := map[ledger.TaskID]bool{}
	for _, l := range lines {
		result, taken, err := a.amendLine(ctx, l, earlier, seen)
		if err != nil {
			return ledger.Change{}, err
		}
		if result.Refusal == nil {
			change.Put = append(change.Put, taken.Put...)
			change.Entries = append(change.Entries, taken.Entries...)
			about.Tasks = append(about.Tasks, result.Task.ID)
			about.Report, about.Unit = result.Report.ID, result.Report.Unit
		}
		results = append(results, result)
	}
	return a.tell(ctx, change, results, about)
}

// maxLines is the most lines of one message that are looked for.
const maxLines = 100

func (a *ask) amendLine(ctx context.Context, l line, earlier []ledger.Report, seen map[ledger.TaskID]bool) (texts.Result, ledger.Change, error) {
	number := l.said.Task
	if l.task != "" {
		number = ledger.TaskNumber{Code: l.task}
	}
	for _, r := range earlier {
		if l.bad != nil || !r.Withdrawn.IsZero() || !names(number, r.Task) || seen[r.Task] {
			continue
		}
		t, err := a.task(ctx, ledger.TaskNumber{Code: r.Task}, ledger.ActionReport)
		if err != nil {
			return texts.Result{}, ledger.Change{}, err
		}
		seen[t.ID] = true
		result, change := a.amendReport(t, r, l)
		return result, change, nil
	}
	return a.takeLine(ctx, l, seen)
}

func (a *ask) amendReport(t ledger.Task, r ledger.Report, l line) (texts.Result, ledger.Change) {
	if l.said.Unclear != "" {
		return texts.Result{Raw: l.raw, Refusal: a.unclear(t, l.said.Unclear)}, ledger.Change{}
	}
	done, refusal := t.Amend(r, a.reporting(l.said))
	if refusal != nil {
		return texts.Result{Raw: l.raw, Refusal: refusal}, ledger.Change{}
	}
	result := texts.Result{Raw: l.raw, Was: t, Task: done.Task, Report: done.Report, Lead: done.Lead, Amended: true}
	return result, ledger.Change{Put: []ledger.Record{done.Task, done.Report}, Entries: done.Entries}
}

func names(number ledger.TaskNumber, id ledger.TaskID) bool {
	return number.Code == id || (number.Code == "" && strconv.Itoa(number.N) == shortNumber(id))
}
