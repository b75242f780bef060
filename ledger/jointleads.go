package ledger

import "slices"

// JointLeads are the units that lead a task beside one of those that lead it (联合牵头): what one
// of them asks for, and is granted or told, is of the work of all. None for a unit that does
// not lead.
func (t Task) JointLeads(unit UnitID) []UnitID {
	if !t.leads(unit) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.Lead), func(lead UnitID) bool { return lead == unit })
}

// Overtaken reports whether a completion that one lead had reported is taken back by what
// another one has reported since.
func (t Task) Overtaken(m Matter) bool {
	return m.Kind == MatterReview && m.Verdict == VerdictVoid && t.State != StateSubmitted && t.Open() && m.Unit != "" && t.leads(m.Unit) &&
		t.Last.Unit != m.Unit && t.leads(t.Last.Unit)
}
