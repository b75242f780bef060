package handlers

import (
	"context"
	"fmt"
	"time"

	"duban/ledger"
	"duban/texts"
)

const (
	indicatorsShown = 20
	monthsShown     = 13 // with the same month of last year
)

type indicators interface {
	Indicators(ctx context.Context, ids ...string) ([]ledger.Indicator, error)
	IndicatorsIn(ctx context.Context, page ledger.Page) ([]ledger.Indicator, int64, error)
}

// indicator shows how the measured figures stand, and writes them down: 指标, 指标 优良率,
// 指标 优良率 10月 97.78%, 指标 优良率 坪石镇 10月 95, 指标 优良率 底线 95, 指标 PM2.5 越低越好,
// 指标 优良率 10月 作废.
func indicator(ctx context.Context, a *ask) (ledger.Change, error) {
	words, unread := ledger.ReadIndicator(a.args, a.today)
	switch {
	case unread != "":
		return ledger.Change{}, a.form(unread)
	case words.Name == "":
		return a.allIndicators(ctx)
	}
	id := ledger.IndicatorID(words.Name, words.Area)
	found, err := a.h.Book.Indicators(ctx, id)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: indicator %s: %w", id, err)
	}
	if words.Asks() || words.Drop {
		if len(found) == 0 {
			return ledger.Change{}, refused(ledger.ReasonNoIndicator, words.Name+words.Area)
		}
		if words.Asks() {
			return a.indicatorMonths(ctx, found[0])
		}
	}
	if len(found) == 0 {
		found = []ledger.Indicator{{Name: words.Name, Area: words.Area}}
	}
	return a.measure(ctx, found[0], words)
}

// monthsBack is the month that lies n months before a day's.
func monthsBack(day ledger.Date, n int) ledger.Date {
	year, month, _ := day.Civil()
	return ledger.NewDate(year, month-time.Month(n), 1)
}

// indicatorMonths shows how one indicator went, in words and as a picture.
func (a *ask) indicatorMonths(ctx context.Context, i ledger.Indicator) (ledger.Change, error) {
	reply := ledger.Reply{Text: texts.IndicatorMonths(i, i.Since(monthsBack(a.today, monthsShown-1)))}
	newest, measured := i.Newest(a.today)
	if draw := a.h.Makers.Charts; draw != nil && measured {
		_, head, err := a.h.Book.Count(ctx, ledger.OpenRange(ledger.ScopeOffice))
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: indicator %s: %w", i.Name, err)
		}
		series := i.Series(newest.Month, monthsShown-1)
		series.At, series.Head = a.At, head
		body, err := draw.Indicator(series)
		if err != nil {
			return ledger.Change{}, fmt.Errorf("handlers: indicator %s: %w", i.Name, err)
		}
		reply.Files = []ledger.File{{Kind: ledger.FilePhoto, Name: "indicator.png", Body: body}}
	}
	return ledger.Change{Answer: reply}, nil
}

func (a *ask) allIndicators(ctx context.Context) (ledger.Change, error) {
	found, total, err := a.h.Book.IndicatorsIn(ctx, ledger.Page{Range: ledger.IndicatorRange(), Limit: indicatorsShown})
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: indicators: %w", err)
	}
	var figures []ledger.IndicatorFigure
	for _, i := range found {
		if f, ok := i.Newest(a.today); ok {
			figures = append(figures, f)
		}
	}
	return said(texts.Indicators(figures, total-int64(len(found))))
}

func (a *ask) measure(ctx context.Context, was ledger.Indicator, words ledger.IndicatorWords) (ledger.Change, error) {
	if refusal := ledger.May(a.Person, ledger.ActionMeasure, a.today); refusal != nil {
		return ledger.Change{}, refusal
	}
	if a.Edited {
		return ledger.Change{}, refused(ledger.ReasonEditedAct, "")
	}
	next, entries, refusal := was.Measure(ledger.Measuring{
		By: a.Person, At: a.At, Month: words.Month, Value: words.Value, Unit: words.Unit, Better: words.Better, Floor: words.Floor,
	})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Put: []ledger.Record{next}, Entries: entries}
	if words.Drop {
		change.Answer.Text = texts.IndicatorDropped(next, words.Month)
		return change, nil
	}
	if worse, ok := next.Alarm(was, a.today); ok {
		send, err := a.warn(ctx, worse)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Send = send
	}
	f, _ := next.Figure(words.Month)
	change.Answer.Text = texts.Measured(next, was.Rev == 0, f, len(change.Send) > 0)
	return change, nil
}

// warn makes the messages to leaders and office about a figure that got worse, wherever they
// read but here.
func (a *ask) warn(ctx context.Context, f ledger.IndicatorFigure) ([]ledger.Message, error) {
	chats, err := a.h.Book.Chats(ctx, ledger.GroupMark(ledger.AudienceLeaders, ""), ledger.GroupMark(ledger.AudienceOffice, ""))
	if err != nil {
		return nil, fmt.Errorf("handlers: chats of leaders and office: %w", err)
	}
	var to []ledger.Address
	leaders := false
	for _, c := range ledger.Lasting(chats, a.today) {
		to, leaders = append(to, c.ID), leaders || c.Audience == ledger.AudienceLeaders
	}
	if !leaders {
		persons, err := a.h.Book.Persons(ctx, ledger.RoleMark(ledger.RoleLeader))
		if err != nil {
			return nil, fmt.Errorf("handlers: leaders: %w", err)
		}
		for _, p := range persons {
			if p.Chat != "" && p.Has(a.today, ledger.RoleLeader) {
				to = append(to, p.Chat)
			}
		}
	}
	var send []ledger.Message
	for _, address := range to {
		if address != a.Request.Chat {
			send = append(send, ledger.Message{
				To: address, Text: texts.Worsened(f), NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, Why: "indicator",
			})
		}
	}
	return numberedSend(a.Cause, send), nil
}
