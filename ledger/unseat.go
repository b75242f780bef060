package ledger

import (
	"slices"
	"time"
)

// Seated reports whether anybody who can be told is left at a desk. Who only stands in for
// somebody there is not: what waits would be nobody's when his days are over.
func Seated(persons []Person, desk Desk, today Date) bool {
	return slices.ContainsFunc(persons, func(p Person) bool {
		return p.Chat != "" && slices.ContainsFunc(p.Posts, func(post Post) bool {
			return post.On(today) && post.Until.IsZero() && slices.Contains(post.Desks(), desk)
		})
	})
}

// Orphaned reports whether a matter has to be put before the office once nobody sits at its
// desk. A difficulty has not: the office answers for all that it has handed on.
func (m Matter) Orphaned() bool {
	return m.Verdict == "" && m.Desk != DeskOffice && m.Kind != MatterDifficulty
}

// unseat puts a matter at whose desk nobody sits any more before the office, which decides
// for it as it does for a step that opens at such a desk. A reply that nobody can sign any
// more goes to the office's look at it, as one does that comes when no head is there.
func (m Matter) unseat() Matter {
	if m.Kind == MatterHeadSign {
		m.Kind = MatterNoticeReview
	}
	m.Desk, m.Instead = DeskOffice, m.Desk
	return m
}

// Unseat is the task, if the matter is of one, with a matter that goes to the office, since
// whoever sat at its desk has left, or stood in there for some days that are over.
func (t Task) Unseat(m Matter, by Person, at time.Time) (Task, Matter, Entry) {
	is := m.unseat()
	is.Vacant = DateOf(at)
	return t.seat(is), is, Entry{At: at, By: by.ID, Unit: m.Unit, Task: m.Task, What: WhatLeft, Why: EndDeparted, Fields: []FieldDiff{
		{Name: "matter", After: string(m.ID)}, {Name: "desk", Before: string(m.Desk), After: string(is.Desk)},
	}}
}
