package ledger_test

import (
	"strings"
	"testing"

	"duban/ledger"
)

// TestAudit holds that a task is taken for sound exactly when its entries lead to where
// it stands.
func TestAudit(t *testing.T) {
	task := drainTask()
	taken := mustTake(t, task, ledger.Reporting{By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Percent: 60})
	done, refusal := taken.Task.Complete(officer(), at(t, "2025-07-15 10:00:00"), true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	registered := ledger.Entry{Task: task.ID, What: ledger.WhatRegistered, Fields: []ledger.FieldDiff{
		{Name: "state", After: string(task.State)}, {Name: "due", After: task.Limit.Due.String()},
	}}
	for name, test := range map[string]struct {
		entries []ledger.Entry
		task    ledger.Task
		want    string
	}{
		"every entry":                {append([]ledger.Entry{registered}, append(taken.Entries, done.Entries...)...), done.Task, ""},
		"an entry is missing":        {append([]ledger.Entry{registered}, done.Entries...), done.Task, "by the entries before it"},
		"the last one is missing":    {append([]ledger.Entry{registered}, taken.Entries...), done.Task, "by its entries at"},
		"the task was changed alone": {append([]ledger.Entry{registered}, taken.Entries...), func() ledger.Task { t := taken.Task; t.Percent = 90; return t }(), "90%"},
		"a limit moved in silence":   {append([]ledger.Entry{registered}, taken.Entries...), func() ledger.Task { t := taken.Task; t.Limit.Due += 30; return t }(), "by its entries at"},
		"an unreadable figure":       {[]ledger.Entry{{Task: task.ID, Fields: []ledger.FieldDiff{{Name: "percent", After: "viel"}}}}, task, "cannot be read"},
	} {
		audit := ledger.NewAudit()
		problem := audit.Hear(test.entries)
		if problem == "" {
			problem = audit.See(test.task)
		}
		if (test.want == "") != (problem == "") || !strings.Contains(problem, test.want) {
			t.Errorf("%s: %q, want %q", name, problem, test.want)
		}
	}
}

// TestAuditFigures counts from entries alone what the summary counts from marks.
func TestAuditFigures(t *testing.T) {
	audit, today := ledger.NewAudit(), ledger.NewDate(2025, 7, 14)
	for id, stand := range map[ledger.TaskID]struct {
		state ledger.State
		due   ledger.Date
	}{
		"2025-001": {ledger.StateAssigned, today - 1}, "2025-002": {ledger.StateSubmitted, today}, "2025-003": {ledger.StateBlocked, today + 8},
		"2025-007": {ledger.StateSuspended, today + 2}, "2025-008": {ledger.StateAccepted, today + 30},
		"2025-004": {ledger.StateCompleted, today - 1}, "2025-005": {ledger.StateClosed, today - 1}, "2025-006": {ledger.StateCancelled, today - 1},
	} {
		if problem := audit.Hear([]ledger.Entry{{Task: id, Fields: []ledger.FieldDiff{
			{Name: "state", After: string(stand.state)}, {Name: "due", After: stand.due.String()},
		}}}); problem != "" {
			t.Fatal(problem)
		}
	}
	want := ledger.Summary{
		Scope: ledger.ScopeOffice, Today: today, Total: 7, Completed: 2, StruckOff: 1, NotStruck: 1, Open: 5,
		Overdue: 1, DueSoon: 1, Submitted: 1, Blocked: 1,
	}
	if got := audit.Figures(today); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
