package ledger_test

import (
	"strings"
	"testing"

	"duban/ledger"
)

func TestUndo(t *testing.T) {
	lead, head := contactOf(1, "住建局"), contactOf(2, "住建局")
	began := "2025-07-14 10:00:00"
	take := func(task ledger.Task, by ledger.Person, clock string, percent int) ledger.Reported {
		t.Helper()
		return mustTake(t, task, ledger.Reporting{By: by, At: at(t, clock), Percent: percent})
	}
	first := take(drainTask(), lead, began, 40)
	newer := take(first.Task, lead, "2025-07-14 10:01:00", 60)
	others := take(first.Task, head, "2025-07-14 10:01:00", 60)
	co := take(first.Task, contactOf(3, "水务局"), "2025-07-14 10:01:00", 90)
	completed, refusal := first.Task.Complete(officer(), at(t, "2025-07-14 10:02:00"), true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	withdrawn := first.Report
	withdrawn.Withdrawn = at(t, "2025-07-14 10:01:00")
	for _, test := range []struct {
		name    string
		task    ledger.Task
		report  ledger.Report
		by      ledger.Person
		clock   string
		want    ledger.Reason
		percent int
		state   ledger.State
	}{
		{"at once", first.Task, first.Report, lead, began, "", 0, ledger.StateAssigned},
		{"to the second", first.Task, first.Report, lead, "2025-07-14 10:10:00", "", 0, ledger.StateAssigned},
		{"a second later", first.Task, first.Report, lead, "2025-07-14 10:10:01", ledger.ReasonUndoLate, 0, ""},
		{"another's", first.Task, first.Report, head, began, ledger.ReasonNotYours, 0, ""},
		{"twice", first.Task, withdrawn, lead, began, ledger.ReasonUndoNothing, 0, ""},
		{"not the newest any more", newer.Task, first.Report, lead, "2025-07-14 10:02:00", ledger.ReasonUndoNewer, 0, ""},
		{"a colleague's is newer", others.Task, first.Report, lead, "2025-07-14 10:02:00", ledger.ReasonUndoNewer, 0, ""},
		{"the newest", newer.Task, newer.Report, lead, "2025-07-14 10:02:00", "", 40, ledger.StateInProgress},
		{"a co-unit's after the leading unit's", co.Task, first.Report, lead, "2025-07-14 10:02:00", "", 0, ledger.StateAssigned},
		{"the co-unit's own", co.Task, co.Report, contactOf(3, "水务局"), "2025-07-14 10:02:00", "", 40, ledger.StateInProgress},
		{"after the completion", completed.Task, first.Report, lead, "2025-07-14 10:03:00", ledger.ReasonClosed, 0, ""},
		{"no longer in the unit", first.Task, first.Report, contactOf(1, "城管局"), began, ledger.ReasonNoTask, 0, ""},
		{"no longer anybody", first.Task, first.Report, ledger.Person{ID: 1}, began, ledger.ReasonStranger, 0, ""},
	} {
		now := at(t, test.clock)
		done, refusal := test.task.Undo(test.report, test.by, now)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if test.want != "" {
			continue
		}
		if done.Task.Percent != test.percent || done.Task.State != test.state || !done.Report.Withdrawn.Equal(now) {
			t.Errorf("%s: got %d%%, %s, withdrawn %s; want %d%%, %s", test.name, done.Task.Percent, done.Task.State, done.Report.Withdrawn, test.percent, test.state)
		}
		if len(done.Entries) != 1 || done.Entries[0].What != ledger.WhatWithdrawn {
			t.Errorf("%s: entries %+v", test.name, done.Entries)
		}
	}
}

// TestUndoPromise: a promise that the report ended is back, one made since then stands.
func TestUndoPromise(t *testing.T) {
	lead := contactOf(1, "住建局")
	promised, refusal := drainTask().MakePromise(lead, at(t, "2025-07-14 09:00:00"), ledger.NewDate(2025, 7, 18), "周五前")
	if refusal != nil {
		t.Fatal(refusal)
	}
	taken := mustTake(t, promised.Task, ledger.Reporting{By: lead, At: at(t, "2025-07-14 10:00:00"), Percent: 40})
	undone, refusal := taken.Task.Undo(taken.Report, lead, at(t, "2025-07-14 10:05:00"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got, want := undone.Task.Promise, promised.Task.Promise; got != want {
		t.Errorf("after the undo the promise is %+v, want %+v", got, want)
	}
	again, refusal := taken.Task.MakePromise(lead, at(t, "2025-07-14 10:02:00"), ledger.NewDate(2025, 7, 25), "25日前")
	if refusal != nil {
		t.Fatal(refusal)
	}
	undone, refusal = again.Task.Undo(taken.Report, lead, at(t, "2025-07-14 10:05:00"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got, want := undone.Task.Promise, again.Task.Promise; got != want {
		t.Errorf("after the undo the newer promise is %+v, want %+v", got, want)
	}
	amended, refusal := again.Task.Amend(taken.Report, ledger.Reporting{By: lead, At: at(t, "2025-07-14 10:05:00"), Percent: 50})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got, want := amended.Task.Promise, again.Task.Promise; got != want {
		t.Errorf("after the amendment the newer promise is %+v, want %+v", got, want)
	}
}

func TestAmend(t *testing.T) {
	lead := contactOf(1, "住建局")
	task := drainTask()
	task.State, task.Percent = ledger.StateInProgress, 20
	photo := []ledger.File{{Ref: "f1", Kind: "photo"}}
	taken := mustTake(t, task, ledger.Reporting{By: lead, At: at(t, "2025-07-14 10:00:00"), Percent: 40, Text: "沟渠已清", Files: photo})
	later := at(t, "2025-07-16 10:00:00") // an edited message has no ten minutes
	for _, test := range []struct {
		name    string
		said    ledger.Reporting
		want    ledger.Reason
		percent int
		state   ledger.State
		files   int
	}{
		{"another figure", ledger.Reporting{Percent: 60, Text: "沟渠已清"}, "", 60, ledger.StateInProgress, 1},
		{"all of it", ledger.Reporting{Percent: 100}, "", 100, ledger.StateSubmitted, 1},
		{"no figure: as it was before the report", ledger.Reporting{Percent: ledger.NoPercent, Text: "写错了"}, "", 20, ledger.StateInProgress, 1},
		{"no change after all", ledger.Reporting{Percent: ledger.NoPercent, NoChange: true}, "", 20, ledger.StateInProgress, 1},
		{"a difficulty", ledger.Reporting{Percent: ledger.NoPercent, Blocked: true, Text: "等设备"}, "", 20, ledger.StateBlocked, 1},
		{"another picture", ledger.Reporting{Percent: 40, Files: append(photo, ledger.File{Ref: "f2"})}, "", 40, ledger.StateInProgress, 2},
		{"out of range", ledger.Reporting{Percent: 140}, ledger.ReasonPercentRange, 0, "", 0},
		{"secret", ledger.Reporting{Percent: 40, Text: "【机密】"}, ledger.ReasonSecret, 0, "", 0},
		{"nothing left", ledger.Reporting{Percent: ledger.NoPercent}, ledger.ReasonNoWords, 0, "", 0},
		{"too long", ledger.Reporting{Percent: 40, Text: strings.Repeat("渠", ledger.TextMost+1)}, ledger.ReasonTooLong, 0, "", 0},
	} {
		test.said.By, test.said.At = lead, later
		done, refusal := taken.Task.Amend(taken.Report, test.said)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if test.want != "" {
			continue
		}
		if done.Task.Percent != test.percent || done.Report.Percent != test.percent || done.Task.State != test.state || len(done.Report.Files) != test.files || done.Task.Last.Files != test.files {
			t.Errorf("%s: got task %d%%, report %d%%, %s, %d files; want %d%%, %s, %d", test.name,
				done.Task.Percent, done.Report.Percent, done.Task.State, len(done.Report.Files), test.percent, test.state, test.files)
		}
		if done.Report.ID != taken.Report.ID || done.Task.Reports != 1 || done.Task.Last.Text != test.said.Text || !done.Report.Amended.Equal(later) {
			t.Errorf("%s: got %+v, last %+v", test.name, done.Report, done.Task.Last)
		}
		words := field(done.Entries[0], "text")
		if done.Entries[0].What != ledger.WhatAmended || words.Before != "沟渠已清" || words.After != test.said.Text {
			t.Errorf("%s: entry %+v does not keep both wordings", test.name, done.Entries[0])
		}
		undone, refusal := done.Task.Undo(done.Report, lead, at(t, "2025-07-14 10:10:00"))
		if refusal != nil || undone.Task.Percent != 20 || undone.Task.State != ledger.StateInProgress {
			t.Errorf("%s: undone it is %d%%, %s (%v), want what it was before", test.name, undone.Task.Percent, undone.Task.State, refusal)
		}
	}
}

func TestAmendRefuses(t *testing.T) {
	lead := contactOf(1, "住建局")
	taken := mustTake(t, drainTask(), ledger.Reporting{By: lead, At: at(t, "2025-07-14 10:00:00"), Percent: 40})
	newer := mustTake(t, taken.Task, ledger.Reporting{By: lead, At: at(t, "2025-07-14 10:01:00"), Percent: 60})
	co := mustTake(t, newer.Task, ledger.Reporting{By: contactOf(3, "水务局"), At: at(t, "2025-07-14 10:02:00"), Percent: 60})
	withdrawn := taken.Report
	withdrawn.Withdrawn = at(t, "2025-07-14 10:01:00")
	completed := taken.Task
	completed.State = ledger.StateCompleted
	for _, test := range []struct {
		name   string
		task   ledger.Task
		report ledger.Report
		by     ledger.Person
		want   ledger.Reason
	}{
		{"another's", taken.Task, taken.Report, contactOf(2, "住建局"), ledger.ReasonNotYours},
		{"withdrawn", drainTask(), withdrawn, lead, ledger.ReasonEditedTooLate},
		{"completed", completed, taken.Report, lead, ledger.ReasonEditedTooLate},
		{"not the newest any more", newer.Task, taken.Report, lead, ledger.ReasonEditedTooLate},
		{"a newer one of a co-unit does not matter", co.Task, newer.Report, lead, ""},
		{"a co-unit's own", co.Task, co.Report, contactOf(3, "水务局"), ""},
		{"no longer in the unit", taken.Task, taken.Report, contactOf(1, "城管局"), ledger.ReasonNoTask},
	} {
		_, refusal := test.task.Amend(test.report, ledger.Reporting{By: test.by, At: at(t, "2025-07-14 11:00:00"), Percent: 50})
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
		}
	}
}
