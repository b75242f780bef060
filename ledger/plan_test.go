package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestReadPlan(t *testing.T) {
	on := ledger.NewDate(2025, 7, 2)
	day := func(month, day int) ledger.Date { return ledger.NewDate(2025, time.Month(month), day) }
	want := []ledger.Milestone{{Date: day(8, 31), Title: "主体封顶"}, {Date: day(10, 15), Title: "设备安装"}}
	for _, words := range []string{
		"8/31 主体封顶; 10/15 设备安装",
		"8/31主体封顶；10/15设备安装。",
		"８／３１　主体封顶；１０／１５　设备安装",
		"8.31 主体封顶\n10.15 设备安装",
		"8月31日前主体封顶，10月15日前设备安装",
		"8月底前，主体封顶；10月15日前，设备安装",
		"1. 8月31日 主体封顶\n2. 10月15日 设备安装",
		"1.8月31日主体封顶\n2.10月15日设备安装",
		"1、8月底主体封顶；2、10月15日设备安装；",
		"（1）8月31日：主体封顶\n（2）10月15日：设备安装",
		"一、8月31日 主体封顶\n二、10月15日 设备安装",
		"主体封顶 8/31; 设备安装 10/15",
		"主体封顶：8月31日前，设备安装：10月15日前",
		"主体封顶，8月31日；设备安装，10月15日",
		"2025年8月31日 主体封顶; 10月15日 设备安装",
		"2025-08-31 主体封顶\n2025-10-15 设备安装",
		"主体封顶于8月31日前完成；设备安装计划10月15日完成",
		"8.31主体封顶 10.15设备安装",
		"8月31日前主体封顶 10月15日前设备安装",
	} {
		got, problem := ledger.ReadPlan(words, on, ledger.Calendar{}, ledger.LimitOptions{})
		if diff := cmp.Diff(want, got); diff != "" || problem != "" {
			t.Errorf("%q: problem %q (-want +got):\n%s", words, problem, diff)
		}
	}
	for words, want := range map[string]string{
		"主体封顶; 10/15 设备安装":      "主体封顶",
		"8/31 主体封顶; 设备安装":       "设备安装",
		"2月30日 通水":              "2月30日 通水",
		"13/45 通水":              "13/45 通水",
		"尽快封顶":                  "尽快封顶",
		"8/31 主体封顶; 上级批复后 设备安装": "上级批复后 设备安装",
	} {
		if got, problem := ledger.ReadPlan(words, on, ledger.Calendar{}, ledger.LimitOptions{}); string(problem) != want || got != nil {
			t.Errorf("%q: got %v, problem %q; want %q", words, got, problem, want)
		}
	}
}

// FuzzReadPlan holds that a plan ends as milestones with dates, or names what was not
// understood.
func FuzzReadPlan(f *testing.F) {
	for _, words := range []string{"8/31 主体封顶; 10/15 设备安装", "1. 8月底前，主体封顶", "主体封顶 8/31", "①8.31 封顶", "", "；，\n"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		got, problem := ledger.ReadPlan(words, ledger.NewDate(2025, 7, 2), ledger.Calendar{}, ledger.LimitOptions{})
		if problem != "" && got != nil {
			t.Errorf("%q: milestones %v and the problem %q", words, got, problem)
		}
		for _, m := range got {
			if m.Date.IsZero() || strings.ContainsAny(m.Title, "\n;；") {
				t.Errorf("%q: milestone %+v", words, m)
			}
		}
	})
}

func planning(t *testing.T, milestones ...ledger.Milestone) ledger.Planning {
	t.Helper()
	return ledger.Planning{By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Milestones: milestones}
}

