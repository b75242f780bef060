package ledger

import "strings"

// Decided is a task and its matter after the decision.
type Decided struct {
	Task    Task
	Matter  Matter
	Entries []Entry
}

// Decide decides a matter: whoever sits at its desk, once. Who refuses or sends back says
// why, since the unit must know what to do next.
func (m Matter) Decide(t Task, d Deciding) (Decided, *Refusal) {
	today := DateOf(d.At)
	if refusal := May(d.By, ActionDecide, today); refusal != nil {
		return Decided{}, refusal
	}
	d.Words = strings.TrimSpace(d.Words)
	if refusal := m.refusesDecision(t, d, today); refusal != nil {
		return Decided{}, refusal
	}
	if m.Kind == MatterInstruction && d.Verdict == VerdictApproved {
		return m.agree(d), nil
	}
	if d.Verdict == VerdictRefused && m.Kind.onlyReturned() {
		d.Verdict = VerdictReturned
	}
	if d.Date.IsZero() {
		d.Date = m.Date
	}
	if m.InPlace(d.By, today) {
		m.Instead = m.Desk
	}
	was, stood := t, d.By.standsInFor(m.Desk, today)
	if d.Verdict == VerdictApproved {
		next, refusal := m.grant(t, d)
		if refusal != nil {
			return Decided{}, refusal
		}
		t = next
	} else {
		t = m.deny(t, d)
	}
	t, m = t.settle(m, d.Verdict, Settled{By: d.By.ID, Name: d.By.Name, For: stood, At: d.At, Words: d.Words, Date: d.Date, Files: d.Files, Lead: d.Lead})
	t = t.newsOfDenied(m, d)
	entry := m.decisionEntry(d, stood)
	entry.Fields = append(append(entry.Fields, unitsDiff("lead", was.Lead, t.Lead)...), was.Standing().to(t.Standing())...)
	if m.Kind == MatterSuspension && t.State == StateSuspended { // the office may have given another day than was asked
		entry.Fields = append(entry.Fields, FieldDiff{Name: "until", After: t.Suspension.Until.String()})
	}
	return Decided{Task: t, Matter: m, Entries: []Entry{entry}}, nil
}

// refusesDecision says why somebody may not decide the matter so; nil: he may.
func (m Matter) refusesDecision(t Task, d Deciding, today Date) *Refusal {
	switch {
	case !d.By.MayDecide(m, today):
		return &Refusal{Reason: ReasonNoMatter}
	case m.Verdict == VerdictVoid && t.State == StateCancelled:
		return t.refusesCancelled()
	case m.Over() != nil:
		return m.Over()
	case m.InPlace(d.By, today) && d.Words == "":
		return &Refusal{Reason: ReasonInPlace, Task: m.Task, Before: &m}
	case m.Kind == MatterObjection && d.Verdict == VerdictReturned:
		return &Refusal{Reason: ReasonUphold, Task: m.Task}
	case m.Kind == MatterReview && d.Verdict != VerdictApproved && t.Divided():
		return t.refusesDirectly() // what is to be done again is done by a child
	case m.Kind == MatterDifficulty && (d.Verdict != VerdictReturned || !d.By.Sits(DeskOffice, today)):
		return &Refusal{Reason: ReasonAnswerIt, Task: m.Task}
	case d.Verdict != VerdictApproved && d.Words == "":
		return &Refusal{Reason: ReasonNoWhy, Task: m.Task}
	case !d.Date.IsZero() && (d.Verdict != VerdictApproved || m.Date.IsZero() && m.Kind != MatterPartial && m.Kind != MatterSentBack):
		return &Refusal{Reason: ReasonForm, Task: m.Task}
	}
	return fitWords(m.Task, d.Words, d.Files)
}

// decisionEntry is what was decided, by whom and in whose place.
func (m Matter) decisionEntry(d Deciding, stood string) Entry {
	entry := Entry{At: d.At, By: d.By.ID, Unit: m.Unit, Task: m.Task, What: WhatDecided, Why: string(m.Kind), Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "verdict", After: string(d.Verdict)}, {Name: "text", After: d.Words},
	}}
	entry.Fields = append(entry.Fields, filesDiff(d.Files)...)
	if stood != "" {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "for", After: stood})
	}
	if m.Instead != "" {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "instead", After: string(m.Instead)})
	}
	return entry
}
