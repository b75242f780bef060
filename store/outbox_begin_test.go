package store_test

import (
	"errors"
	"testing"
	"time"

	"duban/ledger"
	"duban/store"
)

// ready claims one message and gets no further: its paper is being printed.
func (b book) ready(tb testing.TB, now time.Time) ledger.Owed {
	tb.Helper()
	owed, err := b.Claim(tb.Context(), now, lease, 1)
	if err != nil || len(owed) != 1 {
		tb.Fatalf("Claim: got %+v, %v; want one message", owed, err)
	}
	return owed[0]
}

func (b book) stale(tb testing.TB, what string, owed ledger.Owed) {
	tb.Helper()
	if err := b.Begin(tb.Context(), owed); !errors.Is(err, ledger.ErrStale) {
		tb.Errorf("%s: got %v, want ErrStale", what, err)
	}
}

// testOutboxBegin lets senders die while they get a message ready, more of them than may die
// in a call: it is owed as it was, in no class is it in doubt, and nobody says it under a claim
// that ran out.
func testOutboxBegin(b book) {
	t := b.t
	now := monday
	for _, class := range []ledger.Class{ledger.ClassDigest, ledger.ClassReply, ledger.ClassNotice} {
		m := papered("m "+string(class), class)
		b.owe(t, string(m.ID), now, m, message("next "+string(class), "tg:1", ledger.ClassReply))
		var first ledger.Owed
		for n := range 25 {
			owed := b.ready(t, now)
			if owed.ID != m.ID || owed.Again || owed.Attempt != n+1 || string(owed.Files[0].Body) != "bytes" {
				t.Fatalf("%s: after %d deaths got %+v, want it as it was", class, n, owed)
			}
			if n == 0 {
				first = owed
			}
			if n%2 == 0 {
				now = now.Add(lease)
				continue
			}
			_, err := b.Abandon(t.Context()) // another one leads
			must(t, err)
		}
		b.stale(t, "a claim of long ago", first)
		owed := b.ready(t, now)
		must(t, b.Begin(t.Context(), owed))
		b.stale(t, "begun before", owed)
		b.settle(t, now, ledger.Settlement{ID: m.ID, Outcome: ledger.OutcomeRetry, Reason: "no connection"})
		b.stale(t, "settled before", owed)
		owed = b.ready(t, now)
		equal(t, "in doubt", false, owed.Again)
		must(t, b.Begin(t.Context(), owed))
		b.sent(t, now, string(m.ID), "1")
		b.sent(t, now, string(b.ready(t, now).ID), "2")
	}
	want := []ledger.What{ledger.WhatDelivered, ledger.WhatDelivered} // of the digest and of the notice
	equal(t, "entries", want, b.entries(t))

	// What cannot be got ready for a day is given up, in words.
	b.owe(t, "old", now, papered("old", ledger.ClassNotice))
	b.ready(t, now)
	equal(t, "nothing more", nil, b.claim(t, now.Add(25*time.Hour), 1))
	got := b.state(t, "old")
	equal(t, "state", store.StateRefused, got.State)
	equal(t, "reason", "expired: its sender died before the call", got.Reason)
	b.verify(t)
}
