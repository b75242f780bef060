package handlers_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// TestNumbering has eight officers sign two hundred notices at once, two of them the same ones,
// and every press delivered twice: the numbers have no gap, and none is given twice.
func TestNumbering(t *testing.T) {
	const notices, officers = 200, 8
	book, err := store.Open(t.Context(), "redis://"+miniredis.RunT(t).Addr()+"/0", "lechang")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	cal, err := ledger.DefaultCalendar()
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2025, 7, 14, 10, 0, 0, 0, zone)
	policy := ledger.DefaultPolicy()
	level, _ := policy.LevelOf("yellow")
	var people []ledger.Record
	for n := range officers {
		people = append(people, ledger.Person{ID: ledger.PersonID(n + 1), Name: fmt.Sprint("办", n), Posts: []ledger.Post{{Role: ledger.RoleOffice, From: 1}}})
	}
	commit(t, book, now, "people", people)
	var matters []ledger.MatterID
	for n := range notices {
		task := ledger.Task{ID: ledger.NewTaskID(2025, int64(n+1)), Title: "清理沟渠", Lead: []ledger.UnitID{"住建局"}, State: ledger.StateAssigned, Registered: ledger.DateOf(now)}
		noted, refusal := task.DraftNotice(ledger.Drafting{At: now, Level: level, Series: policy.Series(), Requirement: "请抓紧", Desk: ledger.DeskOffice})
		if refusal != nil {
			t.Fatal(refusal)
		}
		commit(t, book, now, string(task.ID), noted.Records())
		matters = append(matters, noted.Matter.ID)
	}
	h := handlers.New(handlers.Options{Book: book, Zone: zone, Calendar: cal, Hours: func(time.Time) time.Time { return time.Time{} }})
	var wait sync.WaitGroup
	for officer := range officers {
		wait.Go(func() {
			for n := officer / 2; n < notices; n += officers / 2 { // each one is pressed by two
				press := handlers.Request{
					Cause: fmt.Sprintf("update:%d:%d", officer, n), At: now, From: ledger.PersonID(officer + 1), Chat: "tg:1", Private: true,
					Button: ledger.Press(ledger.PressApprove, string(matters[n])),
				}
				for range 2 { // delivered twice
					for {
						_, err := h.Handle(t.Context(), press)
						if err == nil {
							break
						}
						if !errors.Is(err, ledger.ErrStale) {
							t.Errorf("%s: %v", press.Cause, err)
							return
						}
					}
				}
			}
		})
	}
	wait.Wait()
	given := map[int64]ledger.NoticeID{}
	for n := range notices {
		id := ledger.NoticeID(fmt.Sprintf("%s/n1", ledger.NewTaskID(2025, int64(n+1))))
		found, err := book.Notices(t.Context(), id)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", id, found, err)
		}
		if other, twice := given[found[0].N]; twice || found[0].N < 1 || found[0].N > notices {
			t.Errorf("%s has number %d, of 1 to %d, as has %s", id, found[0].N, notices, other)
		}
		given[found[0].N] = id
	}
	if len(given) != notices {
		t.Errorf("%d numbers were given to %d notices", len(given), notices)
	}
	if seen, err := book.Verify(t.Context(), nil); err != nil || seen.Break != nil {
		t.Errorf("the book: %+v, %v", seen.Break, err)
	}
}

func commit(t *testing.T, book *store.Store, at time.Time, cause string, put []ledger.Record) {
	t.Helper()
	change := ledger.Change{Cause: "test:" + cause, At: at, Put: put, Entries: []ledger.Entry{{At: at, What: ledger.WhatRegistered}}}
	if _, err := book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}
