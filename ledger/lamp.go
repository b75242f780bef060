package ledger

import "math"

// Lamp is the colour of a task, computed from (task, day) and never stored.
type Lamp string

// The lamps (domain §3).
const (
	LampBlue   Lamp = "blue"   // completed or struck off
	LampGreen  Lamp = "green"  // on schedule
	LampYellow Lamp = "yellow" // near the limit, or behind schedule
	LampRed    Lamp = "red"    // overdue, or far behind schedule
	LampGrey   Lamp = "grey"   // standing, suspended, cancelled, or no date to measure against
)

// The bounds of the lamps. NearDays is our own default; the points behind schedule
// follow 银川 2025.
const (
	NearDays     = 7  // yellow from so many natural days before the limit
	BehindYellow = 10 // points behind schedule
	BehindRed    = 30
)

// never is a day that does not come: the score of something that time will not change.
const never = Date(math.MaxInt32)

// Lamp is the task's colour on a day.
func (t Task) Lamp(today Date) Lamp {
	switch {
	case t.State == StateCompleted || t.State == StateClosed:
		return LampBlue
	case t.Limit.Due.IsZero() || t.State == StateSuspended || t.State == StateCancelled:
		return LampGrey
	case today >= t.redFrom():
		return LampRed
	case today >= t.yellowFrom():
		return LampYellow
	default:
		return LampGreen
	}
}

// Schedule is the elapsed part of the task's time in percent (序时进度): by milestones
// where there are any, else by days from registration to the limit. It is 0 without a
// limit.
func (t Task) Schedule(today Date) int {
	due := t.Limit.Due
	if due.IsZero() {
		return 0
	}
	if steps := t.steps(); len(steps) > 1 {
		passed := 0
		for _, day := range steps {
			if day < today {
				passed++
			}
		}
		return passed * 100 / len(steps)
	}
	if today >= due {
		return 100
	}
	begun := t.begun()
	if total := due.Sub(begun); total > 0 && today > begun {
		return today.Sub(begun) * 100 / total
	}
	return 0
}

// Behind is by how many points the task is behind schedule; negative: ahead.
func (t Task) Behind(today Date) int { return t.Schedule(today) - t.Percent }

// ProgressClass tells how the work stands against its schedule.
type ProgressClass string

// The progress classes.
const (
	ProgressNotStarted ProgressClass = "not_started"
	ProgressBehind     ProgressClass = "behind"
	ProgressOn         ProgressClass = "on"
	ProgressAhead      ProgressClass = "ahead"
	ProgressRectified  ProgressClass = "rectified"  // completed, not struck off
	ProgressStruckOff  ProgressClass = "struck_off" // closed
)

// Progress is the task's progress class on a day.
func (t Task) Progress(today Date) ProgressClass {
	behind := t.Behind(today)
	switch {
	case t.State == StateClosed:
		return ProgressStruckOff
	case t.State == StateCompleted:
		return ProgressRectified
	case t.Reports == 0 && t.Percent == 0:
		return ProgressNotStarted
	case behind > BehindYellow:
		return ProgressBehind
	case behind < -BehindYellow:
		return ProgressAhead
	default:
		return ProgressOn
	}
}

// redFrom is the first day on which the task is red if nothing else changes. That the
// day can be told in advance is what lets lamps be counted without reading tasks: the
// day is a mark's score, and the colour still follows from the present.
func (t Task) redFrom() Date {
	if t.Limit.Due.IsZero() || !t.Open() || t.State == StateSuspended {
		return never
	}
	return min(t.Limit.Due+1, t.behindFrom(BehindRed))
}

// yellowFrom is the first day on which the task is at least yellow.
func (t Task) yellowFrom() Date {
	if t.Limit.Due.IsZero() || !t.Open() || t.State == StateSuspended {
		return never
	}
	return min(t.Limit.Due.AddDays(-NearDays), t.behindFrom(BehindYellow), t.redFrom())
}

// behindFrom is the first day on which the task is behind by more than so many points.
func (t Task) behindFrom(points int) Date {
	due, want := t.Limit.Due, t.Percent+points
	if steps := t.steps(); len(steps) > 1 {
		for i, day := range steps {
			if (i+1)*100/len(steps) > want {
				return day + 1
			}
		}
		return never
	}
	begun := t.begun()
	total := due.Sub(begun)
	switch {
	case want >= 100:
		return never
	case total <= 0:
		return due // no time at all: all of it has passed on the day of the limit
	}
	// first d with d*100/total > want, in whole points
	days := ((want+1)*total + 99) / 100
	return begun.AddDays(days)
}
