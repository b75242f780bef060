package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// Divided tells the office which tasks of single units came out of one.
func Divided(parent ledger.Task, children []ledger.Task) string {
	var b strings.Builder
	fmt.Fprintf(&b, "已把 %s分解为%d项：\n", named(parent), len(children))
	for _, t := range children {
		fmt.Fprintf(&b, "%s%s，%s\n", Code(t.ID), unitNames(t.Lead), newLimit(t))
	}
	fmt.Fprintf(&b, "这些单位和牵头的%s会在下一次提醒里看到，各报各的；%s的进度自动汇总，全部办结后自动报办结。", unitNames(parent.Lead), Code(parent.ID))
	return b.String()
}

// childUnits names the units of a task's children.
func childUnits(t ledger.Task) string {
	const shown = 6
	var units []ledger.UnitID
	for _, c := range t.Children[:min(len(t.Children), shown)] {
		units = append(units, c.Unit)
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
		lines = append(lines, fmt.Sprintf("原时限相同的%d项一并延到%s：%s，单位在下一次提醒里看到。", len(moved), Day(moved[0].Limit.Due), childNames(moved, false)))
	}
	if len(stay) > 0 {
		lines = append(lines, fmt.Sprintf("时限另定的%d项不变：%s。", len(stay), childNames(stay, true)))
	}
	return strings.Join(lines, "\n")
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

// Outlives warns that a part of a task would be due after the whole.
func Outlives(parent ledger.Task) string {
	return fmt.Sprintf("注意：这个日期晚于它所属的%s的时限%s。要一并延的，请由牵头的%s申请：延期 %s 日期 理由",
		Code(parent.ID), Day(parent.Limit.Due), unitNames(parent.Lead), Number(parent.ID))
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
	if !t.Divided() {
		return nil
	}
	lines := []string{fmt.Sprintf("分解：%d项，已办结%d/%d", len(t.Children), t.ChildrenDone(), len(t.Children))}
	for _, c := range t.Children {
		stand := fmt.Sprintf("%d%%", c.Percent)
		if c.Done {
			stand = "已办结"
		}
		lines = append(lines, fmt.Sprintf("　%s%s %s", Code(c.Task), c.Unit, stand))
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
			return code(r.Task) + "已经办结或已报办结，不能再分解。"
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
