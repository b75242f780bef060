package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/ledger"
	"duban/scheduler"
)

// openDemo is the demo as its command opens it, without its door.
func openDemo(tb testing.TB) *demo {
	tb.Helper()
	d := &demo{ctx: tb.Context(), command: demoCommand{Seed: 1}, bell: make(chan struct{}, 1)}
	if err := d.open(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { d.now().world.Close() }) //nolint:errcheck // nothing of it is kept
	return d
}

// BenchmarkYear lets a year go by in the demo: forty tasks, and nobody who answers.
func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := openDemo(b)
		to := d.now().world.clock.Now().AddDate(1, 0, 0)
		b.StartTimer()
		d.move(b.Context(), to)
		if now := d.state(); now.Now.Before(to) || now.Trouble != "" {
			b.Fatalf("it is %v, trouble %q", now.Now, now.Trouble)
		}
	}
}

// TestDemoYear lets a year go by, and under the race detector, which is slower, a quarter:
// each slot was worked or says why not, and what was worked was said.
func TestDemoYear(t *testing.T) {
	t.Parallel()
	d := openDemo(t)
	w := d.now().world
	from := ledger.DateOf(w.clock.Now().In(w.zone))
	until := ledger.NewDate(2026, time.July, 25)
	if underRace {
		until = ledger.NewDate(2025, time.October, 25)
	}
	d.move(t.Context(), until.At(18, 0, w.zone))
	if now := d.state(); !now.Now.Equal(until.At(18, 0, w.zone)) || now.Trouble != "" {
		t.Fatalf("it is %v, trouble %q", now.Now, now.Trouble)
	}
	worked, skipped := slots(t, w)
	for _, job := range []struct {
		name, group, says string
		on                func(ledger.Date) bool
	}{
		{scheduler.JobDigest, "住建局群", "督办提醒", daily},
		{scheduler.JobOverdue, "指挥部办公室群", "督办日报", daily},
		{scheduler.JobChain, "指挥部办公室群", "台账留痕", daily},
		{scheduler.JobMissing, "指挥部办公室群", "进展报送情况", weekly(time.Monday)},
		{scheduler.JobBrief, "市领导群", "督办周报", weekly(time.Friday)},
	} {
		var workdays, daysOff []string
		for day := from + 1; day <= until; day++ {
			works, _ := w.config.Calendar.Works(day)
			switch {
			case job.on(day) && works:
				workdays = append(workdays, day.String())
			case job.on(day):
				daysOff = append(daysOff, day.String())
			}
		}
		if job.on(from) && job.name != scheduler.JobDigest { // it begins on a Friday afternoon
			workdays = slices.Insert(workdays, 0, from.String())
		}
		if got := worked[job.name]; !slices.Equal(got, workdays) {
			t.Errorf("%s was worked on %d days, want %d: %v", job.name, len(got), len(workdays), got)
		}
		if got := skipped[job.name]; !slices.Equal(got, daysOff) {
			t.Errorf("%s was skipped on %d days, want %d: %v", job.name, len(got), len(daysOff), got)
		}
		said := saidIn(t, d, job.group, job.says)
		if want := len(workdays); said != want && job.name != scheduler.JobDigest || said == 0 {
			t.Errorf("%s was said %d times in %s, want %d", job.says, said, job.group, want)
		}
	}
	result, err := w.store.Verify(t.Context(), ledger.NewAudit())
	if err != nil || result.Break != nil {
		t.Errorf("the chain: %v, %v", result.Break, err)
	}
	if owing, _, err := w.store.Owing(t.Context()); owing != 0 || err != nil {
		t.Errorf("%d messages are owed still, %v", owing, err)
	}
	if n, err := repeated(w); n != 0 || err != nil {
		t.Errorf("%d messages were said twice in a row, %v", n, err)
	}
}

func daily(ledger.Date) bool { return true }

func weekly(on time.Weekday) func(ledger.Date) bool {
	return func(day ledger.Date) bool { return day.Weekday() == on }
}

// slots are, for each job, the days whose slots were worked, and those that were skipped.
func slots(t *testing.T, w *world) (worked, skipped map[string][]string) {
	t.Helper()
	worked, skipped = map[string][]string{}, map[string][]string{}
	for after := int64(0); ; {
		blocks, err := w.store.Entries(t.Context(), after, blocksRead)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks {
			after = block.Seq
			for _, e := range block.Entries {
				job, slot := strings.Join(fields(e, "job"), ""), strings.Join(fields(e, "slot"), "")
				day, at, _ := strings.Cut(slot, "T")
				switch {
				case e.What != ledger.WhatSlot || strings.HasPrefix(at, "15:00:00"): // the first look at the clock
				case e.Why == "":
					worked[job] = append(worked[job], day)
				case e.Why == ledger.WhyHoliday:
					skipped[job] = append(skipped[job], day)
				default:
					t.Errorf("slot %s of %s: %s", slot, job, e.Why)
				}
			}
		}
		if len(blocks) < blocksRead {
			return worked, skipped
		}
	}
}

// saidIn counts what the bot said in a group with these words.
func saidIn(t *testing.T, d *demo, group, words string) (n int) {
	t.Helper()
	id, ok := d.now().chats[group]
	if !ok {
		t.Fatalf("there is no %s", group)
	}
	messages, err := d.now().world.telegram.Read(id, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		if m.Bot && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}
