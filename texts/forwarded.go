package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// PassedOn answers words of somebody else that were forwarded.
func PassedOn() string {
	return "转发来的是别人的话，没有登记，也没有照办。是您要报、要办的，请把内容复制成自己的一条消息再发。"
}

// ReminderPassedOn answers a message of the bot that was forwarded to it: these tasks are in
// it, and the next reply can be about them.
func ReminderPassedOn(tasks []ledger.Task) string {
	switch len(tasks) {
	case 0:
		return "这是转发来的督办消息，没有登记，里面也没有您可以报进展的任务。"
	case 1:
		return fmt.Sprintf("这是转发来的督办消息，还没有登记进展。%s%s的进展请直接回复本消息：百分比 一句话，如：80 沟渠已清",
			Code(tasks[0].ID), cut(tasks[0].Title, titleShown))
	}
	lines := []string{fmt.Sprintf("这是转发来的督办消息，还没有登记进展。里面您可以报的有%d项：", len(tasks))}
	for i, t := range tasks {
		lines = append(lines, fmt.Sprintf("%d. %s%s", i+1, Code(t.ID), cut(t.Title, titleShown)))
	}
	return strings.Join(append(lines, "请回复本消息：序号 百分比 一句话，如：1 80 沟渠已清（一项一行）"), "\n")
}
