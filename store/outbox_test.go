package store_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/ledger"
	"duban/store"
)

const lease = time.Minute

// claim is what is handed out at a time, by name, and about to be said.
func (b book) claim(tb testing.TB, now time.Time, n int64) (ids []string) {
	tb.Helper()
	owed, err := b.Claim(tb.Context(), now, lease, n)
	must(tb, err)
	for _, one := range owed {
		must(tb, b.Begin(tb.Context(), one))
		name := string(one.ID)
		if one.Again {
			name += " again"
		}
		ids = append(ids, name)
	}
	slices.Sort(ids) // the order of chats is of no meaning
	return ids
}

func (b book) settle(tb testing.TB, now time.Time, s ledger.Settlement) {
	tb.Helper()
	if err := b.Settle(tb.Context(), now, s); err != nil {
		tb.Fatal(err)
	}
}

func (b book) sent(tb testing.TB, now time.Time, id, message string) {
	tb.Helper()
	b.settle(tb, now, ledger.Settlement{
		ID: ledger.MessageID(id), Outcome: ledger.OutcomeSent, Receipt: ledger.Receipt{Messages: []string{message}},
	})
}

func (b book) state(tb testing.TB, id string) store.Sending {
	tb.Helper()
	messages, err := b.Messages(tb.Context(), ledger.MessageID(id))
	if err != nil || len(messages) != 1 {
		tb.Fatalf("Messages(%s): got %d, %v; want one", id, len(messages), err)
	}
	return messages[0]
}

func (b book) owing(tb testing.TB) int64 {
	tb.Helper()
	n, _, err := b.Owing(tb.Context())
	must(tb, err)
	return n
}

// entries are the sorts of the entries on task 2026-001, oldest first.
func (b book) entries(tb testing.TB) (whats []ledger.What) {
	tb.Helper()
	entries, err := b.EntriesOf(tb.Context(), "2026-001", 100)
	must(tb, err)
	for _, entry := range slices.Backward(entries) {
		whats = append(whats, entry.What)
	}
	return whats
}

func testOutbox(b book) {
	t := b.t
	b.owe(t, "1", monday,
		message("a1", "tg:1", ledger.ClassNotice), message("a2", "tg:1", ledger.ClassDigest),
		message("b1", "tg:2", ledger.ClassDigest))
	b.owe(t, "2", monday, message("a3", "tg:1", ledger.ClassNotice))
	equal(t, "owing", 4, b.owing(t))

	owed, err := b.Claim(t.Context(), monday, lease, 1)
	must(t, err)
	equal(t, "the first", []ledger.Owed{{Message: message("a1", "tg:1", ledger.ClassNotice), Attempt: 1}}, owed)
	equal(t, "state", store.StateClaimed, b.state(t, "a1").State)
	must(t, b.Begin(t.Context(), owed[0]))
	equal(t, "state", store.StateSending, b.state(t, "a1").State)
	equal(t, "the rest", []string{"b1"}, b.claim(t, monday, 10))
	equal(t, "nothing is left", nil, b.claim(t, monday, 10))
	b.owe(t, "3", monday, message("a4", "tg:1", ledger.ClassNotice))
	equal(t, "a chat that is busy", nil, b.claim(t, monday, 10))

	b.sent(t, monday, "b1", "20")
	equal(t, "a chat that is owed nothing", nil, b.claim(t, monday, 10))
	for i, id := range []string{"a1", "a2", "a3", "a4"} {
		b.sent(t, monday, id, number(10+i))
		next := []string(nil)
		if i < 3 {
			next = []string{"a" + number(i+2)}
		}
		equal(t, "after "+id, next, b.claim(t, monday, 10))
	}
	equal(t, "owing", 0, b.owing(t))
	asker, err := b.Asker(t.Context(), 7, "tg:1", "tg:1/11")
	must(t, err)
	equal(t, "about", message("a2", "", "").About, asker.About)
	got := b.state(t, "a2")
	equal(t, "receipt", ledger.Receipt{To: "tg:1", Messages: []string{"11"}}, got.Receipt)
	equal(t, "state", store.StateSent, got.State)
	b.verify(t)
}

