package bot_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

// What was begun when the program is stopped is finished: the reply said, the inbox cleared.
func TestStopFinishesWhatWasBegun(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "一"})
	w.say(sandbox.Speech{Person: lian, Text: "二"})
	if _, err := (&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	work := w.worker(func(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
		stop()
		return ledger.Reply{Text: "收到 " + r.Text}, ctx.Err()
	})
	if err := work.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if n, said := w.inbox.left(), w.said(lian); n != 2-len(said) || len(said) == 0 || said[0] != "收到 一" {
		t.Errorf("got %q said and %d updates left, want each said and gone, or still there", said, n)
	}
}

// An album is whole after two quiet seconds; its chat waits, others do not.
func TestAlbumIsGathered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box := newInbox()
		b, err := bot.New(bot.Options{Token: token})
		if err != nil {
			t.Fatal(err)
		}
		type heard struct {
			At    time.Duration
			Text  string
			Files int
		}
		start := time.Now()
		var got []heard
		work := &bot.Worker{Bot: b, Inbox: box, Parallel: 1, Handle: func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
			got = append(got, heard{time.Since(start), r.Text, len(r.Files)})
			return ledger.Reply{}, nil
		}}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- work.Run(ctx) }()
		receive := func(id, chat int64, fields string) {
			t.Helper()
			synctest.Wait()
			raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d},"chat":{"id":%d,"type":"private"},%s}}`, id, id, chat, chat, fields)
			if _, err := box.Receive(ctx, []ledger.Incoming{{ID: id, Chat: ledger.Address(fmt.Sprintf("tg:%d", chat)), Raw: []byte(raw)}}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		receive(1, 5, `"media_group_id":"g","photo":[{"file_id":"a"}],"caption":"17 80"`)
		receive(2, 5, `"text":"之后"`)
		receive(3, 6, `"text":"别人"`)
		time.Sleep(1500 * time.Millisecond)
		receive(4, 5, `"media_group_id":"g","photo":[{"file_id":"b"}]`)
		time.Sleep(3 * time.Second)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		want := []heard{{0, "别人", 0}, {3500 * time.Millisecond, "17 80", 2}, {3500 * time.Millisecond, "之后", 0}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("heard (-want +got):\n%s", diff)
		}
		if box.left() != 0 {
			t.Errorf("got %d left, want 0", box.left())
		}
	})
}
