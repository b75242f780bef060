package ledger

import "slices"

// readyEvery is how often a unit is told of work that could be struck off, in natural days [O].
const readyEvery = 7

// ReadyRange are the tasks of a scope that have been completed for [ReadyDays] workdays and
// that nobody has applied to have struck off.
func ReadyRange(scope Scope, today Date, calendar Calendar) Range {
	return Range{MarkOf(MarkReady, scope), 0, int64(calendar.Before(today, ReadyDays))}
}

// TellReady decides whether a leading unit is told today that it may apply to have a
// completed task struck off: once a week, from the day on which the workdays are over. by
// is the last day of completion for which they are, see [Calendar.Before].
//
// Beside that a unit is told of notices without having to answer them.
func (t Task) TellReady(unit UnitID, today, by Date) []Telling {
	return t.withAsides(t.tellReady(unit, today, by), unit, today)
}

func (t Task) tellReady(unit UnitID, today, by Date) []Telling {
	if t.watchedBy(unit) {
		return t.tellHanded(unit, today)
	}
	since := t.Ready()
	if since.IsZero() || since > by || !slices.Contains(t.Lead, unit) {
		return nil
	}
	if told := t.ToldOn(unit); told > since && today < told.AddDays(readyEvery) {
		return nil
	}
	return []Telling{{Reason: OccasionReady, On: since}}
}

// wakeReady is the first day on which the unit may have to be told that it may apply.
func (t Task) wakeReady(unit UnitID) Date {
	since := t.Ready()
	switch told := t.ToldOn(unit); {
	case since.IsZero() || !slices.Contains(t.Lead, unit):
		return never
	case told > since:
		return told.AddDays(readyEvery)
	default:
		return since.AddDays(ReadyDays)
	}
}
