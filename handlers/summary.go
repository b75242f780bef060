package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// summary tells leaders, the office and units how the work stands: 汇总, 汇总 住建局,
// 汇总 碧水, 汇总 我的. It is made of counts, all of one moment.
func summary(ctx context.Context, a *ask) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	var units []ledger.UnitID
	if scopes[0].scope == ledger.ScopeOffice {
		if units, err = a.unitIDs(ctx); err != nil {
			return ledger.Change{}, err
		}
	}
	var ranges []ledger.Range
	for _, s := range scopes {
		ranges = append(ranges, ledger.SummaryRanges(s.scope, a.today)...)
	}
	each := len(ranges) / len(scopes)
	for _, unit := range units {
		ranges = append(ranges, ledger.OverdueRange(ledger.ScopeLead(unit), a.today))
	}
	counts, head, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: summary: %w", err)
	}
	var all []texts.ScopeSummary
	for i, s := range scopes {
		all = append(all, texts.ScopeSummary{
			Unit: s.unit, Words: s.words,
			Summary: ledger.NewSummary(s.scope, a.today, counts[i*each:(i+1)*each], head),
		})
	}
	worst := ledger.Worst(units, counts[len(scopes)*each:])
	return said(texts.Summary(all, worst, a.At))
}

func (a *ask) unitIDs(ctx context.Context) ([]ledger.UnitID, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return nil, fmt.Errorf("handlers: units: %w", err)
	}
	units = ledger.Unmerged(units)
	slices.SortFunc(units, func(a, b ledger.Unit) int { return cmp.Compare(a.ID, b.ID) })
	names := make([]ledger.UnitID, len(units))
	for i, unit := range units {
		names[i] = unit.ID
	}
	return names, nil
}

// red lists the red tasks: 红灯, 红灯 住建局.
func red(ctx context.Context, a *ask) (ledger.Change, error) {
	return a.scopeList(ctx, "red", ledger.RedRange)
}

func (a *ask) scopeList(ctx context.Context, title string, of func(ledger.Scope, ledger.Date) ledger.Range) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	var lists []texts.FoundList
	var about []ledger.TaskID
	for _, s := range scopes {
		found, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: of(s.scope, a.today), Limit: shownFound})
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: %s: %w", title, err)
		}
		lists = append(lists, texts.FoundList{Title: title, Unit: s.unit, Words: s.words, Tasks: found, Total: total, First: len(about) + 1})
		about = append(about, ids(found)...)
	}
	return ledger.Change{Answer: ledger.Reply{Text: texts.Found(lists, a.today), About: ledger.About{Tasks: about}}}, nil
}
