package store_test

import (
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"duban/ledger"
	"duban/store"
)

// model is the store as a child would write it.
type model struct {
	records map[string]marked           // at their revision
	marks   map[string]map[string]int64 // mark → key → score
	answers map[string]string           // cause → answer
	blocks  int64
}

func (m *model) commit(c ledger.Change) (already, stale bool) {
	if _, known := m.answers[c.Cause]; known {
		return true, false
	}
	for _, record := range c.Put {
		_, key := record.Ref()
		if m.records[key].Rev != record.Revision() {
			return false, true
		}
	}
	for _, record := range c.Put {
		_, key := record.Ref()
		put := record.(marked)
		put.Rev++
		m.records[key] = put
		for _, keys := range m.marks {
			delete(keys, key)
		}
		for _, mark := range put.marks {
			if m.marks[mark.Name] == nil {
				m.marks[mark.Name] = map[string]int64{}
			}
			m.marks[mark.Name][key] = mark.Score
		}
	}
	m.answers[c.Cause] = c.Answer.Text
	if len(c.Put)+len(c.Entries) > 0 {
		m.blocks++
	}
	return false, false
}

// under are the keys under a mark, in the order of Redis: by score, then by key.
func (m *model) under(mark string) []string {
	return slices.SortedFunc(maps.Keys(m.marks[mark]), func(a, b string) int {
		if by := m.marks[mark][a] - m.marks[mark][b]; by != 0 {
			return int(by)
		}
		return strings.Compare(a, b)
	})
}

// testModel commits random changes, some of them stale or repeated, beside the model.
func testModel(b book) {
	t := b.t
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		office := book{store.New(b.raw, "model"+number(run)), t, b.raw, "duban:{model" + number(run) + "}:"}
		m := &model{records: map[string]marked{}, marks: map[string]map[string]int64{}, answers: map[string]string{}}
		for range rapid.IntRange(1, 12).Draw(rt, "changes") {
			c := randomChange(rt, m)
			already, wasStale := m.commit(c)
			got, err := office.Commit(t.Context(), c)
			if stale(err) != wasStale || (err != nil && !wasStale) || got.Already != already {
				rt.Fatalf("Commit: got %+v, %v; want already %v, stale %v", got, err, already, wasStale)
			}
			if err == nil && (got.Answer.Text != m.answers[c.Cause] || got.Head.Seq != m.blocks) {
				rt.Fatalf("Commit: got %+v; want answer %q, head %d", got, m.answers[c.Cause], m.blocks)
			}
		}
		for _, mark := range markNames {
			if got, want := office.under(t, mark), m.under(mark); !slices.Equal(got, want) {
				rt.Fatalf("under %s: got %v, want %v", mark, got, want)
			}
		}
		for key, want := range m.records {
			got, err := office.Tasks(t.Context(), ledger.TaskID(key))
			if err != nil || len(got) != 1 || got[0].Rev != want.Rev || got[0].Percent != want.Percent {
				rt.Fatalf("%s: got %+v, %v; want %+v", key, got, err, want.Task)
			}
		}
		found, err := office.Verify(t.Context(), nil)
		if err != nil || found.Break != nil || found.Blocks != m.blocks || found.Records != int64(len(m.records)) {
			rt.Fatalf("Verify: got %+v, %v; want %d blocks, %d records", found, err, m.blocks, len(m.records))
		}
	})
}

// markNames are in another order once they are escaped, and in that of a language.
var markNames = []string{"a", "b\tc", "bZ", `d\n`, "二污", "厂建"}

func randomChange(t *rapid.T, m *model) ledger.Change {
	c := ledger.Change{
		Cause:  "c" + number(rapid.IntRange(0, 15).Draw(t, "cause")),
		At:     monday,
		Answer: ledger.Reply{Text: rapid.StringMatching(`[a-z办]{0,3}`).Draw(t, "answer")},
	}
	keys := rapid.SliceOfNDistinct(rapid.Int64Range(1, 4), 0, 3, rapid.ID).Draw(t, "tasks")
	for _, n := range keys {
		record := marked{Task: ledger.Task{ID: ledger.NewTaskID(2026, n), Percent: rapid.IntRange(0, 100).Draw(t, "percent")}}
		record.Rev = m.records[string(record.ID)].Rev
		if rapid.IntRange(0, 9).Draw(t, "stale") == 0 {
			record.Rev++
		}
		for _, name := range markNames {
			if rapid.Bool().Draw(t, "marked") {
				record.marks = append(record.marks, ledger.Mark{Name: name, Score: rapid.Int64Range(-2, 2).Draw(t, "score")})
			}
		}
		c.Put = append(c.Put, record)
		c.Entries = append(c.Entries, ledger.Entry{At: monday, Task: record.ID, What: ledger.WhatChanged})
	}
	return c
}
