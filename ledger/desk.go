package ledger

import (
	"slices"
	"strings"
)

// Desk is whose decision something waits for. It is a post and not a person, so that it
// outlives whoever holds it.
type Desk string

// DeskOffice is the command office's.
const DeskOffice Desk = "office"

// DeskHead is that of a unit's head (一把手): what he signs himself.
func DeskHead(unit UnitID) Desk { return Desk("head/" + string(unit)) }

// DeskUnit is that of a unit: its head or a contact of it decides.
func DeskUnit(unit UnitID) Desk { return Desk("unit/" + string(unit)) }

// DeskLeader is that of a leader, by his post.
func DeskLeader(post string) Desk { return Desk("leader/" + post) }

// Mark holds the persons who sit at a desk, to tell each of them; empty for the office,
// which is told by its queue.
func (d Desk) Mark() string {
	kind, of, _ := strings.Cut(string(d), "/")
	switch kind {
	case "head", "unit":
		return SpeakersMark(UnitID(of))
	case "leader":
		return RoleMark(RoleLeader)
	}
	return ""
}

// Desks are those at which the person sits today: what waits there is his to decide.
func (p Person) Desks(today Date) []Desk {
	var desks []Desk
	for _, post := range p.Posts {
		for _, desk := range post.Desks() {
			if post.On(today) && !slices.Contains(desks, desk) {
				desks = append(desks, desk)
			}
		}
	}
	return desks
}

// Desks are those at which whoever holds the post sits.
func (p Post) Desks() []Desk {
	switch {
	case p.Role == RoleOffice:
		return []Desk{DeskOffice}
	case p.Role == RoleHead:
		return []Desk{DeskHead(p.Unit), DeskUnit(p.Unit)}
	case p.Role == RoleContact:
		return []Desk{DeskUnit(p.Unit)}
	case p.Role == RoleLeader && p.Title != "":
		return []Desk{DeskLeader(p.Title)}
	}
	return nil
}

// Sits reports whether the person may decide what waits at a desk.
func (p Person) Sits(desk Desk, today Date) bool { return slices.Contains(p.Desks(today), desk) }

// Unit is the unit whose desk it is; false: it is no unit's.
func (d Desk) Unit() (UnitID, bool) {
	unit, ok := strings.CutPrefix(string(d), "unit/")
	if !ok {
		return "", false
	}
	return UnitID(unit), true
}

// Of is the unit of whose head or people it is the desk; empty: it is no unit's.
func (d Desk) Of() UnitID {
	if unit, ok := strings.CutPrefix(string(d), "head/"); ok {
		return UnitID(unit)
	}
	unit, _ := d.Unit()
	return unit
}
