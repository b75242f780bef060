package documents_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/documents"
	"duban/ledger"
)

func each[T any](list ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range list {
			if !yield(item, nil) {
				return
			}
		}
	}
}

var errBroken = errors.New("the line broke")

func broken[T any](yield func(T, error) bool) {
	var none T
	yield(none, errBroken)
}

// awkward is a task whose words are hard to carry in a csv.
func awkward() ledger.Task {
	return ledger.Task{
		ID: "2025-017", List: "台账", Item: "3", Source: "-会议", Campaign: "@碧水", Title: `=HYPERLINK("http://a")`,
		Target: "一，\"二\"\n三;四", Measures: "'=引号", Basis: "\t缩进", Lead: []ledger.UnitID{"住建局", "水务局"}, Co: []ledger.UnitID{"坪石镇"},
		Implement: []ledger.UnitID{"梅花镇"}, Supervise: []ledger.UnitID{"市委督查室"}, Accept: []ledger.UnitID{"生态环境局"},
		Leader: "分管城建副市长", Linked: "甲书记",
		Limit: ledger.Limit{Raw: "2025年12月底前", Due: ledger.NewDate(2025, 12, 31)}, Rhythm: ledger.RhythmTenDays, Priority: true,
		Notes:   []ledger.Note{{Column: "备注", Text: "两行\n备注：有冒号"}, {Column: "电话", Text: "+86"}},
		Confirm: []ledger.Problem{{Code: "near_tie", Column: "配合单位", Words: "局", Near: []ledger.UnitID{"住建局", "水务局"}}, {Code: "none"}},
		State:   ledger.StateInProgress, Percent: 40, Registered: ledger.NewDate(2025, 7, 14), Last: ledger.Last{Text: "-0"},
	}
}

func writeTasks(t *testing.T, tasks ...ledger.Task) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := documents.WriteTasks(&out, ledger.NewDate(2025, 7, 14), each(tasks...)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWriteTasksComesBack(t *testing.T) {
	table := readTable(t, "导出.csv", writeTasks(t, awkward()))
	want := "2 code 督办编号=2025-017 campaign 战役=@碧水 title 工作任务==HYPERLINK(\"http://a\") target 整改目标=一，\"二\"⏎三;四 " +
		"lead 牵头单位=住建局、水务局 co 配合单位=坪石镇 leader 分管领导=分管城建副市长 limit 完成时限=2025年12月底前 due 时限日期=2025-12-31 " +
		"state 当前状态（仅供查看）=in_progress percent 当前进度（仅供查看）=40% list 台账=台账 item 序号=3 source 任务来源=-会议 " +
		"measures 工作措施='=引号 basis 依据=\t缩进 implement 落实单位=梅花镇 supervise 督导单位=市委督查室 accept 验收销号单位=生态环境局 " +
		"linked 挂点领导=甲书记 rhythm 报送频次=每旬 priority 重点=是 note 备注=两行⏎备注：有冒号 note 电话=+86\n"
	if diff := cmp.Diff(want, said(table)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(awkward().Confirm, table.Rows[0].Carried); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestWriteTasksIsHarmless reads the csv as a spreadsheet would: no cell may start as a formula.
func TestWriteTasksIsHarmless(t *testing.T) {
	body := writeTasks(t, awkward())
	if !bytes.HasPrefix(body, []byte("\ufeff")) {
		t.Error("the mark that Excel needs is missing")
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for column, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("column %s would be run: %q", rows[0][column], cell)
			}
		}
	}
}

func TestWriteEntries(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	entry := ledger.Entry{
		At: time.Date(2025, 7, 14, 1, 30, 0, 0, time.UTC), By: 42, Unit: "住建局", Task: "2025-017", What: ledger.WhatReported,
		Fields: []ledger.FieldDiff{{Name: "percent", Before: "0", After: "80"}, {Name: "text", After: "=1"}}, Why: "@",
	}
	var out bytes.Buffer
	if err := documents.WriteEntries(&out, zone, each(entry, ledger.Entry{At: entry.At, What: "later"})); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff时间,操作人,单位,督办编号,事项,变更,原因\r\n" +
		"2025-07-14 09:30:00,42,住建局,2025-017,报送进展,\"进度：0% → 80%\r\n内容：=1\",'@\r\n" +
		"2025-07-14 09:30:00,程序,,,later,,\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("csv (-want +got):\n%s", diff)
	}
}

func TestWriteStopsAtAnError(t *testing.T) {
	var out bytes.Buffer
	if err := documents.WriteTasks(&out, ledger.NewDate(2025, 7, 14), broken[ledger.Task]); !errors.Is(err, errBroken) {
		t.Errorf("tasks: got %v", err)
	}
	if err := documents.WriteEntries(&out, time.UTC, broken[ledger.Entry]); !errors.Is(err, errBroken) {
		t.Errorf("entries: got %v", err)
	}
}
