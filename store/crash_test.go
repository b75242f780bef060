package store_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"duban/ledger"
	"duban/store/redistest"
)

// TestCrash kills the server under load, several times. What was acknowledged is there
// afterwards, nothing was done twice, and the chain is whole.
func TestCrash(t *testing.T) {
	const (
		writers = 4
		kills   = 4
		between = 150 // acknowledged commits between two kills
	)
	server := redistest.Start(t, "--appendfsync", "always")
	b := open(t, server.URL(), "lechang")

	var acknowledged atomic.Int64
	var enough atomic.Bool
	reached := make(chan struct{}, writers*between*(kills+2))
	done := make([]int64, writers) // how many each writer was told are stored
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := int64(1); !enough.Load(); i++ {
				for b.countUp(number(w), i) != nil {
					if t.Context().Err() != nil {
						return
					}
				}
				done[w] = i
				acknowledged.Add(1)
				reached <- struct{}{}
			}
		})
	}
	for range kills {
		for range between {
			<-reached
		}
		server.Kill(t)
		server.Restart(t)
	}
	for range between {
		<-reached
	}
	enough.Store(true)
	go func() {
		for range reached { // the writers end
		}
	}()
	wg.Wait()
	close(reached)

	for w, want := range done {
		counter, err := b.Counter(t.Context(), number(w))
		must(t, err)
		if counter.Last != want || counter.Rev != want {
			t.Errorf("writer %d: got %d at revision %d, want %d acknowledged", w, counter.Last, counter.Rev, want)
		}
	}
	b.verify(t)
	found, err := b.Verify(t.Context(), nil)
	must(t, err)
	equal(t, "blocks", acknowledged.Load(), found.Blocks)
}

// countUp counts the nth time, and repeats safely what may have been done.
func (b book) countUp(id string, n int64) error {
	ctx := b.t.Context()
	counter, err := b.Counter(ctx, id)
	if err != nil {
		return err
	}
	counter.Last++
	_, err = b.Commit(ctx, change(id+":"+number(int(n)), counter, ledger.Task{ID: ledger.TaskID(id + ":" + number(int(n)))}))
	return err
}

// TestSentinel writes through the master that a Sentinel names.
func TestSentinel(t *testing.T) {
	master := redistest.StartTCP(t)
	sentinel := redistest.StartSentinel(t, master, "lechang")
	b := open(t, "redis+sentinel://"+sentinel.Addr()+"/lechang", "lechang")
	b.commit(t, change("1", task(1)))
	equal(t, "revision", int64(1), b.task(t, 1).Rev)
	direct := open(t, master.URL(), "lechang")
	equal(t, "revision on the master", int64(1), direct.task(t, 1).Rev)
	b.verify(t)
	problems, err := b.Durable(t.Context())
	must(t, err)
	equal(t, "problems", 2, len(problems)) // appendfsync, and no replica that must hold what is acknowledged
}
