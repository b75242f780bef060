package ledger

import (
	"fmt"
	"strconv"
	"strings"
)

// Standing is how a task stands in what figures are made of. It can be told from the
// task, and from the entries on it alone: that both agree is what makes a figure provable.
type Standing struct {
	State   State
	Percent int
	Due     Date
}

// Standing is how the task stands now.
func (t Task) Standing() Standing {
	return Standing{State: t.State, Percent: t.Percent, Due: t.Limit.Due}
}

// The fields by which entries tell how a task stands.
const (
	fieldState   = "state"
	fieldPercent = "percent" // of the task; a unit's own part is part_percent
	fieldDue     = "due"

	fieldChildren = "children" // of a task that was divided
	childPrefix   = "child "   // and the code of one of them
)

// to are the fields by which an entry tells that a task stands otherwise than before.
func (s Standing) to(next Standing) []FieldDiff {
	var d diffs
	d.text(fieldState, string(s.State), string(next.State))
	d.text(fieldPercent, strconv.Itoa(s.Percent), strconv.Itoa(next.Percent))
	d.text(fieldDue, s.Due.String(), next.Due.String())
	return d
}

// Audit holds every task to the entries on it: heard one after the other, they must lead
// to where it stands. It is not safe for use by several at once.
type Audit struct {
	told  map[TaskID]Standing
	parts map[TaskID]int // of those that were divided: how many children they have
}

// NewAudit is an audit that has heard nothing yet.
func NewAudit() *Audit { return &Audit{told: map[TaskID]Standing{}, parts: map[TaskID]int{}} }

// Hear takes the next entries. A problem says that one does not follow from those before
// it. A nil audit hears nothing.
func (a *Audit) Hear(entries []Entry) (problem string) {
	if a == nil {
		return ""
	}
	for _, e := range entries {
		if e.Task == "" {
			continue
		}
		next, problem := a.told[e.Task].After(e)
		if problem != "" {
			return fmt.Sprintf("entry %s on %s: %s", e.What, e.Task, problem)
		}
		a.told[e.Task] = next
		a.hearParts(e)
	}
	return ""
}

// hearParts counts the children of a divided task: those that it was given, without those that
// were cancelled since.
func (a *Audit) hearParts(e Entry) {
	for _, f := range e.Fields {
		switch {
		case e.What == WhatDivided && f.Name == fieldChildren:
			a.parts[e.Task] = len(strings.Fields(f.After))
		case e.What == WhatFollowed && strings.HasPrefix(f.Name, childPrefix) && f.After == string(StateCancelled):
			a.parts[e.Task]--
		}
	}
}

// See compares a task with what was heard of it.
func (a *Audit) See(t Task) (problem string) {
	if is, told := t.Standing(), a.told[t.ID]; is != told {
		return fmt.Sprintf("it stands at %s, %d%%, %s; by its entries at %s, %d%%, %s", is.State, is.Percent, is.Due, told.State, told.Percent, told.Due)
	}
	return ""
}

// Figures are the figures that the entries alone give for the whole office on a day.
// What entries do not tell, the lamps and the reports that are late, stays zero.
func (a *Audit) Figures(today Date) Summary {
	s := Summary{Scope: ScopeOffice, Today: today}
	for id, told := range a.told {
		if told.State == StateCancelled {
			continue // it is in no figure
		}
		t := Task{State: told.State, Limit: Limit{Due: told.Due}}
		s.Total++
		if a.parts[id] > 0 {
			s.Whole++
		}
		switch {
		case told.State == StateClosed:
			s.StruckOff++
		case told.State == StateCompleted:
			s.NotStruck++
		case t.Open():
			s.Open++
		}
		switch {
		case t.Overdue(today) > 0:
			s.Overdue++
		case told.State == StateSuspended: // its limit does not run
		case t.Open() && !told.Due.IsZero() && told.Due.Sub(today) <= NearDays:
			s.DueSoon++
		}
		if told.State == StateSubmitted {
			s.Submitted++
		}
		if told.State == StateBlocked {
			s.Blocked++
		}
	}
	s.Completed = s.StruckOff + s.NotStruck
	return s
}

// After is how the task stands after an entry. A problem says that the entry does not
// follow from those before it: something changed the task and left no entry.
func (s Standing) After(e Entry) (next Standing, problem string) {
	next = s
	for _, f := range e.Fields {
		var was string
		var err error
		switch f.Name {
		case fieldState:
			was, next.State = string(s.State), State(f.After)
		case fieldPercent:
			was = strconv.Itoa(s.Percent)
			next.Percent, err = strconv.Atoi(f.After)
		case fieldDue:
			was = s.Due.String()
			next.Due, err = ParseDate(f.After)
		default:
			continue
		}
		switch {
		case err != nil:
			return next, fmt.Sprintf("the %s %q cannot be read", f.Name, f.After)
		case f.Before != was:
			return next, fmt.Sprintf("it says that the %s was %q, by the entries before it is %q", f.Name, f.Before, was)
		}
	}
	return next, ""
}
