package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The bounds of a plan [O].
const (
	PlanMost      = 20 // milestones
	PlanTitleMost = 60 // characters of one
	PlanOver      = 90 // days: longer work is to have a plan, or the office waives it
	planEvery     = 7  // days between two lines that ask for it
)

// Plan is the timetable (时间表、路线图) that the leading unit sets itself. What the
// document itself set stands in Limit.Milestones and is not touched by it.
type Plan struct {
	Milestones []Milestone `json:"milestones,omitempty"`
	On         Date        `json:"on,omitzero"`
	By         PersonID    `json:"by,omitempty"`
	Waived     string      `json:"waived,omitempty"` // why the office does without one (免计划)
}

// TimetableLine is one milestone with its place: people name it by its number in the
// timetable, from 1.
type TimetableLine struct {
	Milestone
	N        int
	Document bool // the document itself set it
}

// Timetable are the milestones of the document and of the unit's plan, the oldest first.
func (t Task) Timetable() []TimetableLine {
	lines := make([]TimetableLine, 0, len(t.Limit.Milestones)+len(t.Plan.Milestones))
	for _, m := range t.Limit.Milestones {
		lines = append(lines, TimetableLine{Milestone: m, Document: true})
	}
	for _, m := range t.Plan.Milestones {
		lines = append(lines, TimetableLine{Milestone: m})
	}
	slices.SortStableFunc(lines, func(a, b TimetableLine) int { return cmp.Compare(a.Date, b.Date) })
	for i := range lines {
		lines[i].N = i + 1
	}
	return lines
}

// steps are the days by which the schedule is measured: those of the timetable, and the
// limit where the last of them is before it, so that a unit which plans to be early is
// measured by the limit all the same.
func (t Task) steps() []Date {
	var days []Date
	for _, line := range t.Timetable() {
		days = append(days, line.Date)
	}
	if n := len(days); n > 0 && len(t.Plan.Milestones) > 0 && days[n-1] < t.Limit.Due {
		days = append(days, t.Limit.Due)
	}
	return days
}

// NeedsPlan reports whether the task is to have milestones and has none: work of more
// than ninety days, unless the office waived it.
func (t Task) NeedsPlan() bool {
	switch t.State {
	case StateAssigned, StateAccepted, StateInProgress, StateBlocked:
	case StateRegistered, StateSubmitted, StateSuspended, StateCompleted, StateClosed, StateCancelled:
		return false
	}
	return !t.Divided() && !t.Limit.Standing && !t.Limit.Due.IsZero() && t.Limit.Due.Sub(t.Registered) > PlanOver &&
		len(t.Limit.Milestones) == 0 && len(t.Plan.Milestones) == 0 && t.Plan.Waived == ""
}

// planDue is the last day up to today on which a unit is asked for its plan: a week after
// the registration and weekly; zero if none was yet.
func (t Task) planDue(today Date) Date {
	weeks := today.Sub(t.Registered) / planEvery
	if !t.NeedsPlan() || weeks < 1 {
		return 0
	}
	return t.Registered.AddDays(weeks * planEvery)
}

// planAfter is the first such day after another; never if no plan is missing.
func (t Task) planAfter(told Date) Date {
	if !t.NeedsPlan() {
		return never
	}
	weeks := max(told.Sub(t.Registered)/planEvery, 0) + 1
	return t.Registered.AddDays(weeks * planEvery)
}

// Planning is a plan as the leading unit sets it.
type Planning struct {
	By         Person
	At         time.Time
	Milestones []Milestone
}

// Planned is a task with its new plan.
type Planned struct {
	Task    Task
	Entries []Entry
}

