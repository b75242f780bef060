package texts

import (
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
)

// The labels of the buttons about a plan.
const (
	ButtonPlan  = "报计划"
	ButtonReach = "节点完成"
)

// timetable lists a task's milestones with their numbers.
func timetable(t ledger.Task, today ledger.Date) []string {
	var lines []string
	for _, line := range t.Timetable() {
		text := fmt.Sprintf("%d. %s %s", line.N, shortDate(line.Date, today), milestoneTitle(line))
		switch {
		case line.Done:
			text += "，已完成"
		case line.Date < today && t.Open():
			text += fmt.Sprintf("，已过%d天", today.Sub(line.Date))
		}
		lines = append(lines, text)
	}
	return lines
}

func milestoneTitle(line ledger.TimetableLine) string {
	title := line.Title
	if title == "" {
		title = "节点"
	}
	if line.Document {
		title += "（文件要求）"
	}
	return title
}

// PlanMade shows what was understood of a plan. was counts the milestones that it replaces.
func PlanMade(t ledger.Task, was int, today ledger.Date) string {
	var b strings.Builder
	fmt.Fprintf(&b, "已记下 %s%s的计划，%d个节点：\n", Code(t.ID), cut(t.Title, titleShown), len(t.Plan.Milestones))
	for _, line := range timetable(t, today) {
		b.WriteString(line + "\n")
	}
	if was > 0 {
		fmt.Fprintf(&b, "原计划的%d个节点已由这份替换，留痕可查。\n", was)
	}
	fmt.Fprintf(&b, "不对的话，把整份计划再发一次，以最后一次为准。节点完成后发送：节点 %s 1", Number(t.ID))
	return b.String()
}

// ShowPlan shows a task's milestones, and how to set them.
func ShowPlan(t ledger.Task, today ledger.Date) string {
	lines := timetable(t, today)
	n := Number(t.ID)
	if len(lines) == 0 {
		return fmt.Sprintf("%s%s还没有计划。请这样写（一次写全）：\n计划 %s 8/31 主体封顶; 10/15 设备安装; 10/31 通水", Code(t.ID), cut(t.Title, titleShown), n)
	}
	return fmt.Sprintf("%s%s的计划：\n%s\n节点完成了发送：节点 %s 1；要改计划，把整份再发一次：计划 %s 8/31 主体封顶; 10/15 设备安装",
		Code(t.ID), cut(t.Title, titleShown), strings.Join(lines, "\n"), n, n)
}

// AskPlan asks for the milestones after the button was pressed.
func AskPlan(t ledger.Task) string {
	until := ""
	if !t.Limit.Due.IsZero() {
		until = "最后一个不晚于" + Day(t.Limit.Due) + "，"
	}
	return fmt.Sprintf("%s%s：请回复本消息，写明各节点的日期和内容，%s如：8/31 主体封顶; 10/15 设备安装; 10/31 通水", Code(t.ID), cut(t.Title, titleShown), until)
}

// Reached says that a milestone is done, or is not.
func Reached(t ledger.Task, lines []ledger.TimetableLine, done bool, today ledger.Date) string {
	said, numbers := make([]string, len(lines)), make([]string, len(lines))
	for i, line := range lines {
		said[i] = fmt.Sprintf("节点%d“%s”（%s）", line.N, milestoneTitle(line), shortDate(line.Date, today))
		numbers[i] = strconv.Itoa(line.N)
	}
	name := fmt.Sprintf("%s%s的%s", Code(t.ID), cut(t.Title, titleShown), strings.Join(said, "、"))
	if !done {
		return "已改回未完成 " + name + "。"
	}
	text := "已记下 " + name + "完成。"
	for _, next := range t.Timetable() {
		if !next.Done {
			return text + fmt.Sprintf("下一个：%s %s。点错了发送：节点 %s %s 未完成", shortDate(next.Date, today), milestoneTitle(next), Number(t.ID), strings.Join(numbers, "、"))
		}
	}
	return text + fmt.Sprintf("各节点都已完成；全部工作完成的，请报：进展 %s 100 一句话", Number(t.ID))
}

// Waived tells the office that a task does without a plan.
func Waived(t ledger.Task) string {
	return fmt.Sprintf("%s%s不再要求报计划（%s），已留痕。", Code(t.ID), cut(t.Title, titleShown), inner(t.Plan.Waived))
}

// refusalOfPlan says why a plan or a milestone cannot be taken.
func refusalOfPlan(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonPlanDate:
		what := "计划里没有日期"
		if r.Words != "" {
			what = fmt.Sprintf("没看懂“%s”是哪一天的节点", cut(r.Words, 20))
		}
		return fmt.Sprintf("%s，整份计划都没有登记。请每个节点先写日期再写内容，如：计划 %s 8/31 主体封顶; 10/15 设备安装", what, e.Number)
	case ledger.ReasonPlanWords:
		return fmt.Sprintf("%s的节点没有写内容，整份计划都没有登记。请写成：计划 %s 8/31 主体封顶", dayOfWords(r.Words), e.Number)
	case ledger.ReasonPlanPast:
		return dayOfWords(r.Words) + "已经过去，整份计划都没有登记。请从今天以后写起；说的是明年的，请写上“明年”，如：明年3月31日 通水"
	case ledger.ReasonPlanAfter:
		return fmt.Sprintf("最后一个节点晚于时限（%s），整份计划都没有登记。请把节点排在时限以内；时限确实不够的，先申请延期，如：延期 %s %s 理由", dayOfWords(r.Words), e.Number, e.later())
	case ledger.ReasonPlanMany:
		return fmt.Sprintf("写了%s个节点，最多%d个，没有登记。请只写主要节点。", r.Words, ledger.PlanMost)
	case ledger.ReasonHasPlan:
		return fmt.Sprintf("%s已经有节点，不用免。看节点请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonNoMilestone:
		name := "这个节点"
		if r.Words != "" {
			name = "节点“" + cut(r.Words, 16) + "”"
		}
		return fmt.Sprintf("%s没有找到%s，或者不止一个。看各节点的序号请发送：节点 %s", code(r.Task), name, e.Number)
	case ledger.ReasonReached:
		return fmt.Sprintf("%s的这个节点已经是这样登记的，不用再报。看各节点请发送：节点 %s", code(r.Task), e.Number)
	default:
		return ""
	}
}

// dayOfWords is a day that a refusal carries, as people read it.
func dayOfWords(words string) string {
	day, err := ledger.ParseDate(words)
	if err != nil {
		return words
	}
	return Day(day)
}

// lineButtons are the buttons that a line's reasons bring: a milestone, a missing plan.
func lineButtons(line DigestLine, number string) []ledger.Button {
	var row []ledger.Button
	for _, why := range line.Why {
		switch why.Reason { //nolint:exhaustive // the others bring no button of their own
		case ledger.OccasionMilestone:
			about := fmt.Sprintf("%s/%d/%s", line.Task.ID, why.N, why.On)
			row = append(row, ledger.Button{Label: number + ButtonReach, Data: ledger.Press(ledger.PressReach, about)})
		case ledger.OccasionPlan:
			row = append(row, ledger.Button{Label: number + ButtonPlan, Data: ledger.Press(ledger.PressPlan, string(line.Task.ID))})
		}
	}
	return row[:min(len(row), buttonsInRow)]
}
