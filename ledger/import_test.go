package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// listed is a list that is imported again and again into a book of its own.
type listed struct {
	t       testing.TB
	reading ledger.Reading
	tasks   map[ledger.TaskID]ledger.Task
	counter ledger.Counter
	intake  ledger.Intake
	causes  map[string]bool
}

func newListed(t *testing.T) *listed {
	t.Helper()
	l := &listed{
		t: t, reading: importReading(t), tasks: map[ledger.TaskID]ledger.Task{}, counter: ledger.Counter{ID: ledger.CounterOfTasks(2025)},
		intake: ledger.Intake{File: "a.csv", Digest: "0123456789abcdef", Year: 2025, At: time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC), Dated: true},
		causes: map[string]bool{},
	}
	l.reading.List = "台账"
	return l
}

// planned is what an import decided, all at once.
type planned struct {
	Rows    []ledger.ImportRow
	Changes []ledger.Change
	Absent  []ledger.TaskID
}

// plan decides an import of rows, each given as "item|title|target" or more cells.
func (l *listed) plan(rows ...string) planned {
	l.t.Helper()
	var drafts []ledger.Draft
	for i, text := range rows {
		parts := append(strings.Split(text, "|"), "", "")
		cells := []string{"item=" + parts[0], "title=" + parts[1], "target=" + parts[2], aLead, aLimit}
		for _, more := range parts[3:] {
			if field, _, ok := strings.Cut(more, "="); ok {
				cells = slices.DeleteFunc(cells, func(cell string) bool { return strings.HasPrefix(cell, field+"=") })
				cells = append(cells, more)
			}
		}
		drafts = append(drafts, l.reading.Draft(importRow(i+2, cells...)))
	}
	var existing []ledger.Task
	for _, task := range l.tasks {
		existing = append(existing, task)
	}
	plan := ledger.PlanImport(drafts, existing, l.counter, l.intake)
	all := planned{Absent: plan.Absent}
	for row, change := range plan.Rows() {
		all.Rows = append(all.Rows, row)
		if len(change.Put) > 0 {
			all.Changes = append(all.Changes, change)
		}
	}
	return all
}

// store does what the one write does: revisions are checked, a cause is stored once.
func (l *listed) store(plan planned) {
	l.t.Helper()
	for _, change := range plan.Changes {
		if l.causes[change.Cause] || len(change.Entries) == 0 {
			l.t.Fatalf("cause %s again, or %d entries", change.Cause, len(change.Entries))
		}
		l.causes[change.Cause] = true
		for _, record := range change.Put {
			switch r := record.(type) {
			case ledger.Task:
				if l.tasks[r.ID].Rev != r.Rev {
					l.t.Fatalf("task %s is at %d, put at %d", r.ID, l.tasks[r.ID].Rev, r.Rev)
				}
				r.Rev++
				l.tasks[r.ID] = r
			case ledger.Counter:
				if l.counter.Rev != r.Rev {
					l.t.Fatalf("counter is at %d, put at %d", l.counter.Rev, r.Rev)
				}
				r.Rev++
				l.counter = r
			default:
				l.t.Fatalf("%T was put", record)
			}
		}
	}
}

func (l *listed) do(rows ...string) planned {
	l.t.Helper()
	plan := l.plan(rows...)
	l.store(plan)
	return plan
}

// did is what an import did with each row: code, action, changed fields, problems.
func did(plan planned) string {
	fields := map[ledger.TaskID][]string{}
	for _, change := range plan.Changes {
		for _, entry := range change.Entries {
			for _, field := range entry.Fields {
				fields[entry.Task] = append(fields[entry.Task], field.Name)
			}
		}
	}
	var said []string
	for _, row := range plan.Rows {
		line := fmt.Sprintf("%s %s", strings.TrimPrefix(string(row.Task.ID), "2025-"), row.Action)
		if changed := fields[row.Task.ID]; row.Action == ledger.ImportChanged {
			line += " " + strings.Join(changed, ",")
		}
		parts := []string{line}
		for _, p := range row.Draft.Problems {
			parts = append(parts, strings.TrimSpace("!"+p.Code+" "+p.Words))
		}
		said = append(said, strings.TrimSpace(strings.Join(parts, " ")))
	}
	for _, code := range plan.Absent {
		said = append(said, strings.TrimPrefix(string(code), "2025-")+" absent")
	}
	return strings.Join(said, "; ")
}

