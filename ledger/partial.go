package ledger

import (
	"slices"
	"strings"
)

// Partial is what of a task is done while the rest goes on (阶段性办结): in the unit's words,
// with who agreed. All of them stay.
type Partial struct {
	On     Date     `json:"on"`
	Text   string   `json:"text"`
	Unit   UnitID   `json:"unit,omitempty"`
	By     string   `json:"by,omitempty"`     // of the unit
	Agreed string   `json:"agreed,omitempty"` // of the office
	Matter MatterID `json:"matter"`
}

// ApplyPartial asks the office to record that a part of the work is completed: by the leading
// unit, which says what is done and what is left. There must be a report that it can be held to.
func (t Task) ApplyPartial(a Applying) (Applied, *Refusal) {
	if refusal := MayTask(a.By, ActionApply, t, DateOf(a.At)); refusal != nil {
		return Applied{}, refusal
	}
	if refusal := t.refusesPartial(); refusal != nil {
		return Applied{}, refusal
	}
	if strings.TrimSpace(a.Text) == "" {
		return Applied{}, &Refusal{Reason: ReasonNoWhy, Task: t.ID}
	}
	return t.open(MatterPartial, DeskOffice, a)
}

func (t Task) refusesPartial() *Refusal {
	switch {
	case t.State == StateSuspended:
		return &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case t.refusesEnded() != nil:
		return t.refusesEnded()
	case t.Divided():
		return t.refusesDirectly()
	case t.Last.Report == "":
		return &Refusal{Reason: ReasonNoReport, Task: t.ID}
	}
	return nil
}

// partly records what is done. The task stays open and its limit stands, unless the office
// names a later day for the rest; that is kept among the extensions.
func (t Task) partly(m Matter, d Deciding) (Task, *Refusal) {
	if refusal := t.refusesPartial(); refusal != nil {
		return Task{}, refusal
	}
	if !d.Date.IsZero() {
		if t.Limit.Due.IsZero() {
			return Task{}, &Refusal{Reason: ReasonNoLimit, Task: t.ID}
		}
		later, refusal := t.extend(m, d)
		if refusal != nil {
			return Task{}, refusal
		}
		t = later
	}
	t.Partial = append(slices.Clone(t.Partial), Partial{
		On: DateOf(d.At), Text: strings.TrimSpace(m.Text), Unit: m.Unit, By: m.ByName, Agreed: d.By.Name, Matter: m.ID,
	})
	return t, nil
}
