package ledger

import "time"

// Quiet tells when nobody is addressed unasked (domain §9): at night and on days off.
type Quiet struct {
	From, Until time.Duration // the night, since midnight: 20h to 8h; equal: there is none
	Calendar    Calendar
}

// Works reports whether people work on a day. Of a year whose notice is not loaded it
// answers Monday to Friday and known = false: to tell nobody anything would be worse
// than to tell on a holiday, and the office must hear of the missing notice.
func (c Calendar) Works(d Date) (works, known bool) {
	works, err := c.Workday(d)
	if err == nil {
		return works, true
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday, false
}

// After is the n-th workday after a day, by [Calendar.Works]: for our own answering limits,
// which stand also in a year whose notice is not loaded.
func (c Calendar) After(day Date, n int) Date {
	for n > 0 {
		day++
		if works, _ := c.Works(day); works {
			n--
		}
	}
	return day
}

// Before is the latest day after which n workdays have begun by today: what happened on it
// or earlier is n workdays ago.
func (c Calendar) Before(today Date, n int) Date {
	day := today
	for n > 0 {
		if works, _ := c.Works(day); works {
			n--
		}
		day--
	}
	return day
}

// Horizon is the day before the next workday: until then nobody will be told anything.
func (c Calendar) Horizon(today Date) Date {
	day := today
	for range 30 { // no notice gives a month off
		if works, _ := c.Works(day + 1); works {
			break
		}
		day++
	}
	return day
}

// Night reports whether an instant lies in the night.
func (q Quiet) Night(t time.Time) bool {
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
	if q.From <= q.Until {
		return clock >= q.From && clock < q.Until
	}
	return clock >= q.From || clock < q.Until
}

// Holds reports whether it is quiet at an instant, in the zone that the instant carries.
func (q Quiet) Holds(t time.Time) bool {
	works, _ := q.Calendar.Works(DateOf(t))
	return !works || q.Night(t)
}

// NotBefore is when it is quiet no more; zero if it is not quiet now.
func (q Quiet) NotBefore(now time.Time) time.Time {
	if !q.Holds(now) {
		return time.Time{}
	}
	today := DateOf(now)
	for day := today; day < today+31; day++ {
		for _, clock := range []time.Duration{0, q.Until} {
			at := day.At(int(clock/time.Hour), int(clock%time.Hour/time.Minute), now.Location())
			if !at.Before(now) && !q.Holds(at) {
				return at
			}
		}
	}
	return now // a night without end
}
