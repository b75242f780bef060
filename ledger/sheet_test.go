package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// A file that waits is out of its time after a day, unless it was begun: then it is finished
// whatever the hour, and its parts add up.
func TestSheet(t *testing.T) {
	at := time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC)
	late := at.Add(ledger.ProposalImportWaits)
	file := ledger.File{Name: "七月.xlsx", SHA256: "ab"}
	p, _ := ledger.Proposal{ID: ledger.ProposalOf(8, ledger.ProposalImport)}.WithSheet(ledger.Sheet{File: file}, 8, at)
	if p.Sort() != ledger.ProposalImport || !p.Alive(late.Add(-time.Second)) || p.Alive(late) {
		t.Errorf("sort %q, alive %t and after a day %t, want an import that waits for a day", p.Sort(), p.Alive(at), p.Alive(late))
	}
	begun, entry := p.Enter(ledger.SheetCount{New: 2, Changed: 1}, 8, at)
	want := ledger.Entry{At: at, By: 8, What: ledger.WhatImported, Why: "8/import/1", Fields: []ledger.FieldDiff{
		{Name: "file", After: "七月.xlsx"}, {Name: "sha256", After: "ab"}, {Name: "new", After: "2"}, {Name: "changed", After: "1"},
	}}
	if diff := cmp.Diff(want, entry); diff != "" {
		t.Errorf("entry of a part (-want +got):\n%s", diff)
	}
	begun, _ = begun.Enter(ledger.SheetCount{New: 3}, 8, late)
	if !begun.Alive(late) || begun.Sheet.Enters.New != 5 || begun.Sheet.Enters.Changed != 1 || p.Sheet.Enters.New != 0 {
		t.Errorf("begun %+v, and the argument %+v; want 5 and 1 entered, and the argument unchanged", begun.Sheet, p.Sheet)
	}
	if ended, _ := begun.Entered(8, late); ended.Alive(at) || ended.Press() == p.Press() {
		t.Errorf("ended %+v, want nothing to confirm", ended)
	}
	if other, _ := p.WithSheet(ledger.Sheet{}, 8, at); other.Press() == p.Press() {
		t.Error("a later file has the buttons of the earlier one")
	}
}
