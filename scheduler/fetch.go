package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"duban/ledger"
	"duban/texts"
)

const (
	fetchesRead   = 16               // files that are asked for in one look
	fetchesAtOnce = 4                // of them beside each other: one that hangs does not hold up the others
	fetchTime     = 2 * time.Minute  // of one: 20 MB over a bad line
	fetchPause    = 20 * time.Second // between two looks
	fetchTries    = 5                // of a commit, where somebody else was faster
	fetchMatters  = 1000             // of one task
)

// FilesBook is what the fetcher reads, and the one write.
type FilesBook interface {
	Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error)
	OwedFiles(ctx context.Context, ids ...string) ([]ledger.OwedFile, error)
	OwedFilesDue(ctx context.Context, now time.Time, n int64) ([]ledger.OwedFile, error)
	Person(ctx context.Context, ids ...ledger.PersonID) ([]ledger.Person, error)
	holders
}

type holders interface {
	Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error)
	Report(ctx context.Context, id ledger.ReportID) (ledger.Report, bool, error)
	Matters(ctx context.Context, ids ...ledger.MatterID) ([]ledger.Matter, error)
	MattersIn(ctx context.Context, page ledger.Page) ([]ledger.Matter, int64, error)
	Notices(ctx context.Context, ids ...ledger.NoticeID) ([]ledger.Notice, error)
	Proposals(ctx context.Context, ids ...string) ([]ledger.Proposal, error)
}

// Fetcher asks again for the files that are owed (docs/adr/0016). What is due is stored: whoever is
// killed on the way has done nothing, and the next one asks again.
type Fetcher struct {
	Book   FilesBook
	Digest func(ctx context.Context, ref string) (sha256 string, err error) // ledger.ErrTooLarge: it will never be had
	Zone   *time.Location
	Hours  func(now time.Time) (notBefore time.Time)
	Log    *slog.Logger
}

// Run looks for what is due until its context ends.
func (f *Fetcher) Run(ctx context.Context, clock Clock) error {
	for ctx.Err() == nil {
		if n, err := f.Look(ctx, clock.Now()); err != nil && ctx.Err() == nil {
			f.Log.ErrorContext(ctx, "files are not fetched", "err", err)
		} else if n > 0 {
			f.Log.InfoContext(ctx, "files that were owed", "asked_for", n)
		}
		// A sleep ends early only because the context does.
		_ = clock.Sleep(ctx, fetchPause)
	}
	return nil
}

// Look asks for the files that are due now, and says for how many it asked. One that is not wanted
// any more is not asked for.
func (f *Fetcher) Look(ctx context.Context, now time.Time) (int, error) {
	now = now.In(f.Zone)
	due, err := f.Book.OwedFilesDue(ctx, now, fetchesRead)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	got := make([]fetched, len(due))
	var all errgroup.Group
	all.SetLimit(fetchesAtOnce)
	for i, owed := range due {
		all.Go(func() (err error) {
			got[i], err = f.fetch(ctx, owed)
			return err
		})
	}
	err = all.Wait()
	if ctx.Err() != nil { // it is nobody's fault, and counts as no attempt
		return 0, fmt.Errorf("scheduler: files that are owed: %w", ctx.Err())
	}
	errs := []error{err}
	for i, owed := range due {
		if got[i].asked {
			errs = append(errs, f.settle(ctx, now, owed, got[i]))
		}
	}
	return len(due), errors.Join(errs...)
}

// fetched is what an attempt brought.
type fetched struct {
	asked  bool
	digest string
	err    error
}

