package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/ledger"
)

const tellUnit = ledger.UnitID("住建局")

// TestTell says, in the unit's week, when it is told of a task and why. 2025-07-14 is a
// Monday; the horizon is the day before the next workday.
func TestTell(t *testing.T) {
	cal := calendar(t)
	limit := func(due string) ledger.Task { return ledger.Task{Limit: ledger.Limit{Due: date(t, due)}} }
	weekly := ledger.Task{Rhythm: ledger.RhythmWeekly}
	standing := ledger.Task{Limit: ledger.Limit{Standing: true, ReviewEvery: ledger.RhythmMonthly}}
	quarterly := ledger.Task{Limit: ledger.Limit{Recurring: ledger.RhythmQuarterly}}
	step := ledger.Task{Limit: ledger.Limit{Milestones: []ledger.Milestone{{Date: date(t, "2025-07-20"), Title: "封顶"}, {Date: date(t, "2025-06-01")}}}}
	promised := func(task ledger.Task, day string) ledger.Task {
		task.Promise.Date = date(t, day)
		return task
	}
	tests := []struct {
		name        string
		task        ledger.Task
		told, today string
		want        string
	}{
		{"new on the day of registration", limit("2025-09-30"), "", "2025-07-10", "new"},
		{"not before registration", limit("2025-09-30"), "", "2025-07-09", ""},
		{"new and near", limit("2025-07-12"), "", "2025-07-10", "near 2025-07-12; new"},
		{"new and overdue since long", limit("2025-07-01"), "", "2025-07-14", "overdue 2025-07-01; new"},
		{"nothing", limit("2025-09-30"), "2025-07-10", "2025-07-14", ""},
		{"seven days", limit("2025-07-21"), "2025-07-11", "2025-07-14", "near 2025-07-21"},
		{"six days", limit("2025-07-21"), "2025-07-14", "2025-07-15", ""},
		{"seven days were on a Sunday", limit("2025-07-20"), "2025-07-11", "2025-07-14", "near 2025-07-20"},
		{"three days", limit("2025-07-17"), "2025-07-10", "2025-07-14", "near 2025-07-17"},
		{"the day before", limit("2025-07-17"), "2025-07-14", "2025-07-16", "near 2025-07-17"},
		{"the day", limit("2025-07-17"), "2025-07-16", "2025-07-17", "today 2025-07-17"},
		{"a limit on Sunday is told on Friday", limit("2025-07-20"), "2025-07-17", "2025-07-18", "near 2025-07-20"},
		{"a limit on Monday is told on Friday", limit("2025-07-21"), "2025-07-14", "2025-07-18", "near 2025-07-21"},
		{"a limit within the long holiday is told before it", limit("2025-10-05"), "2025-09-29", "2025-09-30", "near 2025-10-05"},
		{"the day after", limit("2025-07-17"), "2025-07-17", "2025-07-18", "overdue 2025-07-17"},
		{"two days after", limit("2025-07-15"), "2025-07-16", "2025-07-17", ""},
		{"three days after", limit("2025-07-15"), "2025-07-16", "2025-07-18", "overdue 2025-07-15"},
		{"the day after was a Saturday", limit("2025-07-11"), "2025-07-11", "2025-07-14", "overdue 2025-07-11"},
		{"a week after", limit("2025-07-11"), "2025-07-14", "2025-07-18", "overdue 2025-07-11"},
		{"eight days after", limit("2025-07-11"), "2025-07-18", "2025-07-21", ""},
		{"two weeks after", limit("2025-07-11"), "2025-07-18", "2025-07-25", "overdue 2025-07-11"},
		{"once after two months of silence", limit("2025-07-11"), "2025-07-11", "2025-09-10", "overdue 2025-07-11"},
		{"report is due", weekly, "2025-07-10", "2025-07-17", "report 2025-07-17"},
		{"report is not due", weekly, "2025-07-10", "2025-07-16", ""},
		{"report is late", weekly, "2025-07-17", "2025-07-18", "late 2025-07-17"},
		{"report is late for two days", weekly, "2025-07-18", "2025-07-19", ""},
		{"report is late for a week", weekly, "2025-07-21", "2025-07-24", "late 2025-07-17"},
		{"report due on Saturday is asked for on Friday", reported(t, weekly, "2025-07-12"), "2025-07-14", "2025-07-18", "report 2025-07-19"},
		{"milestone in three days", step, "2025-07-14", "2025-07-17", "milestone 2025-07-20 封顶"},
		{"milestone on Sunday", step, "2025-07-17", "2025-07-18", "milestone 2025-07-20 封顶"},
		{"milestone before registration is history", step, "", "2025-07-10", "new"},
		{"milestone passed unsaid", step, "2025-07-10", "2025-07-28", "milestone 2025-07-20 封顶"},
		{"promise silences", promised(limit("2025-07-17"), "2025-07-18"), "2025-07-10", "2025-07-14", "silenced 2025-07-18"},
		{"nothing to silence", promised(limit("2025-09-30"), "2025-07-18"), "2025-07-10", "2025-07-14", ""},
		{"promise wakes up", promised(limit("2025-07-17"), "2025-07-18"), "2025-07-17", "2025-07-18", "overdue 2025-07-17; promise 2025-07-18"},
		{"promise broken the day after", promised(limit("2025-09-30"), "2025-07-17"), "2025-07-17", "2025-07-18", "broken 2025-07-17"},
		{"promise for Sunday is broken on Monday", promised(limit("2025-09-30"), "2025-07-20"), "2025-07-18", "2025-07-21", "broken 2025-07-20"},
		{"broken is said once", promised(limit("2025-09-30"), "2025-07-17"), "2025-07-18", "2025-07-21", ""},
		{"standing work after a month", standing, "2025-07-10", "2025-08-11", "review 2025-08-10"},
		{"standing work, reviewed", standing, "2025-08-11", "2025-08-12", ""},
		{"standing work after two months", standing, "2025-08-11", "2025-09-10", "review 2025-09-10"},
		{"standing work with a rhythm of reports", ledger.Task{Rhythm: ledger.RhythmMonthly, Limit: standing.Limit}, "2025-07-10", "2025-08-11", "late 2025-08-10"},
		{"recurring work", quarterly, "2025-07-10", "2025-10-10", "review 2025-10-10"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			task := test.task
			task.State, task.Lead, task.Registered = ledger.StateInProgress, []ledger.UnitID{tellUnit}, date(t, "2025-07-10")
			if test.told != "" {
				task = task.TellDone(tellUnit, date(t, test.told))
			}
			today := date(t, test.today)
			if got := tellings(task.Tell(tellUnit, today, cal.Horizon(today))); got != test.want {
				t.Errorf("Tell = %q, want %q", got, test.want)
			}
		})
	}
}

