package ledger

import (
	"slices"
	"strings"
	"time"
)

// meets reports whether two rows of days have a day in common.
func (d Days) meets(other Days) bool { return d.First <= other.Last && other.First <= d.Last }

// awayIn reports whether the person is himself on leave from a unit on one of the days: he cannot
// stand in there.
func (p Person) awayIn(unit UnitID, days Days) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool {
		return post.Unit == unit && !post.Away.First.IsZero() && (post.Until.IsZero() || post.Until > days.First) && post.Away.meets(days)
	})
}

// standsIn reports whether the person stands in for somebody on one of the days: who does cannot go
// himself, since nobody would stand in for the one who stands in.
func (p Person) standsIn(days Days) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool {
		return post.For != 0 && post.From < post.Until && days.meets(Days{post.From, post.Until - 1})
	})
}

// endStanding ends what the person stands in for in a unit, today or on days to come, once he holds
// no post of his own there: who left is nobody there, also not for somebody else.
func (p Person) endStanding(unit UnitID, by PersonID, at time.Time, why string) (Person, []Entry) {
	today := DateOf(at)
	if slices.ContainsFunc(p.Holds(today, "", unit), func(post Post) bool { return post.For == 0 }) {
		return p, nil
	}
	var entries []Entry
	for _, post := range p.Posts {
		if post.Unit != unit || post.For == 0 || post.Until <= max(today, post.From) {
			continue
		}
		var entry Entry
		p, entry = p.end(post, by, at, why)
		entry.Fields = append(entry.Fields, FieldDiff{Name: "for", Before: person(post.For)})
		entries = append(entries, entry)
	}
	return p, entries
}

// sameName reports whether two names are the same but for spaces.
func sameName(a, b string) bool {
	return a != "" && strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}
