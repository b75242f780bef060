package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func merging(t *testing.T, from, into ledger.UnitID) ledger.Merging {
	t.Helper()
	return ledger.Merging{By: officer(), At: at(t, "2025-07-14 10:00:00"), From: from, Into: into}
}

func TestMergingMay(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*ledger.Merging)
		want   ledger.Reason
	}{
		"the office":        {func(*ledger.Merging) {}, ""},
		"a contact":         {func(m *ledger.Merging) { m.By = contactOf(1, "城管局") }, ledger.ReasonNoRight},
		"a stranger":        {func(m *ledger.Merging) { m.By = ledger.Person{ID: 9} }, ledger.ReasonStranger},
		"a unit and itself": {func(m *ledger.Merging) { m.Into = m.From }, ledger.ReasonMergeSelf},
	} {
		m := merging(t, "城管局", "综合执法局")
		test.change(&m)
		if refusal := m.May(); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

func TestTaskMoveUnit(t *testing.T) {
	units := func(names ...ledger.UnitID) []ledger.UnitID { return names }
	for name, test := range map[string]struct{ was, want ledger.Task }{
		"leads":                  {ledger.Task{Lead: units("旧", "甲")}, ledger.Task{Lead: units("新", "甲")}},
		"both lead":              {ledger.Task{Lead: units("新", "旧")}, ledger.Task{Lead: units("新")}},
		"leads, the other helps": {ledger.Task{Lead: units("旧"), Co: units("新", "甲"), Implement: units("新")}, ledger.Task{Lead: units("新"), Co: units("甲")}},
		"helps, the other leads": {ledger.Task{Lead: units("新"), Co: units("旧")}, ledger.Task{Lead: units("新")}},
		"carries out":            {ledger.Task{Implement: units("旧")}, ledger.Task{Implement: units("新")}},
		"accepts and supervises": {ledger.Task{Lead: units("新"), Supervise: units("旧"), Accept: units("旧", "新")}, ledger.Task{Lead: units("新"), Supervise: units("新"), Accept: units("新")}},
		"has no part":            {ledger.Task{Lead: units("甲")}, ledger.Task{Lead: units("甲")}},
	} {
		moved := test.was.MoveUnit(merging(t, "旧", "新"), nil, nil)
		if diff := cmp.Diff(test.want.Lead, moved.Task.Lead); diff != "" {
			t.Errorf("%s: lead\n%s", name, diff)
		}
		for part, both := range map[string][2][]ledger.UnitID{
			"co": {test.want.Co, moved.Task.Co}, "implement": {test.want.Implement, moved.Task.Implement},
			"supervise": {test.want.Supervise, moved.Task.Supervise}, "accept": {test.want.Accept, moved.Task.Accept},
		} {
			if diff := cmp.Diff(both[0], both[1]); diff != "" {
				t.Errorf("%s: %s\n%s", name, part, diff)
			}
		}
	}
}

// TestMoveUnitWaiting holds that what waits for a decision goes over with its task, and
// that the new unit is told of it as of a new one.
func TestMoveUnitWaiting(t *testing.T) {
	a := asked(t)
	task := a.Task.TellDone("住建局", ledger.NewDate(2025, 7, 11))
	sign := ledger.Matter{ID: "2025-017/m9", Desk: ledger.DeskHead("住建局")}
	task.Waiting = append(task.Waiting, ledger.Waiting{Matter: sign.ID, Desk: sign.Desk})
	other := ledger.Matter{ID: "2025-017/m8", Desk: ledger.DeskOffice, Unit: "水务局"}
	moved := task.MoveUnit(merging(t, "住建局", "综合执法局"), []ledger.Matter{a.Matter, sign, other}, nil)
	if len(moved.Matters) != 2 || moved.Matters[0].Unit != "综合执法局" || moved.Matters[1].Desk != ledger.DeskHead("综合执法局") {
		t.Errorf("matters: %+v", moved.Matters)
	}
	if moved.Task.Waiting[1].Desk != ledger.DeskHead("综合执法局") || task.Waiting[1].Desk != sign.Desk {
		t.Errorf("waiting: %+v, and before %+v", moved.Task.Waiting, task.Waiting)
	}
	if !moved.Task.ToldOn("综合执法局").IsZero() || !moved.Task.ToldOn("住建局").IsZero() {
		t.Errorf("told: %+v", moved.Task.Told)
	}
}

func TestPersonMoveUnit(t *testing.T) {
	m := merging(t, "住建局", "综合执法局")
	today := ledger.DateOf(m.At)
	for name, test := range map[string]struct {
		was  ledger.Person
		want []ledger.UnitID
	}{
		"a contact":            {contactOf(1, "住建局"), []ledger.UnitID{"综合执法局"}},
		"a contact of both":    {contactOf(1, "住建局", "综合执法局"), []ledger.UnitID{"综合执法局"}},
		"a contact of another": {contactOf(1, "水务局"), []ledger.UnitID{"水务局"}},
		"the head":             {headOf("住建局"), nil},
	} {
		is, _ := test.was.MoveUnit(m)
		if diff := cmp.Diff(test.want, is.Units(today)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestMergedNames holds that the old names find the new unit, also when both were merged
// again, and that an old list does not bring the old unit back.
func TestMergedNames(t *testing.T) {
	units := []ledger.Unit{
		{ID: "综合执法局", Full: "乐昌市综合执法局", Merged: "住建局"},
		{ID: "住建局", Full: "乐昌市住房和城乡建设管理局"},
		{ID: "城管局", Full: "乐昌市城市管理局", Aliases: []string{"城监大队"}, Merged: "综合执法局"},
	}
	directory, problems := ledger.NewDirectory(units)
	if len(problems) > 0 || len(directory.Units()) != 1 || len(ledger.Unmerged(units)) != 1 {
		t.Errorf("problems %v, units %v", problems, directory.Units())
	}
	for _, name := range []string{"城管局", "城监大队", "乐昌市城市管理局", "综合执法局", "住建局"} {
		if id, _, ok := directory.Find(name); !ok || id != "住建局" {
			t.Errorf("%s is %q, %v", name, id, ok)
		}
	}
	plan := ledger.PlanUnits([]ledger.Unit{{ID: "城管局", Full: "乐昌市城市管理局"}}, units, ledger.Intake{})
	if len(plan.Changes) != 0 || plan.New+plan.Changed != 0 {
		t.Errorf("the old list changes %+v", plan.Changes)
	}
}

// TestMoveUnitSeams holds that the new unit takes up what was the old one's: receipts, the
// notice and the reply to it, a close-out and what the old one was asked.
func TestMoveUnitSeams(t *testing.T) {
	m := merging(t, "住建局", "综合执法局")
	task := drainTask()
	task.State, task.Accepted = ledger.StateAccepted, []ledger.Acceptance{{Unit: "住建局"}}
	task.Lead, task.Closeout.Unit, task.Promise.Unit = []ledger.UnitID{"住建局"}, "住建局", "住建局"
	notice := ledger.Notice{
		ID: "2025-017/n1", Task: task.ID, N: 3, Year: 2025, Series: "{n}号", State: ledger.NoticeReplied, Units: []ledger.UnitID{"住建局"},
		Received: []ledger.Receiving{{Unit: "住建局"}}, Replies: []ledger.NoticeReply{{Unit: "住建局"}},
	}
	review := ledger.Matter{ID: "2025-017/m1", Kind: ledger.MatterNoticeReview, Unit: "住建局", Desk: ledger.DeskOffice}
	asked := ledger.Matter{ID: "2025-017/m2", Kind: ledger.MatterDifficulty, Unit: "水务局", Desk: ledger.DeskUnit("住建局"), Told: 1}
	task.Waiting = []ledger.Waiting{{Matter: review.ID, Kind: review.Kind, Desk: review.Desk}, {Matter: asked.ID, Kind: asked.Kind, Desk: asked.Desk}}
	moved := task.MoveUnit(m, []ledger.Matter{review, asked}, []ledger.Notice{notice})
	is := moved.Task
	if by, signed := is.AcceptedBy("综合执法局"); !signed || by.As != "住建局" || is.State != ledger.StateAccepted || is.Closeout.Unit != "综合执法局" || is.Promise.Unit != "综合执法局" {
		t.Errorf("signed %v, %s, close-out of %s, promise of %s", signed, is.State, is.Closeout.Unit, is.Promise.Unit)
	}
	if n := moved.Notices; len(n) != 1 || n[0].Units[0] != "综合执法局" || n[0].Replies[0].Unit != "综合执法局" || n[0].State != ledger.NoticeReplied {
		t.Errorf("notices: %+v", n)
	}
	if len(moved.Matters) != 2 || moved.Matters[0].Unit != "综合执法局" || moved.Matters[1].Desk != ledger.DeskOffice || is.Waiting[1].Desk != ledger.DeskOffice {
		t.Errorf("it would be asked about its own task: %+v", moved.Matters)
	}
	if is.Names("住建局") {
		t.Error("the old unit is still named")
	}
	// A unit without a part that was asked: the new one is.
	free := drainTask()
	free.Lead, free.Waiting = []ledger.UnitID{"水务局"}, task.Waiting[1:]
	if moved := free.MoveUnit(m, []ledger.Matter{asked}, nil); !moved.Task.Asks("综合执法局") || moved.Matters[0].Told != 0 || moved.Task.Names("住建局") {
		t.Errorf("asked: %+v", moved.Task.Waiting)
	}
	// Two lead, one has signed: with the other gone into it all have.
	two := drainTask()
	two.Lead, two.Accepted = []ledger.UnitID{"综合执法局", "住建局"}, []ledger.Acceptance{{Unit: "综合执法局"}}
	both := two.MoveUnit(m, nil, nil)
	if both.Task.State != ledger.StateAccepted || !cmp.Equal(both.Entries[0].Fields[len(both.Entries[0].Fields)-1], ledger.FieldDiff{Name: "state", Before: "assigned", After: "accepted"}) {
		t.Errorf("%s, by %+v", both.Task.State, both.Entries[0].Fields)
	}
}
