package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Severity tells what a problem means for serving.
type Severity string

// The severities.
const (
	SeverityRefuse Severity = "refuse" // what was acknowledged can be lost: do not serve
	SeverityWarn   Severity = "warn"   // a power cut can cost a second
)

// Problem is a setting of Redis that endangers what was acknowledged.
type Problem struct {
	Node     string // which server, where there are several
	Setting  string // as Redis names it: appendonly
	Value    string // what it is; empty: it could not be found out
	Want     string // what to set
	Severity Severity
}

func (p Problem) String() string {
	value := p.Value
	if value == "" {
		value = "not to be found out"
	}
	text := fmt.Sprintf("redis: %s is %s, set it to %s", p.Setting, value, p.Want)
	if p.Node != "" {
		text = p.Node + ": " + text
	}
	return text
}

// Durable asks every server that takes writes whether it keeps what it acknowledged. It
// is refused that the append-only file is off and that keys may be evicted, and also
// that neither can be found out. That the file is not synced at every write is only
// warned of: a kill of Redis loses nothing then, a power cut up to a second. So it is where
// a replica may take over that need not have what was acknowledged a moment before.
func (s *Store) Durable(ctx context.Context) ([]Problem, error) {
	problems, err := s.durableServers(ctx)
	if err == nil && s.failsOver && s.replicas == 0 {
		problems = append(problems, Problem{Setting: "replicas in the URL", Value: "0", Want: "1 or more", Severity: SeverityWarn})
	}
	return problems, err
}

func (s *Store) durableServers(ctx context.Context) ([]Problem, error) {
	cluster, many := s.client.(*redis.ClusterClient)
	if !many {
		return durable(ctx, s.client)
	}
	var lock sync.Mutex // the masters are visited at once
	var nodes []*redis.Client
	err := cluster.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
		lock.Lock()
		defer lock.Unlock()
		nodes = append(nodes, node)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: durable: %w", err)
	}
	var problems []Problem
	for _, node := range nodes {
		of, err := durable(ctx, node)
		if err != nil {
			return nil, err
		}
		for _, problem := range of {
			problem.Node = node.Options().Addr
			problems = append(problems, problem)
		}
	}
	return problems, nil
}

func durable(ctx context.Context, node redis.Cmdable) ([]Problem, error) {
	settings, err := settingsOf(ctx, node)
	if err != nil {
		return nil, fmt.Errorf("store: durable: %w", err)
	}
	var problems []Problem
	check := func(setting, want string, severity Severity) {
		if value := settings[setting]; value != want {
			problems = append(problems, Problem{Setting: setting, Value: value, Want: want, Severity: severity})
		}
	}
	check("appendonly", "yes", SeverityRefuse)
	check("maxmemory-policy", "noeviction", SeverityRefuse)
	check("appendfsync", "always", SeverityWarn)
	return problems, nil
}

// settingsOf asks by CONFIG GET. A managed Redis forbids it, so INFO is asked for what
// it tells: whether there is an append-only file, and what is evicted.
func settingsOf(ctx context.Context, node redis.Cmdable) (map[string]string, error) {
	settings, err := node.ConfigGet(ctx, "*append*").Result()
	if err == nil {
		var memory map[string]string
		if memory, err = node.ConfigGet(ctx, "maxmemory-policy").Result(); err == nil {
			settings["maxmemory-policy"] = memory["maxmemory-policy"]
			return settings, nil
		}
	}
	if !refused(err) {
		return nil, err
	}
	info, err := node.Info(ctx, "everything").Result()
	if err != nil && !refused(err) {
		return nil, err
	}
	settings = map[string]string{}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch name {
		case "aof_enabled":
			settings["appendonly"] = map[string]string{"1": "yes", "0": "no"}[value]
		case "maxmemory_policy":
			settings["maxmemory-policy"] = value
		}
	}
	return settings, nil
}

// refused tells an answer of the server from a failure to ask it.
func refused(err error) bool {
	var answer redis.Error
	return errors.As(err, &answer)
}
