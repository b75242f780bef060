package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/store/redistest"
)

const benchUnits = 40

func benchUnit(n int64) ledger.UnitID {
	return ledger.UnitID("单位" + strconv.FormatInt(n%benchUnits, 10))
}

func benchDay() time.Time { return time.Date(2026, 3, 9, 9, 30, 0, 0, time.FixedZone("CST", 8*3600)) }

// benchTask is one of an office's tasks: units in turn, limits over the year, some
// reported on.
func benchTask(n int64) ledger.Task {
	today := ledger.DateOf(benchDay())
	t := ledger.Task{
		ID: ledger.NewTaskID(2026, n), Title: "完成第" + strconv.FormatInt(n%1000, 10) + "号点位扬尘整治", Campaign: "蓝天",
		Lead: []ledger.UnitID{benchUnit(n)}, Co: []ledger.UnitID{benchUnit(n + 1)}, Leader: "分管城建副市长",
		Limit: ledger.Limit{Due: today + ledger.Date(n%250) - 20, Raw: "按期完成"}, Rhythm: ledger.RhythmMonthly,
		State: ledger.StateAssigned, Registered: today - 60,
	}
	if n%3 == 0 {
		t.State, t.Percent = ledger.StateInProgress, int(n%90)
	}
	return t
}

func openBook(b *testing.B, redisURL string) *store.Store {
	b.Helper()
	book, err := store.Open(b.Context(), redisURL, "duban")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = book.Close() })
	return book
}

// fill gives the book its units, somebody to ask in each of them, a leader, and tasks,
// with several writers.
func fill(b *testing.B, book *store.Store, size int64) {
	b.Helper()
	const each = 200
	people := []ledger.Record{ledger.Person{ID: 1, Name: "张", Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1}}}}
	for n := range int64(speakers) {
		people = append(people, ledger.Person{
			ID: ledger.PersonID(1001 + n), Name: "李", Chat: ledger.Address("tg:" + strconv.FormatInt(1001+n, 10)),
			Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: benchUnit(n + 1), From: 1}},
		})
	}
	for n := range int64(benchUnits) {
		people = append(people, ledger.Unit{ID: benchUnit(n)})
	}
	var group errgroup.Group
	group.SetLimit(4)
	put := func(cause string, records []ledger.Record) {
		group.Go(func() error {
			_, err := book.Commit(b.Context(), ledger.Change{
				Cause: cause, At: benchDay(), Put: records, Entries: []ledger.Entry{{At: benchDay(), What: ledger.WhatRegistered}},
			})
			return err
		})
	}
	put("people", people)
	for from := int64(1); from <= size; from += each {
		var tasks []ledger.Record
		for n := from; n < min(from+each, size+1); n++ {
			tasks = append(tasks, benchTask(n))
		}
		put("tasks:"+strconv.FormatInt(from, 10), tasks)
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkQuestion asks a small and a large book the same questions, through the
// handlers: a unit's contact for his list, the office for the summary of everything.
func BenchmarkQuestion(b *testing.B) {
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int64{1e3, 1e5} {
		book := openBook(b, redistest.Start(b, "--appendonly", "no").URL())
		fill(b, book, size)
		rules := handlers.New(handlers.Options{
			Book: book, Zone: benchDay().Location(), Calendar: calendar, NewCode: newCode,
			Hours: func(now time.Time) time.Time { return now },
		})
		for _, question := range []struct {
			name, text, says string
			from             ledger.PersonID
		}{
			{"UnitList", "任务", "〔2026-", 1007},
			{"Summary", "汇总", "共" + strconv.FormatInt(size, 10) + "项", 1},
		} {
			b.Run(fmt.Sprintf("%s/tasks=%d", question.name, size), func(b *testing.B) {
				request := handlers.Request{
					From: question.from, Private: true, Text: question.text,
					Chat: ledger.Address("tg:" + strconv.FormatInt(int64(question.from), 10)),
				}
				asked := 0
				answer := func() { // each a minute later: a summary is taken anew, and kept
					asked++
					request.Cause, request.At = "update:"+strconv.Itoa(asked), benchDay().Add(time.Duration(asked)*time.Minute)
					reply, err := rules.Handle(b.Context(), request)
					if err != nil || !strings.Contains(reply.Text, question.says) {
						b.Fatalf("answered %q, %v; want %q in it", reply.Text, err, question.says)
					}
				}
				for range 20 { // connections are opened and scripts loaded once
					answer()
				}
				for b.Loop() {
					answer()
				}
			})
		}
	}
}
