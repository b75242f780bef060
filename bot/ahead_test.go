package bot_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

// gated is an inbox whose calls wait until a test lets them go on.
type gated struct {
	*inbox

	receive, waiting func() error // before the call; nil: at once
}

func (g *gated) Receive(ctx context.Context, updates []ledger.Incoming) (int, error) {
	if g.receive != nil {
		if err := g.receive(); err != nil {
			return 0, err
		}
	}
	return g.inbox.Receive(ctx, updates)
}

func (g *gated) Waiting(ctx context.Context, after string, n int64, block time.Duration) ([]ledger.Incoming, error) {
	if g.waiting != nil {
		if err := g.waiting(); err != nil {
			return nil, err
		}
	}
	return g.inbox.Waiting(ctx, after, n, block)
}

// book stands for the store: it keeps what is committed, each cause once, and tells what
// is being decided.
type book struct {
	decided chan string // takes the words that are decided before their turn
	fail    func(r handlers.Request) error

	mu        sync.Mutex
	committed []string
	early     []string // decided before their turn, and given up
}

func (b *book) handle(ctx context.Context, r handlers.Request) (ledger.Reply, error) {
	if r.Turn != nil {
		b.decided <- r.Text
	}
	if b.fail != nil {
		if err := b.fail(r); err != nil {
			return ledger.Reply{}, err
		}
	}
	if r.Turn != nil {
		if err := r.Turn(ctx); err != nil {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.early = append(b.early, r.Text)
			return ledger.Reply{}, err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !slices.Contains(b.committed, r.Text) {
		b.committed = append(b.committed, r.Text)
	}
	return echo(ctx, r)
}

// thought waits until something is decided. Where nobody thinks, because the worker is
// not up yet or is still busy, the error has the poller try again.
func (b *book) thought() error {
	select {
	case <-b.decided:
		return nil
	case <-time.After(time.Second):
		return errors.New("nobody thinks")
	}
}

func (b *book) kept() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.committed)
}

// run polls and answers until it is stopped.
func (w *world) run(in bot.Inbox, b *book) (stop func()) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	work := w.worker(b.handle)
	work.Inbox, work.Parallel = in, 1
	poller := &bot.Poller{Bot: w.bot, Inbox: in, Worker: work, Wait: time.Second}
	var running sync.WaitGroup
	for _, run := range []func(context.Context) error{work.Run, poller.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				w.t.Error(err)
			}
		})
	}
	return func() {
		cancel()
		running.Wait()
	}
}

// await waits until so many messages were said in a chat.
func (w *world) await(chat int64, count int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	if _, err := w.Wait(ctx, sandbox.Wait{Chat: chat, Count: count}); err != nil {
		w.t.Errorf("%v, said %q, want %d", err, w.said(chat), count)
	}
}

func (w *world) check(what string, got []string, want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// What somebody says is decided while it is being stored, and committed after it was.
func TestDecidesWhileStoring(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	in.receive = func() error {
		err := b.thought()
		w.check("committed before it was stored", b.kept())
		return err
	}
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	stop := w.run(in, b)
	w.await(lian, 1)
	stop()
	w.check("committed", b.kept(), "17 80")
	w.check("said", w.said(lian), "收到 17 80")
	if w.inbox.left() != 0 {
		t.Errorf("got %d updates left in the inbox, want 0", w.inbox.left())
	}
}

// Redis goes down while the answer is decided: nothing has happened, and the update is
// answered when Telegram brings it again.
func TestStoringFailsWhileDeciding(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	failures := 0
	in.receive = func() error {
		if failures == 2 {
			return nil
		}
		if b.thought() == nil {
			failures++
		}
		w.check("committed and not stored", b.kept())
		return errors.New("redis is down")
	}
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	stop := w.run(in, b)
	w.await(lian, 1)
	stop()
	w.check("given up", b.early, "17 80", "17 80")
	w.check("committed", b.kept(), "17 80")
	w.check("said", w.said(lian), "收到 17 80")
}

// What was answered before and comes again is not decided again.
func TestKnownUpdateIsNotDecidedAgain(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "一"})
	w.turn(echo) // and the program dies before it tells Telegram
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	again, once := make(chan struct{}), sync.Once{}
	in.receive = func() (err error) {
		once.Do(func() {
			err = b.thought()
			close(again)
		})
		return err
	}
	stop := w.run(in, b)
	<-again
	w.say(sandbox.Speech{Person: lian, Text: "二"})
	w.await(lian, 2)
	stop()
	w.check("committed", b.kept(), "二")
	w.check("said", w.said(lian), "收到 一", "收到 二")
}

