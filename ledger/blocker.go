package ledger

import (
	"slices"
	"time"
)

// HeldUp is the unit for whose answer the task itself waits, and since when: its lead's
// difficulty was handed on to it (转办). While it waits, supervision does not rise against the
// lead, but against the unit that is asked (speech 11 and 17: what is needed from whom, and
// since when). Days on which it waited do not count: when the answer is there, the lead's own
// ladder goes on from the level that it had reached (domain §5: no level is skipped, none comes
// twice for the same cause), and its days overdue count from the answer on, see [Task.Freed].
func (t Task) HeldUp() (unit UnitID, since Date, held bool) {
	for _, w := range t.Waiting {
		if asked, ok := w.Desk.Unit(); ok && t.holds(w) {
			return asked, w.Since, true
		}
	}
	return "", 0, false
}

// HeldBy are all units for whose answers it waits so.
func (t Task) HeldBy() []UnitID {
	var units []UnitID
	for _, w := range t.Waiting {
		if asked, ok := w.Desk.Unit(); ok && t.holds(w) && !slices.Contains(units, asked) {
			units = append(units, asked)
		}
	}
	return units
}

func (t Task) holds(w Waiting) bool {
	asked, ok := w.Desk.Unit()
	return ok && w.Kind == MatterDifficulty && w.Unit == "" && !t.leads(asked) && t.State == StateBlocked
}

// freed keeps the day on which a question at another unit ended that held the task up.
func (t Task) freed(m Matter, on Date) Task {
	if _, asked := m.Desk.Unit(); asked && m.Kind == MatterDifficulty && m.Part == "" {
		t.Freed = max(t.Freed, on)
	}
	return t
}

// askedOn is the day on which the unit was asked that is asked now.
func (m Matter) askedOn() Date {
	if n := len(m.Forwards); n > 0 {
		return m.Forwards[n-1].On
	}
	return DateOf(m.At)
}

// AskedOn is the day on which the unit that is asked now was asked.
func (m Matter) AskedOn() Date { return m.askedOn() }

// NextRise is the step up against the unit that is asked which is due on a day, if one is: by
// the same ladder as that of a task, where the day of the answer is the limit and an answer is
// the only progress there is. Nothing rises on the day on which it was asked, before it was told of that, while the task
// rests, or where the unit leads the task itself: its own ladder runs. p is as in [Task.NextRise].
func (m Matter) NextRise(t Task, today Date, cal Calendar, p Policy) (Rise, bool) {
	unit, asked := m.Desk.Unit()
	if !asked || m.Kind != MatterDifficulty || m.Verdict != "" || !m.Rests.IsZero() || m.Told.IsZero() || !t.Open() || t.leads(unit) ||
		today <= m.askedOn() || today <= m.Escalation.risenOn() {
		return Rise{}, false
	}
	return m.Escalation.next(p, today, func(r Rung) []cause {
		noticed := func() []NoticeID { return t.noticedOf(r.Below, today, m.ID, unit) }
		all := r.When.near(nil, m.AnswerBy, today, true)
		all = r.When.overdue(all, m.AnswerBy, m.AnswerBy, today, cal)
		all = r.When.noticed(all, noticed)
		for i := range all { // another unit, another day: another cause
			all[i].id = string(m.ID) + "/" + string(unit) + "/" + all[i].id
		}
		return all
	})
}

// Climb is the matter after a step up against the unit that is asked, with its entry.
func (m Matter) Climb(r Rise, p Policy, at time.Time) (Matter, Entry) {
	unit, _ := m.Desk.Unit()
	e, entry := m.Escalation.climb(r, p, at)
	m.Escalation = e
	entry.Task, entry.Unit = m.Task, unit
	entry.Fields = append(entry.Fields, FieldDiff{Name: "matter", After: string(m.ID)})
	return m, entry
}

// asks is the matter as it is put to another desk: what rose against those who were asked
// before is not the new ones'.
func (m Matter) asks(desk Desk, by Date) Matter {
	m.AnswerBy, m.Told, m.Raised, m.AddedBy = by, 0, 0, 0
	if m.Desk == desk {
		return m // it is asked again: what it had reached stays reached
	}
	m.Desk = desk
	m.Escalation = Escalation{Rises: m.Escalation.Rises, Past: len(m.Escalation.Rises)}
	return m
}

// RisenQuietly is the level without a notice to which supervision of the unit that is asked has
// risen, and the day: none if another step came since.
func (m Matter) RisenQuietly() (Date, string) { return m.Escalation.quietly() }

// ProposeAgainst puts a level before the office that nobody but a person decides (约谈) against
// the unit that is asked.
func (t Task) ProposeAgainst(m Matter, a Applying) Applied {
	unit, _ := m.Desk.Unit()
	applied := t.opened(MatterAdmonition, DeskOffice, a)
	applied.Matter.Unit, applied.Matter.Asked = unit, m.ID
	applied.Task = applied.Task.seat(applied.Matter)
	return applied
}

// AgainstWaits is the proposal about a difficulty that waits already.
func (t Task) AgainstWaits(id MatterID) (Waiting, bool) {
	i := slices.IndexFunc(t.Waiting, func(w Waiting) bool { return w.Kind == MatterAdmonition && w.Asked == id })
	if i < 0 {
		return Waiting{}, false
	}
	return t.Waiting[i], true
}

// asksStill reports whether a difficulty still waits for the answer of a unit.
func (t Task) asksStill(id MatterID, unit UnitID) bool {
	return slices.ContainsFunc(t.Waiting, func(w Waiting) bool { return w.Matter == id && w.Desk == DeskUnit(unit) })
}

// Answerless are the notices that ask a unit for an answer which nobody waits for any more: it
// is there, the office has taken the question back, or the task has moved on.
func (t Task) Answerless() []NoticeID {
	var ids []NoticeID
	for _, n := range t.Notices {
		if n.State.Running() && n.Asked != "" && !t.asksStill(n.Asked, n.To) {
			ids = append(ids, n.Notice)
		}
	}
	return ids
}

// NoticedTo reports whether a notice asks the unit for an answer, though it has no part in the
// task: it may acknowledge that notice and reply to it.
func (t Task) NoticedTo(unit UnitID) bool {
	return unit != "" && slices.ContainsFunc(t.Notices, func(n Noticed) bool { return n.To == unit })
}

// answerless reports whether what waits is about an answer that nobody waits for any more.
func (t Task) answerless(w Waiting) bool {
	if w.Asked != "" {
		return !t.asksStill(w.Asked, w.Unit)
	}
	return w.Notice != "" && slices.Contains(t.Answerless(), w.Notice)
}

// NoticesTo are the notices that ask a unit for an answer; to none: those to the units that lead.
func (t Task) NoticesTo(unit UnitID) []Noticed {
	return slices.DeleteFunc(slices.Clone(t.Notices), func(n Noticed) bool { return n.To != unit })
}
