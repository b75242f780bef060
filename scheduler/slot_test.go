package scheduler_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
	"duban/scheduler"
)

// TestSlots turns the clock and reads what became of each slot. Of 2025: 07-14 is a
// Monday, 09-28 a Sunday to be worked, 10-01 to 10-08 are days off.
func TestSlots(t *testing.T) {
	tests := []struct {
		name  string
		job   string
		ticks []string
		want  []string
	}{
		{"starts now, not at the beginning of time", "digest", []string{"2025-07-14 10:00"}, []string{"digest 2025-07-14T10:00"}},
		{"in time", "digest", []string{"2025-07-14 08:00", "2025-07-14 08:29", "2025-07-14 08:30"}, []string{"digest 2025-07-14T08:00", "digest 2025-07-14T08:30"}},
		{"once", "digest", []string{"2025-07-14 08:00", "2025-07-14 08:30", "2025-07-14 08:31"}, []string{"digest 2025-07-14T08:00", "digest 2025-07-14T08:30"}},
		{"late on the same day", "digest", []string{"2025-07-14 08:00", "2025-07-14 15:00"}, []string{"digest 2025-07-14T08:00", "digest 2025-07-14T08:30"}},
		{"a weekend is passed over", "digest", []string{"2025-07-18 09:00", "2025-07-19 08:30"}, []string{"digest 2025-07-18T09:00", "digest 2025-07-19T08:30 holiday"}},
		{"a holiday is passed over", "digest", []string{"2025-09-30 09:00", "2025-10-01 08:30"}, []string{"digest 2025-09-30T09:00", "digest 2025-10-01T08:30 holiday"}},
		{"a Sunday to be worked is worked", "digest", []string{"2025-09-27 09:00", "2025-09-28 08:30"}, []string{"digest 2025-09-27T09:00", "digest 2025-09-28T08:30"}},
		{"three days of downtime are one digest", "digest", []string{"2025-07-14 09:00", "2025-07-17 09:00"}, []string{
			"digest 2025-07-14T09:00", "digest 2025-07-15T08:30 2025-07-16T08:30 2 downtime", "digest 2025-07-17T08:30",
		}},
		{"back at night: what tomorrow's replaces is missed, and said at once", "digest", []string{"2025-07-14 08:00", "2025-07-14 21:00"}, []string{
			"digest 2025-07-14T08:00", "digest 2025-07-14T08:30 downtime",
		}},
		{"yesterday's gives way to today's", "digest", []string{"2025-07-14 08:00", "2025-07-14 21:00", "2025-07-15 08:10", "2025-07-15 08:30"}, []string{
			"digest 2025-07-14T08:00", "digest 2025-07-14T08:30 downtime", "digest 2025-07-15T08:30",
		}},
		{"yesterday evening's is missed as soon as we are back", "chain", []string{"2025-07-14 09:00", "2025-07-15 08:30", "2025-07-15 08:31"}, []string{
			"chain 2025-07-14T09:00", "chain 2025-07-14T17:30 downtime",
		}},
		{"back on a day off: Friday's is missed, the day off's is passed over", "chain", []string{"2025-07-18 09:00", "2025-07-19 10:00", "2025-07-19 17:30"}, []string{
			"chain 2025-07-18T09:00", "chain 2025-07-18T17:30 downtime", "chain 2025-07-19T17:30 holiday",
		}},
		{"days off within a downtime were never missed", "chain", []string{"2025-07-18 09:00", "2025-07-22 09:00"}, []string{
			"chain 2025-07-18T09:00", "chain 2025-07-18T17:30 2025-07-21T17:30 2 downtime", "chain 2025-07-19T17:30 2025-07-20T17:30 2 holiday",
		}},
		{"while the latest waits, those before it are said", "brief", []string{"2025-07-10 09:00", "2025-07-19 10:00", "2025-07-19 10:01"}, []string{
			"brief 2025-07-10T09:00", "brief 2025-07-11T16:00 downtime",
		}},
		{"and the latest is still caught up", "brief", []string{"2025-07-10 09:00", "2025-07-19 10:00", "2025-07-21 09:00"}, []string{
			"brief 2025-07-10T09:00", "brief 2025-07-11T16:00 downtime", "brief 2025-07-18T16:00",
		}},
		{"the week's brief is late, not lost", "brief", []string{"2025-07-18 09:00", "2025-07-19 10:00", "2025-07-21 09:00"}, []string{
			"brief 2025-07-18T09:00", "brief 2025-07-18T16:00",
		}},
		{"Monday's list waits for no weekend", "missing", []string{"2025-07-14 08:00", "2025-07-14 08:59", "2025-07-14 09:00"}, []string{
			"missing 2025-07-14T08:00", "missing 2025-07-14T09:00",
		}},
		{"the brief of a Friday off is passed over", "brief", []string{"2025-09-30 09:00", "2025-10-03 16:00", "2025-10-09 09:00"}, []string{
			"brief 2025-09-30T09:00", "brief 2025-10-03T16:00 holiday",
		}},
		{"a year without a notice is worked Monday to Friday", "chain", []string{"2031-03-03 09:00", "2031-03-03 17:30"}, []string{
			"chain 2031-03-03T09:00", "chain 2031-03-03T17:30",
		}},
		{"a clock turned back does nothing", "digest", []string{"2025-07-15 09:00", "2025-07-14 08:30"}, []string{"digest 2025-07-15T09:00"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, test.job)
			for _, at := range test.ticks {
				w.tick(at)
			}
			if diff := cmp.Diff(test.want, w.log(ledger.WhatSlot)); diff != "" {
				t.Errorf("slots (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSlotAtNight: a rhythm that fires at night is passed over, and says so.
func TestSlotAtNight(t *testing.T) {
	w := newWorld(t)
	w.Scheduler = w.processOf(w.book, w.rhythm(scheduler.JobChain, "0 22 * * *"))
	w.tick("2025-07-14 09:00")
	w.tick("2025-07-14 22:00")
	want := []string{"chain 2025-07-14T09:00", "chain 2025-07-14T22:00 quiet_hours"}
	if diff := cmp.Diff(want, w.log(ledger.WhatSlot)); diff != "" {
		t.Errorf("slots (-want +got):\n%s", diff)
	}
}

func TestUnknownJob(t *testing.T) {
	if _, err := scheduler.New(scheduler.Options{Rhythms: []scheduler.Rhythm{{Job: "lunch"}}}); err == nil {
		t.Error("a job that is not there was taken")
	}
}

func TestNext(t *testing.T) {
	w := newWorld(t, scheduler.Jobs()...)
	for at, want := range map[string]string{
		"2025-07-14 08:29": "2025-07-14 08:30",
		"2025-07-14 08:30": "2025-07-14 08:45",
		"2025-07-14 17:30": "2025-07-15 08:30",
	} {
		if got := w.Next(moment(t, at)); !got.Equal(moment(t, want)) {
			t.Errorf("Next(%s) = %s, want %s", at, got, want)
		}
	}
	if got := w.processOf(w.book).Next(time.Unix(0, 0)); !got.IsZero() {
		t.Errorf("with everything off Next = %s", got)
	}
}

// broken is a book whose counts fail.
type broken struct{ scheduler.Book }

func (broken) Count(context.Context, ...ledger.Range) ([]int64, ledger.Head, error) {
	return nil, ledger.Head{}, errors.New("redis is away")
}

// TestOneJobFails: the other jobs go on, and the slot is tried again.
func TestOneJobFails(t *testing.T) {
	w := newWorld(t, scheduler.JobDigest, scheduler.JobOverdue)
	w.tick("2025-07-14 08:00")
	failing := w.processOf(broken{w.book}, w.rhythm(scheduler.JobOverdue, "0 8 * * *"), w.rhythm(scheduler.JobDigest, lines[scheduler.JobDigest]))
	done, err := failing.Tick(t.Context(), moment(t, "2025-07-15 08:30"))
	if err == nil || done.Worked != 1 {
		t.Errorf("Tick = %+v, %v, want the digest worked and the error", done, err)
	}
	if done := w.tick("2025-07-15 17:00"); done.Worked != 1 {
		t.Errorf("the slot that failed: %+v, want it worked later", done)
	}
}

// clock is synctest's: it moves when everybody sleeps.
type clock struct{}

func (clock) Now() time.Time { return time.Now() }

func (clock) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// counting is a book that only counts looks at the slots.
type counting struct {
	scheduler.Book

	looks *[]time.Time
}

func (c counting) Slots(context.Context, ...string) ([]ledger.Slot, error) {
	*c.looks = append(*c.looks, time.Now())
	return nil, errors.New("nothing to see")
}

// TestRun: a look each minute and at each slot, until the context ends.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks []time.Time
		cal, err := ledger.DefaultCalendar()
		if err != nil {
			t.Fatal(err)
		}
		s, err := scheduler.New(scheduler.Options{
			Book: counting{looks: &looks}, Zone: time.UTC, Quiet: ledger.Quiet{Calendar: cal}, Log: discard(),
			Rhythms: []scheduler.Rhythm{{Job: scheduler.JobChain, Schedule: every(90 * time.Second)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Second)
		defer cancel()
		start := time.Now()
		if err := s.Run(ctx, clock{}); err != nil {
			t.Errorf("Run = %v", err)
		}
		var got []time.Duration
		for _, at := range looks {
			got = append(got, at.Sub(start))
		}
		want := []time.Duration{0, time.Minute, 90 * time.Second, 150 * time.Second, 180 * time.Second}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("looks (-want +got):\n%s", diff)
		}
	})
}

type every time.Duration

func (e every) Next(after time.Time) time.Time {
	return after.Truncate(time.Duration(e)).Add(time.Duration(e))
}

// TestDowntimeIsSaidAtOnce: whoever asks right after a start finds each job's slots of the
// downtime, however many processes look and however often.
func TestDowntimeIsSaidAtOnce(t *testing.T) {
	w := newWorld(t, scheduler.Jobs()...)
	w.tick("2025-07-14 08:30")
	other := w.process(scheduler.Jobs()...)
	for range 3 {
		w.tick("2025-07-15 08:30")
		if _, err := other.Tick(t.Context(), moment(t, "2025-07-15 08:30")); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, slot := range w.log(ledger.WhatSlot) {
		if strings.HasSuffix(slot, ledger.WhyDowntime) {
			got = append(got, slot)
		}
	}
	want := []string{
		"ladder 2025-07-14T08:45 downtime", "overdue 2025-07-14T17:00 downtime", "chain 2025-07-14T17:30 downtime", "queue 2025-07-14T09:00 downtime",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
	if done := w.tick("2025-07-15 17:30"); done.Worked != 4 { // ladder, queue, overdue and chain of today; the week's list was caught up before
		t.Errorf("the day after: %+v, want 4 slots worked", done)
	}
}
