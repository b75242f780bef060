package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/ledger"
	"duban/scheduler"
	"duban/store"
)

// owing is a world in which a report holds a file that could not be fetched.
func owing(t *testing.T, w *world, at time.Time, ref string) ledger.OwedFile {
	t.Helper()
	f := ledger.File{Ref: ref, Kind: ledger.FilePhoto, Size: 4, Owed: ledger.OwedFileID("update:"+ref, ref)}
	by := ledger.Person{ID: 7, Name: "李建", Chat: "tg:7", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "住建局", From: ledger.DateOf(at)}}}
	report := ledger.Report{ID: ledger.ReportID("r-" + ref), Task: "2025-017", Unit: "住建局", By: by.ID, At: at, Files: []ledger.File{f}}
	owed, _ := ledger.Owe(f, by, at).HeldBy([]ledger.Record{report})
	put := []ledger.Record{report, owed}
	if known, err := w.book.Person(t.Context(), by.ID); err != nil {
		t.Fatal(err)
	} else if len(known) == 0 {
		put = append(put, by)
	}
	_, err := w.book.Commit(t.Context(), ledger.Change{
		Cause: "update:" + ref, At: at, Put: put, Entries: []ledger.Entry{{At: at, What: ledger.WhatReported}, owed.Entry(at, f)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return owed
}

func (w *world) fetcher(digest func(ctx context.Context, ref string) (string, error)) *scheduler.Fetcher {
	return &scheduler.Fetcher{Book: w.book, Digest: digest, Zone: zone, Hours: w.quiet.NotBefore, Log: slog.New(slog.DiscardHandler)}
}

func look(t *testing.T, f *scheduler.Fetcher, now time.Time) int {
	t.Helper()
	n, err := f.Look(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func fileOf(t *testing.T, book *store.Store, ref string) ledger.File {
	t.Helper()
	report, found, err := book.Report(t.Context(), ledger.ReportID("r-"+ref))
	if err != nil || !found || len(report.Files) != 1 {
		t.Fatalf("report of %s: %+v, %v", ref, report, err)
	}
	return report.Files[0]
}

// TestFetchOwed holds that what is owed is asked for when it is due, that a process which ends on
// the way has counted no attempt, and that another one finishes its work.
func TestFetchOwed(t *testing.T) {
	w, at := newWorld(t), time.Date(2025, 7, 14, 9, 0, 0, 0, zone)
	owed := owing(t, w, at, "photo")
	if n := look(t, w.fetcher(nil), at.Add(30*time.Second)); n != 0 {
		t.Errorf("%d files are asked for before their time", n)
	}
	ctx, kill := context.WithCancel(t.Context())
	killed := w.fetcher(func(context.Context, string) (string, error) { kill(); return "", ctx.Err() })
	if _, err := killed.Look(ctx, at.Add(time.Minute)); !errors.Is(err, context.Canceled) {
		t.Fatalf("killed on the way it answers %v", err)
	}
	still, err := w.book.OwedFiles(t.Context(), owed.ID)
	if err != nil || still[0].Tries != 0 || still[0].Rev != 1 {
		t.Fatalf("after a kill on the way it is %+v, %v", still, err)
	}
	down := w.fetcher(func(context.Context, string) (string, error) { return "", errors.New("502") })
	look(t, down, at.Add(time.Minute))
	if n := look(t, down, at.Add(5*time.Minute)); n != 0 {
		t.Errorf("%d files are asked for before the pause is over", n)
	}
	up := w.fetcher(func(_ context.Context, ref string) (string, error) { return "digest of " + ref, nil })
	look(t, up, at.Add(6*time.Minute))
	if f := fileOf(t, w.book, "photo"); f.SHA256 != "digest of photo" || f.Owed != "" {
		t.Errorf("it has come, and the report holds %+v", f)
	}
	if n := look(t, up, at.Add(time.Hour)); n != 0 {
		t.Errorf("%d files are asked for that are here", n)
	}
	verified(t, w)
}

// TestFetchHangs holds that a file which hangs does not hold up the others, and counts as an attempt.
func TestFetchHangs(t *testing.T) {
	w, at := newWorld(t), time.Date(2025, 7, 14, 9, 0, 0, 0, zone)
	owing(t, w, at, "hangs")
	owing(t, w, at, "comes")
	came := make(chan struct{})
	f := w.fetcher(func(_ context.Context, ref string) (string, error) {
		if ref == "hangs" {
			<-came // the other one, although this one was first
			return "", context.DeadlineExceeded
		}
		close(came)
		return "digest", nil
	})
	look(t, f, at.Add(time.Minute))
	if fileOf(t, w.book, "comes").SHA256 == "" || fileOf(t, w.book, "hangs").Owed == "" {
		t.Errorf("the files are %+v and %+v", fileOf(t, w.book, "comes"), fileOf(t, w.book, "hangs"))
	}
}

// TestFetchGivenUp holds that whoever sent a file is told once that it could not be had, also where
// two processes find that out at the same time; and that somebody who left is not addressed.
func TestFetchGivenUp(t *testing.T) {
	w, at := newWorld(t), time.Date(2025, 7, 14, 9, 0, 0, 0, zone)
	owed := owing(t, w, at, "photo")
	f := w.fetcher(func(context.Context, string) (string, error) { return "", errors.New("502") })
	for owed.State == ledger.OwedFileWaits {
		now := owed.Due
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if _, err := f.Look(t.Context(), now); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		owed = still(t, w, owed.ID)
	}
	message := ledger.MessageID("file:" + owed.ID + ":7/1")
	said, err := w.book.Messages(t.Context(), message)
	if err != nil || len(said) != 1 || said[0].To != "tg:7" || !strings.Contains(said[0].Text, "〔2025-017〕您7月14日发的“照片”") {
		t.Errorf("it is said %+v, %v", said, err)
	}
	if n, _, err := w.book.Owing(t.Context()); err != nil || n != 1 {
		t.Errorf("%d messages are owed, %v, want one", n, err)
	}
	if f := fileOf(t, w.book, "photo"); !f.Lost {
		t.Errorf("the report holds %+v", f)
	}
	verified(t, w)
	owing(t, w, at, "large")
	look(t, w.fetcher(func(context.Context, string) (string, error) { return "", ledger.ErrTooLarge }), at.Add(time.Minute))
	if !fileOf(t, w.book, "large").Lost {
		t.Error("what is too large is asked for again")
	}
}

func still(t *testing.T, w *world, id string) ledger.OwedFile {
	t.Helper()
	found, err := w.book.OwedFiles(t.Context(), id)
	if err != nil || len(found) != 1 {
		t.Fatalf("what is owed is %+v, %v", found, err)
	}
	return found[0]
}

func verified(t *testing.T, w *world) {
	t.Helper()
	result, err := w.book.Verify(t.Context(), ledger.NewAudit())
	if err != nil || result.Break != nil {
		t.Errorf("verification: %+v, %v", result.Break, err)
	}
}