// What an earlier run left in the inbox comes first, though it is read only after the
// next update was decided on.
func TestBacklogComesBeforeThought(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "一"})
	w.say(sandbox.Speech{Person: lian, Text: "二"})
	earlier := &bot.Poller{Bot: w.bot, Inbox: w.inbox}
	for range 2 { // the second call confirms the first
		if _, err := earlier.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.say(sandbox.Speech{Person: lian, Text: "三"})
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	decided := make(chan struct{})
	in.receive = func() error {
		err := b.thought()
		if err == nil {
			close(decided)
		}
		return err
	}
	in.waiting = func() error {
		<-decided
		return nil
	}
	stop := w.run(in, b)
	w.await(lian, 3)
	stop()
	w.check("given up", b.early, "三")
	w.check("committed", b.kept(), "一", "二", "三")
	w.check("said", w.said(lian), "收到 一", "收到 二", "收到 三")
}

// A thought that fails, or panics, counts for nothing.
func TestThoughtFails(t *testing.T) {
	for name, fail := range map[string]func() error{
		"error": func() error { return errors.New("no") },
		"panic": func() error { panic("boom") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			lian := w.person("联络员")
			w.say(sandbox.Speech{Person: lian, Text: "17 80"})
			b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
			b.fail = func(r handlers.Request) error {
				if r.Turn != nil {
					return fail()
				}
				return nil
			}
			in.receive = b.thought
			stop := w.run(in, b)
			w.await(lian, 1)
			stop()
			w.check("said", w.said(lian), "收到 17 80")
			w.check("buried", w.inbox.buried())
		})
	}
}

// A program that is stopped while it stores what it has decided commits nothing of it;
// the next run answers.
func TestStopWhileDeciding(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	storing, stopping := make(chan struct{}), make(chan struct{})
	var first sync.Once // it may poll once more before it stops
	in.receive = func() error {
		killed := errors.New("killed")
		first.Do(func() {
			if err := b.thought(); err != nil {
				killed = err
			}
			close(storing)
			<-stopping
		})
		return killed
	}
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	stop := w.run(in, b)
	<-storing
	go close(stopping)
	stop()
	w.check("committed", b.kept())
	w.check("said", w.said(lian))
	w.turn(echo)
	w.check("said by the next run", w.said(lian), "收到 17 80")
}

// An update that Telegram brings is decided while it is being stored, too, and is
// acknowledged only then.
func TestWebhookDecidesWhileStoring(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Text: "/start"}) // who never spoke is not spoken to
	w.turn(func(context.Context, handlers.Request) (ledger.Reply, error) { return ledger.Reply{}, nil })
	b, in := &book{decided: make(chan string, 64)}, &gated{inbox: w.inbox}
	in.receive = b.thought
	work := w.worker(b.handle)
	work.Inbox = in
	server := httptest.NewServer(&bot.Webhook{Bot: w.bot, Inbox: in, Worker: work, Secret: "geheim"})
	defer server.Close()
	hook := &bot.Webhook{Bot: w.bot, URL: server.URL, Secret: "geheim"}
	if err := hook.Register(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := work.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	w.say(sandbox.Speech{Person: lian, Text: "17 80"})
	w.await(lian, 1)
	cancel()
	running.Wait()
	w.check("committed", b.kept(), "17 80")
	w.check("said", w.said(lian), "收到 17 80")
}
