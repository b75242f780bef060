package documents_test

import (
	"io"
	"runtime"
	"testing"

	"duban/documents"
	"duban/ledger"
)

// TestWriteWorkbookStreams holds that what is kept in memory does not grow with the
// ledger: it is looked at after a collection, so that only what is still needed counts.
func TestWriteWorkbookStreams(t *testing.T) {
	alone(t)
	const rows, most = 30_000, 48 << 20 // two of the library's chunks of 16 MB, and some
	live := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, largest, n := live(), uint64(0), 0
	err := documents.WriteWorkbook(io.Discard, aCover(), func(yield func(ledger.Task, error) bool) {
		for task, err := range benchTasks(rows) {
			if n++; n%1000 == 0 {
				largest = max(largest, live())
			}
			if !yield(task, err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if grown := largest - min(before, largest); grown > most {
		t.Errorf("%d rows keep %d MB, want at most %d", rows, grown>>20, most>>20)
	} else {
		t.Logf("%d rows keep %d MB at most", rows, grown>>20)
	}
}
