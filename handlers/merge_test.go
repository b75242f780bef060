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

// TestMergeGoesOn lets the program die after each commit of a merger. Working the request
// again finishes it: no task is moved twice, and the answer counts them all. Until then it
// cannot be begun with another unit.
func TestMergeGoesOn(t *testing.T) {
	const tasks = 130
	batches := []int{50, 100, 120, tasks} // that have moved after each: 100 in which it answers, 20 cancelled, 10 others
	for died := range len(batches) + 1 {
		t.Run(fmt.Sprintf("after %d", died), func(t *testing.T) {
			o := newOffice(t)
			req := o.toMerge(t, tasks)
			h := handlers.New(handlers.Options{
				Book: &dying{o.book, died}, Zone: time.FixedZone("CST", 8*3600), Hours: func(time.Time) time.Time { return time.Time{} },
			})
			if reply, err := h.Handle(t.Context(), req); !errors.Is(err, errDied) {
				t.Fatalf("got %q, %v; want it to die", reply.Text, err)
			}
			if died > 0 {
				o.unfinished(t, req, batches[died-1])
			}
			for range 2 { // and as the messenger brings it again, should its answer be lost
				reply, err := o.Handle(t.Context(), req)
				if err != nil || !strings.HasPrefix(reply.Text, "城管局已并入综合执法局：转过去任务130项、") {
					t.Errorf("the answer is %q, %v; want all tasks in it", reply.Text, err)
				}
			}
			o.merged(t)
		})
	}
}

// toMerge is an office with a unit that has to do with some tasks, and the request that merges it: of
// 13 it leads 8 that are open and 2 that are struck off, led 2 that were cancelled, and accepts one
// of another unit.
func (o *office) toMerge(t *testing.T, tasks int) handlers.Request {
	t.Helper()
	const liumin = ledger.PersonID(8)
	put := []ledger.Record{
		ledger.Unit{ID: "城管局", Full: "乐昌市城市管理局"},
		ledger.Unit{ID: "综合执法局", Full: "乐昌市综合执法局"},
		ledger.Unit{ID: "住建局", Full: "乐昌市住房和城乡建设管理局"},
		ledger.Person{ID: liumin, Name: "刘敏", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 7, 1)}}},
	}
	for n := range tasks {
		task := ledger.Task{
			ID: ledger.NewTaskID(2024, int64(n+1)), Title: "市容整治", Lead: []ledger.UnitID{"城管局"}, State: ledger.StateAssigned,
			Registered: ledger.NewDate(2025, 7, 1), Limit: ledger.Limit{Due: ledger.NewDate(2025, 12, 31)},
		}
		switch n % 13 {
		case 3, 7:
			task.State, task.Completed, task.Closed = ledger.StateClosed, ledger.NewDate(2025, 7, 2), ledger.NewDate(2025, 7, 3)
		case 5, 8:
			task.State, task.Cancelled.At = ledger.StateCancelled, o.now()
		case 9:
			task.Lead, task.Accept = []ledger.UnitID{"住建局"}, task.Lead
		}
		put = append(put, task)
	}
	if _, err := o.book.Commit(t.Context(), ledger.Change{Cause: "tasks", At: o.now(), Put: put, Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatRegistered}}}); err != nil {
		t.Fatal(err)
	}
	return handlers.Request{Cause: "update:9", At: o.now(), From: liumin, Chat: "tg:8", Private: true, Text: "撤并 城管局 并入 综合执法局 确认"}
}

// unfinished holds what a merger that broke off answers to: none that would lead elsewhere is
// begun, and the preview of the same one says how far it is.
func (o *office) unfinished(t *testing.T, req handlers.Request, moved int) {
	t.Helper()
	begun := "城管局 并入 综合执法局"
	for n, test := range [][2]string{
		{"撤并 城管局 并入 住建局", begun},
		{"撤并 城管局 并入 住建局 确认", begun},
		{"撤并 综合执法局 并入 住建局 确认", begun},
		{"撤并 住建局 并入 城管局 确认", begun},
		{"撤并 综合执法局 并入 城管局 确认", begun},
		{"撤并 " + begun, fmt.Sprintf("已转过去任务%d项", moved)},
	} {
		req.Cause, req.Text = fmt.Sprintf("update:1%d", n), test[0]
		reply, err := o.Handle(t.Context(), req)
		if err != nil || !strings.Contains(reply.Text, test[1]) {
			t.Errorf("%s is answered with %q, %v; want %q in it", test[0], reply.Text, err, test[1])
		}
	}
}

// merged holds that each task has moved, once.
func (o *office) merged(t *testing.T) {
	t.Helper()
	part := ledger.ScopePart("综合执法局")
	for _, mark := range []struct {
		of   ledger.Range
		want int64
	}{
		{ledger.OpenRange(part), 80},
		{ledger.AllRange(ledger.MarkOf(ledger.MarkClosed, part)), 20},
		{ledger.AllRange(ledger.MarkOf(ledger.MarkCancelled, part)), 20},
		{ledger.AllRange(ledger.MarkOf(ledger.MarkRecheck, part)), 20},
		{ledger.AllRange(ledger.NamedMark("综合执法局")), 10},
		{ledger.EveryNaming("城管局")[0], 0},
		{ledger.EveryNaming("城管局")[1], 0},
		{ledger.EveryNaming("城管局")[2], 0},
	} {
		if _, total, err := o.book.TasksIn(t.Context(), ledger.Page{Range: mark.of}); err != nil || total != mark.want {
			t.Errorf("under %s stand %d tasks, %v; want %d", mark.of.Mark, total, err, mark.want)
		}
	}
	for _, n := range []int64{1, 4, 6, 10, 130} {
		entries, err := o.book.EntriesOf(t.Context(), ledger.NewTaskID(2024, n), 10)
		if err != nil || len(entries) != 1 || entries[0].What != ledger.WhatMerged {
			t.Errorf("task %d has the entries %v, %v", n, fmt.Sprint(entries), err)
		}
	}
	if report, err := o.book.Verify(t.Context(), nil); err != nil || report.Break != nil {
		t.Errorf("the book is not as its entries say: %+v, %v", report.Break, err)
	}
}
