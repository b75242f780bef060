package ledger

import (
	_ "embed" // the notices of the State Council travel with the program
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

//go:embed holidays.json
var embeddedHolidays string

// Calendar knows the workdays: the statutory holidays and the make-up workdays of the
// years whose notice (国务院办公厅放假通知) it was given. It is an immutable value; the
// zero value knows no year.
type Calendar struct {
	notices map[int][]noticeDay
	days    map[Date]noticeDay
}

// noticeDay is one day that a notice names: a day off, or a weekend day to be worked.
type noticeDay struct {
	Date Date   `json:"date"`
	Name string `json:"name"`
	Off  bool   `json:"off"`
}

// MissingYearError says that a question needs a year whose notice is not loaded. It is
// never answered as if that year had no holidays.
type MissingYearError struct{ Year int }

// Error names the year.
func (e *MissingYearError) Error() string {
	return fmt.Sprintf("ledger: the calendar has no holidays of %d", e.Year)
}

// DefaultCalendar is the calendar that the program ships with: 2018–2026.
func DefaultCalendar() (Calendar, error) { return ReadCalendar([]byte(embeddedHolidays)) }

// ReadCalendar reads notices by year in the form of holidays.json:
//
//	{"2027": {"papers": ["https://…"], "days": [{"date": "2027-01-01", "name": "元旦", "off": true}]}}
//
// A year without a single day is an error: an empty notice would read as "no holidays".
func ReadCalendar(data []byte) (Calendar, error) {
	var years map[string]struct {
		Days []noticeDay `json:"days"`
	}
	if err := json.Unmarshal(data, &years); err != nil {
		return Calendar{}, fmt.Errorf("ledger: calendar: %w", err)
	}
	notices := make(map[int][]noticeDay, len(years))
	for name, notice := range years {
		year, err := strconv.Atoi(name)
		if err != nil || year < 1990 || year > 2100 {
			return Calendar{}, fmt.Errorf("ledger: calendar: %q is not a year", name)
		}
		if len(notice.Days) == 0 {
			return Calendar{}, fmt.Errorf("ledger: calendar: %d has no days", year)
		}
		for _, day := range notice.Days {
			// A notice reaches into its neighbours by a few days and no further.
			if near := day.Date.Year(); day.Date.IsZero() || near < year-1 || near > year+1 {
				return Calendar{}, fmt.Errorf("ledger: calendar: %d names the day %q", year, day.Date)
			}
		}
		notices[year] = notice.Days
	}
	return newCalendar(notices), nil
}

// newCalendar merges the notices by date; where two name the same day the later one holds.
func newCalendar(notices map[int][]noticeDay) Calendar {
	days := make(map[Date]noticeDay)
	for _, year := range slices.Sorted(maps.Keys(notices)) {
		for _, day := range notices[year] {
			days[day.Date] = day
		}
	}
	return Calendar{notices: notices, days: days}
}

// With adds the years of another calendar; a year that both have is taken from the other.
func (c Calendar) With(other Calendar) Calendar {
	notices := make(map[int][]noticeDay, len(c.notices)+len(other.notices))
	maps.Copy(notices, c.notices)
	maps.Copy(notices, other.notices)
	return newCalendar(notices)
}

// Knows reports whether the year's own notice is loaded.
func (c Calendar) Knows(year int) bool {
	_, ok := c.notices[year]
	return ok
}

// Years are the years that the calendar knows, oldest first.
func (c Calendar) Years() []int { return slices.Sorted(maps.Keys(c.notices)) }

// Workday reports whether people work on the day. It returns a *MissingYearError when
// the year's notice is not loaded.
func (c Calendar) Workday(d Date) (bool, error) {
	if year := d.Year(); !c.Knows(year) {
		return false, &MissingYearError{Year: year}
	}
	if day, ok := c.days[d]; ok {
		return !day.Off, nil
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday, nil
}

// FirstWorkday is the first day of the month, that a day is in, on which people work, see
// [Calendar.Works].
func (c Calendar) FirstWorkday(month Date) Date {
	first := MonthOf(month)
	for day := first; day < first.AddDays(28); day++ {
		if works, _ := c.Works(day); works {
			return day
		}
	}
	return first
}

// AddWorkdays is the n-th workday after d, which itself is not counted; a negative n
// counts backwards. n = 0 answers d.
func (c Calendar) AddWorkdays(d Date, n int) (Date, error) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		works, err := c.Workday(d)
		if err != nil {
			return 0, err
		}
		if works {
			n--
		}
	}
	return d, nil
}

// WorkdaysBetween counts the workdays in (from, to]; negative when to is before from.
func (c Calendar) WorkdaysBetween(from, to Date) (int, error) {
	if to < from {
		n, err := c.WorkdaysBetween(to, from)
		return -n, err
	}
	count := 0
	for d := from.AddDays(1); d <= to; d = d.AddDays(1) {
		works, err := c.Workday(d)
		if err != nil {
			return 0, err
		}
		if works {
			count++
		}
	}
	return count, nil
}

// Name is the holiday's name if the notice gives the day off, or nothing.
func (c Calendar) Name(d Date) string {
	if day := c.days[d]; day.Off {
		return day.Name
	}
	return ""
}
