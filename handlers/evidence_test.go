package handlers_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"testing"

	"duban/handlers"
	"duban/ledger"
)

// TestEvidence holds what is kept of the files of an application: all of them by name and
// size, and the digest of what could be fetched.
func TestEvidence(t *testing.T) {
	o := newOffice(t)
	task := o.task("2025-017")
	task.State, task.Completed, task.Percent, task.Source = ledger.StateCompleted, ledger.NewDate(2025, 7, 10), 100, "省督察整改"
	change := ledger.Change{Cause: "completed", At: o.now(), Put: []ledger.Record{task}, Entries: []ledger.Entry{{At: o.now(), What: ledger.WhatCompleted, Task: task.ID}}}
	if _, err := o.book.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	fetched := 0
	o.Fetch = func(_ context.Context, ref string, w io.Writer, _ int64) error {
		fetched++
		if ref == "gone" {
			return errors.New("telegram has forgotten it")
		}
		_, err := io.WriteString(w, ref)
		return err
	}
	files := []ledger.File{{Ref: "kept", Name: "照片.jpg", Size: 4}, {Ref: "gone", Name: "旧照片.jpg", Size: 4}, {Ref: "large", Name: "影像.mp4", Size: 25 << 20}}
	o.say(handlers.Request{Cause: "update:1", Message: "tg:7/1", Text: "销号 3 还没有办结的", Files: files})
	if fetched != 0 {
		t.Errorf("%d files of a refused application were fetched", fetched)
	}
	o.say(handlers.Request{Cause: "update:2", Message: "tg:7/2", Text: "销号 17 已通水", Files: files})
	digest := sha256.Sum256([]byte("kept"))
	got := o.task("2025-017").Closeout.Files
	if len(got) != 3 || fetched != 2 {
		t.Fatalf("%d files are kept, %d were fetched: %+v", len(got), fetched, got)
	}
	for i, want := range []string{hex.EncodeToString(digest[:]), "", ""} {
		if got[i].SHA256 != want || got[i].Name != files[i].Name || got[i].Size != files[i].Size {
			t.Errorf("kept %+v, want %+v with the digest %q", got[i], files[i], want)
		}
	}
}
