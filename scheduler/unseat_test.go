package scheduler_test

import (
	"slices"
	"testing"

	"duban/ledger"
	"duban/scheduler"
)

// TestUnseatRace lets somebody apply to strike a task off in the instant in which the head leaves:
// each read the book before the other's commit, so the step waits at a desk that nobody saw become
// empty. The next morning it is the office's, once, and the office is told so.
func TestUnseatRace(t *testing.T) {
	w := newWorld(t, scheduler.JobQueue)
	w.office()
	head := ledger.Person{ID: 5, Name: "孙局", Chat: "tg:5", Posts: []ledger.Post{{Role: ledger.RoleHead, Unit: "水务局", From: 1}}}
	officer := ledger.Person{ID: 8, Name: "刘敏", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1}}}
	contact := ledger.Person{ID: 2, Name: "李联络", Chat: "tg:2", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "水务局", From: 1}}}
	task := w.due(1, "水务局", "2025-07-17")
	task.State, task.Percent, task.Completed = ledger.StateCompleted, 100, day(t, "2025-07-10")
	w.put(task, head, officer)
	w.tick("2025-07-14 08:00")

	at, desk := moment(t, "2025-07-14 10:00"), ledger.DeskHead("水务局")
	waits := func() int64 {
		_, total, err := w.book.MattersIn(t.Context(), ledger.Page{Range: ledger.QueueRange(desk)})
		if err != nil {
			t.Fatal(err)
		}
		return total
	}
	persons, err := w.book.Persons(t.Context(), desk.Mark()) // the opener reads: the head is there
	if err != nil || len(ledger.Sitters(persons, desk, ledger.DateOf(at))) != 1 {
		t.Fatalf("at the desk sit %v, %v", persons, err)
	}
	applied, _, refusal := w.task(task.ID).ApplyCloseout(ledger.Applying{By: contact, At: at, Text: "清单已清零"}, ledger.DefaultPolicy())
	if refusal != nil {
		t.Fatal(refusal)
	}
	opened, _ := applied.OpenStep(ledger.Stepping{By: contact, At: at, Calendar: w.quiet.Calendar, Manned: []ledger.Desk{desk}})
	if found := waits(); found != 0 { // the leaver reads: nothing waits there
		t.Fatalf("%d wait at the desk", found)
	}
	person := persons[slices.IndexFunc(persons, func(p ledger.Person) bool { return p.ID == head.ID })]
	left, _, refusal := person.Depart(ledger.Ending{By: officer, At: at, Post: person.Posts[0]})
	if refusal != nil {
		t.Fatal(refusal)
	}
	w.put(left)                       // both are committed, and neither is stale
	w.put(opened.Task, opened.Matter) // of the other's
	if found := waits(); found != 1 {
		t.Fatalf("%d wait at the desk that nobody sits at; the instant was not met", found)
	}

	w.tick("2025-07-15 09:00")
	if said := heads(w.sent()); !slices.Equal(said, []string{"tg:-9 7月15日（周二），等您决定的有1件："}) {
		t.Errorf("told are %q", said)
	}
	matters, err := w.book.Matters(t.Context(), opened.Matter.ID)
	if err != nil || len(matters) != 1 || matters[0].Desk != ledger.DeskOffice || matters[0].Instead != desk || matters[0].Vacant != day(t, "2025-07-15") {
		t.Errorf("it is %+v, %v", matters, err)
	}
	if step, ok := w.task(task.ID).Waits(ledger.MatterStep); !ok || step.Desk != ledger.DeskOffice {
		t.Errorf("on the task waits %+v", step)
	}
	if found := waits(); found != 0 {
		t.Errorf("%d are left at the desk", found)
	}
	w.tick("2025-07-16 09:00")
	if moved := w.log(ledger.WhatLeft); len(moved) != 1 {
		t.Errorf("it was moved %d times: %q", len(moved), moved)
	}
	if report, err := w.book.Verify(t.Context(), nil); err != nil || report.Break != nil {
		t.Errorf("the book is not as its entries say: %+v, %v", report.Break, err)
	}
}
