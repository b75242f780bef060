package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// TestCarryDefaults: what a row says of all that follow is carried to each of them, and the
// office sees it on each.
func TestCarryDefaults(t *testing.T) {
	const real = "市生态环境局牵头,市发展和改革局、工业和信息化局、自然资源局参与,各县、区人民政府(管委会)负责落实。以下各项工作均需各县、区人民政府(管委会)落实,不再列出"
	const towns = "市生态环境局牵头，各镇（街道）负责落实。以下各项工作均需各镇（街道）落实，不再列出"
	const said = "default_carried <responsible> 以下各项工作均需各镇（街道）落实，不再列出"
	row := func(cells ...string) []string { return append([]string{aTitle, aLimit}, cells...) }
	tests := []struct {
		name string
		rows [][]string
		want []string // of each row: lead / co / implement / problems
	}{
		{"to all later rows", [][]string{row("responsible=" + towns), row("responsible=市公安局牵头"), row("responsible=市水务局牵头，市住建局配合")}, []string{
			"生态环境局 /  / 北镇、南街道 / " + said, "公安局 /  / 北镇、南街道 / " + said, "水务局 / 住建局 / 北镇、南街道 / " + said,
		}},
		{"as published", [][]string{row("responsible=" + real), row("responsible=市公安局牵头")}, []string{
			"生态环境局 / 发改局、工信局、自然资源局 / 东县、西区、开发区管委会 / default_carried <responsible> 以下各项工作均需各县、区人民政府(管委会)落实,不再列出",
			"公安局 /  / 东县、西区、开发区管委会 / default_carried <responsible> 以下各项工作均需各县、区人民政府(管委会)落实,不再列出",
		}},
		{"not to those before, nor twice to who leads", [][]string{row("responsible=市公安局牵头"), row("responsible=" + towns), row("responsible=北镇牵头，南街道配合")}, []string{
			"公安局 /  /  / ", "生态环境局 /  / 北镇、南街道 / " + said, "北镇 / 南街道 /  / " + said,
		}},
		{"past a row that makes no task, not to one of an export", [][]string{row("responsible=" + towns), {"title=", "responsible=市公安局牵头"}, row("responsible=市公安局牵头"), row("code=2025-001", "responsible=市水务局牵头")}, []string{
			"生态环境局 /  / 北镇、南街道 / " + said, "公安局 /  /  / no_title <title> 市公安局牵头", "公安局 /  / 北镇、南街道 / " + said, "水务局 /  /  / ",
		}},
		{"helpers", [][]string{row("responsible=市公安局牵头。以下各项均由市水务局配合"), row("responsible=市住建局牵头")}, []string{
			"公安局 /  /  / default_carried <responsible> 以下各项均由市水务局配合", "住建局 / 水务局 /  / default_carried <responsible> 以下各项均由市水务局配合",
		}},
		{"who is meant is not told", [][]string{row("responsible=市公安局牵头。以下同上，不再列出"), row("responsible=市住建局牵头")}, []string{
			"公安局 /  /  / default_carried <responsible> 以下同上，不再列出", "住建局 /  /  / default_carried <responsible> 以下同上，不再列出",
		}},
		{"a name that is not known", [][]string{row("responsible=市公安局牵头。以下均需某某公司落实"), row("responsible=市住建局牵头")}, []string{
			"公安局 /  /  / default_carried <responsible> 以下均需某某公司落实", "住建局 /  /  / default_carried <responsible> 以下均需某某公司落实",
		}},
		{"until another row says otherwise", [][]string{row("responsible=" + towns), row("responsible=市公安局牵头。以下均由市水务局配合"), row("responsible=市住建局牵头")}, []string{
			"生态环境局 /  / 北镇、南街道 / " + said, "公安局 /  /  / default_carried <responsible> 以下均由市水务局配合",
			"住建局 / 水务局 /  / default_carried <responsible> 以下均由市水务局配合",
		}},
	}
	reading := importReading(t)
	reading.Directory = county(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var drafts []ledger.Draft
			for i, cells := range test.rows {
				drafts = append(drafts, reading.Draft(importRow(i+2, cells...)))
			}
			var got []string
			for _, d := range ledger.CarryDefaults(drafts) {
				got = append(got, strings.Join([]string{names(d.Task.Lead), names(d.Task.Co), names(d.Task.Implement), problemsSaid(d.Problems)}, " / "))
				if asked := len(d.Task.Confirm) > 0; d.Status != ledger.DraftError && asked != (d.Status == ledger.DraftConfirm) || asked != (len(d.Problems) > 0 && d.Status != ledger.DraftError) {
					t.Errorf("row %d is %s and asks for %v", d.Row, d.Status, d.Task.Confirm)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}
