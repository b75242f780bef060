package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// replicaWait is how long a write waits for its replicas.
const replicaWait = 2 * time.Second

// ErrNotReplicated says that a write is on the master, and that it is not known whether
// enough replicas have it: a fail-over may lose it. Writing again is safe, and waits again.
var ErrNotReplicated = errors.New("not on enough replicas")

// write runs a script that writes. Redis copies to its replicas after it has answered, so a
// fail-over may lose what was acknowledged a moment before. Where the URL asks for replicas,
// write answers only when so many hold this write and all that came before it; the wait
// travels with the script, in the same round trip. Otherwise it returns [ErrNotReplicated].
func (s *Store) write(ctx context.Context, script *redis.Script, keys []string, args ...any) *redis.Cmd {
	if s.replicas == 0 {
		return script.Run(ctx, s.client, keys, args...)
	}
	said, err := s.writeAndWait(ctx, script, keys, args)
	if err != nil {
		said.SetErr(err)
	}
	return said
}

func (s *Store) writeAndWait(ctx context.Context, script *redis.Script, keys []string, args []any) (*redis.Cmd, error) {
	var said *redis.Cmd
	var held *redis.Cmd
	node, err := s.master(ctx)
	if err != nil {
		return redis.NewCmd(ctx), err
	}
	run := func(eval func(context.Context, redis.Scripter, []string, ...any) *redis.Cmd) error {
		_, err := node.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			said = eval(ctx, pipe, keys, args...)
			// A write that was done before, on a connection that has broken since, writes nothing
			// now: WAIT would not know of it. It waits for this one, which comes after all.
			pipe.Set(ctx, s.keys.fence(), "", 0)
			held = pipe.Do(ctx, "WAIT", s.replicas, replicaWait.Milliseconds())
			return nil
		})
		return err
	}
	if err = run(script.EvalSha); redis.HasErrorPrefix(err, "NOSCRIPT") {
		err = run(script.Eval)
	}
	if err != nil {
		return said, err
	}
	n, err := held.Int()
	if err == nil && n < s.replicas {
		err = fmt.Errorf("%w: %d of %d", ErrNotReplicated, n, s.replicas)
	}
	return said, err
}

// master is the server that holds the office's keys: in a cluster WAIT and SCAN must go where the
// write went.
func (s *Store) master(ctx context.Context) (redis.Cmdable, error) {
	cluster, many := s.client.(*redis.ClusterClient)
	if !many {
		return s.client, nil
	}
	return cluster.MasterForKey(ctx, s.keys.fence())
}
