package ledger

import (
	"slices"
	"time"
)

// Why a post ended.
const (
	EndDeparted = "departed" // 离任, said by the office
	EndHanded   = "handed"   // 交接: somebody took it over
	EndMerged   = "merged"   // 撤并: the unit is no more
	EndReturned = "returned" // whom he stood in for is back
)

// Holds are the posts that the person holds today and that words name: of a role, of a
// unit, both or neither.
func (p Person) Holds(today Date, role Role, unit UnitID) []Post {
	var held []Post
	for _, post := range p.Posts {
		if post.On(today) && (role == "" || post.Role == role) && (unit == "" || post.Unit == unit) {
			held = append(held, post)
		}
	}
	return held
}

// Ending is somebody of the office who ends a post.
type Ending struct {
	By   Person
	At   time.Time
	Post Post
}

// Depart ends a post from today on (离任): from this day its holder is nobody there, and
// nobody addresses him; who holds nothing of his own in the unit any more stands in for nobody there
// either. Nobody ends his own standing in the office, so the office is never
// without anybody who could invite.
func (p Person) Depart(e Ending) (Person, []Entry, *Refusal) {
	if refusal := May(e.By, ActionPeople, DateOf(e.At)); refusal != nil {
		return Person{}, nil, refusal
	}
	if p.ID == e.By.ID && e.Post.Role == RoleOffice {
		return Person{}, nil, &Refusal{Reason: ReasonOwnPost}
	}
	p, entry := p.end(e.Post, e.By.ID, e.At, EndDeparted)
	p, stood := p.endStanding(e.Post.Unit, e.By.ID, e.At, EndDeparted)
	return p, append([]Entry{entry}, stood...), nil
}

// end ends a post today.
func (p Person) end(post Post, by PersonID, at time.Time, why string) (Person, Entry) {
	p.Posts = slices.Clone(p.Posts)
	for i := range p.Posts {
		if p.Posts[i] == post {
			p.Posts[i].Until = DateOf(at)
		}
	}
	return p, Entry{At: at, By: by, Unit: post.Unit, What: WhatLeft, Why: why, Fields: []FieldDiff{
		{Name: "person", Before: person(p.ID)},
		{Name: "name", Before: p.Name},
		{Name: "role", Before: string(post.Role)},
		{Name: "title", Before: post.Title},
		{Name: "since", Before: post.From.String()},
	}}
}

// Left reports whether words that were meant for the person come too late: he holds no post
// any more, or none in the unit that they are about, though he once spoke for it.
func (p Person) Left(unit UnitID, today Date) bool {
	if !p.Bound(today) {
		return p.ID != 0
	}
	if unit == "" || slices.Contains(p.Units(today), unit) {
		return false
	}
	outside := func(post Post) bool { return post.On(today) && !post.Role.OfUnit() }
	once := func(post Post) bool { return post.Unit == unit && post.From <= today }
	return slices.ContainsFunc(p.Posts, once) && !slices.ContainsFunc(p.Posts, outside)
}

// Speakers are those of the persons who are told today what concerns a unit: who speaks
// for it and is not on leave. Where all are on leave they are told all the same, since
// otherwise nobody would be.
func Speakers(persons []Person, unit UnitID, today Date) []Person {
	return present(persons, today, func(post Post) bool {
		return post.Unit == unit && (post.Role == RoleHead || post.Role == RoleContact)
	})
}

// Sitters are those of the persons who are told today what waits at a desk, by the same rule.
func Sitters(persons []Person, desk Desk, today Date) []Person {
	return present(persons, today, func(post Post) bool { return slices.Contains(post.Desks(), desk) })
}

func present(persons []Person, today Date, holds func(Post) bool) []Person {
	var all, here []Person
	for _, p := range persons {
		if p.Chat == "" {
			continue
		}
		held := func(post Post) bool { return post.On(today) && holds(post) }
		if slices.ContainsFunc(p.Posts, held) {
			all = append(all, p)
		}
		if slices.ContainsFunc(p.Posts, func(post Post) bool { return held(post) && !post.Away.Has(today) }) {
			here = append(here, p)
		}
	}
	if len(here) > 0 {
		return here
	}
	return all
}
