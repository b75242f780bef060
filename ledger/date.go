package ledger

import (
	"fmt"
	"time"
)

// Date is a civil date: the number of days since 1970-01-01. Limits are civil dates,
// not instants (style rule 22). The zero value means "no date"; nobody in this trade
// has a limit on the first of January 1970.
type Date int32

// NewDate makes a date. Days and months outside their range are carried over as
// [time.Date] does, so NewDate(2025, 3, 0) is the last day of February.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf tells which day it is at an instant, in the zone that the instant carries.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// ParseDate reads 2006-01-02. The empty string is no date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("ledger: date %q is not YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// AddDays moves by natural days. Workdays come from [Calendar], never from arithmetic.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// Sub counts the natural days from other to d.
func (d Date) Sub(other Date) int { return int(d - other) }

// Civil splits the date into its parts.
func (d Date) Civil() (year int, month time.Month, day int) {
	return d.utc().Date()
}

// Year is the civil year.
func (d Date) Year() int { return d.utc().Year() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Monday begins the week of the day.
func (d Date) Monday() Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// At is the instant of a clock time on this day in a zone.
func (d Date) At(hour, minute int, zone *time.Location) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, hour, minute, 0, 0, zone)
}

// String prints 2006-01-02, or nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText stores a date as it is printed.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }
