package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"duban/ledger"
)

// waits is what waits at each desk, the desk with the most pressing first, and where those are
// told who sit there.
type waits struct {
	desks []ledger.Desk
	at    map[ledger.Desk][]ledger.Matter
	to    map[ledger.Desk][]ledger.Address
	owed  []ledger.Task // of which superiors wait for the office's reply
}

// waiting reads what waits at all desks.
func (t *turn) waiting(ctx context.Context) (waits, error) {
	found, _, err := t.Book.MattersIn(ctx, ledger.Page{Range: ledger.QueueAll(), Limit: queueReads})
	if err != nil {
		return waits{}, fmt.Errorf("what waits: %w", err)
	}
	w := waits{at: map[ledger.Desk][]ledger.Matter{}}
	for _, m := range found {
		desk := readsAt(m)
		if desk == "" {
			continue
		}
		if !slices.Contains(w.desks, desk) {
			w.desks = append(w.desks, desk)
		}
		w.at[desk] = append(w.at[desk], m)
	}
	w.to, err = t.atDesks(ctx, w.desks)
	return w, err
}

// seated is what waits, once each matter at whose desk nobody sits is before the office. 离任 and
// 撤并 put there what they find; this is the net under them, before anybody is told: whoever stood
// in has had his days and nobody came back, or a matter was opened in the instant in which
// somebody left, so that neither of the two saw the other.
func (t *turn) seated(ctx context.Context) (waits, error) {
	w, err := t.waiting(ctx)
	if err != nil {
		return waits{}, err
	}
	moved := false
	for _, desk := range w.desks {
		for _, m := range w.at[desk] {
			if len(w.to[desk]) > 0 || !m.Orphaned() {
				continue
			}
			if err := t.unseat(ctx, m.ID); err != nil {
				return waits{}, fmt.Errorf("%s, which waits for nobody: %w", m.ID, err)
			}
			moved = true
		}
	}
	if !moved {
		return w, nil
	}
	return t.waiting(ctx)
}

// unseat puts one matter before the office. If it or its task changed meanwhile both are read again.
func (t *turn) unseat(ctx context.Context, id ledger.MatterID) error {
	for try := 1; ; try++ {
		found, err := t.Book.Matters(ctx, id)
		if err != nil || len(found) == 0 || !found[0].Orphaned() {
			return err
		}
		var task ledger.Task // none: it is a bulletin's
		if id.Task() != "" {
			tasks, err := t.Book.Tasks(ctx, id.Task())
			if err != nil || len(tasks) == 0 {
				return err
			}
			task = tasks[0]
		}
		task, m, entry := task.Unseat(found[0], ledger.Person{}, t.now)
		change := ledger.Change{Cause: "unseat:" + string(id), At: t.now, Put: []ledger.Record{m}, Entries: []ledger.Entry{entry}}
		if task.ID != "" {
			change.Put = append(change.Put, task)
		}
		_, err = t.Book.Commit(ctx, change)
		if err == nil || !errors.Is(err, ledger.ErrStale) || try == staleTries {
			return err
		}
	}
}
