package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestBurdens(t *testing.T) {
	message := func(unit ledger.UnitID, class ledger.Class, text, why string) ledger.Message {
		return ledger.Message{Class: class, Text: text, Why: why, About: ledger.About{Unit: unit}}
	}
	change := ledger.Change{
		At: at(t, "2025-07-16 10:00:00"),
		Send: []ledger.Message{
			message("住建局", ledger.ClassDigest, "提醒", "digest 2025-07-16T08:30:00+08:00"),
			message("住建局", ledger.ClassDigest, "提醒", "digest 2025-07-16T08:30:00+08:00"), // to a second contact
			message("住建局", ledger.ClassNotice, "催办", "remind by_office"),
			message("住建局", ledger.ClassNotice, "紧急", "remind by_office urgent"),
			message("住建局", ledger.ClassNotice, "批示", "instruct instructed"),
			message("住建局", ledger.ClassNotice, "同意延期", "decide decided"),
			message("住建局", ledger.ClassReply, "已登记", ""),
			message("水务局", ledger.ClassNotice, "批示", "instruct instructed"),
			message("", ledger.ClassDigest, "日报", "overdue"),
			{Class: ledger.ClassNotice, Text: "请您决定", Why: "matter step", For: "水务局"},
			{Class: ledger.ClassNotice, Text: "请您决定", Why: "matter step", For: "水务局"}, // to a second head
			{Class: ledger.ClassDigest, Text: "等您决定", Why: "queue", For: "水务局"},
		},
		Entries: []ledger.Entry{
			{What: ledger.WhatTold, Unit: "住建局", Why: "overdue 2025-07-09, late 2025-07-11"},
			{What: ledger.WhatTold, Unit: "住建局", Why: "report 2025-07-16"},
			{What: ledger.WhatTold, Unit: "住建局", Why: "near 2025-07-18"},
			{What: ledger.WhatNotTold, Unit: "住建局", Why: "report 2025-07-16"},
		},
	}
	monday := ledger.NewDate(2025, 7, 14)
	want := []ledger.Burden{
		{Unit: "住建局", Week: monday, Digests: 1, Reminders: 2, Notices: 1, Asked: 2}, {Unit: "水务局", Week: monday, Notices: 1, Private: 2},
	}
	if diff := cmp.Diff(want, change.Burdens()); diff != "" {
		t.Errorf("burdens (-want +got):\n%s", diff)
	}
	stored := []ledger.Burden{{Unit: "水务局", Week: monday, Rev: 3, Digests: 2}, {Unit: "住建局", Week: monday - 7, Rev: 9, Digests: 5}}
	fed := ledger.Feed(change.Burdens(), stored)
	if diff := cmp.Diff([]ledger.Record{want[0], ledger.Burden{Unit: "水务局", Week: monday, Rev: 3, Digests: 2, Notices: 1, Private: 2}}, fed); diff != "" {
		t.Errorf("fed (-want +got):\n%s", diff)
	}
	if marks := fed[1].Marks(); marks[0].Score != 3 {
		t.Errorf("score %d, want 3 messages", marks[0].Score)
	}
}

func TestWeekOf(t *testing.T) {
	monday := ledger.NewDate(2025, 12, 29)
	for day := monday; day < monday+7; day++ {
		if got := ledger.WeekOf(day); got != monday {
			t.Errorf("the week of %s begins on %s, want %s", day, got, monday)
		}
	}
}

// TestWeeklyBudget holds that the office's own budget is the one that counts.
func TestWeeklyBudget(t *testing.T) {
	for weekly, want := range map[int]int{0: ledger.WeeklyBudget, 4: 4, 12: 12} {
		if got := (ledger.Policy{Burden: ledger.Budget{Weekly: weekly}}).WeeklyBudget(); got != want {
			t.Errorf("a budget of %d is %d, want %d", weekly, got, want)
		}
	}
}

func TestRemindUrgently(t *testing.T) {
	night := at(t, "2025-07-14 22:00:00")
	once, refusal := drainTask().Remind(officer(), night, "请抓紧")
	if refusal != nil {
		t.Fatal(refusal)
	}
	for name, test := range map[string]struct {
		by       ledger.Person
		approver string
		words    string
		want     ledger.Reason
	}{
		"approved":             {officer(), "刘主任", "请立即到场", ""},
		"approved by nobody":   {officer(), " ", "请立即到场", ledger.ReasonNoApprover},
		"a secret":             {officer(), "刘主任", "机密★", ledger.ReasonSecret},
		"not by the office":    {contactOf(1, "住建局"), "刘主任", "", ledger.ReasonNoRight},
		"approved, no details": {officer(), "刘主任", "", ""},
	} {
		urgent, refusal := once.Task.RemindUrgently(test.by, night, test.words, test.approver)
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal == nil && urgent.Entries[0].Fields[1] != (ledger.FieldDiff{Name: "approved_by", After: "刘主任"}) {
			t.Errorf("%s: who approved it is not kept: %+v", name, urgent.Entries[0].Fields)
		}
	}
	if _, refusal := once.Task.Remind(officer(), night, ""); reasonOf(refusal) != ledger.ReasonTooOften {
		t.Errorf("twice a day: refused for %q", reasonOf(refusal))
	}
}

// TestRhythmFloor holds that no task is asked for more often than weekly (domain §9),
// whatever a column of frequencies says.
func TestRhythmFloor(t *testing.T) {
	for _, words := range []string{
		"每日", "每天", "日报", "每日一报", "每个工作日", "每3天", "每三日", "每周两次", "每周2报", "每半月两次", "每日调度", "一日一报", "双日",
		"每周", "周报", "每旬", "每月", "月报", "每季度", "每半年", "每年", "一次", "",
	} {
		rhythm, ok := ledger.ReadRhythm(words)
		if ok && rhythm.Days() > 0 && rhythm.Days() < 7 {
			t.Errorf("%q is read as every %d days", words, rhythm.Days())
		}
	}
	task := drainTask()
	task.Limit, task.Rhythm = ledger.Limit{Standing: true}, ledger.RhythmWeekly // never red
	last := ledger.Date(0)
	for day := task.Registered; day < task.Registered+120; day++ {
		for _, why := range task.Tell("住建局", day, day) {
			if why.Reason != ledger.OccasionReport {
				continue
			}
			if !last.IsZero() && day.Sub(last) < 7 {
				t.Errorf("asked for a report on %s and again on %s", last, day)
			}
			last = day
			told := task.TellDone("住建局", day)
			task = mustTake(t, told, ledger.Reporting{By: contactOf(1, "住建局"), At: day.At(10, 0, at(t, "2025-07-14 10:00:00").Location()), Percent: 10, Text: "推进中"}).Task
		}
	}
	if last.IsZero() {
		t.Error("no report was ever asked for")
	}
}
