package ledger

import (
	"slices"
	"time"
)

// LeaveMost is for how many days somebody may stand in [O]; who is away for longer hands over.
const LeaveMost = 60

// Leaving is somebody who will be away for some days (请假), and who stands in for him.
type Leaving struct {
	By     Person
	At     time.Time
	Post   Post // of whoever goes
	Days   Days
	Stand  Person // who stands in, if he is bound to the unit already
	Name   string // else: who is to come with the code
	Digest string // of the code
}

// Leave is what a leave makes: the person on leave, and either the one who stands in with
// his post for these days, or the invitation to it.
type Leave struct {
	Person     Person
	Stand      Person     // zero: he comes with the code
	Invitation Invitation // zero: he is there already
	Entries    []Entry
}

// TakeLeave has somebody stand in for some days: then he is addressed and may act, and
// afterwards it goes back by itself. Who is on leave may still act, and is left in peace.
func (p Person) TakeLeave(l Leaving) (Leave, *Refusal) {
	today := DateOf(l.At)
	if refusal := May(l.By, ActionDelegate, today); refusal != nil {
		return Leave{}, refusal
	}
	switch {
	case !l.By.mayGive(p, l.Post, today):
		return Leave{}, &Refusal{Reason: ReasonNotYourPost}
	case l.Post.Away.Last >= today && !l.Post.Away.First.IsZero():
		return Leave{}, &Refusal{Reason: ReasonAway}
	case l.Days.First < today || l.Days.Last < l.Days.First || l.Days.Last.Sub(l.Days.First) >= LeaveMost:
		return Leave{}, &Refusal{Reason: ReasonLeaveDays}
	case l.Stand.ID == p.ID || l.Stand.ID == 0 && sameName(l.Name, p.Name):
		return Leave{}, &Refusal{Reason: ReasonStandSelf}
	case l.Stand.awayIn(l.Post.Unit, l.Days):
		return Leave{}, &Refusal{Reason: ReasonStandAway, Words: l.Stand.Name}
	case p.standsIn(l.Days):
		return Leave{}, &Refusal{Reason: ReasonStandsIn, Words: p.Name}
	case Marked(l.Name):
		return Leave{}, &Refusal{Reason: ReasonSecret}
	}
	p.Posts = slices.Clone(p.Posts)
	p.Posts[slices.Index(p.Posts, l.Post)].Away = l.Days
	leave := Leave{Person: p, Entries: []Entry{awayEntry(l.By, p, l.Post, l.At, l.Days)}}
	post := Post{Role: l.Post.Role, Unit: l.Post.Unit, From: l.Days.First, Until: l.Days.Last + 1, For: p.ID}
	if l.Stand.ID == 0 {
		i, entries := NewInvitation(post, l.Name, l.Digest, l.By.ID, l.At)
		leave.Invitation, leave.Entries = i, append(leave.Entries, entries...)
		return leave, nil
	}
	stand := l.Stand
	if !slices.ContainsFunc(stand.Holds(l.Days.First, post.Role, post.Unit), func(held Post) bool { return held.On(l.Days.Last) }) {
		stand.Posts = append(slices.Clone(stand.Posts), post)
		leave.Entries = append(leave.Entries, Entry{At: l.At, By: l.By.ID, Unit: post.Unit, What: WhatJoined, Fields: []FieldDiff{
			{Name: "person", After: person(stand.ID)},
			{Name: "role", After: string(post.Role)},
			{Name: "for", After: person(p.ID)},
			{Name: "from", After: post.From.String()},
			{Name: "until", After: post.Until.String()},
		}})
	}
	leave.Stand = stand
	return leave, nil
}

// Return takes a leave back, or ends it before its time. standing are the persons who
// speak for the unit: who stood in stands in no more.
func (p Person) Return(l Leaving, standing []Person) (Person, []Person, []Entry, *Refusal) {
	today := DateOf(l.At)
	if refusal := May(l.By, ActionDelegate, today); refusal != nil {
		return Person{}, nil, nil, refusal
	}
	switch {
	case !l.By.mayGive(p, l.Post, today):
		return Person{}, nil, nil, &Refusal{Reason: ReasonNotYourPost}
	case l.Post.Away.First.IsZero() || l.Post.Away.Last < today:
		return Person{}, nil, nil, &Refusal{Reason: ReasonNotAway}
	}
	entries := []Entry{awayEntry(l.By, p, l.Post, l.At, Days{})}
	var back []Person
	for _, other := range standing {
		changed := false
		for _, post := range other.Posts {
			if post.For == p.ID && post.Role == l.Post.Role && post.Unit == l.Post.Unit && post.Until > today {
				ended, entry := other.end(post, l.By.ID, l.At, EndReturned)
				other, changed, entries = ended, true, append(entries, entry)
			}
		}
		if changed {
			back = append(back, other)
		}
	}
	p.Posts = slices.Clone(p.Posts)
	p.Posts[slices.Index(p.Posts, l.Post)].Away = Days{}
	return p, back, entries, nil
}

func awayEntry(by, of Person, post Post, at time.Time, days Days) Entry {
	entry := Entry{At: at, By: by.ID, Unit: post.Unit, What: WhatAway, Fields: []FieldDiff{
		{Name: "person", After: person(of.ID)}, {Name: "name", After: of.Name}, {Name: "role", After: string(post.Role)},
	}}
	if !days.First.IsZero() {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "from", After: days.First.String()}, FieldDiff{Name: "until", After: days.Last.String()})
	}
	return entry
}
