package ledger_test

import (
	"slices"
	"testing"
	"time"

	"duban/ledger"
)

var mandateAt = time.Date(2025, 7, 14, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

func mandatedHolder(role ledger.Role) ledger.Person {
	p := holder(role, rightToday, 0)
	p.Mandates = []ledger.UnitID{"住建局"}
	return p
}

func TestEmpower(t *testing.T) {
	office, contact := holder(ledger.RoleOffice, rightToday, 0), mandatedHolder(ledger.RoleHead)
	none, has := ledger.Unit{ID: "住建局"}, ledger.Unit{ID: "住建局", Mandated: true}
	for name, c := range map[string]struct {
		do   func(ledger.Person, time.Time) (ledger.Mandated, *ledger.Refusal)
		by   ledger.Person
		want ledger.Reason
		has  bool
	}{
		"given":             {none.Empower, office, "", true},
		"given twice":       {has.Empower, office, ledger.ReasonMandated, false},
		"taken back":        {has.Disempower, office, "", false},
		"nothing to take":   {none.Disempower, office, ledger.ReasonNotMandated, false},
		"by the unit":       {none.Empower, contact, ledger.ReasonNoRight, false},
		"taken by the unit": {has.Disempower, contact, ledger.ReasonNoRight, false},
		"by a supervisor":   {none.Empower, holder(ledger.RoleSupervisor, rightToday, 0), ledger.ReasonNoRight, false},
	} {
		got, refusal := c.do(c.by, mandateAt)
		if reasonOf(refusal) != c.want || got.Unit.Mandated != c.has {
			t.Errorf("%s: %q and %v, want %q and %v", name, reasonOf(refusal), got.Unit.Mandated, c.want, c.has)
		}
		if c.want == "" && (len(got.Entries) != 1 || got.Entries[0].By != c.by.ID || got.Entries[0].Unit != "住建局" || len(got.Entries[0].Fields) != 1) {
			t.Errorf("%s: the entry does not say who and what: %+v", name, got.Entries)
		}
	}
}

// TestMandateReaches holds that a mandate hands tasks to others and never to the unit itself.
func TestMandateReaches(t *testing.T) {
	p := mandatedHolder(ledger.RoleContact)
	task := ledger.Task{ID: "2025-017", State: ledger.StateAssigned, Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}, Limit: ledger.Limit{Due: rightToday + 9}}
	assigned, refusal := task.Assign(ledger.Assigning{By: p, At: mandateAt, Lead: []ledger.UnitID{"城管局"}})
	if refusal != nil || assigned.Task.HandedBy != "住建局" || !slices.Contains(assigned.Task.Supervise, "住建局") {
		t.Fatalf("assigned %+v, %v", assigned.Task, refusal)
	}
	if _, refusal = task.Assign(ledger.Assigning{By: p, At: mandateAt, Lead: []ledger.UnitID{"住建局"}}); reasonOf(refusal) != ledger.ReasonOwnLead {
		t.Errorf("to itself: %q", reasonOf(refusal))
	}
	if _, refusal = (ledger.Task{Lead: []ledger.UnitID{"住建局"}}).HandedOver(p, rightToday); reasonOf(refusal) != ledger.ReasonOwnLead {
		t.Errorf("registered for itself: %q", reasonOf(refusal))
	}
	office := holder(ledger.RoleOffice, rightToday, 0)
	if same, refusal := task.HandedOver(office, rightToday); refusal != nil || same.HandedBy != "" {
		t.Errorf("the office hands over as %q, %v", same.HandedBy, refusal)
	}
	if got := task.Issues(office, rightToday); got != "" {
		t.Errorf("the office issues as %q", got)
	}
	if got := task.Issues(p, rightToday); got != "住建局" {
		t.Errorf("issues as %q", got)
	}
}

// TestMandateOwn holds that by a mandate nobody hands away, divides or notices what his unit
// leads, also beside another, and that a draft goes to the office where a merger makes it so.
func TestMandateOwn(t *testing.T) {
	p, head := mandatedHolder(ledger.RoleContact), mandatedHolder(ledger.RoleHead)
	for _, lead := range [][]ledger.UnitID{{"住建局"}, {"水务局", "住建局"}} {
		task := ledger.Task{ID: "2025-017", State: ledger.StateAssigned, Lead: lead, Supervise: []ledger.UnitID{"住建局"}}
		_, assign := task.Assign(ledger.Assigning{By: p, At: mandateAt, Lead: []ledger.UnitID{"水务局"}})
		_, divide := task.Divide(ledger.Dividing{By: p, At: mandateAt, Units: []ledger.UnitID{"水务局"}})
		_, notice := task.DraftNotice(ledger.Drafting{By: p, At: mandateAt, Requirement: "请抓紧", Desk: ledger.DeskHead("住建局")})
		_, _, cite := task.CiteBases([]ledger.Basis{{ID: "工作职责", Title: "工作职责"}}, p, mandateAt)
		for name, refusal := range map[string]*ledger.Refusal{"assign": assign, "divide": divide, "notice": notice, "cite": cite} {
			if reasonOf(refusal) != ledger.ReasonOwnTask {
				t.Errorf("%s what %v lead: %q", name, lead, reasonOf(refusal))
			}
		}
		if got := task.Issues(p, rightToday); got != "" {
			t.Errorf("what %v lead is noticed by %q", lead, got)
		}
	}
	task := ledger.Task{ID: "2025-017", State: ledger.StateAssigned, Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}}
	noted, refusal := task.DraftNotice(ledger.Drafting{
		By: p, At: mandateAt, Level: ledger.Level{Code: "yellow"}, Requirement: "请抓紧", Desk: ledger.DeskHead("住建局"), Issuer: "住建局",
	})
	if refusal != nil {
		t.Fatal(refusal)
	}
	own := noted.Task
	own.Lead = []ledger.UnitID{"住建局"}
	if _, refusal := noted.Matter.Decide(own, ledger.Deciding{By: head, At: mandateAt, Verdict: ledger.VerdictApproved}); reasonOf(refusal) != ledger.ReasonOwnTask {
		t.Errorf("a head signs to his own unit: %q", reasonOf(refusal))
	}
	office := holder(ledger.RoleOffice, rightToday, 0)
	moved := noted.Task.MoveUnit(ledger.Merging{By: office, At: mandateAt, From: "水务局", Into: "住建局"}, []ledger.Matter{noted.Matter}, []ledger.Notice{noted.Notice})
	if len(moved.Notices) != 1 || moved.Notices[0].Issuer != "" || len(moved.Matters) != 1 || moved.Matters[0].Desk != ledger.DeskOffice || moved.Task.Waiting[0].Desk != ledger.DeskOffice {
		t.Errorf("after the merger %+v is signed at %+v", moved.Notices, moved.Matters)
	}
}

