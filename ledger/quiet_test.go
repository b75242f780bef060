package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/ledger"
)

const minute = "2006-01-02 15:04"

func TestQuiet(t *testing.T) {
	quiet := ledger.Quiet{From: 20 * time.Hour, Until: 8 * time.Hour, Calendar: calendar(t)}
	for now, want := range map[string]string{ // when it is quiet no more; empty: it is not quiet
		"2025-07-14 08:00": "",
		"2025-07-14 07:59": "2025-07-14 08:00",
		"2025-07-14 19:59": "",
		"2025-07-14 20:00": "2025-07-15 08:00",
		"2025-07-18 20:30": "2025-07-21 08:00", // Friday evening
		"2025-07-19 10:00": "2025-07-21 08:00",
		"2025-09-28 10:00": "",                 // a Sunday to be worked
		"2025-09-30 21:00": "2025-10-09 08:00", // the long holiday
		"2031-03-03 10:00": "",                 // a Monday of a year without a notice
		"2031-03-02 10:00": "2031-03-03 08:00",
	} {
		at, err := time.Parse(minute, now)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if over := quiet.NotBefore(at); !over.IsZero() {
			got = over.Format(minute)
		}
		if got != want {
			t.Errorf("NotBefore(%s) = %q, want %q", now, got, want)
		}
		if holds := quiet.Holds(at); holds != (want != "") {
			t.Errorf("Holds(%s) = %v", now, holds)
		}
	}
}

func TestQuietEnds(t *testing.T) {
	cal := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		hour := func(name string) time.Duration { return time.Duration(rapid.IntRange(0, 23).Draw(t, name)) * time.Hour }
		quiet := ledger.Quiet{From: hour("from"), Until: hour("until"), Calendar: cal}
		now := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(t, "now"), 0).UTC()
		over := quiet.NotBefore(now)
		switch {
		case quiet.Holds(now) == over.IsZero():
			t.Fatalf("Holds(%s) = %v, NotBefore = %s", now, quiet.Holds(now), over)
		case over.IsZero():
		case over.Before(now) || quiet.Holds(over):
			t.Fatalf("at %s it is quiet until %s, which is no end", now, over)
		case over.After(now.Add(time.Hour)) && !quiet.Holds(over.Add(-time.Minute)):
			t.Fatalf("at %s it is quiet until %s, which could be earlier", now, over)
		}
	})
}

func TestHorizon(t *testing.T) {
	cal := calendar(t)
	for today, want := range map[string]string{
		"2025-07-14": "2025-07-14",
		"2025-07-18": "2025-07-20", // Friday
		"2025-09-30": "2025-10-08",
		"2025-09-26": "2025-09-27", // Sunday the 28th is to be worked
		"2026-12-31": "2026-12-31", // 2027 is not known: the Friday after is taken for a workday
	} {
		if got := cal.Horizon(date(t, today)); got != date(t, want) {
			t.Errorf("Horizon(%s) = %s, want %s", today, got, want)
		}
	}
	if _, known := cal.Works(date(t, "2027-01-04")); known {
		t.Error("2027 is said to be known")
	}
}
