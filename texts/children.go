package texts

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"duban/ledger"
)

// Divided tells the office which tasks of single units came out of one.
func Divided(parent ledger.Task, children []ledger.Task, told AtOnce) string {
	var b strings.Builder
	fmt.Fprintf(&b, "已把 %s分解为%d项：\n", named(parent), len(children))
	for _, t := range children {
		fmt.Fprintf(&b, "%s%s，%s\n", Code(t.ID), unitNames(t.Lead), newLimit(t))
	}
	switch {
	case len(told.Units) > 0:
		fmt.Fprintf(&b, "时间紧，已马上告知%s；牵头的%s会在下一次提醒里看到", unitNames(told.Units), unitNames(parent.Lead))
	case len(told.Unknown) > 0:
		fmt.Fprintf(&b, "牵头的%s会在下一次提醒里看到", unitNames(parent.Lead))
	default:
		fmt.Fprintf(&b, "这些单位和牵头的%s会在下一次提醒里看到", unitNames(parent.Lead))
	}
	fmt.Fprintf(&b, "，各报各的；%s的进度自动汇总，全部办结后自动报办结。", Code(parent.ID))
	if len(told.Unknown) > 0 {
		b.WriteString("\n" + notReached(told.Unknown))
	}
	return b.String()
}

// childUnits names the units of a task's children.
func childUnits(t ledger.Task) string {
	const shown = 6
	var units []ledger.UnitID
	for _, c := range t.Children[:min(len(t.Children), shown)] {
		units = append(units, ledger.UnitID(childUnit(c)))
	}
	if n := len(t.Children); n > shown {
		return fmt.Sprintf("%s等%d个单位", unitNames(units), n)
	}
	return unitNames(units)
}

// ExtendedChildren tells the office which children's limits moved with their parent's, and
// which stay.
func ExtendedChildren(moved, stay []ledger.Task) string {
	var lines []string
	if len(moved) > 0 {
		lines = append(lines, fmt.Sprintf("原时限相同的%d项一并%s%s：%s，单位在下一次提醒里看到。", len(moved), movedTo(moved[0]), limitOf(moved[0].Limit), childNames(moved, false)))
	}
	if len(stay) > 0 {
		lines = append(lines, fmt.Sprintf("时限另定的%d项不变：%s。", len(stay), childNames(stay, true)))
	}
	return strings.Join(lines, "\n")
}

// movedTo is how a limit moved: by an extension, or as the office set it.
func movedTo(t ledger.Task) string {
	return pickWords(t.Extensions[len(t.Extensions)-1].By == "", "延到", "改为")
}

func childNames(children []ledger.Task, limits bool) string {
	const shown = 6
	var names []string
	for _, t := range children[:min(len(children), shown)] {
		name := Code(t.ID) + unitNames(t.Lead)
		if limits {
			name += "（" + newLimit(t) + "）"
		}
		names = append(names, name)
	}
	if len(children) > shown {
		names[shown-1] += "等"
	}
	return strings.Join(names, "、")
}

// InstructionOnShare tells the unit of a child what a leader wrote on the whole.
func InstructionOnShare(child ledger.Task, i ledger.Instruction) string {
	return fmt.Sprintf("【领导批示】%s%s\n%s%s对%s批示：%s\n请按批示抓紧办理本单位这一项，并回复本消息报进展，如：80 沟渠已清",
		Code(child.ID), child.Title, i.Post, i.Name, Code(child.Parent), i.Text)
}

// sharedWords say to whoever leads a divided task that others report on it, and which of them
// were told.
func sharedWords(t ledger.Task, told []ledger.Task) string {
	text := "任务已分解，进度按各项自动汇总，您单位不用直接报"
	if len(told) > 0 {
		text += "；已一并告知" + childNames(told, false) + "，请督促"
	}
	return text + "。看各项办到哪里请发送：查看 " + Number(t.ID)
}

