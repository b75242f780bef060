package ledger

import "slices"

// OtherLead is what a unit that leads a task together with others said of it last.
type OtherLead struct {
	Unit    UnitID `json:"unit"`
	Percent int    `json:"percent"` // NoPercent: it has said nothing yet
	On      Date   `json:"on,omitzero"`
}

// OtherLeads are the units that lead the task beside the one that reports it as complete, each
// with what it said last: whoever reviews a completion sees whether the others say so too.
// reports are those on the task, the newest first. Those who said a hundred are not listed.
func (t Task) OtherLeads(unit UnitID, reports []Report) []OtherLead {
	var others []OtherLead
	for _, lead := range t.Lead {
		if lead == unit {
			continue
		}
		other := OtherLead{Unit: lead, Percent: NoPercent}
		i := slices.IndexFunc(reports, func(r Report) bool { return r.Unit == lead && r.Withdrawn.IsZero() })
		if i >= 0 {
			other.Percent, other.On = reports[i].Percent, DateOf(reports[i].At)
		}
		if other.Percent < 100 {
			others = append(others, other)
		}
	}
	return others
}

// tellsJoint is from which day a unit is told that another one, with which it leads the task,
// reported it as complete: from the morning after; zero: there is nothing to tell.
func (t Task) tellsJoint(unit UnitID) Date {
	day := DateOf(t.Last.At)
	if t.State != StateSubmitted || t.Divided() || t.Last.Unit == "" || t.Last.Unit == unit || !t.leads(unit) || t.ToldOn(unit) > day {
		return 0
	}
	return day + 1
}

// tellsChildBack is from which day the lead of a divided task is told that it was taken up
// again with a part of it: from the morning after; zero: it was told, or was not.
func (t Task) tellsChildBack(unit UnitID) Date {
	n := len(t.Reopened)
	if n == 0 || t.Reopened[n-1].Child == "" || !t.Open() || !t.leads(unit) || t.ToldOn(unit) > t.Reopened[n-1].On {
		return 0
	}
	return t.Reopened[n-1].On + 1
}

// tellWhole is what a lead is told of a task on which it has nothing to report for now: that
// it was divided, taken up again with a part of it, or reported as complete by another lead.
func (t Task) tellWhole(unit UnitID, today Date) []Telling {
	var found []Telling
	if day := t.tellsChildBack(unit); !day.IsZero() && day <= today {
		found = append(found, Telling{Reason: OccasionChildBack, On: day - 1, Title: string(t.Reopened[len(t.Reopened)-1].Child)})
	}
	if day := t.tellsShared(unit); !day.IsZero() && day <= today {
		found = append(found, Telling{Reason: OccasionShared, On: t.Shared})
	}
	if day := t.tellsJoint(unit); !day.IsZero() && day <= today {
		found = append(found, Telling{Reason: OccasionJoint, On: day - 1, Title: string(t.Last.Unit)})
	}
	return found
}

// wakesWhole is the first day on which there is something of that to tell; zero: none.
func (t Task) wakesWhole(unit UnitID) Date {
	first := Date(0)
	for _, day := range []Date{t.tellsChildBack(unit), t.tellsShared(unit), t.tellsJoint(unit)} {
		if !day.IsZero() && (first.IsZero() || day < first) {
			first = day
		}
	}
	return first
}
