package handlers

import (
	"context"
	"fmt"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// burdenShown is how many units the table of burdens names.
const burdenShown = 10

// burden shows how often units were addressed unasked, the most first: 减负表, 减负表 上周.
func burden(ctx context.Context, a *ask) (ledger.Change, error) {
	day := a.today
	switch word := strings.TrimSpace(a.args); word {
	case "", "本周":
	case "上周":
		day = day.AddDays(-7)
	default:
		return ledger.Change{}, a.form(word)
	}
	page := ledger.Page{Range: ledger.Range{Mark: ledger.BurdenMark(ledger.WeekOf(day)), Max: ledger.NoLimit}, Limit: burdenShown, Descending: true}
	found, total, err := a.h.Book.BurdensIn(ctx, page)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: burdens: %w", err)
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: policy: %w", err)
	}
	return said(texts.Burdens(ledger.WeekOf(day), found, total, policy.WeeklyBudget()))
}

// counted puts what a change adds to the burden of units into the same change: all that
// units are told passes here.
func (a *ask) counted(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	came := change.Burdens()
	if len(came) == 0 {
		return change, nil
	}
	stored, err := a.burdensOf(ctx, came)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put = append(change.Put, ledger.Feed(came, stored)...)
	return change, nil
}

func (a *ask) burdensOf(ctx context.Context, of []ledger.Burden) ([]ledger.Burden, error) {
	ids := make([]string, len(of))
	for i, b := range of {
		_, ids[i] = b.Ref()
	}
	stored, err := a.h.Book.Burdens(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: burdens: %w", err)
	}
	return stored, nil
}

// overBudget refuses to remind a unit by hand that was addressed often enough this week.
func (a *ask) overBudget(ctx context.Context, t ledger.Task) error {
	of := make([]ledger.Burden, len(t.Lead))
	for i, unit := range t.Lead {
		of[i] = ledger.Burden{Unit: unit, Week: ledger.WeekOf(a.today)}
	}
	stored, err := a.burdensOf(ctx, of)
	if err != nil {
		return err
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return fmt.Errorf("handlers: policy: %w", err)
	}
	for _, b := range stored {
		if b.Total() >= policy.WeeklyBudget() {
			return &ledger.Refusal{Reason: ledger.ReasonBudget, Task: t.ID, Words: texts.OverBudget(b, policy.WeeklyBudget())}
		}
	}
	return nil
}

// approver reads who approved what is urgent: 刘主任批准 请立即到场. 已批准 names nobody.
func approver(words string) (name, rest string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	for _, word := range []string{"批准", "同意"} {
		if name, ok := strings.CutSuffix(first, word); ok {
			return named(name), strings.TrimSpace(rest)
		}
	}
	return "", words
}

func named(words string) string {
	for _, way := range []string{"已经", "已获", "已", "经", "由", "报"} {
		words = strings.TrimPrefix(words, way)
	}
	switch words {
	case "我", "本人", "他", "她", "领导", "市领导", "主要领导", "分管领导", "上级", "相关领导", "有关领导", "办公室", "指挥部":
		return ""
	}
	return words
}
