package ledger

import (
	"slices"
	"strings"
	"time"
)

// LimitSoon is within how many workdays of its limit a task is nearly due when other units come
// to lead it [O].
const LimitSoon = 3

// Setting is another limit for a task, or its first.
type Setting struct {
	By    Person
	At    time.Time
	Limit Limit  // as it was read
	Words string // as it was said
	Why   string // of a task that has a limit
}

// Limited is a task with the limit that it was given.
type Limited struct {
	Task    Task
	Entries []Entry
}

// SetLimit gives a task another limit, or its first (时限): by the office, or by the unit that
// handed it over by its mandate. Who moves a limit that units work by says why; one that was not
// certain yet is settled without a reason. What follows is what follows when an extension is
// granted, and the leading units are told in their next digest.
func (t Task) SetLimit(s Setting) (Limited, *Refusal) {
	today := DateOf(s.At)
	if refusal := MayTask(s.By, ActionLimit, t, today); refusal != nil {
		return Limited{}, refusal
	}
	s.Why = strings.TrimSpace(s.Why)
	if refusal := t.refusesLimit(s, today); refusal != nil {
		return Limited{}, refusal
	}
	was := t
	t = t.withLimit(s.Limit, Extension{From: was.Limit.Due, To: s.Limit.Due, On: today, By: s.By.Name, Why: s.Why})
	t = t.tellLimited(was, t.byMandate(s.By, ActionLimit, today), today)
	return Limited{Task: t, Entries: []Entry{t.limitEntry(was, s.By, s.At, s.Why)}}, nil
}

// refusesLimit says why a task cannot be given a limit; nil: it can.
func (t Task) refusesLimit(s Setting, today Date) *Refusal {
	refuse := func(reason Reason, words string) *Refusal { return &Refusal{Reason: reason, Task: t.ID, Words: words} }
	due := s.Limit.Due
	switch {
	case t.State == StateSuspended:
		return refuse(ReasonSuspended, "")
	case !t.Open(): // one reported as complete may still be sent back, and then the new limit holds
		return refuse(ReasonClosed, "")
	case !s.Limit.read():
		return refuse(ReasonLimit, s.Words)
	case !due.IsZero() && due < today:
		return refuse(ReasonLimitPast, s.Words)
	case due.IsZero() && !t.Limit.Due.IsZero():
		return refuse(ReasonLimitNoDay, s.Words)
	case !t.LimitOpen() && (due == t.Limit.Due && s.Limit.Standing == t.Limit.Standing):
		return refuse(ReasonSameLimit, due.String())
	}
	if w, ok := t.Waits(MatterExtension); ok {
		return refuse(ReasonLimitAsked, string(w.Matter))
	}
	if s.Why == "" && !t.LimitOpen() {
		return refuse(ReasonLimitWhy, s.Words)
	}
	return fitWords(t.ID, s.Why, nil)
}

// LimitOpen reports whether the limit waits for the office's word: none was read, or not with
// confidence (请办公室确认).
func (t Task) LimitOpen() bool {
	return !t.Limit.read() || t.Limit.NeedsConfirm || slices.ContainsFunc(t.Confirm, func(p Problem) bool { return ofLimit(p) && LimitCode(p.Code) != LimitPast })
}

// limitProblems are what the office has to confirm about the limit.
func (t Task) limitProblems() []Problem {
	return slices.DeleteFunc(slices.Clone(t.Confirm), func(p Problem) bool { return !ofLimit(p) })
}

// byDay is the task with the day by which the units that come to lead it are to have it done.
func (t Task) byDay(was Task, due Date, by Person, mandate UnitID, on Date) Task {
	if due.IsZero() || due == t.Limit.Due && !t.LimitOpen() {
		return t
	}
	t = t.withLimit(Limit{Due: due, Hard: true}, Extension{From: was.Limit.Due, To: due, On: on, By: by.Name})
	return t.tellLimited(was, mandate, on)
}

