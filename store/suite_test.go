package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"duban/ledger"
	"duban/store"
	"duban/store/redistest"
)

// book is a store under test with a client of its own to look behind it.
type book struct {
	*store.Store

	t      testing.TB
	raw    redis.UniversalClient
	prefix string // of its keys
}

var (
	zone   = time.FixedZone("CST", 8*3600)
	monday = time.Date(2026, 3, 9, 9, 30, 0, 0, zone)
)

// TestStore runs one suite on miniredis, on a redis-server and on a node of a cluster.
func TestStore(t *testing.T) {
	suite := []struct {
		name string
		test func(b book)
	}{
		{"commit", testCommit},
		{"commit marks", testCommitMarks},
		{"commit race", testCommitRace},
		{"commit once", testCommitOnce},
		{"commit loads its script", testCommitLoadsItsScript},
		{"lifetimes", testLifetimes},
		{"inbox", testInbox},
		{"inbox waits", testInboxWaits},
		{"lease", testLease},
		{"outbox", testOutbox},
		{"outbox due", testOutboxDue},
		{"outbox retry", testOutboxRetry},
		{"outbox refused", testOutboxRefused},
		{"outbox late", testOutboxLate},
		{"outbox moved", testOutboxMoved},
		{"outbox unknown", testOutboxUnknown},
		{"verify", testVerify},
		{"verify beside writers", testVerifyBeside},
		{"verify nothing", testVerifyEmpty},
		{"pages", testPages},
		{"many under a mark", testManyUnder},
		{"words", testWords},
		{"records", testRecords},
		{"entries", testEntries},
		{"random changes beside a model", testModel},
		{"outbox hold", testOutboxHold},
		{"outbox begin", testOutboxBegin},
		{"outbox files", testOutboxFiles},
		{"outbox files unsent", testOutboxFilesUnsent},
		{"settle race", testSettleRace},
		{"menus", testMenus},
	}
	t.Run("miniredis", func(t *testing.T) {
		t.Parallel() // mostly waiting: for the disk, and for a node to become one
		for _, tt := range suite {
			t.Run(tt.name, func(t *testing.T) { tt.test(mini(t)) })
		}
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		for _, tt := range suite {
			t.Run(tt.name, func(t *testing.T) { tt.test(open(t, redistest.Start(t).URL(), "lechang")) })
		}
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		server := clusterNode(t)
		for _, tt := range suite {
			t.Run(tt.name, func(t *testing.T) { tt.test(open(t, server, tt.name)) })
		}
	})
}

func mini(tb testing.TB) book {
	tb.Helper()
	server := miniredis.NewMiniRedis()
	must(tb, server.Start())
	tb.Cleanup(server.Close)
	return open(tb, "redis://"+server.Addr(), "lechang")
}

func open(tb testing.TB, url, office string) book {
	tb.Helper()
	s, err := store.Open(tb.Context(), url, office)
	must(tb, err)
	tb.Cleanup(func() { _ = s.Close() })
	raw := client(&redis.Options{})
	if !strings.HasPrefix(url, "redis+sentinel:") { // there nobody looks behind it
		plain, _, _ := strings.Cut(strings.Replace(url, "redis+cluster:", "redis:", 1), "?replicas=")
		options, err := redis.ParseURL(plain)
		must(tb, err)
		raw = client(options)
	}
	tb.Cleanup(func() { _ = raw.Close() })
	return book{s, tb, raw, "duban:{" + office + "}:"}
}

func client(options *redis.Options) *redis.Client {
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return redis.NewClient(options)
}

// clusterNode starts a cluster of one node, and answers with its URL.
func clusterNode(t *testing.T) string {
	t.Helper()
	server := redistest.StartNode(t)
	node := client(&redis.Options{Addr: server.Addr()})
	defer func() { _ = node.Close() }()
	must(t, node.ClusterAddSlotsRange(t.Context(), 0, 16383).Err())
	var last error
	for range 6000 { // a node takes no write in its first two seconds, and is in no hurry on a busy machine
		if last = node.Del(t.Context(), "x").Err(); last == nil {
			return "redis+cluster://" + server.Addr()
		}
		<-time.After(10 * time.Millisecond)
	}
	t.Fatal(last)
	return ""
}

func task(n int64) ledger.Task {
	return ledger.Task{
		ID: ledger.NewTaskID(2026, n), Title: "市第二污水处理厂建设", Lead: []ledger.UnitID{"住建局"},
		Limit: ledger.Limit{Due: ledger.NewDate(2026, 6, 30), Raw: "6月底前"},
		State: ledger.StateAssigned, Registered: ledger.NewDate(2026, 3, 2),
	}
}

// change is a change that puts records and has the entry which that needs.
func change(cause string, records ...ledger.Record) ledger.Change {
	c := ledger.Change{Cause: cause, At: monday, Put: records, Answer: ledger.Reply{Text: "answer to " + cause}}
	for _, record := range records {
		_, key := record.Ref()
		c.Entries = append(c.Entries, ledger.Entry{At: monday, By: 7, Task: ledger.TaskID(key), What: ledger.WhatRegistered})
	}
	return c
}

func message(id string, to ledger.Address, class ledger.Class) ledger.Message {
	return ledger.Message{
		ID: ledger.MessageID(id), To: to, Text: "text of " + id, Class: class, Why: "digest",
		About: ledger.About{Unit: "住建局", Tasks: []ledger.TaskID{"2026-001"}},
	}
}

// owe commits messages, in one change.
func (b book) owe(tb testing.TB, cause string, at time.Time, messages ...ledger.Message) {
	tb.Helper()
	b.commit(tb, ledger.Change{Cause: cause, At: at, Send: messages})
}

func (b book) commit(tb testing.TB, c ledger.Change) ledger.Committed {
	tb.Helper()
	committed, err := b.Commit(tb.Context(), c)
	if err != nil {
		tb.Fatalf("Commit(%s): %v", c.Cause, err)
	}
	return committed
}

func (b book) task(tb testing.TB, n int64) ledger.Task {
	tb.Helper()
	tasks, err := b.Tasks(tb.Context(), ledger.NewTaskID(2026, n))
	if err != nil || len(tasks) != 1 {
		tb.Fatalf("task %d: got %d, %v; want one", n, len(tasks), err)
	}
	return tasks[0]
}

// verify fails the test unless chain and states agree.
func (b book) verify(tb testing.TB) {
	tb.Helper()
	found, err := b.Verify(tb.Context(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	if found.Break != nil {
		tb.Errorf("Verify: got %v, want nothing broken", found.Break)
	}
}

func equal[T any](tb testing.TB, what string, want, got T) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func stale(err error) bool { return errors.Is(err, ledger.ErrStale) }

func number(n int) string { return strconv.Itoa(n) }

func sha256Of(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
