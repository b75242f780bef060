package texts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/ledger"
	"duban/texts"
)

func TestReported(t *testing.T) {
	s := &said{t: t}
	was := drain()
	told := func(change func(*texts.Result)) string {
		r := texts.Result{Raw: "17 50 沟渠已清", Was: was, Task: was, Lead: true}
		r.Task.Percent, r.Report = 50, ledger.Report{Percent: 50, Text: "沟渠已清"}
		change(&r)
		return texts.Reported([]texts.Result{r}, own, today)
	}
	due := func(r *texts.Result, days int) { r.Task.Limit.Due = today.AddDays(days) }
	s.say("登记", told(func(*texts.Result) {}))
	s.say("滞后", told(func(r *texts.Result) { due(r, 5) }))
	s.say("超前", told(func(r *texts.Result) { due(r, 400) }))
	s.say("逾期", told(func(r *texts.Result) { due(r, -3) }))
	s.say("没有时限", told(func(r *texts.Result) { r.Task.Limit = ledger.Limit{Standing: true} }))
	s.say("比上次低", told(func(r *texts.Result) { r.Was.Percent = 70 }))
	s.say("有附件", told(func(r *texts.Result) { r.Report.Files = make([]ledger.File, 3) }))
	s.say("更正", told(func(r *texts.Result) { r.Amended, r.Was.Percent = true, 70 }))
	s.say("无变化", told(func(r *texts.Result) { r.Report.NoChange, r.Report.Percent = true, 40 }))
	s.say("困难", told(func(r *texts.Result) {
		r.Report.Blocked, r.Report.Text = true, "等待设备到货，需财政局拨款"
	}))
	s.say("报办结", told(func(r *texts.Result) { r.Report.Percent, r.Task.State = 100, ledger.StateSubmitted }))
	s.say("配合单位，百分比", told(func(r *texts.Result) { r.Lead = false }))
	s.say("配合单位，一句话", told(func(r *texts.Result) { r.Lead, r.Report.Percent = false, ledger.NoPercent }))
	s.say("配合单位，无变化", told(func(r *texts.Result) { r.Lead, r.Report.NoChange, r.Report.Percent = false, true, ledger.NoPercent }))
	s.say("配合单位，困难", told(func(r *texts.Result) {
		r.Lead, r.Report.Blocked, r.Report.Percent, r.Report.Text = false, true, ledger.NoPercent, "等待设备到货"
	}))
	s.say("承诺", told(func(r *texts.Result) { r.Promised, r.Task.Promise.Date = true, today+4 }))
	s.say("承诺，没有时限", told(func(r *texts.Result) { r.Promised, r.Task.Promise.Date, r.Task.Limit = true, today+4, ledger.Limit{} }))
	long := told(func(r *texts.Result) { r.Task.Title = strings.Repeat("排水沟渠清淤整治", 9) })
	s.say("题目很长", long)
	s.say("几行，一行没登记", texts.Reported([]texts.Result{
		{Raw: "1 50 沟渠已清", Was: was, Task: was, Lead: true, Report: ledger.Report{Percent: 50}},
		{Raw: "9 70 没有这一行", Refusal: &ledger.Refusal{Reason: ledger.ReasonNoTask, Words: "9"}},
		{Raw: "2 170 写错了", Refusal: &ledger.Refusal{Reason: ledger.ReasonPercentRange, Words: "170", Task: "2025-002"}},
	}, own, today))
	s.hold("reported")
}

