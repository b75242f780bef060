package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// CancelNot marks the button that leaves a task as it is.
const CancelNot = "no/"

// CancelButtons stand under the question whether a task is to be cancelled.
func CancelButtons(id ledger.TaskID) [][]ledger.Button {
	return [][]ledger.Button{{
		{Label: "确认撤项", Data: ledger.Press(ledger.PressCancelTask, string(id))},
		{Label: "不撤", Data: ledger.Press(ledger.PressCancelTask, CancelNot+string(id))},
	}}
}

// AskCancel shows which task is about to be cancelled, whose it was and what would end with
// it. t is the task as it stands, done as it would be; whole is the task of which it is a part,
// if it is: what a superior or a leader wants of that, it wants of this.
func AskCancel(t, whole ledger.Task, done ledger.CancelledTask, today ledger.Date) string {
	lines := []string{
		"请核对，点“确认撤项”或回复本消息“确认”，才撤项：",
		fmt.Sprintf("%s，%s", taskLine(t, today), leads(t)),
		"状态：" + StateName(t.State),
	}
	if t.Source != "" {
		lines = append(lines, "来源："+t.Source)
	}
	lines = append(lines, "理由："+cut(done.Task.Cancelled.Why, 100))
	lines = append(append(lines, wantedAbove(t, "")...), wantedAbove(whole, "原任务"+Code(whole.ID))...)
	end := "撤项后不再提醒和报送，不计入统计，也不能重启。"
	if ends := endsWith(done); ends != "" {
		end += "随之结束：" + ends + "。"
	}
	lines = append(lines, end+toldOfCancel(done.Units))
	return strings.Join(lines, "\n")
}

// wantedAbove warns that a superior or a leader wants a task done; whose says whose that is.
func wantedAbove(t ledger.Task, whose string) []string {
	var lines []string
	if s := superiorOf(t); s != "" {
		lines = append(lines, "⚠ "+whose+s+"。撤项前请先报上级同意。")
	}
	stand := slices.DeleteFunc(slices.Clone(t.Instructions), func(i ledger.Instruction) bool { return !i.Withdrawn.IsZero() })
	if n := len(stand); n > 0 {
		last := stand[n-1]
		lines = append(lines, fmt.Sprintf("⚠ %s%s%s%s有批示：%s。撤项前请先报领导同意。", whose, Day(ledger.DateOf(last.At)), last.Post, last.Name, cut(inner(last.Text), 40)))
	}
	return lines
}

// AskCancelWhy asks for the reason.
func AskCancelWhy(t ledger.Task) string {
	return fmt.Sprintf("%s：为什么撤项？请回复本消息写一句理由，单位也会看到；或发送：撤项 %s 与另一项任务重复", named(t), Number(t.ID))
}

func toldOfCancel(units []ledger.UnitID) string {
	if len(units) == 0 {
		return "还没有单位知道这项任务，不另行告知。"
	}
	return "将告知" + unitNames(units) + "。"
}

// endsWith names what waits and runs on a task that is cancelled.
func endsWith(done ledger.CancelledTask) string {
	var ends []string
	for _, m := range done.Matters {
		if m.Notice != "" && m.Kind != ledger.MatterSign {
			continue // it is named with its notice
		}
		name := MatterName(m.Kind)
		if m.Unit != "" {
			name = string(m.Unit) + "的" + name
		}
		if !slices.Contains(ends, name) {
			ends = append(ends, name)
		}
	}
	for _, n := range done.Notices {
		ends = append(ends, n.Number()+"（作废）")
	}
	return strings.Join(ends, "、")
}

// CancelDropped says that nothing was done.
func CancelDropped(t ledger.Task) string { return "没有撤项，" + named(t) + "照常办理。" }

// CancelledToOffice tells whoever cancelled a task what that did. untold are the units that
// nobody speaks for.
func CancelledToOffice(done ledger.CancelledTask, untold []ledger.UnitID) string {
	t := done.Task
	text := "已撤项 " + named(t) + "。"
	if ends := endsWith(done); ends != "" {
		text += "随之结束：" + ends + "。"
	}
	if t.Parent != "" {
		text += fmt.Sprintf("%s的进度按其余各项汇总；没有其余分项的，由牵头单位直接报，或重新分解：分解 %s 单位。", Code(t.Parent), Number(t.Parent))
	}
	told := slices.DeleteFunc(slices.Clone(done.Units), func(u ledger.UnitID) bool { return slices.Contains(untold, u) })
	if len(told) > 0 {
		text += "已告知" + unitNames(told) + "。"
	}
	if len(untold) > 0 {
		text += unitNames(untold) + "没有群也没有联络员，没有通知到，请另行告知。"
	}
	return text
}

