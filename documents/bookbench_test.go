package documents_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"runtime/metrics"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// benchTask is a task of a ledger in the manner of real ones.
func benchTask(n int) ledger.Task {
	return ledger.Task{
		ID: ledger.NewTaskID(2025, int64(n)), Item: strconv.Itoa(n), List: "大气污染防治任务清单", Source: "会议部署", Campaign: "蓝天",
		Title: fmt.Sprintf("完成第%d号点位扬尘整治并建立长效机制", n), Target: "达到规范要求，无反复", Measures: "建立台账，落实围挡、喷淋、覆盖，每周巡查一次并通报",
		Lead: []ledger.UnitID{"住建局"}, Co: []ledger.UnitID{"公安局", "生态环境局", "坪石镇", "九峰镇"}, Implement: []ledger.UnitID{"乐城街道"},
		Leader: "分管城建副市长", Limit: ledger.Limit{Raw: "2025年12月底前，并长期坚持", Due: ledger.NewDate(2025, 12, 1+n%28)}, Rhythm: ledger.RhythmMonthly,
		State: ledger.StateInProgress, Percent: n % 100, Registered: ledger.NewDate(2025, 1, 1), Reports: 1,
		Last: ledger.Last{Text: "沟渠已清，管网接驳完成"}, Notes: []ledger.Note{{Column: "备注", Text: "第一批"}},
	}
}

func benchTasks(n int) iter.Seq2[ledger.Task, error] {
	return func(yield func(ledger.Task, error) bool) {
		for i := range n {
			if !yield(benchTask(i+1), nil) {
				return
			}
		}
	}
}

// bareRows are the cells of that ledger as plain values: texts, numbers, and nothing.
func bareRows(b *testing.B) [][]any {
	b.Helper()
	tasks := make([]ledger.Task, 100)
	for i := range tasks {
		tasks[i] = benchTask(i + 1)
	}
	book, err := excelize.OpenReader(bytes.NewReader(writeBook(b, tasks...)))
	if err != nil {
		b.Fatal(err)
	}
	rows, err := book.GetRows("台账", excelize.Options{RawCellValue: true})
	if err != nil {
		b.Fatal(err)
	}
	values := make([][]any, 0, len(rows))
	for _, row := range rows[2:] {
		cells := make([]any, len(row))
		for i, cell := range row {
			if number, err := strconv.ParseFloat(cell, 64); err == nil && i > 0 {
				cells[i] = number
			} else if cell != "" {
				cells[i] = cell
			}
		}
		values = append(values, cells)
	}
	return values
}

// writeBare is the least that the library can be asked for.
func writeBare(w io.Writer, rows [][]any, n int) error {
	book := excelize.NewFile()
	to, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for i := range n {
		if err := to.SetRow("A"+strconv.Itoa(i+1), rows[i%len(rows)]); err != nil {
			return err
		}
	}
	if err := to.Flush(); err != nil {
		return err
	}
	if _, err := book.WriteTo(w); err != nil {
		return err
	}
	return book.Close()
}

// peak runs something and tells how large the heap was at its largest, looked at each
// few milliseconds: what is in use and what is not yet swept.
func peak(run func()) uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	done := make(chan struct{})
	var most uint64
	var watching sync.WaitGroup
	watching.Go(func() {
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	})
	run()
	close(done)
	watching.Wait()
	return most
}

// BenchmarkWriteWorkbook writes a ledger of 100,000 tasks, and the same cells with the
// library's own writer: nothing read, nothing computed, no styles.
func BenchmarkWriteWorkbook(b *testing.B) {
	const n = 100_000
	rows := bareRows(b)
	for _, way := range []struct {
		name string
		run  func() error
	}{
		{"bare", func() error { return writeBare(io.Discard, rows, n) }},
		{"ours", func() error { return documents.WriteWorkbook(io.Discard, aCover(), benchTasks(n)) }},
	} {
		b.Run(way.name, func(b *testing.B) {
			var most uint64
			for b.Loop() {
				most = max(most, peak(func() {
					if err := way.run(); err != nil {
						b.Fatal(err)
					}
				}))
			}
			b.ReportMetric(float64(most)/(1<<20), "peak-MB")
		})
	}
}