func TestMakePlanRefuses(t *testing.T) {
	today, due := ledger.NewDate(2025, 7, 14), drainTask().Limit.Due
	fine := ledger.Milestone{Date: today, Title: "主体封顶"}
	many := make([]ledger.Milestone, ledger.PlanMost+1)
	for i := range many {
		many[i] = fine
	}
	for name, test := range map[string]struct {
		task       func(*ledger.Task)
		by         ledger.Person
		milestones []ledger.Milestone
		want       ledger.Reason
	}{
		"today":                   {milestones: []ledger.Milestone{fine}},
		"on the limit":            {milestones: []ledger.Milestone{{Date: due, Title: "通水"}}},
		"after the limit":         {milestones: []ledger.Milestone{fine, {Date: due + 1, Title: "通水"}}, want: ledger.ReasonPlanAfter},
		"without a limit":         {task: func(t *ledger.Task) { t.Limit = ledger.Limit{Standing: true} }, milestones: []ledger.Milestone{{Date: due + 1, Title: "通水"}}},
		"yesterday":               {milestones: []ledger.Milestone{fine, {Date: today - 1, Title: "开工"}}, want: ledger.ReasonPlanPast},
		"none":                    {want: ledger.ReasonPlanDate},
		"as many as can be":       {milestones: many[1:]},
		"too many":                {milestones: many, want: ledger.ReasonPlanMany},
		"without words":           {milestones: []ledger.Milestone{{Date: today}}, want: ledger.ReasonPlanWords},
		"too long":                {milestones: []ledger.Milestone{{Date: today, Title: strings.Repeat("封", ledger.PlanTitleMost+1)}}, want: ledger.ReasonTooLong},
		"a secret":                {milestones: []ledger.Milestone{{Date: today, Title: "机密★"}}, want: ledger.ReasonSecret},
		"reported as complete":    {task: func(t *ledger.Task) { t.State = ledger.StateSubmitted }, milestones: []ledger.Milestone{fine}, want: ledger.ReasonSubmitted},
		"struck off":              {task: func(t *ledger.Task) { t.State = ledger.StateClosed }, milestones: []ledger.Milestone{fine}, want: ledger.ReasonClosed},
		"who only works on it":    {by: contactOf(2, "水务局"), milestones: []ledger.Milestone{fine}, want: ledger.ReasonNotLead},
		"another unit":            {by: contactOf(2, "城管局"), milestones: []ledger.Milestone{fine}, want: ledger.ReasonNoTask},
		"the office sets no plan": {by: officer(), milestones: []ledger.Milestone{fine}, want: ledger.ReasonNoRight},
	} {
		task, p := drainTask(), planning(t, test.milestones...)
		if test.task != nil {
			test.task(&task)
		}
		if test.by.ID != 0 {
			p.By = test.by
		}
		if _, refusal := task.MakePlan(p); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestPlanAndDocument holds that a plan loses nothing of the document's own milestones,
// that a later one replaces it, and that what was reached stays so.
func TestPlanAndDocument(t *testing.T) {
	task := drainTask()
	task.Limit.Milestones = []ledger.Milestone{{Date: ledger.NewDate(2025, 8, 20), Title: "中期检查"}}
	first := planning(t, ledger.Milestone{Date: ledger.NewDate(2025, 9, 1), Title: "封顶"}, ledger.Milestone{Date: ledger.NewDate(2025, 8, 1), Title: "开工"})
	made, refusal := task.MakePlan(first)
	if refusal != nil {
		t.Fatal(refusal)
	}
	var titles []string
	for _, line := range made.Task.Timetable() {
		titles = append(titles, line.Title)
	}
	if got := strings.Join(titles, " "); got != "开工 中期检查 封顶" {
		t.Errorf("timetable %s", got)
	}
	line, ok := made.Task.FindMilestone("开工")
	if byNumber, found := made.Task.FindMilestone("#1"); !ok || !found || byNumber != line {
		t.Fatalf("开工 is %+v, #1 is %+v", line, byNumber)
	}
	reached, refusal := made.Task.Reach(first.By, first.At, line, true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if made.Task.Plan.Milestones[0].Done {
		t.Error("the task that was given was changed")
	}
	if _, again := reached.Task.Reach(first.By, first.At, reached.Task.Timetable()[0], true); reasonOf(again) != ledger.ReasonReached {
		t.Errorf("a second time: refused for %q", reasonOf(again))
	}
	second, refusal := reached.Task.MakePlan(planning(t, ledger.Milestone{Date: ledger.NewDate(2025, 8, 2), Title: "开工"}))
	if refusal != nil {
		t.Fatal(refusal)
	}
	if lines := second.Task.Timetable(); len(lines) != 2 || !lines[0].Done || !lines[1].Document {
		t.Errorf("timetable %+v", lines)
	}
	if got := field(second.Entries[0], "plan"); got.Before != "2025-08-01 开工; 2025-09-01 封顶" || got.After != "2025-08-02 开工" {
		t.Errorf("the entry says %+v", got)
	}
}

// TestNeedsPlan holds of which work a plan is asked, and that it is asked weekly.
func TestNeedsPlan(t *testing.T) {
	long := ledger.Task{
		ID: "2025-017", Lead: []ledger.UnitID{"住建局"}, State: ledger.StateInProgress, Registered: ledger.NewDate(2025, 7, 1),
		Limit: ledger.Limit{Due: ledger.NewDate(2025, 7, 1) + ledger.PlanOver + 1},
	}
	for name, test := range map[string]struct {
		change func(*ledger.Task)
		want   bool
	}{
		"91 days":                {func(*ledger.Task) {}, true},
		"90 days":                {func(t *ledger.Task) { t.Limit.Due-- }, false},
		"standing":               {func(t *ledger.Task) { t.Limit.Standing = true }, false},
		"without a date":         {func(t *ledger.Task) { t.Limit.Due = 0 }, false},
		"the document set some":  {func(t *ledger.Task) { t.Limit.Milestones = []ledger.Milestone{{Date: t.Limit.Due}} }, false},
		"there is a plan":        {func(t *ledger.Task) { t.Plan.Milestones = []ledger.Milestone{{Date: t.Limit.Due}} }, false},
		"waived":                 {func(t *ledger.Task) { t.Plan.Waived = "一次性工作" }, false},
		"not yet confirmed":      {func(t *ledger.Task) { t.State = ledger.StateRegistered }, false},
		"reported as complete":   {func(t *ledger.Task) { t.State = ledger.StateSubmitted }, false},
		"completed":              {func(t *ledger.Task) { t.State = ledger.StateCompleted }, false},
		"signed for":             {func(t *ledger.Task) { t.State = ledger.StateAccepted }, true},
		"with a difficulty also": {func(t *ledger.Task) { t.State = ledger.StateBlocked }, true},
	} {
		task := long
		test.change(&task)
		if got := task.NeedsPlan(); got != test.want {
			t.Errorf("%s: got %v", name, got)
		}
		listed := task.Within(ledger.Range{Mark: ledger.MarkOf(ledger.MarkNoPlan, ledger.ScopeOffice), Max: ledger.NoLimit})
		if listed != test.want {
			t.Errorf("%s: listed %v", name, listed)
		}
	}
	task, asked := long, 0
	for day := task.Registered; day < task.Registered+28; day++ {
		for _, why := range task.Tell("住建局", day, day) {
			if why.Reason == ledger.OccasionPlan {
				asked++
			}
		}
		if len(task.Tell("住建局", day, day)) > 0 {
			task = task.TellDone("住建局", day)
		}
	}
	if asked != 3 {
		t.Errorf("asked %d times within four weeks, want 3", asked)
	}
}

func TestWaivePlan(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	planned := drainTask()
	planned.Plan.Milestones = []ledger.Milestone{{Date: ledger.NewDate(2025, 8, 1), Title: "开工"}}
	closed := drainTask()
	closed.State = ledger.StateCompleted
	for name, test := range map[string]struct {
		task ledger.Task
		by   ledger.Person
		why  string
		want ledger.Reason
	}{
		"with a reason":    {drainTask(), officer(), "一次性工作", ""},
		"without a reason": {drainTask(), officer(), " ", ledger.ReasonNoWhy},
		"a secret":         {drainTask(), officer(), "机密★", ledger.ReasonSecret},
		"there is a plan":  {planned, officer(), "一次性工作", ledger.ReasonHasPlan},
		"completed":        {closed, officer(), "一次性工作", ledger.ReasonClosed},
		"the unit itself":  {drainTask(), contactOf(1, "住建局"), "一次性工作", ledger.ReasonNoRight},
	} {
		waived, refusal := test.task.WaivePlan(test.by, now, test.why)
		if reasonOf(refusal) != test.want || (refusal == nil) != (waived.Task.Plan.Waived != "") {
			t.Errorf("%s: refused for %q, waived %q; want %q", name, reasonOf(refusal), waived.Task.Plan.Waived, test.want)
		}
	}
}
