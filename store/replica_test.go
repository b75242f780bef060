package store_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/store"
	"duban/store/redistest"
)

// TestReplicas holds that a write is acknowledged only when the replica has it, and that
// one which was not is not done twice when it is repeated.
func TestReplicas(t *testing.T) {
	t.Parallel()
	master := redistest.StartTCP(t, "--repl-diskless-sync-delay", "0")
	replica := redistest.StartReplica(t, master)
	b := open(t, master.URL()+"?replicas=1", "lechang")
	for range 3000 {
		if _, err := b.Commit(t.Context(), change("1", task(1))); err == nil {
			break // the replica has made its first copy
		}
	}
	equal(t, "on the replica", 1, int(open(t, replica.URL(), "lechang").task(t, 1).Rev))

	replica.Kill(t)
	second := change("2", task(2))
	_, err := b.Commit(t.Context(), second)
	if !errors.Is(err, store.ErrNotReplicated) {
		t.Fatalf("without its replica: got %v, want ErrNotReplicated", err)
	}
	if _, err := b.Commit(t.Context(), second); !errors.Is(err, store.ErrNotReplicated) {
		t.Fatalf("again, nothing to write: got %v, want ErrNotReplicated", err)
	}
	replica.Restart(t)
	for range 3000 {
		done, err := b.Commit(t.Context(), second)
		if err == nil {
			equal(t, "stored before", true, done.Already)
			break
		}
	}
	equal(t, "on the replica", 1, int(open(t, replica.URL(), "lechang").task(t, 2).Rev))
	b.verify(t)
}

// TestFailover kills the master under load, twice, while a Sentinel watches: the replica
// takes over, and what was acknowledged is there.
func TestFailover(t *testing.T) {
	t.Parallel()
	servers := []*redistest.Server{redistest.StartTCP(t, "--repl-diskless-sync-delay", "0")}
	servers = append(servers, redistest.StartReplica(t, servers[0]))
	sentinel := redistest.StartSentinel(t, servers[0], "lechang")
	b := open(t, "redis+sentinel://"+sentinel.Addr()+"/lechang?replicas=1", "lechang")

	var acknowledged atomic.Int64
	var enough atomic.Bool
	reached, ended := make(chan struct{}, 1<<20), make(chan struct{})
	go func() {
		defer close(ended)
		for i := int64(1); !enough.Load(); i++ {
			for b.countUp("w", i) != nil {
				if t.Context().Err() != nil {
					return
				}
			}
			acknowledged.Store(i)
			reached <- struct{}{}
		}
	}()
	wait := func(n int) {
		t.Helper()
		deadline := time.After(2 * time.Minute)
		for range n {
			select {
			case <-reached:
			case <-deadline:
				t.Fatal("no write is acknowledged any more")
			}
		}
	}
	for _, master := range servers {
		wait(200)
		master.Kill(t)
		for before := acknowledged.Load(); ; {
			// The Sentinel finds the master dead after a second, and promotes the replica.
			if elected(t, sentinel) != master.Addr() {
				if n := acknowledged.Load(); n > before+1 { // one may have been on its way
					t.Errorf("%d writes were acknowledged, and no replica was there", n-before)
				}
				break
			}
			<-time.After(50 * time.Millisecond)
		}
		for len(reached) > 0 {
			<-reached
		}
		master.Restart(t)
	}
	wait(200)
	enough.Store(true)
	<-ended
	counter, err := b.Counter(t.Context(), "w")
	must(t, err)
	equal(t, "counted", acknowledged.Load(), counter.Last)
	b.verify(t)
}

// elected is the master that a Sentinel names.
func elected(t *testing.T, sentinel *redistest.Server) string {
	t.Helper()
	asked := redis.NewSentinelClient(&redis.Options{Addr: sentinel.Addr()})
	defer func() { _ = asked.Close() }()
	address, err := asked.GetMasterAddrByName(t.Context(), "lechang").Result()
	must(t, err)
	return strings.Join(address, ":")
}
