package ledger

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Merging is a unit that becomes part of another one (撤并).
type Merging struct {
	By   Person
	At   time.Time
	From UnitID
	Into UnitID

	Mandated bool   // the new unit has a mandate of its own; else that of the old one ends
	Unseated []Desk // of the new unit, at which nobody will sit
}

// May reports why somebody may not merge these units; nil: he may.
func (m Merging) May() *Refusal {
	if refusal := May(m.By, ActionPeople, DateOf(m.At)); refusal != nil {
		return refusal
	}
	if m.From == m.Into {
		return &Refusal{Reason: ReasonMergeSelf, Words: string(m.Into)}
	}
	return nil
}

// MovedTask is a task after one of its units became another, with what waits on it and the
// notices that run.
type MovedTask struct {
	Task    Task
	Matters []Matter
	Notices []Notice
	Entries []Entry
}

// Names reports whether the unit has any part in the task, or something of the task waits
// for it: also a unit without a part may be asked for an answer, or get a copy of a notice.
func (t Task) Names(unit UnitID) bool {
	return t.Involves(unit) || t.copied(unit) || slices.ContainsFunc(t.Waiting, func(w Waiting) bool {
		return w.Desk == DeskHead(unit) || w.Desk == DeskUnit(unit)
	})
}

// MoveUnit puts the other unit into each part that the old one had in the task. A unit
// answers for a task in one part only, the strongest. The new unit is told of a task that
// it leads now as of one that was handed to it; what the old one signed for is signed for,
// what waits for a decision waits on, and what a notice wants of it is wanted of the new one.
func (t Task) MoveUnit(m Merging, waiting []Matter, notices []Notice) MovedTask {
	was := t
	seen := map[UnitID]bool{}
	for _, part := range []*[]UnitID{&t.Lead, &t.Co, &t.Implement} {
		*part = renamed(*part, m, seen)
	}
	t.Supervise, t.Accept = renamed(t.Supervise, m, map[UnitID]bool{}), renamed(t.Accept, m, map[UnitID]bool{})
	t.Told = slices.DeleteFunc(slices.Clone(t.Told), func(told Told) bool { return told.Unit == m.From })
	t.Moved = slices.DeleteFunc(renamed(t.Moved, m, map[UnitID]bool{}), t.leads)
	t = t.moveReceipt(m, slices.Contains(was.Lead, m.Into)).moveBeside(m).moveAsides(m)
	m.rename(&t.Closeout.Unit)
	t.Closeout.Passed = slices.Clone(t.Closeout.Passed)
	for i := range t.Closeout.Passed {
		m.rename(&t.Closeout.Passed[i].Unit)
	}
	m.rename(&t.Promise.Unit)
	m.rename(&t.HandedBy)
	t.Addressed = renamed(t.Addressed, m, map[UnitID]bool{})
	t = t.moveNews(m)
	t = t.withReceipts()
	var moved MovedTask
	var unseated []FieldDiff
	for _, n := range notices {
		if n.State.Running() && (slices.Contains(n.Units, m.From) || slices.Contains(n.Copies, m.From) || n.heir() == m.From) {
			n = n.moveUnit(m)
			t, moved.Notices = t.keep(n), append(moved.Notices, n)
		}
	}
	for _, matter := range waiting {
		if is, ok := matter.moveUnit(m, t); ok {
			if t = t.seat(is); t.askedTwice(is, m.Into) {
				t, is = t.settle(is, VerdictVoid, Settled{By: m.By.ID, Name: m.By.Name, At: m.At})
				unseated = append(unseated, FieldDiff{Name: "matter", Before: string(is.ID)})
			}
			moved.Matters = append(moved.Matters, is)
			if is.Desk == DeskOffice && matter.Orphaned() {
				unseated = append(unseated, FieldDiff{Name: "matter", After: string(is.ID)}, FieldDiff{Name: "desk", Before: string(matter.Desk), After: string(is.Desk)})
			}
		}
	}
	moved.Task = t
	moved.Entries = []Entry{{At: m.At, By: m.By.ID, Unit: m.Into, Task: t.ID, What: WhatMerged, Fields: slices.Concat(
		unitsDiff("lead", was.Lead, t.Lead), unitsDiff("co", was.Co, t.Co), unitsDiff("implement", was.Implement, t.Implement),
		unitsDiff("supervise", was.Supervise, t.Supervise), unitsDiff("accept", was.Accept, t.Accept), was.Standing().to(t.Standing()), unseated,
	)}}
	return moved
}

