package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/ledger"
)

func TestDate(t *testing.T) {
	for text, want := range map[string]ledger.Date{"": 0, "1970-01-02": 1, "2025-02-28": ledger.NewDate(2025, 3, 0), "1969-12-31": -1, "2024-02-29": ledger.NewDate(2024, 2, 29)} {
		got, err := ledger.ParseDate(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseDate(%q) = %d (%q), %v, want %d", text, got, got, err, want)
		}
	}
	for _, text := range []string{"2025-2-30", "2025-02-30", "20250230", "2025年2月3日", " "} {
		if got, err := ledger.ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		moment := time.Unix(rapid.Int64Range(-2_000_000_000, 4_000_000_000).Draw(t, "moment"), 0).In(time.FixedZone("z", rapid.IntRange(-12, 14).Draw(t, "zone")*3600))
		day := ledger.DateOf(moment)
		if got, want := day.String(), moment.Format(time.DateOnly); day != 0 && got != want {
			t.Fatalf("DateOf(%s) = %s", moment, got)
		}
		if back := ledger.DateOf(day.At(23, 59, moment.Location())); back != day {
			t.Fatalf("%s at night is %s", day, back)
		}
		text, err := day.MarshalText()
		var read ledger.Date
		if err != nil || read.UnmarshalText(text) != nil || read != day {
			t.Fatalf("%s was stored as %q and read as %s", day, text, read)
		}
	})
	if got, want := ledger.NewTaskID(2025, 1234), ledger.TaskID("2025-1234"); got != want {
		t.Errorf("NewTaskID = %s, want %s", got, want)
	}
	if got := ledger.NewDate(2025, 7, 14).Sub(ledger.NewDate(2025, 7, 1)); got != 13 {
		t.Errorf("Sub = %d, want 13", got)
	}
}