// ReminderWhole reminds whoever leads a divided task; told are the children whose units are
// reminded as well.
func ReminderWhole(t ledger.Task, words string, told []ledger.Task) string {
	said := ""
	if words != "" {
		said = "\n办公室：" + words
	}
	return fmt.Sprintf("【催办】%s%s\n目前进度%d%%%s%s\n%s", Code(t.ID), t.Title, t.Percent, share(t), said, sharedWords(t, told))
}

// ReminderBy reminds a unit, urgently if somebody approved that.
func ReminderBy(t ledger.Task, words, approver string, today ledger.Date) string {
	return Reminder(t, UrgentWords(words, approver), today)
}

// RemindedShares are the children of a divided task of which units were reminded.
type RemindedShares struct {
	Told    []ledger.Task
	Left    []ledger.Task   // reminded of today already, or their units often enough this week
	Leads   []ledger.UnitID // who lead the whole, and were told so
	Missing []ledger.UnitID // of the children's, for which nobody speaks
}

// RemindedWhole tells the office what became of its reminder of a divided task.
func RemindedWhole(t ledger.Task, done RemindedShares, notBefore time.Time) string {
	text := named(t) + "已分解，"
	if len(done.Told) > 0 {
		text += "已催办没有办结的" + childNames(done.Told, false)
	} else {
		text += "没有可以再催的分项"
	}
	if len(done.Leads) > 0 {
		text += "，并告知牵头的" + unitNames(done.Leads)
	}
	text += "。"
	if len(done.Left) > 0 {
		text += childNames(done.Left, false) + "今天已经催过，或者本周提醒已到限额，没有再催。"
	}
	if !notBefore.IsZero() {
		text += fmt.Sprintf("现在是休息时间，将在%s发出。", Clock(notBefore))
	}
	if len(done.Missing) > 0 {
		text += unitNames(done.Missing) + "没有群也没有联络员，没有发到，见：查 未发送。"
	}
	return text
}

// BeyondSuperior warns that a limit is later than the day on which the superior wants the reply.
func BeyondSuperior(t ledger.Task) string {
	return fmt.Sprintf("注意：这个日期晚于上级要求的时间（%s）。确需延期的，请先报上级同意。", superiorOf(t))
}

// Outlives warns that a part of a task would be due after the whole.
func Outlives(parent ledger.Task) string {
	return fmt.Sprintf("注意：这个日期晚于它所属的%s的时限%s。要一并延的，请由牵头的%s申请：延期 %s 日期 理由",
		Code(parent.ID), Day(parent.Limit.Due), unitNames(parent.Lead), Number(parent.ID))
}

// OutlivesToOffice warns of the same whoever may move the limit of the whole.
func OutlivesToOffice(parent ledger.Task) string {
	return fmt.Sprintf("注意：这个日期晚于它所属的%s的时限%s。要一并改的请发送：时限 %s 日期 理由", Code(parent.ID), Day(parent.Limit.Due), Number(parent.ID))
}

// share is how many of its children are completed, in a list.
func share(t ledger.Task) string {
	if !t.Divided() {
		return ""
	}
	return fmt.Sprintf("（已办结%d/%d）", t.ChildrenDone(), len(t.Children))
}

// childrenOf lists the children of a task.
func childrenOf(t ledger.Task) []string {
	if t.Shareless() {
		return []string{fmt.Sprintf("分解：%d项都已撤项，由牵头单位直接报，或由办公室重新分解：分解 %s 单位", t.Gone, Number(t.ID))}
	}
	if !t.Divided() {
		return nil
	}
	gone := ""
	if t.Gone > 0 {
		gone = fmt.Sprintf("；另有%d项已撤项，不计入进度", t.Gone)
	}
	lines := []string{fmt.Sprintf("分解：%d项，已办结%d/%d%s", len(t.Children), t.ChildrenDone(), len(t.Children), gone)}
	for _, c := range t.Children {
		stand := fmt.Sprintf("%d%%", c.Percent)
		if c.Done {
			stand = "已办结"
		}
		lines = append(lines, fmt.Sprintf("　%s%s %s", Code(c.Task), childUnit(c), stand))
	}
	return lines
}

