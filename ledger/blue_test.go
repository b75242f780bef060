package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

// TestBlueAfterProgress: the reminder that rose on a morning is told on the next one, unless the
// unit has reported progress in between.
func TestBlueAfterProgress(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	day := date(t, "2025-07-12")
	report := func(percent int, change func(*ledger.Reporting)) func(ledger.Task) ledger.Task {
		return func(task ledger.Task) ledger.Task {
			said := ledger.Reporting{By: contactOf(1, "住建局"), At: at(t, "2025-07-12 10:00:00"), Percent: percent, Text: "沟渠已清"}
			if change != nil {
				change(&said)
			}
			done, refusal := task.TakeReport(said)
			if refusal != nil {
				t.Fatal(refusal)
			}
			return done.Task
		}
	}
	for name, test := range map[string]struct {
		happens func(ledger.Task) ledger.Task
		told    bool
	}{
		"nothing was said":         {func(task ledger.Task) ledger.Task { return task }, true},
		"progress":                 {report(40, nil), false},
		"a word without a percent": {report(ledger.NoPercent, nil), true},
		"无变化":                      {report(ledger.NoPercent, func(r *ledger.Reporting) { r.NoChange, r.Text = true, "" }), true},
		"a difficulty":             {report(ledger.NoPercent, func(r *ledger.Reporting) { r.Blocked = true }), true},
		"a promise": {func(task ledger.Task) ledger.Task {
			made, refusal := task.MakePromise(contactOf(1, "住建局"), at(t, "2025-07-12 10:00:00"), day.AddDays(5), "")
			if refusal != nil {
				t.Fatal(refusal)
			}
			return made.Task
		}, false},
		"progress that is taken back": {func(task ledger.Task) ledger.Task {
			said := ledger.Reporting{By: contactOf(1, "住建局"), At: at(t, "2025-07-12 10:00:00"), Percent: 40, Text: "沟渠已清"}
			done, refusal := task.TakeReport(said)
			if refusal != nil {
				t.Fatal(refusal)
			}
			undone, refusal := done.Task.Undo(done.Report, said.By, at(t, "2025-07-12 10:05:00"))
			if refusal != nil {
				t.Fatal(refusal)
			}
			return undone.Task
		}, true},
	} {
		task := climber().TellDone("住建局", day.AddDays(-5)).TellDone("住建局", day)
		task, steps := climb(task, cal, p, day)
		if len(steps) != 1 {
			t.Fatalf("rose %v, want the reminder of %s", steps, day)
		}
		task = test.happens(task)
		next := day.AddDays(1)
		told := slices.ContainsFunc(task.Tell("住建局", next, next), func(why ledger.Telling) bool { return why.Reason == ledger.OccasionRisen })
		if told != test.told {
			t.Errorf("%s: reminded in blue %v, want %v", name, told, test.told)
		}
	}
}