// CancelledToUnit tells a unit that a task was cancelled, and what of its own ends with it.
func CancelledToUnit(done ledger.CancelledTask, unit ledger.UnitID) string {
	t := done.Task
	said := []string{fmt.Sprintf("⚪ %s：指挥部办公室决定撤项（%s）。不再提醒，不用再报进展。", named(t), inner(t.Cancelled.Why))}
	for _, n := range done.Notices {
		if slices.Contains(n.Units, unit) {
			said = append(said, n.Number()+"随之作废，不用回复。")
		}
	}
	for _, m := range done.Matters {
		asked, _ := m.Desk.Unit()
		switch {
		case asked == unit && m.Kind == ledger.MatterDifficulty:
			said = append(said, string(m.Unit)+"请您单位答复的困难随之结束，不用再答复。")
		case m.Unit != unit:
		case m.Kind == ledger.MatterReview || m.Kind == ledger.MatterDifficulty && m.Part == "":
			if ends := "您单位的" + MatterName(m.Kind) + "随之结束，不用再等答复。"; !slices.Contains(said, ends) { // several may be asked about one
				said = append(said, ends)
			}
		}
	}
	return strings.Join(said, "")
}

// cancelledBy says in 查看 that a task was cancelled, when, by whom and why.
func cancelledBy(t ledger.Task) string {
	if t.State != ledger.StateCancelled {
		return ""
	}
	c := t.Cancelled
	if c.Why == "" {
		return "导入的台账写明已经撤项" // the export of another book says no more
	}
	return fmt.Sprintf("%s 指挥部办公室%s：%s", Day(ledger.DateOf(c.At)), c.Name, c.Why)
}

// cancelledOfDay names the tasks that were cancelled on a day, so that the whole office sees it.
func cancelledOfDay(entries []ledger.Entry) string {
	if len(entries) == 0 {
		return ""
	}
	var codes []string
	for _, e := range slices.Backward(entries) { // the latest come first
		codes = append(codes, Code(e.Task))
	}
	return fmt.Sprintf("今日撤项%d项：%s，发送 /find 撤项", len(codes), shortList(codes, instructedShown))
}

// refusalOfCancelled says why a task is not cancelled, or why nothing more is done with one
// that was.
func refusalOfCancelled(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonCancelled:
		return cancelled(r, e)
	case ledger.ReasonCancelDone:
		return fmt.Sprintf("%s已经办结，不能撤项，请走销号。办结有误的，请先收回：重启 %s 理由", code(r.Task), e.Number)
	case ledger.ReasonCancelClosed:
		return code(r.Task) + "已经销号，不能撤项；它留在已销号清单里。看情况请发送：查看 " + e.Number
	case ledger.ReasonCancelParent:
		if r.Words == "" {
			return fmt.Sprintf("%s分解的各项都已办结，不能撤项。请审核办结：办结 %s", code(r.Task), e.Number)
		}
		return fmt.Sprintf("%s已经分解，不能整项撤。请先逐项撤项：%s；都撤完以后再撤这一项。", code(r.Task), r.Words)
	case ledger.ReasonCancelOne:
		return fmt.Sprintf("撤项不能收回，请一项一项撤，各写各的理由，如：撤项 %s 与另一项任务重复", e.Number)
	case ledger.ReasonCancelMoved:
		return fmt.Sprintf("%s没有撤项：您看过以后它又有变化，或者那条消息太早了。请再核对一次，发送：撤项 %s 理由", code(r.Task), e.Number)
	case ledger.ReasonCancelUnsure:
		return fmt.Sprintf("没有撤项。要撤%s，请点“确认撤项”或回复：确认；不撤请回复：取消；要换理由请重新发送：撤项 %s 理由", code(r.Task), e.Number)
	default:
		return ""
	}
}

// cancelled answers who wants something of a task that was cancelled, as he wants it.
func cancelled(r *ledger.Refusal, e Example) string {
	was, by := code(r.Task)+"已经撤项", ""
	if r.Gone != nil && r.Gone.Why != "" {
		was = fmt.Sprintf("%s已于%s撤项（%s）", code(r.Task), Day(ledger.DateOf(r.Gone.At)), cut(inner(r.Gone.Why), 40))
		by = "，是" + r.Gone.Name + "办的"
	}
	switch e.Command {
	case "canceltask":
		return was + by + "，不用再撤。"
	case "reopen", "recheck":
		return was + "，撤项以后不能重启。确实还要办的，请重新立项，并写明来由，如：立项 任务名称；依据 原" + string(r.Task)
	case "complete", "assign", "divide", "resume", "suspend", "remind", "notice":
		return was + "，不能再办。确实还要办的，请重新立项，并写明来由，如：立项 任务名称；依据 原" + string(r.Task)
	case "instruct":
		return was + "。需要重新办的，请发送：批示 立项 内容"
	case "promise":
		return was + "，不用再承诺了。"
	case "accept", "claim", "decline":
		return was + "，不用签收，也不用再办。"
	case "plan", "milestone", "waive":
		return was + "，不用再报计划了。"
	case "extend", "partial", "closeout":
		return was + "，不用再申请。"
	case "receive":
		return was + "，督办单随之作废，不用签收。"
	case "reply":
		return was + "，督办单随之作废，不用回复。"
	case "approve", "refuse", "return", "answer", "forward":
		return was + "，不用再决定、答复了。"
	case "undo":
		return was + "，报告留在记录里，不用撤销。"
	default:
		return was + "，不用再报了。有疑问请联系指挥部办公室。"
	}
}
