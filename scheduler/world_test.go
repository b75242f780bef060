package scheduler_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/robfig/cron/v3"

	"duban/ledger"
	"duban/scheduler"
	"duban/store"
)

// zone is the office's; 2025-07-14 is a Monday.
var zone = time.FixedZone("CST", 8*3600)

// lines are the rhythms that the program ships with.
var lines = map[string]string{
	scheduler.JobDigest:  "30 8 * * *",
	scheduler.JobOverdue: "0 17 * * *",
	scheduler.JobMissing: "0 9 * * 1",
	scheduler.JobBrief:   "0 16 * * 5",
	scheduler.JobMonthly: "30 9 1 * *", // its workdays are config's
	scheduler.JobChain:   "30 17 * * *",
	scheduler.JobLadder:  "45 8 * * *",
	scheduler.JobQueue:   "0 9 * * *",
}

// world is an office with a book on miniredis and a clock that a test turns.
type world struct {
	t     testing.TB
	book  *store.Store
	quiet ledger.Quiet
	*scheduler.Scheduler
}

func newWorld(tb testing.TB, jobs ...string) *world {
	tb.Helper()
	url := "redis://" + miniredis.RunT(tb).Addr() + "/0"
	return worldOn(tb, url, jobs...)
}

func worldOn(tb testing.TB, url string, jobs ...string) *world {
	tb.Helper()
	book, err := store.Open(tb.Context(), url, "lechang")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = book.Close() })
	cal, err := ledger.DefaultCalendar()
	if err != nil {
		tb.Fatal(err)
	}
	w := &world{t: tb, book: book, quiet: ledger.Quiet{From: 20 * time.Hour, Until: 8 * time.Hour, Calendar: cal}}
	w.Scheduler = w.process(jobs...)
	return w
}

// process is another process on the same book.
func (w *world) process(jobs ...string) *scheduler.Scheduler {
	w.t.Helper()
	var rhythms []scheduler.Rhythm
	for _, job := range jobs {
		rhythms = append(rhythms, w.rhythm(job, lines[job]))
	}
	return w.processOf(w.book, rhythms...)
}

