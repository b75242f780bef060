package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// TestFiguresAddUp counts random tasks by their marks and by their definitions.
func TestFiguresAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book := index{}
		tasks := make([]ledger.Task, rapid.IntRange(0, 20).Draw(t, "tasks"))
		for i := range tasks {
			tasks[i] = countable(t, i)
			tasks[i].Campaign = rapid.SampledFrom([]string{"蓝天", "碧水"}).Draw(t, "campaign")
			book.put(tasks[i])
		}
		today := borderDay(t, tasks)
		want := map[string]ledger.Figures{}
		dated, done, passed := map[string]int{}, map[string]int{}, map[string]int{}
		for _, task := range tasks {
			if task.State == ledger.StateCancelled {
				continue // it is in no figure
			}
			f := want[task.Campaign]
			f.Name = task.Campaign
			f.Total++
			switch {
			case task.State == ledger.StateCompleted || task.State == ledger.StateClosed:
				f.Completed++
				if task.State == ledger.StateClosed {
					f.StruckOff++
				}
			case task.Open() && task.Lamp(today) == ledger.LampRed:
				f.Red++
			case task.Open() && task.Lamp(today) == ledger.LampYellow:
				f.Yellow++
			case task.Open() && task.Lamp(today) == ledger.LampGreen:
				f.Green++
			case task.Open():
				f.Grey++
			}
			if task.Overdue(today) > 0 {
				f.Overdue++
			}
			if due := task.ReportDue(); !due.IsZero() && due < today {
				f.Missing++
			}
			want[task.Campaign] = f
			if !task.Limit.Due.IsZero() && task.State != ledger.StateSuspended {
				dated[f.Name]++
				if !task.Open() {
					done[f.Name]++
				}
				if task.Limit.Due < today {
					passed[f.Name]++
				}
			}
		}
		survey := ledger.Survey{Kind: ledger.BriefSummary, Scope: ledger.ScopeOffice, Today: today, Campaigns: []string{"净土", "碧水", "蓝天"}}
		got := survey.Take(book.moment(survey.Asked(time.Time{})), today.At(9, 0, time.UTC))
		for _, f := range got.Campaigns {
			w := want[f.Name]
			if dated[f.Name] > 0 {
				w.Percent, w.Schedule = done[f.Name]*100/dated[f.Name], passed[f.Name]*100/dated[f.Name]
			}
			if diff := cmp.Diff(w, f); diff != "" {
				t.Fatalf("on %s (-want +got):\n%s", today, diff)
			}
		}
		if len(got.Campaigns) != len(want) {
			t.Fatalf("figures of %d campaigns, want %d: one without tasks is left out", len(got.Campaigns), len(want))
		}
	})
}

// TestWeeks: a trend is told on from brief to brief.
func TestWeeks(t *testing.T) {
	monday := ledger.NewDate(2025, 7, 14)
	book := index{}
	done := func(day ledger.Date) {
		book.put(ledger.Task{State: ledger.StateCompleted, Registered: monday - 90, Completed: day})
	}
	take := func(kind ledger.BriefKind, from, today ledger.Date, before []ledger.Trend) []ledger.Trend {
		survey := ledger.Survey{Kind: kind, Scope: ledger.ScopeOffice, Today: today, From: from, Until: today}
		m := book.moment(survey.Asked(time.Time{}))
		m.Latest[1] = ledger.Snapshot{ID: "1", Weeks: before}
		return survey.Take(m, today.At(16, 0, time.UTC)).Weeks
	}
	done(monday + 1)
	first := take(ledger.BriefWeekly, monday, monday+4, nil)
	if diff := cmp.Diff([]ledger.Trend{{Monday: monday, Completed: 1}}, first); diff != "" {
		t.Errorf("the first week (-want +got):\n%s", diff)
	}
	done(monday + 4) // after the brief
	done(monday + 8)
	book.put(ledger.Task{State: ledger.StateInProgress, Registered: monday - 90, Limit: ledger.Limit{Due: monday + 6}})
	second := take(ledger.BriefSummary, 0, monday+8, first)
	if diff := cmp.Diff([]ledger.Trend{{Monday: monday, Completed: 2}, {Monday: monday + 7, Overdue: 1, Completed: 1}}, second); diff != "" {
		t.Errorf("in the next week (-want +got):\n%s", diff)
	}
	looked := take(ledger.BriefWeekly, monday, monday+9, second) // 周报 上周
	if diff := cmp.Diff(second, looked); diff != "" {
		t.Errorf("the week before, looked back at, stays as it was told (-want +got):\n%s", diff)
	}
	var long []ledger.Trend
	for i := range 20 {
		long = append(long, ledger.Trend{Monday: monday.AddDays(7 * (i - 20))})
	}
	if got := take(ledger.BriefWeekly, monday, monday+4, long); len(got) != 13 || got[12].Monday != monday {
		t.Errorf("got %d weeks, want the last twelve and this one", len(got))
	}
}

