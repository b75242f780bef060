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
		{name: "no change of what waits for the office", task: with(func(t *ledger.Task) { t.State = ledger.StateSubmitted }), said: ledger.Reporting{Percent: ledger.NoPercent, NoChange: true}, want: ledger.ReasonSubmitted},
		{name: "completed", task: with(func(t *ledger.Task) { t.State = ledger.StateCompleted }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonClosed},
		{name: "struck off", task: with(func(t *ledger.Task) { t.State = ledger.StateClosed }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonClosed},
		{name: "cancelled", task: with(func(t *ledger.Task) { t.State = ledger.StateCancelled }), said: ledger.Reporting{Percent: 50}, want: ledger.ReasonCancelled},
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
		{ledger.StateSubmitted, 100, full, ledger.StateSubmitted, 100, ""},
		{ledger.StateSubmitted, 100, trouble, ledger.StateBlocked, ledger.ReturnedMost, "等设备"},
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
		if got := len(done.Matters); (got == 1) != test.said.Blocked {
			t.Errorf("%s: %d matters were opened", test.name, got)
		}
		if diff := cmp.Diff(task, ofLead(done.Task)); diff != "" {
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
