package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"duban/sandbox"
)

// panel are the program's own doors beside the sandbox's: the clock, the faults, the why.
func (d *demo) panel() http.Handler {
	mux := http.NewServeMux()
	door(mux, "GET /demo/state", func(*http.Request) (any, error) { return d.state(), nil })
	door(mux, "GET /demo/why", d.why)
	door(mux, "GET /demo/unsent", d.unsent)
	door(mux, "GET /demo/account", d.audit)
	door(mux, "POST /demo/clock", d.turnClock)
	door(mux, "POST /demo/stop", func(*http.Request) (any, error) { d.interrupt(); return true, nil })
	door(mux, "POST /demo/fault", d.setFault)
	door(mux, "POST /demo/kill", d.kill)
	door(mux, "POST /demo/start", d.restart)
	door(mux, "POST /demo/verify", d.verify)
	door(mux, "POST /demo/reset", d.reset)
	door(mux, "POST /demo/end", func(*http.Request) (any, error) {
		time.AfterFunc(50*time.Millisecond, d.end) // after the answer
		return true, nil
	})
	return mux
}

// wrong is a mistake of whoever asked.
type wrong struct{ error }

func door(mux *http.ServeMux, pattern string, answer func(*http.Request) (any, error)) {
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
		out, err := answer(r)
		status := http.StatusOK
		if err != nil {
			status, out = http.StatusInternalServerError, map[string]string{"error": err.Error()}
			if _, asked := errors.AsType[wrong](err); asked {
				status = http.StatusBadRequest
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(out) //nolint:errcheck,errchkjson // who asked has gone
	})
}

func body[T any](r *http.Request) (in T, err error) {
	if err = json.NewDecoder(r.Body).Decode(&in); err != nil {
		err = wrong{fmt.Errorf("body: %w", err)}
	}
	return in, err
}

type castLine struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Words string `json:"words"` // of the invitation
}

// present is how the demo stands.
type present struct {
	Now     time.Time  `json:"now"`
	Began   time.Time  `json:"began"` // when the stage was set
	Cast    []castLine `json:"cast"`
	Down    bool       `json:"down"`
	Busy    bool       `json:"busy"`
	Moving  *moving    `json:"moving,omitempty"`
	Fault   string     `json:"fault,omitempty"`
	Trouble string     `json:"trouble,omitempty"`
	Seed    uint64     `json:"seed"`
	Story   string     `json:"story,omitempty"`
}

func (d *demo) state() present {
	d.mu.Lock()
	defer d.mu.Unlock()
	w := d.stage.world
	now := present{
		Now: w.clock.Now(), Began: d.began, Cast: []castLine{}, Down: d.down(), Busy: d.busy > 0,
		Trouble: d.failure, Seed: d.command.Seed, Story: d.command.Story,
	}
	for name, id := range d.stage.people {
		now.Cast = append(now.Cast, castLine{id, name, d.stage.posts[id]})
	}
	if len(w.telegram.Faults()) > 0 {
		now.Fault = d.fault
	}
	if now.Trouble == "" && now.Fault == faultDown {
		now.Trouble = w.unreached()
	}
	if d.moving != nil {
		on := *d.moving
		_, sent := w.books.figures()
		on.Messages = sent - on.before
		now.Moving = &on
	}
	return now
}

// down tells whether the program is killed. d.mu is held.
func (d *demo) down() bool { return d.stage.world.killed.Load() }

// hour of the morning to which the clock is walked: the digest's.
const morning = 8*time.Hour + 30*time.Minute

func (d *demo) turnClock(r *http.Request) (any, error) {
	in, err := body[struct {
		To string `json:"to"` // hour, morning, monday, or a date
	}](r)
	if err != nil {
		return nil, err
	}
	w := d.now().world
	now := w.clock.Now().In(w.zone)
	to, err := target(now, in.To)
	if err != nil {
		return nil, err
	}
	go d.move(d.ctx, to)
	return to, nil
}

