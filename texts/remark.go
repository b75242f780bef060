package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// ButtonNewTask and its fellow stand beside the tasks that a leader's words can be about.
const (
	ButtonNewTask  = "新任务"
	ButtonNoRemark = "不是批示"
)

// AskRemark asks a leader of which task his words are; more: tasks that are not shown.
func AskRemark(words string, lines []ledger.Line, more int) string {
	text := []string{fmt.Sprintf("“%s”记下了，还没有转告。请点一下是对哪一项的批示，不用再写：", cut(inner(words), 40))}
	for i, line := range lines {
		text = append(text, fmt.Sprintf("%d. %s%s（%s）", i+1, Code(line.Task), cut(line.Title, titleShown), leadShort(line.Lead)))
	}
	switch {
	case len(lines) == 0:
		text = []string{fmt.Sprintf("“%s”记下了，还没有转告。没看出批示的是哪一项：请回复本消息写任务编号，如：17", cut(inner(words), 40))}
	case more > 0:
		text = append(text, fmt.Sprintf("另有%d项没有列出，可回复本消息写任务编号，如：17", more))
	default:
		text = append(text, "不在里面的，可回复本消息写任务编号，如：17")
	}
	return strings.Join(append(text, "要立新任务点“新任务”，转办公室；不是批示点“不是批示”。"), "\n")
}

// RemarkButtons are a button for each task, and the two beside them.
func RemarkButtons(p ledger.Proposal, lines []ledger.Line) [][]ledger.Button {
	button := func(label, choice string) ledger.Button {
		return ledger.Button{Label: label, Data: ledger.Press(ledger.PressInstruct, p.Press()+"/"+choice)}
	}
	var rows [][]ledger.Button
	for i, line := range lines {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(fmt.Sprintf("第%d项", i+1), string(line.Task)))
	}
	return append(rows, []ledger.Button{button(ButtonNewTask, ledger.NewRemark), button(ButtonNoRemark, ledger.NoRemark)})
}

// RemarksOver tells a leader that nobody said in time of which tasks his words are.
func RemarksOver(over []ledger.Proposal) string {
	said := make([]string, len(over))
	for i, p := range over {
		said[i] = fmt.Sprintf("%s说的“%s”", ShortDay(ledger.DateOf(p.Said())), cut(inner(p.Words), 40))
	}
	return fmt.Sprintf("您%s，%d天没有点是对哪一项的批示，已经作废，没有转告任何单位。要批示的请再写一次，如：批示 17 请本周内拿出方案",
		shortList(said, remarksOverShown), int(ledger.ProposalRemarkWaits.Hours())/24)
}

// remarksOverShown is how many of them are repeated.
const remarksOverShown = 5

// RemarkDropped answers whoever says that his words were no instruction.
func RemarkDropped() string { return "好的，没有作为批示，也没有转告任何单位。" }
