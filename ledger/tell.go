package ledger

import (
	"cmp"
	"slices"
)

// Telling says that a unit is to be told of something, and why. Every line of a digest
// carries its reason; every line that was due and not said carries the reason too.
type Telling struct {
	Reason Occasion
	On     Date   // the day that the reason is about: the limit, the promised day …
	Title  string // of a milestone
	N      int    // its number in the timetable
	Denied Denied // what another lead asked for in vain
}

var ( // bounds of the trade, in natural days [O]; read only
	daysBefore          = [...]int{3, 7} // and the day before, see tellLimit
	daysAfter           = [...]int{1, 3, 7}
	daysBeforeMilestone = 3
	resumedNews         = 7 // a unit that is first told of a task hears no more of a rest that ended earlier
)

// ReportDue is the day on which the next report is due by the task's rhythm, counted
// from the report in force, or from registration; zero where none is asked for. Nothing
// is asked of a unit that has reported the work as complete.
func (t Task) ReportDue() Date {
	if !t.Open() || t.Divided() || t.State == StateSubmitted || t.State == StateSuspended || t.Rhythm.Days() == 0 {
		return 0
	}
	return t.Rhythm.Next(max(t.heardOn(), t.Suspension.Over))
}

// heardOn is the day of the report in force, or of registration; what was taken up again
// is heard of anew.
func (t Task) heardOn() Date {
	if t.Last.Report != "" {
		return max(DateOf(t.Last.At), t.reopenedOn())
	}
	return max(t.Registered, t.reopenedOn())
}

// tells reports whether the unit is ever told of the task as it stands.
func (t Task) tells(unit UnitID) bool {
	return t.Open() && !t.Divided() && t.State != StateSubmitted && t.State != StateRegistered && t.State != StateSuspended && slices.Contains(t.Lead, unit)
}

// Tell decides of what a leading unit is to be told today. It answers with all reasons
// that came up since the unit was last told, the most urgent first. horizon is the day
// before the next workday: what falls on a day off until then is told before it, while
// what merely comes near on a day off is told on the workday after it. A task that was
// promised for later answers with one OccasionSilenced.
func (t Task) Tell(unit UnitID, today, horizon Date) []Telling {
	return t.withAsides(t.toldNews(t.tellStanding(unit, today, horizon), unit), unit, today)
}

// tellStanding is what the unit is told of the work itself, and of what it owes.
func (t Task) tellStanding(unit UnitID, today, horizon Date) []Telling {
	if slices.Contains(t.Moved, unit) {
		return []Telling{{Reason: OccasionMoved, On: today}}
	}
	if found := t.tellWhole(unit, today); len(found) > 0 {
		return found
	}
	if !t.tells(unit) {
		return t.tellHanded(unit, today)
	}
	told := t.ToldOn(unit)
	if told.IsZero() && today < t.Registered {
		return nil
	}
	found := t.tellLimit(nil, told, today, horizon)
	found = t.tellPromise(found, told, today)
	found = t.tellReport(found, told, today, horizon)
	found = t.tellMilestones(found, told, today, horizon)
	found = t.tellCourse(found, unit, told, today)
	if handed := t.firstTold(unit); t.Unsigned(unit) && !handed.IsZero() && (len(found) > 0 || told == handed && today > told) {
		found = append(found, Telling{Reason: OccasionUnsigned, On: handed})
	}
	// A rise without a notice is a reminder, which a promise silences.
	if day, name := t.risenQuietly(); !told.IsZero() && day > told && day <= today {
		found = append(found, Telling{Reason: OccasionRisen, On: day - 1, Title: name})
	}
	switch {
	case told.IsZero():
		found = append(found, Telling{Reason: OccasionNew, On: t.Registered})
	case len(found) > 0 && t.Promise.Date > today:
		found = []Telling{{Reason: OccasionSilenced, On: t.Promise.Date}}
	}
	if formal := t.tellFormal(unit, told, today, horizon); len(formal) > 0 {
		// A promise silences reminders, and no formal act.
		found = append(slices.DeleteFunc(found, func(f Telling) bool { return f.Reason == OccasionSilenced }), formal...)
	}
	slices.SortStableFunc(found, func(a, b Telling) int { return cmp.Compare(a.Reason.Urgency(), b.Reason.Urgency()) })
	return found
}

