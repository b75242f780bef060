package bot

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"duban/ledger"
)

// Run answers what comes into the inbox until ctx ends, beginning with what an earlier
// run left there. It returns [ErrToken] when nothing can be said any more.
func (w *Worker) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	s := &shift{Worker: w, patient: true, slots: make(chan struct{}, or(w.Parallel, 16))}
	d := &desk{
		shift: s, group: group, quiet: or(w.Quiet, 2*time.Second), lines: map[ledger.Address]*line{},
		freed: make(chan struct{}, 1), thoughts: make(chan *thought),
	}
	w.desk.Store(d)
	defer w.desk.Store(nil)
	group.Go(func() error { return d.read(ctx) })
	group.Go(func() error { return d.think(ctx) })
	return group.Wait()
}

// desk hands updates to the lines of their chats.
type desk struct {
	*shift
	group *errgroup.Group
	quiet time.Duration
	freed chan struct{} // something was answered

	thoughts chan *thought

	mu      sync.Mutex
	lines   map[ledger.Address]*line
	waiting int
	ahead   *thought // until the next update comes out of the inbox
	closed  bool     // nothing comes out of it any more
}

// line is what waits in one chat. One goroutine works it, as long as there is something.
type line struct {
	updates []arrival
}

type arrival struct {
	ledger.Incoming
	at      time.Time
	album   string
	thought *thought // about it, if it was foreseen
}

// read follows the inbox.
func (d *desk) read(ctx context.Context) error {
	defer d.close()
	after, troubles := "", 0
	for ctx.Err() == nil {
		if d.full() {
			select {
			case <-d.freed:
			case <-ctx.Done():
			}
			continue
		}
		batch, err := d.Inbox.Waiting(ctx, after, readBatch, readBlock)
		if err != nil && ctx.Err() == nil {
			troubles++
			d.Bot.log.Warn("inbox is not read", "err", err, "attempt", troubles)
			_ = d.Bot.clock.Sleep(ctx, backoff(troubles, 100*time.Millisecond, 5*time.Second)) // the loop looks at ctx
			continue
		}
		troubles = 0
		for _, in := range batch {
			after = in.Seq
			d.add(ctx, in)
		}
	}
	return nil
}

func (d *desk) full() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.waiting >= crowd
}

// add puts an update at the end of its chat's line.
func (d *desk) add(ctx context.Context, in ledger.Incoming) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting++
	t := d.settle(in.ID)
	l := d.lines[in.Chat]
	if l == nil {
		l = &line{}
		d.lines[in.Chat] = l
		d.group.Go(func() error { return d.serve(ctx, in.Chat, l) })
	}
	l.updates = append(l.updates, arrival{in, d.Bot.clock.Now(), peekAlbum(in), t})
}

// serve works one chat's line to its end.
func (d *desk) serve(ctx context.Context, chat ledger.Address, l *line) error {
	for {
		job, ahead, wait := d.next(chat, l)
		if wait > 0 {
			if err := d.Bot.clock.Sleep(ctx, wait); err != nil {
				return nil //nolint:nilerr // the program stops, the album stays in the inbox
			}
			continue
		}
		if len(job) == 0 {
			return nil
		}
		if err := d.work(ctx, job, ahead); err != nil {
			if ctx.Err() != nil && !errors.Is(err, ErrToken) {
				return nil
			}
			return err
		}
		d.finished(l, job)
	}
}

// next is the first job of a line and what was thought of it, or how long to wait until
// its album is whole. An empty line is closed.
func (d *desk) next(chat ledger.Address, l *line) (job []ledger.Incoming, ahead *thought, wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(l.updates) == 0 {
		delete(d.lines, chat)
		return nil, nil, 0
	}
	first := l.updates[0]
	job = []ledger.Incoming{first.Incoming}
	if first.album == "" {
		return job, first.thought, 0
	}
	latest := first.at
	for _, in := range l.updates[1:] {
		if in.album == first.album {
			job, latest = append(job, in.Incoming), in.at
		}
	}
	return job, nil, max(0, d.quiet-d.Bot.clock.Now().Sub(latest))
}

// finished takes a job out of its line.
func (d *desk) finished(l *line, job []ledger.Incoming) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l.updates = slices.DeleteFunc(l.updates, func(a arrival) bool {
		return slices.ContainsFunc(job, func(in ledger.Incoming) bool { return in.Seq == a.Seq })
	})
	d.waiting -= len(job)
	select {
	case d.freed <- struct{}{}:
	default:
	}
}

// peekAlbum is the album that an update is a part of, if any.
func peekAlbum(in ledger.Incoming) string {
	if !bytes.Contains(in.Raw, []byte(`"media_group_id"`)) {
		return ""
	}
	return peek(in.Raw).album()
}
