package ledger

import (
	"slices"
	"strings"
	"time"
)

// SuspendMost is for how many days work may be suspended at a time [O].
const SuspendMost = 365

// Suspension is work that rests (中止): nobody is reminded of it and no report is due. It
// goes on by itself on the day given.
type Suspension struct {
	From  State  `json:"from,omitempty"` // what the task was before
	On    Date   `json:"on,omitzero"`
	Until Date   `json:"until,omitzero"` // the day on which the work goes on
	Why   string `json:"why,omitempty"`
	Over  Date   `json:"over,omitzero"` // when it went on; zero: it rests
}

// Suspending is a suspension that a unit applies for, or that the office orders.
type Suspending struct {
	By    Person
	At    time.Time
	Until Date
	Why   string
}

// maySuspend are the rules that hold for whoever wants it.
func (t Task) maySuspend(s Suspending) *Refusal {
	today := DateOf(s.At)
	refuse := func(reason Reason) *Refusal { return &Refusal{Reason: reason, Task: t.ID, Words: s.Until.String()} }
	switch {
	case t.State == StateSuspended:
		return refuse(ReasonSuspended)
	case t.refusesEnded() != nil:
		return t.refusesEnded()
	case t.State == StateRegistered:
		return refuse(ReasonUnassigned)
	case t.Divided():
		return t.refusesDirectly()
	case s.Until <= today:
		return refuse(ReasonSuspendPast)
	case s.Until.Sub(today) > SuspendMost:
		return refuse(ReasonSuspendFar)
	case strings.TrimSpace(s.Why) == "":
		return refuse(ReasonNoWhy)
	}
	return fitWords(t.ID, s.Why, nil)
}

// ApplySuspension asks the office to let the work rest: by the leading unit.
func (t Task) ApplySuspension(a Applying) (Applied, *Refusal) {
	if refusal := MayTask(a.By, ActionApply, t, DateOf(a.At)); refusal != nil {
		return Applied{}, refusal
	}
	if refusal := t.maySuspend(Suspending{At: a.At, Until: a.Date, Why: a.Text}); refusal != nil {
		return Applied{}, refusal
	}
	return t.open(MatterSuspension, DeskOffice, a)
}

// Suspend lets the work rest at once: the office's own decision.
func (t Task) Suspend(s Suspending) (Planned, *Refusal) {
	if refusal := MayTask(s.By, ActionResume, t, DateOf(s.At)); refusal != nil {
		return Planned{}, refusal
	}
	if refusal := t.maySuspend(s); refusal != nil {
		return Planned{}, refusal
	}
	next := t.suspended(s)
	return Planned{Task: next, Entries: []Entry{{
		At: s.At, By: s.By.ID, Task: t.ID, What: WhatSuspended,
		Fields: append(t.Standing().to(next.Standing()), FieldDiff{Name: "until", After: s.Until.String()}, FieldDiff{Name: "text", After: s.Why}),
	}}}, nil
}

// suspended is the task while it rests. A promise does not outlive it.
func (t Task) suspended(s Suspending) Task {
	t.Suspension = Suspension{From: t.State, On: DateOf(s.At), Until: s.Until, Why: strings.TrimSpace(s.Why)}
	t.State, t.Promise = StateSuspended, Promise{}
	return t
}

// suspend grants what a unit applied for, until the day that the office gave.
func (t Task) suspend(m Matter, d Deciding) (Task, *Refusal) {
	s := Suspending{By: d.By, At: d.At, Until: d.Date, Why: m.Text}
	if refusal := t.maySuspend(s); refusal != nil {
		return Task{}, refusal
	}
	return t.suspended(s), nil
}

// Resume lets the work go on: the office by hand. The limit moves by as many days as the
// work rested, and that stands among the extensions; milestones that are not reached move with it.
func (t Task) Resume(by Person, at time.Time) (Planned, *Refusal) {
	if refusal := MayTask(by, ActionResume, t, DateOf(at)); refusal != nil {
		return Planned{}, refusal
	}
	if t.State != StateSuspended {
		return Planned{}, &Refusal{Reason: ReasonNotSuspended, Task: t.ID}
	}
	return t.resumed(by.ID, at), nil
}

// Wake lets the work go on by itself, if its day has come.
func (t Task) Wake(at time.Time) (Planned, bool) {
	if t.State != StateSuspended || DateOf(at) < t.Suspension.Until {
		return Planned{}, false
	}
	return t.resumed(0, at), true
}

func (t Task) resumed(by PersonID, at time.Time) Planned {
	was, today := t, DateOf(at)
	t.State, t.Suspension.Over = t.Suspension.From, today
	t = t.withReceipts() // who signed, or was given the task, while it rested
	days := today.Sub(t.Suspension.On)
	if due := t.Limit.Due; !due.IsZero() && days > 0 {
		t.Limit.Due = due.AddDays(days)
		t.Extensions = append(slices.Clip(t.Extensions), Extension{From: due, To: t.Limit.Due, On: today, Suspended: days})
	}
	var moved []FieldDiff
	t.Limit.Milestones, moved = shifted(t.Limit.Milestones, days, moved)
	if t.Plan.On <= t.Suspension.On { // a plan that was made while it rested knows of that
		t.Plan.Milestones, moved = shifted(t.Plan.Milestones, days, moved)
	}
	return Planned{Task: t, Entries: []Entry{{
		At: at, By: by, Task: t.ID, What: WhatResumed,
		Fields: append(was.Standing().to(t.Standing()), moved...),
	}}}
}

// shifted are milestones of work that rested for some days: what is not reached moves with the
// limit, each with its old and its new day.
func shifted(milestones []Milestone, days int, fields []FieldDiff) ([]Milestone, []FieldDiff) {
	if days <= 0 {
		return milestones, fields
	}
	milestones = slices.Clone(milestones)
	for i, m := range milestones {
		if m.Done || m.Date.IsZero() {
			continue
		}
		milestones[i].Date = m.Date.AddDays(days)
		words := strings.TrimSpace(m.Title + " " + milestones[i].Date.String())
		fields = append(fields, FieldDiff{Name: "milestone", Before: m.Date.String(), After: words})
	}
	return milestones, fields
}

// SuspendedRange are the tasks that rest, the one that goes on next first.
func SuspendedRange(scope Scope) Range {
	return Range{Mark: MarkOf(MarkSuspended, scope), Max: NoLimit}
}

// WakingRange are the tasks that rest and go on by a day.
func WakingRange(by Date) Range {
	return Range{Mark: MarkOf(MarkSuspended, ScopeOffice), Max: int64(by)}
}
