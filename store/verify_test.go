package store_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// testVerify damages a sound book in each way and expects to hear where.
func testVerify(b book) {
	t := b.t
	ctx := t.Context()
	b.commit(t, change("1", task(1), task(2), ledger.Counter{ID: "2026", Last: 2}))
	b.commit(t, change("2", b.task(t, 1)))
	b.commit(t, change("3", b.task(t, 2)))
	found, err := b.Verify(ctx, nil)
	must(t, err)
	head, err := b.Head(ctx)
	must(t, err)
	if found.Break != nil || found.Blocks != 3 || found.Entries != 5 || found.Records != 3 || found.Head != head {
		t.Fatalf("sound: got %+v, want 3 blocks, 5 entries, 3 records up to %+v", found, head)
	}

	chain, tasks, top := b.prefix+"chain", b.prefix+"rec:task", b.prefix+"head"
	block := func(seq int) map[string]any {
		t.Helper()
		id := strconv.Itoa(seq) + "-0"
		items := b.raw.XRange(ctx, chain, id, id).Val()
		if len(items) != 1 {
			t.Fatalf("block %d: got %d, want one", seq, len(items))
		}
		return items[0].Values
	}
	// rewrite stands the chain up again with blocks changed; nil: without it.
	rewrite := func(change func(seq int, values map[string]any) map[string]any) {
		t.Helper()
		var blocks []map[string]any
		for seq := 1; seq <= 3; seq++ {
			blocks = append(blocks, change(seq, block(seq)))
		}
		must(t, b.raw.Del(ctx, chain).Err())
		for i, values := range blocks {
			if values != nil {
				must(t, b.raw.XAdd(ctx, &redis.XAddArgs{Stream: chain, ID: strconv.Itoa(i+1) + "-0", Values: values}).Err())
			}
		}
	}
	flip := func(text any) string { return strings.Replace(text.(string), "registered", "registerad", 1) }
	value := b.raw.HGet(ctx, tasks, "2026-001").Val()
	tests := []struct {
		name   string
		damage func()
		want   string
	}{
		{"a letter in a block", func() {
			rewrite(func(seq int, v map[string]any) map[string]any {
				if seq == 2 {
					v["block"] = flip(v["block"])
				}
				return v
			})
		}, "block 2: its link is "},
		{"another link", func() {
			rewrite(func(seq int, v map[string]any) map[string]any {
				if seq == 3 {
					v["link"] = strings.Repeat("0", 40)
				}
				return v
			})
		}, "block 3: its link is 0000"},
		{"a block removed", func() { must(t, b.raw.XDel(ctx, chain, "2-0").Err()) }, "block 2: it is missing, block 3 follows"},
		{"the first block removed", func() { must(t, b.raw.XDel(ctx, chain, "1-0").Err()) }, "block 1: it is missing, block 2 follows"},
		{"the last block removed", func() { must(t, b.raw.XDel(ctx, chain, "3-0").Err()) }, "block 3: it is missing, and the head is 3"},
		{"the last block removed and the head set back", func() {
			must(t, b.raw.HSet(ctx, top, "seq", 2, "link", block(2)["link"]).Err())
			must(t, b.raw.XDel(ctx, chain, "3-0").Err())
		}, "task 2026-002: it is not what the chain put at revision 1 (it says revision 2)"},
		{"another head", func() { must(t, b.raw.HSet(ctx, top, "link", "x").Err()) }, "block 3: the chain has the link "},
		{"the whole chain removed", func() { must(t, b.raw.Del(ctx, chain).Err()) }, "block 1: it is missing, and the head is 3"},
		{"a letter in a record", func() {
			must(t, b.raw.HSet(ctx, tasks, "2026-001", strings.Replace(value, "assigned", "assignad", 1)).Err())
		}, "task 2026-001: it is not what the chain put at revision 2 (it says revision 2)"},
		{"a mark in a record", func() {
			must(t, b.raw.HSet(ctx, tasks, "2026-001", strings.Replace(value, "all:*", "all:x", 1)).Err())
		}, "task 2026-001: it is not what"},
		{"a record deleted", func() { must(t, b.raw.HDel(ctx, tasks, "2026-001").Err()) }, "task 2026-001: it is missing, the chain put it at revision 2"},
		{"a record gone from a mark", func() { must(t, b.raw.ZRem(ctx, b.prefix+"mark:all:*", "2026-002").Err()) }, "task 2026-002: it does not stand under its mark all:*"},
		{"another score", func() {
			must(t, b.raw.ZAdd(ctx, b.prefix+"mark:open:*", redis.Z{Score: 1, Member: "2026-001"}).Err())
		}, "task 2026-001: it does not stand under its mark open:*"},
		{"a mark gone", func() { must(t, b.raw.Del(ctx, b.prefix+"mark:all:*").Err()) }, "task 2026-00"},
		{"what is under a mark and does not name it", func() {
			must(t, b.raw.ZAdd(ctx, b.prefix+"mark:open:*", redis.Z{Score: 1, Member: "2026"}).Err())
		}, "mark open:*: 2026 stands there, and no record says so"},
		{"a mark that no record names", func() {
			must(t, b.raw.ZAdd(ctx, b.prefix+"mark:red:nobody", redis.Z{Score: 1, Member: "2026-001"}).Err())
		}, "mark red:nobody: 2026-001 stands there, and no record says so"},
		{"a record that nobody put", func() { must(t, b.raw.HSet(ctx, tasks, "2026-009", value).Err()) }, "task 2026-009: no block put it"},
	}
	sound := b.dump(t)
	for _, tt := range tests {
		tt.damage()
		found, err := b.Verify(ctx, nil)
		must(t, err)
		got := "nothing broken"
		if found.Break != nil {
			got = found.Break.String()
		}
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		b.restore(t, sound)
		b.verify(t)
	}
}

