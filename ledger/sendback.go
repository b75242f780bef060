package ledger

import (
	"slices"
	"strings"
)

// unheard reports whether no leading unit has begun to work on the task: as long as that is
// so it may be handed to another one without anything being lost.
func (t Task) unheard() bool {
	if t.Divided() {
		return false
	}
	state := t.State
	if state == StateSuspended {
		state = t.Suspension.From
	}
	switch state {
	case StateRegistered, StateAssigned, StateAccepted:
		return t.Last.Report == ""
	case StateInProgress, StateBlocked, StateSubmitted, StateSuspended, StateCompleted, StateClosed, StateCancelled:
	}
	return false
}

// ApplySentBack asks the office to take a task back that was handed to the wrong unit (退办):
// by a leading unit, with the reason, before it has reported on it. Nobody is asked to sign
// for the task until that is decided.
func (t Task) ApplySentBack(a Applying) (Applied, *Refusal) {
	if refusal := MayTask(a.By, ActionApply, t, DateOf(a.At)); refusal != nil {
		return Applied{}, refusal
	}
	refuse := func(reason Reason) (Applied, *Refusal) { return Applied{}, &Refusal{Reason: reason, Task: t.ID} }
	switch {
	case t.State == StateSuspended:
		return refuse(ReasonSuspended)
	case t.refusesEnded() != nil:
		return Applied{}, t.refusesEnded()
	case t.Divided():
		return Applied{}, t.refusesDirectly()
	case !t.unheard():
		return refuse(ReasonHandled)
	case strings.TrimSpace(a.Text) == "":
		return refuse(ReasonNoWhy)
	}
	return t.open(MatterSentBack, DeskOffice, a)
}

// takeBack takes the task from the unit that sent it back. The right unit gets it, by the
// rule by which any task is handed over; where none is known, and no other unit leads it
// too, it is registered again and waits for one.
func (t Task) takeBack(m Matter, d Deciding) (Task, *Refusal) {
	switch {
	case t.State == StateSuspended:
		return Task{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case !t.Open() || !t.unheard() || !slices.Contains(t.Lead, m.Unit):
		return Task{}, &Refusal{Reason: ReasonVoid, Task: t.ID}
	case !d.Date.IsZero() && d.Lead == "":
		return Task{}, &Refusal{Reason: ReasonNoLead, Task: t.ID}
	case !d.Date.IsZero() && d.Date < DateOf(d.At):
		return Task{}, &Refusal{Reason: ReasonLimitPast, Task: t.ID, Words: d.Date.String()}
	case d.Lead == m.Unit:
		return Task{}, &Refusal{Reason: ReasonBackToSelf, Task: t.ID, Words: string(m.Unit)}
	}
	var lead []UnitID
	for _, unit := range t.Lead {
		if unit == m.Unit {
			unit = d.Lead
		}
		if unit != "" && !slices.Contains(lead, unit) {
			lead = append(lead, unit)
		}
	}
	was := t
	t = t.handTo(lead)
	t.Co, t.Implement = without(slices.Clone(t.Co), lead), without(slices.Clone(t.Implement), lead)
	t.Moved = without(t.Moved, []UnitID{m.Unit}) // it hears of the decision itself
	if len(lead) == 0 {
		t.Told, t.Accepted = nil, nil
		t = t.endEscalation()
		t.Escalation.Past = len(t.Escalation.Rises)
		t.State = StateRegistered
		t.Confirm = append(t.Confirm, Problem{Code: ProblemNoLead})
	}
	on := DateOf(d.At)
	return t.tellParts(was, on).tellHandedOn(was, "", on).byDay(was, d.Date, d.By, "", on), nil
}
