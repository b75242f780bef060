package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// The labels of the buttons under a matter.
const (
	ButtonApprove = "同意"
	ButtonRefuse  = "不同意"
	ButtonReturn  = "退回"
	ButtonExtend  = "申请延期"
)

const matterTitle = 20

// Queue lists what waits for the asker's decision.
func Queue(waiting []ledger.Matter, total int64, today ledger.Date) string {
	if len(waiting) == 0 {
		return "目前没有等您决定的事项。"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "等您决定的有%d件：\n", total)
	for i, m := range waiting {
		fmt.Fprintf(&b, "%d. %s\n", i+1, matterLine(m, today))
	}
	if left := total - int64(len(waiting)); left > 0 {
		fmt.Fprintf(&b, "还有%d件，办完这些再发送：待办\n", left)
	}
	b.WriteString(queueHint(waiting))
	return b.String()
}

// queueHint shows how to decide by words, as the matters in sight are decided.
func queueHint(waiting []ledger.Matter) string {
	difficulty := func(m ledger.Matter) bool { return m.Kind == ledger.MatterDifficulty }
	hint := "点按钮，或回复本消息：同意 1；退回 2 理由"
	if i := slices.IndexFunc(waiting, difficulty); i >= 0 {
		hint = fmt.Sprintf("点按钮，或回复本消息：答复 %d 一句话", i+1)
		if _, asked := waiting[i].Desk.Unit(); !asked {
			hint += fmt.Sprintf("；转办 %d 单位；退回 %d 理由", i+1, i+1)
		}
		if k := slices.IndexFunc(waiting, func(m ledger.Matter) bool { return !difficulty(m) }); k >= 0 {
			hint += fmt.Sprintf("；同意 %d", k+1)
		}
	}
	return hint
}

// QueueButtons are the decisions under each of a few matters.
func QueueButtons(waiting []ledger.Matter) [][]ledger.Button {
	var rows [][]ledger.Button
	for i, m := range waiting {
		number := ""
		if len(waiting) > 1 {
			number = fmt.Sprintf("%d ", i+1)
		}
		if m.Kind == ledger.MatterDifficulty {
			rows = append(rows, difficultyButtons(m, number))
			continue
		}
		rows = append(rows, []ledger.Button{
			{Label: number + ButtonApprove, Data: ledger.Press(ledger.PressApprove, string(m.ID))},
			{Label: number + ButtonRefuse, Data: ledger.Press(ledger.PressRefuse, string(m.ID))},
			{Label: number + ButtonReturn, Data: ledger.Press(ledger.PressReturn, string(m.ID))},
		})
	}
	return rows
}

// matterLine is a matter in one line: who asks what, why, and until when it wants an answer.
func matterLine(m ledger.Matter, today ledger.Date) string {
	line := fmt.Sprintf("%s%s：%s", Code(m.Task), cut(m.Title, matterTitle), asks(m))
	if m.Text != "" {
		line += "——" + cut(m.Text, 60)
	}
	switch by := m.AnswerBy; {
	case by.IsZero():
	case by < today:
		line += fmt.Sprintf("（应在%s前答复，已超%d天）", shortDate(by, today), today.Sub(by))
	default:
		line += fmt.Sprintf("（请在%s前答复）", shortDate(by, today))
	}
	return line
}

// asks says what is asked for.
func asks(m ledger.Matter) string {
	who := string(m.Unit)
	switch m.Kind {
	case ledger.MatterExtension:
		return fmt.Sprintf("%s申请延期到%s（原定%s）", who, Day(m.Date), Day(m.Was))
	case ledger.MatterDifficulty:
		return who + "反映困难"
	case ledger.MatterSuspension:
		return fmt.Sprintf("%s申请中止到%s", who, Day(m.Date))
	default:
		return who + "有一件事"
	}
}

// MatterName is the word for a kind of matter.
func MatterName(kind ledger.MatterKind) string {
	switch kind {
	case ledger.MatterExtension:
		return "延期申请"
	case ledger.MatterDifficulty:
		return "困难"
	case ledger.MatterSuspension:
		return "中止申请"
	default:
		return "申请"
	}
}

// Applied tells whoever asked that it was taken up, and when he will hear.
func Applied(m ledger.Matter) string {
	return fmt.Sprintf("已提交 %s%s：%s。指挥部办公室会在%s前答复，答复前原时限不变。",
		Code(m.Task), cut(m.Title, matterTitle), strings.TrimPrefix(asks(m), string(m.Unit)), ShortDay(m.AnswerBy))
}

// Asked tells somebody that something waits for his decision.
func Asked(m ledger.Matter, today ledger.Date) string {
	return "【请您决定】" + matterLine(m, today)
}

