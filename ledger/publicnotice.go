package ledger

import (
	"strings"
	"time"
)

// ObjectionAnswer is within how many workdays an objection is decided [O].
const ObjectionAnswer = 3

// Object records an objection that came in during the public notice (异议). The notice stops
// until the office has decided: if it stands the close-out goes back to the unit, if not
// the notice goes on, and its last day stays.
func (t Task) Object(a Applying) (Applied, *Refusal) {
	if refusal := MayTask(a.By, ActionCloseout, t, DateOf(a.At)); refusal != nil {
		return Applied{}, refusal
	}
	a.Text = strings.TrimSpace(a.Text)
	switch {
	case !t.Closing() || t.Closeout.Until.IsZero():
		return Applied{}, &Refusal{Reason: ReasonNoPublic, Task: t.ID}
	case a.Text == "":
		return Applied{}, &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	}
	applied, refusal := t.open(MatterObjection, DeskOffice, a)
	applied.Matter.Unit = t.Closeout.Unit
	return applied, refusal
}

// uphold sends a close-out back because of an objection that stands.
func (t Task) uphold(m Matter, d Deciding) (Task, *Refusal) {
	if !t.Closing() || t.Closeout.Until.IsZero() {
		return Task{}, &Refusal{Reason: ReasonVoid, Task: t.ID}
	}
	why := m.Text
	if d.Words != "" {
		why += "；" + d.Words
	}
	return t.sentBack(Passed{On: DateOf(d.At), By: d.By.Name, Words: why, Files: d.Files}), nil
}

// NoticeEnds is the last day of the task's public notice while the clock may end it; zero:
// there is none, or an objection has stopped it.
func (t Task) NoticeEnds() Date {
	if _, stopped := t.Waits(MatterObjection); stopped || !t.Closing() {
		return 0
	}
	return t.Closeout.Until
}

// NoticesOver are the public notices whose last day is over.
func NoticesOver(today Date) Range {
	return Range{MarkOf(MarkPublic, ScopeOffice), 0, int64(today) - 1}
}

// EndNotice passes a public notice whose last day is over; false: it is not.
func (t Task) EndNotice(at time.Time) (Task, []Entry, bool) {
	ends, today := t.NoticeEnds(), DateOf(at)
	if ends.IsZero() || today <= ends {
		return t, nil, false
	}
	was := t
	t = t.passed(Passed{On: today, Verdict: VerdictApproved})
	entry := Entry{At: at, Unit: t.Closeout.Unit, Task: t.ID, What: WhatCloseout, Why: "notice ended", Fields: []FieldDiff{
		{Name: "until", After: ends.String()}, {Name: "step", Before: string(StepPublicNotice), After: string(t.Closeout.Step().Name)},
	}}
	entry.Fields = append(entry.Fields, was.Standing().to(t.Standing())...)
	return t, []Entry{entry}, true
}
