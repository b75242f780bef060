package store_test

import (
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

func testCommit(b book) {
	t := b.t
	first := b.commit(t, change("update:1", task(1)))
	if first.Already || first.Head.Seq != 1 || len(first.Head.Link) != 40 {
		t.Errorf("first: got %+v, want it stored as block 1", first)
	}
	want := task(1)
	want.Rev = 1
	equal(t, "stored task", want, b.task(t, 1))

	again := b.commit(t, ledger.Change{Cause: "update:1", Answer: ledger.Reply{Text: "another"}})
	if !again.Already || again.Answer.Text != "answer to update:1" || again.Head != first.Head {
		t.Errorf("same cause: got %+v, want the first answer and head", again)
	}
	answer, known, err := b.Answered(t.Context(), "update:1")
	if err != nil || !known || answer.Text != "answer to update:1" {
		t.Errorf("Answered: got %+v, %v, %v", answer, known, err)
	}
	if _, known, err = b.Answered(t.Context(), "update:2"); known || err != nil {
		t.Errorf("Answered of an unknown cause: got %v, %v", known, err)
	}

	if _, err := b.Commit(t.Context(), change("update:3", task(1))); !stale(err) {
		t.Errorf("put of a record that is there: got %v, want ErrStale", err)
	}
	changed := b.task(t, 1)
	changed.Percent = 60
	b.commit(t, change("update:4", changed))
	if _, err := b.Commit(t.Context(), change("update:5", task(2), changed)); !stale(err) {
		t.Errorf("put at an old revision: got %v, want ErrStale", err)
	}
	if tasks, err := b.Tasks(t.Context(), "2026-002"); err != nil || len(tasks) != 0 {
		t.Errorf("a stale change left %v, %v", tasks, err)
	}
	if got := b.task(t, 1); got.Rev != 2 || got.Percent != 60 {
		t.Errorf("changed task: got revision %d, %d %%", got.Rev, got.Percent)
	}
	rests := change("update:6", task(3))
	rests.Read = []ledger.Record{changed}
	if _, err := b.Commit(t.Context(), rests); !stale(err) {
		t.Errorf("a change that rests on an old revision: got %v, want ErrStale", err)
	}
	rests.Read = []ledger.Record{b.task(t, 1), ledger.Person{ID: 404}}
	b.commit(t, rests)
	if got := b.task(t, 1); got.Rev != 2 {
		t.Errorf("what a change rests on: got revision %d, want it untouched", got.Rev)
	}
	// A stale change did not use up its cause: it is decided again.
	b.commit(t, change("update:5", task(2)))
	b.verify(t)
}

func TestCommitAnswersOnly(t *testing.T) {
	b := mini(t)
	got := b.commit(t, ledger.Change{Cause: "update:1", Answer: ledger.Reply{Text: "a question"}})
	equal(t, "head", ledger.Head{}, got.Head)
	if got := b.commit(t, ledger.Change{Cause: "update:1"}); !got.Already || got.Answer.Text != "a question" {
		t.Errorf("same cause: got %+v", got)
	}
	b.verify(t)
}

func TestCommitRefuses(t *testing.T) {
	b := mini(t)
	entry := []ledger.Entry{{At: monday, What: ledger.WhatChanged}}
	tests := []struct {
		name   string
		change ledger.Change
		want   string
	}{
		{"no cause", ledger.Change{}, "a change has a cause"},
		{"no entry", ledger.Change{Cause: "c", At: monday, Put: []ledger.Record{task(1)}}, "has an entry"},
		{"no time", ledger.Change{Cause: "c", Entries: entry}, "at some time"},
		{"no sort of entry", ledger.Change{Cause: "c", At: monday, Entries: []ledger.Entry{{}}}, "says what happened"},
		{"twice the same record", change("c", task(1), task(1)), "task 2026-001 is put twice"},
		{"no key", change("c", ledger.Task{}), "no proper name"},
		{"negative revision", change("c", ledger.Unit{ID: "镇", Rev: -1}), "negative revision"},
		{"twice the same message", ledger.Change{Cause: "c", At: monday, Send: []ledger.Message{
			message("m", "tg:1", ledger.ClassNotice), message("m", "tg:2", ledger.ClassNotice),
		}}, "message m is owed twice"},
		{"message to nobody", ledger.Change{Cause: "c", At: monday, Send: []ledger.Message{
			message("m", "", ledger.ClassNotice),
		}}, "needs both"},
		{"message of no class", ledger.Change{Cause: "c", At: monday, Send: []ledger.Message{
			message("m", "tg:1", "loud"),
		}}, "of no class"},
		{"a mark with two scores", change("c", twoScores{}), `mark "m" has two scores`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := b.Commit(t.Context(), tt.change); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if keys := b.raw.Keys(t.Context(), "*").Val(); len(keys) != 0 {
		t.Errorf("refused changes left %v", keys)
	}

	b.owe(t, "first", monday, message("m", "tg:1", ledger.ClassNotice))
	_, err := b.Commit(t.Context(), ledger.Change{Cause: "second", At: monday, Send: []ledger.Message{message("m", "tg:1", ledger.ClassNotice)}})
	if err == nil || !strings.Contains(err.Error(), `message "m" is owed already`) {
		t.Errorf("a message of a known name: got %v", err)
	}
}

type twoScores struct{ ledger.Unit }

func (twoScores) Ref() (ledger.Kind, string) { return ledger.KindUnit, "镇" }
func (twoScores) Marks() []ledger.Mark       { return []ledger.Mark{{Name: "m"}, {Name: "m", Score: 1}} }

// marked is a task that stands under marks of the test's own.
type marked struct {
	ledger.Task

	marks []ledger.Mark
}

func (m marked) Marks() []ledger.Mark { return m.marks }

func testCommitMarks(b book) {
	t := b.t
	const odd = "campaign/蓝天\t保卫战\n\\2026"
	b.commit(t, change("1",
		marked{task(1), []ledger.Mark{{Name: odd, Score: 9}, {Name: "open", Score: -4}, {Name: "open", Score: -4}}},
		marked{task(2), []ledger.Mark{{Name: "open", Score: 7}}}))
	equal(t, "odd name", []string{"2026-001"}, b.under(t, odd))
	equal(t, "open", []string{"2026-001", "2026-002"}, b.under(t, "open"))

	// One mark goes, one moves, one comes.
	b.commit(t, change("2", marked{b.task(t, 1), []ledger.Mark{{Name: "open", Score: 8}, {Name: "done"}}}))
	equal(t, "odd name", nil, b.under(t, odd))
	equal(t, "open", []string{"2026-002", "2026-001"}, b.under(t, "open"))
	equal(t, "done", []string{"2026-001"}, b.under(t, "done"))

	b.commit(t, change("3", marked{b.task(t, 1), nil}))
	equal(t, "open", []string{"2026-002"}, b.under(t, "open"))
	b.verify(t)
}

// under are the codes of the tasks under a mark, in its order.
func (b book) under(tb testing.TB, mark string) (ids []string) {
	tb.Helper()
	tasks, _, err := b.TasksIn(tb.Context(), ledger.Page{
		Range: ledger.Range{Mark: mark, Min: math.MinInt64, Max: math.MaxInt64}, Limit: -1,
	})
	must(tb, err)
	for _, task := range tasks {
		ids = append(ids, string(task.ID))
	}
	return ids
}

// testCommitRace lets writers count on one counter: each revision is won once.
func testCommitRace(b book) {
	t := b.t
	const writers, times = 4, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range times {
				cause := "w" + number(w) + ":" + number(i)
				for {
					counter, err := b.Counter(t.Context(), "2026")
					if err != nil {
						t.Error(err)
						return
					}
					counter.Last++
					if _, err = b.Commit(t.Context(), change(cause, counter)); err == nil {
						break
					}
					if !stale(err) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	counter, err := b.Counter(t.Context(), "2026")
	must(t, err)
	equal(t, "counter", ledger.Counter{ID: "2026", Rev: writers * times, Last: writers * times}, counter)
	b.verify(t)
}

// testCommitOnce lets two say the same cause at once: one is stored, both hear the same.
func testCommitOnce(b book) {
	t := b.t
	var wg sync.WaitGroup
	answers := make([]ledger.Committed, 8)
	for i := range answers {
		wg.Go(func() {
			c := change("update:1", task(1))
			c.Answer.Text = number(i)
			var err error
			if answers[i], err = b.Commit(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	stored := 0
	for _, answer := range answers {
		if !answer.Already {
			stored++
		}
		equal(t, "answer", answers[0].Answer.Text, answer.Answer.Text)
	}
	equal(t, "stored", 1, stored)
}

// testCommitLoadsItsScript forgets the scripts, as a restarted server does.
func testCommitLoadsItsScript(b book) {
	t := b.t
	b.commit(t, change("1", task(1)))
	must(t, b.raw.ScriptFlush(t.Context()).Err())
	b.commit(t, change("2", task(2)))
	must(t, b.raw.ScriptFlush(t.Context()).Err())
	if _, err := b.TasksInEach(t.Context(), ledger.Page{}, ledger.Page{}); err != nil {
		t.Error(err)
	}
}

// testLifetimes looks at every key that a busy day leaves: all under the office's tag,
// and each lives as long as keys.go says.
func testLifetimes(b book) {
	t := b.t
	c := change("cause", task(1))
	c.Send = []ledger.Message{message("m1", "tg:1", ledger.ClassNotice), message("m2", "tg:2", ledger.ClassNotice)}
	b.commit(t, c)
	_, err := b.Claim(t.Context(), monday, time.Minute, 1)
	must(t, err)
	must(t, b.Settle(t.Context(), monday, ledger.Settlement{
		ID: "m1", Outcome: ledger.OutcomeSent, Receipt: ledger.Receipt{To: "tg:1", Messages: []string{"5"}},
	}))
	_, err = b.Receive(t.Context(), []ledger.Incoming{{ID: 1, Chat: "tg:1", Raw: []byte("{}")}})
	must(t, err)
	day := 24 * time.Hour
	want := map[string]time.Duration{
		"cause:cause": 35 * day, "said:tg:1/5": 400 * day, "message:m1": 400 * day, "seen:1": 8 * day,
		"rec:task": 0, "chain": 0, "head": 0, "inbox": 0, "message:m2": 0, "queue:tg:2": 0, "ready": 0,
		"owing": 0, "entries:2026-001": 0, "what:registered": 0, "what:delivered": 0,
	}
	got := map[string]time.Duration{}
	for _, key := range b.raw.Keys(t.Context(), "*").Val() {
		key, ours := strings.CutPrefix(key, b.prefix)
		if !ours && strings.Contains(b.prefix, "lechang") { // else several offices share a server
			t.Errorf("key %q is not under the office's tag", key)
		}
		if !ours {
			continue
		}
		if strings.HasPrefix(key, "mark:") {
			continue
		}
		left := b.raw.TTL(t.Context(), b.prefix+key).Val()
		got[key] = max(0, left.Round(time.Hour))
	}
	equal(t, "keys", want, got)
}

func TestWithoutRedis(t *testing.T) {
	b := mini(t)
	must(t, b.raw.(*redis.Client).Do(t.Context(), "SET", b.prefix+"rec:task", "a string").Err())
	if _, err := b.Commit(t.Context(), change("1", task(1))); err == nil || stale(err) {
		t.Errorf("Commit on a broken store: got %v, want an error of ours", err)
	}
	if _, _, err := b.TasksIn(t.Context(), ledger.Page{}); err != nil {
		t.Errorf("a page of nothing: got %v", err)
	}
}
