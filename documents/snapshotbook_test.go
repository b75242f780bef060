package documents_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/documents"
	"duban/ledger"
)

// noon is a moment in the office's zone.
func noon() time.Time {
	return time.Date(2025, 7, 14, 12, 5, 0, 0, time.FixedZone("CST", 8*3600))
}

func aHead() ledger.Head { return ledger.Head{Seq: 41, Link: "3fa9c2d1e0b7"} }

func aSnapshot() ledger.Snapshot {
	return ledger.Snapshot{
		Kind: ledger.BriefWeekly, At: noon(), Head: aHead(), Scope: ledger.ScopeOffice, Name: "全市",
		From: ledger.NewDate(2025, 7, 7), Until: ledger.NewDate(2025, 7, 13),
		Summary: ledger.Summary{Total: 7, Completed: 2, StruckOff: 1, NotStruck: 1, Open: 5, Red: 1, Yellow: 1, Green: 2, Grey: 1, Overdue: 1},
		Units: []ledger.Figures{
			{Name: "住建局", Total: 4, Completed: 1, Red: 1, Yellow: 1, Green: 1, Overdue: 1, Percent: 45, Schedule: 60},
			{Name: "=1+1", Total: 3, Completed: 1, StruckOff: 1, Green: 1, Grey: 1, Percent: 100, Schedule: 8},
		},
		Campaigns: []ledger.Figures{{Name: "碧水", Total: 7, Completed: 2, StruckOff: 1, Red: 1, Yellow: 1, Green: 2, Grey: 1}},
		Weeks: []ledger.Trend{
			{Monday: ledger.NewDate(2025, 6, 30), Overdue: 3, Completed: 1},
			{Monday: ledger.NewDate(2025, 7, 7), Overdue: 1, Completed: 1, StruckOff: 1},
		},
		Lists: []ledger.Listed{
			{Name: ledger.ListOverdue, Total: 1, Lines: []ledger.Line{
				{Task: "2025-001", Title: "=扬尘整治", Lead: []ledger.UnitID{"住建局", "水务局"}, Percent: 45, Due: ledger.NewDate(2025, 7, 10)},
			}},
			{Name: ledger.ListNext, Total: 25, Lines: []ledger.Line{{Task: "2025-002", Title: "截污", Due: ledger.NewDate(2025, 7, 21)}}},
		},
	}
}

// shown is what a sheet shows, a line for each row, as a spreadsheet does.
func shown(t *testing.T, book *excelize.File, sheet string) string {
	t.Helper()
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, row := range rows {
		fmt.Fprintln(&out, strings.ReplaceAll(strings.Join(row, " | "), "\n", "⏎"))
	}
	return out.String()
}

func openBook(t *testing.T, body []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

func TestSnapshotWorkbook(t *testing.T) {
	file, err := documents.SnapshotWorkbook(aSnapshot())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := file.Name, "全市督办周报-2025-07-14.xlsx"; got != want {
		t.Errorf("name %q, want %q", got, want)
	}
	book := openBook(t, file.Body)
	if diff := cmp.Diff([]string{"汇总", "按单位", "按战役", "按周", "清单"}, book.GetSheetList()); diff != "" {
		t.Fatalf("sheets (-want +got):\n%s", diff)
	}
	const stamp = "⏎截至2025年7月14日 12:05 · 链41·3fa9c2d1"
	wants := map[string]string{
		"汇总": "全市督办周报" + stamp + "\n指标 | 数量 | 说明\n期间 |  | 2025年7月7日至2025年7月13日\n任务总数 | 7\n已办结 | 2 | 含已销号\n已销号 | 1\n办结未销号 | 1\n未办结 | 5\n" +
			"红灯 | 1 | 已逾期，或落后序时进度30个点以上\n黄灯 | 1 | 7天内到期，或落后序时进度10个点以上\n绿灯 | 2 | 按序时推进\n灰灯 | 1 | 长期坚持、中止或未定时限\n" +
			"逾期 | 1\n7天内到期 | 0\n报办结待确认 | 0\n有困难 | 0\n进展迟报 | 0\n近7天有报告 | 0\n近7天新增 | 0\n上级督办待回复 | 0\n上级督办超过回复期限 | 0\n内容待确认 | 0\n等领导决定 | 0\n该销未销 | 0 | 办结满5个工作日，还没有申请销号\n下周到期 | 25\n",
		"按单位": "全市督办周报（按单位）" + stamp + "\n牵头单位 | 总数 | 已办结 | 已销号 | 红灯 | 黄灯 | 绿灯 | 灰灯 | 逾期 | 进展迟报 | 完成率 | 应完成率\n" +
			"住建局 | 4 | 1 | 0 | 1 | 1 | 1 | 0 | 1 | 0 | 45% | 60%\n'=1+1 | 3 | 1 | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 100% | 8%\n",
		"按战役": "全市督办周报（按战役）" + stamp + "\n战役 | 总数 | 已办结 | 已销号 | 红灯 | 黄灯 | 绿灯 | 灰灯 | 逾期 | 进展迟报 | 完成率 | 应完成率\n" +
			"碧水 | 7 | 2 | 1 | 1 | 1 | 2 | 1 | 0 | 0 | 0% | 0%\n",
		"按周": "全市督办周报（按周）" + stamp + "\n周一 | 周末逾期 | 本周办结 | 本周销号\n2025-06-30 | 3 | 1 | 0\n2025-07-07 | 1 | 1 | 1\n",
		"清单": "全市督办周报（清单）" + stamp + "\n清单 | 编号 | 任务 | 牵头单位 | 完成时限 | 进度 | 日期 | 说明\n" +
			"逾期 | 2025-001 | '=扬尘整治 | 住建局、水务局 | 2025-07-10 | 45%\n" +
			"下周到期 | 2025-002 | 截污 | 未定 | 2025-07-21 | 0% |  | 共25项，列出前1项\n",
	}
	for sheet, want := range wants {
		if diff := cmp.Diff(want, shown(t, book, sheet)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sheet, diff)
		}
	}
}
