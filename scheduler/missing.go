package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// missing tells the office which units are late with their reports, and by how long.
func missing(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.unitIDs(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	ranges := make([]ledger.Range, 0, len(units)+1)
	for _, unit := range units {
		ranges = append(ranges, ledger.MissingRange(ledger.ScopeLead(unit), t.today))
	}
	counts, head, err := t.Book.Count(ctx, append(ranges, ledger.MissingRange(ledger.ScopeOffice, t.today),
		ledger.Range{Mark: ledger.MarkOf(ledger.MarkNoPlan, ledger.ScopeOffice), Max: ledger.NoLimit},
		ledger.Range{Mark: ledger.MarkOf(ledger.MarkStill, ledger.ScopeOffice), Max: ledger.NoLimit})...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("counts: %w", err)
	}
	worst := ledger.Worst(units, counts[:len(units)])
	late, err := t.longest(ctx, worst)
	if err != nil {
		return ledger.Change{}, err
	}
	text := texts.Missing(late, counts[len(units)], counts[len(units)+1], counts[len(units)+2], t.now, head)
	return t.tell(ctx, JobMissing, ledger.AudienceOffice, ledger.RoleOffice, text)
}

// longest reads, for each unit, the report that is late by the most days.
func (t *turn) longest(ctx context.Context, units []ledger.UnitCount) ([]texts.LateUnit, error) {
	if len(units) == 0 {
		return nil, nil
	}
	pages := make([]ledger.Page, len(units))
	for i, u := range units {
		pages[i] = ledger.Page{Range: ledger.MissingRange(ledger.ScopeLead(u.Unit), t.today), Limit: 1}
	}
	first, err := t.Book.TasksInEach(ctx, pages...)
	if err != nil {
		return nil, fmt.Errorf("late reports: %w", err)
	}
	late := make([]texts.LateUnit, len(units))
	for i, u := range units {
		late[i] = texts.LateUnit{Unit: u.Unit, Count: u.Count}
		for _, task := range first[i] {
			late[i].Longest = t.today.Sub(task.ReportDue())
		}
	}
	return late, nil
}