func TestPlanImportMatches(t *testing.T) {
	tests := []struct {
		name   string
		before []string
		after  []string
		want   string
	}{
		{"the same", []string{"1|清理河道", "2|关停猪场"}, []string{"1|清理河道", "2|关停猪场"}, "001 unchanged; 002 unchanged"},
		{"numbered anew", []string{"1|清理河道", "2|关停猪场"}, []string{"1|种树绿化", "2|清理河道", "3|关停猪场"}, "003 new; 001 changed item; 002 changed item"},
		{"other marks and spaces in a title", []string{"1|清理“河道”"}, []string{"1|清理 河道"}, "001 changed title"},
		{"worded anew under its number", []string{"1|清理城区河道垃圾", "2|关停猪场"}, []string{"1|清理全部城区河道垃圾", "2|关停猪场"}, "001 changed title; 002 unchanged"},
		{"another task under an old number", []string{"1|清理河道", "2|关停猪场"}, []string{"1|种树绿化", "2|关停猪场"}, "003 new !item_reused 2025-001 清理河道; 002 unchanged; 001 absent"},
		{"a row that is gone", []string{"1|清理河道", "2|关停猪场"}, []string{"2|关停猪场"}, "002 unchanged; 001 absent"},
		{"a title twice", nil, []string{"1|清理河道|甲", "2|清理河道|乙"}, "001 new !duplicate 2; 002 new !duplicate 1"},
		{"a title twice, again", []string{"1|清理河道|甲", "2|清理河道|乙"}, []string{"1|清理河道|甲", "2|清理河道|乙"}, "001 unchanged !duplicate 2; 002 unchanged !duplicate 1"},
		{"a title twice, in another order", []string{"1|清理河道|甲", "2|清理河道|乙"}, []string{"2|清理河道|乙", "1|清理河道|甲"}, "002 unchanged !duplicate 1; 001 unchanged !duplicate 2"},
		{"a title no longer twice", []string{"1|清理河道|甲", "2|清理河道|乙"}, []string{"2|清理河道|乙"}, "002 changed confirm; 001 absent"},
		{"a row becomes an error", []string{"1|清理河道"}, []string{"1|"}, "!no_title 1 市水务局 2025年9月底前; 001 absent"},
		{"a number of another source", []string{"1|清理河道垃圾||source=省督察"}, []string{"1|清理河道垃圾和杂草||source=会议"}, "002 new; 001 absent"},
		{"by our own code", []string{"1|清理河道"}, []string{"9|疏浚水库||code=2025-001"}, "001 changed title,item"},
		{"a code of nobody", []string{"1|清理河道"}, []string{"1|种树||code=2024-009"}, "002 new !unknown_code 2024-009 !item_reused 2025-001 清理河道; 001 absent"},
		{"a code of another list's task", []string{"1|清理河道"}, []string{"1|种树||code=2025-001|list=别的"}, "002 new !unknown_code 2025-001; 001 absent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newListed(t)
			if len(tt.before) > 0 {
				l.do(tt.before...)
			}
			if got := did(l.do(tt.after...)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if again := l.plan(tt.after...); len(again.Changes) != 0 {
				t.Errorf("again: %s", did(again))
			}
		})
	}
}

// TestPlanImportReturns holds that a row links its task to an ended one, once; that what has not ended or
// is not known is for the office to confirm; and that a link which stands is not taken off by an old file.
func TestPlanImportReturns(t *testing.T) {
	earlier := map[ledger.TaskID]ledger.Task{
		"2024-007": {ID: "2024-007", State: ledger.StateClosed}, "2024-008": {ID: "2024-008", State: ledger.StateInProgress},
	}
	for _, tt := range []struct{ name, before, after, want string }{
		{"what ended", "", "1|清理河道||repeat=2024-007", "001 new"},
		{"what runs", "", "1|清理河道||repeat=2024-008", "001 new !repeat_open 2024-008"},
		{"what nobody knows", "", "1|清理河道||repeat=2024-099", "001 new !repeat 2024-099"},
		{"said later", "1|清理河道", "1|清理河道||repeat=2024-007", "001 changed repeat_of"},
		{"said again", "1|清理河道||repeat=2024-007", "1|清理河道||repeat=2024-007", "001 unchanged"},
		{"said no more", "1|清理河道||repeat=2024-007", "1|清理河道", "001 unchanged"},
		{"said otherwise", "1|清理河道||repeat=2024-007", "1|清理河道||repeat=2024-008", "001 unchanged"},
		{"that it is itself", "1|清理河道", "1|清理河道||repeat=2025-001", "001 changed confirm !repeat 2025-001"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newListed(t)
			l.intake.Earlier = earlier
			if tt.before != "" {
				l.do(tt.before)
			}
			plan := l.plan(tt.after)
			if got := did(plan); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			olds := 0
			for _, change := range plan.Changes {
				ids, _ := change.Returns()
				olds += len(ids)
			}
			if linked := tt.want == "001 new" || strings.Contains(tt.want, "repeat_of"); linked != (olds == 1) {
				t.Errorf("links to %d tasks", olds)
			}
		})
	}
}

