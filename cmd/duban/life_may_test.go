package main

import (
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/store"
)

// held is a post that somebody holds from a day, and until before another.
type held struct {
	role        ledger.Role
	unit        ledger.UnitID
	title       string
	from, until ledger.Date
}

func (h held) on(day ledger.Date) bool { return h.from <= day && (h.until == 0 || day < h.until) }

// staff is who held which post, as the entries tell it.
type staff struct {
	of       map[ledger.PersonID][]held
	away     map[ledger.PersonID][2]ledger.Date
	mandates map[ledger.UnitID]bool
}

// merger is which unit became part of which.
type merger struct{ from, into ledger.UnitID }

// mergerOf reads it from what a merger did to a task: the unit that had a part and has none.
func mergerOf(e ledger.Entry) merger {
	said := fieldsOf(e)
	for _, part := range []string{"lead", "co", "implement", "supervise", "accept"} {
		for _, unit := range unitsOf(said[part].Before) {
			if !slices.Contains(unitsOf(said[part].After), unit) {
				return merger{unit, e.Unit}
			}
		}
	}
	return merger{}
}

// hear takes what an entry says of people.
func (s *staff) hear(e ledger.Entry) {
	if s.of == nil {
		s.of, s.away, s.mandates = map[ledger.PersonID][]held{}, map[ledger.PersonID][2]ledger.Date{}, map[ledger.UnitID]bool{}
	}
	said, today := fieldsOf(e), ledger.DateOf(e.At)
	role := ledger.Role(said["role"].After + said["role"].Before)
	who := e.By
	if n, err := strconv.ParseInt(said["person"].After+said["person"].Before, 10, 64); err == nil {
		who = ledger.PersonID(n)
	}
	day := func(name string, none ledger.Date) ledger.Date {
		if d, err := ledger.ParseDate(said[name].After); err == nil && d != 0 {
			return d
		}
		return none
	}
	switch e.What { //nolint:exhaustive // those of people
	case ledger.WhatJoined:
		s.of[who] = append(s.of[who], held{role, e.Unit, said["title"].After, day("from", today), day("until", 0)})
	case ledger.WhatLeft:
		for i, h := range s.of[who] {
			if role != "" && h.role == role && h.unit == e.Unit && h.on(today) {
				s.of[who][i].until = today
			}
		}
	case ledger.WhatAway:
		s.away[who] = [2]ledger.Date{day("from", 0), day("until", 0)}
	case ledger.WhatUnit:
		if m, ok := said["mandated"]; ok {
			s.mandates[e.Unit] = m.After != ""
		}
	case ledger.WhatMerged:
		if into := said["merged"].After; into != "" { // the last word of a merger
			delete(s.mandates, e.Unit)
		}
	}
}

func (s *staff) posts(who ledger.PersonID, day ledger.Date) []held {
	return slices.DeleteFunc(slices.Clone(s.of[who]), func(h held) bool { return !h.on(day) })
}

// speaks reports whether somebody is head or contact of one of the units on a day.
func (s *staff) speaks(who ledger.PersonID, day ledger.Date, units ...ledger.UnitID) bool {
	return slices.ContainsFunc(s.posts(who, day), func(h held) bool {
		return (h.role == ledger.RoleHead || h.role == ledger.RoleContact) && slices.Contains(units, h.unit)
	})
}

func (s *staff) has(who ledger.PersonID, day ledger.Date, roles ...ledger.Role) bool {
	return slices.ContainsFunc(s.posts(who, day), func(h held) bool { return slices.Contains(roles, h.role) })
}

// sits reports whether somebody decides on a day what waits at a desk.
func (s *staff) sits(who ledger.PersonID, day ledger.Date, desk ledger.Desk) bool {
	kind, of, _ := strings.Cut(string(desk), "/")
	return slices.ContainsFunc(s.posts(who, day), func(h held) bool {
		switch kind {
		case "office":
			return h.role == ledger.RoleOffice
		case "head":
			return h.role == ledger.RoleHead && string(h.unit) == of
		case "unit":
			return (h.role == ledger.RoleHead || h.role == ledger.RoleContact) && string(h.unit) == of
		}
		return h.role == ledger.RoleLeader && h.title == of
	})
}

// mandated reports whether somebody speaks for a unit that may hand tasks to others.
func (s *staff) mandated(who ledger.PersonID, day ledger.Date) bool {
	return slices.ContainsFunc(s.posts(who, day), func(h held) bool { return s.mandates[h.unit] && s.speaks(who, day, h.unit) })
}

