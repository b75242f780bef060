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
//
// The files of a single matter go along with the list; of several matters they are asked for.
func Queue(waiting []ledger.Matter, total int64, today ledger.Date) string {
	text := queueLines(waiting, total, today)
	if len(waiting) > 1 {
		text += filesHint(waiting)
	}
	return text
}

// filesHint says how the files of a matter in a list are seen.
func filesHint(waiting []ledger.Matter) string {
	i := slices.IndexFunc(waiting, func(m ledger.Matter) bool { return len(m.Files) > 0 })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("；看附件：待办 %d", i+1)
}

func queueLines(waiting []ledger.Matter, total int64, today ledger.Date) string {
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
	return ShortDay(today) + "，" + queueLines(waiting, total, today) + filesHint(waiting)
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
			return []string{answer, back}
		}
		return []string{answer, fmt.Sprintf("转办 %d 单位", n), back}
	case ledger.MatterObjection:
		return []string{fmt.Sprintf("成立 %d", n), fmt.Sprintf("不成立 %d 理由", n)}
	case ledger.MatterSign:
		return []string{fmt.Sprintf("签发 %d", n), back}
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
	case ledger.MatterInstruction:
		return pickWords(m.AgreedOnly(), WordRegister, ButtonApprove)
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
		line += "——" + saidWords(m, 60) + handedBack(m) + saidAside(m) + addedWords(m, today)
	}
	line += endedBySubmission(m)
	if !m.AnswerBy.IsZero() {
		line += "（" + answerDay(m, today) + "）"
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

// asks says what is asked for, how many files came with it, and whose decision it would be.
func asks(m ledger.Matter) string {
	return wants(m) + withFiles(len(m.Files), "，附件%d个") + notHere(m.Files) + instead(m)
}

func wants(m ledger.Matter) string {
	who := string(m.Unit)
	switch m.Kind {
	case ledger.MatterExtension:
		return fmt.Sprintf("%s申请延期到%s（原定%s）", who, Day(m.Date), Day(m.Was))
	case ledger.MatterReview:
		if who == "" {
			return "分解的各项都已办结，请审核"
		}
		return who + "报办结，请审核" + otherLeads(m.Others)
	case ledger.MatterObjection:
		return "公示期间有异议，请认定"
	case ledger.MatterInstruction:
		return m.ByName + "批示立项" + pickWords(m.AgreedOnly(), "（已同意，还没有立项）", "")
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
		return who + partWord(m.Part) + "反映困难"
	case ledger.MatterSuspension:
		return fmt.Sprintf("%s申请中止到%s", who, Day(m.Date))
	case ledger.MatterSentBack:
		return who + "申请退办"
	case ledger.MatterClaim:
		return who + "申请认领"
	case ledger.MatterPartial:
		return who + "申请阶段性办结"
	case ledger.MatterStep:
		return fmt.Sprintf("%s申请销号，请办：%s", who, StepName(m.Step))
	default:
		return who + "有一件事"
	}
}

// otherLeads says what those said last who lead the task too, where they did not say that it is
// complete.
func otherLeads(others []ledger.OtherLead) string {
	if len(others) == 0 {
		return ""
	}
	said := make([]string, len(others))
	for i, o := range others {
		said[i] = string(o.Unit) + "还没有报过进展"
		if o.Percent != ledger.NoPercent {
			said[i] = fmt.Sprintf("%s%s报%d%%", o.Unit, shortDate(o.On, o.On), o.Percent)
		}
	}
	return "（共同牵头：" + strings.Join(said, "、") + "）"
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
	stays, add := "，答复前原时限不变", toAdd
	switch m.Kind {
	case ledger.MatterSentBack:
		stays = "，答复前仍由您单位牵头，不用签收"
	case ledger.MatterClaim:
		stays, add = "", ""
	default:
	}
	return fmt.Sprintf("已提交 %s%s：%s。指挥部办公室会在%s前答复%s。"+add,
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
	if _, asked := m.Desk.Unit(); asked && m.Kind == ledger.MatterDifficulty {
		return Code(m.Task) + "困难：请回复本消息，写明退回理由，如：不属我局职责，请转财政局"
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
		if m.Kind == ledger.MatterExtension {
			text += fmt.Sprintf("，时限到了的，%d个工作日内仍可以报", ledger.ExtensionAnswer)
		}
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