func TestUndoneAndAsked(t *testing.T) {
	s := &said{t: t}
	s.say("撤销", texts.Undone([]ledger.Reported{{Task: drain(), Lead: true}}))
	s.say("撤销两项，一项是配合单位的", texts.Undone([]ledger.Reported{{Task: drain(), Lead: true}, {Task: task(18, "城区截污提升工程", "水务局", 0)}}))
	s.say("点了上报进展", texts.AskWords(drain(), false))
	s.say("点了有困难", texts.AskWords(drain(), true))
	due := func(limit ledger.Limit) ledger.Task {
		t := drain()
		t.Limit = limit
		return t
	}
	s.say("催办", texts.Reminder(drain(), "", today))
	s.say("催办，一句话", texts.Reminder(due(ledger.Limit{Due: today + 9}), "请于明天中午前报送进展", today))
	s.say("催办，今天到期", texts.Reminder(due(ledger.Limit{Due: today}), "", today))
	s.say("催办，逾期", texts.Reminder(due(ledger.Limit{Due: today - 3}), "", today))
	s.say("催办，长期坚持", texts.Reminder(due(ledger.Limit{Standing: true, Raw: "长期坚持"}), "", today))
	s.say("催办，时限不明", texts.Reminder(due(ledger.Limit{Raw: "尽快"}), "", today))
	s.say("已催办", texts.RemindedToOffice(drain(), time.Time{}, false))
	s.say("已催办，晚上，有单位没人", texts.RemindedToOffice(drain(), today.At(8, 0, time.UTC).AddDate(0, 0, 1), true))
	s.say("告诉单位已办结", texts.CompletedToUnit(drain()))
	s.say("告诉办公室已办结", texts.CompletedToOffice(drain(), true))
	s.say("告诉办公室已办结，没通知到", texts.CompletedToOffice(drain(), false))
	s.hold("acted")
}

func TestButtons(t *testing.T) {
	rows := texts.TaskButtons(drain(), "住建局")
	if len(rows) != 2 || len(rows[0]) != 3 || len(rows[1]) != 1 {
		t.Fatalf("got %v, want a row of three and one for an extension", rows)
	}
	standing := drain()
	standing.Limit = ledger.Limit{Standing: true}
	if rows := texts.TaskButtons(standing, "住建局"); len(rows) != 1 {
		t.Errorf("got %v for a task without a limit, want none for an extension", rows)
	}
	for _, b := range slices.Concat(rows...) {
		if _, about, ok := ledger.ReadPress(b.Data); !ok || about != "2025-017" || b.Label == "" {
			t.Errorf("button %q carries %q, which is not about the task", b.Label, b.Data)
		}
	}
}

func TestTasks(t *testing.T) {
	s := &said{t: t}
	led := []ledger.Task{task(5, "完善工地扬尘治理设施", "住建局", 60), task(20, "城区截污提升工程", "住建局", 0), drain()}
	co := drain()
	co.Lead = []ledger.UnitID{"水务局"}
	states := []ledger.Task{}
	for _, limit := range []ledger.Limit{{Standing: true}, {Raw: "尽快"}, {}, {Due: today + 300}} {
		one := drain()
		one.Limit = limit
		states = append(states, one)
	}
	submitted := drain()
	submitted.State = ledger.StateSubmitted
	list := func(page int, total int64, tasks ...ledger.Task) texts.UnitTasks {
		return texts.UnitTasks{Unit: "住建局", Tasks: tasks, Total: total, Page: page, First: 1}
	}
	s.say("一页", texts.Tasks([]texts.UnitTasks{list(1, 3, led...)}, today))
	s.say("没有任务", texts.Tasks([]texts.UnitTasks{list(1, 0)}, today))
	s.say("配合的", texts.Tasks([]texts.UnitTasks{list(1, 1, co)}, today))
	s.say("各种时限", texts.Tasks([]texts.UnitTasks{list(1, 5, append(states, submitted)...)}, today))
	s.say("第一页，还有", texts.Tasks([]texts.UnitTasks{list(1, 18, many(texts.PageSize)...)}, today))
	s.say("第二页，也是最后一页", texts.Tasks([]texts.UnitTasks{list(2, 18, many(3)...)}, today))
	s.say("没有这一页", texts.Tasks([]texts.UnitTasks{list(3, 18)}, today))
	second := list(1, 1, led[1])
	second.Unit, second.First = "水务局", 4
	s.say("两个单位", texts.Tasks([]texts.UnitTasks{list(1, 3, led...), second}, today))
	s.hold("tasks")
	if got := texts.Tasks([]texts.UnitTasks{list(2, 30, many(15)...)}, today); strings.Contains(got, "还有") && strings.Contains(got, "任务 3") {
		t.Errorf("the last page speaks of a further one:\n%s", got)
	}
}

func many(n int) []ledger.Task {
	tasks := make([]ledger.Task, n)
	for i := range tasks {
		tasks[i] = task(int64(i+21), "城区截污提升工程", "住建局", 10)
	}
	return tasks
}

