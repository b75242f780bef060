package ledger

import (
	"strings"
	"testing"
)

// TestFestivalDays holds the table against the published holidays: a feast is a day off
// that bears its name, in every year that the calendar knows.
func TestFestivalDays(t *testing.T) {
	cal, err := DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	names := map[festival]string{springFestival: "春节", tombSweeping: "清明", dragonBoat: "端午", midAutumn: "中秋"}
	for _, year := range cal.Years() {
		for f, name := range names {
			day, ok := festivalDay(f, year)
			if got := cal.Name(day); !ok || !strings.Contains(got, name) {
				t.Errorf("%s %d is %s (%v), which the notice calls %q", name, year, day, ok, got)
			}
		}
	}
	for _, year := range []int{2014, 2041, 0} {
		if day, ok := festivalDay(springFestival, year); ok {
			t.Errorf("festivalDay(%d) = %s, want none", year, day)
		}
	}
}
