package ledger

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Superior is a superior's notice (上级督办, speech 20) that a task answers.
type Superior struct {
	Number  string `json:"number"`
	From    string `json:"from,omitempty"` // 发文机关: who issued it
	On      Date   `json:"on"`             // of the paper; zero: it was not said
	ReplyBy Date   `json:"reply_by"`       // to the superior

	Reply SuperiorReply `json:"reply,omitzero"` // 已回复: that it went out
}

// SuperiorSource is the source of a task that answers a superior's notice.
const SuperiorSource = "上级督办"

// SuperiorAhead is how many workdays before the superior's day the unit's own limit is [O]:
// the office has to read and to answer.
const SuperiorAhead = 3

// Registering is a superior's notice as the office enters it.
type Registering struct {
	By      Person
	At      time.Time
	Notice  Superior
	Lead    []UnitID
	Co      []UnitID
	Text    string
	Due     Date    // the unit's own limit, see [Calendar.Ahead]
	Repeats Task    // the ended task that came back by it; without a code: none
	Counter Counter // of the year's tasks
}

// RegisteredSuperior is the task that was made.
type RegisteredSuperior struct {
	Task    Task
	Counter Counter
	Entries []Entry
}

// RegisterSuperior makes the task that answers a superior's notice.
func RegisterSuperior(r Registering) (RegisteredSuperior, *Refusal) {
	today := DateOf(r.At)
	if refusal := May(r.By, ActionSuperior, today); refusal != nil {
		return RegisteredSuperior{}, refusal
	}
	text := strings.TrimSpace(r.Text)
	switch {
	case text == "" || r.Notice.Number == "" || len(r.Lead) == 0:
		return RegisteredSuperior{}, &Refusal{Reason: ReasonForm}
	case r.Notice.ReplyBy < today:
		return RegisteredSuperior{}, &Refusal{Reason: ReasonSuperiorPast, Words: r.Notice.ReplyBy.String()}
	case r.Notice.On > today:
		return RegisteredSuperior{}, &Refusal{Reason: ReasonSuperiorFuture, Words: r.Notice.On.String()}
	case Marked(text) || Marked(r.Notice.Number) || Marked(r.Notice.From):
		return RegisteredSuperior{}, &Refusal{Reason: ReasonSecret}
	case utf8.RuneCountInString(text) > TextMost:
		return RegisteredSuperior{}, &Refusal{Reason: ReasonTooLong}
	}
	r.Counter.Last++
	t := Task{
		ID: NewTaskID(today.Year(), r.Counter.Last), Title: strings.TrimRight(text, "。"), Source: SuperiorSource, Basis: r.Notice.Number,
		Lead: slices.Clone(r.Lead), Co: slices.Clone(r.Co), Limit: Limit{Due: r.Due, Hard: true},
		State: StateAssigned, Registered: today, Superior: r.Notice,
	}
	t = t.tellParts(Task{}, today)
	if r.Repeats.ID != "" {
		linked, refusal := t.Repeats(r.Repeats)
		if refusal != nil {
			return RegisteredSuperior{}, refusal
		}
		t = linked
	}
	entry := Entry{At: r.At, By: r.By.ID, Unit: t.Lead[0], Task: t.ID, What: WhatRegistered, Why: SuperiorSource, Fields: append([]FieldDiff{
		{Name: "number", After: r.Notice.Number},
		{Name: "reply_by", After: r.Notice.ReplyBy.String()},
		{Name: "from", After: r.Notice.From},
		{Name: "text", After: text},
	}, Standing{}.to(t.Standing())...)}
	if t.RepeatOf != "" {
		entry.Fields = append(entry.Fields, FieldDiff{Name: RepeatField, After: string(t.RepeatOf)})
	}
	return RegisteredSuperior{Task: t, Counter: r.Counter, Entries: []Entry{entry}}, nil
}

// Ahead is the day some workdays before another, but not before the first day on which
// anything can be done; where there is no time for that, the other day itself.
func (c Calendar) Ahead(day, today Date, workdays int) Date {
	ahead := day
	for workdays > 0 && ahead > today {
		ahead--
		if works, _ := c.Works(ahead); works {
			workdays--
		}
	}
	if ahead <= today {
		return day
	}
	return ahead
}

// SuperiorMark holds the task that answers a superior's notice of a number.
func SuperiorMark(number string) string { return "superior-number:" + string(Letters(number)) }
