package ledger

// The numbers of counts of which figures and periods are made.
const (
	figureRanges = 11
	periodRanges = 5
)

// FigureRanges are the counts of which a unit's or campaign's [Figures] are made.
func FigureRanges(scope Scope, today Date) []Range {
	day := int64(today)
	of := func(mark string, from, to int64) Range { return Range{MarkOf(mark, scope), from, to} }
	all := func(mark string) Range { return AllRange(MarkOf(mark, scope)) }
	return []Range{
		all(MarkAll),
		all(MarkCompleted),
		all(MarkClosed),
		all(MarkOpen),
		of(MarkRed, 0, day),
		of(MarkYellow, 0, day),
		of(MarkOpen, NoLimit, NoLimit),
		of(MarkOpen, 0, day-1),
		of(MarkDuty, 0, day-1),
		all(MarkDated),
		of(MarkDated, 0, day-1),
	}
}

// newFigures are the figures of the counts of FigureRanges, in their order.
func newFigures(name string, c []int64) Figures {
	f := Figures{Name: name, Total: c[0], Completed: c[1] + c[2], StruckOff: c[2], Red: c[4], Yellow: c[5] - c[4], Grey: c[6]}
	open := c[3]
	f.Green = open - f.Grey - f.Red - f.Yellow
	f.Overdue, f.Missing = c[7], c[8]
	if dated := c[9]; dated > 0 {
		done := dated - (open - f.Grey) // what has a limit and is not open
		f.Percent, f.Schedule = int(max(done, 0)*100/dated), int(c[10]*100/dated)
	}
	return f
}

// PeriodRanges are the counts of what the days from and until brought, as far as they have
// come.
func PeriodRanges(scope Scope, from, until, today Date) []Range {
	of := func(mark string, from, to Date) Range { return Range{MarkOf(mark, scope), int64(from), int64(to)} }
	return []Range{
		of(MarkAll, from, until),
		of(MarkReported, from, until),
		of(MarkDone, from, until),
		of(MarkClosed, from, until),
		of(MarkOpen, from-1, min(until, today)-1),
	}
}

// newPeriod is the period of the counts of PeriodRanges, in their order.
func newPeriod(c []int64) Period {
	return Period{New: c[0], Reported: c[1], Completed: c[2], StruckOff: c[3], NewlyOverdue: c[4]}
}
