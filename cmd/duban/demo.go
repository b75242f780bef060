package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"duban/examples/lechang"
	"duban/sandbox"
)

type demoCommand struct {
	Listen string `help:"Address on loopback." default:"127.0.0.1:8080"`
	Story  string `help:"Open at the end of this story instead of on the stage of 乐昌." type:"existingfile"`
	Seed   uint64 `help:"Of the Telegram's chances: the same seed gives the same numbers." default:"1"`
	Schema string `help:"Check every call against this machine-readable Bot API; /calls lists the violations." type:"existingfile"`
	Reset  bool   `help:"End a demo that still listens on the address, and with it all its state, and start anew in its place."`
}

// stageStory is how the stage is set when no story is told.
const stageStory = "demo.txt"

// Run serves until it is interrupted. All state is in this process and ends with it.
func (c demoCommand) Run(out *outside) error {
	ctx, end := context.WithCancel(out.ctx)
	defer end()
	makeRoom()
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	d := &demo{ctx: ctx, end: end, command: c, bell: make(chan struct{}, 1)}
	if c.Schema != "" {
		schema, err := sandbox.LoadSchema(c.Schema)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		d.check = schema.Check
	}
	if err := d.open(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { d.now().world.Close() }() //nolint:errcheck // nothing of it is kept
	fmt.Fprintf(out.stdout, "http://%s\nState lives as long as this process; Ctrl+C ends both.\n", listener.Addr())
	return d.serve(ctx, listener)
}

// listen takes the address; a demo that has it already is ended if that is asked for.
func (c demoCommand) listen(ctx context.Context) (net.Listener, error) {
	if err := onLoopback(c.Listen); err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if !errors.Is(err, syscall.EADDRINUSE) {
		return listener, err
	}
	if !c.Reset {
		return nil, fmt.Errorf("%w: --reset ends a demo that runs there, --listen 127.0.0.1:0 takes a free port", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.Listen+"/demo/end", http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := (&http.Client{Timeout: 5 * time.Second}).Do(request)
	if err != nil {
		return nil, fmt.Errorf("what listens on %s is no demo: %w", c.Listen, err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("what listens on %s is no demo: it answers %s", c.Listen, answer.Status)
	}
	for range 50 { // until it has let go
		if listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen); !errors.Is(err, syscall.EADDRINUSE) {
			return listener, err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, err
}

// onLoopback refuses an address that others can reach: the doors have no locks.
func onLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || (host != "localhost" && (ip == nil || !ip.IsLoopback())) {
		return fmt.Errorf("--listen %s is not an address on loopback: the sandbox has no locks on its doors", address)
	}
	return nil
}

// demo is a world that somebody watches and acts in. One thing happens in it at a time.
type demo struct {
	ctx     context.Context //nolint:containedctx // of the command: what a request begins may outlive the request
	end     context.CancelFunc
	command demoCommand
	check   func(method string, params map[string]any) []string
	bell    chan struct{} // somebody acted

	work sync.Mutex // held by whoever lets the world act

	mu      sync.Mutex // guards what follows
	stage   *stage
	busy    int
	cut     context.CancelFunc // ends the work that goes on
	moving  *moving
	fault   string
	failure string // of our own, not of Telegram
	account account
	began   time.Time // when the stage was set
}

// moving is a walk of the clock.
type moving struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Messages int64     `json:"messages"` // said on the way
	before   int64
}

// open makes a new world and sets the stage in it.
func (d *demo) open(ctx context.Context) error {
	var files fs.FS = lechang.Files
	name := stageStory
	if d.command.Story != "" {
		files, name = os.DirFS(filepath.Dir(d.command.Story)), filepath.Base(d.command.Story)
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	steps, err := readStory(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w, err := openWorld(ctx, setting{
		start: startOf(steps), log: silent(), seed: d.command.Seed,
		check: d.check, panel: d.panel(), acted: d.ring,
	})
	if err != nil {
		return err
	}
	st := newStage(w, files)
	if err := st.play(ctx, steps, func(step, []string) error { return nil }); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), w.Close())
	}
	w.forgiving, w.books.batch = true, 64
	if w.house != nil {
		if err := errors.Join(w.house.menu.Put(ctx), w.house.menu.Look(ctx)); err != nil {
			return errors.Join(err, w.Close())
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stage, d.fault, d.failure, d.moving, d.account, d.began = st, "", "", nil, account{}, w.clock.Now()
	return nil
}

// now is the stage as it stands.
func (d *demo) now() *stage {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.stage
}

// ServeHTTP shows the Telegram of the present world.
func (d *demo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.now().world.telegram.ServeHTTP(w, r)
}

func (d *demo) serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{Handler: d, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	go d.run(ctx)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ring tells that somebody acted. It never waits.
func (d *demo) ring() {
	select {
	case d.bell <- struct{}{}:
	default:
	}
}

// run lets the world answer what people do, until ctx ends.
func (d *demo) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.bell:
			d.act(ctx, func(ctx context.Context, w *world) error {
				w.clock.Advance(time.Second) // to act takes time: no two acts fall on one instant
				return d.settle(ctx, w)
			})
		}
	}
}

// act lets the world do something, alone. What goes on can be cut short.
func (d *demo) act(ctx context.Context, do func(ctx context.Context, w *world) error) {
	d.mu.Lock()
	d.busy++
	d.mu.Unlock()
	d.work.Lock()
	defer d.work.Unlock()
	ctx, cut := context.WithCancel(ctx)
	defer cut()
	d.mu.Lock()
	d.cut = cut
	w := d.stage.world
	d.mu.Unlock()
	err := do(ctx, w)
	if ctx.Err() != nil { // cut short by somebody, which is no failure
		err = w.books.release(context.WithoutCancel(ctx), w.clock.Now())
	} else if w.house != nil {
		d.show(ctx, w)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy--
	d.cut, d.moving = nil, nil
	d.failure = ""
	if err != nil {
		d.failure = err.Error()
	}
}

// show gives people the menus that became theirs. Where Telegram is out of reach that waits
// for the next act, and nothing waits for it.
func (*demo) show(ctx context.Context, w *world) {
	if err := w.house.menu.LookAgain(ctx); err != nil {
		w.log.Warn("menu is not in place", "err", err)
	}
}

// The clock stands still between acts, but what Telegram or the limits ask to wait for is
// waited for.
const (
	shortWait = 2 * time.Minute
	mostWaits = 12
	mostTries = 5 // of a Telegram out of reach; then it is left alone until somebody acts
)

// settle works what people did, and what is owed within a short wait.
func (d *demo) settle(ctx context.Context, w *world) error {
	w.clock.Advance(time.Second) // to speak takes time: no two acts fall on one instant
	if err := w.settle(ctx); err != nil {
		return err
	}
	for tries := 1; w.unreached() != "" && tries < mostTries; tries++ {
		w.clock.Advance(time.Second)
		if err := w.settle(ctx); err != nil {
			return err
		}
	}
	for range mostWaits {
		if w.house == nil || w.unreached() != "" {
			return nil
		}
		waiting, due, err := w.store.Owing(ctx)
		if err != nil || waiting == 0 || due.Sub(w.clock.Now()) > shortWait {
			return err
		}
		if due.After(w.clock.Now()) {
			w.clock.Set(due)
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
	return nil
}

// move walks to a time; what is due happens on the way.
func (d *demo) move(ctx context.Context, to time.Time) {
	d.act(ctx, func(ctx context.Context, w *world) error {
		_, sent := w.books.figures()
		d.mu.Lock()
		d.moving = &moving{From: w.clock.Now(), To: to, before: sent}
		d.mu.Unlock()
		return w.until(ctx, to)
	})
}

// interrupt cuts short what goes on.
func (d *demo) interrupt() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cut != nil {
		d.cut()
	}
}
