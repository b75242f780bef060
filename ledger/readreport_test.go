package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

const none = ledger.NoPercent

func TestReadReport(t *testing.T) {
	number := func(n int) ledger.TaskNumber { return ledger.TaskNumber{N: n} }
	for line, want := range map[string]ledger.Said{
		"17 进展":                {Task: number(17), Percent: none},
		"17 困难已解决":             {Task: number(17), Percent: none, Text: "困难已解决"},
		"17 困难解决了，继续施工":        {Task: number(17), Percent: none, Text: "困难解决了，继续施工"},
		"17 有困难，已协调好":          {Task: number(17), Percent: none, Text: "有困难，已协调好"},
		"17 困难解决不了":            {Task: number(17), Percent: none, Blocked: true, Text: "解决不了"},
		"17 困难 已解决用地，还缺资金":     {Task: number(17), Percent: none, Blocked: true, Text: "已解决用地，还缺资金"},
		"17 困难 已解决，但资金没到位":     {Task: number(17), Percent: none, Blocked: true, Text: "已解决，但资金没到位"},
		"17 改成60":              {Task: number(17), Percent: 60, Text: "改成60"},
		"17 改为9月30日":           {Task: number(17), Percent: none, Text: "改为9月30日"},
		"17 完成一半，主体封顶":         {Task: number(17), Percent: 50, Text: "完成一半，主体封顶"},
		"17 一半商户已签约":           {Task: number(17), Percent: none, Text: "一半商户已签约"},
		"17 没进展":               {Task: number(17), Percent: none, NoChange: true, Text: "没进展"},
		"17 下周三完成":             {Task: number(17), Percent: none, Promise: "下周三完成", Text: "下周三完成"},
		"17办结":                 {Task: number(17), Percent: 100, Text: "办结"},
		"17 80 沟渠已清":           {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"17 80% 沟渠已清":          {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"17 80%，沟渠已清":          {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"１７　８０％　沟渠已清":          {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"#17 80":               {Task: number(17), Percent: 80},
		"017 80":               {Task: number(17), Percent: 80},
		"第17项 80":              {Task: number(17), Percent: 80},
		"2025-017 80 沟渠已清":     {Task: ledger.TaskNumber{Code: "2025-017"}, Percent: 80, Text: "沟渠已清"},
		"〔2025-017〕80 沟渠已清":    {Task: ledger.TaskNumber{Code: "2025-017"}, Percent: 80, Text: "沟渠已清"},
		"1 已完成80% 沟渠已清":        {Task: number(1), Percent: 80, Text: "沟渠已清"},
		"1、80%":                {Task: number(1), Percent: 80},
		"1. 80 已清":             {Task: number(1), Percent: 80, Text: "已清"},
		"1：80 已清":              {Task: number(1), Percent: 80, Text: "已清"},
		"① 80 已清":              {Task: number(1), Percent: 80, Text: "已清"},
		"1 无变化":                {Task: number(1), Percent: none, NoChange: true, Text: "无变化"},
		"1无变化":                 {Task: number(1), Percent: none, NoChange: true, Text: "无变化"},
		"1、2、5 无变化":            {Task: number(1), More: []int{2, 5}, Percent: none, NoChange: true, Text: "无变化"},
		"3 有困难：等设备":            {Task: number(3), Percent: none, Blocked: true, Text: "等设备"},
		"7 40 有困难，缺资金":         {Task: number(7), Percent: 40, Blocked: true, Text: "有困难，缺资金"},
		"7 40 但资金有困难，需财政局支持":   {Task: number(7), Percent: 40, Blocked: true, Text: "但资金有困难，需财政局支持"},
		"3 完成，但有困难":            {Task: number(3), Percent: none, Blocked: true, Text: "完成，但有困难"},
		"7 40 没有困难":            {Task: number(7), Percent: 40, Text: "没有困难"},
		"7 40 遇到的困难已解决":        {Task: number(7), Percent: 40, Text: "遇到的困难已解决"},
		"7 40 慰问有困难群众12户":      {Task: number(7), Percent: 40, Text: "慰问有困难群众12户"},
		"3 周五前办结":              {Task: number(3), Percent: none, Promise: "周五前办结", Text: "周五前办结"},
		"3 承诺 8月20日":           {Task: number(3), Percent: none, Promise: "8月20日", Text: "承诺 8月20日"},
		"17 百分之八十 沟渠已清":        {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"17 八成 沟渠已清":           {Task: number(17), Percent: 80, Text: "沟渠已清"},
		"17 八成五":               {Task: number(17), Percent: 85},
		"17 已完成":               {Task: number(17), Percent: 100, Text: "已完成"},
		"17 已完成主体封顶":           {Task: number(17), Percent: none, Text: "已完成主体封顶"},
		"17 沟渠已清，完成80%":        {Task: number(17), Percent: 80, Text: "沟渠已清，完成80%"},
		"17 120 沟渠":            {Task: number(17), Percent: 120, Text: "沟渠"},
		"17 -5 沟渠":             {Task: number(17), Percent: none, Unclear: "-5%", Text: "沟渠"},
		"17 管网60%，设备30%":       {Task: number(17), Percent: none, Unclear: "60% / 30%", Text: "管网60%，设备30%"},
		"17 管网-2%":             {Task: number(17), Percent: none, Unclear: "-2%", Text: "管网-2%"},
		"17 管网完成30-40%":        {Task: number(17), Percent: none, Unclear: "30-40%", Text: "管网完成30-40%"},
		"17 3家企业已整改":           {Task: number(17), Percent: none, Text: "3家企业已整改"},
		"17 99999999999999 企业": {Task: number(17), Percent: none, Text: "99999999999999 企业"},
		"17":                   {Task: number(17), Percent: none},
		"18号任务 8%":             {Task: number(18), Percent: 8},
		"第18项完成9%":             {Task: number(18), Percent: 9},
		"任务18进展11%":            {Task: number(18), Percent: 11},
		"17 一百":                {Task: number(17), Percent: 100},
		"1-3 无变化":              {Task: number(1), More: []int{2, 3}, Percent: none, NoChange: true, Text: "无变化"},
		"1至3都无变化":              {Task: number(1), More: []int{2, 3}, Percent: none, NoChange: true, Text: "无变化"},
		"1 2 5 无变化":            {Task: number(1), More: []int{2, 5}, Percent: none, NoChange: true, Text: "无变化"},
		"2025-08-05":           {Percent: none, Text: "2025-08-05"},
		"沟渠已清":                 {Percent: none, Text: "沟渠已清"},
		"":                     {Percent: none},
	} {
		if diff := cmp.Diff(want, ledger.ReadReport(line, true)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}

func TestReadBareReply(t *testing.T) {
	for line, want := range map[string]ledger.Said{
		"80 沟渠已清":           {Percent: 80, Text: "沟渠已清"},
		"80%":               {Percent: 80},
		"进度80，沟渠已清":         {Percent: 80, Text: "沟渠已清"},
		"完成率约80%":           {Percent: 80},
		"3家企业已整改":           {Percent: none, Text: "3家企业已整改"},
		"100":               {Percent: 100},
		"无变化。":              {Percent: none, NoChange: true, Text: "无变化。"},
		"困难 等财政拨款":          {Percent: none, Blocked: true, Text: "等财政拨款"},
		"下周一前可完成":           {Percent: none, Promise: "下周一前可完成", Text: "下周一前可完成"},
		"〔2025-017〕 90 已通水": {Task: ledger.TaskNumber{Code: "2025-017"}, Percent: 90, Text: "已通水"},
		"80.5% 沟渠已清":        {Percent: 80, Exact: "80.5", Text: "沟渠已清"},
		"80.0% 沟渠已清":        {Percent: 80, Text: "沟渠已清"},
		"沟渠完成99.5%":         {Percent: 99, Exact: "99.5", Text: "沟渠完成99.5%"},
		"8月底前完成80%，年底前完成100%": {Percent: none, Unclear: "80% / 100%", Text: "8月底前完成80%，年底前完成100%"},
	} {
		if diff := cmp.Diff(want, ledger.ReadReport(line, false)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}

func TestCourtesyIsNoReport(t *testing.T) {
	for text, want := range map[string]bool{
		"收到": true, "收到，马上办": true, "好的。": true, "谢谢！辛苦了": true, "OK": true, "？": true, "👍👍": true, "……": true,
		"收到 80": false, "好的，已清理": false, "17": false, "无变化": false, "等领导批示": false,
	} {
		if got := ledger.IsCourtesy(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestAllNoChange(t *testing.T) {
	for text, want := range map[string]bool{
		"全部无变化": true, "都无变化。": true, "以上均无变化": true, "各项均无进展": true,
		"无变化": false, "全部完成": false, "都有变化": false,
	} {
		if got := ledger.IsAllNoChange(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// FuzzReadReport: whatever is typed, nothing panics, a percentage is what was typed,
// and no words are lost.
func FuzzReadReport(f *testing.F) {
	for _, seed := range []string{"17 80 沟渠已清", "1、2 无变化", "①80", "周五前办结", "百分之百", "80%/90%", "〔2025-017〕", "第3项:困难", "-1", "１７％", "17 困难已解决，但缺人", "17 完成一半", "17 改成60", "17 明天完成"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, line string, numbered bool) {
		line = strings.ToValidUTF8(line, "?") // messengers send nothing else
		said := ledger.ReadReport(line, numbered)
		if said.Percent < none {
			t.Errorf("percent %d", said.Percent)
		}
		if said.Percent != none && said.Unclear != "" {
			t.Errorf("both %d and unclear %q", said.Percent, said.Unclear)
		}
		if !strings.Contains(strings.NewReplacer("\r", "", "\u200b", "", "\ufeff", "").Replace(line), said.Text) {
			t.Errorf("text %q is not in %q", said.Text, line)
		}
		if !numbered && said.Task.N != 0 {
			t.Errorf("a number %d where none was asked for", said.Task.N)
		}
		if again := ledger.ReadReport(line, numbered); !cmp.Equal(again, said) {
			t.Errorf("read twice: %+v and %+v", said, again)
		}
	})
}

func TestReadTaskNumber(t *testing.T) {
	for words, want := range map[string]ledger.TaskNumber{
		"17": {N: 17}, "#17": {N: 17}, "017": {N: 17}, "2025-17": {Code: "2025-017"},
		"〔2025-017〕": {Code: "2025-017"}, "第17项": {N: 17}, " 17 ": {N: 17},
	} {
		got, ok := ledger.ReadTaskNumber(words)
		if !ok || got != want {
			t.Errorf("%q: got %+v %v, want %+v", words, got, ok, want)
		}
	}
	for _, words := range []string{"", "污水", "17 80", "17污水"} {
		if got, ok := ledger.ReadTaskNumber(words); ok {
			t.Errorf("%q: got %+v, want none", words, got)
		}
	}
}

func TestMarked(t *testing.T) {
	for text, want := range map[string]bool{
		"绝密★1年 某某": true, "机 密 ★ 三年": true, "内部资料，注意保存": true, "秘密：某某": true,
		"秘密排污口整治": false, "沟渠已清": false, "加强保密教育，签订保密承诺书": false,
	} {
		if got := ledger.Marked(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