func TestPlanImportFollows(t *testing.T) {
	reported := func(task ledger.Task) ledger.Task {
		task.State, task.Percent, task.Reports = ledger.StateInProgress, 60, 2
		task.Told = []ledger.Told{{Unit: "水务局", On: ledger.NewDate(2025, 7, 15)}}
		return task
	}
	same := func(task ledger.Task) ledger.Task { return task }
	tests := []struct {
		name          string
		before, after string
		meanwhile     func(ledger.Task) ledger.Task
		want          string // action and fields
		state         ledger.State
		percent       int
	}{
		{"what was reported stays", "1|清理河道", "1|清理河道|不留垃圾", reported, "001 changed target", "in_progress", 60},
		{"the same old state says nothing new", "1|清理河道||status=未启动", "1|清理河道|甲|status=未启动", reported, "001 changed target", "in_progress", 60},
		{"the state's words changed", "1|清理河道||status=推进中", "1|清理河道||status=已完成", reported, "001 changed notes,state,percent", "completed", 100},
		{"the state's words are new", "1|清理河道", "1|清理河道||progress=完成90%", reported, "001 changed notes,percent", "in_progress", 90},
		{"the state's words are gone", "1|清理河道||progress=完成90%", "1|清理河道", same, "001 changed notes", "in_progress", 90},
		{"the lead becomes certain", "1|清理河道||lead=某某公司", "1|清理河道", same, "001 changed lead,notes,confirm,state", "assigned", 0},
		{"the lead becomes uncertain", "1|清理河道", "1|清理河道||lead=某某公司", same, "001 changed lead,notes,confirm,state", "registered", 0},
		{"the lead becomes uncertain when work has begun", "1|清理河道", "1|清理河道||lead=某某公司", reported, "001 changed lead,notes,confirm", "in_progress", 60},
		{"a completed task stays so", "1|清理河道", "1|清理河道|甲", func(task ledger.Task) ledger.Task {
			task.State, task.Percent = ledger.StateCompleted, 100
			return task
		}, "001 changed target", "completed", 100},
		{"an export that is older than a report", "1|清理河道", "1|清理河道|甲|code=2025-001|state=assigned|percent=0%", reported, "001 changed target", "in_progress", 60},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newListed(t)
			l.do(tt.before)
			was := tt.meanwhile(l.tasks["2025-001"])
			l.tasks["2025-001"] = was
			plan := l.do(tt.after)
			if got, _, _ := strings.Cut(did(plan), " !"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			is := l.tasks["2025-001"]
			if is.State != tt.state || is.Percent != tt.percent {
				t.Errorf("%s %d%%, want %s %d%%", is.State, is.Percent, tt.state, tt.percent)
			}
			if is.Registered != was.Registered || is.Reports != was.Reports || !slices.Equal(is.Told, was.Told) {
				t.Errorf("registered %s, %d reports, told %v; want %s, %d, %v", is.Registered, is.Reports, is.Told, was.Registered, was.Reports, was.Told)
			}
			if again := l.plan(tt.after); len(again.Changes) != 0 {
				t.Errorf("again: %s", did(again))
			}
		})
	}
}

func TestPlanImportKeepsMilestonesDone(t *testing.T) {
	l := newListed(t)
	l.do("1|建厂||limit=8月底主体封顶；10月底通水")
	task := l.tasks["2025-001"]
	if len(task.Limit.Milestones) != 2 {
		t.Fatalf("milestones %v", task.Limit.Milestones)
	}
	task.Limit.Milestones = slices.Clone(task.Limit.Milestones)
	task.Limit.Milestones[0].Done = true
	l.tasks["2025-001"] = task
	if again := l.plan("1|建厂||limit=8月底主体封顶；10月底通水"); len(again.Changes) != 0 {
		t.Errorf("the same words: %s", did(again))
	}
	l.do("1|建厂||limit=8月底主体封顶；11月底通水")
	want := []ledger.Milestone{
		{Date: ledger.NewDate(2025, 8, 31), Title: task.Limit.Milestones[0].Title, Done: true},
		{Date: ledger.NewDate(2025, 11, 30), Title: task.Limit.Milestones[1].Title},
	}
	if diff := cmp.Diff(want, l.tasks["2025-001"].Limit.Milestones); diff != "" {
		t.Errorf("milestones (-want +got):\n%s", diff)
	}
}