func TestTellNobody(t *testing.T) {
	due := date(t, "2025-07-17")
	base := ledger.Task{Lead: []ledger.UnitID{tellUnit}, Co: []ledger.UnitID{"水务局"}, Limit: ledger.Limit{Due: due}, Rhythm: ledger.RhythmWeekly}
	for _, state := range []ledger.State{
		ledger.StateRegistered, ledger.StateSubmitted, ledger.StateCompleted, ledger.StateClosed, ledger.StateCancelled,
	} {
		task := base
		task.State = state
		if got := task.Tell(tellUnit, due, due); got != nil {
			t.Errorf("%s: Tell = %v, want nothing", state, got)
		}
	}
	base.State = ledger.StateAssigned
	if got := base.Tell("水务局", due, due); got != nil {
		t.Errorf("co-unit: Tell = %v, want nothing", got)
	}
}

// TestTellWakes holds the mark to its promise: before the day that it names there is
// nothing to tell, so a digest that reads only what is awake misses nothing.
func TestTellWakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		task := anyTask(t)
		today := ledger.Date(rapid.IntRange(19900, 20300).Draw(t, "today"))
		horizon := today.AddDays(rapid.IntRange(0, 9).Draw(t, "ahead"))
		found := task.Tell(tellUnit, today, horizon)
		wake, ok := wakeOf(task)
		switch {
		case len(found) > 0 && (!ok || wake > horizon):
			t.Fatalf("told %s on %s (to %s), but it wakes on %s", tellings(found), today, horizon, wake)
		case !slices.IsSortedFunc(found, func(a, b ledger.Telling) int { return a.Reason.Urgency() - b.Reason.Urgency() }):
			t.Fatalf("not by urgency: %s", tellings(found))
		}
		if again := task.TellDone(tellUnit, today).Tell(tellUnit, today, today); len(again) > 0 {
			t.Fatalf("told again on the same day: %s", tellings(again))
		}
	})
}

