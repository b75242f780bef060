package ledger

import (
	"slices"
	"strings"
	"time"
)

// Aside is what a unit that was asked about a difficulty said of it when it was asked no more: after
// the question was moved on (改转以后才到的答复), or beside the answer that it had given (补充答复). It
// settles nothing, and is not lost.
type Aside struct {
	Unit UnitID    `json:"unit"`
	By   PersonID  `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// AskedBefore is the unit of a person that was asked about a difficulty and is not any more: another
// one is, or the answer is there, maybe its own.
func (m Matter) AskedBefore(p Person, today Date) (UnitID, bool) {
	if m.Kind != MatterDifficulty {
		return "", false
	}
	now, _ := m.Desk.Unit()
	for _, unit := range p.Units(today) {
		asked := slices.ContainsFunc(m.Forwards, func(f Forwarded) bool { return f.To == unit && f.Back == "" })
		if asked && (unit != now || m.Verdict == VerdictAnswered) {
			return unit, true
		}
	}
	return "", false
}

// AnsweredBy reports whether a unit has answered a difficulty: that answer stands, and what the unit
// says later is kept beside it.
func (m Matter) AnsweredBy(unit UnitID) bool {
	return unit != "" && m.Verdict == VerdictAnswered && m.Settled.Unit == unit
}

// AnswerLate keeps what a unit answers that was asked before: whoever has the difficulty now, and
// whoever raised it, read it. The difficulty waits as before, and an answer that is there stands.
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
	case words == "" || IsCourtesy(words) || m.saidBefore(unit, words):
		return Decided{}, m.movedOn(unit)
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

// saidBefore reports whether a unit has answered in these very words.
func (m Matter) saidBefore(unit UnitID, words string) bool {
	return m.AnsweredBy(unit) && m.Settled.Words == words ||
		slices.ContainsFunc(m.Asides, func(said Aside) bool { return said.Unit == unit && said.Text == words })
}

// movedOn says to a unit that was asked before who has the difficulty now, or what the answer is.
func (m Matter) movedOn(unit UnitID) *Refusal {
	if m.Verdict == VerdictAnswered {
		return &Refusal{Reason: ReasonAnswered, Task: m.Task, Words: string(unit), Before: &m}
	}
	now, _ := m.Desk.Unit()
	return &Refusal{Reason: ReasonMovedOn, Task: m.Task, Words: string(now)}
}

// MovedOn is why a person of a unit that was asked before does not answer any more; nil: his
// was not asked.
func (m Matter) MovedOn(p Person, today Date) *Refusal {
	unit, ok := m.AskedBefore(p, today)
	if !ok {
		return nil
	}
	return m.movedOn(unit)
}
