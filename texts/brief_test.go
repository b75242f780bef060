package texts_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/ledger"
	"duban/texts"
)

// snapshot has something of everything that a brief tells of.
func snapshot(kind ledger.BriefKind, scope ledger.Scope, name string) ledger.Snapshot {
	measure := func(words string) *ledger.Measure {
		m, _, _ := ledger.ReadMeasure(words)
		return &m
	}
	sum := figures()
	sum.Superior, sum.SuperiorLate = 2, 1
	s := ledger.Snapshot{
		ID: "1234-0badf00d", Kind: kind, At: at, Head: sum.Head, Scope: scope, Name: name, Summary: sum,
		Units:     []ledger.Figures{{Name: "住建局", Total: 20, Overdue: 3}, {Name: "公安局", Total: 4, Overdue: 1}, {Name: "坪石镇", Total: 5, Overdue: 1}, {Name: "水务局", Total: 11, Overdue: 1}},
		Campaigns: []ledger.Figures{{Name: "碧水", Total: 30, Completed: 2, Overdue: 5, Percent: 7, Schedule: 25}, {Name: "蓝天", Total: 10, Completed: 1, Overdue: 1, Percent: 10, Schedule: 10}},
		Weeks:     []ledger.Trend{{Monday: today - 7, Overdue: 5}, {Monday: today, Overdue: 6}},
		Period:    ledger.Period{New: 2, Reported: 20, Completed: 1, StruckOff: 1, NewlyOverdue: 3},
	}
	if scope == ledger.ScopeOffice {
		s.Indicators = []ledger.IndicatorFigure{
			{Name: "PM2.5", Unit: "微克/立方米", Lower: true, Month: today - 13, Value: *measure("22"), Last: measure("24")},
			{Name: "优良率", Unit: "%", Month: today - 13, Value: *measure("97.78"), Last: measure("98.88"), Floor: measure("95")},
			{Name: "水质达标率", Unit: "%", Month: today - 13, Value: *measure("100"), Last: measure("100")},
		}
	}
	for _, name := range []ledger.ListName{
		ledger.ListDecisions, ledger.ListOverdue, ledger.ListSuperior, ledger.ListReady, ledger.ListMissing, ledger.ListNext, ledger.ListOpen,
	} {
		if (name == ledger.ListOpen) == (kind == ledger.BriefSpecial) || name != ledger.ListOpen {
			s.Lists = append(s.Lists, listed(name))
		}
	}
	return s
}

func listed(name ledger.ListName) ledger.Listed {
	list := ledger.Listed{Name: name, Total: 23}
	for i := range ledger.ListedMost {
		line := ledger.Line{
			Task: ledger.NewTaskID(2025, int64(i+5)), Title: "完善工地扬尘治理设施（旧城提质工程）", Lead: []ledger.UnitID{"住建局", "水务局"},
			Lamp: ledger.LampRed, Percent: 60, Due: today.AddDays(i - 30), On: today.AddDays(i - 3),
		}
		if name == ledger.ListNext {
			line.Due = today.AddDays(7 + i%7)
		}
		if name == ledger.ListDecisions {
			line = ledger.Line{Task: line.Task, Title: line.Title, Lead: line.Lead[:1], Matter: ledger.MatterID(line.Task) + "/m1", Asks: ledger.MatterSign, On: today}
		}
		if name == ledger.ListOpen && i == 1 {
			line.Due, line.Lead = 0, nil
		}
		list.Lines = append(list.Lines, line)
	}
	return list
}

