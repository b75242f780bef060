package documents_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"duban/documents"
	"duban/ledger"
)

func aCover() documents.Cover {
	return documents.Cover{Title: "全市督办台账", At: noon(), Head: aHead()}
}

func writeBook(t interface {
	Helper()
	Fatal(args ...any)
}, tasks ...ledger.Task,
) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := documents.WriteWorkbook(&out, aCover(), each(tasks...)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWriteWorkbookComesBack reads the workbook as an import does: it says what the csv says.
func TestWriteWorkbookComesBack(t *testing.T) {
	plain := ledger.Task{ID: "2025-1000", Title: "合计", State: ledger.StateAssigned, Campaign: "小计", Lead: []ledger.UnitID{"牵头单位"}}
	want := readTable(t, "导出.csv", writeTasks(t, awkward(), plain))
	got := readTable(t, "导出.xlsx", writeBook(t, awkward(), plain))
	if diff := cmp.Diff(want.Rows, got.Rows, cmpopts.IgnoreFields(ledger.Row{}, "Number")); diff != "" {
		t.Errorf("rows (-csv +xlsx):\n%s", diff)
	}
	if diff := cmp.Diff("4 code 督办编号=2025-1000 campaign 战役=小计 title 工作任务=合计 lead 牵头单位=牵头单位 state 当前状态（仅供查看）=assigned percent 当前进度（仅供查看）=0%",
		strings.Split(said(got), "\n")[1]); diff != "" {
		t.Errorf("a task that looks like a row of sums (-want +got):\n%s", diff)
	}
}

// oddText is what a thumb, a clipboard and an ill will can make of a cell, as the ledger
// keeps it: without blanks around it.
func oddText() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]string{
		"=", "+", "-", "@", "'", "''", "＝", "＋", "'=", "_x000D_", "_x005F_", "_x0041_", "&amp;", "<f>", "</v>", "]]>", "\"", ",", ";", "，", "\n", "\n\n", " ", "\t",
		"1", "007", "1e5", "45961", "2025-12-31", "12/31", "50%", "TRUE", "#N/A", "🔴", "𠮷", "é", "\u0301", "水", "合计", "备注：", "：", "|", "填表人：", "督办编号", "工作任务",
	})
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(odd, rapid.StringN(0, 6, 24)), 0, 5).Draw(t, "parts")
		return kept(strings.Join(parts, ""))
	})
}

// kept is a text as an import or a chat leaves it.
func kept(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\u3000':
			return ' '
		case r < ' ' && r != '\n' && r != '\t', r == 0x7f, r == '\u200b', r == '\ufeff', r == '\ufffe', r == '\uffff', r == '\ufffd':
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// TestWorkbookKeepsOddTexts: whatever people wrote comes back as they wrote it, from a
// workbook as from a csv, and nothing of it can be run.
func TestWorkbookKeepsOddTexts(t *testing.T) {
	alone(t)
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return oddText().Draw(t, name) }
		task := ledger.Task{
			ID: "2025-001", Title: "甲" + text("title"), List: text("list"), Item: text("item"), Source: text("source"), Campaign: text("campaign"),
			Target: text("target"), Measures: text("measures"), Basis: text("basis"), Leader: text("leader"), Linked: text("linked"),
			Limit: ledger.Limit{Raw: text("raw"), Due: ledger.Date(rapid.IntRange(-30000, 60000).Draw(t, "due"))},
			State: ledger.StateInProgress, Percent: rapid.IntRange(0, 100).Draw(t, "percent"),
			Last: ledger.Last{Text: text("last")}, Registered: ledger.NewDate(2025, 7, 1),
		}
		if note := text("note"); note != "" {
			task.Notes = []ledger.Note{{Column: "备注", Text: note}}
		}
		book := writeBook(t, task)
		table, err := documents.ReadTable("导出.xlsx", book)
		if err != nil {
			t.Fatal(err)
		}
		if len(table.Rows) != 1 || table.Rows[0].Sort != ledger.RowTask {
			t.Fatalf("rows %+v", table.Rows)
		}
		row := table.Rows[0]
		for field, want := range map[ledger.Field]string{
			ledger.FieldCode: "2025-001", ledger.FieldTitle: task.Title, ledger.FieldList: task.List, ledger.FieldItem: task.Item,
			ledger.FieldSource: task.Source, ledger.FieldCampaign: task.Campaign, ledger.FieldTarget: task.Target, ledger.FieldMeasures: task.Measures,
			ledger.FieldBasis: task.Basis, ledger.FieldLeader: task.Leader, ledger.FieldLinked: task.Linked, ledger.FieldLimit: task.Limit.Raw,
			ledger.FieldDue: task.Limit.Due.String(), ledger.FieldState: "in_progress",
		} {
			if got := row.Text(field); got != want {
				t.Fatalf("%s came back as %q, was %q", field, got, want)
			}
		}
		if len(task.Notes) > 0 && row.Text(ledger.FieldNote) != task.Notes[0].Text {
			t.Fatalf("note came back as %q, was %q", row.Text(ledger.FieldNote), task.Notes[0].Text)
		}
	})
}

// TestWriteWorkbookIsHarmless looks at each cell as a spreadsheet would: none is a formula,
// and none would become one when somebody touches it.
func TestWriteWorkbookIsHarmless(t *testing.T) {
	book := openBook(t, writeBook(t, awkward()))
	rows, err := book.GetRows("台账")
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, cell := range row {
			name, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, err := book.GetCellFormula("台账", name); err != nil || formula != "" {
				t.Errorf("%s is the formula %q (%v)", name, formula, err)
			}
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s would be run: %q", name, cell)
			}
		}
	}
}

func TestWriteWorkbookRefusesWhatACellCannotHold(t *testing.T) {
	long := ledger.Task{ID: "2025-009", Title: "甲", Measures: strings.Repeat("𠮷", 16384)}
	err := documents.WriteWorkbook(&bytes.Buffer{}, aCover(), each(long))
	cell, ok := errors.AsType[*documents.CellError](err)
	if !ok || cell.Task != "2025-009" || cell.Column != "工作措施" {
		t.Fatalf("got %v", err)
	}
	if got, want := err.Error(), "〔2025-009〕的“工作措施”超过一个单元格能放的字数（32767），请导出 csv"; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
	long.Measures = long.Measures[:len(long.Measures)-len("𠮷")]
	if back := readTable(t, "a.xlsx", writeBook(t, long)); back.Rows[0].Text(ledger.FieldMeasures) != long.Measures {
		t.Error("what a cell just holds did not come back whole")
	}
}

func TestWriteWorkbookStopsAtAnError(t *testing.T) {
	if err := documents.WriteWorkbook(&bytes.Buffer{}, aCover(), broken[ledger.Task]); !errors.Is(err, errBroken) {
		t.Errorf("tasks: got %v", err)
	}
	if err := documents.WriteEntriesWorkbook(&bytes.Buffer{}, aCover(), documents.Names{}, broken[ledger.Entry]); !errors.Is(err, errBroken) {
		t.Errorf("entries: got %v", err)
	}
}
