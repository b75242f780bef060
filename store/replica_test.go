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
	first := redistest.StartTCP(t, "--repl-diskless-sync-delay", "0")
	second := redistest.StartReplica(t, first)
	sentinel := redistest.StartSentinel(t, first, "lechang")
	b := open(t, "redis+sentinel://"+sentinel.Addr()+"/lechang?replicas=1", "lechang")
	b.through(t, func() *redistest.Server {
		if elected(t, sentinel) == first.Addr() {
			return first
		}
		return second
	})
}

// TestFailoverOfCluster is the same in a Redis Cluster of six nodes.
func TestFailoverOfCluster(t *testing.T) {
	t.Parallel()
	cluster := redistest.StartCluster(t)
	b := open(t, cluster.URL()+"?replicas=1", "lechang")
	b.through(t, func() *redistest.Server { return cluster.Node(keeper(t, cluster, b.prefix)) })
}

// through counts while the master is killed, twice.
func (b book) through(t *testing.T, master func() *redistest.Server) {
	t.Helper()
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
	for range 2 {
		wait(200)
		gone := master()
		gone.Kill(t)
		for before := acknowledged.Load(); ; {
			// It is found dead after a second, and its replica is promoted.
			if master() != gone {
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
		gone.Restart(t)
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

// keeper is the master that the nodes of a cluster name for a key.
func keeper(t *testing.T, cluster *redistest.Cluster, key string) string {
	t.Helper()
	node := client(&redis.Options{Addr: cluster.Living().Addr()})
	defer func() { _ = node.Close() }()
	slot, err := node.ClusterKeySlot(t.Context(), key).Result()
	must(t, err)
	slots, err := node.ClusterSlots(t.Context()).Result()
	must(t, err)
	for _, one := range slots {
		if int64(one.Start) <= slot && slot <= int64(one.End) {
			return one.Nodes[0].Addr
		}
	}
	t.Fatalf("nobody keeps slot %d", slot)
	return ""
}