// moveReceipt lets what the old unit signed for count for the new one, unless that led the
// task beside it and signs for itself.
func (t Task) moveReceipt(m Merging, both bool) Task {
	if _, signed := t.AcceptedBy(m.From); !signed {
		return t
	}
	t.Accepted = slices.Clone(t.Accepted)
	if both {
		t.Accepted = slices.DeleteFunc(t.Accepted, func(a Acceptance) bool { return a.Unit == m.From })
	}
	for i, a := range t.Accepted {
		if a.Unit == m.From {
			t.Accepted[i].As = cmp.Or(a.As, a.Unit)
		}
		m.rename(&t.Accepted[i].Unit)
	}
	return t
}

// moveUnit is a matter that the old unit asked for, or that waits for it; false: it is
// none of its. Where the new unit leads the task of a difficulty it cannot be the one that
// is asked, and the office decides again.
func (m Matter) moveUnit(merging Merging, t Task) (Matter, bool) {
	was := m
	m.Desk, m.Instead = merging.desk(m.Desk), merging.desk(m.Instead)
	merging.rename(&m.Unit)
	merging.rename(&m.Needs)
	switch {
	case m.Kind == MatterSign && t.leads(m.Desk.Of()):
		m.Desk = DeskOffice // nobody notices himself: it is the office's notice now
	case m.Desk == was.Desk:
	case m.Kind == MatterSign && !merging.Mandated: // the new unit may issue nothing
		m.Desk = DeskOffice
	case m.Orphaned() && slices.Contains(merging.Unseated, m.Desk):
		m = m.unseat()
	}
	if m.Kind == MatterDifficulty {
		if m.Part != "" {
			m.Part = t.partOf(m.Unit)
		}
		if m.Desk != was.Desk {
			m.Told = 0 // to those who are asked now it is new
		}
		asked, _ := m.Desk.Unit()
		if m.asksItself(t, asked) {
			m.Desk = DeskOffice
		}
		if m.asksItself(t, m.Needs) {
			m.Needs = ""
		}
	}
	m, beside := m.moveWith(merging)
	return m, beside || m.Desk != was.Desk || m.Instead != was.Instead || m.Unit != was.Unit || m.Needs != was.Needs
}

// asksItself reports whether a difficulty cannot be put to a unit, since it is its own.
func (m Matter) asksItself(t Task, unit UnitID) bool {
	return unit != "" && (unit == m.Unit || m.Part == "" && t.leads(unit))
}

// moveUnit is a notice to the new unit instead of the old one, with what that did about it.
func (n Notice) moveUnit(m Merging) Notice {
	both := slices.Contains(n.Units, m.Into)
	n.Units, n.Copies = renamed(n.Units, m, map[UnitID]bool{}), renamed(n.Copies, m, map[UnitID]bool{})
	n.Received, n.Replies = slices.Clone(n.Received), slices.Clone(n.Replies)
	switch { // whoever has signed it stays who signed it
	case n.N > 0 && n.heir() == m.From:
		n.Heir = m.Into
	case n.N > 0:
	case n.Issuer == m.From && !m.Mandated:
		n.Issuer = "" // a draft is the office's, since no mandate is left
	default:
		m.rename(&n.Issuer)
	}
	if n.N == 0 && slices.Contains(n.Units, n.Issuer) {
		n.Issuer = ""
	}
	if both { // each had its own to answer, and the new unit answers for itself
		n.Received = slices.DeleteFunc(n.Received, func(r Receiving) bool { return r.Unit == m.From })
	}
	for i := range n.Received {
		m.rename(&n.Received[i].Unit)
	}
	for i := range n.Replies {
		m.rename(&n.Replies[i].Unit)
	}
	if n.N > 0 {
		n.State = n.stand()
	}
	return n
}

