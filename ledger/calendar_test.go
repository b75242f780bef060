package ledger_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestCalendarWorkday(t *testing.T) {
	cal := calendar(t)
	for day, want := range map[string]bool{
		"2025-10-01": false, // 国庆节
		"2025-10-08": false,
		"2025-10-09": true,
		"2025-09-28": true, // a Sunday to be worked
		"2025-10-11": true, // a Saturday to be worked
		"2025-07-12": false,
		"2025-07-14": true,
		"2018-12-29": true, // named by the notice of 2019
		"2018-12-31": false,
		"2022-12-31": false,
		"2020-01-31": false, // the second notice of that spring
	} {
		got, err := cal.Workday(date(t, day))
		if err != nil || got != want {
			t.Errorf("Workday(%s) = %v, %v, want %v", day, got, err, want)
		}
	}
}

// TestCalendarMissingYear holds that a year without a notice is never a year without
// holidays, not even where its neighbour names some of its days.
func TestCalendarMissingYear(t *testing.T) {
	cal := calendar(t)
	_, onDay := cal.Workday(date(t, "2027-01-01"))
	_, before := cal.Workday(date(t, "2017-12-31"))
	_, adding := cal.AddWorkdays(date(t, "2026-12-31"), 1)
	_, counting := cal.WorkdaysBetween(date(t, "2026-12-30"), date(t, "2027-01-05"))
	for name, test := range map[string]struct {
		err  error
		year int
	}{"Workday": {onDay, 2027}, "before": {before, 2017}, "AddWorkdays": {adding, 2027}, "WorkdaysBetween": {counting, 2027}} {
		var missing *ledger.MissingYearError
		if !errors.As(test.err, &missing) || missing.Year != test.year {
			t.Errorf("%s: got %v, want the year %d to be missing", name, test.err, test.year)
		}
	}
}

func TestCalendarArithmetic(t *testing.T) {
	cal := calendar(t)
	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2025-09-30", 1, "2025-10-09"},
		{"2025-09-26", 1, "2025-09-28"},
		{"2025-10-09", -1, "2025-09-30"},
		{"2025-07-10", 0, "2025-07-10"},
		{"2025-07-12", 1, "2025-07-14"},
		{"2025-07-10", 60, "2025-10-09"},
		{"2025-12-31", 1, "2026-01-04"},
	} {
		from := date(t, test.from)
		got, err := cal.AddWorkdays(from, test.n)
		if err != nil || got != date(t, test.want) {
			t.Errorf("AddWorkdays(%s, %d) = %s, %v, want %s", test.from, test.n, got, err, test.want)
		}
		if test.n == 0 {
			continue
		}
		between, err := cal.WorkdaysBetween(from, got)
		if want := test.n; test.n > 0 && (err != nil || between != want) {
			t.Errorf("WorkdaysBetween(%s, %s) = %d, %v, want %d", from, got, between, err, want)
		}
		back, err := cal.WorkdaysBetween(got, from)
		if forth, _ := cal.WorkdaysBetween(from, got); err != nil || back != -forth {
			t.Errorf("WorkdaysBetween(%s, %s) = %d, %v, want %d", got, from, back, err, -forth)
		}
	}
}

func TestCalendarYears(t *testing.T) {
	cal := calendar(t)
	want := []int{2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026}
	if diff := cmp.Diff(want, cal.Years()); diff != "" {
		t.Errorf("Years (-want +got):\n%s", diff)
	}
	more, err := ledger.ReadCalendar([]byte(`{
		"2027": {"days": [{"date": "2027-01-01", "name": "元旦", "off": true}, {"date": "2026-12-26", "name": "元旦", "off": false}]},
		"2026": {"days": [{"date": "2026-05-01", "name": "劳动节", "off": true}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	both := cal.With(more)
	if !both.Knows(2027) || !both.Knows(2018) || cal.Knows(2027) {
		t.Errorf("With: knows 2027 %v, 2018 %v; the old one knows 2027 %v", both.Knows(2027), both.Knows(2018), cal.Knows(2027))
	}
	for day, want := range map[string]string{"2027-01-01": "元旦", "2026-05-01": "劳动节", "2026-05-02": "", "2026-12-26": "", "2025-10-01": "国庆节、中秋节"} {
		if got := both.Name(date(t, day)); got != want {
			t.Errorf("Name(%s) = %q, want %q", day, got, want)
		}
	}
	if works, err := both.Workday(date(t, "2026-12-26")); err != nil || !works {
		t.Errorf("Workday of a make-up Saturday = %v, %v", works, err)
	}
	if works, err := both.Workday(date(t, "2026-02-17")); err != nil || !works {
		t.Errorf("a year that is replaced keeps its old days: %v, %v", works, err)
	}
}

func TestReadCalendarRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"no json":    "{",
		"no year":    `{"今年": {"days": [{"date": "2027-01-01", "off": true}]}}`,
		"no days":    `{"2027": {"days": []}}`,
		"no date":    `{"2027": {"days": [{"name": "元旦", "off": true}]}}`,
		"bad date":   `{"2027": {"days": [{"date": "2027/01/01", "off": true}]}}`,
		"other year": `{"2027": {"days": [{"date": "2017-01-01", "off": true}]}}`,
	} {
		if _, err := ledger.ReadCalendar([]byte(data)); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}
