package ledger_test

import (
	"strings"
	"testing"

	"duban/ledger"
)

func TestMakePromise(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	in := func(state ledger.State) ledger.Task {
		task := drainTask()
		task.State = state
		return task
	}
	lead := contactOf(1, "住建局")
	for _, test := range []struct {
		name string
		task ledger.Task
		by   ledger.Person
		day  ledger.Date
		text string
		want ledger.Reason
	}{
		{"tomorrow", drainTask(), lead, today + 1, "明天", ""},
		{"thirty days", drainTask(), lead, today + 30, "", ""},
		{"after the limit", drainTask(), lead, today + 20, "", ""},
		{"blocked", in(ledger.StateBlocked), lead, today + 4, "", ""},
		{"today", drainTask(), lead, today, "", ledger.ReasonPastDate},
		{"yesterday", drainTask(), lead, today - 1, "", ledger.ReasonPastDate},
		{"thirty-one days", drainTask(), lead, today + 31, "", ledger.ReasonFarDate},
		{"a co-unit", drainTask(), contactOf(2, "水务局"), today + 4, "", ledger.ReasonNoRight},
		{"another unit", drainTask(), contactOf(2, "城管局"), today + 4, "", ledger.ReasonNoTask},
		{"the office", drainTask(), officer(), today + 4, "", ledger.ReasonNoRight},
		{"a stranger", drainTask(), ledger.Person{ID: 7}, today + 4, "", ledger.ReasonStranger},
		{"submitted", in(ledger.StateSubmitted), lead, today + 4, "", ledger.ReasonClosed},
		{"completed", in(ledger.StateCompleted), lead, today + 4, "", ledger.ReasonClosed},
		{"cancelled", in(ledger.StateCancelled), lead, today + 4, "", ledger.ReasonCancelled},
		{"secret", drainTask(), lead, today + 4, "绝密★一年", ledger.ReasonSecret},
		{"too long", drainTask(), lead, today + 4, strings.Repeat("前", ledger.TextMost+1), ledger.ReasonTooLong},
	} {
		made, refusal := test.task.MakePromise(test.by, at(t, "2025-07-14 10:00:00"), test.day, test.text)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if test.want != "" {
			continue
		}
		if made.Task.Promise.Date != test.day || made.Task.Promise.Unit != "住建局" || made.Task.Limit.Due != test.task.Limit.Due {
			t.Errorf("%s: got %+v, limit %s", test.name, made.Task.Promise, made.Task.Limit.Due)
		}
		if len(made.Entries) != 1 || made.Entries[0].What != ledger.WhatPromised || field(made.Entries[0], "promise").After != test.day.String() {
			t.Errorf("%s: entries %+v", test.name, made.Entries)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, test := range []struct {
		state ledger.State
		by    ledger.Person
		sure  bool
		want  ledger.Reason
	}{
		{ledger.StateRegistered, officer(), true, ""},
		{ledger.StateAssigned, officer(), true, ""},
		{ledger.StateInProgress, officer(), true, ""},
		{ledger.StateBlocked, officer(), true, ""},
		{ledger.StateSubmitted, officer(), true, ""},
		{ledger.StateSubmitted, officer(), false, ""},
		{ledger.StateInProgress, officer(), false, ledger.ReasonNotSubmitted},
		{ledger.StateBlocked, officer(), false, ledger.ReasonNotSubmitted},
		{ledger.StateCompleted, officer(), true, ledger.ReasonClosed},
		{ledger.StateClosed, officer(), true, ledger.ReasonClosed},
		{ledger.StateCancelled, officer(), true, ledger.ReasonCancelled},
		{ledger.StateSubmitted, contactOf(1, "住建局"), true, ledger.ReasonNoRight},
		{ledger.StateSubmitted, ledger.Person{ID: 7}, true, ledger.ReasonStranger},
	} {
		task := drainTask()
		task.State, task.Percent, task.Blocked, task.BlockedOn = test.state, 70, "等设备", ledger.NewDate(2025, 7, 10)
		task.Promise = ledger.Promise{Date: ledger.NewDate(2025, 7, 20)}
		done, refusal := task.Complete(test.by, at(t, "2025-07-14 10:00:00"), test.sure)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.state, got, test.want)
			continue
		}
		if test.want != "" {
			continue
		}
		is := done.Task
		if is.State != ledger.StateCompleted || is.Percent != 100 || is.Completed != ledger.NewDate(2025, 7, 14) || is.Open() ||
			is.Promise != (ledger.Promise{}) || is.Blocked != "" || !is.BlockedOn.IsZero() {
			t.Errorf("%s: completed it is %+v", test.state, is)
		}
		if len(done.Entries) != 1 || done.Entries[0].What != ledger.WhatCompleted || field(done.Entries[0], "state").Before != string(test.state) {
			t.Errorf("%s: entries %+v", test.state, done.Entries)
		}
	}
}

func TestRemind(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	with := func(state ledger.State, reminded ledger.Date) ledger.Task {
		task := drainTask()
		task.State, task.Reminded = state, reminded
		return task
	}
	overdue := func(task ledger.Task, today ledger.Date) ledger.Task {
		task.Limit.Due = today - 1
		return task
	}
	for _, test := range []struct {
		name  string
		task  ledger.Task
		by    ledger.Person
		words string
		want  ledger.Reason
	}{
		{"by the office", with(ledger.StateInProgress, 0), officer(), "请抓紧", ""},
		{"yesterday, and not red", with(ledger.StateInProgress, today-1), officer(), "", ledger.ReasonOftenWeek},
		{"a week ago less a day", with(ledger.StateInProgress, today-6), officer(), "", ledger.ReasonOftenWeek},
		{"a week ago", with(ledger.StateInProgress, today-7), officer(), "", ""},
		{"yesterday, and red", overdue(with(ledger.StateInProgress, today-1), today), officer(), "", ""},
		{"today already", with(ledger.StateInProgress, today), officer(), "", ledger.ReasonTooOften},
		{"completed", with(ledger.StateCompleted, 0), officer(), "", ledger.ReasonClosed},
		{"by a unit", with(ledger.StateInProgress, 0), contactOf(1, "住建局"), "", ledger.ReasonNoRight},
		{"by a stranger", with(ledger.StateInProgress, 0), ledger.Person{ID: 7}, "", ledger.ReasonStranger},
		{"secret", with(ledger.StateInProgress, 0), officer(), "内部资料", ledger.ReasonSecret},
		{"too long", with(ledger.StateInProgress, 0), officer(), strings.Repeat("催", ledger.TextMost+1), ledger.ReasonTooLong},
	} {
		done, refusal := test.task.Remind(test.by, at(t, "2025-07-14 10:00:00"), test.words)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if test.want != "" {
			continue
		}
		if done.Task.Reminded != today || len(done.Entries) != 1 || done.Entries[0].What != ledger.WhatTold || done.Entries[0].Why != string(ledger.OccasionByOffice) {
			t.Errorf("%s: reminded %s, entries %+v", test.name, done.Task.Reminded, done.Entries)
		}
	}
}
