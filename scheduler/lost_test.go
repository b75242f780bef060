package scheduler_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
)

// settle ends what is owed at a time as the outcomes say, by the chat.
func (w *world) settle(at string, outcomes map[ledger.Address]ledger.Outcome) {
	w.t.Helper()
	now := moment(w.t, at)
	owed, err := w.book.Claim(w.t.Context(), now, time.Minute, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range owed {
		outcome := outcomes[m.To]
		if outcome == "" {
			outcome = ledger.OutcomeSent
		}
		if err := w.book.Settle(w.t.Context(), now, ledger.Settlement{ID: m.ID, Outcome: outcome, Reason: "403"}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// TestDigestLost: what a unit was told in vain it is told in the next digest, until it is
// known that somebody received it; it is not forgotten, and not said twice on a day.
func TestDigestLost(t *testing.T) {
	for _, c := range []struct {
		what     string
		outcomes map[ledger.Address]ledger.Outcome
		want     []string // of the next days, to the unit's chats
	}{
		{"it arrived", nil, nil},
		{"it was refused", map[ledger.Address]ledger.Outcome{"tg:2": ledger.OutcomeRefused, "tg:4": ledger.OutcomeRefused}, []string{
			"tg:2 水务局 7月16日（周三）督办提醒", "tg:4 水务局 7月16日（周三）督办提醒",
		}},
		{"it is not known whether it arrived", map[ledger.Address]ledger.Outcome{"tg:2": ledger.OutcomeUnknown, "tg:4": ledger.OutcomeRefused}, []string{
			"tg:2 水务局 7月16日（周三）督办提醒", "tg:4 水务局 7月16日（周三）督办提醒",
		}},
		{"one of two has it", map[ledger.Address]ledger.Outcome{"tg:2": ledger.OutcomeRefused}, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t, scheduler.JobDigest)
			w.office()
			w.put(ledger.Person{ID: 4, Name: "王联络", Chat: "tg:4", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "水务局", From: 1}}})
			fresh := w.due(1, "水务局", "2025-12-31")
			fresh.Told = nil
			w.put(fresh)
			w.tick("2025-07-15 08:00")
			w.tick("2025-07-15 08:30")
			w.settle("2025-07-15 08:31", c.outcomes)
			w.tick("2025-07-15 08:32")
			if again := w.sent(); len(again) > 0 {
				t.Errorf("told again on the same day: %v", heads(again))
			}
			w.tick("2025-07-16 08:30")
			got := w.sent()
			if diff := cmp.Diff(c.want, heads(got)); diff != "" {
				t.Errorf("the next day (-want +got):\n%s", diff)
			}
			told := w.log(ledger.WhatTold)
			if diff := cmp.Diff("水务局 2025-001 new 2025-07-01", told[len(told)-1]); diff != "" {
				t.Errorf("for the same reason (-want +got):\n%s", diff)
			}
			w.tick("2025-07-17 08:30")
			if more := w.sent(); len(more) > 0 {
				t.Errorf("and then: %v, want nothing", heads(more))
			}
		})
	}
}

// TestRequestLost: a request for an answer in a digest that did not arrive is said again.
func TestRequestLost(t *testing.T) {
	for outcome, want := range map[ledger.Outcome]int{ledger.OutcomeSent: 0, ledger.OutcomeRefused: 1} {
		w := newWorld(t, scheduler.JobDigest)
		w.office()
		task, m := w.due(1, "住建局", "2025-12-31"), ledger.Matter{
			ID: "2025-001/m1", Kind: ledger.MatterDifficulty, Task: "2025-001", Title: "东河整治", Unit: "住建局", Text: "需水务局协调",
			At: moment(t, "2025-07-14 10:00"), Desk: ledger.DeskUnit("水务局"), AnswerBy: ledger.NewDate(2025, 7, 30),
		}
		task.Waiting = []ledger.Waiting{{Matter: m.ID, Kind: m.Kind, Desk: m.Desk}}
		w.put(task, m)
		w.tick("2025-07-15 08:00")
		w.tick("2025-07-15 08:30")
		w.settle("2025-07-15 08:31", map[ledger.Address]ledger.Outcome{"tg:2": outcome})
		w.tick("2025-07-16 08:30")
		if got := w.sent(); len(got) != want {
			t.Errorf("the first was %s: the next day %v, want %d messages", outcome, heads(got), want)
		}
	}
}