// testOutboxEvidence reads the entry of a delivery.
func TestOutboxEvidence(t *testing.T) {
	b := mini(t)
	m := message("m", "tg:1", ledger.ClassDigest)
	m.About.Tasks = []ledger.TaskID{"2026-001", "2026-002"}
	b.owe(t, "1", monday, m)
	b.claim(t, monday, 1)
	later := monday.Add(time.Second)
	b.settle(t, later, ledger.Settlement{
		ID: "m", Outcome: ledger.OutcomeSent, Receipt: ledger.Receipt{To: "tg:1", Messages: []string{"5", "6"}},
	})
	want := []ledger.Entry{{At: later, Unit: "住建局", What: ledger.WhatDelivered, Why: "digest", Fields: []ledger.FieldDiff{
		{Name: "message", After: "m"},
		{Name: "class", After: "digest"},
		{Name: "to", After: "tg:1"},
		{Name: "sha256", After: sha256Of("text of m")},
		{Name: "attempt", After: "1"},
		{Name: "receipt", After: "tg:1/5"},
		{Name: "receipt", After: "tg:1/6"},
		{Name: "tasks", After: "2026-001 2026-002"},
	}}}
	for _, task := range m.About.Tasks {
		got, err := b.EntriesOf(t.Context(), task, 10)
		must(t, err)
		equal(t, "entries of "+string(task), want, got)
	}
	got, err := b.EntriesOfKind(t.Context(), monday, 10, ledger.WhatDelivered)
	must(t, err)
	equal(t, "deliveries", want, got)
}

func testOutboxDue(b book) {
	t := b.t
	morning := monday.Add(20 * time.Hour)
	quiet := message("quiet", "tg:1", ledger.ClassDigest)
	quiet.NotBefore = morning
	b.owe(t, "1", monday, quiet)
	if n, next, err := b.Owing(t.Context()); err != nil || n != 1 || !next.Equal(morning) {
		t.Errorf("Owing: got %d, %v, %v; want 1, %v", n, next, err, morning)
	}
	equal(t, "before it is due", nil, b.claim(t, monday, 10))

	// Many that wait for the morning do not hold up what can be said now.
	for i := range 30 {
		more := message("more"+number(i), "tg:1", ledger.ClassDigest)
		more.NotBefore = morning
		b.owe(t, "more"+number(i), monday, more)
	}
	b.owe(t, "2", monday.Add(time.Hour), message("now", "tg:1", ledger.ClassNotice))
	equal(t, "at once", []string{"now"}, b.claim(t, monday.Add(time.Hour), 10))
	b.sent(t, monday.Add(time.Hour), "now", "1")
	equal(t, "still before", nil, b.claim(t, morning.Add(-time.Millisecond), 10))
	equal(t, "when due", []string{"quiet"}, b.claim(t, morning, 10))
}

func testOutboxRetry(b book) {
	t := b.t
	b.owe(t, "1", monday, message("a1", "tg:1", ledger.ClassDigest), message("a2", "tg:1", ledger.ClassNotice))
	b.claim(t, monday, 10)
	penalty := monday.Add(time.Hour)
	b.settle(t, monday, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeRetry, NotBefore: penalty, Reason: "429"})
	b.owe(t, "2", monday, message("a3", "tg:1", ledger.ClassNotice))
	equal(t, "the whole chat waits", nil, b.claim(t, penalty.Add(-time.Millisecond), 10))
	if _, next, err := b.Owing(t.Context()); err != nil || !next.Equal(penalty) {
		t.Errorf("Owing: got %v, %v; want %v", next, err, penalty)
	}
	owed, err := b.Claim(t.Context(), penalty, lease, 10)
	must(t, err)
	equal(t, "after it", []ledger.Owed{{Message: message("a1", "tg:1", ledger.ClassDigest), Attempt: 2}}, owed)

	b.settle(t, penalty, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeRetry, Reason: "no connection"})
	equal(t, "without a time: at once", []string{"a1"}, b.claim(t, penalty, 10))

	late := monday.Add(24*time.Hour + time.Second)
	b.settle(t, late, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeRetry, Reason: "no connection"})
	got := b.state(t, "a1")
	equal(t, "after a day", store.StateRefused, got.State)
	equal(t, "reason", "expired: no connection", got.Reason)
	equal(t, "entries", []ledger.What{ledger.WhatRefused}, b.entries(t))
	equal(t, "the next goes on", []string{"a2"}, b.claim(t, late, 10))
	b.verify(t)
}

