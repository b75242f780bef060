package texts

import (
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
)

// WhichTask asks of which of a few tasks something was said; all: the words
// that say it of all of them.
func WhichTask(words string, files int, tasks []ledger.Task, all string) string {
	said := fmt.Sprintf("“%s”", cut(inner(words), 30))
	switch {
	case words == "":
		said = fmt.Sprintf("附件%d个", files)
	case files > 0:
		said += fmt.Sprintf("和附件%d个", files)
	}
	lines := []string{said + "先留着，还没有登记。是哪一项？点一下就办，不用再写："}
	for i, t := range tasks {
		lines = append(lines, fmt.Sprintf("%d. %s%s", i+1, Code(t.ID), cut(t.Title, titleShown)))
	}
	if all != "" {
		lines = append(lines, "都一样的，请回复本消息："+all)
	}
	return strings.Join(lines, "\n")
}

// WhichButtons are a button for each of them.
func WhichButtons(p ledger.Proposal, tasks []ledger.Task) [][]ledger.Button {
	var rows [][]ledger.Button
	for i, t := range tasks {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], ledger.Button{
			Label: fmt.Sprintf("第%d项", i+1), Data: ledger.Press(ledger.PressWhich, p.Press()+"/"+string(t.ID)),
		})
	}
	return rows
}

// AskFigure asks whether words that begin with a number, which is no task's, say how far the
// only task is.
func AskFigure(words string, first, n int, t ledger.Task) string {
	before := ""
	if n < t.Percent {
		before = fmt.Sprintf("（上次报的是%d%%）", t.Percent)
	}
	return fmt.Sprintf("您单位没有编号“%d”的任务。“%s”是说%s%s完成%d%%吗%s？先留着，还没有登记。\n是的，点一下就登记；不是的，请写：进展 %s 百分比 一句话",
		first, cut(inner(words), 30), Code(t.ID), cut(t.Title, titleShown), n, before, Number(t.ID))
}

// FigureButton registers it.
func FigureButton(p ledger.Proposal, n int, t ledger.Task) [][]ledger.Button {
	return [][]ledger.Button{{{Label: fmt.Sprintf("登记%d%%", n), Data: ledger.Press(ledger.PressWhich, p.Press()+"/"+string(t.ID))}}}
}

// WhichMatter asks of which of a few matters a decision was said; left: how many more there are.
func WhichMatter(word, words string, matters []ledger.Matter, left int, today ledger.Date) string {
	said := strings.TrimSpace(word + " " + words)
	lines := []string{fmt.Sprintf("“%s”先留着，还没有办。是哪一件？点一下就办，不用再写：", cut(inner(said), 30))}
	for i, m := range matters {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, matterLine(m, today)))
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("还有%d件没有列出，请写任务编号，如：%s 17", left, word))
	}
	return strings.Join(lines, "\n")
}

// WhichMatterButtons are a button for each of them.
func WhichMatterButtons(p ledger.Proposal) [][]ledger.Button {
	var rows [][]ledger.Button
	for i := range p.Matters {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], ledger.Button{
			Label: fmt.Sprintf("第%d件", i+1), Data: ledger.Press(ledger.PressWhich, p.Press()+"/"+strconv.Itoa(i+1)),
		})
	}
	return rows
}
