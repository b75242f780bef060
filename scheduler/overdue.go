package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

const (
	overdueShown = 15
	entriesRead  = 500
	// A missing notice is said two weeks ahead, while there is time to load it.
	calendarAhead = 14
)

// overdue tells the office its day: what is overdue, what was due and not said, what
// waits for it, and whether the calendar knows the days to come.
func overdue(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.unitIDs(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	all := ledger.OverdueRange(ledger.ScopeOffice, t.today)
	ranges := append(overdueBy(units, t.today), all,
		ledger.Range{Mark: ledger.MarkOf(ledger.MarkSubmitted, ledger.ScopeOffice), Max: ledger.NoLimit},
		ledger.Range{Mark: ledger.MarkOf(ledger.MarkConfirm, ledger.ScopeOffice), Max: ledger.NoLimit},
		ledger.Range{Mark: ledger.MarkOf(ledger.MarkBlocked, ledger.ScopeOffice), Max: ledger.NoLimit},
		ledger.QueueRange(ledger.DeskOffice), ledger.UnansweredRange(ledger.DeskOffice, t.today))
	counts, head, err := t.Book.Count(ctx, ranges...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("counts: %w", err)
	}
	first, err := t.Book.TasksInEach(ctx, ledger.Page{Range: all, Limit: overdueShown})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("overdue tasks: %w", err)
	}
	n := len(units)
	day := texts.OfficeDay{
		At: t.now, Head: head, Overdue: ledger.Worst(units, counts[:n]), Total: counts[n],
		First: first[0], Submitted: counts[n+1], Confirm: counts[n+2], Blocked: counts[n+3],
		Waiting: counts[n+4], Unanswered: counts[n+5], NoCalendar: t.missingYear(),
	}
	if day.Blocking, _, err = t.Book.MattersIn(ctx, ledger.Page{Range: ledger.BlockingRange(t.today), Limit: overdueShown}); err != nil {
		return ledger.Change{}, fmt.Errorf("what other units should have answered: %w", err)
	}
	if day.NotTold, err = t.entriesToday(ctx, ledger.WhatNotTold); err != nil {
		return ledger.Change{}, err
	}
	if day.Undone, err = t.entriesToday(ctx, ledger.WhatRefused, ledger.WhatUnknown); err != nil {
		return ledger.Change{}, err
	}
	return t.tell(ctx, JobOverdue, ledger.AudienceOffice, ledger.RoleOffice, texts.Overdue(day))
}

func (t *turn) entriesToday(ctx context.Context, kinds ...ledger.What) ([]ledger.Entry, error) {
	var found []ledger.Entry
	for _, what := range kinds {
		entries, err := t.Book.EntriesOfKind(ctx, what, t.today.At(0, 0, t.Zone), entriesRead)
		if err != nil {
			return nil, fmt.Errorf("entries of %s: %w", what, err)
		}
		found = append(found, entries...)
	}
	return found, nil
}

// missingYear is the year of which the calendar knows nothing, now or soon; 0: none.
func (t *turn) missingYear() int {
	for _, day := range []ledger.Date{t.today, t.today + calendarAhead} {
		if !t.Quiet.Calendar.Knows(day.Year()) {
			return day.Year()
		}
	}
	return 0
}