// TestStands: a snapshot answers again only within its minute, and while nothing but itself
// came after it.
func TestStands(t *testing.T) {
	at := ledger.NewDate(2025, 7, 14).At(9, 30, time.UTC)
	s := ledger.Snapshot{ID: "7-1", At: at.Add(10 * time.Second), Head: ledger.Head{Seq: 7}}
	for _, tt := range []struct {
		name string
		s    ledger.Snapshot
		seq  int64
		at   time.Time
		want bool
	}{
		{"the same minute", s, 8, at.Add(59 * time.Second), true},
		{"the next minute", s, 8, at.Add(time.Minute), false},
		{"something was decided since", s, 9, at.Add(20 * time.Second), false},
		{"there is none", ledger.Snapshot{}, 1, time.Time{}, false},
	} {
		if got := tt.s.Stands(ledger.Head{Seq: tt.seq}, tt.at); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestSurveyOfWords counts the tasks that have the words as their marks would be counted.
func TestSurveyOfWords(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	task := func(n int64, title string, due ledger.Date) ledger.Task {
		return ledger.Task{
			ID: ledger.NewTaskID(2025, n), Title: title, Lead: []ledger.UnitID{"住建局"}, Campaign: "碧水",
			State: ledger.StateInProgress, Registered: today - 30, Limit: ledger.Limit{Due: due},
		}
	}
	survey := ledger.Survey{
		Kind: ledger.BriefSpecial, Scope: ledger.ScopeWords("污水 管网"), Today: today, Words: []string{"污水", "管网"}, Pair: "管网",
		Units: []ledger.UnitID{"住建局", "水务局"}, Campaigns: []string{"碧水"},
	}
	asked := survey.Asked(time.Time{})
	if len(asked.Ranges) != 0 || len(asked.Tasks) != 1 || asked.Tasks[0].Mark != ledger.WordMark("管网") {
		t.Fatalf("asked %+v, want the tasks under the pair alone", asked)
	}
	got := survey.Take(ledger.Moment{
		Head: ledger.Head{Seq: 7}, Latest: make([]ledger.Snapshot, 2),
		Tasks: []ledger.TaskPage{{Total: 900, Tasks: []ledger.Task{
			task(2, "污水收集管网", today-1), task(1, "新建污水管网", today-3), task(3, "燃气管网改造", today-9), task(4, "污水管网普查", today+7),
		}}},
	}, today.At(9, 0, time.UTC))
	if s := got.Summary; s.Total != 3 || s.Overdue != 2 || s.DueSoon != 1 || s.Scope != survey.Scope {
		t.Errorf("the figures are %+v", s)
	}
	overdue := got.List(ledger.ListOverdue)
	if overdue.Total != 2 || overdue.Lines[0].Task != "2025-001" || overdue.Lines[1].Task != "2025-002" {
		t.Errorf("overdue are %+v, want the longest overdue first", overdue)
	}
	if open := got.List(ledger.ListOpen); open.Total != 3 {
		t.Errorf("open are %+v", open)
	}
	if len(got.Units) != 1 || got.Units[0].Overdue != 2 || len(got.Campaigns) != 1 || !got.Cut {
		t.Errorf("units %+v, campaigns %+v, cut %v", got.Units, got.Campaigns, got.Cut)
	}
}

// TestNewCampaigns: a name is looked for only where a task may bring it up.
func TestNewCampaigns(t *testing.T) {
	entry := func(id ledger.TaskID, field string) ledger.Entry {
		return ledger.Entry{Task: id, Fields: []ledger.FieldDiff{{Name: field, After: "x"}}}
	}
	got := ledger.NewCampaigns(ledger.Change{
		Put: []ledger.Record{
			ledger.Task{ID: "1", Campaign: "碧水"},
			ledger.Task{ID: "2", Campaign: "碧水"},
			ledger.Task{ID: "3"},
			ledger.Task{ID: "4", Rev: 3, Campaign: "蓝天"},
			ledger.Task{ID: "5", Rev: 3, Campaign: "净土"},
			ledger.Unit{ID: "住建局"},
		},
		Entries: []ledger.Entry{entry("4", "percent"), entry("5", "campaign"), entry("4", "title")},
	})
	if diff := cmp.Diff([]string{"碧水", "净土"}, got); diff != "" {
		t.Errorf("campaigns (-want +got):\n%s", diff)
	}
}

// TestDecisionsRange: what waits for leaders is in the whole and in a leader's own.
func TestDecisionsRange(t *testing.T) {
	m := ledger.Matter{Task: "2025-001", Desk: ledger.DeskLeader("分管城建副市长"), AnswerBy: 20000}
	in := func(scope ledger.Scope) bool {
		r, ok := ledger.DecisionsRange(scope)
		for _, mark := range m.Marks() {
			if ok && mark.Name == r.Mark {
				return true
			}
		}
		return false
	}
	for scope, want := range map[ledger.Scope]bool{
		ledger.ScopeOffice: true, ledger.ScopeLeader("分管城建副市长"): true, ledger.ScopeLeader("分管农业副市长"): false,
		ledger.ScopeLead("住建局"): false, ledger.ScopeCampaign("碧水"): false,
	} {
		if got := in(scope); got != want {
			t.Errorf("%s: got %v, want %v", scope, got, want)
		}
	}
	m.Verdict = ledger.VerdictApproved
	if in(ledger.ScopeOffice) {
		t.Error("it was decided, and waits still")
	}
}
