package ledger

import (
	"slices"
	"time"
)

// takeable are the kinds of applications that a unit may take back while they wait.
func (k MatterKind) takeable() bool {
	return slices.Contains([]MatterKind{MatterExtension, MatterSuspension, MatterSentBack, MatterPartial, MatterStep, MatterClaim}, k)
}

// TakesBack are the applications on the task that a person may take back for his unit: those
// that wait for an answer. A close-out in public notice has no step that waits, and is taken back
// by [Task.TakeBackCloseout].
func (t Task) TakesBack() []Waiting {
	return slices.DeleteFunc(slices.Clone(t.Waiting), func(w Waiting) bool { return !w.Kind.takeable() || w.Unit != "" })
}

// TakeBack ends what a unit applied for and what waits still, by its own word: nobody has to
// decide it any more, and it may be asked again. A close-out goes back to its beginning.
func (t Task) TakeBack(m Matter, by Person, at time.Time) (Applied, *Refusal) {
	today := DateOf(at)
	right := ActionApply
	if m.Kind == MatterClaim { // it has no part in the task yet
		right = ActionClaim
	}
	if refusal := MayTask(by, right, t, today); refusal != nil {
		return Applied{}, refusal
	}
	switch {
	case m.Over() != nil:
		return Applied{}, m.Over()
	case !m.Kind.takeable() || !slices.Contains(by.Units(today), m.Unit):
		return Applied{}, &Refusal{Reason: ReasonNotYourMatter, Task: t.ID}
	}
	was := t
	t, m = t.settle(m, VerdictVoid, Settled{By: by.ID, Name: by.Name, At: at})
	if m.Kind == MatterStep {
		t = t.closeoutTaken(by, today)
	}
	entry := Entry{At: at, By: by.ID, Unit: m.Unit, Task: t.ID, What: WhatDecided, Why: string(m.Kind), Fields: append([]FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "verdict", After: string(VerdictVoid)}, {Name: "text", After: "taken back"},
	}, was.Standing().to(t.Standing())...)}
	return Applied{Task: t, Matter: m, Entries: []Entry{entry}}, nil
}

// TakeBackCloseout takes back a close-out that is in public notice.
func (t Task) TakeBackCloseout(by Person, at time.Time) (Promised, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionApply, t, today); refusal != nil {
		return Promised{}, refusal
	}
	if !t.Closing() || !slices.Contains(by.Units(today), t.Closeout.Unit) {
		return Promised{}, &Refusal{Reason: ReasonNotYourMatter, Task: t.ID}
	}
	entry := Entry{At: at, By: by.ID, Unit: t.Closeout.Unit, Task: t.ID, What: WhatCloseout, Why: "taken back", Fields: []FieldDiff{
		{Name: "step", Before: string(t.Closeout.Step().Name)},
	}}
	return Promised{Task: t.closeoutTaken(by, today), Entries: []Entry{entry}}, nil
}

// closeoutTaken is the task after its unit took back its application to have it struck off.
func (t Task) closeoutTaken(by Person, today Date) Task {
	c := t.Closeout
	c.Passed = append(slices.Clip(c.Passed), Passed{Step: c.Step().Name, On: today, By: by.Name, Verdict: VerdictVoid})
	c.At, c.Until, c.Returned, c.Why, c.Taken = 0, 0, today, "", true
	t.Closeout = c
	return t
}

// EndPublic ends a public notice that runs, by the office and with the reason: its text was
// wrong, or it was opened too early. The step is open again, to be published anew or sent back.
func (t Task) EndPublic(by Person, at time.Time, why string) (Promised, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionCloseout, t, today); refusal != nil {
		return Promised{}, refusal
	}
	switch {
	case !t.Public():
		return Promised{}, &Refusal{Reason: ReasonNoPublic, Task: t.ID}
	case why == "":
		return Promised{}, &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	}
	if refusal := fitWords(t.ID, why, nil); refusal != nil {
		return Promised{}, refusal
	}
	c := t.Closeout
	entry := Entry{At: at, By: by.ID, Unit: c.Unit, Task: t.ID, What: WhatCloseout, Why: "notice stopped", Fields: []FieldDiff{
		{Name: "until", Before: c.Until.String()}, {Name: "text", After: why},
	}}
	c.Passed = append(slices.Clip(c.Passed), Passed{Step: StepPublicNotice, On: today, By: by.Name, Verdict: VerdictVoid, Words: why})
	c.Until = 0
	t.Closeout = c
	return Promised{Task: t, Entries: []Entry{entry}}, nil
}

// Public reports whether the task is in public notice (公示中).
func (t Task) Public() bool { return t.Closing() && !t.Closeout.Until.IsZero() }
