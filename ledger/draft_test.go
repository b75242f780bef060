package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"duban/ledger"
)

// importReading reads rows of a small office on 2025-07-10.
func importReading(t *testing.T) ledger.Reading {
	t.Helper()
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	directory, problems := ledger.NewDirectory([]ledger.Unit{
		{ID: "住建局", Full: "某市住房和城乡建设局", Kind: "部门"},
		{ID: "水务局", Full: "某市水务局", Kind: "部门"},
		{ID: "生态环境局", Full: "某市生态环境局", Kind: "部门"},
		{ID: "督查室", Full: "某市委督查室", Kind: "督查机构"},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return ledger.Reading{Directory: directory, Calendar: calendar, On: ledger.NewDate(2025, 7, 10)}
}

// importRow is a row of the cells that are given as "field=text".
func importRow(number int, cells ...string) ledger.Row {
	row := ledger.Row{Number: number, Headings: map[ledger.Field]string{}}
	for _, cell := range cells {
		field, text, _ := strings.Cut(cell, "=")
		f := ledger.Field(field)
		row.Headings[f] = "<" + field + ">"
		if text != "" {
			row.Cells = append(row.Cells, ledger.Cell{Field: f, Column: "<" + field + ">", Text: text})
		}
	}
	return row
}

// problemsSaid are problems in short: code column words.
func problemsSaid(problems []ledger.Problem) string {
	said := make([]string, len(problems))
	for i, p := range problems {
		said[i] = strings.TrimSpace(p.Code + " " + p.Column + " " + p.Words)
	}
	return strings.Join(said, "; ")
}

// Cells that a row needs to be read with confidence.
const (
	aTitle = "title=清理河道"
	aLead  = "lead=市水务局"
	aLimit = "limit=2025年9月底前"
)

func TestDraftStatus(t *testing.T) {
	long := strings.Repeat("长", 501)
	tests := []struct {
		name     string
		row      ledger.Row
		status   ledger.DraftStatus
		state    ledger.State
		problems string
	}{
		{"all is clear", importRow(4, "item=1.", aTitle, aLead, aLimit), "ok", "assigned", ""},
		{"no title", importRow(4, "item=1", "title=", aLead), "error", "", "no_title <title> 1 市水务局"},
		{"a title of marks", importRow(4, "title=——"), "error", "", "no_title <title> ——"},
		{"a title too long", importRow(4, "title="+long), "error", "", "too_long <title> " + long[:120] + "…"},
		{"a title that is a formula", importRow(4, "title==A1"), "error", "", "formula <title> =A1"},
		{"a row too long", importRow(4, aTitle, "note="+strings.Repeat("a", 33_000)), "error", "", "too_long <note> " + strings.Repeat("a", 40) + "…"},
		{"secret", importRow(4, aTitle, "note=机密★"), "error", "", "secret <note>"},
		{"section", ledger.Row{Sort: ledger.RowSection, Cells: []ledger.Cell{{Column: "序号", Text: "一、"}}}, "error", "", "section 序号 一、"},
		{"nobody leads", importRow(4, aTitle, "lead=", aLimit), "confirm", "registered", "no_lead <lead>"},
		{"unknown lead", importRow(4, aTitle, "lead=市水务局、某某公司", aLimit), "confirm", "registered", "unknown <lead> 某某公司"},
		{"unknown helper", importRow(4, aTitle, aLead, "co=某某公司", aLimit), "confirm", "assigned", "unknown <co> 某某公司"},
		{"a group that the office picks", importRow(4, aTitle, aLead, "co=各有关单位", aLimit), "confirm", "assigned", "vague_group <co> 各有关单位"},
		{"no limit", importRow(4, aTitle, aLead, "limit="), "confirm", "assigned", "none <limit>"},
		{"a limit in the text", importRow(4, aTitle, aLead, "target=2025年9月底前,全部完成清理。"), "confirm", "assigned", "from_text <target> 2025年9月底前"},
		{"a limit that has passed", importRow(4, aTitle, aLead, "limit=2025年1月底前"), "ok", "assigned", "past <limit> 2025年1月底前"},
		{"a limit and another date", importRow(4, aTitle, aLead, aLimit, "due=2025-10-31"), "confirm", "assigned", "limit_conflict <due> 2025-10-31"},
		{"a formula without value", importRow(4, aTitle, aLead, aLimit, "leader==B3"), "confirm", "assigned", "formula <leader> =B3"},
		{"daily reports", importRow(4, aTitle, aLead, aLimit, "rhythm=每日一报"), "confirm", "assigned", "too_often <rhythm> 每日一报"},
		{"a rhythm that says nothing", importRow(4, aTitle, aLead, aLimit, "rhythm=按要求"), "confirm", "assigned", "unreadable_rhythm <rhythm> 按要求"},
		{"a priority that says nothing", importRow(4, aTitle, aLead, aLimit, "priority=2类"), "confirm", "assigned", "unknown_priority <priority> 2类"},
		{"a return of no number", importRow(4, aTitle, aLead, aLimit, "repeat=是"), "confirm", "assigned", "repeat <repeat> 是"},
		{"no return", importRow(4, aTitle, aLead, aLimit, "repeat=否"), "ok", "assigned", ""},
		{"a return", importRow(4, aTitle, aLead, aLimit, "repeat=反弹 2024-007"), "ok", "assigned", ""},
		{"a state that says nothing", importRow(4, aTitle, aLead, aLimit, "status=见附件"), "confirm", "assigned", "unknown_status <status> 见附件"},
		{"done, and to be kept up", importRow(4, aTitle, aLead, "limit=已经完成,长期坚持"), "confirm", "in_progress", "done_standing <limit> 已经完成,长期坚持"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			draft := importReading(t).Draft(tt.row)
			if draft.Row != tt.row.Number || draft.Status != tt.status || draft.Task.State != tt.state {
				t.Errorf("row %d is %s, %s; want %s, %s", draft.Row, draft.Status, draft.Task.State, tt.status, tt.state)
			}
			if got := problemsSaid(draft.Problems); got != tt.problems {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if tt.status == ledger.DraftConfirm && len(draft.Task.Confirm) == 0 {
				t.Error("the task is not on the list for the office")
			}
		})
	}
}

// TestDraftFailed: a row that makes no task is told with what it says, so that it is found
// and mended; of one with a secrecy marking nothing is.
func TestDraftFailed(t *testing.T) {
	said := []string{"source=会议部署", "campaign=碧水", "lead=市水务局", aLimit, "rhythm=每月"}
	want := ledger.Task{
		Source: "会议部署", Campaign: "碧水", Lead: []ledger.UnitID{"水务局"}, Rhythm: ledger.RhythmMonthly,
		Limit: ledger.Limit{Raw: "2025年9月底前", Due: ledger.NewDate(2025, 9, 30), Hard: true},
	}
	formula := want
	formula.Title = "=A1"
	for _, tt := range []struct {
		name, problems string
		row            ledger.Row
		want           ledger.Task
	}{
		{"no title", "no_title <title> 会议部署 碧水 市水务局 2025年9月底前 每月", importRow(4, append(said, "title=")...), want},
		{"a title that is a formula", "formula <title> =A1", importRow(4, append(said, "title==A1")...), formula},
		{"secret", "secret <note>", importRow(4, append(said, aTitle, "note=机密★")...), ledger.Task{}},
		{
			"too long and secret", "too_long <measures> " + strings.Repeat("a", 40) + "…",
			importRow(4, append(said, aTitle, "measures="+strings.Repeat("a", 33_000), "note=机密★")...),
			ledger.Task{},
		},
		{"section", "section <title> 清理河道", ledger.Row{Sort: ledger.RowSection, Cells: importRow(4, aTitle).Cells}, ledger.Task{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			draft := importReading(t).Draft(tt.row)
			if diff := cmp.Diff(tt.want, draft.Task, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("task (-want +got):\n%s", diff)
			}
			if got := problemsSaid(draft.Problems); got != tt.problems || draft.Status != ledger.DraftError {
				t.Errorf("%s, problems %q; want an error with %q", draft.Status, got, tt.problems)
			}
		})
	}
}

func TestDraftTask(t *testing.T) {
	row := importRow(4, "item=3、", "source=会议部署", "campaign=碧水", "title=清理河道", "target=无垃圾", "measures=日常保洁", "basis=某文",
		"lead=市水务局", "main=住建局", "co=市住建局、水务局", "supervise=市委督查室", "accept=生态环境局", "leader=分管水务副市长", "linked=甲书记",
		"limit=2025年9月底前", "rhythm=每日", "priority=★", "progress=完成80%，沟渠已清", "note=反复出现")
	draft := importReading(t).Draft(row)
	want := ledger.Task{
		Item: "3", Source: "会议部署", Campaign: "碧水", Title: "清理河道", Target: "无垃圾", Measures: "日常保洁", Basis: "某文",
		Lead: []ledger.UnitID{"水务局"}, Co: []ledger.UnitID{"住建局"}, Supervise: []ledger.UnitID{"督查室"}, Accept: []ledger.UnitID{"生态环境局"},
		Leader: "分管水务副市长", Linked: "甲书记", Limit: ledger.Limit{Raw: "2025年9月底前", Due: ledger.NewDate(2025, 9, 30), Hard: true},
		Rhythm: ledger.RhythmWeekly, Priority: true, State: ledger.StateInProgress, Percent: 80,
		Notes:   []ledger.Note{{Column: "<rhythm>", Text: "每日"}, {Column: "<progress>", Text: "完成80%，沟渠已清"}, {Column: "<note>", Text: "反复出现"}},
		Confirm: []ledger.Problem{{Code: ledger.ProblemTooOften, Column: "<rhythm>", Words: "每日"}},
	}
	if diff := cmp.Diff(want, draft.Task, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("task (-want +got):\n%s", diff)
	}
}

func TestDraftParts(t *testing.T) {
	tests := []struct {
		name, lead, co, implement, state string
		cells                            []string
	}{
		{"responsible units alone", "住建局", "水务局", "", "assigned", []string{"responsible=市住建局、水务局"}},
		{"responsible units beside a lead", "生态环境局", "", "住建局 水务局", "assigned", []string{"lead=生态环境局", "responsible=市住建局、水务局"}},
		{"main units beside a lead", "生态环境局", "", "住建局", "assigned", []string{"lead=生态环境局", "main=市住建局"}},
		{"main units alone", "住建局", "", "", "assigned", []string{"main=市住建局"}},
		{"parts in the text", "生态环境局", "住建局", "", "assigned", []string{"responsible=（市生态环境局牵头，市住建局配合）"}},
		{"a unit that leads and helps", "住建局", "水务局", "", "assigned", []string{"lead=市住建局", "co=市住建局、市水务局"}},
		{"an unknown name among the parts", "生态环境局", "", "", "registered", []string{"responsible=（市生态环境局牵头，市煤炭局配合）"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			task := importReading(t).Draft(importRow(4, append(tt.cells, aTitle, aLimit)...)).Task
			got := []string{unitsSaid(task.Lead), unitsSaid(task.Co), unitsSaid(task.Implement), string(task.State)}
			if diff := cmp.Diff([]string{tt.lead, tt.co, tt.implement, tt.state}, got); diff != "" {
				t.Errorf("lead, co, implement, state (-want +got):\n%s", diff)
			}
		})
	}
}

func unitsSaid(units []ledger.UnitID) string {
	var said []string
	for _, unit := range units {
		said = append(said, string(unit))
	}
	return strings.Join(said, " ")
}

func TestDraftProgress(t *testing.T) {
	tests := []struct {
		status, progress string
		state            ledger.State
		percent          int
	}{
		{"已完成", "", ledger.StateCompleted, 100},
		{"是", "", ledger.StateCompleted, 100},
		{"已销号", "", ledger.StateClosed, 100},
		{"未完成", "完成80%", ledger.StateInProgress, 80},
		{"未启动", "", ledger.StateAssigned, 0},
		{"", "已完成", ledger.StateCompleted, 100},
		{"", "已完成。", ledger.StateCompleted, 100},
		{"", "已完成可研批复，正在招标", ledger.StateAssigned, 0},
		{"", "８０％", ledger.StateInProgress, 80},
		{"", "65.5%", ledger.StateInProgress, 65},
		{"", "已完成总工程量的65%，主体封顶", ledger.StateInProgress, 65},
		{"", "100%", ledger.StateInProgress, 100},
		{"", "0%", ledger.StateAssigned, 0},
		{"", "120%", ledger.StateAssigned, 0},
		{"", "优良率98.88%，正常推进", ledger.StateAssigned, 0},
		{"", "基本完成", ledger.StateInProgress, 0},
		{"", "", ledger.StateAssigned, 0},
	}
	for _, tt := range tests {
		draft := importReading(t).Draft(importRow(4, aTitle, aLead, aLimit, "status="+tt.status, "progress="+tt.progress))
		if draft.Task.State != tt.state || draft.Task.Percent != tt.percent {
			t.Errorf("%q, %q: %s %d%%, want %s %d%%", tt.status, tt.progress, draft.Task.State, draft.Task.Percent, tt.state, tt.percent)
		}
		done := draft.Task.State == ledger.StateCompleted || draft.Task.State == ledger.StateClosed
		if done == draft.Task.Completed.IsZero() {
			t.Errorf("%q, %q: completed on %q", tt.status, tt.progress, draft.Task.Completed)
		}
		for _, cell := range []string{tt.status, tt.progress} {
			if cell != "" && !strings.Contains(notesSaid(draft.Task.Notes), cell) {
				t.Errorf("%q was not kept", cell)
			}
		}
	}
}

func notesSaid(notes []ledger.Note) string {
	var said []string
	for _, note := range notes {
		said = append(said, note.Text)
	}
	return strings.Join(said, "\n")
}
