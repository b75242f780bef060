package handlers_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// TestTemplateComesBack fills the template in as people do, and imports it.
func TestTemplateComesBack(t *testing.T) {
	book, input := newImportBook(t), lechangInput(t)
	mustImport(t, book, input) // the units
	units, err := book.Units(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file, err := documents.Template(units, input.At)
	if err != nil {
		t.Fatal(err)
	}
	input.UnitsBody, input.On = nil, 0
	input.TasksName, input.TasksBody = file.Name, file.Body
	if got := mustImport(t, book, input); len(got.Rows) != 0 {
		t.Errorf("an empty template: %s", counts(got))
	}

	input.TasksBody = filledIn(t, file.Body)
	got := mustImport(t, book, input)
	if got.OK != 2 || got.Confirm+got.Errors != 0 || got.New != 2 {
		t.Fatalf("got %s; want two new ones without a question: %+v", counts(got), got.Rows)
	}
	if want := ledger.NewDate(2025, 7, 10); got.List != "2025年碧水攻坚任务清单" || got.On != want || !got.Dated {
		t.Errorf("list %q of %s", got.List, got.On)
	}
	first, second := got.Rows[0], got.Rows[1]
	if first.Title != "城区截污提升工程" || first.Limit.Due != ledger.NewDate(2025, 12, 31) || first.Rhythm != ledger.RhythmMonthly {
		t.Errorf("first %+v", first)
	}
	if diff := cmp.Diff([]ledger.UnitID{"水务局", "坪石镇"}, first.Co); diff != "" {
		t.Errorf("co-units (-want +got):\n%s", diff)
	}
	if second.Limit.Due != ledger.NewDate(2025, 9, 30) || second.Lead[0] != "水务局" {
		t.Errorf("second %+v", second)
	}
}

// filledIn is the template with two tasks, an empty row between them, and a date that was
// typed as a date.
func filledIn(t *testing.T, body []byte) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	for cell, value := range map[string]any{
		"A1": "2025年碧水攻坚任务清单", "A2": "填报日期：2025年7月10日",
		"A4": 1, "B4": "会议部署", "C4": "碧水", "D4": "城区截污提升工程", "H4": "住建局", "I4": "水务局、坪石镇",
		"O4": time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), "P4": "每月", "Q4": "是",
		"A6": 2, "D6": "开展河湖清四乱", "H6": "水务局", "O6": "9月底前",
	} {
		if err := book.SetCellValue("任务清单", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	style, err := book.GetColStyle("任务清单", "O")
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("任务清单", "O4", "O4", style); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
