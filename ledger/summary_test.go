package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// index is the smallest book of marks: what the store's sorted sets answer.
type index map[string][]int64

func (x index) put(task ledger.Task) {
	seen := map[ledger.Mark]bool{}
	for _, m := range task.Marks() {
		if !seen[m] {
			seen[m] = true
			x[m.Name] = append(x[m.Name], m.Score)
		}
	}
}

func (x index) count(ranges []ledger.Range) []int64 {
	counts := make([]int64, len(ranges))
	for i, r := range ranges {
		for _, score := range x[r.Mark] {
			if score >= r.Min && score <= r.Max {
				counts[i]++
			}
		}
	}
	return counts
}

// moment answers questions as the store does, without lists.
func (x index) moment(asked ledger.Asked) ledger.Moment {
	return ledger.Moment{
		Counts: x.count(asked.Ranges), Head: ledger.Head{Seq: 7, Link: "a94a8fe5"},
		Tasks: make([]ledger.TaskPage, len(asked.Tasks)), Matters: make([]ledger.MatterPage, len(asked.Matters)),
		Latest: make([]ledger.Snapshot, len(asked.Latest)), Indicators: make([][]ledger.Indicator, len(asked.Indicators)),
	}
}

// TestSummaryAddsUp counts random tasks by their marks and by their definitions.
func TestSummaryAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book := index{}
		lamps := map[ledger.Lamp]int64{}
		states := map[ledger.State]int64{}
		var want ledger.Summary
		tasks := make([]ledger.Task, rapid.IntRange(0, 20).Draw(t, "tasks"))
		for i := range tasks {
			tasks[i] = countable(t, i)
		}
		today := borderDay(t, tasks)
		for _, task := range tasks {
			book.put(task)
			checkRanges(t, task, today)
			if task.State == ledger.StateCancelled {
				continue // it is in no figure
			}
			states[task.State]++
			want.Total++
			if task.Divided() {
				want.Whole++
			}
			if task.Open() {
				lamps[task.Lamp(today)]++
				want.Open++
			}
			if task.Overdue(today) > 0 {
				want.Overdue++
			}
			if due := task.ReportDue(); !due.IsZero() && due < today {
				want.Missing++
			}
			if len(task.Confirm) > 0 {
				want.Confirm++
			}
			if task.Registered > today-7 {
				want.New++
			}
			if task.Last.Report != "" && ledger.DateOf(task.Last.At) > today-7 {
				want.Reported++
			}
			if due := task.Limit.Due; task.Open() && task.State != ledger.StateSuspended && !due.IsZero() && due >= today && due <= today+ledger.NearDays {
				want.DueSoon++
			}
		}
		want.Scope, want.Today = ledger.ScopeOffice, today
		want.Red, want.Yellow, want.Green, want.Grey = lamps[ledger.LampRed], lamps[ledger.LampYellow], lamps[ledger.LampGreen], lamps[ledger.LampGrey]
		want.NotStruck, want.StruckOff = states[ledger.StateCompleted], states[ledger.StateClosed]
		want.Completed = want.NotStruck + want.StruckOff
		want.Submitted, want.Blocked = states[ledger.StateSubmitted], states[ledger.StateBlocked]
		got := ledger.NewSummary(ledger.ScopeOffice, today, book.count(ledger.SummaryRanges(ledger.ScopeOffice, today)), ledger.Head{})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("on %s:\n%s", today, diff)
		}
		if got.Red+got.Yellow+got.Green+got.Grey != got.Open {
			t.Fatalf("the lamps of %+v do not add up to %d", got, got.Open)
		}
	})
}

// borderDay is mostly a day on which something turns for one of the tasks.
func borderDay(t *rapid.T, tasks []ledger.Task) ledger.Date {
	if len(tasks) == 0 || rapid.IntRange(0, 3).Draw(t, "any day") == 0 {
		return ledger.Date(rapid.IntRange(19800, 20400).Draw(t, "today"))
	}
	task := rapid.SampledFrom(tasks).Draw(t, "task")
	days := []ledger.Date{task.Registered + 6}
	for _, day := range []ledger.Date{task.Limit.Due, task.Limit.Due - ledger.NearDays, task.ReportDue()} {
		if day > 0 {
			days = append(days, day)
		}
	}
	return rapid.SampledFrom(days).Draw(t, "turning").AddDays(rapid.IntRange(0, 1).Draw(t, "after"))
}

