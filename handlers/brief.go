package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// Charts draws the pictures of a snapshot and of an indicator, as PNG.
type Charts interface {
	Indicator(s ledger.IndicatorSeries) ([]byte, error)
	Lamps(s ledger.Snapshot) ([]byte, error)
	Progress(s ledger.Snapshot) ([]byte, error)
	Trends(s ledger.Snapshot) ([]byte, error)
	Ranking(s ledger.Snapshot) ([]byte, error)
}

// Makers make of a snapshot what is more than words. What is nil is not offered.
type Makers struct {
	Charts Charts
	Table  func(s ledger.Snapshot) (ledger.File, error) // a workbook
	Paper  func(s ledger.Snapshot) (ledger.File, error) // a document
}

// Offer is what a brief may offer by its buttons.
func (m Makers) Offer() texts.Offer {
	return texts.Offer{Charts: m.Charts != nil, Table: m.Table != nil, Paper: m.Paper != nil}
}

// week tells what the week brought and how the work stands: 周报, 本周, 本周 住建局, 周报 上周.
func week(ctx context.Context, a *ask) (ledger.Change, error) {
	from, until := a.today.Monday(), a.today
	if a.cutArg("上周") {
		from, until = from.AddDays(-7), from.AddDays(-1)
	}
	return a.briefOf(ctx, ledger.BriefWeekly, from, until)
}

// month tells what the month brought and how the work stands: 月报, 月报 上月, 月报 住建局.
func month(ctx context.Context, a *ask) (ledger.Change, error) {
	from, until := ledger.MonthOf(a.today), a.today
	if a.cutArg("上月", "上个月") {
		until = from.AddDays(-1)
		from = ledger.MonthOf(until)
	}
	return a.briefOf(ctx, ledger.BriefMonthly, from, until)
}

// cutArg takes a word off the arguments, if it is among them.
func (a *ask) cutArg(words ...string) bool {
	found := false
	var rest []string
	for field := range strings.FieldsSeq(a.args) {
		is := slices.Contains(words, field)
		if found = found || is; !is {
			rest = append(rest, field)
		}
	}
	a.args = strings.Join(rest, " ")
	return found
}

// briefOf is the brief of the first of the scopes that are meant.
func (a *ask) briefOf(ctx context.Context, kind ledger.BriefKind, from, until ledger.Date) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.brief(ctx, ledger.Survey{Kind: kind, From: from, Until: until}, scopes[0])
}

// brief takes a snapshot and answers with it. It is kept, so that its buttons show the same
// figures whenever they are pressed; one of the same minute, since when nothing else was
// decided, is shown again instead: so two leaders who ask at once read the same. To keep it is
// one round trip, which is all that a brief costs beside its reading.
func (a *ask) brief(ctx context.Context, survey ledger.Survey, scope scopeNamed) (ledger.Change, error) {
	survey.Scope, survey.Name = scope.scope, texts.ScopeName(scope.unit, scope.words)
	survey.Today, survey.Calendar = a.today, a.h.Calendar
	if survey.Scope == ledger.ScopeOffice || len(survey.Words) > 0 {
		units, campaigns, err := a.h.Book.Names(ctx)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: brief: %w", err)
		}
		survey.Units, survey.Campaigns = ledger.UnitIDs(ledger.Unmerged(units)), campaigns
	}
	m, err := a.h.Book.Moment(ctx, survey.Asked())
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: brief: %w", err)
	}
	if standing, ok := survey.Standing(m, a.At); ok {
		return ledger.Change{Answer: a.briefed(standing)}, nil
	}
	taken := survey.Take(m, a.At)
	if len(survey.Words) > 0 && taken.Summary.Total == 0 {
		return ledger.Change{}, refused(ledger.ReasonNoSubject, survey.Name)
	}
	return ledger.Change{
		Put: []ledger.Record{taken}, Entries: []ledger.Entry{taken.Entry(a.Person.ID)}, Answer: a.briefed(taken),
	}, nil
}

func (a *ask) briefed(s ledger.Snapshot) ledger.Reply {
	return ledger.Reply{Text: texts.Brief(s), Buttons: texts.BriefButtons(s, a.h.Makers.Offer())}
}