func (f *Fetcher) fetch(ctx context.Context, owed ledger.OwedFile) (fetched, error) {
	records, err := f.holders(ctx, owed)
	if err != nil {
		return fetched{}, err
	}
	if !owed.Wanted(records) {
		return fetched{asked: true}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	digest, err := f.Digest(ctx, owed.File.Ref)
	return fetched{true, digest, err}, nil
}

// settle commits what an attempt brought. Where somebody was faster it is decided anew of what
// stands then.
func (f *Fetcher) settle(ctx context.Context, now time.Time, owed ledger.OwedFile, got fetched) error {
	cause := fmt.Sprintf("file:%s:%d", owed.ID, owed.Tries)
	for range fetchTries {
		found, err := f.Book.OwedFiles(ctx, owed.ID)
		if err != nil {
			return fmt.Errorf("scheduler: file %s: %w", owed.ID, err)
		}
		if len(found) == 0 || found[0].State != ledger.OwedFileWaits || found[0].Tries != owed.Tries {
			return nil // another process asked for it
		}
		records, err := f.holders(ctx, found[0])
		if err != nil {
			return err
		}
		change, err := f.decide(ctx, now, found[0], records, got)
		if err != nil {
			return err
		}
		change.Cause, change.At = cause, now
		if len(change.Send) > 0 {
			change.Send[0].ID = ledger.MessageID(cause + "/1")
		}
		if _, err = f.Book.Commit(ctx, change); !errors.Is(err, ledger.ErrStale) {
			return err
		}
	}
	return fmt.Errorf("scheduler: file %s: %w", owed.ID, ledger.ErrStale)
}

// decide is what becomes of a file after an attempt, and what its sender is told.
func (f *Fetcher) decide(ctx context.Context, now time.Time, owed ledger.OwedFile, records []ledger.Record, got fetched) (ledger.Change, error) {
	large := errors.Is(got.err, ledger.ErrTooLarge)
	var moved ledger.OwedFileMoved
	switch {
	case !owed.Wanted(records):
		moved = owed.Drop(now, records)
	case got.digest != "":
		moved = owed.Fetch(now, got.digest, records)
	case large:
		moved = owed.GiveUp(now, records)
	default:
		moved = owed.Miss(now, records)
	}
	change := ledger.Change{Put: moved.Put, Entries: moved.Entries}
	if moved.File.State != ledger.OwedFileGivenUp {
		return change, nil
	}
	persons, err := f.Book.Person(ctx, owed.By)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("scheduler: who sent file %s: %w", owed.ID, err)
	}
	if len(persons) == 0 || persons[0].Chat == "" || !persons[0].Bound(ledger.DateOf(now)) {
		return change, nil // who left is not addressed
	}
	change.Send = []ledger.Message{{
		To: persons[0].Chat, Text: texts.FileGivenUp(moved.File, large), NotBefore: f.Hours(now), Class: ledger.ClassNotice,
		About: moved.File.About(records), Why: string(ledger.WhatOwedFile),
	}}
	return change, nil
}

// holders are the records that hold a file: those that were written down, and the matters of its
// task, into which the steps of a close-out copy what was handed in.
func (f *Fetcher) holders(ctx context.Context, owed ledger.OwedFile) ([]ledger.Record, error) {
	var all []ledger.Record
	for _, h := range owed.Held {
		found, err := f.holder(ctx, h)
		if err != nil {
			return nil, fmt.Errorf("scheduler: file %s in %s %s: %w", owed.ID, h.Kind, h.Key, err)
		}
		all = append(all, found...)
	}
	for _, task := range owed.Tasks() {
		matters, _, err := f.Book.MattersIn(ctx, ledger.Page{Range: ledger.MattersOf(task), Limit: fetchMatters})
		found, err := asRecords(matters, err)
		if err != nil {
			return nil, fmt.Errorf("scheduler: file %s at %s: %w", owed.ID, task, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// holder is one record; a matter of a task is found with all of them.
func (f *Fetcher) holder(ctx context.Context, h ledger.Held) ([]ledger.Record, error) {
	switch h.Kind { //nolint:exhaustive // the others hold no files
	case ledger.KindTask:
		return asRecords(f.Book.Tasks(ctx, ledger.TaskID(h.Key)))
	case ledger.KindNotice:
		return asRecords(f.Book.Notices(ctx, ledger.NoticeID(h.Key)))
	case ledger.KindProposal:
		return asRecords(f.Book.Proposals(ctx, h.Key))
	case ledger.KindMatter:
		if id := ledger.MatterID(h.Key); id.Task() == "" {
			return asRecords(f.Book.Matters(ctx, id))
		}
	case ledger.KindReport:
		report, found, err := f.Book.Report(ctx, ledger.ReportID(h.Key))
		if found {
			return []ledger.Record{report}, err
		}
		return nil, err //nolint:wrapcheck // by holders
	}
	return nil, nil
}

func asRecords[T ledger.Record](found []T, err error) ([]ledger.Record, error) {
	records := make([]ledger.Record, len(found))
	for i, r := range found {
		records[i] = r
	}
	return records, err
}
