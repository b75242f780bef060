package ledger

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// InvitationDays is for how many days an invitation can be used [O].
const InvitationDays = 7

// Joining is somebody who brings an invitation code.
type Joining struct {
	ID   PersonID
	Name string // as the messenger shows it
	Chat Address
	At   time.Time

	Giver Person // whose post he takes over or stands in for, if the code is of that sort
}

// Joined is a person with his new post and the invitation that is used up.
type Joined struct {
	Person     Person
	Invitation Invitation
	Giver      Person // without the post that was handed over; zero: nobody's was
	Entries    []Entry
}

// Join binds a person to the post of an invitation. A code that is unknown, used or
// expired is refused in the same words: a stranger learns nothing.
func (p Person) Join(i Invitation, found bool, by Joining) (Joined, *Refusal) {
	today := DateOf(by.At)
	if !found || i.UsedBy != 0 || today > i.Expires {
		return Joined{}, &Refusal{Reason: ReasonCode}
	}
	giver, ended, refusal := i.handOver(by)
	if refusal != nil {
		return Joined{}, refusal
	}
	p.ID, p.Chat = by.ID, by.Chat
	switch {
	case i.Name != "":
		p.Name = i.Name
	case p.Name == "":
		p.Name = by.Name
	}
	post := i.Post
	post.From = max(post.From, today)
	posts := make([]Post, 0, len(p.Posts)+1)
	for _, held := range p.Posts {
		if post.For != 0 || held.Role != post.Role || held.Unit != post.Unit || held.Title != post.Title || !held.On(today) {
			posts = append(posts, held)
		}
	}
	p.Posts = append(posts, post)
	i.UsedBy = by.ID
	entry := Entry{At: by.At, By: by.ID, Unit: post.Unit, What: WhatJoined, Fields: []FieldDiff{
		{Name: "role", After: string(post.Role)}, {Name: "title", After: post.Title}, {Name: "invited_by", After: person(i.By)},
	}}
	return Joined{Person: p, Invitation: i, Giver: giver, Entries: append([]Entry{entry}, ended...)}, nil
}

// NewInvitation issues an invitation to a post.
func NewInvitation(post Post, name, digest string, by PersonID, at time.Time) (Invitation, []Entry) {
	i := Invitation{Digest: digest, Post: post, Name: name, By: by, Expires: DateOf(at).AddDays(InvitationDays)}
	return i, []Entry{{At: at, By: by, Unit: post.Unit, What: WhatInvited, Fields: []FieldDiff{
		{Name: "role", After: string(post.Role)}, {Name: "title", After: post.Title}, {Name: "expires", After: i.Expires.String()},
	}}}
}

// Why a chat is no longer addressed.
const (
	GoneUnbound = "unbound" // the office took the binding back
	GoneMoved   = "moved"   // the group has a new address
)

// BoundEntry records that a group was bound, moved, taken back or lost.
func BoundEntry(was, is Chat, by PersonID, at time.Time) Entry {
	e := Entry{At: at, By: by, Unit: is.Unit, What: WhatBound, Fields: []FieldDiff{
		{Name: "chat", Before: string(was.ID), After: string(is.ID)},
		{Name: "audience", Before: string(was.Audience), After: string(is.Audience)},
		{Name: "unit", Before: string(was.Unit), After: string(is.Unit)},
		{Name: "gone", Before: was.Gone, After: is.Gone},
	}}
	if was.Purpose != is.Purpose {
		e.Fields = append(e.Fields, FieldDiff{Name: "purpose", Before: was.Purpose, After: is.Purpose})
	}
	if was.Until != is.Until {
		e.Fields = append(e.Fields, FieldDiff{Name: "until", Before: was.Until.String(), After: is.Until.String()})
	}
	return e
}

// Remind records that the office reminds of a task by hand: once a day, and once a week where it
// is not red (domain §9).
func (t Task) Remind(by Person, at time.Time, words string) (Promised, *Refusal) {
	return t.remind(by, at, words, "")
}

// RemindUrgently reminds also at night, over the week's budget and once more on one day
// (紧急): only with the name of who approved it, which is kept (domain §9).
func (t Task) RemindUrgently(by Person, at time.Time, words, approver string) (Promised, *Refusal) {
	if approver = strings.TrimSpace(approver); approver == "" {
		return Promised{}, &Refusal{Reason: ReasonNoApprover, Task: t.ID}
	}
	return t.remind(by, at, words, approver)
}

// remindEvery is in days how often a task that is not red is asked for by hand (domain §9).
const remindEvery = 7

func (t Task) remind(by Person, at time.Time, words, approver string) (Promised, *Refusal) {
	today := DateOf(at)
	if refusal := MayTask(by, ActionRemind, t, today); refusal != nil {
		return Promised{}, refusal
	}
	switch {
	case !t.Open():
		return Promised{}, &Refusal{Reason: ReasonClosed, Task: t.ID}
	case t.State == StateSuspended:
		return Promised{}, &Refusal{Reason: ReasonSuspended, Task: t.ID}
	case t.Reminded == today && approver == "":
		return Promised{}, &Refusal{Reason: ReasonTooOften, Task: t.ID}
	case !t.Reminded.IsZero() && today < t.Reminded+remindEvery && approver == "" && t.Lamp(today) != LampRed:
		return Promised{}, &Refusal{Reason: ReasonOftenWeek, Task: t.ID, Words: (t.Reminded + remindEvery).String()}
	case Marked(words + approver):
		return Promised{}, &Refusal{Reason: ReasonSecret, Task: t.ID}
	case utf8.RuneCountInString(words) > TextMost:
		return Promised{}, &Refusal{Reason: ReasonTooLong, Task: t.ID}
	}
	t.Reminded = today
	entry := Entry{At: at, By: by.ID, Task: t.ID, What: WhatTold, Why: string(OccasionByOffice), Fields: []FieldDiff{{Name: "text", After: words}}}
	if approver != "" {
		entry.Fields = append(entry.Fields, FieldDiff{Name: "approved_by", After: approver})
	}
	return Promised{Task: t, Entries: []Entry{entry}}, nil
}

// ReadRole reads a role's word.
func ReadRole(word string) (Role, bool) {
	switch word {
	case "office", "办公室", "指挥部办公室":
		return RoleOffice, true
	case "supervisor", "督查室", "督办室", "督查":
		return RoleSupervisor, true
	case "leader", "领导", "市领导":
		return RoleLeader, true
	case "head", "一把手", "负责人", "主要负责人":
		return RoleHead, true
	case "contact", "联络员":
		return RoleContact, true
	case "grid", "网格员":
		return RoleGrid, true
	case "reader", "组织部":
		return RoleReader, true
	case "discipline", "纪委":
		return RoleDiscipline, true
	case "admin", "管理员":
		return RoleAdmin, true
	}
	return "", false
}

// OfUnit reports whether the role is held in a unit.
func (r Role) OfUnit() bool { return r == RoleHead || r == RoleContact || r == RoleGrid }

func person(id PersonID) string { return strconv.FormatInt(int64(id), 10) }
