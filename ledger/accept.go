package ledger

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Acceptance is a leading unit's receipt for a task (签收): who signed, and when.
type Acceptance struct {
	Unit   UnitID    `json:"unit"`
	By     PersonID  `json:"by"`
	Name   string    `json:"name,omitempty"`
	At     time.Time `json:"at"`
	As     UnitID    `json:"as,omitempty"`     // the unit for which he signed, where that has become part of Unit since
	Report ReportID  `json:"report,omitempty"` // the report that implied it, withdrawn together with it
}

// Accepted is a task that was signed for.
type Accepted struct {
	Task    Task
	Unit    UnitID
	Entries []Entry
}

// TakeAcceptance signs for the receipt of a task (签收, domain §3): each leading unit for
// itself, once. The task is accepted when all of them have signed; who reports has
// received it too, so the work is not held up by a missing signature.
func (t Task) TakeAcceptance(by Person, at time.Time) (Accepted, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionAccept, t, today); refusal != nil {
		return Accepted{}, refusal
	}
	unit, _ := t.speaksFor(by, today)
	switch signed, ok := t.AcceptedBy(unit); {
	case t.refusesEnded() != nil:
		return Accepted{}, t.refusesEnded()
	case t.Divided():
		return Accepted{}, t.refusesDirectly()
	case t.State == StateRegistered:
		return Accepted{}, &Refusal{Reason: ReasonUnassigned, Task: t.ID}
	case ok:
		return Accepted{}, &Refusal{Reason: ReasonAccepted, Task: t.ID, Words: signed.Name}
	}
	was := t
	t = t.receive(Acceptance{Unit: unit, By: by.ID, Name: by.Name, At: at})
	entry := Entry{At: at, By: by.ID, Unit: unit, Task: t.ID, What: WhatAccepted, Fields: was.Standing().to(t.Standing())}
	return Accepted{Task: t, Unit: unit, Entries: []Entry{entry}}, nil
}

// AcceptedBy is the receipt of a unit, if it has signed.
func (t Task) AcceptedBy(unit UnitID) (Acceptance, bool) {
	i := slices.IndexFunc(t.Accepted, func(a Acceptance) bool { return a.Unit == unit })
	if i < 0 {
		return Acceptance{}, false
	}
	return t.Accepted[i], true
}

// Unsigned reports whether a leading unit still has to sign. Work that was under way when
// it was entered is not asked for a receipt.
func (t Task) Unsigned(unit UnitID) bool {
	if _, signed := t.AcceptedBy(unit); signed || !slices.Contains(t.Lead, unit) {
		return false
	}
	if t.Divided() {
		return false
	}
	if _, back := t.Waits(MatterSentBack); back {
		return false // nobody is asked to sign while it is in question whose the task is
	}
	switch t.State {
	case StateAssigned:
		return true
	case StateInProgress, StateBlocked:
		return len(t.Accepted) > 0 // another unit that leads it too was faster
	case StateRegistered, StateAccepted, StateSubmitted, StateSuspended, StateCompleted, StateClosed, StateCancelled:
	}
	return false
}

// receive notes a receipt, the first one of each unit.
func (t Task) receive(a Acceptance) Task {
	if _, signed := t.AcceptedBy(a.Unit); signed {
		return t
	}
	t.Accepted = append(slices.Clone(t.Accepted), a)
	return t.withReceipts()
}

// unreceive forgets a receipt that a withdrawn report implied.
func (t Task) unreceive(r ReportID) Task {
	t.Accepted = slices.DeleteFunc(slices.Clone(t.Accepted), func(a Acceptance) bool { return a.Report == r })
	if len(t.Accepted) == 0 {
		t.Accepted = nil
	}
	return t.withReceipts()
}

// withReceipts settles whether a task of which nothing else is heard is accepted.
func (t Task) withReceipts() Task {
	missing := slices.ContainsFunc(t.Lead, func(unit UnitID) bool { _, signed := t.AcceptedBy(unit); return !signed })
	switch {
	case t.State == StateAssigned && !missing && len(t.Lead) > 0:
		t.State = StateAccepted
	case t.State == StateAccepted && missing:
		t.State = StateAssigned
	}
	return t
}

// unsignedMarks place a task under those of its units that have not signed, and in the
// scopes of no unit. The score is the day on which the first of them was told.
func (t Task) unsignedMarks() []Mark {
	var units []UnitID
	since := never
	for _, unit := range t.Lead {
		if t.Unsigned(unit) {
			units = append(units, unit)
			if first := t.firstTold(unit); !first.IsZero() {
				since = min(since, first)
			}
		}
	}
	if len(units) == 0 {
		return nil
	}
	t.Lead, t.Co, t.Implement = units, nil, nil
	var marks []Mark
	for _, scope := range t.Scopes() {
		marks = append(marks, Mark{MarkOf(MarkUnsigned, scope), int64(since)})
	}
	return marks
}

// UnsignedRange are the tasks of a scope for which nobody has signed though a working day
// has passed: units are told in the morning of working days.
func UnsignedRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkUnsigned, scope), 0, int64(today) - 1}
}

// UnsignedAll are the tasks of a scope for which a leading unit has not signed, those of
// which it was not yet told included.
func UnsignedAll(scope Scope) Range { return Range{Mark: MarkOf(MarkUnsigned, scope), Max: NoLimit} }

var betweenNumbers = regexp.MustCompile(`[、,;\n]|\s+|和`)

// ReadTaskNumbers reads tasks that are named one after the other: 17, 1、2、5, 1-3,
// 2025-017、2025-018. false: something else is among them.
func ReadTaskNumbers(words string) ([]TaskNumber, bool) {
	var all []TaskNumber
	add := func(n TaskNumber) {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	for _, piece := range betweenNumbers.Split(strings.TrimRight(strings.TrimSpace(Narrow(words)), "。.! "), -1) {
		piece = strings.TrimSpace(piece)
		if piece == "" {
			continue
		}
		if number, ok := ReadTaskNumber(piece); ok {
			add(number)
			continue
		}
		if m := numberRange.FindString(piece); m != piece {
			return nil, false
		}
		numbers := lineNumbers(piece)
		if len(numbers) == 0 {
			return nil, false
		}
		for _, n := range numbers {
			add(TaskNumber{N: n})
		}
	}
	return all, len(all) > 0
}
