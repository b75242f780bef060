package ledger_test

import (
	"testing"

	"duban/ledger"
)

// jointly is drainTask led by two units, after both reported a difficulty of their own.
func jointly(t *testing.T) (ledger.Task, ledger.Reported, ledger.Reported) {
	t.Helper()
	task := drainTask()
	task.Lead, task.Co = []ledger.UnitID{"住建局", "水务局"}, nil
	money := mustTake(t, task, ledger.Reporting{By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "缺钱"})
	people := mustTake(t, money.Task, ledger.Reporting{
		By: contactOf(2, "水务局"), At: at(t, "2025-07-15 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "缺人", Matters: money.Matters,
	})
	return people.Task, money, people
}

// TestDifficultyIsItsUnitsOwn holds that of several leads only the own words of one end its
// difficulty, and that the task is blocked while any of them waits.
func TestDifficultyIsItsUnitsOwn(t *testing.T) {
	task, money, people := jointly(t)
	both := []ledger.Matter{money.Matters[0], people.Matters[0]}
	if len(task.Waiting) != 2 || task.Blocked != "缺钱；缺人" || task.BlockedOn != ledger.NewDate(2025, 7, 14) {
		t.Fatalf("waiting %+v, blocked %q since %s", task.Waiting, task.Blocked, task.BlockedOn)
	}
	say := func(r ledger.Reporting) ledger.Reporting {
		r.By, r.At, r.Matters = contactOf(2, "水务局"), at(t, "2025-07-15 10:05:00"), both
		return r
	}
	for name, test := range map[string]struct {
		said    ledger.Reporting
		blocked string
		waits   int
		want    ledger.Reason
	}{
		"progress":         {ledger.Reporting{Percent: 60}, "缺钱", 1, ""},
		"words":            {ledger.Reporting{Percent: ledger.NoPercent, Text: "已清淤"}, "缺钱", 1, ""},
		"no change":        {ledger.Reporting{Percent: ledger.NoPercent, NoChange: true}, "缺钱；缺人", 2, ""},
		"a photo":          {ledger.Reporting{Percent: ledger.NoPercent, Files: []ledger.File{{Ref: "a"}}}, "缺钱；缺人", 2, ""},
		"a second one":     {ledger.Reporting{Percent: ledger.NoPercent, Blocked: true, Text: "缺车"}, "缺钱；缺人；缺车", 2, ""},
		"its completion":   {ledger.Reporting{Percent: 100}, "", 0, ledger.ReasonHindered},
		"100 and stuck":    {ledger.Reporting{Percent: 100, Blocked: true, Text: "缺车"}, "缺钱；缺人；缺车", 2, ""},
		"not out of a 100": {ledger.Reporting{Percent: 101}, "", 0, ledger.ReasonPercentRange},
	} {
		done, refusal := task.TakeReport(say(test.said))
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		if done.Task.State != ledger.StateBlocked || done.Task.Blocked != test.blocked || len(done.Task.Waiting) != test.waits {
			t.Errorf("%s: %s %q, waiting %+v", name, done.Task.State, done.Task.Blocked, done.Task.Waiting)
		}
		undone, refusal := done.Task.Undo(done.Report, contactOf(2, "水务局"), at(t, "2025-07-15 10:06:00"), merged(both, done.Matters)...)
		if refusal != nil || undone.Task.Blocked != "缺钱；缺人" || len(undone.Task.Waiting) != 2 || undone.Task.State != ledger.StateBlocked {
			t.Errorf("%s withdrawn: %v, %s %q, waiting %+v", name, refusal, undone.Task.State, undone.Task.Blocked, undone.Task.Waiting)
		}
	}
	undone, refusal := task.Undo(people.Report, contactOf(2, "水务局"), at(t, "2025-07-15 10:05:00"), both...)
	if refusal != nil || undone.Task.Blocked != "缺钱" || len(undone.Task.Waiting) != 1 {
		t.Errorf("the second one withdrawn: %v, %q, %+v", refusal, undone.Task.Blocked, undone.Task.Waiting)
	}
	amended, refusal := task.Amend(people.Report, say(ledger.Reporting{Percent: 40, Text: "人到了"}))
	if refusal != nil || amended.Task.Blocked != "缺钱" || amended.Task.State != ledger.StateBlocked || amended.Task.Percent != 40 {
		t.Errorf("amended: %v, %s %q", refusal, amended.Task.State, amended.Task.Blocked)
	}
}

// TestAnsweredDifficultyHinders holds that what was answered does not keep another lead from
// going on, and that the lead that waits is told of.
func TestAnsweredDifficultyHinders(t *testing.T) {
	task, money, people := jointly(t)
	answered, refusal := money.Matters[0].Answer(task, officer(), at(t, "2025-07-15 11:00:00"), "已拨付")
	if refusal != nil || answered.Task.Blocked != "缺人" {
		t.Fatalf("answered: %v, %q", refusal, answered.Task.Blocked)
	}
	if found := answered.Task.HinderedBeside("住建局"); len(found) != 1 || found[0].Lead != "水务局" {
		t.Errorf("beside 住建局 stands %+v", found)
	}
	done := mustTake(t, answered.Task, ledger.Reporting{By: contactOf(2, "水务局"), At: at(t, "2025-07-15 11:05:00"), Percent: 100, Matters: people.Matters})
	if done.Task.State != ledger.StateSubmitted || len(done.Task.Waiting) != 0 {
		t.Errorf("%s, waiting %+v", done.Task.State, done.Task.Waiting)
	}
}

// TestOneLeadBecomesTwo holds that a difficulty which was raised while one unit led the task is
// that unit's own when another one leads it too.
func TestOneLeadBecomesTwo(t *testing.T) {
	first, m := blocked(t)
	task := first.Task
	task.Lead = append(task.Lead, "水务局")
	done := mustTake(t, task, ledger.Reporting{By: contactOf(2, "水务局"), At: at(t, "2025-07-15 10:00:00"), Percent: 30, Matters: []ledger.Matter{m}})
	if done.Task.State != ledger.StateBlocked || len(done.Task.Hindrances()) != 1 || done.Task.Hindrances()[0].Lead != "住建局" {
		t.Errorf("%s, waiting %+v", done.Task.State, done.Task.Waiting)
	}
}

// merged are matters as they stand after some of them changed.
func merged(all, changed []ledger.Matter) []ledger.Matter {
	found := map[ledger.MatterID]ledger.Matter{}
	for _, m := range append(append([]ledger.Matter(nil), all...), changed...) {
		found[m.ID] = m
	}
	var is []ledger.Matter
	for _, m := range found {
		is = append(is, m)
	}
	return is
}