// AskReason asks for the reason of a refusal or a return.
func AskReason(m ledger.Matter, verdict ledger.Verdict) string {
	return fmt.Sprintf("%s%s：请回复本消息，写明%s理由，如：材料不全，请补充", Code(m.Task), MatterName(m.Kind), verdictName(verdict))
}

func verdictName(v ledger.Verdict) string {
	switch v {
	case ledger.VerdictApproved:
		return "同意"
	case ledger.VerdictRefused:
		return "不同意"
	case ledger.VerdictReturned:
		return "退回"
	case ledger.VerdictAnswered:
		return "答复"
	case ledger.VerdictVoid:
		return "不再办理"
	default:
		return ""
	}
}

// Decided tells whoever decided what came of it.
func Decided(m ledger.Matter) string {
	text := fmt.Sprintf("已%s %s%s的%s", verdictName(m.Verdict), Code(m.Task), m.Unit, MatterName(m.Kind))
	return text + granted(m) + "，已告知单位。"
}

// DecidedToUnit tells a unit what came of what it asked for.
func DecidedToUnit(m ledger.Matter) string {
	text := fmt.Sprintf("%s%s：您单位的%s，指挥部办公室%s", Code(m.Task), cut(m.Title, matterTitle), MatterName(m.Kind), verdictName(m.Verdict))
	text += granted(m)
	if m.Settled.Words != "" {
		text += "：" + m.Settled.Words
	}
	if m.Verdict == ledger.VerdictReturned {
		text += "。补充后可以再报一次"
	}
	return text + "。"
}

// granted is the day that was granted.
func granted(m ledger.Matter) string {
	switch {
	case m.Verdict != ledger.VerdictApproved || m.Settled.Date.IsZero():
		return ""
	case m.Kind == ledger.MatterExtension && m.Settled.Date != m.Date:
		return fmt.Sprintf("，延到%s（申请的是%s）", Day(m.Settled.Date), Day(m.Date))
	case m.Kind == ledger.MatterExtension:
		return "，延到" + Day(m.Settled.Date)
	case m.Kind == ledger.MatterSuspension:
		return "，到" + Day(m.Settled.Date) + "自动恢复，时限按中止的天数顺延"
	default:
		return ""
	}
}

// AskExtension asks for the day and the reason of an extension.
func AskExtension(t ledger.Task) string {
	return fmt.Sprintf("%s%s：请回复本消息，写：新的日期 理由，如：9月15日 连续降雨，主体晚了两周", Code(t.ID), cut(t.Title, matterTitle))
}

// refusalOfMatter says why something cannot be asked for or decided.
func refusalOfMatter(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNotLead:
		return "这项任务您能查看，但这件事要由牵头（承办）单位来办。看任务请发送：查看 " + e.Number
	case ledger.ReasonWaits:
		return code(r.Task) + "已经报过同样的申请，正在等答复，不用再报。"
	case ledger.ReasonDecided:
		return fmt.Sprintf("%s的这件事%s已经决定过了，不再重复决定。看最新的请发送：待办", code(r.Task), r.Words)
	case ledger.ReasonNoMatter:
		return "没有等您决定的这件事，可能已经办过了。看有哪些请发送：待办"
	case ledger.ReasonWhichMatter:
		return code(r.Task) + "有几件事等您决定，请发送 待办，在那里逐件点按钮。"
	case ledger.ReasonNoWhy:
		if e.Command == "extend" {
			return fmt.Sprintf("请写上理由，如：延期 %s 9月15日 连续降雨，主体晚了两周", e.Number)
		}
		if e.Command == "suspend" {
			return fmt.Sprintf("请写上理由，如：中止 %s 9月30日 等待上级批复", e.Number)
		}
		if e.Command == "waive" {
			return fmt.Sprintf("请写上理由，如：免计划 %s 一次性工作，不分节点", e.Number)
		}
		return fmt.Sprintf("请写上理由，让单位知道怎么改，如：退回 %s 材料不全，请补充", e.Number)
	case ledger.ReasonNoLimit:
		return code(r.Task) + "没有确定的时限，不用申请延期。办理有困难的，请写：困难 " + e.Number + " 原因"
	case ledger.ReasonExtendLate:
		return code(r.Task) + "已经过了时限，不能再申请延期。请如实报进展和困难，如：困难 " + e.Number + " 原因"
	case ledger.ReasonExtendBack:
		return fmt.Sprintf("新的日期要比现在的时限晚，如：延期 %s 9月15日 理由", e.Number)
	default:
		return ""
	}
}
