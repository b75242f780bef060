package ledger

import "slices"

// Telling says that a unit is to be told of something, and why. Every line of a digest
// carries its reason; every line that was due and not said carries the reason too.
type Telling struct {
	Reason Occasion
	On     Date   // the day that the reason is about: the limit, the promised day …
	Title  string // of a milestone
}

// Occasion is why a unit is told of a task (domain §5).
type Occasion string

// The occasions.
const (
	OccasionNew       Occasion = "new"       // handed to the unit, not told yet
	OccasionNear      Occasion = "near"      // T-7, T-3, T-1
	OccasionToday     Occasion = "today"     // the limit is today
	OccasionOverdue   Occasion = "overdue"   // 1, 3, 7 days after the limit and weekly
	OccasionMilestone Occasion = "milestone" // 3 days before a milestone, and the day
	OccasionReport    Occasion = "report"    // a report is due by its rhythm
	OccasionLate      Occasion = "late"      // the report is missing: 1, 3, 7 days and weekly
	OccasionPromise   Occasion = "promise"   // the promised day is here
	OccasionBroken    Occasion = "broken"    // the promised day has passed
	OccasionReview    Occasion = "review"    // a standing task is looked at again
	OccasionSilenced  Occasion = "silenced"  // due, not said: silenced by a promise until On
	OccasionHeadOnly  Occasion = "head_only" // reserved for notices
	OccasionByOffice  Occasion = "by_office" // the office reminds by hand (催办)
	OccasionCorrected Occasion = "corrected" // the office changed the task
	OccasionFinished  Occasion = "completed" // the office confirmed the completion
	OccasionSentBack  Occasion = "sent_back" // the office did not accept the completion
)

var ( // bounds of the trade, in natural days [O]; read only
	daysBefore          = [...]int{7, 3, 1}
	daysAfter           = [...]int{1, 3, 7} // and then weekly
	daysBeforeMilestone = 3
)

// ReportDue is the day on which the next report is due by the task's rhythm, counted
// from the report in force, or from registration; zero where none is asked for. Nothing
// is asked of a unit that has reported the work as complete.
func (t Task) ReportDue() Date {
	if !t.Open() || t.State == StateSubmitted || t.Rhythm.Days() == 0 {
		return 0
	}
	last := t.Registered
	if t.Last.Report != "" {
		last = DateOf(t.Last.At)
	}
	return t.Rhythm.Next(last)
}

// Tell decides of what a leading unit is to be told today. It answers with all reasons
// that came up since the unit was last told, the most urgent first. horizon is the last
// day that today's digest must look ahead to: the day before the next workday, so that
// a limit inside a holiday is told before it. A task that was promised for later
// answers with one OccasionSilenced.
func (t Task) Tell(unit UnitID, today, horizon Date) []Telling {
	if !t.Open() || t.State == StateSubmitted || t.State == StateRegistered || !slices.Contains(t.Lead, unit) {
		return nil
	}
	told := t.ToldOn(unit)
	if told.IsZero() {
		return append(t.tellings(0, today, horizon), Telling{Reason: OccasionNew, On: t.Registered})
	}
	found := t.tellings(told, today, horizon)
	if len(found) > 0 && t.Promise.Date > today {
		return []Telling{{Reason: OccasionSilenced, On: t.Promise.Date}}
	}
	return found
}

// Told is the task after the unit was told of it (or not, with a reason) on a day.
func (t Task) TellDone(unit UnitID, today Date) Task { return t.tell(unit, today) }

// tellings are the latest occasion of each sort within (told, today], and those within
// (told, horizon] that look ahead.
func (t Task) tellings(told, today, horizon Date) []Telling {
	var found []Telling
	due := t.Limit.Due
	switch {
	case due.IsZero():
	case today > due:
		if latest := latestAfter(due, today); latest > told {
			found = append(found, Telling{Reason: OccasionOverdue, On: due})
		}
	case due > told && due <= horizon:
		found = append(found, Telling{Reason: pick(due == today, OccasionToday, OccasionNear), On: due})
	default:
		for _, days := range daysBefore {
			if day := due.AddDays(-days); day > told && day <= horizon {
				found = append(found, Telling{Reason: OccasionNear, On: due})
				break
			}
		}
	}
	if p := t.Promise.Date; !p.IsZero() && p > told && p <= today {
		found = append(found, Telling{Reason: pick(p == today, OccasionPromise, OccasionBroken), On: p})
	} else if !p.IsZero() && p+1 > told && p < today {
		found = append(found, Telling{Reason: OccasionBroken, On: p})
	}
	if r := t.ReportDue(); !r.IsZero() && r > told && r <= today {
		found = append(found, Telling{Reason: pick(r == today, OccasionReport, OccasionLate), On: r})
	} else if !r.IsZero() && r < today && latestAfter(r, today) > told {
		found = append(found, Telling{Reason: OccasionLate, On: r})
	}
	return t.milestoneTellings(found, told, horizon)
}

func (t Task) milestoneTellings(found []Telling, told, horizon Date) []Telling {
	for _, m := range t.Limit.Milestones {
		if m.Done || m.Date == t.Limit.Due || m.Date < told {
			continue
		}
		near := m.Date.AddDays(-daysBeforeMilestone)
		if (near > told && near <= horizon) || (m.Date > told && m.Date <= horizon) {
			found = append(found, Telling{Reason: OccasionMilestone, On: m.Date, Title: m.Title})
		}
	}
	return found
}

// latestAfter is the latest of the days 1, 3, 7, 14, 21 … after a day that is not after today.
func latestAfter(day, today Date) Date {
	late := today.Sub(day)
	if late >= 7 {
		return day.AddDays(late - late%7)
	}
	latest := Date(0)
	for _, n := range daysAfter {
		if n <= late {
			latest = day.AddDays(n)
		}
	}
	return latest
}

// firstAfter is the first of the days 1, 3, 7, 14, 21 … after a day that is after told.
func firstAfter(day, told Date) Date {
	for _, n := range daysAfter {
		if next := day.AddDays(n); next > told {
			return next
		}
	}
	return told.AddDays(7 - told.Sub(day)%7)
}

// wake is the first day on which there may be something to tell the unit: a lower
// bound, kept as a mark so that the morning's digest reads only what is due.
func (t Task) wake(unit UnitID) Date {
	told := t.ToldOn(unit)
	if t.State == StateSubmitted || t.State == StateRegistered {
		return never
	}
	if told.IsZero() {
		return t.Registered
	}
	first := never
	see := func(day Date) {
		if day > told {
			first = min(first, day)
		}
	}
	if due := t.Limit.Due; !due.IsZero() {
		for _, days := range daysBefore {
			see(due.AddDays(-days))
		}
		see(due)
		see(firstAfter(due, told))
	}
	if r := t.ReportDue(); !r.IsZero() {
		see(r)
		see(firstAfter(r, told))
	}
	if p := t.Promise.Date; !p.IsZero() {
		see(p)
		see(p + 1)
	}
	for _, m := range t.Limit.Milestones {
		if !m.Done {
			see(m.Date.AddDays(-daysBeforeMilestone))
			see(m.Date)
		}
	}
	return first
}

func pick(condition bool, yes, no Occasion) Occasion {
	if condition {
		return yes
	}
	return no
}

// Why a slot or a line was not sent; beside the reasons of refusals and occasions.
const (
	WhyHoliday   = "holiday"
	WhyQuiet     = "quiet_hours"
	WhyDowntime  = "downtime"
	WhyCalendar  = "calendar_missing"
	WhyUncertain = "uncertain" // the bytes left and no answer came
	WhyExpired   = "expired"   // could not be sent for a day
)
