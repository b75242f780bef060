package texts

import (
	"cmp"
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

// MorningQueue is the list as it is sent unasked: with its day, so that what still waits
// tomorrow is not taken for the same message sent twice.
func MorningQueue(waiting []ledger.Matter, total int64, today ledger.Date) string {
	return ShortDay(today) + "，" + Queue(waiting, total, today)
}

// queueHint shows how to decide by words, as the matters in sight are decided: each way once,
// with the number of a line that knows it.
func queueHint(waiting []ledger.Matter) string {
	var ways []string
	for i, m := range waiting {
		for _, way := range decideWords(m, i+1) {
			word, _, _ := strings.Cut(way, " ")
			k := slices.IndexFunc(ways, func(w string) bool { return strings.HasPrefix(w, word+" ") })
			switch {
			case k < 0:
				ways = append(ways, way)
			case i == 1 && word == ButtonReturn:
				ways[k] = way // two lines show it better: agree to one, send back the other
			}
		}
	}
	return "点按钮，或回复本消息：" + strings.Join(ways, "；")
}

// decideWords are the words with which one matter is decided.
func decideWords(m ledger.Matter, n int) []string {
	yes, back := fmt.Sprintf("同意 %d", n), fmt.Sprintf("退回 %d 理由", n)
	switch m.Kind {
	case ledger.MatterDifficulty:
		answer := fmt.Sprintf("答复 %d 一句话", n)
		if _, asked := m.Desk.Unit(); asked {
			return []string{answer}
		}
		return []string{answer, fmt.Sprintf("转办 %d 单位", n), back}
	case ledger.MatterObjection:
		return []string{fmt.Sprintf("成立 %d", n), fmt.Sprintf("不成立 %d 理由", n)}
	case ledger.MatterAdmonition:
		return []string{yes, fmt.Sprintf("不同意 %d 理由", n)}
	default:
		return []string{yes, back}
	}
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
		rows = append(rows, matterButtons(m, number))
	}
	return rows
}

// matterButtons are the decisions that a kind of matter knows.
func matterButtons(m ledger.Matter, number string) []ledger.Button {
	button := func(label, act string) ledger.Button {
		return ledger.Button{Label: number + label, Data: ledger.Press(act, string(m.ID))}
	}
	yes, no, back := button(yesWord(m), ledger.PressApprove), button(ButtonRefuse, ledger.PressRefuse), button(ButtonReturn, ledger.PressReturn)
	switch m.Kind {
	case ledger.MatterReview, ledger.MatterStep, ledger.MatterSign, ledger.MatterHeadSign, ledger.MatterNoticeReview, ledger.MatterBulletin:
		return []ledger.Button{yes, back}
	case ledger.MatterObjection:
		return []ledger.Button{yes, button(ButtonReject, ledger.PressRefuse)}
	case ledger.MatterAdmonition, ledger.MatterSentBack, ledger.MatterClaim:
		return []ledger.Button{yes, no}
	default:
		return []ledger.Button{yes, no, back}
	}
}

// yesWord is how somebody agrees to a matter.
func yesWord(m ledger.Matter) string {
	switch m.Kind {
	case ledger.MatterSign, ledger.MatterBulletin:
		return ButtonSign
	case ledger.MatterHeadSign:
		return ButtonSeal
	case ledger.MatterStep:
		return stepLabel(m.Step)
	case ledger.MatterObjection:
		return ButtonUphold
	default:
		return ButtonApprove
	}
}

