package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/alicebob/miniredis/v2"

	"duban/config"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
	"duban/store"
	"duban/texts"
)

// world is a whole small office inside this process: a Redis in memory, a Telegram on
// loopback, a clock that moves when it is told to, and the program between them.
type world struct {
	clock    simulated
	zone     *time.Location
	telegram *sandbox.Server
	server   *http.Server
	redis    *miniredis.Miniredis
	store    *store.Store
	config   config.Config
	house    *house // nil while the program is down
	codes    int
	log      *slog.Logger
	books    *books
	machine  machine // on which the program runs

	forgiving bool                   // a Telegram out of reach is a trouble, not the end: what is owed waits
	trouble   atomic.Pointer[string] // with Telegram, of the latest work; nil when there was none
	killed    atomic.Bool            // the same as house == nil, for who only looks
}

// setting is what a world is made of.
type setting struct {
	start time.Time
	log   *slog.Logger
	seed  uint64 // of the Telegram's chances; 1 if 0
	check apiCheck
	panel http.Handler
	acted func()
}

// apiCheck tells what is wrong with a call to Telegram.
type apiCheck func(method string, params map[string]any) []string

// simulated is a clock that a wait moves on.
type simulated struct{ *sandbox.Clock }

// Sleep lets the time pass at once.
func (c simulated) Sleep(ctx context.Context, d time.Duration) error {
	c.Advance(d)
	return ctx.Err()
}

// makeRoom lets garbage lie about, in percent of what is alive, until it is a gigabyte. For a
// process in which years go by in seconds: a third of its time would go into collecting.
func makeRoom() {
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(1 << 30)
}

const sandboxToken = "42:sandbox"

// openWorld opens a world and starts the program in it. Close it.
func openWorld(ctx context.Context, s setting) (*world, error) {
	w := &world{clock: simulated{sandbox.NewClock(s.start)}, redis: miniredis.NewMiniRedis(), log: s.log, books: &books{}}
	w.telegram = sandbox.New(sandbox.Options{
		Token: sandboxToken, BotTitle: "督办", Now: w.clock.Now, // only the program moves its clock: what is due must happen on the way
		Seed: max(s.seed, 1), Check: s.check, Panel: s.panel, Acted: s.acted,
	})
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w.server = &http.Server{Handler: w.telegram, ReadHeaderTimeout: time.Minute}
	go w.server.Serve(listener) //nolint:errcheck // ends when the world is closed
	env := map[string]string{
		"DUBAN_TOKEN": sandboxToken, "DUBAN_API_URL": "http://" + listener.Addr().String(),
	}
	w.config, err = config.Load(func(name string) (string, bool) { v, ok := env[name]; return v, ok }, noFiles)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	w.zone = w.config.Zone
	if w.store, err = store.OpenInside(ctx, dialInside(w.redis), w.config.Office); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, w.start(ctx)
}

func noFiles(string) ([]byte, error) { return nil, errors.New("no files here") }

// Close ends the world and all that was in it.
func (w *world) Close() error {
	var errs []error
	if w.store != nil {
		errs = append(errs, w.store.Close())
	}
	w.redis.Close()
	if w.server != nil {
		errs = append(errs, w.server.Close())
	}
	return errors.Join(errs...)
}

// start is the program starting: everything it knows is in Redis.
func (w *world) start(ctx context.Context) error {
	var err error
	w.house, err = build(materials{
		store: w.store, config: w.config, clock: w.clock, log: w.log, print: w.machine.print, papers: w.machine.papers,
		newCode: func() string { w.codes++; return fmt.Sprintf("EXAMPLE%03d", w.codes) },
	})
	if err != nil {
		return err
	}
	w.house.silent = func() bool { return w.telegram.Pending() == 0 }
	w.house.menu.Pace = -1 // the sandbox asks for none
	w.books.open(w.house)
	w.killed.Store(false)
	return w.tick(ctx)
}

// stop is the program being killed.
func (w *world) stop() error {
	w.house = nil
	w.killed.Store(true)
	return nil
}

