package documents_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// workbook is an xlsx made for a test.
type workbook struct {
	t *testing.T
	*excelize.File
}

func newWorkbook(t *testing.T, rows ...[]any) workbook {
	t.Helper()
	w := workbook{t, excelize.NewFile()}
	t.Cleanup(func() { _ = w.Close() })
	w.fill(rows...)
	return w
}

func (w workbook) fill(rows ...[]any) {
	w.t.Helper()
	for i, row := range rows {
		w.must(w.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
}

func (w workbook) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// format shows a cell in a format: a builtin number, or a code.
func (w workbook) format(cell string, builtin int, code string) {
	w.t.Helper()
	style := &excelize.Style{NumFmt: builtin}
	if code != "" {
		style.CustomNumFmt = &code
	}
	id, err := w.NewStyle(style)
	w.must(err)
	w.must(w.SetCellStyle("Sheet1", cell, cell, id))
}

func (w workbook) bytes() []byte {
	w.t.Helper()
	var out bytes.Buffer
	w.must(w.Write(&out))
	return out.Bytes()
}

func row(cells ...any) []any { return cells }

func TestReadWorkbook(t *testing.T) {
	head := row("序号", "战役", "工作任务", "牵头单位", "完成时限", "进展")
	tests := []struct {
		name string
		make func(w workbook)
		want string
	}{
		{"title rows and merged cells", func(w workbook) {
			w.fill(row("某市重点任务台账"), row("", "", "", "", "填报日期：", 45848), head,
				row(1, "蓝天", "甲", "市住建局", "年底前", ""), row(2, "", "乙", "", "年底前", ""), row("二、碧水"), row(3, "", "丙", "", "", ""))
			w.format("F2", 14, "")
			for _, area := range []string{"A1:F1", "B4:B5", "D4:D5", "A6:F6"} {
				from, to, _ := strings.Cut(area, ":")
				w.must(w.MergeCell("Sheet1", from, to))
			}
		}, "4 item 序号=1 campaign 战役=蓝天 title 工作任务=甲 lead 牵头单位=市住建局 limit 完成时限=年底前\n" +
			"5 item 序号=2 campaign 战役=蓝天 title 工作任务=乙 lead 牵头单位=市住建局 limit 完成时限=年底前\n" +
			"6 [section] item 序号=二、碧水 campaign 战役=二、碧水 title 工作任务=二、碧水 lead 牵头单位=二、碧水 limit 完成时限=二、碧水 progress 进展=二、碧水\n" +
			"7 item 序号=3 title 工作任务=丙\n"},
		{"heading of two rows, merged", func(w workbook) {
			w.fill(row("序号", "工作任务", "责任单位", "", "完成时限"), row("", "", "牵头单位", "配合单位", ""), row(1, "甲", "乙", "丙", "丁"))
			for _, area := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "D1"}, {"E1", "E2"}} {
				w.must(w.MergeCell("Sheet1", area[0], area[1]))
			}
		}, "3 item 序号=1 title 工作任务=甲 lead 牵头单位=乙 co 配合单位=丙 limit 完成时限=丁\n"},
		{"rows that are only merged are no rows", func(w workbook) {
			w.fill(head, row(1, "蓝天", "甲", "乙", "丙", "丁"), row(), row(2, "碧水", "戊"))
			for _, column := range "ABCDEF" {
				w.must(w.MergeCell("Sheet1", string(column)+"2", string(column)+"3"))
			}
		}, "2 item 序号=1 campaign 战役=蓝天 title 工作任务=甲 lead 牵头单位=乙 limit 完成时限=丙 progress 进展=丁\n4 item 序号=2 campaign 战役=碧水 title 工作任务=戊\n"},
		{"dates, percentages and numbers", func(w workbook) {
			w.fill(head, row(1, "", "甲", "", 45961, 0.8), row(2, "", "乙", "", 45961, 0.805), row(3, "", "丙", "", 45961, 3.5),
				row(4, "", "丁", "", 45961, 45961), row(5, "", "戊", "", "20251031", "007"), row(6, "", "己", "", 45961.75, 1))
			w.format("E2", 14, "")
			w.format("F2", 9, "")
			w.format("E3", 31, "")
			w.format("F3", 10, "")
			w.format("E4", 0, `yyyy"年"m"月"`)
			w.format("E5", 0, `yyyy/m/d;@`)
			w.format("E7", 22, "")
			w.format("F7", 0, "0%")
		}, "2 item 序号=1 title 工作任务=甲 limit 完成时限=2025-10-31 progress 进展=80%\n" +
			"3 item 序号=2 title 工作任务=乙 limit 完成时限=2025-10-31 progress 进展=80.5%\n" +
			"4 item 序号=3 title 工作任务=丙 limit 完成时限=2025年10月 progress 进展=3.5\n" +
			"5 item 序号=4 title 工作任务=丁 limit 完成时限=2025-10-31 progress 进展=45961\n" +
			"6 item 序号=5 title 工作任务=戊 limit 完成时限=20251031 progress 进展=007\n" +
			"7 item 序号=6 title 工作任务=己 limit 完成时限=2025-10-31 progress 进展=100%\n"},
		{"the system of 1904", func(w workbook) {
			w.fill(head, row(1, "", "甲", "", 44499))
			yes := true
			w.must(w.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
			w.format("E2", 14, "")
		}, "2 item 序号=1 title 工作任务=甲 limit 完成时限=2025-10-31\n"},
		{"the system of 1904: a count whose cell is not shown as a date", func(w workbook) {
			w.fill(head, row(1, "", "甲", "", 44499, 44499), row(2, "", "乙", "", "12月底"), row(3, "", "丙", "", 8))
			yes := true
			w.must(w.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		}, "2 item 序号=1 title 工作任务=甲 limit 完成时限=45961 progress 进展=44499\n" +
			"3 item 序号=2 title 工作任务=乙 limit 完成时限=12月底\n4 item 序号=3 title 工作任务=丙 limit 完成时限=8\n"},
		{"formulas: the saved value, else the formula", func(w workbook) {
			w.fill(head, row(1, "", "甲"), row(2, "", "乙"))
			w.must(w.SetCellFormula("Sheet1", "E2", `"年底"&"前"`))
		}, "2 item 序号=1 title 工作任务=甲 limit 完成时限==\"年底\"&\"前\"\n3 item 序号=2 title 工作任务=乙\n"},
		{"the first visible sheet with a heading", func(w workbook) {
			w.fill(row("说明"), row("请按要求填写"))
			for _, name := range []string{"旧表", "任务"} {
				_, err := w.NewSheet(name)
				w.must(err)
				w.must(w.SetSheetRow(name, "A1", &[]any{"序号", "工作任务"}))
				w.must(w.SetSheetRow(name, "A2", &[]any{1, name}))
			}
			w.must(w.SetSheetVisible("旧表", false))
		}, "2 item 序号=1 title 工作任务=任务\n"},
		{"a gap of many rows", func(w workbook) {
			w.fill(head, row(1, "", "甲"))
			w.must(w.SetCellValue("Sheet1", "C5000", "乙"))
		}, "2 item 序号=1 title 工作任务=甲\n5000 title 工作任务=乙\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorkbook(t)
			tt.make(w)
			table := readTable(t, "台账.xlsx", w.bytes())
			if diff := cmp.Diff(tt.want, said(table)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadWorkbookTitles(t *testing.T) {
	w := newWorkbook(t, row("某市 重点任务台账"), row("", "", "填报日期：", 45848), row("序号", "工作任务", "牵头单位"), row(1, "甲", "乙"))
	w.format("D2", 14, "")
	w.must(w.MergeCell("Sheet1", "A1", "D1"))
	table := readTable(t, "a.xlsx", w.bytes())
	if diff := cmp.Diff([]string{"某市 重点任务台账", "填报日期： 2025-07-10"}, table.Titles); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	if table.List() != "某市重点任务台账" || table.DocDate != ledger.NewDate(2025, 7, 10) {
		t.Errorf("list %q of %s", table.List(), table.DocDate)
	}
}

// rezip makes an archive of the parts of another one and some more.
func rezip(t *testing.T, body []byte, drop string, more map[string][]byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range from.File {
		if part.Name == drop {
			continue
		}
		if err := to.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range more {
		w, err := to.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadWorkbookRefuses(t *testing.T) {
	good := newWorkbook(t, row("序号", "工作任务"), row(1, "甲")).bytes()
	wide := newWorkbook(t, row("序号", "工作任务"))
	wide.must(wide.SetCellValue("Sheet1", "XFD2", "甲"))
	deep := newWorkbook(t, row("序号", "工作任务"))
	deep.must(deep.SetCellValue("Sheet1", "B1000000", "甲"))
	var locked bytes.Buffer
	book := newWorkbook(t, row("序号", "工作任务"))
	if _, err := book.WriteTo(&locked, excelize.Options{Password: "123"}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		body  []byte
		fault documents.Fault
	}{
		{"password", locked.Bytes(), documents.FaultPassword},
		{"macros", rezip(t, good, "", map[string][]byte{"xl/vbaProject.bin": {1}}), documents.FaultMacro},
		{"a docx", rezip(t, good, "xl/workbook.xml", nil), documents.FaultNotWorkbook},
		{"torn sheet", rezip(t, good, "xl/worksheets/sheet1.xml", map[string][]byte{"xl/worksheets/sheet1.xml": []byte("<worksheet><sheetData><row r=\"x\">")}), documents.FaultDamaged},
		{"no heading", newWorkbook(t, row("甲", "乙")).bytes(), documents.FaultNoHeader},
		{"bomb", rezip(t, good, "", map[string][]byte{"xl/media/image1.png": make([]byte, 100<<20)}), documents.FaultUnpacked},
		{"too deep", deep.bytes(), documents.FaultTooMany},
		{"too wide", wide.bytes(), documents.FaultTooMany},
		{"cut off", good[:len(good)/2], documents.FaultDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := documents.ReadTable("a.xlsx", tt.body)
			if refused, ok := errors.AsType[*documents.FileError](err); !ok || refused.Fault != tt.fault {
				t.Errorf("got %v, want %s", err, tt.fault)
			}
		})
	}
}

// FuzzReadWorkbook puts any XML into the place of a sheet.
func FuzzReadWorkbook(f *testing.F) {
	book := excelize.NewFile()
	var out bytes.Buffer
	if err := errors.Join(book.SetSheetRow("Sheet1", "A1", &[]any{"序号", "工作任务"}), book.Write(&out), book.Close()); err != nil {
		f.Fatal(err)
	}
	good := out.Bytes()
	archive, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		f.Fatal(err)
	}
	sheet, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		f.Fatal(err)
	}
	xml, err := io.ReadAll(sheet)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(xml)
	f.Add(bytes.Replace(xml, []byte("</sheetData>"), []byte(`<row r="7"><c r="B7" t="inlineStr"><is><t>甲</t></is></c></row></sheetData><mergeCells><mergeCell ref="A7:C9"/></mergeCells>`), 1))
	f.Fuzz(func(t *testing.T, xml []byte) {
		body := rezip(t, good, "xl/worksheets/sheet1.xml", map[string][]byte{"xl/worksheets/sheet1.xml": xml})
		if _, err := documents.ReadTable("a.xlsx", body); err != nil {
			if _, ok := errors.AsType[*documents.FileError](err); !ok {
				t.Fatalf("%T is no *FileError: %v", err, err)
			}
		}
	})
}