// tellCourse tells what happened to the task as a whole: its review, the end of a rest, a
// limit that moved with its parent's, a plan that is owed, another unit that is stuck.
func (t Task) tellCourse(found []Telling, unit UnitID, told, today Date) []Telling {
	if day := t.reviewBy(today); day > told {
		found = append(found, Telling{Reason: OccasionReview, On: day})
	}
	if day := t.Suspension.Over; day > told && (!told.IsZero() || today.Sub(day) < resumedNews) {
		found = append(found, Telling{Reason: OccasionResumed, On: day})
	}
	if told.IsZero() {
		return t.tellBeside(found, unit, told, today) // what was said before its first digest it has not heard either
	}
	if day := t.movedWithParent(); day > told && day <= today {
		found = append(found, Telling{Reason: OccasionExtended, On: day - 1})
	}
	if day := t.planDue(today); day > told {
		found = append(found, Telling{Reason: OccasionPlan, On: day})
	}
	if _, since, held := t.HeldUp(); held && since+1 > told && since < today { // that day's digest has been said
		found = append(found, Telling{Reason: OccasionHeld, On: since})
	}
	return t.tellBeside(found, unit, told, today)
}

// TellDone is the task after the unit was told of it, or not told for a recorded
// reason, on a day.
func (t Task) TellDone(unit UnitID, today Date) Task {
	news := len(t.newsFor(unit)) > 0
	t = t.withoutNews(func(n News) bool { return n.Unit == unit })
	if slices.Contains(t.Moved, unit) {
		t.Moved = slices.DeleteFunc(slices.Clone(t.Moved), func(moved UnitID) bool { return moved == unit })
		return t
	}
	aside := len(t.asidesBy(unit, today)) > 0
	if aside {
		t = t.inform(unit, today)
	}
	if (aside || news) && !t.leads(unit) && !t.watchedBy(unit) && t.HandedBy != unit {
		return t // it is told of nothing else
	}
	return t.tell(unit, today)
}

// tellLimit looks ahead to the limit and to the day before it, and back for the others.
func (t Task) tellLimit(found []Telling, told, today, horizon Date) []Telling {
	due := t.Limit.Due
	near := func(days int, by Date) bool { day := due.AddDays(-days); return day > told && day <= by }
	switch {
	case due.IsZero():
		return found
	case today > due:
		if latestAfter(due, today) > told {
			found = append(found, Telling{Reason: OccasionOverdue, On: due})
		}
	case due == today && due > told:
		found = append(found, Telling{Reason: OccasionToday, On: due})
	case near(0, horizon) || near(1, horizon) || near(daysBefore[0], today) || near(daysBefore[1], today):
		found = append(found, Telling{Reason: OccasionNear, On: due})
	}
	return found
}

func (t Task) tellPromise(found []Telling, told, today Date) []Telling {
	switch day := t.Promise.Date; {
	case day.IsZero():
	case day == today && day > told:
		found = append(found, Telling{Reason: OccasionPromise, On: day})
	case day < today && day >= told:
		found = append(found, Telling{Reason: OccasionBroken, On: day})
	}
	return found
}

func (t Task) tellReport(found []Telling, told, today, horizon Date) []Telling {
	switch day := t.ReportDue(); {
	case day.IsZero():
	case day < today && (day > told || latestAfter(day, today) > told):
		found = append(found, Telling{Reason: OccasionLate, On: day})
	case day >= today && day > told && day <= horizon:
		found = append(found, Telling{Reason: OccasionReport, On: day})
	}
	return found
}

// tellMilestones leaves out those that had passed before the task was registered, and
// the one that is the limit.
func (t Task) tellMilestones(found []Telling, told, today, horizon Date) []Telling {
	since := max(told, t.Registered-1)
	for _, m := range t.Timetable() {
		if m.Done || m.Date == t.Limit.Due {
			continue
		}
		near := m.Date.AddDays(-daysBeforeMilestone)
		if (near > since && near <= today) || (m.Date > since && m.Date <= horizon) {
			found = append(found, Telling{Reason: OccasionMilestone, On: m.Date, Title: m.Title, N: m.N})
		}
	}
	return found
}

// tellFormal is what notices have to say to the unit.
func (t Task) tellFormal(unit UnitID, told, today, horizon Date) []Telling {
	var found []Telling
	for _, n := range t.Notices {
		day := n.ReplyBy
		switch {
		case day.IsZero() || !slices.Contains(n.Owing, unit):
		case day < today && (day > told || latestAfter(day, today) > told):
			found = append(found, Telling{Reason: OccasionReplyLate, On: day, Title: n.Number})
		case day >= today && day > told && day <= horizon:
			found = append(found, Telling{Reason: OccasionReply, On: day, Title: n.Number})
		}
	}
	return found
}

