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

// Denied is what a unit that leads a task with others asked for, and was refused or sent back.
type Denied struct {
	Unit    UnitID     `json:"unit"`
	Kind    MatterKind `json:"kind"`
	Verdict Verdict    `json:"verdict"`
	Words   string     `json:"words,omitempty"`
}

func (d Denied) same(as Denied) bool { return d.Unit == as.Unit && d.Kind == as.Kind }

// LeavesWork reports whether the work goes on as if the matter had never been asked for: only who
// asked has to know at once.
func (m Matter) LeavesWork() bool {
	asks := []MatterKind{MatterExtension, MatterSuspension, MatterSentBack, MatterPartial}
	return m.Part == "" && slices.Contains(asks, m.Kind) && (m.Verdict == VerdictRefused || m.Verdict == VerdictReturned)
}

// newsOfDenied lets the other leads read in their next digest what one of them asked for in
// vain. The newest decision stands for those before it that they have not read.
func (t Task) newsOfDenied(m Matter, d Deciding) Task {
	denied := Denied{Unit: m.Unit, Kind: m.Kind, Verdict: m.Verdict, Words: d.Words}
	t = t.withoutNews(func(n News) bool { return n.Reason == OccasionDenied && n.Denied.same(denied) })
	if !m.LeavesWork() {
		return t
	}
	today := DateOf(d.At)
	for _, unit := range t.JointLeads(m.Unit) {
		if !slices.Contains(d.By.Units(today), unit) { // else he reads the answer
			t = t.withNews(News{Unit: unit, Reason: OccasionDenied, On: today, Denied: denied})
		}
	}
	return t
}
