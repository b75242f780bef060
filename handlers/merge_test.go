package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// dying is a book behind which the program dies after some commits.
type dying struct {
	*store.Store
	left int
}

var errDied = errors.New("the program died")

func (b *dying) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	if b.left == 0 {
		return ledger.Committed{}, errDied
	}
	b.left--
	return b.Store.Commit(ctx, change)
}

// TestMergeGoesOn holds that a merger that broke off is finished by working its request
// again, and that no task is moved twice.
func TestMergeGoesOn(t *testing.T) {
	const tasks = 130 // three batches
	o := newOffice(t)
	const liumin = ledger.PersonID(8)
	put := []ledger.Record{
		ledger.Unit{ID: "城管局", Full: "乐昌市城市管理局"},
		ledger.Unit{ID: "综合执法局", Full: "乐昌市综合执法局"},
		ledger.Person{ID: liumin, Name: "刘敏", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 7, 1)}}},
	}
	for n := range tasks {
		put = append(put, ledger.Task{
			ID: ledger.NewTaskID(2024, int64(n+1)), Title: "市容整治", Lead: []ledger.UnitID{"城管局"}, State: ledger.StateAssigned,
			Registered: ledger.NewDate(2025, 7, 1), Limit: ledger.Limit{Due: ledger.NewDate(2025, 12, 31)},
		})
	}
	if _, err := o.book.Commit(t.Context(), ledger.Change{Cause: "tasks", At: o.now(), Put: put, Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatRegistered}}}); err != nil {
		t.Fatal(err)
	}
	req := handlers.Request{Cause: "update:9", At: o.now(), From: liumin, Chat: "tg:8", Private: true, Text: "撤并 城管局 并入 综合执法局 确认"}
	for commits, finished := 1, false; !finished; commits++ {
		h := handlers.New(handlers.Options{
			Book: &dying{o.book, commits}, Zone: time.FixedZone("CST", 8*3600), Hours: func(time.Time) time.Time { return time.Time{} },
		})
		reply, err := h.Handle(t.Context(), req)
		if finished = err == nil; finished && !strings.Contains(reply.Text, "综合执法局") {
			t.Errorf("the answer is %q", reply.Text)
		}
		if err != nil && !errors.Is(err, errDied) {
			t.Fatal(err)
		}
		if commits > tasks {
			t.Fatal("the merger does not come to an end")
		}
	}
	for unit, want := range map[ledger.UnitID]int64{"城管局": 0, "综合执法局": tasks} {
		if _, total, err := o.book.TasksIn(t.Context(), ledger.Page{Range: ledger.OpenRange(ledger.ScopeLead(unit))}); err != nil || total != want {
			t.Errorf("%s leads %d tasks, %v; want %d", unit, total, err, want)
		}
	}
	for _, n := range []int64{1, tasks} {
		entries, err := o.book.EntriesOf(t.Context(), ledger.NewTaskID(2024, n), 10)
		if err != nil || len(entries) != 1 || entries[0].What != ledger.WhatMerged {
			t.Errorf("task %d has the entries %v, %v", n, fmt.Sprint(entries), err)
		}
	}
	again, err := o.Handle(t.Context(), req)
	if err != nil || !strings.Contains(again.Text, "已并入") {
		t.Errorf("the same request again: %q, %v", again.Text, err)
	}
}