func (w *world) processOf(book scheduler.Book, rhythms ...scheduler.Rhythm) *scheduler.Scheduler {
	w.t.Helper()
	s, err := scheduler.New(scheduler.Options{
		Book: book, Rhythms: rhythms, Zone: zone, Quiet: w.quiet, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) rhythm(job, line string) scheduler.Rhythm {
	w.t.Helper()
	schedule, err := cron.ParseStandard(line)
	if err != nil {
		w.t.Fatal(err)
	}
	return scheduler.Rhythm{Job: job, Schedule: schedule}
}

// tick turns the clock to "2025-07-14 08:30".
func (w *world) tick(at string) scheduler.Ticked {
	w.t.Helper()
	done, err := w.Tick(w.t.Context(), moment(w.t, at))
	if err != nil {
		w.t.Fatalf("tick at %s: %v", at, err)
	}
	return done
}

// put stores records as the office's work of the day.
func (w *world) put(records ...ledger.Record) {
	w.t.Helper()
	kind, key := records[0].Ref()
	_, err := w.book.Commit(w.t.Context(), ledger.Change{
		Cause: fmt.Sprintf("test:%s:%s:%d:%d", kind, key, records[0].Revision(), len(records)), At: moment(w.t, "2025-07-01 09:00"),
		Put: records, Entries: []ledger.Entry{{At: moment(w.t, "2025-07-01 09:00"), What: ledger.WhatRegistered}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// change stores a task as it has become.
func (w *world) change(id ledger.TaskID, change func(ledger.Task) ledger.Task) {
	w.t.Helper()
	w.put(change(w.task(id)))
}

func (w *world) task(id ledger.TaskID) ledger.Task {
	w.t.Helper()
	tasks, err := w.book.Tasks(w.t.Context(), id)
	if err != nil || len(tasks) != 1 {
		w.t.Fatalf("task %s: %v, %v", id, tasks, err)
	}
	return tasks[0]
}

// sent delivers all that is owed and answers with it.
func (w *world) sent() []ledger.Message {
	w.t.Helper()
	now := moment(w.t, "2035-01-01 00:00")
	var all []ledger.Message
	for {
		owed, err := w.book.Claim(w.t.Context(), now, time.Minute, 100)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(owed) == 0 {
			slices.SortFunc(all, func(a, b ledger.Message) int { return strings.Compare(string(a.ID), string(b.ID)) })
			return all
		}
		for _, m := range owed {
			all = append(all, m.Message)
			err := w.book.Settle(w.t.Context(), now, ledger.Settlement{
				ID: m.ID, Outcome: ledger.OutcomeSent, Receipt: ledger.Receipt{To: m.To, Messages: []string{"1"}},
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

// log is what the entries of a sort say, oldest first: "digest 2025-07-14T08:30 holiday".
func (w *world) log(what ledger.What) []string {
	w.t.Helper()
	entries, err := w.book.EntriesOfKind(w.t.Context(), time.Unix(1, 0), 1000, what)
	if err != nil {
		w.t.Fatal(err)
	}
	var said []string
	for _, e := range slices.Backward(entries) {
		parts := []string{string(e.Unit), string(e.Task)}
		for _, f := range e.Fields {
			parts = append(parts, strings.TrimSuffix(f.After, ":00+08:00"))
		}
		said = append(said, strings.Join(strings.Fields(strings.Join(append(parts, e.Why), " ")), " "))
	}
	return said
}

// office gives the city its office, its leaders and three units: one with a group, one
// with a contact only, one with nobody.
func (w *world) office() {
	w.put(
		ledger.Unit{ID: "住建局"}, ledger.Unit{ID: "水务局"}, ledger.Unit{ID: "五山镇"},
		ledger.Chat{ID: "tg:-1", Audience: ledger.AudienceUnit, Unit: "住建局"},
		ledger.Chat{ID: "tg:-9", Audience: ledger.AudienceOffice},
		ledger.Person{ID: 2, Name: "李联络", Chat: "tg:2", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "水务局", From: 1}}},
		ledger.Person{ID: 3, Name: "王前任", Chat: "tg:3", Posts: []ledger.Post{{Role: ledger.RoleContact, Unit: "五山镇", From: 1, Until: day(w.t, "2025-07-01")}}},
		ledger.Person{ID: 7, Name: "张副市长", Chat: "tg:7", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: "分管城建副市长", From: 1}}},
	)
}

// due is a task of a unit that was told of it already, on the day of registration, and of
// which no plan is asked.
func (w *world) due(n int64, unit ledger.UnitID, limit string) ledger.Task {
	return ledger.Task{
		ID: ledger.NewTaskID(2025, n), Title: "污水处理设施建设", Lead: []ledger.UnitID{unit}, State: ledger.StateInProgress,
		Registered: day(w.t, "2025-07-01"), Limit: ledger.Limit{Due: day(w.t, limit)}, Plan: ledger.Plan{Waived: "一次性工作"},
	}.TellDone(unit, day(w.t, "2025-07-01"))
}

func moment(tb testing.TB, at string) time.Time {
	tb.Helper()
	parsed, err := time.ParseInLocation("2006-01-02 15:04", at, zone)
	if err != nil {
		tb.Fatal(err)
	}
	return parsed
}

func day(tb testing.TB, s string) ledger.Date {
	tb.Helper()
	d, err := ledger.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// heads are who was told, and the first line of the words.
func heads(messages []ledger.Message) []string {
	var said []string
	for _, m := range messages {
		first, _, _ := strings.Cut(m.Text, "\n")
		said = append(said, string(m.To)+" "+first)
	}
	slices.Sort(said)
	return said
}
