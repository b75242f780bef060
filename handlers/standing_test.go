package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
)

// leaving is a book in which 李建's post ends after he was read and before his words are
// stored.
type leaving struct {
	*store.Store
	done bool
}

func (b *leaving) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	if !b.done && change.Cause != "leaving" {
		b.done = true
		found, err := b.Person(ctx, lijian)
		if err != nil {
			return ledger.Committed{}, err
		}
		p := found[0]
		p.Posts[0].Until = ledger.DateOf(change.At)
		_, err = b.Store.Commit(ctx, ledger.Change{
			Cause: "leaving", At: change.At, Put: []ledger.Record{p}, Entries: []ledger.Entry{{At: change.At, What: ledger.WhatLeft}},
		})
		if err != nil {
			return ledger.Committed{}, err
		}
	}
	return b.Store.Commit(ctx, change)
}

// TestRightsAtCommit holds that nobody acts once more with a right that he lost meanwhile.
func TestRightsAtCommit(t *testing.T) {
	o := newOffice(t)
	o.Handlers = handlers.New(handlers.Options{
		Book: &leaving{Store: o.book}, Zone: time.FixedZone("CST", 8*3600), Hours: func(time.Time) time.Time { return time.Time{} },
	})
	if said := o.say(handlers.Request{Cause: "update:1", Text: "进展 17 80 沟渠已清"}); !strings.Contains(said, "只服务已登记的工作人员") {
		t.Errorf("he was told %q, want what a stranger is told", said)
	}
	if task := o.task("2025-017"); task.Percent != 0 || task.Reports != 0 {
		t.Errorf("the task took his report: %d %%, %d reports", task.Percent, task.Reports)
	}
}