// withLimit is the task by a limit that was said. The document's own words and its milestones
// stay; what had to be confirmed about the limit is settled.
func (t Task) withLimit(said Limit, e Extension) Task {
	was := t.Limit
	t.Limit, t.Limit.Raw, t.Limit.NeedsConfirm = said, was.Raw, false
	t.Limit.Milestones = was.Milestones
	if t.Limit.Recurring == RhythmNone {
		t.Limit.Recurring = was.Recurring
	}
	t.ExtendAgain = 0
	if t.Confirm = slices.DeleteFunc(slices.Clone(t.Confirm), ofLimit); len(t.Confirm) == 0 {
		t.Confirm = nil
	}
	return t.moveLimit(e)
}

// moveLimit moves the limit, and keeps where it stood. A later one ends the rise of supervision:
// what was late by the old one is not late any more.
func (t Task) moveLimit(e Extension) Task {
	t.Extensions = append(slices.Clip(t.Extensions), e)
	t.Limit.Due = e.To
	if !e.From.IsZero() && (e.To > e.From || e.To.IsZero()) {
		return t.endEscalation()
	}
	return t
}

// limitEntry is what was set, from what and why.
func (t Task) limitEntry(was Task, by Person, at time.Time, why string) Entry {
	var d diffs
	d.text("limit", was.Limit.said(), t.Limit.said())
	d.text("confirm", saidProblems(was.Confirm), saidProblems(t.Confirm))
	d.text("text", "", why)
	return Entry{At: at, By: by.ID, Task: t.ID, What: WhatLimit, Fields: append(d, was.Standing().to(t.Standing())...)}
}

// tellLimited lets those know of another limit that knew of the old one: the units that lead the
// task, and the one that handed it over, unless it set the limit itself. Who is told of it for the
// first time reads the limit there. The line keeps the limit that the unit knew: when it moves
// twice before the next digest, or back, that is what it is to hear.
func (t Task) tellLimited(was Task, by UnitID, on Date) Task {
	for _, unit := range append(slices.Clone(t.Lead), t.HandedBy) {
		if unit != by && (t.knows(unit) || unit == t.HandedBy) {
			t = t.tellLimitTo(was, unit, on)
		}
	}
	return t
}

// tellLimitTo lets one unit know of another limit; none: nobody.
func (t Task) tellLimitTo(was Task, unit UnitID, on Date) Task {
	if unit == "" {
		return t
	}
	knew := was.Limit.Due.String()
	of := func(n News) bool { return n.Unit == unit && n.Reason == OccasionLimit }
	if i := slices.IndexFunc(t.News, of); i >= 0 {
		knew = t.News[i].Title
	}
	if t = t.withoutNews(of); knew != t.Limit.Due.String() {
		t = t.withNews(News{Unit: unit, Reason: OccasionLimit, On: on, Title: knew})
	}
	return t
}

// LimitChild moves the limit of a child with that which its parent was given, where it was the
// parent's old one, see [Task.ExtendChild]. by is the parent's entry.
func (t Task) LimitChild(child Task, by Entry) (Task, Entry, bool) {
	return t.moveChild(child, Entry{At: by.At, By: by.By, What: by.What, Fields: []FieldDiff{{Name: "parent", After: string(t.ID)}}})
}

// Beyond are the milestones of the timetable that are not reached and would come after the limit.
func (t Task) Beyond() []TimetableLine {
	if t.Limit.Due.IsZero() {
		return nil
	}
	return slices.DeleteFunc(t.Timetable(), func(line TimetableLine) bool { return line.Done || line.Date <= t.Limit.Due })
}

// NearlyDue reports whether the limit has passed, or comes within [LimitSoon] workdays: whoever
// comes to lead the task then is late before he has begun.
func (t Task) NearlyDue(today Date, cal Calendar) bool {
	return t.Open() && !t.Limit.Due.IsZero() && t.Limit.Due < cal.After(today, LimitSoon)
}
