package scheduler_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
)

// asked puts a task of 住建局 into the book that waits for 水务局 since 2025-07-11, until the 14th.
func (w *world) asked(n int64) ledger.MatterID {
	w.t.Helper()
	task := w.due(n, "住建局", "2025-07-11")
	lead := ledger.Person{ID: 71, Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: task.Registered}}}
	office := ledger.Person{ID: 72, Posts: []ledger.Post{{Role: ledger.RoleOffice, From: task.Registered}}}
	at := moment(w.t, "2025-07-11 10:00")
	said, refusal := task.TakeReport(ledger.Reporting{By: lead, At: at, Percent: ledger.NoPercent, Blocked: true, Text: "等停水", AnswerBy: ledger.NewDate(2025, 7, 16)})
	if refusal != nil {
		w.t.Fatal(refusal)
	}
	done, refusal := said.Matters[0].Forward(said.Task, ledger.Forwarding{By: office, At: at, To: "水务局", Until: ledger.NewDate(2025, 7, 14)})
	if refusal != nil {
		w.t.Fatal(refusal)
	}
	w.put(done.Task, done.Matter.TellDone(ledger.DateOf(at)))
	return done.Matter.ID
}

func (w *world) matter(id ledger.MatterID) ledger.Matter {
	w.t.Helper()
	found, err := w.book.Matters(w.t.Context(), id)
	if err != nil || len(found) != 1 {
		w.t.Fatalf("%s: %v, %v", id, found, err)
	}
	return found[0]
}

// TestBlockerOnce: two processes and a clock that is turned often make each step against the unit
// that is asked once, its draft with it, and none against the lead.
func TestBlockerOnce(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder)
	w.office()
	id := w.asked(1)
	other := w.process(scheduler.JobLadder)
	w.tick("2025-07-11 08:00")
	for _, day := range []string{"2025-07-14", "2025-07-14", "2025-07-15", "2025-07-16", "2025-07-21", "2025-07-28", "2025-07-29"} {
		w.tick(day + " 08:45")
		if _, err := other.Tick(t.Context(), moment(t, day+" 08:46")); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, r := range w.matter(id).Escalation.Rises {
		got = append(got, r.On.String()+" "+r.Level)
	}
	if diff := cmp.Diff([]string{"2025-07-14 blue", "2025-07-15 yellow", "2025-07-21 red", "2025-07-28 admonition"}, got); diff != "" {
		t.Errorf("rises (-want +got):\n%s", diff)
	}
	if got := levels(w.task("2025-001")); got != nil {
		t.Errorf("it rose against the lead: %v", got)
	}
	if got := len(w.log(ledger.WhatRose)); got != 4 {
		t.Errorf("%d entries of a rise, want 4", got)
	}
	if got := len(w.log(ledger.WhatDrafted)); got != 2 {
		t.Errorf("%d drafts, want 2", got)
	}
}

// TestBlockerStuck: the evening report names a step against a unit that is asked which should have
// come and did not.
func TestBlockerStuck(t *testing.T) {
	w := newWorld(t, scheduler.JobLadder, scheduler.JobOverdue)
	w.office()
	w.tick("2025-07-11 08:00")
	w.asked(1)
	w.Scheduler = w.processOf(w.book, w.rhythm(scheduler.JobLadder, "45 8 1 1 *"), w.rhythm(scheduler.JobOverdue, "0 17 * * *"))
	w.tick("2025-07-15 17:00")
	text := fmt.Sprint(w.sent())
	if want := "应升级未升级1项：〔2025-001〕→蓝色提醒（对水务局，应答复住建局）"; !strings.Contains(text, want) {
		t.Errorf("the evening report says\n%s\nwant %s", text, want)
	}
}