// MakePlan sets the unit's milestones. A later plan replaces the earlier one; both stay in
// the entries, and what was reached stays reached.
func (t Task) MakePlan(p Planning) (Planned, *Refusal) {
	today := DateOf(p.At)
	if refusal := MayTask(p.By, ActionPlan, t, today); refusal != nil {
		return Planned{}, refusal
	}
	refuse := func(reason Reason, words string) (Planned, *Refusal) {
		return Planned{}, &Refusal{Reason: reason, Task: t.ID, Words: words}
	}
	milestones := slices.Clone(p.Milestones)
	slices.SortStableFunc(milestones, func(a, b Milestone) int { return cmp.Compare(a.Date, b.Date) })
	switch n := len(milestones); {
	case t.State == StateSuspended: // its days move when it goes on
		return refuse(ReasonSuspended, "")
	case t.refusesEnded() != nil:
		return Planned{}, t.refusesEnded()
	case n == 0:
		return refuse(ReasonPlanDate, "")
	case n > PlanMost:
		return refuse(ReasonPlanMany, strconv.Itoa(n))
	case milestones[0].Date < today:
		return refuse(ReasonPlanPast, milestones[0].Date.String())
	case !t.Limit.Due.IsZero() && milestones[n-1].Date > t.Limit.Due:
		return refuse(ReasonPlanAfter, t.Limit.Due.String())
	}
	for i, m := range milestones {
		switch {
		case strings.TrimSpace(m.Title) == "":
			return refuse(ReasonPlanWords, m.Date.String())
		case utf8.RuneCountInString(m.Title) > PlanTitleMost:
			return refuse(ReasonTooLong, "")
		case Marked(m.Title):
			return refuse(ReasonSecret, "")
		}
		milestones[i].Done = slices.ContainsFunc(t.Plan.Milestones, func(was Milestone) bool { return was.Done && was.Title == m.Title })
	}
	before := planWords(t.Plan.Milestones)
	t.Plan = Plan{Milestones: milestones, On: today, By: p.By.ID}
	unit, _ := t.speaksFor(p.By, today)
	return Planned{Task: t, Entries: []Entry{{
		At: p.At, By: p.By.ID, Unit: unit, Task: t.ID, What: WhatPlanned,
		Fields: []FieldDiff{{Name: "plan", Before: before, After: planWords(milestones)}},
	}}}, nil
}

// planWords are milestones in one line, for the entries.
func planWords(milestones []Milestone) string {
	said := make([]string, len(milestones))
	for i, m := range milestones {
		said[i] = m.Date.String() + " " + m.Title
	}
	return strings.Join(said, "; ")
}

// FindMilestone finds a milestone by its number in the timetable or by its words; false
// where none, or more than one, is meant.
func (t Task) FindMilestone(words string) (TimetableLine, bool) {
	lines := t.Timetable()
	words = strings.TrimSpace(Narrow(words))
	if n, ok := numberedMilestone(words); ok {
		if n < 1 || n > len(lines) {
			return TimetableLine{}, false
		}
		return lines[n-1], true
	}
	letters := string(Letters(words))
	if letters == "" {
		return TimetableLine{}, false
	}
	var found []TimetableLine
	for _, line := range lines {
		title := string(Letters(line.Title))
		if title == letters {
			return line, true
		}
		if strings.Contains(title, letters) {
			found = append(found, line)
		}
	}
	if len(found) != 1 {
		return TimetableLine{}, false
	}
	return found[0], true
}

// Reach marks a milestone as done, or takes that back: by the leading unit.
func (t Task) Reach(by Person, at time.Time, line TimetableLine, done bool) (Planned, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionPlan, t, today); refusal != nil {
		return Planned{}, refusal
	}
	switch {
	case !t.Open():
		return Planned{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case line.Done == done:
		return Planned{}, &Refusal{Reason: ReasonReached, Task: t.ID, Words: line.Title}
	}
	where := &t.Plan.Milestones
	if line.Document {
		where = &t.Limit.Milestones
	}
	i := slices.Index(*where, line.Milestone)
	if i < 0 {
		return Planned{}, &Refusal{Reason: ReasonNoMilestone, Task: t.ID, Words: line.Title}
	}
	*where = slices.Clone(*where)
	(*where)[i].Done = done
	unit, _ := t.speaksFor(by, today)
	return Planned{Task: t, Entries: []Entry{{
		At: at, By: by.ID, Unit: unit, Task: t.ID, What: WhatMilestone,
		Fields: []FieldDiff{{Name: "milestone", After: planWords([]Milestone{line.Milestone})}, {Name: "done", Before: yes(line.Done), After: yes(done)}},
	}}}, nil
}

// WaivePlan is the office's word that a task does without milestones, with the reason.
func (t Task) WaivePlan(by Person, at time.Time, why string) (Planned, *Refusal) {
	if refusal := MayTask(by, ActionWaive, t, DateOf(at)); refusal != nil {
		return Planned{}, refusal
	}
	why = strings.TrimSpace(why)
	switch {
	case !t.Open():
		return Planned{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case len(t.Timetable()) > 0:
		return Planned{}, &Refusal{Reason: ReasonHasPlan, Task: t.ID}
	case why == "":
		return Planned{}, &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	}
	if refusal := fitWords(t.ID, why, nil); refusal != nil {
		return Planned{}, refusal
	}
	before := t.Plan.Waived
	t.Plan.Waived = why
	return Planned{Task: t, Entries: []Entry{{
		At: at, By: by.ID, Task: t.ID, What: WhatWaived,
		Fields: []FieldDiff{{Name: "plan", Before: before, After: why}},
	}}}, nil
}
