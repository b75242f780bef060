package ledger

import (
	"slices"
	"time"
)

// Assigning is who is to lead a task, and who helps.
type Assigning struct {
	By   Person
	At   time.Time
	Lead []UnitID
	Co   []UnitID // who are to help; those stay that help now
	Drop []UnitID // of these: who help no more
	Due  Date     // by when; zero: the limit stays

	Alone bool // nobody else than Co helps
}

// Assigned is a task that was handed over.
type Assigned struct {
	Task    Task
	Entries []Entry
}

// Assign sets or changes who leads a task (交办): by the office, as long as no leading unit
// has reported on it; who helps may change at any time. What had to be confirmed about its
// units is settled by that. The units hear of it in their next digest, the former ones too.
func (t Task) Assign(a Assigning) (Assigned, *Refusal) {
	if refusal := MayTask(a.By, ActionAssign, t, DateOf(a.At)); refusal != nil {
		return Assigned{}, refusal
	}
	mandate := t.byMandate(a.By, ActionAssign, DateOf(a.At))
	refuse := func(reason Reason) (Assigned, *Refusal) {
		return Assigned{}, &Refusal{Reason: reason, Task: t.ID, Words: joinUnits(a.Lead)}
	}
	co, refusal := a.helpers(t)
	if refusal != nil {
		return Assigned{}, refusal
	}
	stays := slices.Equal(a.Lead, t.Lead) // of who leads nothing changes
	switch t.State {
	case StateRegistered, StateAssigned, StateAccepted:
	case StateInProgress, StateBlocked:
		if !stays || t.Divided() {
			return refuse(ReasonReported)
		}
	case StateSuspended:
		return refuse(ReasonSuspended)
	case StateSubmitted, StateCompleted, StateClosed, StateCancelled:
		return Assigned{}, t.refusesEnded()
	}
	switch {
	case t.Last.Report != "" && !stays:
		return refuse(ReasonReported)
	case slices.Contains(a.Lead, mandate):
		return refuse(ReasonOwnLead)
	case len(a.Lead) == 0:
		return refuse(ReasonNoLead)
	case !a.Due.IsZero() && a.Due < DateOf(a.At):
		return Assigned{}, &Refusal{Reason: ReasonLimitPast, Task: t.ID, Words: a.Due.String()}
	case stays && !a.Due.IsZero() && t.State != StateRegistered:
		return Assigned{}, &Refusal{Reason: ReasonLimitApart, Task: t.ID, Words: a.Due.String()}
	case stays && slices.Equal(co, t.Co) && t.State != StateRegistered:
		return refuse(ReasonSameLead)
	}
	was := t
	if t = t.supervisedBy(mandate); !stays || t.State == StateRegistered {
		t = t.handTo(a.Lead)
	} else {
		t.Confirm = t.unitsSettled()
	}
	t.Co, t.Implement = co, without(slices.Clone(t.Implement), a.Lead, co)
	t = t.tellParts(was, DateOf(a.At)).tellHandedOn(was, mandate, DateOf(a.At)).byDay(was, a.Due, a.By, mandate, DateOf(a.At))
	entry := Entry{At: a.At, By: a.By.ID, Task: t.ID, What: WhatAssigned, Fields: append([]FieldDiff{
		{Name: "lead", Before: joinUnits(was.Lead), After: joinUnits(t.Lead)},
		{Name: "co", Before: joinUnits(was.Co), After: joinUnits(t.Co)},
	}, was.Standing().to(t.Standing())...)}
	return Assigned{Task: t, Entries: []Entry{entry}}, nil
}

// handTo gives the task to the units that lead it from now on, and settles what had to be
// confirmed about them.
func (t Task) handTo(lead []UnitID) Task {
	was := t.Lead
	t = t.ledBy(lead).calledAfter(was)
	t.Confirm = t.unitsSettled()
	t.Promise = Promise{}
	if t.State == StateRegistered {
		t.State = StateAssigned
	}
	return t.withReceipts()
}

// unitsSettled is what is still to be confirmed once it is said who does the work.
func (t Task) unitsSettled() []Problem {
	return slices.DeleteFunc(slices.Clone(t.Confirm), func(p Problem) bool { return p.Code == ProblemNoLead || ofUnits(p) })
}

// ofUnits reports whether a problem is one of who is responsible.
func ofUnits(p Problem) bool {
	switch UnitCode(p.Code) {
	case UnitUnknown, UnitNearTie, UnitVagueGroup, UnitConditional, UnitUnbalanced, UnitNoSeparator, UnitDefaultCarried,
		UnitNotAUnit, UnitAndOthers, UnitNone:
		return true
	}
	return false
}
