package ledger

import "slices"

// News is a line that a unit is told once, in its next digest, of a task that it need not
// lead: that it has a part in it, or that what it knew of it holds no more.
type News struct {
	Unit   UnitID   `json:"unit"`
	Reason Occasion `json:"reason"`
	On     Date     `json:"on"`
	Title  string   `json:"title,omitempty"` // number of the notice that is void; of a limit: the day that the unit knew
	Denied Denied   `json:"denied,omitzero"` // what another lead asked for in vain
}

// addressed is the task after units were spoken to directly (督办, 催办, 批示): they know of it,
// though no digest has told them.
func (t Task) addressed(units ...UnitID) Task {
	for _, unit := range units {
		if t.leads(unit) && !slices.Contains(t.Addressed, unit) {
			t.Addressed = append(slices.Clone(t.Addressed), unit)
		}
	}
	return t
}

// knows reports whether a unit that leads the task has heard of it.
func (t Task) knows(unit UnitID) bool {
	_, signed := t.AcceptedBy(unit)
	return signed || !t.ToldOn(unit).IsZero() || slices.Contains(t.Addressed, unit)
}

// withNews adds a line that is not there yet.
func (t Task) withNews(news ...News) Task {
	for _, n := range news {
		if n.Unit != "" && !slices.ContainsFunc(t.News, func(was News) bool {
			return was.Unit == n.Unit && was.Reason == n.Reason && was.Title == n.Title && was.Denied.same(n.Denied)
		}) {
			t.News = append(slices.Clone(t.News), n)
		}
	}
	return t
}

// withoutNews drops lines that are told, or hold no more.
func (t Task) withoutNews(of func(News) bool) Task {
	if t.News = slices.DeleteFunc(slices.Clone(t.News), of); len(t.News) == 0 {
		t.News = nil
	}
	return t
}

// newsFor are the lines that a unit is to be told. A part in work that is not under way is
// none, nor is one in work that the unit has come to lead.
func (t Task) newsFor(unit UnitID) []Telling {
	var found []Telling
	for _, n := range t.News {
		part := n.Reason == OccasionPart || n.Reason == OccasionPartOver
		limit := n.Reason == OccasionLimit || n.Reason == OccasionDenied
		if n.Unit != unit || part && (!t.Open() || t.leads(unit)) || limit && (!t.Open() || !t.leads(unit) && t.HandedBy != unit) {
			continue
		}
		found = append(found, Telling{Reason: n.Reason, On: n.On, Title: n.Title, Denied: n.Denied})
	}
	return found
}

// toldNews adds those lines to what the unit is told of the work, which a promise does not silence then.
func (t Task) toldNews(found []Telling, unit UnitID) []Telling {
	news := t.newsFor(unit)
	if len(news) == 0 {
		return found
	}
	return append(slices.DeleteFunc(found, func(f Telling) bool { return f.Reason == OccasionSilenced }), news...)
}

// newsMarks wake the units that are to be told something once.
func (t Task) newsMarks() []Mark {
	var marks []Mark
	for _, n := range t.News {
		if mark := (Mark{WakeMark(n.Unit), int64(t.Registered)}); len(t.newsFor(n.Unit)) > 0 && !slices.Contains(marks, mark) && !slices.Contains(t.Moved, n.Unit) {
			marks = append(marks, mark)
		}
	}
	return marks
}

// parts are the units that work on the task without leading it, once it is certain who does.
func (t Task) parts() []UnitID {
	if !t.Open() || t.State == StateRegistered {
		return nil
	}
	var units []UnitID
	for _, unit := range slices.Concat(t.Co, t.Implement) {
		if !t.leads(unit) && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

// tellParts lets the units that came to work on the task beside its lead know that they have a
// part in it, and those that have none any more (commitment 11), each once. was is the task
// before that; zero: it is new.
func (t Task) tellParts(was Task, on Date) Task {
	before, now := was.parts(), t.parts()
	for _, unit := range before {
		if slices.Contains(now, unit) || !t.Open() {
			continue
		}
		of := func(n News) bool { return n.Unit == unit && n.Reason == OccasionPart }
		heard := !slices.ContainsFunc(t.News, of)
		t = t.withoutNews(of)
		if heard && !t.leads(unit) {
			t = t.withNews(News{Unit: unit, Reason: OccasionPartOver, On: on})
		}
	}
	for _, unit := range now {
		if slices.Contains(before, unit) {
			continue
		}
		of := func(n News) bool { return n.Unit == unit && n.Reason == OccasionPartOver }
		knew := slices.ContainsFunc(t.News, of)
		if t = t.withoutNews(of); !knew {
			t = t.withNews(News{Unit: unit, Reason: OccasionPart, On: on})
		}
	}
	return t
}

// newsVoid are the lines by which those whom a notice concerns hear that it is void: to whom it
// was, and the unit that issued it by its mandate.
func (n Notice) newsVoid(left []UnitID, on Date) []News {
	var news []News
	for _, unit := range left {
		news = append(news, News{Unit: unit, Reason: OccasionVoided, On: on, Title: n.Number()})
	}
	if unit := n.hears(); unit != "" && n.State == NoticeVoid {
		news = append(news, News{Unit: unit, Reason: OccasionIssuedVoid, On: on, Title: n.Number()})
	}
	return news
}

// moveNews gives what is to be told to the old unit to the new one.
func (t Task) moveNews(m Merging) Task {
	was := t.News
	t.News = nil
	for _, n := range was {
		m.rename(&n.Unit)
		m.rename(&n.Denied.Unit)
		if n.Denied.Unit != n.Unit { // of its own it has heard
			t = t.withNews(n)
		}
	}
	return t
}
