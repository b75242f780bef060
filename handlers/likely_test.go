package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// reading is the real book, which counts what is read beside the asker.
type reading struct {
	*store.Store

	more int
}

func (r *reading) Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error) {
	r.more++
	return r.Store.Tasks(ctx, ids...)
}

// TestLikelyTasks: a report that names its task, or replies to words that do, is read for
// in one round trip; any other way of saying it is understood as well.
func TestLikelyTasks(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))
	for name, tt := range map[string]struct {
		text, quoted string
		more         int
	}{
		"command":         {text: "/report 17 60 沟渠已清"},
		"word":            {text: "进展 17 60% 沟渠已清"},
		"number first":    {text: "17 60 沟渠已清"},
		"reply":           {text: "60% 沟渠已清", quoted: "今日提醒\n1.〔2026-017〕沟渠清淤"},
		"number and word": {text: "进展17 60% 沟渠已清", more: 1},
		"code":            {text: "/report 2026-017 60 沟渠已清", more: 1},
		"reply to two":    {text: "2 60% 沟渠已清", quoted: "1.〔2026-016〕沟渠清淤\n2.〔2026-017〕沟渠清淤"},
	} {
		t.Run(name, func(t *testing.T) {
			book, err := store.Open(t.Context(), "redis://"+miniredis.RunT(t).Addr(), "lechang")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = book.Close() })
			person := ledger.Person{ID: 7, Name: "李", Chat: "tg:7", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: 1}}}
			change := ledger.Change{Cause: "test", At: at, Entries: []ledger.Entry{{At: at, What: ledger.WhatRegistered}}}
			change.Put = []ledger.Record{person, ledger.Unit{ID: "住建局"}}
			for _, n := range []int64{16, 17} {
				change.Put = append(change.Put, ledger.Task{
					ID: ledger.NewTaskID(2026, n), Title: "沟渠清淤", Lead: []ledger.UnitID{"住建局"},
					State: ledger.StateAssigned, Registered: ledger.DateOf(at),
				})
			}
			if _, err := book.Commit(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			counted := &reading{Store: book}
			rules := handlers.New(handlers.Options{Book: counted, Zone: at.Location()})
			request := handlers.Request{Cause: "update:1", At: at, From: 7, Chat: "tg:7", Private: true, Message: "tg:7/1", Text: tt.text}
			if tt.quoted != "" {
				request.ReplyTo, request.Quoted, request.QuotedOur = "tg:7/0", tt.quoted, true
			}
			reply, err := rules.Handle(t.Context(), request)
			if err != nil || !strings.Contains(reply.Text, "60%") || counted.more != tt.more {
				t.Errorf("answered %q, %v, reading %d times more; want 60%% and %d", reply.Text, err, counted.more, tt.more)
			}
		})
	}
}
