package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

// A report whose request waited for the store is taken up when that is back: from then on
// it may be withdrawn. It is dated by when it was said all the same.
func TestRequestIsTakenUpWhenTheStoreIsBack(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	said := w.clock.Now()
	down := errors.New("redis is down")
	var heard []handlers.Request
	work := w.worker(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		heard = append(heard, r)
		if len(heard) == 1 {
			w.clock.Advance(11 * time.Minute)
			return ledger.Reply{}, down
		}
		return echo(ctx, r)
	})
	work.Temporary = func(err error) bool { return errors.Is(err, down) }
	if _, err := (&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work.Run(ctx) }()
	if _, err := w.Wait(ctx, sandbox.Wait{Chat: lian}); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if len(heard) != 2 {
		t.Fatalf("got %d requests, want 2", len(heard))
	}
	if first := heard[0]; !first.At.Equal(said) || !first.Said.IsZero() {
		t.Errorf("first: got taken up %s, said %s; want taken up %s, just then", first.At, first.Said, said)
	}
	if then := heard[1]; then.At.Before(said.Add(11*time.Minute)) || !then.Said.Equal(said) {
		t.Errorf("then: got taken up %s, said %s; want taken up after %s, said %s", then.At, then.Said, said.Add(11*time.Minute), said)
	}
}
