package ledger

import "strings"

// Extension is a limit that was moved (延期). All of them stay, so that everybody can see
// how often a task was late before it was late.
type Extension struct {
	From   Date     `json:"from"`
	To     Date     `json:"to"`
	On     Date     `json:"on"`
	Matter MatterID `json:"matter"`

	Suspended int    `json:"suspended,omitempty"` // it moved by so many days of suspension, not by an application
	By        string `json:"by,omitempty"`        // who gave the task this limit without an application (时限)
	Why       string `json:"why,omitempty"`       // and why
	Of        TaskID `json:"of,omitempty"`        // the divided task with which it moved by that
}

// ExtensionAnswer is within how many workdays the office answers what a unit asks for [O].
const ExtensionAnswer = 3

// ApplyExtension asks the office for a later limit: by the leading unit, before the limit
// has passed, with the reason and the new date (domain §7). What was asked in time and sent
// back may be asked again within [ExtensionAnswer] workdays.
func (t Task) ApplyExtension(a Applying) (Applied, *Refusal) {
	today := DateOf(a.At)
	if refusal := MayTask(a.By, ActionApply, t, today); refusal != nil {
		return Applied{}, refusal
	}
	refuse := func(reason Reason) (Applied, *Refusal) {
		return Applied{}, &Refusal{Reason: reason, Task: t.ID, Words: a.Date.String()}
	}
	if waits, ok := t.Waits(MatterExtension); ok {
		return Applied{}, &Refusal{Reason: ReasonWaits, Task: t.ID, Words: string(waits.Matter)}
	}
	switch due := t.Limit.Due; {
	case t.State == StateSuspended:
		return refuse(ReasonSuspended)
	case t.refusesEnded() != nil:
		return Applied{}, t.refusesEnded()
	case due.IsZero():
		return refuse(ReasonNoLimit)
	case today > due && today > t.ExtendAgain:
		return refuse(ReasonExtendLate)
	case a.Date < today:
		return refuse(ReasonExtendPast)
	case a.Date <= due:
		return refuse(ReasonExtendBack)
	case strings.TrimSpace(a.Text) == "":
		return refuse(ReasonNoWhy)
	}
	applied, refusal := t.open(MatterExtension, DeskOffice, a)
	applied.Matter.Was = t.Limit.Due
	return applied, refusal
}

// denied is the task after its extension was not granted.
func (t Task) denied(d Deciding) Task {
	t.ExtendAgain = 0
	if d.Verdict == VerdictReturned {
		t.ExtendAgain = d.Calendar.After(DateOf(d.At), ExtensionAnswer)
	}
	return t
}

// movedWithParent is from which day a unit is told that the limit moved with that of the task
// of which its own is a part: from the morning after; zero: it did not.
func (t Task) movedWithParent() Date {
	n := len(t.Extensions)
	if n == 0 {
		return 0
	}
	last := t.Extensions[n-1]
	if own := last.Matter == "" || last.Matter.Task() == t.ID; own && last.Of == "" {
		return 0
	}
	return last.On + 1
}

// extend moves the limit to the granted day.
func (t Task) extend(m Matter, d Deciding) (Task, *Refusal) {
	switch {
	case t.State == StateSuspended:
		return Task{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case !t.Open(): // one reported as complete may still be sent back, and then the new limit holds
		return Task{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case d.Date <= t.Limit.Due || d.Date <= DateOf(d.At):
		return Task{}, &Refusal{Reason: ReasonExtendBack, Task: t.ID, Words: d.Date.String()}
	}
	is := t.moveLimit(Extension{From: t.Limit.Due, To: d.Date, On: DateOf(d.At), Matter: m.ID})
	return is.tellLimitTo(t, t.HandedBy, DateOf(d.At)), nil // whoever asked is told at once
}
