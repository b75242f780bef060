package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// The people of the tables: who speaks for which unit.
func contactOf(id ledger.PersonID, units ...ledger.UnitID) ledger.Person {
	p := ledger.Person{ID: id, Name: fmt.Sprintf("联络员%d", id)}
	for _, unit := range units {
		p.Posts = append(p.Posts, ledger.Post{Role: ledger.RoleContact, Unit: unit, From: ledger.NewDate(2025, 1, 1)})
	}
	return p
}

func officer() ledger.Person {
	return ledger.Person{ID: 8, Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 1, 1)}}}
}

// drainTask is led by 住建局, 水务局 works on it, 坪石镇 carries it out, 督查室 supervises.
func drainTask() ledger.Task {
	return ledger.Task{
		ID: "2025-017", Title: "清理沟渠", Lead: []ledger.UnitID{"住建局"}, Co: []ledger.UnitID{"水务局"},
		Implement: []ledger.UnitID{"坪石镇"}, Supervise: []ledger.UnitID{"督查室"}, Accept: []ledger.UnitID{"生态环境局"},
		Limit: ledger.Limit{Due: ledger.NewDate(2025, 9, 30)}, Registered: ledger.NewDate(2025, 7, 1), State: ledger.StateAssigned,
	}
}

func at(t *testing.T, clock string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04:05", clock, time.FixedZone("CST", 8*3600))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func reasonOf(r *ledger.Refusal) ledger.Reason {
	if r == nil {
		return ""
	}
	return r.Reason
}

// mustTake records a report that the rules must accept.
func mustTake(t *testing.T, task ledger.Task, r ledger.Reporting) ledger.Reported {
	t.Helper()
	done, refusal := task.TakeReport(r)
	if refusal != nil {
		t.Fatalf("TakeReport refused: %s", refusal.Reason)
	}
	return done
}

