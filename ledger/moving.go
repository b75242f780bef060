package ledger

// Moving is how far a merger is: its tasks move in many commits, each of which counts its own,
// so that whoever ends it, after whatever crash, knows them all.
type Moving struct {
	Into  UnitID `json:"into"`
	Tasks int    `json:"tasks"` // that have moved
}

// Move counts tasks that leave the unit together with it.
func (u Unit) Move(m Merging, tasks int) Unit {
	u.Moving = Moving{Into: m.Into, Tasks: u.Moving.Tasks + tasks}
	return u
}

// Merge ends the unit: it is part of the other one now.
func (u Unit) Merge(m Merging) Unit {
	u.Merged, u.Moving = m.Into, Moving{}
	return u
}

// Unfinished reports a merger that broke off and must be ended before this one, since it
// would lead elsewhere what this one moves: of the same unit into another, of the unit that
// takes it, or of one that it takes itself. The same one goes on.
func (m Merging) Unfinished(units []Unit) *Refusal {
	for _, u := range units {
		into := u.Moving.Into
		if into == "" || u.ID == m.From && into == m.Into {
			continue
		}
		if u.ID == m.From || u.ID == m.Into || into == m.From {
			return &Refusal{Reason: ReasonMerging, Words: string(u.ID + " 并入 " + into)}
		}
	}
	return nil
}
