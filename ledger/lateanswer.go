package ledger

import (
	"slices"
	"strings"
	"time"
)

// Aside is what a unit that was asked about a difficulty said of it when it was asked no more
// (改转以后才到的答复): it settles nothing, and is not lost.
type Aside struct {
	Unit UnitID    `json:"unit"`
	By   PersonID  `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// AskedBefore is the unit of a person that was asked about a difficulty and is not any more.
func (m Matter) AskedBefore(p Person, today Date) (UnitID, bool) {
	if m.Kind != MatterDifficulty {
		return "", false
	}
	now, _ := m.Desk.Unit()
	for _, unit := range p.Units(today) {
		asked := slices.ContainsFunc(m.Forwards, func(f Forwarded) bool { return f.To == unit && f.Back == "" })
		if asked && unit != now {
			return unit, true
		}
	}
	return "", false
}

// AnswerLate keeps what a unit answers that was asked before: whoever has the difficulty now
// reads it. The difficulty waits as before.
func (m Matter) AnswerLate(t Task, by Person, at time.Time, words string) (Decided, *Refusal) {
	today := DateOf(at)
	if refusal := May(by, ActionAnswer, today); refusal != nil {
		return Decided{}, refusal
	}
	unit, ok := m.AskedBefore(by, today)
	words = strings.TrimSpace(words)
	switch {
	case !ok:
		return Decided{}, &Refusal{Reason: ReasonNoMatter}
	case !t.Open():
		return Decided{}, &Refusal{Reason: ReasonVoid, Task: m.Task}
	case words == "" || IsCourtesy(words):
		return Decided{}, m.movedOn()
	}
	if refusal := fitWords(m.Task, words, nil); refusal != nil {
		return Decided{}, refusal
	}
	m.Asides = append(slices.Clip(m.Asides), Aside{Unit: unit, By: by.ID, At: at, Text: words})
	return Decided{Task: t, Matter: m, Entries: []Entry{{
		At: at, By: by.ID, Unit: unit, Task: m.Task, What: WhatAddedFiles, Why: string(m.Kind), Fields: []FieldDiff{
			{Name: "matter", After: string(m.ID)}, {Name: "text", After: words},
		},
	}}}, nil
}

// movedOn says to a unit that was asked before who has the difficulty now.
func (m Matter) movedOn() *Refusal {
	unit, _ := m.Desk.Unit()
	return &Refusal{Reason: ReasonMovedOn, Task: m.Task, Words: string(unit)}
}

// MovedOn is why a person of a unit that was asked before does not answer any more; nil: his
// was not asked.
func (m Matter) MovedOn(p Person, today Date) *Refusal {
	if _, ok := m.AskedBefore(p, today); !ok {
		return nil
	}
	return m.movedOn()
}