// byItself are the acts of the clock, and what follows from others' without anybody's word.
func byItself(e ledger.Entry) bool {
	switch e.What { //nolint:exhaustive // all others are somebody's
	case ledger.WhatDecided:
		return fieldsOf(e)["verdict"].After == string(ledger.VerdictVoid)
	case ledger.WhatCloseout:
		return e.Why != "applied"
	case ledger.WhatApplied, ledger.WhatDrafted, ledger.WhatRose, ledger.WhatTold, ledger.WhatNotTold, ledger.WhatDelivered, ledger.WhatRefused,
		ledger.WhatUnknown, ledger.WhatResumed, ledger.WhatNoticeEnded, ledger.WhatFollowed, ledger.WhatRegistered, ledger.WhatChanged:
		return true
	}
	return false
}

// may reports whether somebody may do what an entry says, as its task stood and as his posts were.
func (o *oracle) may(e ledger.Entry, k *known, b store.Block) bool {
	p, today, who := &o.people, ledger.DateOf(e.At), e.By
	office := p.has(who, today, ledger.RoleOffice)
	lead := p.speaks(who, today, k.lead...)
	hands := office || p.mandated(who, today)
	with := func(what ledger.What) bool { // it follows from another act in the same commit, that is held itself
		return slices.ContainsFunc(b.Entries, func(other ledger.Entry) bool { return other.What == what && other.Task == e.Task })
	}
	if ofLeader(e) {
		return p.has(who, today, ledger.RoleLeader)
	}
	switch e.What { //nolint:exhaustive // the office's are the rest
	case ledger.WhatReported, ledger.WhatBlocked, ledger.WhatWithdrawn, ledger.WhatAmended:
		return lead || p.speaks(who, today, k.beside...)
	case ledger.WhatPromised, ledger.WhatAccepted, ledger.WhatPlanned, ledger.WhatMilestone, ledger.WhatCloseout:
		return lead || office && e.Why == "notice stopped"
	case ledger.WhatApplied:
		return o.mayApply(e, k, with)
	case ledger.WhatDecided, ledger.WhatForwarded:
		w := k.waits[ledger.MatterID(fieldsOf(e)["matter"].After)]
		if takenBack(e) {
			return p.speaks(who, today, e.Unit)
		}
		eitherWay := w.kind == ledger.MatterDifficulty || w.kind == ledger.MatterSign && strings.HasPrefix(string(w.desk), "head/")
		if e.What == ledger.WhatForwarded && e.Why == "" {
			return office
		}
		return p.sits(who, today, w.desk) || office && (eitherWay || w.kind == "") // of a parent, or of no task
	case ledger.WhatAssigned, ledger.WhatDivided, ledger.WhatLimit, ledger.WhatDrafted:
		return hands || e.What == ledger.WhatDrafted && p.has(who, today, ledger.RoleSupervisor)
	case ledger.WhatRegistered, ledger.WhatNoticeEnded:
		return hands || p.has(who, today, ledger.RoleSupervisor) || with(ledger.WhatDecided)
	case ledger.WhatReceived, ledger.WhatReplied:
		return e.Unit != "" && p.speaks(who, today, e.Unit)
	case ledger.WhatIssued, ledger.WhatReviewed:
		return with(ledger.WhatDecided)
	case ledger.WhatRechecked:
		return office || p.has(who, today, ledger.RoleSupervisor)
	case ledger.WhatReopened:
		return office || with(ledger.WhatRechecked)
	case ledger.WhatInstructed:
		return p.has(who, today, ledger.RoleLeader)
	case ledger.WhatNotTold:
		return len(b.Entries) > 1 // it goes with what was to be told
	case ledger.WhatAddedFiles:
		return p.speaks(who, today, append(slices.Clone(k.lead), e.Unit)...)
	}
	return office
}

// mayApply reports whether somebody may open what waits for another's decision.
func (o *oracle) mayApply(e ledger.Entry, k *known, with func(ledger.What) bool) bool {
	p, today, who := &o.people, ledger.DateOf(e.At), e.By
	switch kind := ledger.MatterKind(e.Why); kind {
	case ledger.MatterClaim:
		return p.speaks(who, today, e.Unit) && len(k.lead) == 0
	case ledger.MatterSign:
		return with(ledger.WhatDrafted)
	case ledger.MatterStep:
		return with(ledger.WhatCloseout) || with(ledger.WhatDecided)
	case ledger.MatterObjection:
		return p.has(who, today, ledger.RoleOffice)
	case ledger.MatterHeadSign, ledger.MatterNoticeReview:
		return with(ledger.WhatReplied) || with(ledger.WhatDecided)
	default:
		return p.speaks(who, today, k.lead...)
	}
}
