package scheduler_test

import (
	"fmt"
	"testing"

	"duban/ledger"
	"duban/scheduler"
	"duban/store/redistest"
)

// BenchmarkDigest is the morning of a hundred units with a thousand tasks, each of which
// has something to tell, on a real server.
func BenchmarkDigest(b *testing.B) {
	const units, each = 100, 10
	w := worldOn(b, redistest.Start(b).URL(), scheduler.JobDigest)
	for u := range units {
		unit := ledger.UnitID(fmt.Sprintf("单位%d", u))
		records := []ledger.Record{
			ledger.Unit{ID: unit}, ledger.Chat{ID: ledger.Address(fmt.Sprintf("tg:-%d", u+1)), Audience: ledger.AudienceUnit, Unit: unit},
		}
		for n := range each {
			task := w.due(int64(u*each+n+1), unit, "2025-07-17")
			task.Rhythm = ledger.RhythmWeekly // something to tell every week, unless it is overdue
			records = append(records, task)
		}
		w.put(records...)
	}
	w.tick("2025-07-14 08:00")
	today, messages := day(b, "2025-07-14"), 0
	b.ResetTimer()
	for range b.N {
		done := w.tick(today.String() + " 08:30")
		if messages += done.Messages; done.Messages != units {
			b.Fatalf("%s: %d messages, want %d", today, done.Messages, units)
		}
		today += 7 // late by another week: every unit has something to hear again
		for works, _ := w.quiet.Calendar.Works(today); !works; works, _ = w.quiet.Calendar.Works(today) {
			today++
		}
	}
	b.ReportMetric(float64(messages)/b.Elapsed().Seconds(), "units/s")
}
