package handlers_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/handlers"
	"duban/ledger"
)

// TestEvidence holds what is kept of the files of an application: those of whose bytes there is
// a digest, which the entry names, and those that are still to come; and that of the others the
// sender is told.
func TestEvidence(t *testing.T) {
	o := newOffice(t)
	task := o.task("2025-017")
	task.State, task.Completed, task.Percent, task.Source = ledger.StateCompleted, ledger.NewDate(2025, 7, 10), 100, "省督察整改"
	change := ledger.Change{Cause: "completed", At: o.now(), Put: []ledger.Record{task}, Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatCompleted, Task: task.ID}}}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	var fetched atomic.Int32
	o.Fetch = func(_ context.Context, ref string, w io.Writer, _ int64) error {
		fetched.Add(1)
		switch ref {
		case "gone":
			return errors.New("telegram has forgotten it")
		case "unknown size":
			return ledger.ErrTooLarge
		}
		_, err := io.WriteString(w, ref)
		return err
	}
	kept := ledger.File{Ref: "kept", Name: "照片.jpg", Size: 4}
	files := []ledger.File{kept, {Ref: "gone", Name: "旧照片.jpg", Size: 4}, {Ref: "large", Name: "影像.mp4", Size: 25 << 20}, {Ref: "unknown size", Name: "扫描.zip"}}
	o.say(handlers.Request{Cause: "update:1", Message: "tg:7/1", Text: "销号 3 还没有办结的", Files: files})
	if fetched.Load() != 0 {
		t.Errorf("%d files of a refused application were fetched", fetched.Load())
	}
	none := o.say(handlers.Request{Cause: "update:2", Message: "tg:7/2", Text: "销号 17 已通水", Files: files[2:]})
	for _, want := range []string{"要附佐证材料", "“影像.mp4”（25MB）、“扫描.zip”超过20MB"} {
		if !strings.Contains(none, want) {
			t.Errorf("without evidence it is said %q, want %q in it", none, want)
		}
	}
	if o.task("2025-017").Closing() {
		t.Error("files that nobody can fetch are taken for evidence")
	}
	some := o.say(handlers.Request{Cause: "update:3", Message: "tg:7/3", Text: "销号 17 已通水", Files: files})
	if !strings.Contains(some, "附件2个") || !strings.Contains(some, "“影像.mp4”") || !strings.Contains(some, "“旧照片.jpg”（1MB）已收下") {
		t.Errorf("it is said %q", some)
	}
	digest := sha256.Sum256([]byte("kept"))
	kept.SHA256 = hex.EncodeToString(digest[:])
	gone := files[1]
	gone.Owed = ledger.OwedFileID("update:3", gone.Ref)
	if diff := cmp.Diff([]ledger.File{kept, gone}, o.task("2025-017").Closeout.Files); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	due, err := o.book.OwedFilesDue(t.Context(), o.now().Add(time.Minute), 10)
	if err != nil || len(due) != 1 || due[0].ID != gone.Owed || due[0].Task != "2025-017" || len(due[0].Held) != 2 {
		t.Errorf("owed are %+v, %v: want %s, held by the task and by the matter of its step", due, err, gone.Name)
	}
}

// TestEvidenceAlone holds that a file which is too large changes nothing when nothing else was
// said, and that a report counts without it.
func TestEvidenceAlone(t *testing.T) {
	o := newOffice(t)
	o.Fetch = func(context.Context, string, io.Writer, int64) error { return errors.New("the network is down") }
	file := ledger.File{Ref: "large", Kind: ledger.FileDocument, Name: "影像.mp4", Size: 25 << 20}
	before := o.task("2025-017")
	alone := o.say(handlers.Request{Cause: "update:1", Message: "tg:7/1", Quoted: "〔2025-017〕", QuotedOur: true, Files: []ledger.File{file}})
	if after := o.task("2025-017"); after.Rev != before.Rev || !strings.Contains(alone, file.Name) || !strings.Contains(alone, "没有收下") {
		t.Errorf("alone: the task is at revision %d, was %d, and it is said %q", after.Rev, before.Rev, alone)
	}
	said := o.say(handlers.Request{Cause: "update:2", Message: "tg:7/2", Text: "进展 17 60 已铺管", Files: []ledger.File{file}})
	if after := o.task("2025-017"); after.Percent != 60 || after.Last.Files != 0 || !strings.Contains(said, "没有收下") {
		t.Errorf("with a report: %d%% with %d files, and it is said %q", after.Percent, after.Last.Files, said)
	}
}

// TestOwedFile holds that what could not be fetched is written down once, with the record that
// holds it, and that an edit of the message neither owes it anew nor loses what is here.
func TestOwedFile(t *testing.T) {
	o := newOffice(t)
	o.Fetch = func(context.Context, string, io.Writer, int64) error { return errors.New("the network is down") }
	req := handlers.Request{Cause: "update:1", Message: "tg:7/1", Text: "进展 17 60 已铺管", Files: []ledger.File{{Ref: "photo", Kind: ledger.FilePhoto, Size: 4}}}
	first := o.say(req)
	if again := o.say(req); again != first || !strings.Contains(first, "系统会自动再取") {
		t.Errorf("the same update is answered %q, then %q", first, again)
	}
	owed := o.owedFile(t)
	if len(owed.Held) != 1 || owed.Held[0].Kind != ledger.KindReport {
		t.Fatalf("it is held by %v, want the report", owed.Held)
	}
	reports, err := o.book.Reports(t.Context(), ledger.ReportsMark("2025-017"), 1)
	if err != nil || len(reports) != 1 || len(reports[0].Files) != 1 || reports[0].Files[0].Owed != owed.ID {
		t.Fatalf("reports %+v, %v: want one that names what is owed", reports, err)
	}
	o.Fetch = func(_ context.Context, ref string, w io.Writer, _ int64) error {
		_, err := io.WriteString(w, ref)
		return err
	}
	edited := req
	edited.Cause, edited.Edited, edited.Text = "update:2", true, "进展 17 70 已铺管"
	if said := o.say(edited); strings.Contains(said, "再取") {
		t.Errorf("an edit whose file can be fetched says %q", said)
	}
	if reports, err = o.book.Reports(t.Context(), ledger.ReportsMark("2025-017"), 1); err != nil || reports[0].Files[0].SHA256 == "" {
		t.Fatalf("reports %+v, %v: want the digest of the file that came with the edit", reports, err)
	}
	o.Fetch = func(context.Context, string, io.Writer, int64) error { return errors.New("down again") }
	edited.Cause, edited.Text = "update:3", "进展 17 80 已铺管"
	if said := o.say(edited); strings.Contains(said, "再取") {
		t.Errorf("an edit of what is here already says %q", said)
	}
	if reports, err = o.book.Reports(t.Context(), ledger.ReportsMark("2025-017"), 1); err != nil || reports[0].Files[0].SHA256 == "" {
		t.Errorf("reports %+v, %v: an edit lost the digest", reports, err)
	}
}

func (o *office) owedFile(t *testing.T) ledger.OwedFile {
	t.Helper()
	due, err := o.book.OwedFilesDue(t.Context(), o.now().Add(time.Hour), 10)
	if err != nil || len(due) != 1 {
		t.Fatalf("owed are %+v, %v, want one file", due, err)
	}
	return due[0]
}
