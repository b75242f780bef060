package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// campaignTasks are a unit's overdue task, one that two units lead, and a completed one.
func campaignTasks(today ledger.Date) []ledger.Task {
	task := func(n int64, state ledger.State, due ledger.Date, lead ...ledger.UnitID) ledger.Task {
		return ledger.Task{
			ID: ledger.NewTaskID(2025, n), Title: "清四乱", Campaign: "碧水", Lead: lead, State: state, Percent: 60,
			Registered: today - 30, Completed: today - 1, Limit: ledger.Limit{Due: due},
		}
	}
	return []ledger.Task{
		task(1, ledger.StateInProgress, today-2, "住建局"),
		task(2, ledger.StateInProgress, today+30, "住建局", "水务局"),
		task(3, ledger.StateCompleted, today+30, "水务局"),
	}
}

// TestSurveyByUnit: a report on a campaign tells its units apart, and only if it saw all of
// its tasks: figures of a part would not fit those of the whole.
func TestSurveyByUnit(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	survey := ledger.Survey{
		Kind: ledger.BriefSpecial, Scope: ledger.ScopeCampaign("碧水"), Name: "碧水", Today: today,
		Units: []ledger.UnitID{"水务局", "住建局", "坪石镇"}, Campaigns: []string{"碧水"},
	}
	asked := survey.Asked(today.At(9, 0, time.UTC))
	take := func(total int64) ledger.Snapshot {
		m := index{}.moment(asked)
		m.Tasks[len(m.Tasks)-1] = ledger.TaskPage{Total: total, Tasks: campaignTasks(today)}
		return survey.Take(m, today.At(9, 0, time.UTC))
	}
	want := []ledger.Figures{
		{Name: "水务局", Total: 2, Completed: 1, Green: 1, Percent: 50},
		{Name: "住建局", Total: 2, Red: 1, Green: 1, Overdue: 1, Schedule: 50},
	}
	if diff := cmp.Diff(want, take(3).Units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	if cut := take(4).Units; cut != nil {
		t.Errorf("a task was not looked at, and the units are %+v", cut)
	}
	survey.Kind = ledger.BriefSummary
	if n := len(survey.Asked(today.At(9, 0, time.UTC)).Tasks); n != len(asked.Tasks)-2 {
		t.Errorf("a summary asks for %d pages, a report for %d: its open tasks and its units are the report's alone", n, len(asked.Tasks))
	}
}

// TestWorstOfLists: where no figures are of units the overdue tasks tell, if all are there.
func TestWorstOfLists(t *testing.T) {
	list := ledger.Listed{Name: ledger.ListOverdue, Total: 2, Lines: []ledger.Line{
		{Lead: []ledger.UnitID{"住建局"}}, {Lead: []ledger.UnitID{"水务局", "住建局"}},
	}}
	s := ledger.Snapshot{Lists: []ledger.Listed{list}}
	if diff := cmp.Diff([]ledger.UnitCount{{Unit: "住建局", Count: 2}, {Unit: "水务局", Count: 1}}, s.Worst()); diff != "" {
		t.Errorf("worst (-want +got):\n%s", diff)
	}
	s.Lists[0].Total = 3
	if worst := s.Worst(); worst != nil {
		t.Errorf("one is not listed, and the worst are %v", worst)
	}
	s.Units = []ledger.Figures{{Name: "坪石镇", Overdue: 3}}
	if worst := s.Worst(); len(worst) != 1 || worst[0].Unit != "坪石镇" {
		t.Errorf("the figures tell, and the worst are %v", worst)
	}
}

// TestSplitMoment: of questions that were put together each gets its own answers.
func TestSplitMoment(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	book := index{}
	for _, task := range campaignTasks(today) {
		book.put(task)
	}
	var asked []ledger.Asked
	var surveys []ledger.Survey
	for _, scope := range []ledger.Scope{ledger.ScopeOffice, ledger.ScopeLead("住建局"), ledger.ScopeLead("水务局")} {
		survey := ledger.Survey{Kind: ledger.BriefSummary, Scope: scope, Today: today, Units: []ledger.UnitID{"住建局"}, Campaigns: []string{"碧水"}}
		surveys, asked = append(surveys, survey), append(asked, survey.Asked(today.At(9, 0, time.UTC)))
	}
	moments := book.moment(ledger.JoinAsked(asked...)).Split(asked...)
	ids := map[ledger.SnapshotID]bool{}
	for i, survey := range surveys {
		got, alone := survey.Take(moments[i], today.At(9, 0, time.UTC)), survey.Take(book.moment(asked[i]), today.At(9, 0, time.UTC))
		if diff := cmp.Diff(alone, got); diff != "" {
			t.Errorf("%s (-alone +together):\n%s", survey.Scope, diff)
		}
		ids[got.ID] = true
	}
	if len(ids) != len(surveys) {
		t.Errorf("they are kept under %v", ids)
	}
}
