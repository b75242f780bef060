package ledger

import (
	"slices"
	"time"
)

// MarkMandated holds the units that may assign to other units and notice them (授权, speech
// 30): the office gives that to a unit, and takes it back.
const MarkMandated = "mandated"

// mandated is what the heads and contacts of a unit with a mandate are beside that. No
// invitation gives it and no post stores it: it is there as long as the unit's mandate is.
const mandated Role = "mandated"

// HasMandate reports whether the person speaks today for a unit that may assign to others.
func (p Person) HasMandate(today Date) bool { return len(p.MandatedUnits(today)) > 0 }

// MandatedUnits are the units with a mandate for which the person speaks today.
func (p Person) MandatedUnits(today Date) []UnitID {
	if len(p.Mandates) == 0 {
		return nil
	}
	return slices.DeleteFunc(p.Units(today), func(unit UnitID) bool { return !slices.Contains(p.Mandates, unit) })
}

// standings are the posts that a person holds today, with those that follow from the mandate
// of a unit for which he speaks.
func (p Person) standings(today Date) []Post {
	held := make([]Post, 0, len(p.Posts)+1)
	for _, post := range p.Posts {
		if post.On(today) {
			held = append(held, post)
		}
	}
	for _, unit := range p.MandatedUnits(today) {
		held = append(held, Post{Role: mandated, Unit: unit})
	}
	return held
}

// HandedOver is a task as a person enters it: what somebody enters by his unit's mandate that
// unit supervises, and it does not lead it itself.
func (t Task) HandedOver(p Person, today Date) (Task, *Refusal) {
	units := p.MandatedUnits(today)
	if len(units) == 0 || MayAll(p, ActionRegister, today) {
		return t, nil
	}
	if slices.Contains(t.Lead, units[0]) {
		return Task{}, &Refusal{Reason: ReasonOwnLead, Words: string(units[0])}
	}
	return t.supervisedBy(units[0]), nil
}

// Issues is the unit that notices by its mandate when a person drafts a notice on the task;
// empty: the office does.
func (t Task) Issues(p Person, today Date) UnitID { return t.byMandate(p, ActionNotice, today) }

// byMandate is the unit for which a person acts who may do something with the task by a
// mandate alone; empty: he needs none, or has none.
func (t Task) byMandate(p Person, action Action, today Date) UnitID {
	if MayAll(p, action, today) {
		return ""
	}
	for _, unit := range p.MandatedUnits(today) {
		if t.mandates(unit) {
			return unit
		}
	}
	return ""
}

// mandates reports whether a unit with a mandate may use it on the task: it supervises it, and
// does not lead it. Otherwise it could hand its own work away, and notice itself.
func (t Task) mandates(unit UnitID) bool {
	return unit != "" && slices.Contains(t.Supervise, unit) && !t.leads(unit)
}

// ownOf reports whether somebody asks by a mandate for what his unit leads itself.
func (t Task) ownOf(p Person, action Action, today Date) bool {
	return rights[action][mandated] == reachSupervised && slices.ContainsFunc(p.MandatedUnits(today), t.leads)
}

// Mandated is a unit whose mandate was given or taken back, and who did it.
type Mandated struct {
	Unit    Unit
	Entries []Entry
}

// Empower lets a unit assign to other units and notice them (授权). A mandate that is there
// already is not given twice.
func (u Unit) Empower(by Person, at time.Time) (Mandated, *Refusal) {
	return u.mandate(by, at, true, ReasonMandated)
}

// Disempower takes the mandate back (撤销授权). From then on nobody of the unit may assign or
// notice; what it handed over stays handed over.
func (u Unit) Disempower(by Person, at time.Time) (Mandated, *Refusal) {
	return u.mandate(by, at, false, ReasonNotMandated)
}

func (u Unit) mandate(by Person, at time.Time, has bool, known Reason) (Mandated, *Refusal) {
	if refusal := May(by, ActionMandate, DateOf(at)); refusal != nil {
		return Mandated{}, refusal
	}
	if u.Mandated == has {
		return Mandated{}, &Refusal{Reason: known, Words: string(u.ID)}
	}
	is := u
	is.Mandated = has
	return Mandated{Unit: is, Entries: []Entry{{At: at, By: by.ID, Unit: u.ID, What: WhatUnit, Why: "mandate", Fields: u.differs(is)}}}, nil
}

