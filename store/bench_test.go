package store_test

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
	"duban/store/redistest"
)

// BenchmarkCommit stores a report: the task in its next state, the report, an entry and
// the answer. Beside it stands a bare MULTI of as many reads and writes.
func BenchmarkCommit(b *testing.B) {
	for _, fsync := range []string{"everysec", "always"} {
		b.Run("appendfsync="+fsync+"/Commit", func(b *testing.B) {
			s := open(b, redistest.Start(b, "--appendfsync", fsync).URL(), "lechang")
			s.commit(b, change("0", benchTask(1)))
			for i := 0; b.Loop(); i++ {
				task := benchTask(1)
				task.Rev, task.Percent = int64(i+1), i%100
				task.marks[0].Score = int64(i)
				s.commit(b, change("update:"+strconv.Itoa(i), task, report(i)))
			}
		})
		b.Run("appendfsync="+fsync+"/bareMULTI", func(b *testing.B) {
			s := open(b, redistest.Start(b, "--appendfsync", fsync).URL(), "lechang")
			for i := 0; b.Loop(); i++ {
				s.bare(b, i)
			}
		})
	}
}

// bare does what the commit above does, without deciding anything.
func (b book) bare(tb testing.TB, i int) {
	tb.Helper()
	ctx, n := tb.Context(), strconv.Itoa(i)
	value := fmt.Sprintf("%0900d", i) // as long as a task with its marks
	_, err := b.raw.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.Get(ctx, b.prefix+"cause:"+n)
		pipe.HGet(ctx, b.prefix+"rec:task", "2026-001")
		pipe.HGet(ctx, b.prefix+"rec:report", n)
		pipe.HMGet(ctx, b.prefix+"head", "seq", "link")
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: b.prefix + "chain", Values: []string{"block", value, "link", value[:40]}})
		pipe.HSet(ctx, b.prefix+"head", "seq", n, "link", value[:40])
		pipe.ZAdd(ctx, b.prefix+"entries:2026-001", redis.Z{Score: float64(i), Member: n})
		pipe.ZAdd(ctx, b.prefix+"what:reported", redis.Z{Score: float64(i), Member: n})
		pipe.HSet(ctx, b.prefix+"rec:task", "2026-001", value)
		pipe.HSet(ctx, b.prefix+"rec:report", n, value[:400])
		for _, mark := range []string{"reported", "reports", "from", "author"} {
			pipe.ZAdd(ctx, b.prefix+"mark:"+mark, redis.Z{Score: float64(i), Member: n})
		}
		pipe.Set(ctx, b.prefix+"cause:"+n, value[:100], 0)
		return nil
	})
	if !errors.Is(err, redis.Nil) { // the cause is new
		tb.Fatal(err)
	}
}

func report(i int) ledger.Report {
	return ledger.Report{
		ID: ledger.ReportID("2026-001/" + strconv.Itoa(i)), Task: "2026-001", Unit: "住建局", By: 7, At: monday, Percent: i % 100,
		Text: "沟渠已清，管网接驳完成", From: "tg:1/" + strconv.Itoa(i), Before: ledger.Before{State: ledger.StateInProgress},
	}
}

const benchUnits = 100

// benchTask stands under as many marks as a real one.
func benchTask(n int64) marked {
	unit := strconv.FormatInt(n%benchUnits, 10)
	m := marked{Task: task(n)}
	m.Lead = []ledger.UnitID{ledger.UnitID(unit)}
	for _, scope := range []string{"*", "lead/" + unit, "part/" + unit, "campaign/" + strconv.FormatInt(n%5, 10)} {
		for _, mark := range []string{ledger.MarkReported, ledger.MarkAll, ledger.MarkOpen, ledger.MarkYellow, ledger.MarkRed, ledger.MarkDuty} {
			m.marks = append(m.marks, ledger.Mark{Name: ledger.MarkOf(mark, ledger.Scope(scope)), Score: 20000 + n%1000})
		}
	}
	for _, bigram := range ledger.Bigrams(m.Title) {
		m.marks = append(m.marks, ledger.Mark{Name: ledger.WordMark(bigram)})
	}
	return m
}

// BenchmarkRead asks a small and a large book the same questions.
func BenchmarkRead(b *testing.B) {
	for _, size := range []int64{1e3, 1e5} {
		s := open(b, redistest.Start(b, "--appendonly", "no").URL(), "lechang")
		s.load(b, size)
		list := ledger.Page{Range: ledger.Range{Mark: ledger.MarkOf(ledger.MarkOpen, ledger.ScopeLead("7")), Max: ledger.NoLimit}, Limit: 10}
		b.Run(fmt.Sprintf("tasks=%d/unitList", size), func(b *testing.B) {
			for b.Loop() {
				if tasks, _, err := s.TasksIn(b.Context(), list); err != nil || len(tasks) != 10 {
					b.Fatal(len(tasks), err)
				}
			}
		})
		var ranges []ledger.Range
		for _, scope := range []ledger.Scope{ledger.ScopeOffice, ledger.ScopeLead("7")} {
			for _, mark := range []string{ledger.MarkAll, ledger.MarkOpen, ledger.MarkYellow, ledger.MarkRed, ledger.MarkDuty, ledger.MarkReported} {
				ranges = append(ranges, ledger.Range{Mark: ledger.MarkOf(mark, scope), Max: 20500})
			}
		}
		b.Run(fmt.Sprintf("tasks=%d/summary", size), func(b *testing.B) {
			for b.Loop() {
				if counts, _, err := s.Count(b.Context(), ranges...); err != nil || counts[0] == 0 {
					b.Fatal(counts, err)
				}
			}
		})
	}
}

// load fills the book, with several writers.
func (b book) load(tb testing.TB, size int64) {
	tb.Helper()
	const each = 100
	parts := make(chan int64)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for from := range parts {
				c := ledger.Change{Cause: "load:" + strconv.FormatInt(from, 10), At: monday, Entries: []ledger.Entry{{At: monday, What: ledger.WhatRegistered}}}
				for n := from; n < min(from+each, size); n++ {
					c.Put = append(c.Put, benchTask(n))
				}
				if _, err := b.Commit(tb.Context(), c); err != nil {
					tb.Error(err)
				}
			}
		})
	}
	for from := int64(0); from < size; from += each {
		parts <- from
	}
	close(parts)
	wg.Wait()
}
