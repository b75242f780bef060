package documents_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/documents"
	"duban/ledger"
)

// also adds a sheet to a workbook.
func (w workbook) also(title string, rows ...[]any) {
	w.t.Helper()
	_, err := w.NewSheet(title)
	w.must(err)
	for i, row := range rows {
		w.must(w.SetSheetRow(title, "A"+string(rune('1'+i)), &row))
	}
}

// TestUnreadSheets holds that a sheet which is not read is named with what it holds, whether
// it stands before or after the one that is.
func TestUnreadSheets(t *testing.T) {
	heading := []any{"序号", "工作任务", "牵头单位", "完成时限"}
	w := newWorkbook(t, []any{"封面"}, []any{"乐昌市"})
	w.also("七月", []any{"七月台账"}, heading, []any{1, "清淤", "水务局", "2025-12-31"})
	w.also("八月", []any{"八月台账"}, heading, []any{1, "清淤", "水务局", "2025-12-31"}, []any{}, []any{2, "护坡", "水务局", "2025-12-31"})
	w.also("单位", []any{"简称", "全称"}, []any{"水务局", "乐昌市水务局"})
	w.also("空表")
	w.also("没填的", heading)
	w.also("藏着的", []any{"选项"})
	w.must(w.SetSheetVisible("藏着的", false))
	w.also("内部", []any{"绝密★启用前"})
	cover, august := documents.Unread{Sheet: "Sheet1", Rows: 2}, documents.Unread{Sheet: "八月", Rows: 2, Tasks: true}
	inside := documents.Unread{Sheet: "内部", Rows: 1, Secret: true}

	table, err := documents.ReadTable("a.xlsx", w.bytes())
	if err != nil || table.Sheet != "七月" || len(table.Rows) != 1 {
		t.Fatalf("read %+v, %v; want the first list", table, err)
	}
	want := []documents.Unread{cover, august, {Sheet: "单位", Rows: 1, Units: true}, inside}
	if diff := cmp.Diff(want, table.Unread); diff != "" {
		t.Errorf("beside the tasks (-want +got):\n%s", diff)
	}
	units, err := documents.ReadUnits("a.xlsx", w.bytes())
	if err != nil || len(units.Units) != 1 {
		t.Fatalf("read %+v, %v; want one unit", units, err)
	}
	want = []documents.Unread{cover, {Sheet: "七月", Rows: 1, Tasks: true}, august, inside}
	if diff := cmp.Diff(want, units.Unread); diff != "" {
		t.Errorf("beside the units (-want +got):\n%s", diff)
	}
}

// Our own template has a sheet that explains: nothing is lost by not reading it.
func TestTemplateLeavesNothing(t *testing.T) {
	file, err := documents.Template([]ledger.Unit{{ID: "水务局"}}, time.Date(2025, 7, 14, 10, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if table, err := documents.ReadTable(file.Name, file.Body); err != nil || len(table.Unread) > 0 {
		t.Errorf("of the template %+v is named, %v; want nothing", table.Unread, err)
	}
}