// ToOffice puts what waits for the signature of a unit's head before the office: the unit may
// issue nothing any more. The notice becomes the office's.
func (t Task) ToOffice(m Matter, n Notice, by Person, at time.Time) Noted {
	entry := n.entry(WhatDrafted, by, at, "matter", string(m.ID), "desk", string(DeskOffice))
	m.Desk, n.Issuer = DeskOffice, ""
	return Noted{Task: t.seat(m), Notice: n, Matter: m, Entries: []Entry{entry}}
}

// supervisedBy adds the unit that hands a task over by its mandate to those that supervise it.
func (t Task) supervisedBy(unit UnitID) Task {
	if unit == "" {
		return t
	}
	if !slices.Contains(t.Supervise, unit) {
		t.Supervise = append(slices.Clone(t.Supervise), unit)
	}
	t.HandedBy = unit
	return t
}

// watchedBy reports whether a unit is told how a task goes that it handed to others.
func (t Task) watchedBy(unit UnitID) bool {
	return unit != "" && t.HandedBy == unit && !slices.Contains(t.Lead, unit) && slices.Contains(t.Supervise, unit)
}

// tellHanded decides of what the unit that handed a task over is to be told: that it is late,
// that it is stuck and that it is completed, each on the day after and the first of them again
// as its lead is.
func (t Task) tellHanded(unit UnitID, today Date) []Telling {
	if !t.watchedBy(unit) {
		return nil
	}
	told := max(t.ToldOn(unit), t.Registered)
	come := func(day Date) bool { return day > told && day <= today }
	var found []Telling
	switch {
	case t.State == StateCompleted:
		if come(t.Completed + 1) {
			found = append(found, Telling{Reason: OccasionHandedDone, On: t.Completed})
		}
	case !t.Open() || t.State == StateSuspended:
	default:
		if due := t.Limit.Due; !due.IsZero() && today > due && latestAfter(due, today) > told {
			found = append(found, Telling{Reason: OccasionHandedLate, On: due})
		}
		if t.State == StateBlocked && come(t.BlockedOn+1) {
			found = append(found, Telling{Reason: OccasionHandedStuck, On: t.BlockedOn})
		}
	}
	return found
}

// tellHandedOn lets the unit that handed the task over know that the office moved it to others,
// or took it back. by is the unit that moved it, which knows.
func (t Task) tellHandedOn(was Task, by UnitID, on Date) Task {
	if !t.Open() || t.HandedBy == "" || t.HandedBy == by || was.HandedBy != t.HandedBy || t.leads(t.HandedBy) || slices.Equal(was.Lead, t.Lead) {
		return t
	}
	t = t.withoutNews(func(n News) bool { return n.Unit == t.HandedBy && n.Reason == OccasionHandedMoved })
	return t.withNews(News{Unit: t.HandedBy, Reason: OccasionHandedMoved, On: on, Title: joinUnits(was.Lead)})
}

// wakeHanded is the first day on which there may be something to tell the unit that handed
// the task over.
func (t Task) wakeHanded() Date {
	told, first := max(t.ToldOn(t.HandedBy), t.Registered), never
	days := []Date{t.BlockedOn + 1, t.Completed + 1}
	if due := t.Limit.Due; !due.IsZero() {
		days = append(days, due+1, firstAfter(due, told))
	}
	for _, day := range days {
		if day > told {
			first = min(first, day)
		}
	}
	return first
}

// handedMarks are those by which the unit that handed the task over finds it and is told of it.
func (t Task) handedMarks() []Mark {
	if !t.watchedBy(t.HandedBy) || slices.Contains(t.Moved, t.HandedBy) {
		return nil
	}
	var marks []Mark
	if t.Open() {
		score := never
		if !t.Limit.Due.IsZero() && t.State != StateSuspended {
			score = t.Limit.Due
		}
		marks = append(marks, Mark{MarkOf(MarkOpen, ScopeHanded(t.HandedBy)), int64(score)})
	}
	if (t.Open() || t.State == StateCompleted) && len(t.newsFor(t.HandedBy)) == 0 {
		marks = append(marks, Mark{WakeMark(t.HandedBy), int64(t.wakeHanded())})
	}
	return marks
}

// ScopeHanded holds the tasks that a unit handed to others by its mandate.
func ScopeHanded(unit UnitID) Scope { return Scope("handed/" + string(unit)) }
