package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestSeated holds who keeps a desk from being nobody's.
func TestSeated(t *testing.T) {
	today := ledger.NewDate(2025, 7, 15)
	other, left, standIn, unheard := headOf("住建局"), headOf("住建局"), headOf("住建局"), headOf("住建局")
	left.Posts[0].Until = today
	standIn.Posts[0].Until, standIn.Posts[0].For = today+3, 7
	unheard.Chat = ""
	for name, test := range map[string]struct {
		persons []ledger.Person
		want    bool
	}{
		"nobody":                 {nil, false},
		"who left":               {[]ledger.Person{left}, false},
		"another head":           {[]ledger.Person{left, other}, true},
		"who stands in for days": {[]ledger.Person{standIn}, false},
		"who cannot be told":     {[]ledger.Person{unheard}, false},
		"another unit's head":    {[]ledger.Person{headOf("水务局")}, false},
		"a contact":              {[]ledger.Person{contactOf(1, "住建局")}, false},
	} {
		if got := ledger.Seated(test.persons, ledger.DeskHead("住建局"), today); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestUnseat holds what goes to the office once nobody sits at its desk, and as what.
func TestUnseat(t *testing.T) {
	head := ledger.DeskHead("住建局")
	for name, test := range map[string]struct {
		m    ledger.Matter
		goes bool
		kind ledger.MatterKind
	}{
		"a step of a close-out":    {ledger.Matter{Kind: ledger.MatterStep, Desk: head}, true, ledger.MatterStep},
		"a draft":                  {ledger.Matter{Kind: ledger.MatterSign, Desk: ledger.DeskLeader("分管城建副市长")}, true, ledger.MatterSign},
		"a reply, to be looked at": {ledger.Matter{Kind: ledger.MatterHeadSign, Desk: head}, true, ledger.MatterNoticeReview},
		"a difficulty":             {ledger.Matter{Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit("住建局")}, false, ""},
		"the office's own":         {ledger.Matter{Kind: ledger.MatterReview, Desk: ledger.DeskOffice}, false, ""},
		"what was decided":         {ledger.Matter{Kind: ledger.MatterStep, Desk: head, Verdict: ledger.VerdictApproved}, false, ""},
	} {
		test.m.ID, test.m.Task = "2025-017/m1", "2025-017"
		if got := test.m.Orphaned(); got != test.goes {
			t.Errorf("%s: goes to the office: %t", name, got)
		}
		if !test.goes {
			continue
		}
		task := drainTask()
		task.Waiting = []ledger.Waiting{{Matter: test.m.ID, Kind: test.m.Kind, Desk: test.m.Desk}}
		is, m, entry := task.Unseat(test.m, officer(), at(t, "2025-07-15 09:00:00"))
		if w := is.Waiting[0]; w.Desk != ledger.DeskOffice || w.Kind != test.kind {
			t.Errorf("%s: the task has %+v waiting", name, w)
		}
		if m.Desk != ledger.DeskOffice || m.Instead != test.m.Desk || m.Kind != test.kind || entry.Task != is.ID || entry.What != ledger.WhatLeft {
			t.Errorf("%s: %+v, noted as %+v", name, m, entry)
		}
	}
}

// TestMoveUnitToNobody holds what a merger puts before the office: what the new unit may not
// sign, since it has no mandate, and what nobody there can decide.
func TestMoveUnitToNobody(t *testing.T) {
	oldHead, newHead := ledger.DeskHead("旧"), ledger.DeskHead("新")
	for name, test := range map[string]struct {
		kind   ledger.MatterKind
		change func(*ledger.Merging)
		desk   ledger.Desk
		issuer ledger.UnitID
	}{
		"a draft, no mandate":               {ledger.MatterSign, func(*ledger.Merging) {}, ledger.DeskOffice, ""},
		"a draft, a mandate":                {ledger.MatterSign, func(m *ledger.Merging) { m.Mandated = true }, newHead, "新"},
		"a draft, a mandate without a head": {ledger.MatterSign, func(m *ledger.Merging) { m.Mandated, m.Unseated = true, []ledger.Desk{newHead} }, ledger.DeskOffice, "新"},
		"a step":                            {ledger.MatterStep, func(*ledger.Merging) {}, newHead, ""},
		"a step, no head":                   {ledger.MatterStep, func(m *ledger.Merging) { m.Unseated = []ledger.Desk{newHead} }, ledger.DeskOffice, ""},
	} {
		m := merging(t, "旧", "新")
		test.change(&m)
		task := drainTask()
		task.Waiting = []ledger.Waiting{{Matter: "m1", Kind: test.kind, Desk: oldHead}}
		moved := task.MoveUnit(m, []ledger.Matter{{ID: "m1", Kind: test.kind, Desk: oldHead}},
			[]ledger.Notice{{ID: "n1", Task: task.ID, Issuer: "旧", State: ledger.NoticeDraft, Units: []ledger.UnitID{"住建局"}}})
		if got := moved.Matters[0].Desk; got != test.desk || moved.Task.Waiting[0].Desk != got {
			t.Errorf("%s: waits at %s, want %s", name, got, test.desk)
		}
		if got := moved.Notices[0].Issuer; test.kind == ledger.MatterSign && got != test.issuer {
			t.Errorf("%s: issued by %q, want %q", name, got, test.issuer)
		}
	}
}
