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
	return a.briefOf(ctx, ledger.BriefSummary, 0, 0)
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
