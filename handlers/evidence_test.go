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

	"github.com/google/go-cmp/cmp"

	"duban/handlers"
	"duban/ledger"
)

// TestEvidence holds what is kept of the files of an application: those of whose bytes there is
// a digest, which the entry names; and that of the others the sender is told.
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
			return handlers.ErrTooLarge
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
	none := o.say(handlers.Request{Cause: "update:2", Message: "tg:7/2", Text: "销号 17 已通水", Files: files[1:]})
	for _, want := range []string{"要附佐证材料", "“影像.mp4”（25MB）、“扫描.zip”超过20MB", "“旧照片.jpg”（1MB）这次没有取到"} {
		if !strings.Contains(none, want) {
			t.Errorf("without evidence it is said %q, want %q in it", none, want)
		}
	}
	if o.task("2025-017").Closing() {
		t.Error("files that nobody can fetch are taken for evidence")
	}
	some := o.say(handlers.Request{Cause: "update:3", Message: "tg:7/3", Text: "销号 17 已通水", Files: files})
	if !strings.Contains(some, "附件1个") || !strings.Contains(some, "“影像.mp4”") || !strings.Contains(some, "“旧照片.jpg”") {
		t.Errorf("it is said %q", some)
	}
	digest := sha256.Sum256([]byte("kept"))
	kept.SHA256 = hex.EncodeToString(digest[:])
	if diff := cmp.Diff([]ledger.File{kept}, o.task("2025-017").Closeout.Files); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}

// TestEvidenceAlone holds that files which cannot be kept change nothing when nothing else was
// said, and that a report counts without them.
func TestEvidenceAlone(t *testing.T) {
	o := newOffice(t)
	o.Fetch = func(context.Context, string, io.Writer, int64) error { return errors.New("the network is down") }
	for name, file := range map[string]ledger.File{
		"影像.mp4": {Ref: "large", Kind: ledger.FileDocument, Name: "影像.mp4", Size: 25 << 20},
		"照片":     {Ref: "gone", Kind: ledger.FilePhoto, Size: 4},
	} {
		before := o.task("2025-017")
		alone := o.say(handlers.Request{Cause: "alone:" + name, Message: "tg:7/" + file.Ref, Quoted: "〔2025-017〕", QuotedOur: true, Files: []ledger.File{file}})
		if after := o.task("2025-017"); after.Rev != before.Rev || !strings.Contains(alone, name) || !strings.Contains(alone, "没有收下") {
			t.Errorf("%s alone: the task is at revision %d, was %d, and it is said %q", name, after.Rev, before.Rev, alone)
		}
		said := o.say(handlers.Request{Cause: "said:" + name, Message: "tg:8/" + file.Ref, Text: "进展 17 60 已铺管", Files: []ledger.File{file}})
		if after := o.task("2025-017"); after.Percent != 60 || after.Last.Files != 0 || !strings.Contains(said, "没有收下") {
			t.Errorf("%s with a report: %d%% with %d files, and it is said %q", name, after.Percent, after.Last.Files, said)
		}
	}
}
