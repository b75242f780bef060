package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// summary tells leaders, the office and units how the work stands: 汇总, 汇总 住建局,
// 汇总 碧水, 汇总 我的. It is made of counts and of the beginnings of lists, all of one moment.
func summary(ctx context.Context, a *ask) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	if len(scopes) == 1 {
		return a.brief(ctx, ledger.Survey{Kind: ledger.BriefSummary}, scopes[0])
	}
	var ranges []ledger.Range
	for _, s := range scopes {
		ranges = append(ranges, ledger.SummaryRanges(s.scope, a.today)...)
	}
	each := len(ranges) / len(scopes)
	counts, head, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: summary: %w", err)
	}
	var all []texts.ScopeSummary
	for i, s := range scopes {
		all = append(all, texts.ScopeSummary{
			Name:    texts.ScopeName(s.unit, s.words),
			Summary: ledger.NewSummary(s.scope, a.today, counts[i*each:(i+1)*each], head),
		})
	}
	return said(texts.Summaries(all, a.At))
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
