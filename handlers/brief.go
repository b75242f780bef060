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

// briefOf is the brief of the scopes that are meant.
func (a *ask) briefOf(ctx context.Context, kind ledger.BriefKind, from, until ledger.Date) (ledger.Change, error) {
	scopes, err := a.scopes(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.brief(ctx, ledger.Survey{Kind: kind, From: from, Until: until}, scopes...)
}

// brief takes a snapshot and answers with it. Of several scopes it takes one each, all of one
// moment, and answers with a line and a button for each: no mark is of several scopes, and what
// is in two of them would be counted twice in a sum.
func (a *ask) brief(ctx context.Context, survey ledger.Survey, scopes ...scopeNamed) (ledger.Change, error) {
	taken, change, err := a.taken(ctx, survey, scopes...)
	if err != nil {
		return ledger.Change{}, err
	}
	if len(taken) > 1 {
		change.Answer = ledger.Reply{Text: texts.Briefs(taken), Buttons: texts.BriefsButtons(taken)}
		return change, nil
	}
	if len(survey.Words) > 0 && taken[0].Summary.Total == 0 {
		return ledger.Change{}, refused(ledger.ReasonNoSubject, taken[0].Name)
	}
	change.Answer = a.briefed(taken[0])
	return change, nil
}

// taken are snapshots of scopes, and the change that keeps those of them that are new. They
// are kept so that the buttons show the same figures whenever they are pressed; those of the
// same minute, since when nothing else was decided, stand instead: so two leaders who ask at
// once read the same. To keep them is one round trip, which is all that they cost beside reading.
func (a *ask) taken(ctx context.Context, survey ledger.Survey, scopes ...scopeNamed) ([]ledger.Snapshot, ledger.Change, error) {
	survey.Today, survey.Calendar = a.today, a.h.Calendar
	if survey.Kind == ledger.BriefSpecial || slices.ContainsFunc(scopes, func(s scopeNamed) bool { return s.scope == ledger.ScopeOffice }) {
		units, campaigns, err := a.h.Book.Names(ctx)
		if err != nil {
			return nil, ledger.Change{}, fmt.Errorf("handlers: brief: %w", err)
		}
		survey.Units, survey.Campaigns = ledger.UnitIDs(ledger.InOrder(ledger.Unmerged(units))), campaigns
	}
	surveys, asked := make([]ledger.Survey, len(scopes)), make([]ledger.Asked, len(scopes))
	for i, scope := range scopes {
		survey.Scope, survey.Name = scope.scope, texts.ScopeName(scope.unit, scope.words)
		surveys[i], asked[i] = survey, survey.Asked(a.At)
	}
	m, err := a.h.Book.Moment(ctx, ledger.JoinAsked(asked...))
	if err != nil {
		return nil, ledger.Change{}, fmt.Errorf("handlers: brief: %w", err)
	}
	moments := m.Split(asked...)
	taken := make([]ledger.Snapshot, len(scopes))
	stand := true
	for i, survey := range surveys {
		standing, ok := survey.Standing(moments[i], a.At)
		taken[i], stand = standing, stand && ok
	}
	var change ledger.Change
	for i, survey := range surveys {
		if !stand { // all anew: they are of one moment
			taken[i] = survey.Take(moments[i], a.At)
			change.Put, change.Entries = append(change.Put, taken[i]), append(change.Entries, taken[i].Entry(a.Person.ID))
		}
	}
	return taken, change, nil
}

func (a *ask) briefed(s ledger.Snapshot) ledger.Reply {
	return ledger.Reply{Text: texts.Brief(s), Buttons: texts.BriefButtons(s, a.h.Makers.Offer()), About: ledger.About{Snapshot: s.ID}}
}
