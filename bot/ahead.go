package bot

import (
	"context"
	"errors"

	"duban/ledger"
)

// An update is thought about while it is still being stored: who asks and what he means
// is read meanwhile, so that two calls to the store do not stand one after the other.
// What it comes to is committed only when the update has come out of the inbox, as the
// next of all. So what was not stored, what was answered before and what has something
// before it in the inbox never takes effect out of its turn.

// thought is an answer that is prepared ahead.
type thought struct {
	update  ledger.Incoming
	settled chan struct{} // closed when it is known what came out of the inbox next
	due     bool          // it was the update; read after settled
	done    chan struct{} // closed when the answer is there, or is not to be had
	reply   ledger.Reply
	err     error
}

var errNotItsTurn = errors.New("bot: another update comes first, or this one is not stored")

// turn waits until what was decided may be committed.
func (t *thought) turn(ctx context.Context) error {
	select {
	case <-t.settled:
	case <-ctx.Done():
		return ctx.Err()
	}
	if !t.due {
		return errNotItsTurn
	}
	return nil
}

// answer is what was prepared. Without it the request is handled as if nobody had thought
// of it: its cause is the same.
func (t *thought) answer() (ledger.Reply, bool) {
	if t == nil {
		return ledger.Reply{}, false
	}
	<-t.done // the handler's own time is limited
	return t.reply, t.err == nil
}

// receive stores updates, and has the first of them thought about meanwhile if a worker
// runs here and has nothing else to do.
func receive(ctx context.Context, inbox Inbox, worker *Worker, updates []ledger.Incoming) error {
	var d *desk
	if worker != nil {
		d = worker.desk.Load()
	}
	if d == nil || len(updates) == 0 {
		_, err := inbox.Receive(ctx, updates)
		return err
	}
	t := d.foresee(updates[0])
	fresh, err := inbox.Receive(ctx, updates)
	if err != nil || fresh < len(updates) {
		d.forget(t) // it may never come
	}
	return err
}

// foresee has an update thought about, unless there is other work: then its turn is far.
func (d *desk) foresee(in ledger.Incoming) *thought {
	if peekAlbum(in) != "" {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.waiting > 0 || d.ahead != nil {
		return nil
	}
	t := &thought{update: in, settled: make(chan struct{}), done: make(chan struct{})}
	select {
	case d.thoughts <- t:
		d.ahead = t
		return t
	default: // still thinking about what came to nothing
		return nil
	}
}

// forget gives a thought up, if it is not settled yet.
func (d *desk) forget(t *thought) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t != nil && t == d.ahead {
		d.settle(0)
	}
}

// close lets nobody think any more: nothing comes out of the inbox.
func (d *desk) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	d.settle(0)
}

// settle ends the wait of a thought when an update comes out of the inbox, and answers
// with it if it is about that one. No update has the number 0. The desk is locked.
func (d *desk) settle(id int64) *thought {
	t := d.ahead
	if t == nil {
		return nil
	}
	d.ahead = nil
	t.due = id == t.update.ID
	close(t.settled)
	if !t.due {
		return nil
	}
	return t
}

// think prepares answers until ctx ends.
func (d *desk) think(ctx context.Context) error {
	for {
		select {
		case t := <-d.thoughts:
			t.reply, t.err = d.prepare(ctx, t)
			close(t.done)
		case <-ctx.Done():
			return nil
		}
	}
}

func (d *desk) prepare(ctx context.Context, t *thought) (ledger.Reply, error) {
	a, ok, err := d.shift.read(ctx, []ledger.Incoming{t.update})
	if err != nil || !ok {
		return ledger.Reply{}, errors.Join(err, errNotItsTurn)
	}
	a.Turn = t.turn
	told := d.follow(&a)
	defer told.finish(ctx)
	return d.handle(ctx, a.Request)
}
