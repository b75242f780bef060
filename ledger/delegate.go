package ledger

import (
	"slices"
	"time"
)

// Delegating is somebody who hands a post over (交接): his own, or as the unit's head or
// the office that of a contact.
type Delegating struct {
	By     Person
	At     time.Time
	Giver  Person
	Post   Post   // the giver's
	Name   string // who is to have it
	Digest string // of the code
}

// Delegate issues the one-time invitation to a post that somebody holds. When it is used
// the giver's post ends, and not before: the unit is never without a voice.
func Delegate(d Delegating) (Invitation, []Entry, *Refusal) {
	today := DateOf(d.At)
	if refusal := May(d.By, ActionDelegate, today); refusal != nil {
		return Invitation{}, nil, refusal
	}
	switch {
	case !d.By.mayGive(d.Giver, d.Post, today):
		return Invitation{}, nil, &Refusal{Reason: ReasonNotYourPost}
	case sameName(d.Name, d.Giver.Name):
		return Invitation{}, nil, &Refusal{Reason: ReasonHandSelf}
	case Marked(d.Name):
		return Invitation{}, nil, &Refusal{Reason: ReasonSecret}
	}
	post := d.Post
	post.From, post.Until, post.Away = today, 0, Days{}
	i, entries := NewInvitation(post, d.Name, d.Digest, d.By.ID, d.At)
	i.Gives = d.Giver.ID
	entries[0].Fields = append(entries[0].Fields, FieldDiff{Name: "gives", After: person(d.Giver.ID)})
	return i, entries, nil
}

// mayGive reports whether the person may dispose of a post in a unit: its holder, the
// unit's head where it is not a head's, the office. What somebody only stands in for is
// not his to give.
func (p Person) mayGive(giver Person, post Post, today Date) bool {
	switch {
	case !post.On(today) || !post.Role.OfUnit() || post.For != 0 || !slices.Contains(giver.Posts, post):
		return false
	case p.ID == giver.ID || p.Has(today, RoleOffice):
		return true
	}
	return post.Role != RoleHead && len(p.Holds(today, RoleHead, post.Unit)) > 0
}

// handOver ends the post that a code hands over, as long as its giver still holds it: who
// has left cannot leave his post to anybody. A code to stand in counts as long as that
// leave does.
func (i Invitation) handOver(by Joining) (Person, []Entry, *Refusal) {
	today := DateOf(by.At)
	switch {
	case i.Gives == 0 && i.Post.For == 0:
		return Person{}, nil, nil
	case i.Gives == by.ID || i.Post.For == by.ID:
		return Person{}, nil, &Refusal{Reason: ReasonOwnCode}
	}
	for _, post := range by.Giver.Holds(today, i.Post.Role, i.Post.Unit) {
		switch {
		case post.For != 0:
		case i.Gives != 0:
			giver, entry := by.Giver.end(post, by.ID, by.At, EndHanded)
			giver, stood := giver.endStanding(post.Unit, by.ID, by.At, EndHanded)
			return giver, append([]Entry{entry}, stood...), nil
		case post.Away == (Days{i.Post.From, i.Post.Until - 1}) && today < i.Post.Until:
			return Person{}, nil, nil
		}
	}
	return Person{}, nil, &Refusal{Reason: ReasonCode}
}