// settle works everything that can be worked now.
func (w *world) settle(ctx context.Context) error {
	if w.house == nil {
		return nil
	}
	if !w.forgiving {
		return w.house.step(ctx)
	}
	err := w.house.each(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.trouble.Store(nil)
	if err != nil {
		words := err.Error()
		w.trouble.Store(&words)
		w.log.Warn("telegram is out of reach", "err", err)
	}
	return nil
}

func (w *world) tick(ctx context.Context) error {
	if w.house == nil {
		return nil
	}
	if _, err := w.house.tick(ctx, w.clock.Now()); err != nil {
		return err
	}
	return w.settle(ctx)
}

// unreached says what the trouble with Telegram is; empty: none.
func (w *world) unreached() string {
	if words := w.trouble.Load(); words != nil {
		return *words
	}
	return ""
}

// sooner is the next slot, or when something that is owed may be said, if that comes first.
func (w *world) sooner(slot, due time.Time) time.Time {
	if due.After(w.clock.Now()) && due.Before(slot) { // what is owed already waits for Telegram
		return due
	}
	return slot
}

// owed tells whether anything is owed, by us or to us, and what comes first: the slot, or that.
func (w *world) owed(ctx context.Context, slot, to time.Time) (owes bool, next time.Time, err error) {
	messages, due, err := w.store.Owing(ctx)
	if err != nil {
		return false, time.Time{}, err
	}
	files, err := w.store.OwedFilesDue(ctx, to, 1)
	if err != nil {
		return false, time.Time{}, err
	}
	next = w.sooner(slot, due)
	for _, f := range files {
		next = w.sooner(next, f.Due)
	}
	return messages > 0 || len(files) > 0, next, nil
}

// until lets time pass, stopping wherever something is due, as the real loop would.
func (w *world) until(ctx context.Context, to time.Time) error {
	worked, calm := false, false // calm: all was worked and nothing is owed, as on most days of a year
	for w.house != nil {
		next := w.house.scheduler.Next(w.clock.Now())
		if !calm {
			owes, due, err := w.owed(ctx, next, to)
			if err != nil {
				return err
			}
			calm, next = worked && !owes, due
		}
		if next.After(to) || next.IsZero() {
			break
		}
		if next.After(w.clock.Now()) {
			w.clock.Set(next)
		}
		ticked, err := w.house.tick(ctx, w.clock.Now())
		if err != nil {
			return err
		}
		if calm && ticked.Messages == 0 && w.house.still() {
			continue
		}
		if err := w.settle(ctx); err != nil {
			return err
		}
		worked, calm = w.unreached() == "", false
	}
	if w.clock.Now().Before(to) {
		w.clock.Set(to)
	}
	return w.tick(ctx)
}

func (w *world) load(ctx context.Context, input handlers.ImportInput) (handlers.ImportResult, error) {
	input.Calendar, input.Limits, input.Hours = w.config.Calendar, w.config.Limits, w.config.Quiet.NotBefore
	return handlers.Import(ctx, w.store, input)
}

func (w *world) invite(ctx context.Context, words []string) (string, error) {
	return issue(ctx, w.store, words, w.clock.Now().In(w.zone), func() string { w.codes++; return fmt.Sprintf("EXAMPLE%03d", w.codes) })
}

func (w *world) verify(ctx context.Context) ([]string, error) {
	result, err := w.store.Verify(ctx, ledger.NewAudit())
	if err != nil {
		return nil, err
	}
	return []string{verdict(result)}, nil
}

// account recomputes the figures of the summary from the entries alone.
func (w *world) account(ctx context.Context) ([]string, error) {
	audit := ledger.NewAudit()
	result, err := w.store.Verify(ctx, audit)
	if err != nil || result.Break != nil {
		return []string{verdict(result)}, err
	}
	today := ledger.DateOf(w.clock.Now().In(w.zone))
	counts, head, err := w.store.Count(ctx, ledger.SummaryRanges(ledger.ScopeOffice, today)...)
	if err != nil {
		return nil, err
	}
	return []string{texts.Accounted(audit.Figures(today), ledger.NewSummary(ledger.ScopeOffice, today, counts, head))}, nil
}

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// tinyPicture is a picture of one dot, for people who send photos in stories.
func tinyPicture() []byte {
	picture, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
	if err != nil {
		panic(err) // the letters above are ours
	}
	return picture
}
