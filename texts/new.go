package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// The labels of the buttons under a proposal.
const (
	ButtonConfirm = "确认"
	ButtonCancel  = "取消"
)

// AskNew asks for what a new task still lacks.
func AskNew(t ledger.Task) string {
	known := ""
	if t.Title != "" {
		known = "立项：" + cut(t.Title, titleShown) + "。"
	}
	switch t.Lacks() {
	case ledger.AskingTitle:
		return "请写任务名称，如：城区截污提升工程\n不办了请写：取消"
	case ledger.AskingLead:
		return known + "请写牵头单位，有配合单位的一起写，如：住建局；配合 水务局\n不办了请写：取消"
	case ledger.AskingLimit:
		return known + "请写完成时限，如：8月31日、9月底前、长期坚持\n不办了请写：取消"
	case ledger.AskingNothing:
		return known
	default:
		return known
	}
}

// LimitPassed says before the question for a day that the one that was said has passed.
func LimitPassed(words string) string {
	return fmt.Sprintf("时限“%s”已经过去了，其余的先记下了。\n", cut(words, 16))
}

// Proposed shows what was understood of a new task, before it counts.
func Proposed(t ledger.Task, today ledger.Date) string {
	var b strings.Builder
	b.WriteString("请核对，确认后才立项：\n")
	b.WriteString(proposedTask(t, today))
	b.WriteString("要改的直接写，如：时限 9月底前；30分钟内有效")
	return b.String()
}

// proposedTask says of a task that has no code yet what is known of it, a line for each.
func proposedTask(t ledger.Task, today ledger.Date) string {
	var b strings.Builder
	line := func(name, words string) {
		if words != "" {
			fmt.Fprintf(&b, "%s：%s\n", name, words)
		}
	}
	line("任务", t.Title)
	line("反复出现", repeatOf(t))
	line("牵头", unitNames(t.Lead))
	line("配合", unitNames(t.Co))
	line("落实", unitNames(t.Implement))
	line("督导", unitNames(t.Supervise))
	line("验收", unitNames(t.Accept))
	line("时限", limitAndRaw(t, today))
	line("战役", t.Campaign)
	line("来源", t.Source)
	line("频次", RhythmName(t.Rhythm))
	if t.Priority {
		line("重点", "是")
	}
	line("目标", t.Target)
	line("措施", t.Measures)
	line("依据", t.Basis)
	line("分管领导", t.Leader)
	line("挂点领导", t.Linked)
	return b.String()
}

// ProposalButtons confirm or cancel a proposal as it stands.
func ProposalButtons(p ledger.Proposal, confirm string) [][]ledger.Button {
	return [][]ledger.Button{{
		{Label: confirm, Data: ledger.Press(ledger.PressConfirm, p.Press())},
		{Label: ButtonCancel, Data: ledger.Press(ledger.PressCancel, p.Press())},
	}}
}

// Registered tells the office under which numbers tasks were entered.
func Registered(tasks []ledger.Task, heard string) string {
	var b strings.Builder
	switch t := tasks[0]; {
	case len(tasks) == 1 && len(t.Lead) > 0:
		return fmt.Sprintf("已立项并交办 %s%s，%s牵头，%s。%s", Code(t.ID), cut(t.Title, titleShown), unitNames(t.Lead), newLimit(t), heard)
	default:
		fmt.Fprintf(&b, "已立项%d项：\n", len(tasks))
	}
	without, open := 0, 0
	for _, t := range tasks {
		fmt.Fprintf(&b, "%s%s，%s，%s\n", Code(t.ID), cut(t.Title, titleShown), leads(t), newLimit(t))
		if len(t.Lead) == 0 {
			without++
		}
		if t.LimitOpen() {
			open++
		}
	}
	b.WriteString(heard)
	if without > 0 {
		fmt.Fprintf(&b, "其中%d项还没有牵头单位，请用：交办 编号 单位", without)
	}
	if open > 0 {
		fmt.Fprintf(&b, "%s其中%d项还没有定时限，请用：时限 编号 日期", pickWords(without > 0, "\n", ""), open)
	}
	return b.String()
}

// ProposalDropped tells that nothing was entered.
func ProposalDropped(p ledger.Proposal) string {
	if p.Sheet != nil {
		return sheetDropped(*p.Sheet)
	}
	return "已取消，没有立项。"
}

// asked is the word for what is still lacking.
func asked(lacks string) string {
	switch ledger.Asking(lacks) {
	case ledger.AskingTitle:
		return "任务名称"
	case ledger.AskingLead:
		return "牵头单位"
	case ledger.AskingLimit:
		return "完成时限"
	case ledger.AskingNothing:
		return ""
	default:
		return ""
	}
}
