package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// week tells what the week brought and what the next seven days bring: 本周, 本周 住建局.
func week(ctx context.Context, a *ask) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	scope := scopes[0]
	monday := a.today.AddDays(-(int(a.today.Weekday()) + 6) % 7)
	counts, head, err := a.h.Book.Count(ctx, ledger.WeekRanges(scope.scope, monday, a.today)...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: week: %w", err)
	}
	next := ledger.DueRange(scope.scope, a.today, a.today.AddDays(ledger.NearDays))
	due, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: next, Limit: 5})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: week: %w", err)
	}
	return ledger.Change{Answer: ledger.Reply{
		Text: texts.Week(texts.WeekFigures{
			Unit: scope.unit, Words: scope.words, Monday: monday, At: a.At, Head: head,
			Week: ledger.NewWeek(counts), Due: due, DueTotal: total,
		}),
		About: ledger.About{Tasks: ids(due)},
	}}, nil
}