// risenQuietly is from which day a rise without a notice is told, and the level's name: from the
// morning after, since that day's digest has been said. It reminds of work without progress
// (domain §5: 蓝 提醒 at T-3 without progress): who has reported progress meanwhile has done what
// it asks for, and is not reminded.
func (t Task) risenQuietly() (Date, string) {
	if day, name := t.Escalation.quietly(); !day.IsZero() && !t.progressedSince(day) {
		return day + 1, name
	}
	return 0, ""
}

// progressedSince reports whether the report in force came on a day or later and tells of
// progress: not 无变化, and no difficulty.
func (t Task) progressedSince(day Date) bool {
	return t.Last.Report != "" && DateOf(t.Last.At) >= day && t.Unchanged == 0 && t.Percent > 0 && t.State != StateBlocked
}

// reviewEvery is how often work without a report rhythm is looked at again.
func (t Task) reviewEvery() Rhythm {
	switch {
	case t.Rhythm.Days() > 0:
		return RhythmNone // it is heard of anyway
	case t.Limit.Recurring.Days() > 0:
		return t.Limit.Recurring
	case t.Limit.Standing:
		return t.Limit.ReviewEvery
	}
	return RhythmNone
}

// reviewBy is the last day of review up to a day; zero if none was yet.
func (t Task) reviewBy(today Date) Date {
	every, latest := t.reviewEvery(), Date(0)
	if every.Days() == 0 {
		return 0
	}
	for day := every.Next(t.heardOn()); day <= today; day = every.Next(day) {
		latest = day
	}
	return latest
}

// reviewAfter is the first day of review after a day; never if nothing is reviewed.
func (t Task) reviewAfter(told Date) Date {
	every := t.reviewEvery()
	if every.Days() == 0 {
		return never
	}
	day := every.Next(t.heardOn())
	for day <= told {
		day = every.Next(day)
	}
	return day
}

// latestAfter is the latest of the days 1, 3, 7, 14, 21 … after a day that is not after
// today; zero if none is.
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

// formalDays are the days on which the ladder or a notice may have something to say.
func (t Task) formalDays(unit UnitID, told Date) []Date {
	var days []Date
	if day, _ := t.risenQuietly(); !day.IsZero() {
		days = append(days, day)
	}
	for _, n := range t.Notices {
		if !n.ReplyBy.IsZero() && slices.Contains(n.Owing, unit) {
			days = append(days, n.ReplyBy, firstAfter(n.ReplyBy, told))
		}
	}
	return days
}

// wake is the first day on which there may be something to tell the unit: a lower
// bound, kept as a mark so that the morning's digest reads only what is due.
func (t Task) wake(unit UnitID) Date {
	if day := t.wakesWhole(unit); !day.IsZero() {
		return day
	}
	if !t.tells(unit) {
		return t.wakeReady(unit)
	}
	told := t.ToldOn(unit)
	if told.IsZero() {
		return t.Registered
	}
	first := t.reviewAfter(told)
	for _, day := range t.wakeDays(unit, told) {
		if day > told {
			first = min(first, day)
		}
	}
	return first
}

// wakeDays are the days on which something about the task may come up for the unit, those
// that have passed among them.
func (t Task) wakeDays(unit UnitID, told Date) []Date {
	days := []Date{t.planAfter(told), t.Suspension.Over, t.movedWithParent()}
	if due := t.Limit.Due; !due.IsZero() {
		for _, before := range daysBefore {
			days = append(days, due.AddDays(-before))
		}
		days = append(days, due-1, due, firstAfter(due, told))
	}
	if told == t.firstTold(unit) && t.Unsigned(unit) {
		days = append(days, told+1)
	}
	if r := t.ReportDue(); !r.IsZero() {
		days = append(days, r, firstAfter(r, told))
	}
	if p := t.Promise.Date; !p.IsZero() {
		days = append(days, p, p+1)
	}
	days = append(days, t.formalDays(unit, told)...)
	if _, since, held := t.HeldUp(); held {
		days = append(days, since+1)
	}
	for _, w := range t.HinderedBeside(unit) {
		days = append(days, w.On+1)
	}
	for _, b := range t.Stuck() {
		days = append(days, max(b.BlockedOn, b.Answered)+1)
	}
	for _, m := range t.Timetable() {
		if !m.Done {
			days = append(days, m.Date.AddDays(-daysBeforeMilestone), m.Date)
		}
	}
	return days
}
