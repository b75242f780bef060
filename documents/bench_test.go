package documents_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// benchRows is a ledger of many rows in the manner of real ones.
func benchRows(n int) [][]any {
	rows := [][]any{{"大气污染防治任务清单"}, {"序号", "任务来源", "战役", "工作任务", "整改目标", "牵头单位", "配合单位", "分管领导", "完成时限", "报送频次", "备注"}}
	for i := range n {
		rows = append(rows, []any{
			i + 1, "会议部署", "蓝天", fmt.Sprintf("完成第%d号点位扬尘整治并建立长效机制", i+1), "达到规范要求，无反复",
			"市住建局牵头", "市公安局、生态环境局，各镇（街道）", "分管城建副市长", fmt.Sprintf("2025年%d月底前，并长期坚持", i%12+1), "每月", "第一批",
		})
	}
	return rows
}

func benchCSV(n int) []byte {
	var out bytes.Buffer
	for _, row := range benchRows(n) {
		for i, cell := range row {
			if i > 0 {
				out.WriteByte(',')
			}
			fmt.Fprintf(&out, "%v", cell)
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func benchXLSX(b *testing.B, n int) []byte {
	b.Helper()
	book := excelize.NewFile()
	to, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i, row := range benchRows(n) {
		if err := to.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := to.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := book.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func benchReading(b *testing.B) ledger.Reading {
	b.Helper()
	calendar, err := ledger.DefaultCalendar()
	if err != nil {
		b.Fatal(err)
	}
	units := []ledger.Unit{{ID: "住建局", Kind: "部门"}, {ID: "公安局", Kind: "部门"}, {ID: "生态环境局", Kind: "部门"}, {ID: "乐城街道", Kind: "街道"}}
	for i := range 17 {
		units = append(units, ledger.Unit{ID: ledger.UnitID(fmt.Sprintf("第%c镇", '甲'+rune(i))), Kind: "镇"})
	}
	directory, _ := ledger.NewDirectory(units)
	return ledger.Reading{Directory: directory, Calendar: calendar, On: ledger.NewDate(2025, 7, 10)}
}

// BenchmarkRead10000 reads a file of 10,000 rows and drafts its tasks.
func BenchmarkRead10000(b *testing.B) {
	reading := benchReading(b)
	for _, file := range []struct {
		name string
		body []byte
	}{{"a.csv", benchCSV(10_000)}, {"a.xlsx", benchXLSX(b, 10_000)}} {
		b.Run(file.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table, err := documents.ReadTable(file.name, file.body)
				if err != nil {
					b.Fatal(err)
				}
				for _, row := range table.Rows {
					if draft := reading.Draft(row); draft.Status != ledger.DraftOK || len(draft.Task.Co) < 20 {
						b.Fatalf("row %d: %+v", row.Number, draft.Problems)
					}
				}
			}
		})
	}
}
