package scheduler_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
)

// levels are the levels that a task rose to, and when.
func levels(task ledger.Task) []string {
	var all []string
	for _, r := range task.Escalation.Rises {
		all = append(all, r.On.String()+" "+r.Level)
	}
	return all
}

// TestLadderOnce: two processes, a clock that is turned often and a slot worked again make
// each step once, and its draft with it.
func TestLadderOnce(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-11"), w.due(2, "水务局", "2025-09-30"))
	other := w.process(scheduler.JobLadder)
	if _, err := other.Tick(t.Context(), moment(t, "2025-07-14 08:00")); err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"2025-07-14", "2025-07-14", "2025-07-15", "2025-07-16", "2025-07-18", "2025-07-25", "2025-07-28"} {
		w.tick(day + " 08:45")
		if _, err := other.Tick(t.Context(), moment(t, day+" 08:46")); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"2025-07-14 blue", "2025-07-15 yellow", "2025-07-18 red", "2025-07-25 admonition"}
	if diff := cmp.Diff(want, levels(w.task("2025-001"))); diff != "" {
		t.Errorf("rises (-want +got):\n%s", diff)
	}
	if got := levels(w.task("2025-002")); got != nil {
		t.Errorf("a task in time rose: %v", got)
	}
	if got := len(w.log(ledger.WhatRose)); got != 4 {
		t.Errorf("%d entries of a rise, want 4", got)
	}
	if got := len(w.log(ledger.WhatDrafted)); got != 2 {
		t.Errorf("%d drafts, want 2", got)
	}
}

// TestLadderFrozen: a ladder that the office edits moves no escalation that runs already.
func TestLadderFrozen(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-11"))
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:45")
	next := ledger.DefaultPolicy()
	next.Ladder = []ledger.Level{
		{Code: "blue", Name: "蓝色提醒", When: ledger.Trigger{DaysOverdue: 1}}, {Code: "black", Name: "黑色", When: ledger.Trigger{DaysOverdue: 2}},
	}
	put, entries := ledger.DefaultPolicy().Replace(next, 0, moment(t, "2025-07-14 09:00"))
	if _, err := w.book.Commit(t.Context(), ledger.Change{Cause: "policy:1", At: moment(t, "2025-07-14 09:00"), Put: put, Entries: entries}); err != nil {
		t.Fatal(err)
	}
	w.put(w.due(2, "水务局", "2025-07-11"))
	w.tick("2025-07-15 08:45")
	w.tick("2025-07-16 08:45")
	for id, want := range map[ledger.TaskID][]string{
		"2025-001": {"2025-07-14 blue", "2025-07-15 yellow"},
		"2025-002": {"2025-07-15 blue", "2025-07-16 black"},
	} {
		if diff := cmp.Diff(want, levels(w.task(id))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

// TestLadderMany: more tasks than are read at once all rise on one morning.
func TestLadderMany(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	const tasks = 1201
	for n := range tasks {
		task := w.due(int64(n+1), "住建局", "2025-07-11")
		if n%3 == 0 {
			task = w.due(int64(n+1), "住建局", "2025-07-31") // in the range and not due: they stay
		}
		w.put(task)
	}
	w.tick("2025-07-14 08:00")
	w.tick("2025-07-14 08:45")
	for n := range tasks {
		task := w.task(ledger.NewTaskID(2025, int64(n+1)))
		if got, want := len(task.Escalation.Rises), map[bool]int{true: 0, false: 1}[n%3 == 0]; got != want {
			t.Fatalf("%s rose %d times, want %d", task.ID, got, want)
		}
	}
}

// TestLadderStuck: what should have risen and did not is in the evening report, with why.
func TestLadderStuck(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder, scheduler.JobOverdue)
	w.office()
	w.put(w.due(1, "住建局", "2025-07-11"))
	w.tick("2025-07-11 08:00")
	w.tick("2025-07-15 17:00") // the program was down on Monday, and the ladder is worked now
	if got := w.sent(); strings.Contains(fmt.Sprint(got), "应升级未升级") {
		t.Errorf("a rise on this very day is no neglect: %v", got)
	}
	w.put(w.due(2, "水务局", "2025-07-10"))
	w.Scheduler = w.processOf(w.book, w.rhythm(scheduler.JobLadder, "45 8 1 1 *"), w.rhythm(scheduler.JobOverdue, "0 17 * * *"))
	w.tick("2025-07-17 17:00")
	text := fmt.Sprint(w.sent())
	if want := "7月16日（周三）应升级未升级2项：〔2025-002〕→蓝色提醒、〔2025-001〕→黄色督办（逐级督办没有运行，上一次是7月15日（周二））"; !strings.Contains(text, want) {
		t.Errorf("the evening report says\n%s\nwant %s", text, want)
	}
}
