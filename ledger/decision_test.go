package ledger_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestSplitItems(t *testing.T) {
	for text, want := range map[string]string{
		"会议要求：一是抓截污；二是抓清淤。":      "0会议要求：|7抓截污；|7抓清淤。",
		"一、截污\n二、清淤":             "1截污|1清淤",
		"1. 截污\n2．清淤\n3、治尘":      "4截污|4清淤|4治尘",
		"1.5公里管网\n2.5公里沟渠":       "01.5公里管网|02.5公里沟渠",
		"（一）截污\n(二)清淤":           "2截污|2清淤",
		"①截污②清淤":                 "6截污②清淤",
		"①截污；②清淤":                "6截污；|6清淤",
		"一、水\n（一）截污\n1. 清淤\n二、气": "1水|2截污|4清淤|1气",
		"截污\n\n清淤":               "0截污|0|0清淤",
		"第一，截污\n第二，清淤":           "3截污|3清淤",
		"唯一是水":                   "0唯一是水",
		"":                       "",
	} {
		var got []string
		for _, item := range ledger.SplitItems(text) {
			got = append(got, strconv.Itoa(item.Level)+item.Body)
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// FuzzSplitItems holds that nothing that was pasted is lost.
func FuzzSplitItems(f *testing.F) {
	f.Add("会议要求：一是抓截污；二是抓清淤。\n（一）1. 2.5公里①")
	f.Fuzz(func(t *testing.T, text string) {
		var whole strings.Builder
		for _, item := range ledger.SplitItems(text) {
			whole.WriteString(item.Text)
			if !strings.Contains(item.Text, item.Body) {
				t.Fatalf("the body %q is not of the item %q", item.Body, item.Text)
			}
		}
		if whole.String() != text {
			t.Fatalf("the items join to %q, want %q", whole.String(), text)
		}
	})
}

func TestDecisions(t *testing.T) {
	for text, want := range map[string]string{
		"由住建局牵头，水务局、坪石镇配合，8月底前完成城区截污提升工程。":        "完成城区截污提升工程 住建局+水务局、坪石镇 2025-08-31",
		"加快污水处理厂建设（责任单位：住建局、水务局；完成时限：2025年9月30日）": "加快污水处理厂建设 住建局+水务局 2025-09-30",
		"会议明确由水务局负责清理河道，7月底前完成":                   "清理河道 水务局 2025-07-31",
		"各镇要落实秸秆禁烧，长期坚持":                          "各镇要落实秸秆禁烧   no_lead",
		"住建局于2025年9月30日前完成整改":                     "完成整改 住建局 2025-09-30",
		"请住建局会同水务局于9月15日前提出资金使用方案，报市政府审定。":        "提出资金使用方案 住建局+水务局 2025-09-15",
		"坪石镇要在年底前完成3个村的污水治理；":                     "完成3个村的污水治理 坪石镇 2025-12-31",
		"水务局7月15日前完成清淤":                           "完成清淤 水务局 2025-07-15",
		"坪石镇要7月20日前完成收割机检修":                       "完成收割机检修 坪石镇 2025-07-20",
		"水务局7月15日提出的问题要整改":                        "水务局7月15日提出的问题要整改   none no_lead",
		"责成水务局9月底前整改到位":                           "整改到位 水务局 2025-09-30",
		"住建局的经验要推广":                               "住建局的经验要推广   none no_lead",
		"由住建居牵头，6月底前完成清淤疏浚":                       "完成清淤疏浚   unknown ambiguous no_lead",
		"一般性要求认真负责":                               "一般性要求认真负责   none no_lead",
	} {
		tasks, _ := proposing(t).Decisions(text, "会议")
		if len(tasks) != 1 || tasks[0].Target != text {
			t.Errorf("%q makes %+v", text, tasks)
			continue
		}
		task := tasks[0]
		got := task.Title + " " + names(task.Lead)
		if len(task.Co) > 0 {
			got += "+" + names(task.Co)
		}
		got += " " + task.Limit.Due.String()
		problems := make([]string, len(task.Confirm))
		for i, p := range task.Confirm {
			problems[i] = " " + p.Code
		}
		if got += strings.Join(problems, ""); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestRunning(t *testing.T) {
	for text, want := range map[string]string{
		"城区黑臭水体治理，由住建局牵头，水务局配合，9月底前完成":      "城区黑臭水体治理 住建局+水务局 2025-09-30",
		"《乐昌市扬尘治理方案》由住建局牵头、水务局配合，9月底前印发":    "《乐昌市扬尘治理方案》 住建局+水务局 2025-09-30",
		"扬尘治理方案由住建局牵头、水务局配合，9月底前印发":         "扬尘治理方案 住建局+水务局 2025-09-30",
		"《扬尘治理方案》，由住建局牵头，水务局、坪石镇配合，于8月底前完成": "《扬尘治理方案》 住建局+水务局、坪石镇 2025-08-31",
		"城区截污由住建局牵头负责，水务局配合":                "城区截污 住建局+水务局 ",
		"由坪石镇牵头，年底前完成秸秆禁烧巡查":                "完成秸秆禁烧巡查 坪石镇+ 2025-12-31",
		"请住建局9月底前提出方案":                      "提出方案 住建局+ 2025-09-30",
		"整治露天烧烤 住建局 8月底":                    "整治露天烧烤 住建局+ 2025-08-31",
		"河道清漂 水务局 坪石镇 9月中旬":                 "河道清漂 水务局+坪石镇 2025-09-20",
		"由住建局牵头完成截污，尽快完成":                   "完成截污 住建局+ ",
		"由住建居牵头完成截污":                        "",
		"城区截污提升工程":                          "",
		"住建局":                               "",
		"加快由水务局负责的管网改造":                     "",
	} {
		got := ""
		if task, ok := proposing(t).Running(text); ok {
			got = task.Title + " " + names(task.Lead) + "+" + names(task.Co) + " " + task.Limit.Due.String()
		}
		if got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

func names(units []ledger.UnitID) string {
	var all []string
	for _, unit := range units {
		all = append(all, string(unit))
	}
	return strings.Join(all, "、")
}

// TestDecisionsLeave holds that headings and what stands before the items make no task,
// and come back to be shown.
func TestDecisionsLeave(t *testing.T) {
	tasks, left := proposing(t).Decisions("会议强调：\n一、水环境\n1. 由住建局牵头完成截污\n2. 由水务局牵头完成清淤\n二、由坪石镇牵头完成禁烧", "推进会 7月10日")
	var got []string
	for _, task := range tasks {
		got = append(got, task.Item+task.Title+task.Source)
	}
	if diff := cmp.Diff([]string{"1完成截污推进会 7月10日", "2完成清淤推进会 7月10日", "3完成禁烧推进会 7月10日"}, got); diff != "" {
		t.Errorf("tasks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"会议强调：", "水环境"}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}