func TestPlanImportBatches(t *testing.T) {
	l := newListed(t)
	var rows []string
	for i := range 450 {
		rows = append(rows, fmt.Sprintf("%d|第%d号点位", i+1, i+1))
	}
	plan := l.do(rows...)
	var sizes []int
	for _, change := range plan.Changes {
		sizes = append(sizes, len(change.Entries))
	}
	if diff := cmp.Diff([]int{200, 200, 50}, sizes); diff != "" {
		t.Errorf("tasks in a change (-want +got):\n%s", diff)
	}
	if l.counter.Last != 450 || len(l.tasks) != 450 {
		t.Errorf("counted %d of %d tasks", l.counter.Last, len(l.tasks))
	}
	wide := strings.Repeat("宽", 10_000)
	for i := range rows[:100] {
		rows[i] += "|" + wide
	}
	for _, change := range l.plan(rows...).Changes {
		if len(change.Entries) > 35 {
			t.Errorf("%d tasks of 30 kB each in one change", len(change.Entries))
		}
	}
}

// TestPlanImportTwins: a row that says the same as one that was there before takes its place in
// the order of the rows, so that the next import of the list finds nothing to change.
func TestPlanImportTwins(t *testing.T) {
	l := newListed(t)
	l.do("|清理河道|乙|lead=住建局|source=会议|limit=")
	rows := []string{"|清理河道|乙|lead=住建局|source=会议|limit=年底前", "|清理河道|乙|lead=住建局|source=会议|limit="}
	l.do(rows...)
	if len(l.tasks) != 2 {
		t.Fatalf("%d tasks", len(l.tasks))
	}
	if again := l.plan(rows...); len(again.Changes) != 0 {
		t.Errorf("again: %s", did(again))
	}
}

// TestPlanImportAny imports any list, any other one, and that again: the last import never
// changes anything, and each row that can be a task is one.
func TestPlanImportAny(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		l := newListed(t)
		list := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) string {
			pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(r, label) }
			return strings.Join([]string{
				pick("item", "", "1", "2", "3"), pick("title", "", "清理河道", "清理河道垃圾", "关停猪场", "种树"), pick("target", "", "甲", "乙"),
				"status=" + pick("status", "", "已完成", "推进中", "见附件"), "lead=" + pick("lead", "市水务局", "某某公司", "住建局"),
				"source=" + pick("source", "", "会议"), "limit=" + pick("limit", "", "年底前", "60日内", "尽快"),
			}, "|")
		}), 0, 8)
		for _, name := range []string{"first", "second", "third"} {
			rows := list.Draw(r, name)
			plan := l.do(rows...)
			ids := map[ledger.TaskID]bool{}
			for i, row := range plan.Rows {
				if (row.Draft.Status == ledger.DraftError) != (row.Task.ID == "") || row.Task.ID != "" && ids[row.Task.ID] {
					r.Fatalf("row %d of %q: %s %q", i, rows, row.Draft.Status, row.Task.ID)
				}
				ids[row.Task.ID] = true
			}
			if again := l.plan(rows...); len(again.Changes) != 0 {
				r.Fatalf("%q again: %s", rows, did(again))
			}
		}
	})
}

func TestPlanUnits(t *testing.T) {
	in := newListed(t).intake
	list := []ledger.Unit{{ID: "水务局", Kind: "部门"}, {ID: "住建局", Kind: "部门"}}
	first := ledger.PlanUnits(list, nil, in)
	if first.New != 2 || len(first.Changes) != 1 || len(first.Changes[0].Entries) != 2 {
		t.Fatalf("first: %+v", first)
	}
	stored := slices.Clone(first.Units)
	slices.Reverse(stored)
	for i := range stored {
		stored[i].Rev = 1
	}
	stored = append(stored, ledger.Unit{ID: "老单位", Rev: 1})
	again := ledger.PlanUnits(list, stored, in)
	if again.New+again.Changed != 0 || len(again.Changes) != 0 {
		t.Errorf("again: %+v", again)
	}
	var order []ledger.UnitID
	for _, unit := range again.Units {
		order = append(order, unit.ID)
	}
	if diff := cmp.Diff([]ledger.UnitID{"水务局", "住建局", "老单位"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	list[1].Aliases = []string{"住管局"}
	changed := ledger.PlanUnits(list, stored, in)
	want := []ledger.FieldDiff{{Name: "aliases", After: "住管局"}}
	if changed.Changed != 1 || cmp.Diff(want, changed.Changes[0].Entries[0].Fields) != "" {
		t.Errorf("changed: %+v", changed)
	}
}