func TestShow(t *testing.T) {
	s := &said{t: t}
	full := drain()
	full.Priority, full.Target, full.Source, full.Item, full.Campaign, full.Leader = true, "沟渠畅通", "会议部署", "3", "碧水", "分管城建副市长"
	full.Rhythm, full.Blocked, full.BlockedOn, full.State = ledger.RhythmWeekly, "等待设备到货", today-2, ledger.StateBlocked
	full.Promise.Date = today + 4
	report := func(days int, r ledger.Report) ledger.Report {
		r.At, r.Unit = today.AddDays(days).At(9, 30, time.UTC), "住建局"
		return r
	}
	s.say("全部都有", texts.Show(full, []ledger.Report{
		report(-1, ledger.Report{Percent: 40, Blocked: true, Text: "等待设备到货"}),
		report(-2, ledger.Report{Percent: 40, NoChange: true}),
		report(-3, ledger.Report{Percent: 40, Text: "清淤过半", Files: make([]ledger.File, 2)}),
		report(-4, ledger.Report{Percent: 45, Text: "写错了", Withdrawn: at}),
		report(-5, ledger.Report{Percent: ledger.NoPercent, Text: "配合单位的一句话"}),
		report(-6, ledger.Report{Percent: 20}),
	}, today))
	bare := ledger.Task{ID: "2025-018", Title: "油烟问题回头看", State: ledger.StateRegistered}
	s.say("什么都没有", texts.Show(bare, nil, today))
	standing := drain()
	standing.Limit = ledger.Limit{Standing: true, Raw: "长期坚持"}
	s.say("长期坚持", texts.Show(standing, nil, today))
	done := drain()
	done.State, done.Percent = ledger.StateCompleted, 100
	s.say("已办结", texts.Show(done, nil, today))
	late := drain()
	late.Limit = ledger.Limit{Due: today - 3}
	late.Promise.Date = today - 5
	s.say("逾期，承诺已过", texts.Show(late, nil, today))
	s.hold("show")
}

func TestFound(t *testing.T) {
	s := &said{t: t}
	list := func(title, words string, total int64, tasks ...ledger.Task) texts.FoundList {
		return texts.FoundList{Title: title, Words: words, Tasks: tasks, Total: total, First: 1, Text: true}
	}
	nobody := drain()
	nobody.Lead = nil
	s.say("查到", texts.Found([]texts.FoundList{list("find", "污水", 2, drain(), nobody)}, today))
	s.say("没查到", texts.Found([]texts.FoundList{list("find", "没有这种", 0)}, today))
	pages := list("find", "住建局", 30, many(2)...)
	pages.Next, pages.Part = 2, true
	s.say("查到很多", texts.Found([]texts.FoundList{pages}, today))
	beyond := list("find", "住建局", 30)
	beyond.First = 41
	s.say("没有这一页", texts.Found([]texts.FoundList{beyond}, today))
	cut := list("find", "污水", 40, drain())
	cut.Cut = true
	s.say("没看全", texts.Found([]texts.FoundList{cut}, today))
	s.say("红灯", texts.Found([]texts.FoundList{list("red", "", 12, task(5, "完善工地扬尘治理设施", "住建局", 60))}, today))
	s.say("没有红灯", texts.Found([]texts.FoundList{list("red", "", 0)}, today))
	unit := list("red", "", 0)
	unit.Unit = "住建局"
	s.say("本单位没有红灯，另一单位有", texts.Found([]texts.FoundList{unit, list("red", "分管城建副市长", 1, task(5, "完善工地扬尘治理设施", "住建局", 60))}, today))
	s.hold("found")
}

