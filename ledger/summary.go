package ledger

import (
	"cmp"
	"math"
	"slices"
)

// Summary is how the work of a scope stands on a day, in the order in which leaders
// read it (domain §8). It is made of counts alone, so that it costs the same for a
// town and for a province.
type Summary struct {
	Scope        Scope `json:"scope"`
	Today        Date  `json:"today"`
	Head         Head  `json:"head"` // end of the chain at the moment of the count
	Total        int64 `json:"total"`
	Completed    int64 `json:"completed"` // completed or struck off
	StruckOff    int64 `json:"struck_off"`
	NotStruck    int64 `json:"not_struck"` // completed and not struck off (未销号)
	Open         int64 `json:"open"`       // not completed (未办结)
	Red          int64 `json:"red"`
	Yellow       int64 `json:"yellow"`
	Green        int64 `json:"green"`
	Grey         int64 `json:"grey"`
	Overdue      int64 `json:"overdue"`
	DueSoon      int64 `json:"due_soon"`  // within NearDays
	Submitted    int64 `json:"submitted"` // reported as complete, waiting for the office
	Blocked      int64 `json:"blocked"`
	Missing      int64 `json:"missing"`         // reports that are late
	Confirm      int64 `json:"confirm"`         // rows that the office must confirm; only in the whole
	Reported     int64 `json:"reported"`        // tasks with a report within the last seven days
	New          int64 `json:"new"`             // registered within the last seven days
	Superior     int64 `json:"superior"`        // superiors' notices of which no reply was recorded
	SuperiorLate int64 `json:"superior_late"`   // of them those whose day has passed, see SuperiorLateRange
	Whole        int64 `json:"whole,omitempty"` // of the total those that were divided: their children are counted too
}

const summaryRanges = 18

// SummaryRanges are the counts of which [NewSummary] makes a summary.
func SummaryRanges(scope Scope, today Date) []Range {
	day, min, max := int64(today), int64(0), NoLimit
	of := func(mark string, from, to int64) Range { return Range{MarkOf(mark, scope), from, to} }
	all := func(mark string) Range { return AllRange(MarkOf(mark, scope)) }
	return []Range{
		all(MarkAll),
		all(MarkCompleted),
		all(MarkClosed),
		all(MarkOpen),
		of(MarkRed, min, day),
		of(MarkYellow, min, day),
		of(MarkOpen, NoLimit, NoLimit),
		of(MarkOpen, min, day-1),
		of(MarkOpen, day, day+NearDays),
		all(MarkSubmitted),
		all(MarkBlocked),
		of(MarkDuty, min, day-1),
		all(MarkConfirm),
		of(MarkReported, day-6, max),
		of(MarkAll, day-6, max),
		all(MarkSuperior),
		SuperiorLateRange(scope, today),
		all(MarkWhole),
	}
}

// NewSummary makes the summary of the counts of SummaryRanges, in their order.
func NewSummary(scope Scope, today Date, counts []int64, head Head) Summary {
	if len(counts) != summaryRanges {
		panic("ledger: a summary is made of the counts of SummaryRanges") // a test would have found it
	}
	s := Summary{Scope: scope, Today: today, Head: head}
	s.Total, s.NotStruck, s.StruckOff, s.Open = counts[0], counts[1], counts[2], counts[3]
	s.Completed = s.NotStruck + s.StruckOff
	s.Red = counts[4]
	s.Yellow = counts[5] - s.Red // what is red is at least yellow
	s.Grey = counts[6]
	s.Green = s.Open - s.Grey - s.Red - s.Yellow
	s.Overdue, s.DueSoon, s.Submitted, s.Blocked = counts[7], counts[8], counts[9], counts[10]
	s.Missing, s.Confirm, s.Reported, s.New = counts[11], counts[12], counts[13], counts[14]
	s.Superior, s.SuperiorLate, s.Whole = counts[15], counts[16], counts[17]
	return s
}

// AllRange is all that stands under a mark: how much that is costs the least to ask.
func AllRange(mark string) Range { return Range{Mark: mark, Min: math.MinInt64, Max: math.MaxInt64} }

// OverdueRange are the overdue tasks of a scope, the longest overdue first.
func OverdueRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkOpen, scope), 0, int64(today) - 1}
}

// RedRange are the red tasks of a scope.
func RedRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkRed, scope), 0, int64(today)}
}

// MissingRange are the tasks of a scope whose report is late.
func MissingRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkDuty, scope), 0, int64(today) - 1}
}

// OpenRange are all tasks of a scope that are not completed, the nearest limit first.
func OpenRange(scope Scope) Range { return Range{MarkOf(MarkOpen, scope), 0, NoLimit} }

// DueRange are the open tasks of a scope whose limit is within the days from and to.
func DueRange(scope Scope, from, to Date) Range {
	return Range{MarkOf(MarkOpen, scope), int64(from), int64(to)}
}

// WakeRange are the tasks of which a leading unit may have to be told by a day.
func WakeRange(unit UnitID, by Date) Range { return Range{WakeMark(unit), 0, int64(by)} }

// YellowRange are the tasks of a scope that are at least yellow: the red ones are among
// them, since what is red has been yellow before.
func YellowRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkYellow, scope), 0, int64(today)}
}

// GreenRange are the open tasks of a scope that are on schedule.
func GreenRange(scope Scope, today Date) Range {
	return Range{MarkOf(MarkYellow, scope), int64(today) + 1, NoLimit}
}

// Within reports whether a question by a range would find the task.
func (t Task) Within(r Range) bool {
	return slices.ContainsFunc(t.Marks(), func(m Mark) bool {
		return m.Name == r.Mark && m.Score >= r.Min && m.Score <= r.Max
	})
}

// PrincipalLeader is the post of whoever answers for everything: his own scope is all.
const PrincipalLeader = "主要领导"

// UnitCount is a figure of one unit.
type UnitCount struct {
	Unit  UnitID
	Count int64
}

// Worst are the units with figures above zero, the largest first.
func Worst(units []UnitID, counts []int64) []UnitCount {
	var worst []UnitCount
	for i, unit := range units {
		if counts[i] > 0 {
			worst = append(worst, UnitCount{unit, counts[i]})
		}
	}
	slices.SortStableFunc(worst, func(a, b UnitCount) int { return cmp.Compare(b.Count, a.Count) })
	return worst
}