// partOf says out of which task this one came.
func partOf(t ledger.Task) string {
	if t.Parent == "" {
		return ""
	}
	return "由" + Code(t.Parent) + "分解"
}

// refusalOfChildren says why a task is not divided, or that its children are to be spoken of.
func refusalOfChildren(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonParent:
		return parentRefuses(r, e)
	case ledger.ReasonNoShare:
		return fmt.Sprintf("%s已分解到各单位%s，进度按各项自动汇总，您单位没有单独的一项，不用报，也没有登记。请督促有关单位报它那一项；有困难的也由它报。看各项办到哪里请发送：查看 %s",
			code(r.Task), bracketed(r.Words), cmp.Or(Number(r.Task), e.Number))
	case ledger.ReasonChild:
		return fmt.Sprintf("%s是由%s分解来的，不再往下分。要加别的单位，请发送：分解 %s 单位", code(r.Task), code(ledger.TaskID(r.Words)), cmp.Or(Number(ledger.TaskID(r.Words)), e.Number))
	case ledger.ReasonOpenParts:
		return fmt.Sprintf("%s分解的各项还没有都销号（%s），各项销号以后再申请整项销号。办到哪一步请发送：查看 %s", code(r.Task), strings.TrimSuffix(r.Words, "、")+pickWords(strings.HasSuffix(r.Words, "、"), "等", ""), e.Number)
	case ledger.ReasonHasChild:
		return fmt.Sprintf("%s已经有这个单位的一项%s，没有改动。要加别的单位，请只写新加的。", code(r.Task), strings.TrimSpace(r.Words))
	case ledger.ReasonDivideLead:
		return fmt.Sprintf("%s还没有牵头单位，请先交办，由它牵头汇总、申请销号：交办 %s 单位，再分解。", code(r.Task), e.Number)
	case ledger.ReasonReported:
		if e.Command == "divide" {
			return code(r.Task) + "单位已经报过进展，不能再分解。需要别的单位一起办的，请另外立项。"
		}
	case ledger.ReasonClosed:
		if e.Command == "divide" {
			return code(r.Task) + "已经办结，不能再分解。"
		}
	case ledger.ReasonNoLead:
		if e.Command == "divide" {
			return fmt.Sprintf("请写明分给哪些单位，如：分解 %s 坪石镇、九峰镇，或 分解 %s 各镇（街道）", e.Number, e.Number)
		}
	default:
	}
	return ""
}

// parentRefuses names the children of a divided task, with what is to be done of them.
func parentRefuses(r *ledger.Refusal, e Example) string {
	n, text := e.Number, code(r.Task)+"已分解到各单位"
	if first, _, ok := strings.Cut(r.Words, " "); ok {
		n, text = Number(ledger.TaskID(first)), text+"（"+r.Words+"）"
	}
	switch e.Command {
	case "accept":
		return text + "，不用签收，请签收本单位那一项。"
	case "complete":
		return text + "，各项都办结后自动报办结。要逐项办结，请发送：办结 " + n
	case "reopen", "recheck", "return", "refuse":
		return text + fmt.Sprintf("。要返工的，请重启其中那一项，这一项随之退回，如：重启 %s 理由", n)
	case "suspend":
		return text + fmt.Sprintf("。要中止的，请写其中那一项，如：中止 %s 9月30日 理由", n)
	case "decline":
		return text + "，不能整项退办。分错的，请有关单位退办它那一项。"
	default:
		return text + fmt.Sprintf("，进度按各项自动汇总，不直接报。请报本单位那一项，如：进展 %s 80 一句话", n)
	}
}

// childUnit is the unit that leads a share; it may have been taken back from one.
func childUnit(c ledger.Child) string {
	if c.Unit == "" {
		return "（牵头单位待定）"
	}
	return string(c.Unit)
}