// matterLine is a matter in one line: who asks what, why, and until when it wants an answer.
func matterLine(m ledger.Matter, today ledger.Date) string {
	line := matterTask(m) + asks(m)
	if m.Text != "" {
		line += "——" + cut(inner(m.Text), 60)
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

// matterTask names the task of a matter, before what is asked of it.
func matterTask(m ledger.Matter) string {
	if m.Task == "" {
		return ""
	}
	return fmt.Sprintf("%s%s：", Code(m.Task), cut(m.Title, matterTitle))
}

// asks says what is asked for.
func asks(m ledger.Matter) string {
	who := string(m.Unit)
	switch m.Kind {
	case ledger.MatterExtension:
		return fmt.Sprintf("%s申请延期到%s（原定%s）", who, Day(m.Date), Day(m.Was))
	case ledger.MatterReview:
		if who == "" {
			return "分解的各项都已办结，请审核"
		}
		return who + "报办结，请审核" + withFiles(len(m.Files), "，附件%d个")
	case ledger.MatterStep:
		return stepAsks(m)
	case ledger.MatterObjection:
		return "公示期间有异议，请认定"
	case ledger.MatterInstruction:
		return m.ByName + "批示立项"
	case ledger.MatterSign:
		return "请签发督办单"
	case ledger.MatterBulletin:
		return "请签发通报"
	case ledger.MatterHeadSign:
		return "督办回复请您签字"
	case ledger.MatterNoticeReview:
		return who + "回复督办单，请审核"
	case ledger.MatterAdmonition:
		return "逐级督办到了约谈一级"
	case ledger.MatterDifficulty:
		return who + "反映困难"
	case ledger.MatterSuspension:
		return fmt.Sprintf("%s申请中止到%s", who, Day(m.Date))
	case ledger.MatterSentBack:
		return who + "申请退办"
	case ledger.MatterClaim:
		return who + "申请认领"
	case ledger.MatterPartial:
		return who + "申请阶段性办结"
	default:
		return who + "有一件事"
	}
}

// MatterName is the word for a kind of matter.
func MatterName(kind ledger.MatterKind) string {
	switch kind {
	case ledger.MatterExtension:
		return "延期申请"
	case ledger.MatterReview:
		return "办结审核"
	case ledger.MatterStep:
		return "销号申请"
	case ledger.MatterObjection:
		return "异议"
	case ledger.MatterInstruction:
		return "批示立项"
	case ledger.MatterSign:
		return "督办单签发"
	case ledger.MatterBulletin:
		return "通报签发"
	case ledger.MatterHeadSign:
		return "督办回复签字"
	case ledger.MatterNoticeReview:
		return "督办回复审核"
	case ledger.MatterAdmonition:
		return "约谈建议"
	case ledger.MatterDifficulty:
		return "困难"
	case ledger.MatterSuspension:
		return "中止申请"
	case ledger.MatterSentBack:
		return "退办申请"
	case ledger.MatterClaim:
		return "认领申请"
	case ledger.MatterPartial:
		return "阶段性办结申请"
	default:
		return "申请"
	}
}

// Applied tells whoever asked that it was taken up, and when he will hear.
func Applied(m ledger.Matter) string {
	stays := "，答复前原时限不变"
	switch m.Kind {
	case ledger.MatterSentBack:
		stays = "，答复前仍由您单位牵头，不用签收"
	case ledger.MatterClaim:
		stays = ""
	default:
	}
	return fmt.Sprintf("已提交 %s%s：%s。指挥部办公室会在%s前答复%s。",
		Code(m.Task), cut(m.Title, matterTitle), strings.TrimPrefix(asks(m), string(m.Unit)), ShortDay(m.AnswerBy), stays)
}

// Asked tells somebody that something waits for his decision.
func Asked(m ledger.Matter, today ledger.Date) string {
	return "【请您决定】" + matterLine(m, today)
}

// AskReason asks for the reason of a refusal or a return.
func AskReason(m ledger.Matter, verdict ledger.Verdict) string {
	if m.Kind == ledger.MatterObjection {
		return Code(m.Task) + "异议：请回复本消息，写明不成立的理由，如：经核查，与本项整改无关"
	}
	name := MatterName(m.Kind)
	if m.Task != "" {
		name = Code(m.Task) + name
	}
	if m.Kind == ledger.MatterInstruction {
		return name + "：请回复本消息，写明情况，我会转告领导，如：" +
			pickWords(verdict == ledger.VerdictReturned, "请明确由哪个单位牵头", "已列入在办任务，一并办理")
	}
	return fmt.Sprintf("%s：请回复本消息，写明%s理由，如：材料不全，请补充", name, verdictName(verdict))
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
	if m.Kind == ledger.MatterInstruction {
		return decidedInstruction(m)
	}
	text := fmt.Sprintf("已%s %s%s的%s", verdictName(m.Verdict), Code(m.Task), m.Unit, MatterName(m.Kind))
	if m.Kind.Restricted() {
		return text + "，已留痕，没有告知单位。" + pickWords(m.Verdict == ledger.VerdictApproved, "约谈由办公室另行安排。", "")
	}
	return text + granted(m) + "，已告知单位。"
}

// DecidedToUnit tells a unit what came of what it asked for.
func DecidedToUnit(m ledger.Matter) string {
	text := fmt.Sprintf("%s%s：您单位的%s，指挥部办公室%s", Code(m.Task), cut(m.Title, matterTitle), MatterName(m.Kind), verdictName(m.Verdict))
	text += granted(m)
	if m.Settled.Words != "" {
		text += "：" + inner(m.Settled.Words)
	}
	if m.Verdict == ledger.VerdictReturned {
		text += "。补充后可以再报一次"
	}
	return text + "。"
}

// granted is the day that was granted.
func granted(m ledger.Matter) string {
	switch {
	case m.Kind == ledger.MatterSentBack:
		return sentBack(m)
	case m.Kind == ledger.MatterPartial:
		return rest(m)
	case m.Kind == ledger.MatterClaim && m.Verdict == ledger.VerdictApproved:
		return "，由" + string(m.Unit) + "牵头"
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

// noWhy shows how the reason is written.
func noWhy(e Example) string {
	if e.Word == "不成立" {
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
		return fmt.Sprintf("请写上理由，如：延期 %s 9月15日 连续降雨，主体晚了两周", e.Number)
	case "closeout":
		return fmt.Sprintf("请用一句话说明完成情况，如：销号 %s 已通水运行，出水达标", e.Number)
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
		return "这项任务您能查看，但这件事要由牵头（承办）单位来办。看任务请发送：查看 " + e.Number
	case ledger.ReasonWaits:
		if e.Command == "objection" {
			return code(r.Task) + "已有一条异议等认定，公示已经暂停。新的情况请在认定时一并写明，等认定的请发送：待办"
		}
		return code(r.Task) + "已经报过同样的申请，正在等答复，不用再报。"
	case ledger.ReasonDecided:
		return fmt.Sprintf("%s的这件事%s已经决定过了，不再重复决定。看最新的请发送：待办", code(r.Task), r.Words)
	case ledger.ReasonNoMatter:
		return "没有等您决定的这件事，可能已经办过了。看有哪些请发送：待办"
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
		return noWhy(e)
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
