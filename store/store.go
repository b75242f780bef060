// Package store keeps an office's book in Redis, and nothing else knows Redis: the one
// write [Store.Commit], the reads, the inbox of updates, the outbox of messages, leases
// and the verification of the chain of entries.
//
// The room must not know rules, chat words or any messenger. It stores what the ledger
// decided, whole or not at all, and finds it again by the marks that the records name.
// Every script is one decision, takes the time as an argument, and touches only keys
// under the office's hash tag, so it runs on a single server, under Sentinel and on
// Redis Cluster alike.
package store

import (
	"context"
	_ "embed"
	"fmt"
	"net"

	"github.com/redis/go-redis/v9"
)

// Store is the book of one office.
type Store struct {
	client    redis.UniversalClient
	keys      keys
	scripts   scripts
	replicas  int  // that must hold what is acknowledged, see [Store.write]
	failsOver bool // a replica may take the master's place
}

// Open connects to the Redis that a URL names (see [parseURL] for its forms) and makes
// sure that it answers. No error shows the URL: it may carry a password.
func Open(ctx context.Context, url, office string) (*Store, error) {
	to, err := connect(url)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, to.UniversalClient, office)
	if err != nil {
		return nil, err
	}
	s.replicas, s.failsOver = to.replicas, to.failsOver
	return s, nil
}

// OpenInside is Open for a Redis inside this process, to which dial leads.
func OpenInside(ctx context.Context, dial func() (net.Conn, error), office string) (*Store, error) {
	return open(ctx, newClient(&redis.UniversalOptions{
		Dialer: func(context.Context, string, string) (net.Conn, error) { return dial() },
	}), office)
}

func open(ctx context.Context, client redis.UniversalClient, office string) (*Store, error) {
	if err := client.Ping(ctx).Err(); err != nil {
		_ = client.Close() // the ping's error is the one to tell
		return nil, fmt.Errorf("store: redis does not answer: %w", err)
	}
	return New(client, office), nil
}

// New is the book of an office on a client that is open already.
func New(client redis.UniversalClient, office string) *Store {
	return &Store{client: client, keys: newKeys(office), scripts: newScripts()}
}

// Close ends the connections.
func (s *Store) Close() error {
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}

// The sources of the scripts. chain.lua is the beginning of those that write entries.
var (
	//go:embed lua/chain.lua
	chainLua string
	//go:embed lua/commit.lua
	commitLua string
	//go:embed lua/pages.lua
	pagesLua string
	//go:embed lua/under.lua
	underLua string
	//go:embed lua/entries.lua
	entriesLua string
	//go:embed lua/receive.lua
	receiveLua string
	//go:embed lua/queue.lua
	queueLua string
	//go:embed lua/claim.lua
	claimLua string
	//go:embed lua/begin.lua
	beginLua string
	//go:embed lua/abandon.lua
	abandonLua string
	//go:embed lua/settle.lua
	settleLua string
	//go:embed lua/lead.lua
	leadLua string
	//go:embed lua/resign.lua
	resignLua string
)

type scripts struct {
	commit, pages, under, entries, receive, claim, begin, abandon, settle, lead, resign *redis.Script
}

func newScripts() scripts {
	return scripts{
		commit:  redis.NewScript(chainLua + commitLua),
		pages:   redis.NewScript(pagesLua),
		under:   redis.NewScript(underLua),
		entries: redis.NewScript(entriesLua),
		receive: redis.NewScript(receiveLua),
		claim:   redis.NewScript(queueLua + claimLua),
		begin:   redis.NewScript(beginLua),
		abandon: redis.NewScript(abandonLua),
		settle:  redis.NewScript(chainLua + queueLua + settleLua),
		lead:    redis.NewScript(leadLua),
		resign:  redis.NewScript(resignLua),
	}
}
