package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

const briefShown = 2 // tasks of the week to come: the brief has ten lines

// brief tells the leaders the week: counts of one moment, and what comes next.
func brief(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.Book.UnitIDs(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	week := ledger.DueRange(ledger.ScopeOffice, t.today+1, nextSunday(t.today))
	ranges := ledger.SummaryRanges(ledger.ScopeOffice, t.today)
	own := len(ranges)
	counts, head, err := t.Book.Count(ctx, append(append(ranges, week), overdueBy(units, t.today)...)...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("counts: %w", err)
	}
	due, err := t.Book.TasksInEach(ctx, ledger.Page{Range: week, Limit: briefShown})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("next week: %w", err)
	}
	text := texts.Brief(texts.LeaderBrief{
		At: t.now, Summary: ledger.NewSummary(ledger.ScopeOffice, t.today, counts[:own], head),
		Worst: ledger.Worst(units, counts[own+1:]), Due: due[0], DueTotal: counts[own],
	})
	return t.tell(ctx, JobBrief, ledger.AudienceLeaders, ledger.RoleLeader, text)
}

// nextSunday ends the week after the one that a day is in.
func nextSunday(today ledger.Date) ledger.Date {
	return today.AddDays(7 + (7-int(today.Weekday()))%7)
}
