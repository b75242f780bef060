package bot_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

const token = "42:AAsandbox_token-for-tests"

// patience is how long anything may take on a busy machine; no test depends on it.
const patience = time.Minute

// loadSchema reads the description of the Bot API once, where it is there.
var loadSchema = sync.OnceValues(func() (*sandbox.Schema, error) { return sandbox.LoadSchema("../../shared/data/botapi/api.json") })

// inbox keeps updates in memory, as the store does in Redis.
type inbox struct {
	mu       sync.Mutex
	serial   int
	waiting  []ledger.Incoming
	seen     map[int64]bool
	dead     []string
	receipts []ledger.Receipt
	abouts   []ledger.About
	fail     error
	more     chan struct{}
}

func newInbox() *inbox { return &inbox{seen: map[int64]bool{}, more: make(chan struct{}, 1)} }

func (in *inbox) Receive(_ context.Context, updates []ledger.Incoming) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.fail != nil {
		return 0, in.fail
	}
	fresh := 0
	for _, u := range updates {
		if in.seen[u.ID] {
			continue
		}
		in.seen[u.ID] = true
		in.serial++
		fresh++
		u.Seq = strings.Repeat("0", 8-len(strconv.Itoa(in.serial))) + strconv.Itoa(in.serial)
		in.waiting = append(in.waiting, u)
	}
	select {
	case in.more <- struct{}{}:
	default:
	}
	return fresh, nil
}

func (in *inbox) after(seq string, n int64) []ledger.Incoming {
	in.mu.Lock()
	defer in.mu.Unlock()
	var out []ledger.Incoming
	for _, u := range in.waiting {
		if u.Seq > seq && int64(len(out)) < n {
			out = append(out, u)
		}
	}
	return out
}

func (in *inbox) Waiting(ctx context.Context, after string, n int64, block time.Duration) ([]ledger.Incoming, error) {
	if found := in.after(after, n); len(found) > 0 || block == 0 {
		return found, nil
	}
	timer := time.NewTimer(block)
	defer timer.Stop()
	select {
	case <-in.more:
	case <-timer.C:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return in.after(after, n), nil
}

func (in *inbox) Done(_ context.Context, seqs []string, about ledger.About, receipts ...ledger.Receipt) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.waiting = slices.DeleteFunc(in.waiting, func(u ledger.Incoming) bool { return slices.Contains(seqs, u.Seq) })
	in.receipts = append(in.receipts, receipts...)
	in.abouts = append(in.abouts, about)
	return nil
}

func (in *inbox) Dead(_ context.Context, u ledger.Incoming, reason string) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.waiting = slices.DeleteFunc(in.waiting, func(w ledger.Incoming) bool { return w.Seq == u.Seq })
	in.dead = append(in.dead, reason)
	return nil
}

func (in *inbox) left() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.waiting)
}

func (in *inbox) buried() []string {
	in.mu.Lock()
	defer in.mu.Unlock()
	return slices.Clone(in.dead)
}

// simulated is a sandbox's clock that moves when somebody sleeps.
type simulated struct{ *sandbox.Clock }

func (s simulated) Sleep(ctx context.Context, d time.Duration) error {
	s.Advance(d)
	return ctx.Err()
}

// world is a sandbox behind loopback HTTP with a bot that has its clock.
type world struct {
	*sandbox.Server
	t     *testing.T
	url   string
	clock simulated
	bot   *bot.Bot
	inbox *inbox
	log   *journal
}

// journal keeps the log of a test.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func newWorld(t *testing.T, change func(*sandbox.Options)) *world {
	t.Helper()
	clock := sandbox.NewClock(time.Date(2026, 3, 9, 8, 30, 0, 0, time.UTC))
	opt := sandbox.Options{Token: token, Clock: clock, Seed: 1, HookBackoff: time.Millisecond, HookLimit: 4 * time.Millisecond}
	if change != nil {
		change(&opt)
	}
	schema, err := loadSchema()
	switch {
	case err == nil: // the real server ignores misspelt fields, so only this finds them
		opt.Check = schema.Check
	case !errors.Is(err, fs.ErrNotExist):
		t.Fatal(err)
	}
	s := sandbox.New(opt)
	t.Cleanup(func() {
		for _, call := range s.Calls() {
			if len(call.Violations) > 0 {
				t.Errorf("%s %v: %q", call.Method, call.Params, call.Violations)
			}
		}
	})
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
		defer cancel()
		if err := s.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		server.Close()
	})
	w := &world{Server: s, t: t, url: server.URL, clock: simulated{clock}, inbox: newInbox(), log: &journal{}}
	w.bot = w.newBot(w.url)
	return w
}

func (w *world) newBot(url string) *bot.Bot {
	w.t.Helper()
	b, err := bot.New(bot.Options{
		Token: token, URL: url, Clock: w.clock,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func (w *world) person(name string) int64 {
	w.t.Helper()
	user, err := w.AddPerson(sandbox.User{FirstName: name})
	if err != nil {
		w.t.Fatal(err)
	}
	return user.ID
}

func (w *world) group(kind string, members ...int64) int64 {
	w.t.Helper()
	chat, err := w.AddChat(sandbox.NewChat{Chat: sandbox.Chat{Type: kind, Title: "住建局", IsForum: false}, Members: members})
	if err != nil {
		w.t.Fatal(err)
	}
	return chat.ID
}

func (w *world) say(speech sandbox.Speech) []sandbox.Seen {
	w.t.Helper()
	seen, err := w.Say(speech)
	if err != nil {
		w.t.Fatal(err)
	}
	return seen
}

func (w *world) worker(handle bot.Handle) *bot.Worker {
	return &bot.Worker{
		Bot: w.bot, Inbox: w.inbox, Handle: handle,
		Apology: func(incident string) string { return "抱歉，故障号 " + incident },
	}
}

// turn fetches what there is and answers it.
func (w *world) turn(handle bot.Handle) {
	w.t.Helper()
	p := &bot.Poller{Bot: w.bot, Inbox: w.inbox}
	if _, err := p.Once(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.worker(handle).Drain(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// spoken are the bot's messages in a chat.
func (w *world) spoken(chat int64) []sandbox.Seen {
	w.t.Helper()
	seen, err := w.Read(chat, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.DeleteFunc(seen, func(m sandbox.Seen) bool { return !m.Bot })
}

// said are their texts.
func (w *world) said(chat int64) []string {
	w.t.Helper()
	var out []string
	for _, m := range w.spoken(chat) {
		out = append(out, m.Text)
	}
	return out
}

// echo answers with the words it was given.
func echo(_ context.Context, r handlers.Request) (ledger.Reply, error) {
	return ledger.Reply{Text: "收到 " + r.Text}, nil
}
