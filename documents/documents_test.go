package documents_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/documents"
	"duban/ledger"
)

// small is a ledger of two rows, as people type them.
const small = "某市重点任务台账,,,,\n填报日期：2025年7月10日,,,,\n" +
	"序号,工作任务,牵头单位,完成时限,联系电话\n" +
	"1,\"整治“散乱污”\n企业\",市工信局,2025年9月底前,123\n" +
	"2,说“不”\"就是\"不,市住建局,年底前,\n"

// smallRows is what must be read out of it.
const smallRows = `4 item 序号=1 title 工作任务=整治“散乱污”⏎企业 lead 牵头单位=市工信局 limit 完成时限=2025年9月底前 note 联系电话=123
6 item 序号=2 title 工作任务=说“不”"就是"不 lead 牵头单位=市住建局 limit 完成时限=年底前
`

// said is a table's rows, a line for each.
func said(table documents.Table) string {
	var out strings.Builder
	for _, row := range table.Rows {
		fmt.Fprintf(&out, "%d", row.Number)
		if row.Sort != ledger.RowTask {
			fmt.Fprintf(&out, " [%s]", row.Sort)
		}
		for _, c := range row.Cells {
			fmt.Fprintf(&out, " %s %s=%s", c.Field, c.Column, strings.ReplaceAll(c.Text, "\n", "⏎"))
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func readTable(t *testing.T, name string, body []byte) documents.Table {
	t.Helper()
	table, err := documents.ReadTable(name, body)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func encodeGB18030(t *testing.T, text string) []byte {
	t.Helper()
	body, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func encodeUTF16(text string, big bool) []byte {
	body := []byte{0xFF, 0xFE}
	if big {
		body = []byte{0xFE, 0xFF}
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		low, high := byte(unit), byte(unit>>8)
		if big {
			low, high = high, low
		}
		body = append(body, low, high)
	}
	return body
}

func TestReadTableEncodings(t *testing.T) {
	tests := []struct {
		name string
		body []byte
	}{
		{"utf-8", []byte(small)},
		{"utf-8 with a mark", []byte("\ufeff" + small)},
		{"gb18030", encodeGB18030(t, small)},
		{"utf-16 little endian", encodeUTF16(small, false)},
		{"utf-16 big endian", encodeUTF16(small, true)},
		{"crlf", []byte(strings.ReplaceAll(small, "\n", "\r\n"))},
		{"semicolons", []byte(strings.ReplaceAll(small, ",", ";"))},
		{"tabs", []byte(strings.ReplaceAll(small, ",", "\t"))},
		{"no line feed at the end", []byte(strings.TrimSuffix(small, "\n"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := readTable(t, "台账.csv", tt.body)
			if diff := cmp.Diff(smallRows, said(table)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if got, want := table.DocDate, ledger.NewDate(2025, 7, 10); got != want {
				t.Errorf("document of %s, want %s", got, want)
			}
			if got, want := table.List(), "某市重点任务台账"; got != want {
				t.Errorf("list %q, want %q", got, want)
			}
		})
	}
}

func TestReadTableRows(t *testing.T) {
	const head = "序号,工作任务,牵头单位,完成时限,备注\n"
	tests := []struct{ name, text, want string }{
		{"short and long rows", head + "1,甲\n2,乙,丙,丁,戊,己\n", "2 item 序号=1 title 工作任务=甲\n3 item 序号=2 title 工作任务=乙 lead 牵头单位=丙 limit 完成时限=丁 note 备注=戊 note 列6=己\n"},
		{"empty rows are no rows", head + "\n,,,\n1,甲,,,\n", "4 item 序号=1 title 工作任务=甲\n"},
		{"heading again", head + "1,甲,,,\n" + head + "2,乙,,,\n", "2 item 序号=1 title 工作任务=甲\n3 [header] item 序号=序号 title 工作任务=工作任务 lead 牵头单位=牵头单位 limit 完成时限=完成时限 note 备注=备注\n4 item 序号=2 title 工作任务=乙\n"},
		{"section", head + "一、大气,,,,\n一,,,,\n（二）,水,,,\n", "2 [section] item 序号=一、大气\n3 [section] item 序号=一\n4 item 序号=（二） title 工作任务=水\n"},
		{"sum", head + "合计,,,,12\n,合计,,,\n", "2 [total] item 序号=合计 note 备注=12\n3 [total] title 工作任务=合计\n"},
		{"footer", head + "填表人：张三,,审核人：李四,,\n注：本表每月报送,,,,\n", "2 [footer] item 序号=填表人：张三 lead 牵头单位=审核人：李四\n3 [footer] item 序号=注：本表每月报送\n"},
		{"number without a task", head + "7,,,,\n", "2 item 序号=7\n"},
		{"task without a number", head + ",清理河道,,,\n", "2 title 工作任务=清理河道\n"},
		{"heading in two rows", "序号,工作任务,责任单位,,完成时限\n,,牵头单位,配合单位,\n1,甲,乙,丙,年底前\n", "3 item 序号=1 title 工作任务=甲 lead 牵头单位=乙 co 配合单位=丙 limit 完成时限=年底前\n"},
		{"heading with breaks, brackets, stars", "\"序 号\",\"★工作\n任务\",\"责任分工（原文）\",完成时限：\n1,甲,乙,丙\n", "3 item 序号=1 title ★工作任务=甲 responsible 责任分工（原文）=乙 limit 完成时限:=丙\n"},
		{"full-width heading", "序号　,工作任务,ＮＯ,牵头单位\n1,甲,2,乙\n", "2 item 序号=1 title 工作任务=甲 note ＮＯ=2 lead 牵头单位=乙\n"},
		{"the problem names the task", "序号,存在问题,整改措施,责任单位\n1,甲,乙,丙\n", "2 item 序号=1 title 存在问题=甲 measures 整改措施=乙 responsible 责任单位=丙\n"},
		{"a second column of a field is a note", "序号,工作任务,存在问题,完成时限,整改时限\n1,甲,乙,丙,丁\n", "2 item 序号=1 title 工作任务=甲 note 存在问题=乙 limit 完成时限=丙 note 整改时限=丁\n"},
		{"data under no heading", "序号,工作任务,,牵头单位\n1,甲,乙,丙\n", "2 item 序号=1 title 工作任务=甲 note 列3=乙 lead 牵头单位=丙\n"},
		{"our columns in somebody's sheet", "序号,工作任务,当前状态,台账,时限日期\n1,甲,已完成,乙,2025-01-02\n", "2 item 序号=1 title 工作任务=甲 status 当前状态=已完成 note 台账=乙 limit 时限日期=2025-01-02\n"},
		{"an apostrophe before a formula", head + "1,'=甲,'@乙,,'丙\n", "2 item 序号=1 title 工作任务==甲 lead 牵头单位=@乙 note 备注='丙\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, said(readTable(t, "a.csv", []byte(tt.text)))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTableDate(t *testing.T) {
	tests := []struct {
		title string
		want  ledger.Date
	}{
		{"填报日期：2025年7月10日", ledger.NewDate(2025, 7, 10)},
		{"（截至 2025.7.1）", ledger.NewDate(2025, 7, 1)},
		{"截至2025年6月30日进展情况", ledger.NewDate(2025, 6, 30)},
		{"填报单位：甲局，填报时间：2025/07/09", ledger.NewDate(2025, 7, 9)},
		{"２０２５年７月１０日", ledger.NewDate(2025, 7, 10)},
		{"填报日期：2025年2月30日", 0},
		{"2019年9月底前基本完成", 0},
		{"2025年重点任务", 0},
	}
	for _, tt := range tests {
		table := readTable(t, "a.csv", []byte(tt.title+",\n序号,工作任务\n1,甲\n"))
		if table.DocDate != tt.want {
			t.Errorf("%q: %q, want %q", tt.title, table.DocDate, tt.want)
		}
	}
}

func TestReadTableRefuses(t *testing.T) {
	const head = "序号,工作任务\n"
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)
	var encrypted []byte
	for _, c := range "EncryptedPackage" {
		encrypted = append(encrypted, byte(c), 0)
	}
	tests := []struct {
		name, file string
		body       []byte
		fault      documents.Fault
		row        int
	}{
		{"empty", "a.csv", nil, documents.FaultEmpty, 0},
		{"blank", "a.csv", []byte(" \n\n"), documents.FaultEmpty, 0},
		{"no heading", "a.csv", []byte("甲,乙\n1,2\n"), documents.FaultNoHeader, 0},
		{"heading without tasks", "a.csv", []byte("序号,牵头单位,完成时限\n1,2,3\n"), documents.FaultNoHeader, 0},
		{"open quote", "a.csv", []byte(head + "1,甲\n2,\"乙\n3,丙\n"), documents.FaultQuote, 3},
		{"words behind a quote", "a.csv", []byte(head + "1,\"甲\"乙\n"), documents.FaultQuote, 2},
		{"a bad byte in utf-8", "a.csv", []byte(head + "1,清理河道垃圾\n2,\xFF\n"), documents.FaultEncoding, 3},
		{"a bad byte after a mark", "a.csv", []byte("\ufeff" + "a,b\n\xFF\n"), documents.FaultEncoding, 2},
		{"a bad byte in gb18030", "a.csv", append(encodeGB18030(t, head+"1,甲\n"), "2,\xFF\xFF\n"...), documents.FaultEncoding, 3},
		{"half of utf-16", "a.csv", append(encodeUTF16(head, false), 'x'), documents.FaultEncoding, 2},
		{"not text", "a.csv", []byte("序号,工作任务\n1,\x00\n"), documents.FaultBinary, 2},
		{"old excel", "a.xls", ole, documents.FaultOldExcel, 0},
		{"password", "a.xlsx", append(ole, encrypted...), documents.FaultPassword, 0},
		{"web page", "a.xls", []byte("<html><table></table></html>"), documents.FaultWebPage, 0},
		{"text named xlsx", "a.xlsx", []byte(small), documents.FaultNotWorkbook, 0},
		{"torn archive", "a.xlsx", []byte("PK\x03\x04 and no more"), documents.FaultDamaged, 0},
		{"secret", "a.csv", []byte("机密★,\n" + head + "1,甲\n"), documents.FaultSecret, 0},
		{"too many columns", "a.csv", []byte(head + strings.Repeat(",", 600) + "x\n"), documents.FaultTooMany, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := documents.ReadTable(tt.file, tt.body)
			refused, ok := errors.AsType[*documents.FileError](err)
			if !ok {
				t.Fatalf("got %v, want a *FileError", err)
			}
			if refused.Fault != tt.fault || refused.Row != tt.row {
				t.Errorf("got %s in row %d, want %s in row %d", refused.Fault, refused.Row, tt.fault, tt.row)
			}
			if text := err.Error(); !strings.HasPrefix(text, tt.file) || strings.Contains(text, "{}") || strings.Contains(text, "机密★") {
				t.Errorf("sentence %q", text)
			}
		})
	}
}

func TestReadUnits(t *testing.T) {
	read, err := documents.ReadUnits("units.csv", []byte("单位名录,,,,,\n简称,全称,类别,上级,别名,考核组,电话,授权\n"+
		"住建局,某市住房和城乡建设局,部门,,住管局；市住建局、住建局,市直,1,是\n,某局,部门,,,,\n住建局,,部门,,,,\n环保站,,,生态局,,,,再看\n"))
	if err != nil {
		t.Fatal(err)
	}
	wantUnits := []ledger.Unit{
		{ID: "住建局", Full: "某市住房和城乡建设局", Kind: "部门", Aliases: []string{"住管局", "市住建局", "住建局"}, Group: "市直", Mandated: true},
		{ID: "环保站", Full: "环保站", Parent: "生态局"},
	}
	if diff := cmp.Diff(wantUnits, read.Units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	wantProblems := []documents.RowProblem{
		{Row: 2, Column: "电话", Code: documents.UnitColumn},
		{Row: 4, Column: "简称", Code: documents.UnitNoName, Words: "某局 部门"},
		{Row: 5, Column: "简称", Code: documents.UnitTwice, Words: "住建局"},
		{Row: 6, Column: "类别", Code: documents.UnitNoKind, Words: "环保站"},
		{Row: 6, Column: "上级", Code: documents.UnitNoParent, Words: "生态局"},
	}
	if diff := cmp.Diff(wantProblems, read.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("\ufeff序号;工作任务\n1;\"a\"\"b\"\r\n"))
	f.Add([]byte("\xFF\xFEa\x00"))
	f.Add([]byte("PK\x03\x04"))
	files, err := filepath.Glob("testdata/ledgers/*.csv")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		table, err := documents.ReadTable("a.csv", body)
		if err != nil {
			if _, ok := errors.AsType[*documents.FileError](err); !ok {
				t.Fatalf("%T is no *FileError: %v", err, err)
			}
			return
		}
		lines := bytes.Count(body, []byte("\n")) + bytes.Count(body, []byte("\r")) + 1
		last := 0
		for _, row := range table.Rows {
			if row.Number <= last || row.Number > lines {
				t.Fatalf("row %d after row %d of %d lines", row.Number, last, lines)
			}
			last = row.Number
			for _, c := range row.Cells {
				if c.Text == "" || c.Column == "" && c.Field != ledger.FieldNote || c.Field == "" {
					t.Fatalf("row %d has the cell %+v", row.Number, c)
				}
			}
		}
		if again, err := documents.ReadTable("a.csv", body); err != nil || cmp.Diff(table, again) != "" {
			t.Fatalf("read twice: %v %s", err, cmp.Diff(table, again))
		}
	})
}
