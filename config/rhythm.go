package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"duban/ledger"
)

// Rhythm is when a job of the clock runs.
type Rhythm struct {
	Job      string
	Line     string // five cron fields, or "off"
	Schedule cron.Schedule
	Zone     *time.Location
}

// Off is the line of a rhythm that is switched off.
const Off = "off"

// rhythms are the jobs with their default lines. The digest's fires on each day: days
// off are skipped with their reason.
func rhythms() []Rhythm {
	return []Rhythm{
		{Job: "digest", Line: "30 8 * * *"},
		{Job: "ladder", Line: "45 8 * * *"}, // before the day's report to the office, which checks it
		{Job: "overdue", Line: "0 17 * * *"},
		{Job: "missing", Line: "0 9 * * 1"},
		{Job: "brief", Line: "0 16 * * 5"},
		{Job: "monthly", Line: "30 9 1W * *"},
		{Job: "chain", Line: "30 17 * * *"},
		{Job: "queue", Line: "0 9 * * *"},
	}
}

func (r Rhythm) env() string { return "DUBAN_RHYTHM_" + strings.ToUpper(r.Job) }

// Next are the next n firings after an instant; none for a rhythm that is off.
func (r Rhythm) Next(after time.Time, n int) []time.Time {
	var next []time.Time
	if r.Schedule == nil {
		return nil
	}
	for range n {
		after = r.Schedule.Next(after.In(r.Zone))
		if after.IsZero() {
			break
		}
		next = append(next, after)
	}
	return next
}

// atMost is the shortest time between two firings: the office is not to be a nuisance.
const atMost = time.Hour

// Schedule reads a cron line of five fields in a zone. It is checked before robfig's
// parser sees it: that one panics on some lines with a zone, and joins day of month and
// day of week by "or", which nobody expects.
//
// 1W as day of the month is its first workday by the office's calendar, which cron itself does
// not know.
func Schedule(line string, zone *time.Location, calendar ledger.Calendar) (cron.Schedule, error) {
	fields := strings.Fields(line)
	if slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(f, "TZ=") }) {
		return nil, errors.New("the zone is set by the key zone, not in a line")
	}
	if strings.HasPrefix(line, "@every") {
		return nil, errors.New("@every is not taken: it has no fixed hours, and a restart moves it")
	}
	if !strings.HasPrefix(line, "@") {
		if len(fields) != 5 {
			return nil, fmt.Errorf("%d fields instead of 5: minute hour day month weekday", len(fields))
		}
		if fields[2] != "*" && fields[2] != "?" && fields[4] != "*" && fields[4] != "?" {
			return nil, errors.New("day of month and weekday are both set: cron would take either, so set one of them")
		}
	}
	workday := len(fields) == 5 && fields[2] == firstWorkday
	if workday {
		fields[2] = "*"
		line = strings.Join(fields, " ")
	}
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)
	schedule, err := parser.Parse(line)
	if err != nil {
		return nil, fmt.Errorf("not a cron line: %w", err)
	}
	if workday {
		schedule = onFirstWorkday{schedule, calendar}
	}
	return schedule, often(schedule, zone)
}

// firstWorkday stands for a day of the month.
const firstWorkday = "1W"

// onFirstWorkday fires on the first workday of each month, at the times of day at which a daily
// schedule does.
type onFirstWorkday struct {
	daily    cron.Schedule
	calendar ledger.Calendar
}

// months is how many are looked at: enough to find the next first workday, whatever months and
// weekdays a line has.
const months = 13

// Next is the next firing.
func (s onFirstWorkday) Next(after time.Time) time.Time {
	month := ledger.MonthOf(ledger.DateOf(after))
	for range months {
		day := s.calendar.FirstWorkday(month)
		begin := day.At(0, 0, after.Location()).Add(-time.Nanosecond) // Next is after it
		if begin.Before(after) {
			begin = after
		}
		if at := s.daily.Next(begin); !at.IsZero() && ledger.DateOf(at) == day {
			return at
		}
		month = ledger.MonthOf(month.AddDays(31))
	}
	return time.Time{}
}

// often refuses a line that fires more often than once an hour, or never.
func often(schedule cron.Schedule, zone *time.Location) error {
	last := schedule.Next(time.Date(2025, time.January, 1, 0, 0, 0, 0, zone))
	if last.IsZero() {
		return errors.New("it never fires")
	}
	for range 100 {
		next := schedule.Next(last)
		if next.IsZero() {
			return nil
		}
		if next.Sub(last) < atMost {
			return errors.New("it fires more often than once an hour: the burden rules do not allow that")
		}
		last = next
	}
	return nil
}
