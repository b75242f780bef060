package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
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
func Schedule(line string, zone *time.Location) (cron.Schedule, error) {
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
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)
	schedule, err := parser.Parse(line)
	if err != nil {
		return nil, fmt.Errorf("not a cron line: %w", err)
	}
	return schedule, often(schedule, zone)
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
