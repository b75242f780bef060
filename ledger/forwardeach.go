package ledger

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Spread is a difficulty that was handed on to several units, each of which answers for its part:
// a matter for each, with a day, a ladder and an answer of its own. Or it is all of them, after one
// answer.
type Spread struct {
	Task    Task
	Matters []Matter
	Entries []Entry
}

// ForwardEach hands a difficulty on to one unit or to several (转办). It is over when each of them
// has answered, or when the unit that raised it goes on. Of several none is asked if one may not be.
func (m Matter) ForwardEach(t Task, f Forwarding, to []UnitID) (Spread, *Refusal) {
	to = m.inOrder(to)
	for _, unit := range to {
		if t.askedBeside(m, unit) {
			return Spread{}, &Refusal{Reason: ReasonAskedAlready, Task: m.Task, Words: string(unit)}
		}
	}
	f.To, f.With = to[0], to[1:]
	first, refusal := m.Forward(t, f)
	if refusal != nil {
		return Spread{}, refusal
	}
	done := Spread{Task: first.Task, Matters: []Matter{first.Matter}, Entries: first.Entries}
	for i, unit := range to[1:] {
		next, part := done.Task.split(m)
		f.To, f.With = unit, slices.Delete(slices.Clone(to), i+1, i+2)
		asked, refusal := part.Forward(next, f)
		if refusal != nil {
			return Spread{}, refusal
		}
		done.Task, done.Matters, done.Entries = asked.Task, append(done.Matters, asked.Matter), append(done.Entries, asked.Entries...)
	}
	return done, nil
}

// AnswerAll answers difficulties of the task with the same words (答复 全部): those that wait for one
// person. None is answered if one may not be.
func (t Task) AnswerAll(matters []Matter, by Person, at time.Time, words string) (Spread, *Refusal) {
	done := Spread{Task: t}
	for _, m := range matters {
		next, refusal := m.Answer(done.Task, by, at, words)
		if refusal != nil {
			return Spread{}, refusal
		}
		done.Task, done.Matters, done.Entries = next.Task, append(done.Matters, next.Matter), append(done.Entries, next.Entries...)
	}
	return done, nil
}

// inOrder are the units that are asked, each once; the one that is asked already is asked on.
func (m Matter) inOrder(to []UnitID) []UnitID {
	now, _ := m.Desk.Unit()
	var units []UnitID
	if slices.Contains(to, now) {
		units = append(units, now)
	}
	for _, unit := range to {
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

// split is a second matter of the same difficulty, with which another unit is asked.
func (t Task) split(m Matter) (Task, Matter) {
	t.Matters++
	part := m
	part.ID, part.Rev, part.Of = MatterID(string(t.ID)+"/m"+strconv.Itoa(t.Matters)), 0, m.root()
	part.Desk, part.Needs, part.Forwards, part.Asides, part.Escalation = DeskOffice, "", nil, nil, Escalation{}
	part.AnswerBy, part.Told, part.Raised, part.AddedBy = 0, 0, 0, 0
	w := Waiting{Matter: part.ID, Kind: part.Kind, Desk: part.Desk}
	if i := slices.IndexFunc(t.Waiting, func(w Waiting) bool { return w.Matter == m.ID }); i >= 0 {
		w.Answered = t.Waiting[i].Answered
	}
	t.Waiting = append(slices.Clone(t.Waiting), w)
	return t.seat(part), part
}

// root is the first of the matters of one difficulty.
func (m Matter) root() MatterID { return cmp.Or(m.Of, m.ID) }

// with reports whether what waits is another matter of the same difficulty.
func (w Waiting) with(m Matter) bool {
	return w.Matter != m.ID && w.Kind == m.Kind && cmp.Or(w.Of, w.Matter) == m.root()
}

func (t Task) askedBeside(m Matter, unit UnitID) bool {
	return slices.ContainsFunc(t.Waiting, func(w Waiting) bool { return w.with(m) && w.Desk == DeskUnit(unit) })
}

// askedTwice reports whether a unit that another one became part of is asked the same difficulty by
// both their matters: it answers once. One of which a notice runs stays.
func (t Task) askedTwice(m Matter, unit UnitID) bool {
	runs := func(n Noticed) bool { return n.Asked == m.ID && n.State.Running() }
	return m.Kind == MatterDifficulty && m.Verdict == "" && m.Desk == DeskUnit(unit) && t.askedBeside(m, unit) && !slices.ContainsFunc(t.Notices, runs)
}

// moveWith names the new unit among those that were asked with the one that answers, but for that
// one itself; false: the old one is not among them.
func (m Matter) moveWith(merging Merging) (Matter, bool) {
	n := len(m.Forwards) - 1
	if n < 0 {
		return m, false
	}
	asked, _ := m.Desk.Unit()
	with := m.Forwards[n].With
	if !slices.Contains(with, merging.From) && (asked != merging.Into || !slices.Contains(with, asked)) {
		return m, false
	}
	m.Forwards = slices.Clone(m.Forwards)
	m.Forwards[n].With = renamed(with, merging, map[UnitID]bool{asked: true})
	return m, true
}

// StillAsked are the units that are to answer the same difficulty, and have not.
func (t Task) StillAsked(m Matter) []UnitID {
	var units []UnitID
	for _, w := range t.Waiting {
		if unit, asked := w.Desk.Unit(); asked && w.with(m) {
			units = append(units, unit)
		}
	}
	return units
}

// answeredBeside keeps, with what is still waited for, which unit has answered its part.
func (t Task) answeredBeside(m Matter) Task {
	unit, asked := m.Desk.Unit()
	if !asked || m.Kind != MatterDifficulty || m.Verdict != VerdictAnswered {
		return t
	}
	t.Waiting = slices.Clone(t.Waiting)
	for i, w := range t.Waiting {
		if w.with(m) && !slices.Contains(w.Answered, unit) {
			t.Waiting[i].Answered = append(slices.Clip(w.Answered), unit)
		}
	}
	return t
}
