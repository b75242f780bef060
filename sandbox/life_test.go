package sandbox_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"duban/sandbox"
)

func TestManyAtOnce(t *testing.T) {
	const people, each = 8, 40
	w := newWorld(t, func(o *sandbox.Options) { o.LimitsOff = true })
	var talk sync.WaitGroup
	for range people {
		id := w.person("李")
		talk.Go(func() {
			for i := range each {
				w.say(sandbox.Speech{Person: id, Text: strconv.Itoa(i)})
			}
		})
	}
	next, offset := map[int64]int{}, int64(0)
	for got := 0; got < people*each; {
		for _, u := range w.updates(args{"offset": offset, "timeout": 10, "limit": 7}) {
			if u.ID < offset {
				t.Fatalf("got update %d again after confirming up to %d", u.ID, offset)
			}
			offset = u.ID + 1
			if want := strconv.Itoa(next[u.Message.Chat.ID]); u.Message.Text != want {
				t.Fatalf("chat %d: got %q, want %q", u.Message.Chat.ID, u.Message.Text, want)
			}
			next[u.Message.Chat.ID]++
			got++
			must[seenMessage](w, "sendMessage", args{"chat_id": u.Message.Chat.ID, "text": "已登记 " + u.Message.Text})
		}
	}
	talk.Wait()
	for id := range next {
		seen, err := w.Wait(t.Context(), sandbox.Wait{Chat: id, Count: each})
		if err != nil || len(seen) != each {
			t.Errorf("chat %d: got %d answers, %v, want %d", id, len(seen), err, each)
		}
	}
}

func TestCloseEndsWhoeverWaits(t *testing.T) {
	w := newWorld(t, nil)
	id := w.started("李")
	w.fresh()
	polled, waited := make(chan result, 1), make(chan error, 1)
	go func() { polled <- w.call("getUpdates", args{"timeout": 50}) }()
	go func() {
		_, err := w.Wait(context.Background(), sandbox.Wait{Chat: id, After: 1 << 40})
		waited <- err
	}()
	if err := w.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := <-polled; !r.OK || string(r.Result) != "[]" {
		t.Errorf("got %+v, want an empty batch", r)
	}
	if _, ours := errors.AsType[*sandbox.Problem](<-waited); !ours {
		t.Error("got no problem from a closed server")
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := sandbox.New(sandbox.Options{Token: token, Clock: sandbox.NewClock(time.Unix(0, 0))})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, listener) }()
	resp, err := http.Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("got %v, want a clean end", err)
	}
}

func TestClockOfSomebodyElse(t *testing.T) {
	now := time.Date(2026, 3, 9, 8, 30, 0, 0, time.UTC)
	w := newWorld(t, func(o *sandbox.Options) { o.Clock, o.Now = nil, func() time.Time { return now } })
	if sent := must[seenMessage](w, "sendMessage", args{"chat_id": w.started("李"), "text": "x"}); sent.Date != now.Unix() {
		t.Errorf("got date %d, want %d", sent.Date, now.Unix())
	}
	if status, body := w.control("POST", "/control/clock", `{"advance":"1h"}`); status != http.StatusBadRequest {
		t.Errorf("got %d %s, want a problem", status, body)
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	clock := sandbox.NewClock(time.Unix(0, 0))
	for what, opt := range map[string]sandbox.Options{
		"no token": {Clock: clock}, "no clock": {Token: token}, "no id": {Token: "x", Clock: clock},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: got a server", what)
				}
			}()
			sandbox.New(opt)
		}()
	}
}