func renamed(units []UnitID, m Merging, seen map[UnitID]bool) []UnitID {
	var kept []UnitID
	for _, unit := range units {
		if unit == m.From {
			unit = m.Into
		}
		if !seen[unit] {
			seen[unit] = true
			kept = append(kept, unit)
		}
	}
	return kept
}

func (m Merging) desk(desk Desk) Desk {
	switch {
	case desk == DeskHead(m.From):
		return DeskHead(m.Into)
	case desk == DeskUnit(m.From):
		return DeskUnit(m.Into)
	default:
		return desk
	}
}

func (m Merging) rename(unit *UnitID) {
	if *unit == m.From && m.From != "" {
		*unit = m.Into
	}
}

func unitsDiff(name string, was, is []UnitID) []FieldDiff {
	if slices.Equal(was, is) {
		return nil
	}
	return []FieldDiff{{Name: name, Before: joined(was), After: joined(is)}}
}

func joined(units []UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, " ")
}

// MoveUnit ends the person's posts in the old unit. A contact and a grid worker go on with
// the same work in the new one; a head does not, since that unit has its own.
func (p Person) MoveUnit(m Merging) (Person, []Entry) {
	today := DateOf(m.At)
	var entries []Entry
	for _, post := range p.Posts {
		if post.Unit != m.From || (!post.Until.IsZero() && post.Until <= today) {
			continue
		}
		var entry Entry
		p, entry = p.end(post, m.By.ID, m.At, EndMerged)
		entries = append(entries, entry)
		if post.Role == RoleHead || len(p.Holds(today, post.Role, m.Into)) > 0 {
			continue
		}
		post.Unit, post.From = m.Into, max(post.From, today)
		p.Posts = append(slices.Clone(p.Posts), post)
		entries = append(entries, Entry{At: m.At, By: m.By.ID, Unit: m.Into, What: WhatJoined, Why: EndMerged, Fields: []FieldDiff{
			{Name: "person", After: person(p.ID)}, {Name: "role", After: string(post.Role)}, {Name: "from", After: post.From.String()},
		}})
	}
	return p, entries
}

// MergedAway refuses a name of a unit that has become part of another one where a merger is
// meant: read as that other one it would end a unit that nobody named, and a merger is not undone.
func MergedAway(units []Unit, name string, is, into UnitID) *Refusal {
	was := func(u Unit) bool {
		return u.Merged != "" && slices.ContainsFunc(u.names(), func(n string) bool { return nameKey(n) == nameKey(name) })
	}
	if is == into || !slices.ContainsFunc(units, was) {
		return nil
	}
	return &Refusal{Reason: ReasonMergedAway, Words: strings.Join([]string{name, string(is), string(into)}, " ")}
}

// Unmerged are the units that were not merged into another one.
func Unmerged(units []Unit) []Unit {
	return slices.DeleteFunc(slices.Clone(units), func(u Unit) bool { return u.Merged != "" })
}

// InOrder are the units in the order of the office's own list.
func InOrder(units []Unit) []Unit {
	return slices.SortedStableFunc(slices.Values(units), func(a, b Unit) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
}

// UnitIDs are the names of units.
func UnitIDs(units []Unit) []UnitID {
	ids := make([]UnitID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	return ids
}

// successor is the unit that a unit is part of now, however often it was merged; itself if
// it was not.
func successor(unit Unit, units []Unit) UnitID {
	for range units {
		if unit.Merged == "" {
			break
		}
		at := slices.IndexFunc(units, func(u Unit) bool { return u.ID == unit.Merged })
		if at < 0 {
			break
		}
		unit = units[at]
	}
	return unit.ID
}

// Mergers are those that have taken place since something was written, so that old words
// find the units of today: each unit that is no more, and whose part it is now.
func Mergers(units []Unit, by Person, at time.Time) []Merging {
	var all []Merging
	for _, unit := range units {
		if into := successor(unit, units); into != unit.ID {
			all = append(all, Merging{By: by, At: at, From: unit.ID, Into: into})
		}
	}
	return all
}