// countable is a task that could stand in the ledger: what its state promises is there.
func countable(t *rapid.T, i int) ledger.Task {
	task := anyTask(t)
	task.ID = ledger.NewTaskID(2025, int64(i+1))
	task.State = rapid.SampledFrom([]ledger.State{task.State, ledger.StateClosed, ledger.StateCancelled, ledger.StateSuspended}).Draw(t, "or")
	if rapid.Bool().Draw(t, "confirm") {
		task.Confirm = []ledger.Problem{{Code: "unit_unknown"}}
	}
	switch task.State {
	case ledger.StateBlocked:
		task.BlockedOn = task.Registered
	case ledger.StateSubmitted:
		task.Last = ledger.Last{Report: "x", At: task.Registered.At(9, 0, time.UTC)}
	case ledger.StateSuspended:
		task.Suspension = ledger.Suspension{From: ledger.StateInProgress, On: task.Registered, Until: task.Registered + 30}
	case ledger.StateCompleted, ledger.StateClosed:
		task.Completed = task.Registered
	case ledger.StateRegistered, ledger.StateAssigned, ledger.StateAccepted, ledger.StateInProgress, ledger.StateCancelled:
	}
	return task
}

func TestPeriod(t *testing.T) {
	monday, today := ledger.NewDate(2025, 7, 14), ledger.NewDate(2025, 7, 17)
	book := index{}
	put := func(change func(*ledger.Task)) {
		task := ledger.Task{Registered: monday - 30, State: ledger.StateInProgress, Limit: ledger.Limit{Due: monday + 60}}
		change(&task)
		book.put(task)
	}
	put(func(t *ledger.Task) { t.Registered = monday })
	put(func(t *ledger.Task) { t.Registered = monday - 1 })
	put(func(t *ledger.Task) { t.Last = ledger.Last{Report: "x", At: monday.At(0, 0, time.UTC)} })
	put(func(t *ledger.Task) {
		t.Last = ledger.Last{Report: "x", At: monday.At(0, 0, time.UTC).Add(-time.Second)}
	})
	put(func(t *ledger.Task) { t.State, t.Completed = ledger.StateCompleted, monday })
	put(func(t *ledger.Task) { t.State, t.Completed = ledger.StateCompleted, monday-1 })
	put(func(t *ledger.Task) { t.State, t.Completed, t.Closed = ledger.StateClosed, monday, today }) // and struck off in the same week
	put(func(t *ledger.Task) { t.State, t.Completed, t.Closed = ledger.StateClosed, monday-30, today })
	put(func(t *ledger.Task) { t.State, t.Completed, t.Closed = ledger.StateClosed, monday-30, monday-1 })
	put(func(t *ledger.Task) { t.Limit.Due = monday - 2 }) // overdue since Sunday
	put(func(t *ledger.Task) { t.Limit.Due = monday - 1 }) // overdue since Monday
	put(func(t *ledger.Task) { t.Limit.Due = today - 1 })
	put(func(t *ledger.Task) { t.Limit.Due = today })
	put(func(t *ledger.Task) { t.Limit.Due = today + ledger.NearDays })
	put(func(t *ledger.Task) { t.Limit.Due = today + ledger.NearDays + 1 })
	put(func(t *ledger.Task) { t.Rhythm = ledger.RhythmWeekly })
	survey := ledger.Survey{Kind: ledger.BriefWeekly, Scope: ledger.ScopeOffice, Today: today, From: monday, Until: today}
	got := survey.Take(book.moment(survey.Asked(time.Time{})), today.At(16, 0, time.UTC))
	if diff := cmp.Diff(ledger.Period{New: 1, Reported: 1, Completed: 2, StruckOff: 2, NewlyOverdue: 2}, got.Period); diff != "" {
		t.Errorf("week:\n%s", diff)
	}
	if diff := cmp.Diff([]ledger.Trend{{Monday: monday, Overdue: 3, Completed: 2, StruckOff: 2}}, got.Weeks); diff != "" {
		t.Errorf("trend:\n%s", diff)
	}
	survey.From, survey.Until = monday-7, monday-1 // the week before, looked back at
	if diff := cmp.Diff(ledger.Period{New: 1, Reported: 1, Completed: 1, StruckOff: 1, NewlyOverdue: 1}, survey.Take(book.moment(survey.Asked(time.Time{})), today.At(16, 0, time.UTC)).Period); diff != "" {
		t.Errorf("the week before:\n%s", diff)
	}
}

func TestWorst(t *testing.T) {
	got := ledger.Worst([]ledger.UnitID{"甲", "乙", "丙", "丁"}, []int64{1, 0, 3, 1})
	want := []ledger.UnitCount{{Unit: "丙", Count: 3}, {Unit: "甲", Count: 1}, {Unit: "丁", Count: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("worst:\n%s", diff)
	}
	if got := ledger.Worst(nil, nil); len(got) != 0 {
		t.Errorf("worst of nothing: %v", got)
	}
}
