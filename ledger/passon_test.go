package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestPassOn holds what becomes of what waited when other units lead the task.
func TestPassOn(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	notice := func(n int64, units ...ledger.UnitID) ledger.Notice {
		return ledger.Notice{ID: "2025-017/n1", Task: "2025-017", N: n, Year: 2025, Series: "督办〔{year}〕{n}号", Units: units, State: ledger.NoticeIssued}
	}
	matter := func(kind ledger.MatterKind, unit ledger.UnitID, desk ledger.Desk) ledger.Matter {
		return ledger.Matter{ID: "2025-017/m1", Kind: kind, Task: "2025-017", Unit: unit, Desk: desk}
	}
	of := func(m ledger.Matter) ledger.Matter { m.Notice = "2025-017/n1"; return m }
	for name, test := range map[string]struct {
		lead   []ledger.UnitID
		notice ledger.Notice
		matter ledger.Matter
		state  ledger.NoticeState
		waits  ledger.Desk // empty: the matter is void
		unit   ledger.UnitID
	}{
		"an extension of the former unit":    {matter: matter(ledger.MatterExtension, "住建局", ledger.DeskOffice)},
		"one of a unit that stays":           {lead: []ledger.UnitID{"水务局", "住建局"}, matter: matter(ledger.MatterExtension, "住建局", ledger.DeskOffice), waits: ledger.DeskOffice, unit: "住建局"},
		"a difficulty":                       {matter: matter(ledger.MatterDifficulty, "住建局", ledger.DeskOffice), waits: ledger.DeskOffice, unit: "水务局"},
		"a review":                           {matter: matter(ledger.MatterReview, "住建局", ledger.DeskOffice), waits: ledger.DeskOffice, unit: "水务局"},
		"a step that its head signs":         {matter: matter(ledger.MatterStep, "住建局", ledger.DeskHead("住建局")), waits: ledger.DeskHead("水务局"), unit: "水务局"},
		"a draft to the former unit":         {notice: notice(0, "住建局"), matter: of(matter(ledger.MatterSign, "", ledger.DeskOffice)), state: ledger.NoticeDeclined},
		"a reply of the former unit":         {notice: notice(3, "住建局"), matter: of(matter(ledger.MatterNoticeReview, "住建局", ledger.DeskOffice)), state: ledger.NoticeVoid},
		"a draft to it and one that stays":   {lead: []ledger.UnitID{"水务局"}, notice: notice(0, "住建局", "水务局"), matter: of(matter(ledger.MatterSign, "", ledger.DeskOffice)), state: ledger.NoticeIssued, waits: ledger.DeskOffice},
		"a reply of one that leads no more":  {lead: []ledger.UnitID{"水务局"}, notice: notice(3, "住建局", "水务局"), matter: of(matter(ledger.MatterHeadSign, "住建局", ledger.DeskHead("住建局"))), state: ledger.NoticeIssued},
		"an admonition, nobody has stayed":   {matter: matter(ledger.MatterAdmonition, "", ledger.DeskOffice)},
		"an admonition that was by the hand": {lead: []ledger.UnitID{"住建局"}, matter: matter(ledger.MatterAdmonition, "", ledger.DeskOffice), waits: ledger.DeskOffice},
	} {
		task := drainTask()
		if test.lead == nil {
			test.lead = []ledger.UnitID{"水务局"}
		}
		task.Escalation = ledger.Escalation{Level: "yellow", Rises: []ledger.Rise{{Level: "yellow"}}}
		task.Waiting = []ledger.Waiting{{Matter: test.matter.ID, Kind: test.matter.Kind, Desk: test.matter.Desk, Notice: test.matter.Notice}}
		given := task
		if test.lead[0] != "住建局" {
			assigned, refusal := task.Assign(ledger.Assigning{By: officer(), At: now, Lead: test.lead})
			if refusal != nil {
				t.Fatal(refusal)
			}
			given = assigned.Task
		}
		var notices []ledger.Notice
		if test.notice.ID != "" {
			notices = append(notices, test.notice)
		}
		is, put, _ := given.PassOn([]ledger.Matter{test.matter}, notices, now)
		var desk ledger.Desk
		if len(is.Waiting) > 0 {
			desk = is.Waiting[0].Desk
		}
		m := test.matter
		var state ledger.NoticeState
		for _, r := range put {
			switch r := r.(type) {
			case ledger.Matter:
				m = r
			case ledger.Notice:
				state = r.State
			}
		}
		switch {
		case desk != test.waits || state != test.state:
			t.Errorf("%s: it waits at %q, the notice is %q; want %q, %q", name, desk, state, test.waits, test.state)
		case test.waits == "" && m.Verdict != ledger.VerdictVoid:
			t.Errorf("%s: the matter is not void", name)
		case test.waits != "" && (m.Unit != test.unit || m.Desk != desk):
			t.Errorf("%s: it is of %q at %q, want of %q", name, m.Unit, m.Desk, test.unit)
		}
	}
}
