package ledger

import (
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

// MovedTask is a task after one of its units became another, with what waits on it.
type MovedTask struct {
	Task    Task
	Matters []Matter
	Entries []Entry
}

// MoveUnit puts the other unit into each part that the old one had in the task. A unit
// answers for a task in one part only, the strongest. The new unit is told of a task that
// it leads now as of one that was handed to it; what waits for a decision waits on.
func (t Task) MoveUnit(m Merging, waiting []Matter) MovedTask {
	was := t
	seen := map[UnitID]bool{}
	for _, part := range []*[]UnitID{&t.Lead, &t.Co, &t.Implement} {
		*part = renamed(*part, m, seen)
	}
	t.Supervise, t.Accept = renamed(t.Supervise, m, map[UnitID]bool{}), renamed(t.Accept, m, map[UnitID]bool{})
	t.Told = slices.DeleteFunc(slices.Clone(t.Told), func(told Told) bool { return told.Unit == m.From })
	moved := MovedTask{Entries: []Entry{{At: m.At, By: m.By.ID, Unit: m.Into, Task: t.ID, What: WhatMerged, Fields: slices.Concat(
		unitsDiff("lead", was.Lead, t.Lead), unitsDiff("co", was.Co, t.Co), unitsDiff("implement", was.Implement, t.Implement),
		unitsDiff("supervise", was.Supervise, t.Supervise), unitsDiff("accept", was.Accept, t.Accept),
	)}}}
	t.Waiting = slices.Clone(t.Waiting)
	for i := range t.Waiting {
		t.Waiting[i].Desk = m.desk(t.Waiting[i].Desk)
	}
	for _, matter := range waiting {
		if matter.Unit == m.From || matter.Desk != m.desk(matter.Desk) {
			matter.Desk = m.desk(matter.Desk)
			if matter.Unit == m.From {
				matter.Unit = m.Into
			}
			moved.Matters = append(moved.Matters, matter)
		}
	}
	moved.Task = t
	return moved
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
	if desk == DeskHead(m.From) {
		return DeskHead(m.Into)
	}
	return desk
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

// Unmerged are the units that were not merged into another one.
func Unmerged(units []Unit) []Unit {
	return slices.DeleteFunc(slices.Clone(units), func(u Unit) bool { return u.Merged != "" })
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
