package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// noWhy shows how the reason is written.
func noWhy(e Example) string {
	if e.Word == "不成立" || e.Word == "异议不成立" {
		return fmt.Sprintf("请写上不成立的理由，如：不成立 %s 经核查，与本项整改无关", e.Number)
	}
	switch e.Command {
	case "partial":
		return fmt.Sprintf("请写明完成了什么、还剩什么，如：阶段性办结 %s 已完成主体，剩余管网年底前完成", e.Number)
	case "refuse":
		return fmt.Sprintf("请写上理由，让单位知道为什么，如：不同意 %s 条件还不具备，请按原要求办理", e.Number)
	case "decline":
		return fmt.Sprintf("请写上理由，让办公室知道该给谁，如：退办 %s 属水务局职责", e.Number)
	case "extend":
		return fmt.Sprintf("请写上理由，如：延期 %s %s 连续降雨，主体晚了两周", e.Number, e.later())
	case "closeout":
		return fmt.Sprintf("请用一句话说明完成情况，如：销号 %s 已通水运行，出水达标", e.Number)
	case "endpublic":
		return fmt.Sprintf("请写上取消公示的理由，如：取消公示 %s 公示文本写错了", e.Number)
	case "objection":
		return fmt.Sprintf("请写上异议内容，如：异议 %s 群众反映夜间仍有异味", e.Number)
	case "reopen":
		return fmt.Sprintf("请写上理由，如：重启 %s 现场核查发现还有直排", e.Number)
	case "recheck":
		return fmt.Sprintf("请写上看到的情况，如：回头看 %s 反弹 9月30日 沟渠又有直排", e.Number)
	default:
		return fmt.Sprintf("请写上理由，让单位知道怎么改，如：退回 %s 材料不全，请补充", e.Number)
	}
}

// refusalOfMatter says why something cannot be asked for or decided.
func refusalOfMatter(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNotLead:
		return notLead(e)
	case ledger.ReasonWaits:
		return alreadyWaits(r, e)
	case ledger.ReasonDecided:
		return decidedBefore(r)
	case ledger.ReasonNoMatter:
		return "没有等您决定的这件事，可能已经办过了。看有哪些请发送：待办"
	case ledger.ReasonOthersMatter:
		return othersMatters(r, e)
	case ledger.ReasonNothingWaits:
		if e.Command == "answer" || e.Command == "forward" {
			return "目前没有等您答复的困难，可能已经有人答复了。"
		}
		return "目前没有等您决定的事，可能已经有人办过了。"
	case ledger.ReasonOtherWaits:
		return "等您决定的是别的事，不是这样办的。看有哪些请发送：待办"
	case ledger.ReasonDeclineIt:
		if r.Task == "" {
			return fmt.Sprintf("没有等您决定的事。任务交办错了、要退给指挥部办公室的，请写：退办 %s 理由", e.Number)
		}
		return fmt.Sprintf("%s没有等您决定的事。任务交办错了、要退给指挥部办公室的，请写：退办 %s 理由", code(r.Task), e.Number)
	case ledger.ReasonWhichMatter:
		return code(r.Task) + "有几件事等您决定，请发送 待办，在那里逐件点按钮。"
	case ledger.ReasonNoWhy:
		if e.Command == "void" {
			return "请写上理由，让单位知道为什么，如：作废 " + cmp.Or(r.Words, "督办〔2025〕3号") + " 时限写错了"
		}
		if e.Command == "suspend" {
			return fmt.Sprintf("请写上理由，如：中止 %s 9月30日 等待上级批复", e.Number)
		}
		if e.Command == "waive" {
			return fmt.Sprintf("请写上理由，如：免计划 %s 一次性工作，不分节点", e.Number)
		}
		if e.Command == "return" && r.Words != "" {
			return fmt.Sprintf("请写明退回理由，让办公室知道该转给谁，如：退回 %s 不属我局职责，请转财政局", Number(r.Task))
		}
		return noWhy(e)
	case ledger.ReasonNoLimit:
		return code(r.Task) + "没有确定的时限，不用申请延期。办理有困难的，请写：困难 " + e.Number + " 原因"
	case ledger.ReasonNoDateThere:
		return code(r.Task) + "等您决定的这件事不用写日期，没有办。请先看清是哪件事，发送：待办"
	case ledger.ReasonExtendLate:
		return code(r.Task) + "已经过了时限，不能再申请延期。请如实报进展和困难，如：困难 " + e.Number + " 原因"
	case ledger.ReasonExtendPast:
		day := ""
		if d, err := ledger.ParseDate(r.Words); err == nil {
			day = Day(d)
		}
		return fmt.Sprintf("新的日期%s已经过了，请写今天以后、比现在的时限晚的日期，如：延期 %s %s 理由", day, e.Number, e.later())
	case ledger.ReasonExtendBack:
		return fmt.Sprintf("新的日期要比现在的时限晚，如：延期 %s %s 理由", e.Number, e.later())
	default:
		return ""
	}
}

// othersMatters says what waits on a task at whose desk, to somebody who decides none of it.
func othersMatters(r *ledger.Refusal, e Example) string {
	var where []string
	for line := range strings.Lines(r.Words) {
		kind, desk, _ := strings.Cut(strings.TrimSpace(line), " ")
		where = append(where, fmt.Sprintf("%s（等%s办）", MatterName(ledger.MatterKind(kind)), deskName(ledger.Desk(desk))))
	}
	return fmt.Sprintf("%s没有等您决定的事。等着别人办的有：%s。看办到哪里请发送：查看 %s", code(r.Task), strings.Join(where, "、"), e.Number)
}

// notLead says whose business something on a task is, and what a unit with another part in it
// may say instead.
func notLead(e Example) string {
	n := e.Number
	switch e.Command {
	case "accept":
		return fmt.Sprintf("签收由牵头单位来办，配合、落实的单位不用签收。有情况请报：进展 %s 80 一句话", n)
	case "decline":
		return fmt.Sprintf("退办由牵头单位来申请。不该由您单位配合、落实的，请报困难，办公室来定：困难 %s 不属我单位职责", n)
	case "extend", "suspend", "partial":
		return fmt.Sprintf("这项任务由别的单位牵头，延期、中止、阶段性办结由牵头单位来申请。配合、落实的单位有困难的，请报办公室：困难 %s 原因", n)
	case "plan", "milestone":
		return fmt.Sprintf("计划、节点由牵头单位来报。配合、落实的单位请报自己的进展：进展 %s 80 一句话", n)
	case "closeout":
		return fmt.Sprintf("销号由牵头单位来申请。配合、落实的单位完成了的，请报进展：进展 %s 100 一句话", n)
	case "answer":
		return "答复困难由指挥部办公室和转办到的单位来办，这件事没有转到您单位。看任务请发送：查看 " + n
	default:
		return "这项任务您能查看，但这件事要由牵头（承办）单位来办。看任务请发送：查看 " + n
	}
}

// alreadyWaits says that the same was asked for before.
func alreadyWaits(r *ledger.Refusal, e Example) string {
	if e.Command == "objection" {
		return code(r.Task) + "已有一条异议等认定，公示已经暂停。新的情况请在认定时一并写明，等认定的请发送：待办"
	}
	if e.Command == "extend" {
		return code(r.Task) + "已经有一份延期申请在等答复，不用再报。日期、理由写错了的，请先发送：撤销延期 " + e.Number + "，再报一次。"
	}
	return code(r.Task) + "已经报过同样的申请，正在等答复，不用再报。"
}
