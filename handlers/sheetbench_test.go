package handlers_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"runtime/metrics"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/store/redistest"
)

// peak runs something and tells how large the heap was at its largest, looked at each few
// milliseconds: what is in use and what is not yet swept.
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

// asWorkbook is a csv as a workbook of the same cells.
func asWorkbook(tb testing.TB, body []byte) []byte {
	tb.Helper()
	rows := csv.NewReader(bytes.NewReader(body))
	rows.FieldsPerRecord = -1
	book := excelize.NewFile()
	to, err := book.NewStreamWriter("Sheet1")
	for n := 1; err == nil; n++ {
		var cells []string
		if cells, err = rows.Read(); err != nil {
			break
		}
		row := make([]any, len(cells))
		for i, cell := range cells {
			row[i] = cell
		}
		err = to.SetRow("A"+strconv.Itoa(n), row)
	}
	if !errors.Is(err, io.EOF) {
		tb.Fatal(err)
	}
	if err := to.Flush(); err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// sheetRows is how many rows the file of BenchmarkSheet has; DUBAN_SHEET_ROWS asks for more.
func sheetRows(b *testing.B) int {
	b.Helper()
	words := os.Getenv("DUBAN_SHEET_ROWS")
	if words == "" {
		return 2000
	}
	rows, err := strconv.Atoi(words)
	if err != nil {
		b.Fatal(err)
	}
	return rows
}

// BenchmarkSheet sends a long file to the office's chat, confirms it and sends it again.
func BenchmarkSheet(b *testing.B) {
	server := redistest.Start(b)
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"大.csv", "大.xlsx"} {
		b.Run(name, func(b *testing.B) {
			body := manyRows(sheetRows(b))
			if name == "大.xlsx" {
				body = asWorkbook(b, body)
			}
			at := time.Date(2025, 7, 14, 1, 0, 0, 0, time.UTC)
			var shown, entered, again uint64
			for b.Loop() {
				book, err := store.Open(b.Context(), server.URL(), "office"+strconv.FormatInt(time.Now().UnixNano(), 36))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := handlers.Import(b.Context(), book, handlers.ImportInput{
					UnitsName: "units.csv", UnitsBody: readFile(b, lechang+"/units.csv"), At: at, Calendar: calendar,
				}); err != nil {
					b.Fatal(err)
				}
				if _, err := book.Commit(b.Context(), ledger.Change{
					Cause: "person", At: at, Entries: []ledger.Entry{{At: at, What: ledger.WhatJoined}},
					Put: []ledger.Record{ledger.Person{ID: liumin, Name: "刘敏", Chat: "tg:8", Posts: []ledger.Post{{Role: ledger.RoleOffice, From: ledger.NewDate(2025, 7, 1)}}}},
				}); err != nil {
					b.Fatal(err)
				}
				h := handlers.New(handlers.Options{
					Book: book, Zone: time.FixedZone("CST", 8*3600), Calendar: calendar,
					Hours: func(time.Time) time.Time { return time.Time{} },
					Fetch: func(_ context.Context, _ string, w io.Writer, _ int64) error {
						_, err := w.Write(body)
						return err
					},
				})
				handle := func(r handlers.Request) {
					r.At, r.From, r.Chat, r.Private, r.Message = at, liumin, "tg:8", true, "tg:8/"+r.Cause
					if _, err := h.Handle(b.Context(), r); err != nil {
						b.Fatal(err)
					}
				}
				shown = max(shown, peak(func() {
					handle(handlers.Request{Cause: "1", Files: []ledger.File{{Ref: "1", Kind: ledger.FileDocument, Name: name, Size: int64(len(body))}}})
				}))
				entered = max(entered, peak(func() {
					handle(handlers.Request{Cause: "2", Text: "确认"})
				}))
				again = max(again, peak(func() {
					handle(handlers.Request{Cause: "3", Files: []ledger.File{{Ref: "1", Kind: ledger.FileDocument, Name: name, Size: int64(len(body))}}})
				}))
				_ = book.Close()
			}
			b.ReportMetric(float64(shown)/(1<<20), "shown-MB")
			b.ReportMetric(float64(again)/(1<<20), "again-MB")
			b.ReportMetric(float64(entered)/(1<<20), "entered-MB")
		})
	}
}