func TestTakeReportRefuses(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	lead := contactOf(1, "住建局")
	with := func(change func(*ledger.Task)) ledger.Task {
		task := drainTask()
		change(&task)
		return task
	}
	for _, test := range []struct {
		name string
		task ledger.Task
		by   ledger.Person
		said ledger.Reporting
		want ledger.Reason
		word string
	}{
		{name: "a stranger", by: ledger.Person{ID: 9}, said: ledger.Reporting{Percent: 50}, want: ledger.ReasonStranger},
		{name: "the office does not answer", by: officer(), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonNoRight},
		{name: "another unit", by: contactOf(2, "城管局"), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonNoTask},
		{name: "who only supervises", by: contactOf(2, "督查室"), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonNotLead},
		{name: "who only accepts", by: contactOf(2, "生态环境局"), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonNotLead},
		{name: "completed", task: with(func(t *ledger.Task) { t.State = ledger.StateCompleted }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonClosed},
		{name: "struck off", task: with(func(t *ledger.Task) { t.State = ledger.StateClosed }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonClosed},
		{name: "cancelled", task: with(func(t *ledger.Task) { t.State = ledger.StateCancelled }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonClosed},
		{name: "a stranger of a completed task learns nothing", task: with(func(t *ledger.Task) { t.State = ledger.StateCompleted }), by: contactOf(2, "城管局"), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonNoTask},
		{name: "101 percent", said: ledger.Reporting{Percent: 101}, want: ledger.ReasonPercentRange, word: "101"},
		{name: "below zero", said: ledger.Reporting{Percent: -2}, want: ledger.ReasonPercentRange, word: "-2"},
		{name: "too long", said: ledger.Reporting{Percent: 50, Text: strings.Repeat("渠", ledger.TextMost+1)}, want: ledger.ReasonTooLong},
		{name: "secret", said: ledger.Reporting{Percent: 50, Text: "机密★三年"}, want: ledger.ReasonSecret},
		{name: "a secret file", said: ledger.Reporting{Percent: 50, Files: []ledger.File{{Name: "（秘密）方案.docx"}}}, want: ledger.ReasonSecret},
		{name: "nothing said", said: ledger.Reporting{Percent: ledger.NoPercent, Text: "  "}, want: ledger.ReasonNoWords},
		{name: "a difficulty without words", said: ledger.Reporting{Percent: ledger.NoPercent, Blocked: true}, want: ledger.ReasonNoWords},
		{name: "a difficulty of figures alone", said: ledger.Reporting{Percent: 50, Blocked: true}, want: ledger.ReasonNoWords},
	} {
		if test.task.ID == "" {
			test.task = drainTask()
		}
		if test.by.ID == 0 {
			test.by = lead
		}
		test.said.By, test.said.At = test.by, now
		done, refusal := test.task.TakeReport(test.said)
		if got := reasonOf(refusal); got != test.want {
			t.Errorf("%s: refused for %q, want %q", test.name, got, test.want)
			continue
		}
		if refusal.Words != test.word {
			t.Errorf("%s: words %q, want %q", test.name, refusal.Words, test.word)
		}
		if diff := cmp.Diff(ledger.Reported{}, done); diff != "" {
			t.Errorf("%s: something was done all the same:\n%s", test.name, diff)
		}
	}
}

// TestTakeReportTakes holds what just passes: the borders of the refusals.
func TestTakeReportTakes(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	for name, said := range map[string]ledger.Reporting{
		"zero":                     {Percent: 0},
		"a hundred":                {Percent: 100},
		"words alone":              {Percent: ledger.NoPercent, Text: "沟渠已清"},
		"as long as can be":        {Percent: ledger.NoPercent, Text: strings.Repeat("渠", ledger.TextMost)},
		"a picture alone":          {Percent: ledger.NoPercent, Files: []ledger.File{{Ref: "f1", Kind: "photo"}}},
		"no change":                {Percent: ledger.NoPercent, NoChange: true},
		"a difficulty in a file":   {Percent: ledger.NoPercent, Blocked: true, Files: []ledger.File{{Ref: "f1"}}},
		"secrecy as a plain topic": {Percent: 10, Text: "已开展保密教育"},
	} {
		said.By, said.At = contactOf(1, "住建局"), now
		if _, refusal := drainTask().TakeReport(said); refusal != nil {
			t.Errorf("%s: refused for %q", name, refusal.Reason)
		}
	}
}

// TestReportMoves is the table of what a leading unit's report makes of each open state.
func TestReportMoves(t *testing.T) {
	const (
		figure  = "40"
		words   = "words"
		full    = "100"
		same    = "no change"
		trouble = "difficulty"
	)
	said := map[string]ledger.Reporting{
		figure:  {Percent: 40},
		words:   {Percent: ledger.NoPercent, Text: "沟渠已清"},
		full:    {Percent: 100},
		same:    {Percent: ledger.NoPercent, NoChange: true},
		trouble: {Percent: ledger.NoPercent, Blocked: true, Text: "等设备"},
	}
	for _, test := range []struct {
		from    ledger.State
		percent int
		said    string
		want    ledger.State
		now     int
		blocked string
	}{
		{ledger.StateRegistered, 0, figure, ledger.StateInProgress, 40, ""},
		{ledger.StateAssigned, 0, figure, ledger.StateInProgress, 40, ""},
		{ledger.StateAssigned, 0, words, ledger.StateInProgress, 0, ""},
		{ledger.StateAssigned, 0, same, ledger.StateInProgress, 0, ""},
		{ledger.StateAssigned, 0, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateAssigned, 0, trouble, ledger.StateBlocked, 0, "等设备"},
		{ledger.StateInProgress, 60, figure, ledger.StateInProgress, 40, ""}, // less than before is possible
		{ledger.StateInProgress, 60, words, ledger.StateInProgress, 60, ""},
		{ledger.StateInProgress, 60, same, ledger.StateInProgress, 60, ""},
		{ledger.StateInProgress, 60, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateInProgress, 60, trouble, ledger.StateBlocked, 60, "等设备"},
		{ledger.StateInProgress, 100, words, ledger.StateInProgress, 100, ""}, // imported at 100: nobody said it is complete
		{ledger.StateInProgress, 100, same, ledger.StateInProgress, 100, ""},
		{ledger.StateInProgress, 100, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateBlocked, 60, figure, ledger.StateInProgress, 40, ""},
		{ledger.StateBlocked, 60, words, ledger.StateInProgress, 60, ""},
		{ledger.StateBlocked, 60, same, ledger.StateBlocked, 60, "旧困难"},
		{ledger.StateBlocked, 100, same, ledger.StateBlocked, 100, "旧困难"},
		{ledger.StateBlocked, 60, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateBlocked, 60, trouble, ledger.StateBlocked, 60, "等设备"},
		{ledger.StateSubmitted, 100, figure, ledger.StateInProgress, 40, ""},
		{ledger.StateSubmitted, 100, words, ledger.StateSubmitted, 100, ""}, // more material
		{ledger.StateSubmitted, 100, same, ledger.StateSubmitted, 100, ""},
		{ledger.StateSubmitted, 100, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateSubmitted, 100, trouble, ledger.StateBlocked, 100, "等设备"},
	} {
		name := fmt.Sprintf("%s at %d, %s", test.from, test.percent, test.said)
		task := drainTask()
		task.State, task.Percent = test.from, test.percent
		task.Promise = ledger.Promise{Date: ledger.NewDate(2025, 7, 20)}
		if test.from == ledger.StateBlocked {
			task.Blocked, task.BlockedOn = "旧困难", ledger.NewDate(2025, 7, 10)
		}
		r := said[test.said]
		r.By, r.At, r.From = contactOf(1, "住建局"), at(t, "2025-07-14 10:00:00"), "tg:1/7"
		done := mustTake(t, task, r)
		if done.Task.State != test.want || done.Task.Percent != test.now || done.Task.Blocked != test.blocked {
			t.Errorf("%s: got %s at %d, blocked %q; want %s at %d, %q", name,
				done.Task.State, done.Task.Percent, done.Task.Blocked, test.want, test.now, test.blocked)
		}
		if got := done.Report.Percent; got != test.now {
			t.Errorf("%s: the report says %d, want %d", name, got, test.now)
		}
		if (done.Task.Blocked == "") != done.Task.BlockedOn.IsZero() {
			t.Errorf("%s: blocked %q since %q", name, done.Task.Blocked, done.Task.BlockedOn)
		}
		if done.Task.Promise != (ledger.Promise{}) {
			t.Errorf("%s: the promise outlived the report: %+v", name, done.Task.Promise)
		}
		if done.Report.ID != "2025-017/1" || done.Task.Last.Report != done.Report.ID || done.Task.Reports != 1 || !done.Lead {
			t.Errorf("%s: got report %s, last %+v, %d reports, lead %v", name, done.Report.ID, done.Task.Last, done.Task.Reports, done.Lead)
		}
		wantWhat := ledger.WhatReported
		if test.said == trouble {
			wantWhat = ledger.WhatBlocked
		}
		if len(done.Entries) != 1 || done.Entries[0].What != wantWhat || done.Entries[0].By != 1 || done.Entries[0].Unit != "住建局" {
			t.Errorf("%s: entries %+v, want one of %s", name, done.Entries, wantWhat)
		}
		if got, want := field(done.Entries[0], "state"), (ledger.FieldDiff{}); (got != want) != (test.from != test.want) {
			t.Errorf("%s: the entry says of the state %+v", name, got)
		}
	}
}

func field(e ledger.Entry, name string) ledger.FieldDiff {
	for _, f := range e.Fields {
		if f.Name == name {
			return f
		}
	}
	return ledger.FieldDiff{}
}

// TestCoUnitReports holds that a co-unit's report stands beside the task's own figures.
func TestCoUnitReports(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	for _, test := range []struct {
		name string
		unit ledger.UnitID
		said ledger.Reporting
		want int
	}{
		{"a figure", "水务局", ledger.Reporting{Percent: 80, Text: "沟渠已清"}, 80},
		{"words alone name no figure", "水务局", ledger.Reporting{Percent: ledger.NoPercent, Text: "沟渠已清"}, ledger.NoPercent},
		{"no change", "坪石镇", ledger.Reporting{Percent: ledger.NoPercent, NoChange: true}, ledger.NoPercent},
		{"a difficulty", "坪石镇", ledger.Reporting{Percent: ledger.NoPercent, Blocked: true, Text: "缺设备"}, ledger.NoPercent},
		{"all of its part", "水务局", ledger.Reporting{Percent: 100}, 100},
	} {
		task := drainTask()
		task.State, task.Percent = ledger.StateInProgress, 30
		task.Promise = ledger.Promise{Date: ledger.NewDate(2025, 7, 20)}
		test.said.By, test.said.At = contactOf(2, test.unit), now
		done := mustTake(t, task, test.said)
		if done.Report.Percent != test.want || done.Report.Unit != test.unit || done.Lead {
			t.Errorf("%s: report %d%% of %s, lead %v; want %d%% of %s", test.name, done.Report.Percent, done.Report.Unit, done.Lead, test.want, test.unit)
		}
		if got := field(done.Entries[0], "part_percent"); got.Before != "" || (got.After == "") != (test.want == ledger.NoPercent) {
			t.Errorf("%s: the entry says of the percentage %+v", test.name, got)
		}
		done.Task.Reports--
		if diff := cmp.Diff(task, done.Task); diff != "" {
			t.Errorf("%s: the task changed:\n%s", test.name, diff)
		}
	}
}

// TestSpeaksForSeveral holds that who speaks for several units of a task speaks for the
// one that leads it.
func TestSpeaksForSeveral(t *testing.T) {
	task := drainTask()
	task.Lead = []ledger.UnitID{"住建局", "城管局"}
	for _, test := range []struct {
		units []ledger.UnitID
		unit  ledger.UnitID
		lead  bool
	}{
		{[]ledger.UnitID{"水务局", "住建局"}, "住建局", true},
		{[]ledger.UnitID{"城管局", "住建局"}, "住建局", true},
		{[]ledger.UnitID{"水务局", "城管局"}, "城管局", true},
		{[]ledger.UnitID{"生态环境局", "坪石镇"}, "坪石镇", false},
	} {
		done := mustTake(t, task, ledger.Reporting{By: contactOf(1, test.units...), At: at(t, "2025-07-14 10:00:00"), Percent: 10})
		if done.Unit != test.unit || done.Lead != test.lead {
			t.Errorf("%v: speaks for %s (lead %v), want %s (%v)", test.units, done.Unit, done.Lead, test.unit, test.lead)
		}
	}
}

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
		{"cancelled", in(ledger.StateCancelled), lead, today + 4, "", ledger.ReasonClosed},
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
		{ledger.StateCancelled, officer(), true, ledger.ReasonClosed},
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
	for _, test := range []struct {
		name  string
		task  ledger.Task
		by    ledger.Person
		words string
		want  ledger.Reason
	}{
		{"by the office", with(ledger.StateInProgress, 0), officer(), "请抓紧", ""},
		{"yesterday too", with(ledger.StateInProgress, today-1), officer(), "", ""},
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

// TestMarking adds the borders of the check for secrecy markings.
func TestMarking(t *testing.T) {
	for text, want := range map[string]bool{
		"绝密★一年": true, "机密★": true, "秘密★三年": true, "（秘密）关于沟渠": true, "【机密】": true, "［机密］": true, "〔绝密〕": true, "密级：秘密": true, "秘密": true, "秘密。": true,
		"机　密★": true, "秘密级文件": true, "此件注意保密": true, "内部资料": true, "不得外传": true, "机密文件已收": true, "机密": true,
		"": false, "已清渠80%": false, "保密协议已签": false, "会议内容保密": false, "排查秘密排污口3处": false, "秘密排污口已封堵": false,
	} {
		if got := ledger.Marked(text); got != want {
			t.Errorf("Marked(%q) = %v, want %v", text, got, want)
		}
	}
}