// testOutboxUnknown settles by class, whether the sender says that it does not know or
// dies during the call.
func testOutboxUnknown(b book) {
	t := b.t
	tests := []struct {
		class ledger.Class
		again int // how often it is handed out after the first time
	}{
		{ledger.ClassDigest, 0},
		{ledger.ClassReply, 1},
		{ledger.ClassNotice, 2},
	}
	now := monday
	for _, tt := range tests {
		for _, died := range []bool{false, true} {
			m, next := "m "+string(tt.class), "next "+string(tt.class)
			if died {
				m, next = "died "+m, "died "+next
			}
			unknown := func() {
				t.Helper()
				if died {
					now = now.Add(lease)
					return
				}
				b.settle(t, now, ledger.Settlement{ID: ledger.MessageID(m), Outcome: ledger.OutcomeUnknown, Reason: "timeout"})
			}
			before := len(b.entries(t))
			b.owe(t, m, now, message(m, "tg:1", tt.class), message(next, "tg:1", ledger.ClassReply))
			equal(t, "first", []string{m}, b.claim(t, now, 10))
			again := tt.again
			if died && tt.class == ledger.ClassNotice {
				again = 19 // that a sender died is no word of the messenger's
			}
			for range again {
				unknown()
				equal(t, "again", []string{m + " again"}, b.claim(t, now, 10))
			}
			unknown()
			equal(t, "given up", []string{next}, b.claim(t, now, 10))
			equal(t, "state of "+m, store.StateUnknown, b.state(t, m).State)
			equal(t, "entries of "+m, []ledger.What{ledger.WhatUnknown}, b.entries(t)[before:])
			b.sent(t, now, next, "1")
		}
	}
	b.verify(t)
}

// testOutboxHold says a notice of which nobody knows again, but not before the time given.
func testOutboxHold(b book) {
	t := b.t
	b.owe(t, "1", monday, message("a1", "tg:1", ledger.ClassNotice), message("a2", "tg:1", ledger.ClassNotice))
	b.claim(t, monday, 10)
	later := monday.Add(time.Minute)
	b.settle(t, monday, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeUnknown, NotBefore: later})
	equal(t, "before", nil, b.claim(t, later.Add(-time.Millisecond), 10))
	equal(t, "then", []string{"a1 again"}, b.claim(t, later, 10))
}

// testSettleRace lets several settle the same attempt: it ends once.
func testSettleRace(b book) {
	t := b.t
	for round := range 20 {
		id := "m" + number(round)
		b.owe(t, id, monday, message(id, "tg:1", ledger.ClassNotice))
		equal(t, "claimed", []string{id}, b.claim(t, monday, 1))
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				refused := ledger.Settlement{ID: ledger.MessageID(id), Outcome: ledger.OutcomeRefused, Reason: "403"}
				if err := b.Settle(t.Context(), monday, refused); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		equal(t, "entries", round+1, len(b.entries(t)))
	}
	b.verify(t)
}

func testOutboxRefused(b book) {
	t := b.t
	b.owe(t, "1", monday, message("a1", "tg:1", ledger.ClassNotice), message("a2", "tg:1", ledger.ClassNotice))
	b.claim(t, monday, 10)
	refused := ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeRefused, Reason: "403 blocked"}
	b.settle(t, monday, refused)
	b.settle(t, monday, refused) // an answer that was lost
	equal(t, "entries", []ledger.What{ledger.WhatRefused}, b.entries(t))
	equal(t, "reason", "403 blocked", b.state(t, "a1").Reason)
	equal(t, "owing", 1, b.owing(t))
	equal(t, "the next goes on", []string{"a2"}, b.claim(t, monday, 10))
}

