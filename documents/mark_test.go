package documents_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// commentsOf are the comments of a workbook's first sheet, "cell text" in order.
func commentsOf(t *testing.T, body []byte) []string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	comments, err := book.GetComments(book.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, c := range comments {
		words := []string{c.Cell, " ", c.Text}
		for _, run := range c.Paragraph {
			words = append(words, run.Text)
		}
		found = append(found, strings.Join(words, ""))
	}
	return found
}

func TestMarkWorkbook(t *testing.T) {
	w := newWorkbook(t, row("某市重点任务台账"), row("序号", "工作任务", "牵头单位", "完成时限"),
		row(1, "甲", "住建局", "年底前"), row(2, "乙", "", "尽快"))
	w.must(w.MergeCell("Sheet1", "C3", "C4"))
	w.must(w.AddComment("Sheet1", excelize.Comment{Cell: "D4", Author: "刘敏", Text: "再问一下"}))
	name := "七月台账.xlsx"
	file, err := documents.MarkTasks(name, w.bytes(), []documents.Remark{
		{Row: 4, Column: "完成时限", Text: "时限不具体"},
		{Row: 4, Column: "完成时限", Text: "没有日期"},
		{Row: 4, Column: "牵头单位", Text: "没有这个单位"},
		{Row: 3, Column: "", Text: "整行"},
		{Row: 3, Column: "列6", Text: "没有表头的一列"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"B3 整行", "C3 第4行：没有这个单位", "D4 时限不具体\n没有日期\n再问一下", "F3 没有表头的一列"}
	got := commentsOf(t, file.Body)
	for _, one := range want {
		if !strings.Contains(strings.Join(got, "|"), one) {
			t.Errorf("got %q, want %q in it", got, one)
		}
	}
	if file.Name != name || file.Kind != ledger.FileDocument {
		t.Errorf("got %s %q, want a document of the same name: the list is called by it", file.Kind, file.Name)
	}
	before, err := documents.ReadTable(name, w.bytes())
	if err != nil {
		t.Fatal(err)
	}
	after, err := documents.ReadTable(name, file.Body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("with comments it reads as another one (-want +got):\n%s", diff)
	}
}

func TestMarkText(t *testing.T) {
	body := "乐昌市七月台账\n序号,工作任务,牵头单位\n1,甲,住建局\n2,,=HYPERLINK()\n"
	file, err := documents.MarkTasks("七月.csv", []byte(body), []documents.Remark{{Row: 4, Column: "工作任务", Text: "没有任务名称"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"B4 没有任务名称"}, commentsOf(t, file.Body)); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	before, err := documents.ReadTable("七月.csv", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	after, err := documents.ReadTable(file.Name, file.Body)
	if err != nil {
		t.Fatal(err)
	}
	if file.Name != "七月.xlsx" || after.List() != before.List() || after.Formulas {
		t.Errorf("got %s of list %q, formulas %t, want 七月.xlsx of %q without any", file.Name, after.List(), after.Formulas, before.List())
	}
	if diff := cmp.Diff(before.Rows, after.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

// TestMarkLarge gives of a long list only the rows that somebody must look at.
func TestMarkLarge(t *testing.T) {
	var body strings.Builder
	body.WriteString("序号,工作任务,牵头单位\n")
	for i := range 6000 {
		fmt.Fprintf(&body, "%d,任务%d,住建局\n", i+1, i+1)
	}
	file, err := documents.MarkTasks("多.csv", []byte(body.String()), []documents.Remark{
		{Row: 5001, Column: "牵头单位", Text: "没有这个单位"}, {Row: 5001, Column: "工作任务", Text: "太短"}, {Row: 17, Column: "牵头单位", Text: "几个"},
	})
	if err != nil {
		t.Fatal(err)
	}
	table, err := documents.ReadTable(file.Name, file.Body)
	if err != nil {
		t.Fatal(err)
	}
	var items []string
	for _, r := range table.Rows {
		items = append(items, r.Text(ledger.FieldItem))
	}
	if diff := cmp.Diff([]string{"16", "5000"}, items); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	got := strings.Join(commentsOf(t, file.Body), "|")
	for _, want := range []string{"B3 原第5001行：太短", "C3 原第5001行：没有这个单位", "C2 原第17行：几个"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want %q in it", got, want)
		}
	}
}

func TestMarkUnits(t *testing.T) {
	body := "简称,全称,类别\n住建局,住房和城乡建设局,部门\n,无名,部门\n"
	file, err := documents.MarkUnits("单位.csv", []byte(body), []documents.Remark{{Row: 3, Column: "简称", Text: "没有单位名称"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A3 没有单位名称"}, commentsOf(t, file.Body)); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

// FuzzMark holds that whatever can be read is marked without a panic, and reads as before.
func FuzzMark(f *testing.F) {
	f.Add([]byte("序号,工作任务,牵头单位\n1,甲,乙\n"), 2, "牵头单位")
	book := excelize.NewFile()
	for i, cells := range [][]any{{"序号", "工作任务"}, {1, "甲"}} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			f.Fatal(err)
		}
	}
	if err := book.AddComment("Sheet1", excelize.Comment{Cell: "B2", Text: "旧"}); err != nil {
		f.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes(), 2, "工作任务")
	f.Fuzz(func(t *testing.T, body []byte, row int, column string) {
		before, err := documents.ReadTable("a.xlsx", body)
		if err != nil {
			before, err = documents.ReadTable("a.csv", body)
		}
		if err != nil {
			return
		}
		file, err := documents.MarkTasks(before.Name, body, []documents.Remark{{Row: row, Column: column, Text: "请核对"}})
		if err != nil {
			return // said, and not a panic
		}
		if _, err := documents.ReadTable(file.Name, file.Body); err != nil {
			t.Errorf("what went back is not read: %v", err)
		}
	})
}
