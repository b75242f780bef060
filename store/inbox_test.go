package store_test

import (
	"testing"
	"time"

	"duban/ledger"
	"duban/store"
)

func update(id int64, chat ledger.Address) ledger.Incoming {
	return ledger.Incoming{ID: id, Chat: chat, Raw: []byte(`{"update_id":` + number(int(id)) + `,"bytes":"` + "\x00\xff" + `"}`)}
}

// ids are the numbers of updates, and places their places.
func ids(updates []ledger.Incoming) (ids []int64, places []string) {
	for _, update := range updates {
		ids, places = append(ids, update.ID), append(places, update.Seq)
	}
	return ids, places
}

func testInbox(b book) {
	t := b.t
	ctx := t.Context()
	fresh, err := b.Receive(ctx, []ledger.Incoming{update(5, "tg:1"), update(3, "tg:2"), update(5, "tg:1")})
	must(t, err)
	equal(t, "new of the first batch", 2, fresh)
	fresh, err = b.Receive(ctx, []ledger.Incoming{update(3, "tg:2"), update(9, "tg:1")})
	must(t, err)
	equal(t, "new of the second batch", 1, fresh)

	waiting, err := b.Waiting(ctx, "", 10, 0)
	must(t, err)
	got, seqs := ids(waiting)
	equal(t, "waiting", []int64{5, 3, 9}, got)
	want := update(3, "tg:2")
	want.Seq = seqs[1]
	equal(t, "an update", want, waiting[1])

	page, err := b.Waiting(ctx, seqs[0], 1, 0)
	must(t, err)
	got, _ = ids(page)
	equal(t, "the page after the first", []int64{3}, got)

	about := ledger.About{Tasks: []ledger.TaskID{"2026-001"}, Report: "2026-001/1"}
	must(t, b.Done(ctx, seqs[:1], about, ledger.Receipt{To: "tg:1", Messages: []string{"70", "71"}}))
	asker, err := b.Asker(ctx, 7, "tg:1", "tg:1/71")
	must(t, err)
	equal(t, "what the answer was about", ledger.Asker{About: about}, asker)

	must(t, b.Dead(ctx, waiting[1], "cannot be read"))
	must(t, b.Dead(ctx, update(11, "tg:3"), "never came in"))
	dead, err := b.DeadLetters(ctx, 10)
	must(t, err)
	for i := range dead {
		dead[i].Seq = ""
	}
	equal(t, "dead letters", []store.DeadLetter{
		{Incoming: update(11, "tg:3"), Reason: "never came in"},
		{Incoming: update(3, "tg:2"), Reason: "cannot be read"},
	}, dead)

	waiting, err = b.Waiting(ctx, "", 10, 0)
	must(t, err)
	got, _ = ids(waiting)
	equal(t, "left", []int64{9}, got)
	if fresh, err := b.Receive(ctx, []ledger.Incoming{update(5, "tg:1")}); err != nil || fresh != 0 {
		t.Errorf("an answered update again: got %d new, %v", fresh, err)
	}
}

// testInboxWaits wakes a reader that waits, and does not wait where it was told not to.
func testInboxWaits(b book) {
	t := b.t
	if waiting, err := b.Waiting(t.Context(), "", 10, 0); err != nil || len(waiting) != 0 {
		t.Errorf("empty inbox: got %v, %v", waiting, err)
	}
	came := make(chan []ledger.Incoming)
	go func() {
		var waiting []ledger.Incoming
		for len(waiting) == 0 && t.Context().Err() == nil {
			var err error
			if waiting, err = b.Waiting(t.Context(), "", 10, time.Hour); err != nil {
				t.Error(err)
				break
			}
		}
		came <- waiting
	}()
	_, err := b.Receive(t.Context(), []ledger.Incoming{update(1, "tg:1")})
	must(t, err)
	got, _ := ids(<-came)
	equal(t, "came", []int64{1}, got)
}

func TestInboxDoneNothing(t *testing.T) {
	b := mini(t)
	must(t, b.Done(t.Context(), nil, ledger.About{}))
	if fresh, err := b.Receive(t.Context(), nil); err != nil || fresh != 0 {
		t.Errorf("no updates: got %d, %v", fresh, err)
	}
}

func testLease(b book) {
	t := b.t
	ask := func(holder string, want bool) {
		t.Helper()
		got, err := b.Lead(t.Context(), "poll", holder, time.Minute)
		must(t, err)
		equal(t, holder+" leads", want, got)
	}
	ask("a", true)
	ask("b", false)
	ask("a", true) // renewed
	must(t, b.Resign(t.Context(), "poll", "b"))
	ask("b", false)
	must(t, b.Resign(t.Context(), "poll", "a"))
	ask("b", true)
	if left := b.raw.PTTL(t.Context(), b.prefix+"lease:poll").Val(); left <= 0 || left > time.Minute {
		t.Errorf("the lease lasts %v, want a minute at most", left)
	}
}
