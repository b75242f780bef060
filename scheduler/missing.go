package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// missing tells the office which units are late with their reports, and by how long, and
// how much that was struck off is to be looked at again.
func missing(ctx context.Context, t *turn) (ledger.Change, error) {
	units, err := t.Book.UnitIDs(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	ranges := make([]ledger.Range, 0, len(units)+1)
	for _, unit := range units {
		ranges = append(ranges, ledger.MissingRange(ledger.ScopeLead(unit), t.today))
	}
	all := func(mark string) ledger.Range {
		return ledger.Range{Mark: ledger.MarkOf(mark, ledger.ScopeOffice), Max: ledger.NoLimit}
	}
	counts, head, err := t.Book.Count(ctx, append(ranges, ledger.MissingRange(ledger.ScopeOffice, t.today),
		ledger.RecheckRange(ledger.ScopeOffice, t.today), all(ledger.MarkNoPlan), all(ledger.MarkStill))...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("counts: %w", err)
	}
	worst := ledger.Worst(units, counts[:len(units)])
	late, err := t.longest(ctx, worst)
	if err != nil {
		return ledger.Change{}, err
	}
	most, over, budget, err := t.heaviest(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	n := len(units)
	text := texts.Missing(texts.MissingReports{
		Late: late, Total: counts[n], Rechecks: counts[n+1], NoPlan: counts[n+2], Still: counts[n+3],
		Burden: texts.BurdenLine(most, over, budget), At: t.now, Head: head,
	})
	return t.tell(ctx, JobMissing, ledger.AudienceOffice, ledger.RoleOffice, ledger.Message{Text: text})
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