// TestTellEveryLimit lives through random months, told on each workday: a limit is never
// met unprepared, and nobody is told of it two weeks running for nothing.
func TestTellEveryLimit(t *testing.T) {
	cal := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		start := ledger.NewDate(2025, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		due := start.AddDays(rapid.IntRange(1, 60).Draw(t, "due"))
		task := ledger.Task{State: ledger.StateAssigned, Lead: []ledger.UnitID{tellUnit}, Registered: start, Limit: ledger.Limit{Due: due}}
		said := map[ledger.Date]string{}
		for day := start; day < start+90; day++ {
			if works, _ := cal.Works(day); !works {
				continue
			}
			if found := task.Tell(tellUnit, day, cal.Horizon(day)); len(found) > 0 {
				said[day], task = tellings(found), task.TellDone(tellUnit, day)
			}
		}
		for _, days := range []int{7, 3, 1, 0} {
			day := due.AddDays(-days)
			if day < start {
				continue
			}
			before, after := lastWorkday(cal, day), nextWorkday(cal, day)
			late := days > 1 && said[after] != "" && after <= due
			if (before >= start && said[before] != "") || late || after > due && said[before] != "" || before < start {
				continue
			}
			t.Fatalf("limit %s: nothing on %s (T-%d), said %v", due, day, days, said)
		}
		if len(said) > 4+1+1+4+9 { // once of them to sign for it
			t.Fatalf("limit %s: said %d times: %v", due, len(said), said)
		}
	})
}

func lastWorkday(cal ledger.Calendar, day ledger.Date) ledger.Date {
	for works, _ := cal.Works(day); !works; works, _ = cal.Works(day) {
		day--
	}
	return day
}

func nextWorkday(cal ledger.Calendar, day ledger.Date) ledger.Date {
	for works, _ := cal.Works(day); !works; works, _ = cal.Works(day) {
		day++
	}
	return day
}

func anyTask(t *rapid.T) ledger.Task {
	day := func(name string, odds int) ledger.Date {
		if rapid.IntRange(0, odds).Draw(t, name+"?") == 0 {
			return 0
		}
		return ledger.Date(rapid.IntRange(19900, 20300).Draw(t, name))
	}
	rhythms := []ledger.Rhythm{"", ledger.RhythmOnce, ledger.RhythmWeekly, ledger.RhythmTenDays, ledger.RhythmMonthly, ledger.RhythmQuarterly}
	task := ledger.Task{
		Lead: []ledger.UnitID{tellUnit, "水务局"}, Registered: ledger.Date(rapid.IntRange(19800, 20300).Draw(t, "registered")),
		State: rapid.SampledFrom([]ledger.State{
			ledger.StateAssigned, ledger.StateAccepted, ledger.StateInProgress, ledger.StateBlocked, ledger.StateSubmitted, ledger.StateCompleted, ledger.StateRegistered,
		}).Draw(t, "state"),
		Rhythm: rapid.SampledFrom(rhythms).Draw(t, "rhythm"),
		Limit: ledger.Limit{
			Due: day("due", 4), Standing: rapid.Bool().Draw(t, "standing"),
			ReviewEvery: ledger.RhythmMonthly, Recurring: rapid.SampledFrom(rhythms).Draw(t, "recurring"),
		},
		Percent: rapid.IntRange(0, 100).Draw(t, "percent"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "milestones") {
		task.Limit.Milestones = append(task.Limit.Milestones, ledger.Milestone{Date: day("milestone", 9), Done: rapid.Bool().Draw(t, "done")})
	}
	slices.SortFunc(task.Limit.Milestones, func(a, b ledger.Milestone) int { return int(a.Date - b.Date) })
	task.Promise.Date = day("promise", 2)
	if last := day("last", 1); last != 0 {
		task.Last = ledger.Last{Report: "x", At: last.At(9, 0, time.UTC)}
	}
	if told := day("told", 3); told != 0 {
		task = task.TellDone(tellUnit, told)
	}
	return task
}

func wakeOf(task ledger.Task) (ledger.Date, bool) {
	for _, mark := range task.Marks() {
		if mark.Name == ledger.WakeMark(tellUnit) {
			return ledger.Date(mark.Score), true
		}
	}
	return 0, false
}

func reported(t *testing.T, task ledger.Task, day string) ledger.Task {
	t.Helper()
	task.Last = ledger.Last{Report: "x", At: date(t, day).At(9, 0, time.UTC)}
	return task
}

func tellings(found []ledger.Telling) string {
	var parts []string
	for _, f := range found {
		part := strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Reason, f.On, f.Title))
		if f.Reason == ledger.OccasionNew {
			part = "new"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}
