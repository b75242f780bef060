package ledger

import (
	"strings"
	"time"
)

// HandBack returns a difficulty to the office: the unit to which it was forwarded says that
// it is not the one to ask, and why. answerBy is when the office answers it then.
func (m Matter) HandBack(t Task, by Person, at time.Time, why string, answerBy Date) (Decided, *Refusal) {
	unit, asked := m.Desk.Unit()
	why = strings.TrimSpace(why)
	switch {
	case m.Kind != MatterDifficulty || !asked || !by.Sits(m.Desk, DateOf(at)):
		return Decided{}, &Refusal{Reason: ReasonNoMatter}
	case m.Over() != nil:
		return Decided{}, m.Over()
	case why == "" || IsCourtesy(why):
		return Decided{}, &Refusal{Reason: ReasonNoWhy, Task: m.Task, Words: string(unit)}
	}
	if refusal := fitWords(m.Task, why, nil); refusal != nil {
		return Decided{}, refusal
	}
	before := m.Desk
	m.Forwards = append([]Forwarded(nil), m.Forwards...)
	if n := len(m.Forwards); n > 0 {
		m.Forwards[n-1].Back = why
	}
	t, m = t.freed(m, DateOf(at)), m.asks(DeskOffice, answerBy)
	if m.Needs == unit {
		m.Needs = "" // the button would send it there again
	}
	return Decided{Task: t.seat(m), Matter: m, Entries: []Entry{{
		At: at, By: by.ID, Unit: unit, Task: m.Task, What: WhatForwarded, Why: "back", Fields: []FieldDiff{
			{Name: "matter", After: string(m.ID)},
			{Name: "desk", Before: string(before), After: string(m.Desk)},
			{Name: "text", After: why},
		},
	}}}, nil
}

// HandedBack is the unit that handed a difficulty back last, and why; empty: it was not, or was
// forwarded again since.
func (m Matter) HandedBack() (UnitID, string) {
	if n := len(m.Forwards); n > 0 {
		return m.Forwards[n-1].To, m.Forwards[n-1].Back
	}
	return "", ""
}
