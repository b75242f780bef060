// Package scheduler is where the clock spoke: the morning's digest, the office's day, the
// list of late reports, the leaders' brief, the chain's head. One job is one file and one
// line in the table.
//
// The room must not know Redis or Telegram. A tick only means "look now": what is due is
// stored, so a missed tick is late and never lost, and two processes that tick at once do
// nothing twice.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"duban/ledger"
	"duban/texts"
)

// Book is what the jobs read, and the one write. The store keeps it.
type Book interface {
	Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error)
	Slots(ctx context.Context, jobs ...string) ([]ledger.Slot, error)
	UnitIDs(ctx context.Context) ([]ledger.UnitID, error)
	Tasks(ctx context.Context, ids ...ledger.TaskID) ([]ledger.Task, error)
	TasksInEach(ctx context.Context, pages ...ledger.Page) ([][]ledger.Task, error)
	Burdens(ctx context.Context, ids ...string) ([]ledger.Burden, error)
	BurdensIn(ctx context.Context, page ledger.Page) ([]ledger.Burden, int64, error)
	Policy(ctx context.Context, id string) (ledger.Policy, error)
	Matters(ctx context.Context, ids ...ledger.MatterID) ([]ledger.Matter, error)
	MattersIn(ctx context.Context, page ledger.Page) ([]ledger.Matter, int64, error)
	NoticesIn(ctx context.Context, page ledger.Page) ([]ledger.Notice, int64, error)
	ProposalsIn(ctx context.Context, page ledger.Page) ([]ledger.Proposal, int64, error)
	Count(ctx context.Context, ranges ...ledger.Range) ([]int64, ledger.Head, error)
	Persons(ctx context.Context, marks ...string) ([]ledger.Person, error)
	Chats(ctx context.Context, marks ...string) ([]ledger.Chat, error)
	EntriesOfKind(ctx context.Context, since time.Time, limit int64, sorts ...ledger.What) ([]ledger.Entry, error)
	Names(ctx context.Context) ([]ledger.Unit, []string, error)
	Moment(ctx context.Context, asked ledger.Asked) (ledger.Moment, error)
}

// Schedule tells when a job is due next after an instant; zero: never again.
type Schedule interface {
	Next(after time.Time) time.Time
}

// Clock is the door by which the present enters.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error
}

// Rhythm is when a job is due.
type Rhythm struct {
	Job      string
	Schedule Schedule
}

// Options are what the scheduler needs. Quiet carries the calendar of workdays.
type Options struct {
	Book    Book
	Rhythms []Rhythm
	Zone    *time.Location
	Quiet   ledger.Quiet
	Log     *slog.Logger
	Offer   texts.Offer // what is made of a brief beside words
}

// The jobs.
const (
	JobDigest  = "digest"  // every unit: what it has to answer for today
	JobOverdue = "overdue" // the office: the day
	JobMissing = "missing" // the office: late reports
	JobBrief   = "brief"   // the leaders: the week
	JobMonthly = "monthly" // the leaders: the month
	JobChain   = "chain"   // the office: the chain's head
	JobLadder  = "ladder"  // supervision rises where it is due
	JobQueue   = "queue"   // whoever has something to decide: what waits for him
)

// job is one thing that the clock does. What it answers with is committed together with
// its slot.
type job struct {
	name string
	run  func(ctx context.Context, t *turn) (ledger.Change, error)
}

func table() []job {
	return []job{
		{JobDigest, digest},
		{JobLadder, ladder},
		{JobOverdue, overdue},
		{JobMissing, missing},
		{JobBrief, brief},
		{JobMonthly, month},
		{JobChain, chain},
		{JobQueue, queue},
	}
}

// Jobs are the names of all jobs.
func Jobs() []string {
	var names []string
	for _, j := range table() {
		names = append(names, j.name)
	}
	return names
}

// Scheduler works what the clock makes due.
type Scheduler struct {
	Options
	jobs      []job
	schedules []Schedule // of the jobs, in their order
}

// New makes a scheduler of the rhythms that are given; a job without one is off.
func New(options Options) (*Scheduler, error) {
	s := &Scheduler{Options: options}
	for _, rhythm := range options.Rhythms {
		i := slices.IndexFunc(table(), func(j job) bool { return j.name == rhythm.Job })
		if i < 0 {
			return nil, fmt.Errorf("scheduler: there is no job %q", rhythm.Job)
		}
		s.jobs = append(s.jobs, table()[i])
		s.schedules = append(s.schedules, rhythm.Schedule)
	}
	return s, nil
}

// Ticked is what a tick did.
type Ticked struct {
	Worked   int // slots that were worked
	Skipped  int // slots that were passed over, with their reason in the entries
	Messages int // that are owed now
}

// Tick works everything that is due up to now. One job's error does not hold up the
// others; its slot stays, and the next tick tries again.
func (s *Scheduler) Tick(ctx context.Context, now time.Time) (Ticked, error) {
	now = now.In(s.Zone)
	names := make([]string, len(s.jobs))
	for i, j := range s.jobs {
		names[i] = j.name
	}
	var done Ticked
	slots, err := s.Book.Slots(ctx, names...)
	if err != nil {
		return done, fmt.Errorf("scheduler: slots: %w", err)
	}
	var errs []error
	for i, j := range s.jobs {
		t := &turn{Scheduler: s, now: now, today: ledger.DateOf(now), last: slots[i], done: &done}
		if err := t.work(ctx, j, s.schedules[i]); err != nil {
			errs = append(errs, fmt.Errorf("scheduler: %s: %w", j.name, err))
		}
	}
	return done, errors.Join(errs...)
}

// Next is when the next slot comes after now; zero if none does.
func (s *Scheduler) Next(now time.Time) time.Time {
	var next time.Time
	for _, schedule := range s.schedules {
		at := schedule.Next(now.In(s.Zone))
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// Run ticks at each slot, and each minute for what waits or failed, until its context
// ends.
func (s *Scheduler) Run(ctx context.Context, clock Clock) error {
	for ctx.Err() == nil {
		now := clock.Now()
		done, err := s.Tick(ctx, now)
		switch {
		case err != nil && ctx.Err() == nil:
			s.Log.ErrorContext(ctx, "tick failed", "err", err)
		case done.Worked+done.Skipped > 0:
			s.Log.InfoContext(ctx, "tick", "worked", done.Worked, "skipped", done.Skipped, "messages", done.Messages)
		}
		pause := time.Minute
		if next := s.Next(now); !next.IsZero() {
			pause = min(pause, next.Sub(now))
		}
		// A sleep ends early only because the context does.
		_ = clock.Sleep(ctx, pause)
	}
	return nil
}
