package ledger_test

import (
	"slices"
	"testing"

	"duban/ledger"
)

// TestNewsOfHandingOver holds that a unit which was only spoken to directly hears that it leads
// no more, and that those whom a void notice concerns hear of that: each once.
func TestNewsOfHandingOver(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	fresh := drainTask()
	fresh.Told, fresh.Accepted = nil, nil
	leader := ledger.Person{ID: 7, Name: "李市长", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: "市长", From: 1}}}
	for name, contact := range map[string]func(ledger.Task) ledger.Task{
		"催办": func(task ledger.Task) ledger.Task {
			is, refusal := task.Remind(officer(), now, "")
			if refusal != nil {
				t.Fatal(refusal)
			}
			return is.Task
		},
		"批示": func(task ledger.Task) ledger.Task {
			is, refusal := task.Instruct(leader, now, "抓紧", "")
			if refusal != nil {
				t.Fatal(refusal)
			}
			return is.Task
		},
	} {
		task := contact(fresh)
		given, refusal := task.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"农业农村局"}})
		if refusal != nil {
			t.Fatalf("%s: %v", name, refusal)
		}
		if got := given.Task.Tell("住建局", today+1, today+1); len(got) != 1 || got[0].Reason != ledger.OccasionMoved {
			t.Errorf("%s: the former unit is told %v, want that others lead it", name, got)
		}
		if got := given.Task.TellDone("住建局", today+1).Tell("住建局", today+2, today+2); len(got) != 0 {
			t.Errorf("%s: it is told again: %v", name, got)
		}
	}
	if given, _ := fresh.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"农业农村局"}}); len(given.Task.Tell("住建局", today+1, today+1)) != 0 {
		t.Error("a unit that never heard of the task is told that it is another's")
	}

	issued := ledger.Notice{ID: "2025-017/n1", Task: fresh.ID, N: 1, Year: 2025, Series: "督办〔{year}〕{n}号", Units: []ledger.UnitID{"住建局"}, State: ledger.NoticeIssued, Issuer: "生态环境局"}
	given, refusal := fresh.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"农业农村局"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	is, _, _ := given.Task.PassOn(nil, []ledger.Notice{issued}, now)
	for unit, reason := range map[ledger.UnitID]ledger.Occasion{"住建局": ledger.OccasionVoided, "生态环境局": ledger.OccasionIssuedVoid} {
		got := is.Tell(unit, today+1, today+1)
		if len(got) != 1 || got[0].Reason != reason || got[0].Title != "督办〔2025〕1号" {
			t.Errorf("of the void notice %s is told %v, want %s", unit, got, reason)
		}
		if !wakes(is, unit) {
			t.Errorf("%s is not woken for it", unit)
		}
		if got := is.TellDone(unit, today+1); wakes(got, unit) || len(got.Tell(unit, today+2, today+2)) != 0 {
			t.Errorf("%s is told of it twice", unit)
		}
	}
}

// TestNewsOfHanded holds that the unit that handed a task over hears when the office moves it,
// and not when it moves it itself.
func TestNewsOfHanded(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	task := drainTask()
	task.HandedBy, task.Supervise = "生态环境局", []ledger.UnitID{"生态环境局"}
	given, refusal := task.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"农业农村局"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got := given.Task.Tell("生态环境局", today+1, today+1); len(got) != 1 || got[0].Reason != ledger.OccasionHandedMoved {
		t.Errorf("it is told %v, want that the task was moved", got)
	}
	again, refusal := given.Task.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"住建局"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got := again.Task.Tell("生态环境局", today+1, today+1); len(got) != 1 {
		t.Errorf("moved twice it is told %v, want one line", got)
	}
}

// TestNewsOfParts holds that units that work beside the lead hear once that they have a part,
// and once that they have none any more.
func TestNewsOfParts(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	today := ledger.DateOf(now)
	task := drainTask()
	task.Co = nil
	assign := func(task ledger.Task, co ...ledger.UnitID) ledger.Task {
		given, refusal := task.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"农业农村局"}, Co: co, Alone: true})
		if refusal != nil {
			t.Fatal(refusal)
		}
		return given.Task
	}
	reasons := func(task ledger.Task, unit ledger.UnitID) []ledger.Occasion {
		var all []ledger.Occasion
		for _, telling := range task.Tell(unit, today+1, today+1) {
			all = append(all, telling.Reason)
		}
		return all
	}
	with := assign(task, "水务局")
	if got := reasons(with, "水务局"); !slices.Equal(got, []ledger.Occasion{ledger.OccasionPart}) || !wakes(with, "水务局") {
		t.Errorf("a new co-unit is told %v, want its part", got)
	}
	if got := reasons(assign(with), "水务局"); len(got) != 0 {
		t.Errorf("one that never heard of its part is told %v", got)
	}
	told := with.TellDone("水务局", today+1)
	if !told.ToldOn("水务局").IsZero() || wakes(told, "水务局") {
		t.Error("a co-unit counts as told as a lead is")
	}
	without := assign(told)
	if got := reasons(without, "水务局"); !slices.Equal(got, []ledger.Occasion{ledger.OccasionPartOver}) {
		t.Errorf("a co-unit that is needed no more is told %v", got)
	}
	if got := reasons(assign(without, "水务局"), "水务局"); len(got) != 0 {
		t.Errorf("taken back before it was said: it is told %v", got)
	}
	leads := told
	given, refusal := leads.Assign(ledger.Assigning{By: officer(), At: now, Lead: []ledger.UnitID{"水务局"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got := reasons(given.Task, "水务局"); slices.Contains(got, ledger.OccasionPartOver) || !slices.Contains(got, ledger.OccasionNew) {
		t.Errorf("a co-unit that leads now is told %v", got)
	}
}

func wakes(task ledger.Task, unit ledger.UnitID) bool {
	return slices.ContainsFunc(task.Marks(), func(m ledger.Mark) bool { return m.Name == ledger.WakeMark(unit) && m.Score < 1<<40 })
}