// target is where a button walks to from now.
func target(now time.Time, words string) (time.Time, error) {
	at := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, now.Location()).Add(morning)
	}
	year, month, day := now.Date()
	switch words {
	case "hour":
		return now.Add(time.Hour), nil
	case "morning":
		if to := at(year, month, day); to.After(now) {
			return to, nil
		}
		return at(year, month, day+1), nil
	case "monday":
		to := at(year, month, day)
		for to.Weekday() != time.Monday || !to.After(now) {
			day++
			to = at(year, month, day)
		}
		return to, nil
	}
	date, err := time.Parse(time.DateOnly, words)
	if err != nil {
		return time.Time{}, wrong{fmt.Errorf("%q is no date like 2025-08-04", words)}
	}
	to := at(date.Date())
	switch {
	case !to.After(now):
		return time.Time{}, wrong{errors.New("the clock does not go back")}
	case to.After(now.AddDate(3, 0, 0)):
		return time.Time{}, wrong{errors.New("at most three years at a time")}
	}
	return to, nil
}

// The faults that have a button.
const (
	faultSlow    = "slow"
	faultDown    = "down"
	faultTooMany = "too_many"
	faultLost    = "lost"
)

func faults(kind string) ([]sandbox.Fault, bool) {
	switch kind {
	case "":
		return nil, true
	case faultSlow:
		return []sandbox.Fault{{Kind: sandbox.FaultDelay, Delay: 800 * time.Millisecond, Count: -1}}, true
	case faultDown:
		return []sandbox.Fault{{Kind: sandbox.FaultDropBefore, Count: -1}}, true
	case faultTooMany:
		return []sandbox.Fault{{Kind: sandbox.FaultTooMany, Method: "sendMessage", Count: 5, RetryAfter: 7}}, true
	case faultLost:
		return []sandbox.Fault{
			{Kind: sandbox.FaultDropAfter, Method: "getUpdates", Count: 1},
			{Kind: sandbox.FaultDropAfter, Method: "sendMessage", Count: 2},
		}, true
	}
	return nil, false
}

func (d *demo) setFault(r *http.Request) (any, error) {
	in, err := body[struct {
		Kind string `json:"kind"`
	}](r)
	if err != nil {
		return nil, err
	}
	list, ok := faults(in.Kind)
	if !ok {
		return nil, wrong{fmt.Errorf("no fault is called %q", in.Kind)}
	}
	telegram := d.now().world.telegram
	telegram.ClearFaults()
	for _, f := range list {
		if _, err := telegram.Inject(f); err != nil {
			return nil, err
		}
	}
	d.mu.Lock()
	d.fault = in.Kind
	d.mu.Unlock()
	if in.Kind == "" {
		d.ring() // what waited may go
	}
	return true, nil
}

// kill ends the program in the middle of whatever it does.
func (d *demo) kill(*http.Request) (any, error) {
	d.interrupt()
	d.act(d.ctx, func(_ context.Context, w *world) error { return w.stop() })
	return true, nil
}

func (d *demo) restart(*http.Request) (any, error) {
	d.act(d.ctx, func(ctx context.Context, w *world) error {
		if w.house != nil {
			return nil
		}
		if _, err := w.store.Abandon(ctx); err != nil {
			return err
		}
		if err := w.start(ctx); err != nil {
			return err
		}
		return d.settle(ctx, w)
	})
	return true, nil
}

// reset makes everything anew.
func (d *demo) reset(*http.Request) (any, error) {
	d.interrupt()
	d.work.Lock()
	defer d.work.Unlock()
	old := d.now().world
	if err := d.open(d.ctx); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(d.ctx, time.Second)
	defer cancel()
	return true, errors.Join(old.telegram.Close(ctx), old.Close())
}

func number(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(r.URL.Query().Get(name), 10, 64)
	if err != nil {
		return 0, wrong{fmt.Errorf("%s is no number", name)}
	}
	return n, nil
}