// TestMandateOver holds that a head signs nothing once the mandate is gone, and that the
// office may.
func TestMandateOver(t *testing.T) {
	contact, head := mandatedHolder(ledger.RoleContact), mandatedHolder(ledger.RoleHead)
	task := ledger.Task{ID: "2025-017", State: ledger.StateAssigned, Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}}
	noted, refusal := task.DraftNotice(ledger.Drafting{
		By: contact, At: mandateAt, Level: ledger.Level{Code: "yellow"}, Requirement: "请抓紧", Desk: ledger.DeskHead("住建局"), Issuer: "住建局",
	})
	if refusal != nil {
		t.Fatal(refusal)
	}
	decide := func(by ledger.Person, task ledger.Task, m ledger.Matter) ledger.Reason {
		_, refusal := m.Decide(task, ledger.Deciding{By: by, At: mandateAt, Verdict: ledger.VerdictApproved})
		return reasonOf(refusal)
	}
	gone := head
	gone.Mandates = nil
	office := holder(ledger.RoleOffice, rightToday, 0)
	for name, c := range map[string]struct {
		by   ledger.Person
		want ledger.Reason
	}{"the head": {head, ""}, "a contact": {contact, ledger.ReasonNoMatter}, "the head, the mandate gone": {gone, ledger.ReasonMandateOver}, "the office": {office, ""}} {
		if got := decide(c.by, noted.Task, noted.Matter); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	moved := noted.Task.ToOffice(noted.Matter, noted.Notice, office, mandateAt)
	if moved.Matter.Desk != ledger.DeskOffice || moved.Task.Waiting[0].Desk != ledger.DeskOffice || moved.Notice.Issuer != "" || moved.Entries[0].By != office.ID {
		t.Errorf("moved to %+v", moved)
	}
	if got := decide(head, moved.Task, moved.Matter); got != ledger.ReasonNoMatter {
		t.Errorf("the head at the office's desk: %q", got)
	}
}

// TestTellHanded holds on which days the unit that handed a task over is told of it, and that
// the mark by which the morning finds it is never later.
func TestTellHanded(t *testing.T) {
	day := rightToday
	base := ledger.Task{
		ID: "2025-017", State: ledger.StateInProgress, Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}, HandedBy: "住建局",
		Registered: day, Limit: ledger.Limit{Due: day + 2},
	}
	late := ledger.OccasionHandedLate
	for name, c := range map[string]struct {
		change func(*ledger.Task)
		want   map[ledger.Date]ledger.Occasion
	}{
		"late: 1, 3, 7 and 14 days": {func(*ledger.Task) {}, map[ledger.Date]ledger.Occasion{day + 3: late, day + 5: late, day + 9: late, day + 16: late}},
		"stuck: the day after":      {func(t *ledger.Task) { t.State, t.BlockedOn, t.Limit = ledger.StateBlocked, day+4, ledger.Limit{} }, map[ledger.Date]ledger.Occasion{day + 5: ledger.OccasionHandedStuck}},
		"done: the day after":       {func(t *ledger.Task) { t.State, t.Completed = ledger.StateCompleted, day+1 }, map[ledger.Date]ledger.Occasion{day + 2: ledger.OccasionHandedDone}},
		"resting":                   {func(t *ledger.Task) { t.State = ledger.StateSuspended }, nil},
		"it leads it itself":        {func(t *ledger.Task) { t.Lead = append(t.Lead, "住建局") }, nil},
		"supervises no more":        {func(t *ledger.Task) { t.Supervise = nil }, nil},
	} {
		task := base
		c.change(&task)
		for today := day; today < day+20; today++ {
			why := task.Tell("住建局", today, today)
			if !task.Open() {
				why = task.TellReady("住建局", today, today-7)
			}
			if slices.Contains(task.Lead, "住建局") {
				why = slices.DeleteFunc(why, func(w ledger.Telling) bool { return w.Reason != late })
			}
			var got ledger.Occasion
			if len(why) > 0 {
				got = why[0].Reason
				if at, ok := markScore(task, ledger.WakeMark("住建局")); !ok || at > int64(today) {
					t.Errorf("%s: told on %s, found from %d on", name, today, at)
				}
				task = task.TellDone("住建局", today)
			}
			if got != c.want[today] {
				t.Errorf("%s: on %s %q, want %q", name, today, got, c.want[today])
			}
		}
	}
}

func markScore(r ledger.Record, name string) (int64, bool) {
	for _, mark := range r.Marks() {
		if mark.Name == name {
			return mark.Score, true
		}
	}
	return 0, false
}