// dump and restore bring chain, head and tasks back to what they were.
func (b book) dump(tb testing.TB) map[string]any {
	tb.Helper()
	sound := map[string]any{}
	for _, key := range []string{"head", "rec:task"} {
		sound[key] = b.raw.HGetAll(tb.Context(), b.prefix+key).Val()
	}
	sound["chain"] = b.raw.XRange(tb.Context(), b.prefix+"chain", "-", "+").Val()
	for _, mark := range b.marks(tb) {
		sound[mark] = b.raw.ZRangeWithScores(tb.Context(), mark, 0, -1).Val()
	}
	return sound
}

func (b book) marks(tb testing.TB) []string {
	tb.Helper()
	marks, err := b.raw.Keys(tb.Context(), b.prefix+"mark:*").Result()
	must(tb, err)
	return marks
}

func (b book) restore(tb testing.TB, sound map[string]any) {
	tb.Helper()
	for _, key := range []string{"head", "rec:task"} {
		must(tb, b.raw.Del(tb.Context(), b.prefix+key).Err())
		must(tb, b.raw.HSet(tb.Context(), b.prefix+key, sound[key].(map[string]string)).Err())
	}
	for _, mark := range b.marks(tb) {
		must(tb, b.raw.Del(tb.Context(), mark).Err())
	}
	for mark, members := range sound {
		if members, ok := members.([]redis.Z); ok {
			must(tb, b.raw.ZAdd(tb.Context(), mark, members...).Err())
		}
	}
	must(tb, b.raw.Del(tb.Context(), b.prefix+"chain").Err())
	for _, item := range sound["chain"].([]redis.XMessage) {
		must(tb, b.raw.XAdd(tb.Context(), &redis.XAddArgs{Stream: b.prefix + "chain", ID: item.ID, Values: item.Values}).Err())
	}
}

// testVerifyBeside verifies while others write: nothing is called broken.
func testVerifyBeside(b book) {
	t := b.t
	const writers, times = 3, 150
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range times {
				counter, err := b.Counter(t.Context(), number(w))
				if err == nil {
					counter.Last++
					_, err = b.Commit(t.Context(), change(number(w)+":"+number(i), counter, task(int64(w*times+i))))
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 20 {
		b.verify(t)
	}
	wg.Wait()
	found, err := b.Verify(t.Context(), nil)
	must(t, err)
	if found.Break != nil || found.Blocks != writers*times || found.Records != writers*(times+1) {
		t.Errorf("at the end: got %+v", found)
	}
}

func testVerifyEmpty(b book) {
	t := b.t
	found, err := b.Verify(t.Context(), nil)
	must(t, err)
	if found.Break != nil || found.Blocks != 0 {
		t.Errorf("got %+v, want nothing", found)
	}
}
