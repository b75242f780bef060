package ledger

import "slices"

// Beside is what a unit that does not lead a task said of it last, beside the task's own
// figures (配合单位的近况). It tells the lead who is stuck.
type Beside struct {
	Unit      UnitID   `json:"unit"`
	Report    ReportID `json:"report,omitempty"`  // the one in force
	Blocked   string   `json:"blocked,omitempty"` // what is in the way of its part, in its words
	BlockedOn Date     `json:"blocked_on,omitzero"`
	Answer    string   `json:"answer,omitempty"`   // what it was told to that
	Answerer  UnitID   `json:"answerer,omitempty"` // by whom; empty: by the office
	Answered  Date     `json:"answered,omitzero"`  // and when
}

// Stuck are the units that work on the task without leading it, and reported a difficulty that
// stands.
func (t Task) Stuck() []Beside {
	return slices.DeleteFunc(slices.Clone(t.Beside), func(b Beside) bool { return b.Blocked == "" || t.leads(b.Unit) || !t.Answers(b.Unit) })
}

// stuckSince is since when a difficulty of any unit stands on the task; zero: none does.
func (t Task) stuckSince() Date {
	since := Date(0)
	if t.State == StateBlocked {
		since = t.BlockedOn
	}
	for _, b := range t.Stuck() {
		if since.IsZero() || b.BlockedOn < since {
			since = b.BlockedOn
		}
	}
	return since
}

// StuckRange are the tasks of a scope on which a difficulty of any unit stands.
func StuckRange(scope Scope, _ Date) Range { return AllRange(MarkOf(MarkStuck, scope)) }

// beside is what a unit that does not lead said last.
func (t Task) beside(unit UnitID) Beside {
	if i := slices.IndexFunc(t.Beside, func(b Beside) bool { return b.Unit == unit }); i >= 0 {
		return t.Beside[i]
	}
	return Beside{Unit: unit}
}

// withBeside keeps what a unit said last; nothing is kept of one that has said nothing.
func (t Task) withBeside(b Beside) Task {
	t.Beside = slices.DeleteFunc(slices.Clone(t.Beside), func(was Beside) bool { return was.Unit == b.Unit })
	if b.Report != "" {
		t.Beside = append(t.Beside, b)
	}
	if len(t.Beside) == 0 {
		t.Beside = nil
	}
	return t
}

// applyBeside puts the report of a unit in force that does not lead: the task's own figures
// stay as they are.
func (t Task) applyBeside(r Report) Task {
	b := t.beside(r.Unit)
	b.Report = r.ID
	switch {
	case r.Blocked:
		b = Beside{Unit: r.Unit, Report: r.ID, Blocked: r.Text, BlockedOn: DateOf(r.At)}
	case !r.NoChange && !r.bare():
		b = Beside{Unit: r.Unit, Report: r.ID}
	}
	return t.withBeside(b)
}

// besideAnswered keeps what the unit was told to its difficulty.
func (t Task) besideAnswered(m Matter) Task {
	b := t.beside(m.Unit)
	if m.Part == "" || b.Blocked == "" || (m.Verdict != VerdictAnswered && m.Verdict != VerdictReturned) {
		return t
	}
	b.Answer, b.Answerer, b.Answered = m.Settled.Words, m.Settled.Unit, DateOf(m.Settled.At)
	return t.withBeside(b)
}

// moveBeside gives what the old unit said to the new one, unless that has spoken itself.
func (t Task) moveBeside(m Merging) Task {
	was := t.beside(m.From)
	t = t.withBeside(Beside{Unit: m.From})
	if t.leads(m.Into) || t.beside(m.Into).Report != "" || was.Report == "" {
		return t
	}
	was.Unit = m.Into
	return t.withBeside(was)
}

// sideOf is the unit for which a difficulty is kept beside the task's own; empty: it leads.
func (t Task) sideOf(unit UnitID) UnitID {
	if t.leads(unit) {
		return ""
	}
	return unit
}

// stuckOn is what stands in the way of the task, or of a unit's part in it.
func (t Task) stuckOn(side UnitID) (text string, stuck bool) {
	if side == "" {
		return t.Blocked, t.State == StateBlocked
	}
	b := t.beside(side)
	return b.Blocked, b.Blocked != ""
}

// waitsOf are the difficulties of a unit that wait: of its part in the task, or of the task itself
// where it leads that, alone or with others.
func (t Task) waitsOf(unit UnitID) []Waiting {
	var own []Waiting
	for _, w := range t.Waiting {
		side := t.sideOf(unit)
		if w.Kind == MatterDifficulty && w.Unit == side && (side != "" || w.Lead == "" || w.Lead == unit) {
			own = append(own, w)
		}
	}
	return own
}

// PartOf is a unit's part in the task, where it does not lead.
func (t Task) PartOf(unit UnitID) Part { return t.partOf(unit) }

// partOf is a unit's part in the task, where it does not lead.
func (t Task) partOf(unit UnitID) Part {
	switch {
	case unit == "" || t.leads(unit):
		return ""
	case slices.Contains(t.Implement, unit):
		return PartImplement
	default:
		return PartCo
	}
}

// side is the unit beside whose lead a matter is kept on its task; empty: it is the lead's.
func (m Matter) side() UnitID {
	if m.Part == "" && m.Asked == "" {
		return ""
	}
	return m.Unit
}

// tellBeside tells a lead on the day after which other unit is stuck, and what it was
// answered: that day's digest has been said.
func (t Task) tellBeside(found []Telling, unit UnitID, told, today Date) []Telling {
	for _, b := range t.Stuck() {
		if slices.ContainsFunc(t.waitsOf(b.Unit), func(w Waiting) bool { return w.Desk == DeskUnit(unit) }) {
			continue // it is asked itself, in a line of its own
		}
		if day := max(b.BlockedOn, b.Answered) + 1; day > told && day <= today {
			found = append(found, Telling{Reason: OccasionBeside, On: day - 1, Title: string(b.Unit)})
		}
	}
	for _, w := range t.HinderedBeside(unit) {
		if w.On+1 > told && w.On < today {
			found = append(found, Telling{Reason: OccasionBeside, On: w.On, Title: string(w.Lead)})
		}
	}
	return found
}