// TestBrief holds what leaders read to the file that was read by eye; it is ten lines at most,
// and names no task by its code, since a reply to it is about none.
func TestBrief(t *testing.T) {
	s := &said{t: t}
	say := func(name string, of ledger.Snapshot) {
		t.Helper()
		text := texts.Brief(of)
		s.say(name, text)
		if lines := strings.Count(text, "\n") + 1; lines > 10 {
			t.Errorf("%s has %d lines, want at most 10", name, lines)
		}
		if strings.Contains(text, "〔") {
			t.Errorf("%s names a code: a reply to it would be about that task", name)
		}
	}
	say("全市", snapshot(ledger.BriefSummary, ledger.ScopeOffice, "全市"))
	say("全市，什么也没有", ledger.Snapshot{Kind: ledger.BriefSummary, Name: "全市", At: at, Scope: ledger.ScopeOffice, Summary: ledger.Summary{Today: today}})
	say("单位", snapshot(ledger.BriefSummary, ledger.ScopeLead("住建局"), "住建局"))
	week := snapshot(ledger.BriefWeekly, ledger.ScopeOffice, "全市")
	week.From, week.Until = today, today+4
	say("周报", week)
	week.From, week.Until = today-14, today-8
	say("上上周，跨月", week)
	month := snapshot(ledger.BriefMonthly, ledger.ScopeOffice, "全市")
	month.From, month.Until = ledger.NewDate(2025, 6, 1), ledger.NewDate(2025, 6, 30)
	say("上月", month)
	month.From, month.Until = ledger.NewDate(2025, 7, 1), today
	say("本月", month)
	month.From, month.Until = ledger.NewDate(2024, 12, 30), ledger.NewDate(2025, 1, 5)
	say("跨年", month)
	special := snapshot(ledger.BriefSpecial, ledger.ScopeWords("污水 管网"), "污水 管网")
	special.Cut = true
	say("专报", special)
	s.say("按钮", labels(texts.BriefButtons(week, texts.Offer{}))+"\n"+labels(texts.BriefButtons(week, texts.Offer{Charts: true, Table: true, Paper: true})))
	s.say("图注", texts.BriefCaption(week))
	s.hold("brief")
}

// TestBriefLists: the longest lists are one message, and each numbered line is about its task.
func TestBriefLists(t *testing.T) {
	s := &said{t: t}
	for name, of := range map[string]ledger.Snapshot{
		"全市": snapshot(ledger.BriefSummary, ledger.ScopeOffice, "全市"),
		"专报": snapshot(ledger.BriefSpecial, ledger.ScopeCampaign("碧水"), "碧水"),
	} {
		text, about := texts.BriefLists(of)
		if n := len([]rune(text)); n > 4096 {
			t.Errorf("%s has %d characters, want at most 4096", name, n)
		}
		for i, task := range about.Tasks {
			if !strings.Contains(text, fmt.Sprintf("\n%d. ", i+1)) || !strings.Contains(text, texts.Code(task)) {
				t.Errorf("line %d is not about %s", i+1, task)
			}
		}
		for i, matter := range about.Matters {
			if matter.Task() != about.Tasks[i] {
				t.Errorf("line %d decides %s and is about %s", i+1, matter, about.Tasks[i])
			}
		}
	}
	text, _ := texts.BriefLists(snapshot(ledger.BriefSummary, ledger.ScopeOffice, "全市"))
	s.say("详情", text)
	text, _ = texts.BriefLists(snapshot(ledger.BriefSpecial, ledger.ScopeCampaign("碧水"), "碧水"))
	s.say("专报", text)
	free := ledger.Snapshot{Kind: ledger.BriefSummary, Name: "全市", At: at, Summary: ledger.Summary{Today: today}, Lists: []ledger.Listed{{
		Name: ledger.ListDecisions, Total: 1, Lines: []ledger.Line{{Title: "开展夜间扬尘专项整治", Asks: ledger.MatterInstruction, Matter: "free/m1"}},
	}}}
	text, about := texts.BriefLists(free)
	if len(about.Tasks)+len(about.Matters) > 0 {
		t.Errorf("a line without a task is about %v", about)
	}
	s.say("没有任务的", text)
	free.Lists = nil
	text, _ = texts.BriefLists(free)
	s.say("什么也没有", text)
	s.hold("brieflists")
}