// testOutboxLate hears of a delivery after the lease ran out and another was at it.
func testOutboxLate(b book) {
	t := b.t
	b.owe(t, "1", monday, message("a1", "tg:1", ledger.ClassNotice), message("a2", "tg:1", ledger.ClassNotice))
	b.claim(t, monday, 10)
	later := monday.Add(lease)
	equal(t, "handed to another", []string{"a1 again"}, b.claim(t, later, 10))
	b.sent(t, later, "a1", "10") // the first one was only slow
	equal(t, "the next", []string{"a2"}, b.claim(t, later, 10))
	b.sent(t, later, "a1", "11") // the second one sent it too: both are evidence
	b.sent(t, later, "a1", "11")
	equal(t, "a2 is still being said", nil, b.claim(t, later, 10))
	b.settle(t, later, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeRefused, Reason: "too late to matter"})
	equal(t, "entries", []ledger.What{ledger.WhatDelivered, ledger.WhatDelivered}, b.entries(t))
	for _, id := range []string{"tg:1/10", "tg:1/11"} {
		asker, err := b.Asker(t.Context(), 7, "tg:1", id)
		must(t, err)
		equal(t, id+" is about", message("", "", "").About, asker.About)
	}
	b.sent(t, later, "a2", "12")
	equal(t, "owing", 0, b.owing(t))
	b.verify(t)
}

func testOutboxMoved(b book) {
	t := b.t
	b.owe(t, "1", monday, message("a1", "tg:1", ledger.ClassNotice), message("a2", "tg:1", ledger.ClassNotice))
	b.owe(t, "2", monday, message("n1", "tg:-100", ledger.ClassNotice))
	equal(t, "both chats", []string{"a1", "n1"}, b.claim(t, monday, 10))
	b.settle(t, monday, ledger.Settlement{ID: "a1", Outcome: ledger.OutcomeMoved, MovedTo: "tg:-100"})
	equal(t, "the new chat is busy", nil, b.claim(t, monday, 10))
	b.sent(t, monday, "n1", "1")
	for i, id := range []string{"a1", "a2"} {
		owed, err := b.Claim(t.Context(), monday, lease, 10)
		must(t, err)
		if len(owed) != 1 || string(owed[0].ID) != id || owed[0].To != "tg:-100" || owed[0].Again {
			t.Fatalf("after the move: got %+v, want %s to tg:-100", owed, id)
		}
		b.sent(t, monday, id, number(2+i))
	}
	asker, err := b.Asker(t.Context(), 7, "", "tg:-100/3")
	must(t, err)
	equal(t, "about", message("", "", "").About, asker.About)
	equal(t, "owing", 0, b.owing(t))
	if keys := b.raw.Keys(t.Context(), b.prefix+"queue:*").Val(); len(keys) != 0 {
		t.Errorf("queues left: %v", keys)
	}
}

// testOutboxReply is not evidence for the office unless it failed.
func TestOutboxReply(t *testing.T) {
	b := mini(t)
	b.owe(t, "1", monday, message("r", "tg:1", ledger.ClassReply))
	b.claim(t, monday, 1)
	b.sent(t, monday, "r", "1")
	equal(t, "entries", nil, b.entries(t))
	asker, err := b.Asker(t.Context(), 7, "tg:1", "tg:1/1")
	must(t, err)
	equal(t, "about", message("", "", "").About, asker.About)
}

func TestSettleRefuses(t *testing.T) {
	b := mini(t)
	b.owe(t, "1", monday, message("m", "tg:1", ledger.ClassNotice))
	b.claim(t, monday, 1)
	tests := []struct {
		name       string
		settlement ledger.Settlement
		want       string
	}{
		{"no such message", ledger.Settlement{ID: "x", Outcome: ledger.OutcomeSent}, "no such message"},
		{"no outcome", ledger.Settlement{ID: "m"}, "no such outcome"},
		{"moved nowhere", ledger.Settlement{ID: "m", Outcome: ledger.OutcomeMoved}, `moved from "tg:1" to ""`},
		{"moved to where it was", ledger.Settlement{ID: "m", Outcome: ledger.OutcomeMoved, MovedTo: "tg:1"}, "moved from"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := b.Settle(t.Context(), monday, tt.settlement)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	equal(t, "state", store.StateSending, b.state(t, "m").State)
}
