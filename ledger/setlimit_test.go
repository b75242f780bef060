package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

func dueOn(d ledger.Date) ledger.Limit { return ledger.Limit{Due: d, Hard: true} }

func TestSetLimitRefuses(t *testing.T) {
	today := date(t, "2025-07-14")
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by    ledger.Person
		limit ledger.Limit
		why   string
		task  func(*ledger.Task)
		want  ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, limit: dueOn(today + 60), why: "要求变了", want: ledger.ReasonStranger},
		"the unit itself":      {by: contactOf(1, "住建局"), limit: dueOn(today + 60), why: "要求变了", want: ledger.ReasonNoRight},
		"not read":             {by: officer(), why: "要求变了", want: ledger.ReasonLimit},
		"in the past":          {by: officer(), limit: dueOn(today - 1), why: "要求变了", want: ledger.ReasonLimitPast},
		"without a day":        {by: officer(), limit: ledger.Limit{Standing: true}, why: "要求变了", want: ledger.ReasonLimitNoDay},
		"the same":             {by: officer(), limit: dueOn(today + 30), why: "要求变了", want: ledger.ReasonSameLimit},
		"without a reason":     {by: officer(), limit: dueOn(today + 60), want: ledger.ReasonLimitWhy},
		"a marking":            {by: officer(), limit: dueOn(today + 60), why: "机密★", want: ledger.ReasonSecret},
		"at rest":              {by: officer(), limit: dueOn(today + 60), why: "要求变了", task: state(ledger.StateSuspended), want: ledger.ReasonSuspended},
		"completed":            {by: officer(), limit: dueOn(today + 60), why: "要求变了", task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"cancelled":            {by: officer(), limit: dueOn(today + 60), why: "要求变了", task: state(ledger.StateCancelled), want: ledger.ReasonCancelled},
		"an extension waits":   {by: officer(), limit: dueOn(today + 60), why: "要求变了", task: func(task *ledger.Task) { task.Waiting = []ledger.Waiting{{Kind: ledger.MatterExtension}} }, want: ledger.ReasonLimitAsked},
		"today":                {by: officer(), limit: dueOn(today), why: "要求变了"},
		"earlier":              {by: officer(), limit: dueOn(today + 10), why: "要求变了"},
		"reported as complete": {by: officer(), limit: dueOn(today + 60), why: "要求变了", task: state(ledger.StateSubmitted)},
		"of an open limit":     {by: officer(), limit: dueOn(today + 60), task: func(task *ledger.Task) { task.Limit = ledger.Limit{Raw: "尽快"} }},
		"of a doubtful one":    {by: officer(), limit: dueOn(today + 30), task: func(task *ledger.Task) { task.Limit.NeedsConfirm = true }},
		"standing, of an open": {by: officer(), limit: ledger.Limit{Standing: true}, task: func(task *ledger.Task) { task.Limit = ledger.Limit{} }},
	} {
		task := drainTask()
		task.Limit = dueOn(today + 30)
		if test.task != nil {
			test.task(&task)
		}
		s := ledger.Setting{By: test.by, At: at(t, "2025-07-14 10:00:00"), Limit: test.limit, Words: "日期", Why: test.why}
		if _, refusal := task.SetLimit(s); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestSetLimit holds that the limit moves with its history, that a later one ends the rise of
// supervision and an earlier one does not, and that the unit is told once, from what it knew.
func TestSetLimit(t *testing.T) {
	today := date(t, "2025-07-14")
	task := drainTask().TellDone("住建局", today-3)
	task.Limit, task.Escalation.Level = ledger.Limit{Raw: "8月13日", Due: today + 30}, "blue"
	set := func(task ledger.Task, due ledger.Date) ledger.Task {
		done, refusal := task.SetLimit(ledger.Setting{By: officer(), At: at(t, "2025-07-14 10:00:00"), Limit: dueOn(due), Why: "要求变了"})
		if refusal != nil {
			t.Fatal(refusal)
		}
		if got := done.Entries[0]; got.What != ledger.WhatLimit || got.Task != task.ID {
			t.Errorf("the entry is %+v", got)
		}
		return done.Task
	}
	earlier := set(task, today+10)
	if earlier.Escalation.Level != "blue" || earlier.Limit.Raw != "8月13日" || len(earlier.Extensions) != 1 || len(task.Extensions) != 0 {
		t.Errorf("an earlier limit leaves %+v", earlier)
	}
	later := set(earlier, today+40)
	if later.Escalation.Level != "" || len(later.Extensions) != 2 {
		t.Errorf("a later limit leaves %+v", later)
	}
	ofLimit := func(told []ledger.Telling) []ledger.Telling {
		return slices.DeleteFunc(told, func(why ledger.Telling) bool { return why.Reason != ledger.OccasionLimit })
	}
	told := ofLimit(later.Tell("住建局", today+1, today+1))
	if len(told) != 1 || told[0].Title != (today+30).String() {
		t.Errorf("the unit is told %+v, want of the limit that it knew", told)
	}
	if again := later.TellDone("住建局", today+1).Tell("住建局", today+2, today+2); len(again) != 0 {
		t.Errorf("told once, it is told %+v again", again)
	}
	if back := ofLimit(set(later, today+30).Tell("住建局", today+1, today+1)); len(back) != 0 {
		t.Errorf("of a limit that stands as the unit knew it, it is told %+v", back)
	}
}

// Who comes to lead a task that is nearly due may be given a day of its own with it.
func TestAssignByDay(t *testing.T) {
	today := date(t, "2025-07-14")
	task := drainTask().TellDone("住建局", today-3)
	task.Limit = dueOn(today - 1)
	cal, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	if !task.NearlyDue(today, cal) {
		t.Error("a task whose limit has passed is not nearly due")
	}
	a := ledger.Assigning{By: officer(), At: at(t, "2025-07-14 10:00:00"), Lead: []ledger.UnitID{"水务局"}, Due: today - 2}
	if _, refusal := task.Assign(a); reasonOf(refusal) != ledger.ReasonLimitPast {
		t.Errorf("a day that has passed is refused for %q", reasonOf(refusal))
	}
	a.Due = today + 30
	done, refusal := task.Assign(a)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got := done.Task; got.Limit.Due != today+30 || got.NearlyDue(today, cal) || len(got.News) != 0 {
		t.Errorf("it stands %+v", got)
	}
}