// TestWhyNot: every reason that the program itself knows has Chinese words; what the
// messenger answered stands behind them in brackets.
func TestWhyNot(t *testing.T) {
	s := &said{t: t}
	reasons := []string{string(ledger.ReasonNobodyToTell), string(ledger.OccasionSilenced)}
	for _, reason := range constants(t, "why.go", "") {
		reasons = append(reasons, reason)
	}
	for _, reason := range reasons {
		if text := texts.WhyNot(reason); strings.Contains(text, reason) {
			t.Errorf("%s has no words: %s", reason, text)
		}
	}
	entry := func(hours int, unit ledger.UnitID, id ledger.TaskID, why string) ledger.Entry {
		return ledger.Entry{At: at.Add(-time.Duration(hours) * time.Hour), Unit: unit, Task: id, Why: why}
	}
	s.say("没有", texts.Unsent(nil, 7, time.UTC))
	s.say("几条", texts.Unsent([]ledger.Entry{
		entry(1, "住建局", "2025-017", string(ledger.ReasonNobodyToTell)),
		entry(2, "住建局", "2025-018", string(ledger.OccasionSilenced)),
		entry(3, "", "", ledger.WhyHoliday), entry(4, "", "", ledger.WhyQuiet), entry(5, "", "", ledger.WhyDowntime),
		entry(6, "", "", ledger.WhyCalendar), entry(7, "水务局", "", ledger.WhyUncertain), entry(8, "水务局", "", ledger.WhyExpired),
		entry(9, "坪石镇", "", "403 Forbidden: bot was kicked from the supergroup chat"), entry(10, "坪石镇", "", ""),
		{At: at.Add(-26 * time.Hour), What: ledger.WhatSlot, Why: ledger.WhyHoliday, Fields: []ledger.FieldDiff{{Name: "job", After: "digest"}}},
		{At: at, What: ledger.WhatSlot, Why: ledger.WhyDowntime, Fields: []ledger.FieldDiff{
			{Name: ledger.SlotJob, After: "chain"},
			{Name: ledger.SlotDue, After: at.Add(-50 * time.Hour).Format(time.RFC3339)},
			{Name: ledger.SlotLast, After: at.Add(-2 * time.Hour).Format(time.RFC3339)},
			{Name: ledger.SlotCount, After: "3"},
		}},
	}, 7, at.Location()))
	s.hold("unsent")
}

func figures() ledger.Summary {
	return ledger.Summary{
		Scope: ledger.ScopeOffice, Today: today, Head: ledger.Head{Seq: 1234, Link: "a94a8fe5ccb19ba61c4c"},
		Total: 40, Completed: 3, StruckOff: 1, NotStruck: 2, Open: 37, Red: 5, Yellow: 8, Green: 20, Grey: 4,
		Overdue: 6, DueSoon: 4, Submitted: 2, Blocked: 1, Missing: 4, Confirm: 3, Reported: 20, New: 2,
	}
}

func TestSummary(t *testing.T) {
	s := &said{t: t}
	short := func(name, text string) {
		t.Helper()
		s.say(name, text)
		if lines := strings.Count(text, "\n") + 1; lines > 10 {
			t.Errorf("%s has %d lines, want at most 10", name, lines)
		}
	}
	var towns []ledger.Snapshot
	for i := range 12 {
		town := ledger.Snapshot{ID: "7-0", Kind: ledger.BriefSummary, Name: fmt.Sprintf("第%d镇", i+1), At: at, Head: figures().Head, Summary: figures()}
		towns = append(towns, town)
	}
	short("两个单位", texts.Briefs(towns[:2]))
	short("七个单位", texts.Briefs(towns[:7]))
	short("十二个单位", texts.Briefs(towns))
	s.say("按钮", labels(texts.BriefsButtons(towns)))
	for i := range towns {
		towns[i].Kind, towns[i].From, towns[i].Until = ledger.BriefWeekly, today, today+4
	}
	short("十二个单位的周报", texts.Briefs(towns))
	worst := []ledger.UnitCount{{Unit: "住建局", Count: 3}, {Unit: "水务局", Count: 1}, {Unit: "坪石镇", Count: 1}}
	if got := texts.WorstUnits(worst); strings.Contains(got, "等") {
		t.Errorf("three units are all that there are: %s", got)
	}
	s.hold("summary")
}

func TestDays(t *testing.T) {
	for got, want := range map[string]string{
		texts.Day(0): "未定", texts.Day(today): "2025年7月14日", texts.ShortDay(today): "7月14日（周一）", texts.ShortDay(today - 1): "7月13日（周日）",
		texts.Clock(at): "2025年7月14日 17:00", texts.Code("2025-017"): "〔2025-017〕", texts.Number("2025-017"): "17", texts.Number("2025-1700"): "1700", texts.Number("2025-100"): "100",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
