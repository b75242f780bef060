package ledger

import "slices"

// unled reports whether the task waits for a unit that leads it (未交办).
func (t Task) unled() bool { return t.State == StateRegistered && len(t.Lead) == 0 }

// UnledRange are the tasks that nobody leads, the oldest first.
func UnledRange() Range { return Range{Mark: MarkOf(MarkNoLead, ScopeOffice), Max: NoLimit} }

// ApplyClaim asks the office for a task that nobody leads (认领). The unit is one for which
// the asker speaks. Until the office agrees it sees nothing of the task but its title.
func (t Task) ApplyClaim(unit UnitID, a Applying) (Applied, *Refusal) {
	today := DateOf(a.At)
	if refusal := MayTask(a.By, ActionClaim, t, today); refusal != nil {
		return Applied{}, refusal
	}
	if !t.Open() {
		return Applied{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	}
	if !t.unled() {
		return Applied{}, &Refusal{Reason: ReasonHasLead, Task: t.ID, Words: joinUnits(t.Lead)}
	}
	if !slices.Contains(a.By.Units(today), unit) {
		return Applied{}, &Refusal{Reason: ReasonNoRight}
	}
	applied, refusal := t.open(MatterClaim, DeskOffice, a)
	if refusal != nil {
		return Applied{}, refusal
	}
	applied.Matter.Unit, applied.Entries[0].Unit = unit, unit // it has no part in the task yet
	return applied, nil
}

// claimed lets the unit that claimed the task lead it.
func (t Task) claimed(m Matter, on Date) (Task, *Refusal) {
	if !t.unled() {
		return Task{}, &Refusal{Reason: ReasonVoid, Task: t.ID}
	}
	was, lead := t, []UnitID{m.Unit}
	t = t.handTo(lead)
	t.Co, t.Implement = without(slices.Clone(t.Co), lead), without(slices.Clone(t.Implement), lead)
	return t.tellParts(was, on), nil
}
