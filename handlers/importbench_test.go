package handlers_test

import (
	"runtime"
	"testing"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/store/redistest"
)

// BenchmarkImport10000 imports 10,000 rows into a real Redis, and then once more. MB is
// what the process took from the machine at most, the test's own body included.
func BenchmarkImport10000(b *testing.B) {
	server := redistest.Start(b)
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		b.Fatal(err)
	}
	input := handlers.ImportInput{
		UnitsName: "units.csv", UnitsBody: readFile(b, lechang+"/units.csv"), TasksName: "tasks.csv", TasksBody: manyRows(10_000),
		At: time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC), Calendar: calendar,
	}
	n := 0
	for b.Loop() {
		n++
		book, err := store.Open(b.Context(), server.URL(), "office"+string(rune('a'+n)))
		if err != nil {
			b.Fatal(err)
		}
		for _, want := range []handlers.ImportResult{{New: 10_000}, {Unchanged: 10_000}} {
			got, err := handlers.Import(b.Context(), book, input)
			if err != nil || got.New != want.New || got.Unchanged != want.Unchanged {
				b.Fatalf("%s, %v", counts(got), err)
			}
		}
		if err := book.Close(); err != nil {
			b.Fatal(err)
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys)/(1<<20), "MB")
}
