package ledger

import (
	"time"
	"unicode/utf8"
)

// PromiseMost is how many days ahead a promise may lie [O].
const PromiseMost = 30

// Promised is a task with its promise.
type Promised struct {
	Task    Task
	Entries []Entry
}

// MakePromise silences a task until a day (承诺). It is no extension: the limit stays.
func (t Task) MakePromise(by Person, at time.Time, day Date, text string) (Promised, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionReport, t, today); refusal != nil {
		return Promised{}, refusal
	}
	unit, lead := t.speaksFor(by, today)
	switch {
	case t.State == StateSuspended:
		return Promised{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case t.refusesEnded() != nil:
		return Promised{}, t.refusesEnded()
	case t.Divided():
		return Promised{}, t.refusesWhole(by, today)
	case !lead:
		return Promised{}, &Refusal{Reason: ReasonNoRight, Task: t.ID}
	case Marked(text):
		return Promised{}, &Refusal{Reason: ReasonSecret, Task: t.ID}
	case utf8.RuneCountInString(text) > TextMost:
		return Promised{}, &Refusal{Reason: ReasonTooLong, Task: t.ID}
	case day <= today:
		return Promised{}, &Refusal{Reason: ReasonPastDate, Task: t.ID, Words: day.String()}
	case day.Sub(today) > PromiseMost:
		return Promised{}, &Refusal{Reason: ReasonFarDate, Task: t.ID, Words: day.String()}
	}
	was := t.Promise.Date
	t.Promise = Promise{Date: day, By: by.ID, Unit: unit, At: at, Text: text}
	return Promised{Task: t, Entries: []Entry{{
		At: at, By: by.ID, Unit: unit, Task: t.ID, What: WhatPromised,
		Fields: []FieldDiff{{Name: "promise", Before: was.String(), After: day.String()}, {Name: "text", After: text}},
	}}}, nil
}
