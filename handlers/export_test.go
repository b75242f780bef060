package handlers_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/documents"
	"duban/handlers"
	"duban/ledger"
)

// moving is a book into which others enter something each time it is counted.
type moving struct {
	*importBook

	more  int64 // so many tasks more than there are
	moves int64 // so often it moves
	seq   int64
}

func (b *moving) Count(ctx context.Context, ranges ...ledger.Range) ([]int64, ledger.Head, error) {
	counts, head, err := b.Store.Count(ctx, ranges...)
	for i := range counts {
		counts[i] += b.more
	}
	b.seq = min(b.seq+1, b.moves)
	head.Seq += b.seq
	return counts, head, err
}

// exportOffice is the example's ledger with somebody of the office, and of a unit.
func exportOffice(t *testing.T) (book *importBook, list string, at time.Time) {
	t.Helper()
	book = newImportBook(t)
	input := lechangInput(t)
	input.On = ledger.NewDate(2025, 7, 10)
	list = mustImport(t, book, input).List
	post := func(id ledger.PersonID, role ledger.Role, unit ledger.UnitID) ledger.Person {
		return ledger.Person{ID: id, Name: "刘敏", Posts: []ledger.Post{{Role: role, Unit: unit, From: 1}}}
	}
	change := ledger.Change{Cause: "test", At: input.At, Entries: []ledger.Entry{{At: input.At, What: ledger.WhatJoined}}}
	both := post(9, ledger.RoleContact, "住建局")
	both.Posts = append(both.Posts, ledger.Post{Role: ledger.RoleHead, Unit: "水务局", From: 1}, ledger.Post{Role: ledger.RoleLeader, Title: "主要领导", From: 1})
	change.Put = []ledger.Record{post(7, ledger.RoleOffice, ""), post(8, ledger.RoleContact, "住建局"), both}
	if _, err := book.Store.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	return book, list, input.At
}

func asked(t *testing.T, book handlers.Book, who ledger.PersonID, at time.Time, words string) ledger.Reply {
	t.Helper()
	rules := handlers.New(handlers.Options{Book: book, Zone: at.Location()})
	reply, err := rules.Handle(t.Context(), handlers.Request{
		Cause: "update:" + words, At: at, From: who, Chat: "tg:1", Private: true, Message: "tg:1/1", Text: words,
	})
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// rowsOf are the codes that a workbook holds.
func rowsOf(t *testing.T, reply ledger.Reply) []string {
	t.Helper()
	if len(reply.Files) != 1 {
		t.Fatalf("answered %q with %d files", reply.Text, len(reply.Files))
	}
	table, err := documents.ReadTable(reply.Files[0].Name, reply.Files[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, row := range table.Rows {
		codes = append(codes, row.Text(ledger.FieldCode))
	}
	slices.Sort(codes)
	return codes
}

// TestExportHoldsWhatMayBeSeen: the office gets all, a unit its own tasks, and whoever
// speaks for two units theirs, each once; that he is a leader as well gives no more.
func TestExportHoldsWhatMayBeSeen(t *testing.T) {
	book, list, at := exportOffice(t)
	all := stored(t, book, list)
	involving := func(units ...ledger.UnitID) []string {
		var codes []string
		for _, task := range all {
			if slices.ContainsFunc(units, task.Answers) {
				codes = append(codes, string(task.ID))
			}
		}
		slices.Sort(codes)
		return codes
	}
	for _, tt := range []struct {
		who   ledger.PersonID
		words string
		want  []string
	}{
		{8, "导出", involving("住建局")},
		{9, "导出", involving("住建局", "水务局")},
		{9, "导出 水务局", involving("水务局")},
		{7, "导出 住建局", involving("住建局")},
	} {
		if diff := cmp.Diff(tt.want, rowsOf(t, asked(t, book, tt.who, at, tt.words))); diff != "" || len(tt.want) == 0 {
			t.Errorf("%d says %s (-want +got):\n%s", tt.who, tt.words, diff)
		}
	}
	if got := rowsOf(t, asked(t, book, 7, at, "导出")); len(got) != len(all) {
		t.Errorf("the office gets %d of %d tasks", len(got), len(all))
	}
}

// TestExportTellsThatTheLedgerMoved: an export is of one moment. It is begun anew where
// somebody entered something meanwhile, and if that does not end, the cover says so.
func TestExportTellsThatTheLedgerMoved(t *testing.T) {
	book, _, at := exportOffice(t)
	for _, tt := range []struct {
		moves int64
		told  bool
	}{{0, false}, {3, false}, {100, true}} {
		reply := asked(t, &moving{importBook: book, moves: tt.moves}, 7, at, "导出")
		table, err := documents.ReadTable("a.xlsx", reply.Files[0].Body)
		if err != nil {
			t.Fatal(err)
		}
		const words = "导出期间台账又有登记"
		if got := strings.Contains(table.Titles[0], words); got != tt.told {
			t.Errorf("%d moves: the cover says %q", tt.moves, table.Titles[0])
		}
		if got := strings.Contains(reply.Text, words); got != tt.told {
			t.Errorf("%d moves: answered %q", tt.moves, reply.Text)
		}
	}
}

// TestExportIsBounded: what Telegram would not carry, and an import not take back, is
// refused with another way.
func TestExportIsBounded(t *testing.T) {
	book, _, at := exportOffice(t)
	reply := asked(t, &moving{importBook: book, more: 100_000}, 7, at, "导出")
	if len(reply.Files) != 0 || !strings.Contains(reply.Text, "请分单位、分战役导出") {
		t.Errorf("answered %q with %d files", reply.Text, len(reply.Files))
	}
	long := ledger.Task{ID: "2025-900", Title: "甲", State: ledger.StateAssigned, Registered: ledger.DateOf(at), Measures: strings.Repeat("长", 40_000)}
	change := ledger.Change{Cause: "long", At: at, Put: []ledger.Record{long}, Entries: []ledger.Entry{{At: at, Task: long.ID, What: ledger.WhatRegistered}}}
	if _, err := book.Store.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	reply = asked(t, book, 7, at, "导出")
	if len(reply.Files) != 0 || !strings.Contains(reply.Text, "〔2025-900〕的“工作措施”太长") {
		t.Errorf("answered %q with %d files", reply.Text, len(reply.Files))
	}
}
