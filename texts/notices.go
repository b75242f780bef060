package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// The labels of the buttons of a notice.
const (
	ButtonSign    = "签发"
	ButtonSeal    = "签字"
	ButtonReceive = "签收督办"
	ButtonReply   = "回复督办"
)

// Notice is a 督办单 in full.
func Notice(n ledger.Notice) string {
	limit, reply, next := "", "", ""
	if !n.Limit.IsZero() {
		limit = Day(n.Limit)
	}
	switch head := pickWords(n.Level.HeadSigns, "，回复要一把手签字", ""); {
	case !n.ReplyBy.IsZero():
		reply = fmt.Sprintf("请在%s前回复%s", Day(n.SignedReplyBy()), head)
	case n.Level.ReplyDays > 0:
		reply = fmt.Sprintf("签发后%d个工作日内回复%s", n.Level.ReplyDays, head)
	}
	if n.Next != "" {
		next = "逾期不办、不回复的，将升级为" + n.Next
	}
	return say("notice", map[string]any{
		"N": n, "Copies": copiesOf(n), "Number": n.Number(), "Limit": limit, "Reply": reply, "Next": next,
		"Signer": strings.TrimSpace(string(n.Issuer) + " " + byWhom(n.Signed.Name, n.Signed.For, "")), "On": Day(ledger.DateOf(n.Signed.At)),
	})
}

// NoticeButtons are what a unit may press under a notice.
func NoticeButtons(n ledger.Notice) [][]ledger.Button {
	if n.Level.ReplyDays == 0 {
		return nil
	}
	if n.Asked != "" { // its reply is the answer
		return [][]ledger.Button{{
			{Label: ButtonReceive, Data: ledger.Press(ledger.PressReceive, string(n.ID))},
			{Label: ButtonAnswer, Data: ledger.Press(ledger.PressAnswer, string(n.Asked))},
		}}
	}
	return [][]ledger.Button{{
		{Label: ButtonReceive, Data: ledger.Press(ledger.PressReceive, string(n.ID))},
		{Label: ButtonReply, Data: ledger.Press(ledger.PressReply, string(n.ID))},
	}}
}

// ReplyButton is the button that asks for the reply to a notice.
func ReplyButton(n ledger.Notice) [][]ledger.Button {
	if n.Asked != "" {
		return [][]ledger.Button{{{Label: ButtonAnswer, Data: ledger.Press(ledger.PressAnswer, string(n.Asked))}}}
	}
	return [][]ledger.Button{{{Label: ButtonReply, Data: ledger.Press(ledger.PressReply, string(n.ID))}}}
}

// NoticeProblem is what is wrong with a task, as a notice says it.
func NoticeProblem(t ledger.Task, today ledger.Date) string {
	var found []string
	if late := t.Overdue(today); late > 0 {
		found = append(found, fmt.Sprintf("已逾期%d天", late))
	}
	if behind := t.Behind(today); behind > ledger.BehindYellow && t.Overdue(today) == 0 {
		found = append(found, fmt.Sprintf("比序时进度慢%d个百分点", behind))
	}
	found = append(found, fmt.Sprintf("进度%d%%", t.Percent))
	switch due := t.ReportDue(); {
	case !due.IsZero() && due < today:
		found = append(found, fmt.Sprintf("进展迟报%d天", today.Sub(due)))
	case t.Last.Report == "":
		found = append(found, "还没有报过进展")
	}
	if t.Blocked != "" {
		found = append(found, "反映困难："+cut(t.Blocked, 30))
	}
	for _, w := range t.Waiting { // whoever signs weighs it: it does not hold up the whole
		if asked, ok := w.Desk.Unit(); ok && w.Kind == ledger.MatterDifficulty && w.Unit != "" {
			found = append(found, fmt.Sprintf("%s的困难%s起等%s答复", w.Unit, shortDate(w.Since, today), asked))
		}
	}
	return "截至" + shortDate(today, today) + "，" + strings.Join(found, "，")
}

// NoticeRequirement is what a notice demands that the ladder drafted.
func NoticeRequirement(l ledger.Level) string {
	if l.HeadSigns {
		return "请主要负责同志亲自督办，查明原因，限期完成，并书面回复整改情况、完成日期和责任人。"
	}
	return "请立即组织办理，明确完成日期和责任人，并回复办理情况。"
}

// NoticeAsk is a drafted notice in the list of whoever signs it.
func NoticeAsk(to []ledger.UnitID, l ledger.Level, problem string) string {
	return fmt.Sprintf("%s，发给%s：%s", l.Name, unitNames(to), problem)
}

// AdmonitionAsk is a proposal of the ladder (约谈) in the office's list.
func AdmonitionAsk(units []ledger.UnitID, problem string) string {
	return fmt.Sprintf("建议约谈%s：%s", unitNames(units), problem)
}

// Drafted tells whoever had a notice drafted what it says and who signs it. instead says
// that the office signs in place of a leader.
func Drafted(n ledger.Notice, desk ledger.Desk, instead bool) string {
	who := deskName(desk)
	switch {
	case instead && n.Issuer != "" && n.Level.Signer != ledger.RoleLeader:
		who += fmt.Sprintf("（%s没有登记过的一把手）", n.Issuer)
	case instead:
		who += "（这项任务没有登记过的分管领导）"
	}
	return Notice(n) + "\n——已拟好，等" + who + "签发，签发后编号并发给单位。" + onPaperOnly(n)
}

// ToSign puts a notice before whoever signs it.
func ToSign(n ledger.Notice) string {
	return strings.TrimSuffix("【请您签发】\n"+Notice(n)+"\n"+onPaperOnly(n), "\n")
}

// Issued tells whoever signed a notice its number; missing are units that nobody could be
// told for.
func Issued(n ledger.Notice, missing []ledger.UnitID) string {
	text := fmt.Sprintf("已签发 %s（%s，%s%s）", n.Number(), n.Level.Name, Code(n.Task), cut(n.Title, matterTitle))
	if len(missing) < len(n.Units) {
		text += "，已发给单位"
		if !n.ReplyBy.IsZero() {
			text += fmt.Sprintf("，请在%s前回复", ShortDay(n.ReplyBy))
		}
	}
	text += "。"
	if len(missing) > 0 {
		text += unitNames(missing) + "没有群也没有联络员，没有发到，请另行送达。"
	}
	return text + copiesTold(n)
}

// Declined tells whoever declined a notice that nothing was sent.
func Declined(n ledger.Notice) string {
	return fmt.Sprintf("已退回 %s%s的督办单（%s），没有编号，没有发给单位。", Code(n.Task), cut(n.Title, matterTitle), n.Level.Name)
}

// Superseded is why a draft is not signed any more: supervision has risen to another level.
func Superseded(l ledger.Level) string { return "已升级，改拟" + l.Name }

// DeclinedToDrafter tells whoever drafted a notice that it was not signed, and why.
func DeclinedToDrafter(n ledger.Notice) string {
	why := ""
	if n.Ended.Words != "" {
		why = "：" + inner(n.Ended.Words)
	}
	return fmt.Sprintf("您拟的%s%s督办单（%s）没有签发%s。改好可以再拟一份。", Code(n.Task), cut(n.Title, matterTitle), n.Level.Name, why)
}

// NoticeReceived answers whoever acknowledged a notice.
func NoticeReceived(n ledger.Notice) string {
	if n.Asked != "" {
		return fmt.Sprintf("已签收 %s，请在%s前答复：直接回复督办单那条消息，或发送 答复 %s 一句话", n.Number(), ShortDay(n.ReplyBy), Number(n.Task))
	}
	return fmt.Sprintf("已签收 %s，请在%s前回复：直接回复督办单那条消息，或发送 回复督办 %s 一句话", n.Number(), ShortDay(n.ReplyBy), Number(n.Task))
}

// AskReply asks for the reply to a notice.
func AskReply(n ledger.Notice) string {
	if n.Asked != "" {
		return n.Number() + "：请回复本消息，写明怎么解决，如：资金已拨付。答复马上告知等着的单位。"
	}
	return n.Number() + "：请回复本消息，写明办理情况、完成日期和责任人；有材料的把文件发来，在说明里写情况。"
}

// NoticeReplied answers whoever replied to a notice, and says who looks at it next.
func NoticeReplied(n ledger.Notice, m ledger.Matter) string {
	text := fmt.Sprintf("已记下对%s的回复", n.Number())
	if len(m.Files) > 0 {
		text += fmt.Sprintf("（附件%d个）", len(m.Files))
	}
	switch {
	case m.Kind == ledger.MatterHeadSign:
		return text + "，请一把手签字后报指挥部办公室。" + toAdd
	case n.Level.HeadSigns && n.Replies[len(n.Replies)-1].Head.By == 0:
		return text + "。贵单位没有登记一把手，未经签字，已直接报指挥部办公室。"
	default:
		return text + "，已报指挥部办公室审核。" + toAdd
	}
}

// HeadSigned answers a head who signed the reply to a notice.
func HeadSigned(n ledger.Notice) string {
	return fmt.Sprintf("已签字，对%s的回复已报指挥部办公室审核。", n.Number())
}

// NoticeReviewed answers whoever decided on the reply to a notice.
func NoticeReviewed(n ledger.Notice, m ledger.Matter) string {
	if m.Verdict == ledger.VerdictApproved {
		return fmt.Sprintf("已通过 %s对%s的回复%s，已告知单位。", m.Unit, n.Number(), pickWords(n.State == ledger.NoticeDone, "，督办单办理完毕", ""))
	}
	return fmt.Sprintf("已退回 %s对%s的回复，已告知单位重新回复。", m.Unit, n.Number())
}

// NoticeReviewedToUnit tells a unit what came of its reply.
func NoticeReviewedToUnit(n ledger.Notice, m ledger.Matter) string {
	name := fmt.Sprintf("%s（%s%s）", n.Number(), Code(n.Task), cut(n.Title, matterTitle))
	if m.Verdict == ledger.VerdictApproved {
		return name + "：回复已通过审核，督办单不用再报。任务还没有办结的，请继续报进展。"
	}
	by := pickWords(m.Kind == ledger.MatterHeadSign, "一把手", "指挥部办公室")
	return fmt.Sprintf("%s：回复被%s退回：%s。请改好后重新回复，期限%s。", name, by, inner(m.Settled.Words), Day(n.ReplyBy))
}

// NoticeVoided answers whoever declared a notice void.
func NoticeVoided(n ledger.Notice) string {
	return fmt.Sprintf("已作废 %s（%s），号不再用，已告知单位。", n.Number(), inner(n.Ended.Words))
}

// NoticeVoidedToUnit tells a unit that a notice is void.
func NoticeVoidedToUnit(n ledger.Notice) string {
	return fmt.Sprintf("%s（%s%s）已作废：%s。不用再回复。", n.Number(), Code(n.Task), cut(n.Title, matterTitle), inner(n.Ended.Words))
}

// NoticeStand is how a notice stands, in full, for the office.
func NoticeStand(n ledger.Notice, today ledger.Date) string {
	lines := []string{Notice(n), "——" + noticeState(n, today)}
	for _, r := range n.Received {
		lines = append(lines, fmt.Sprintf("· %s %s签收（%s）", onDay(r.At, today), r.Unit, r.Name))
	}
	for _, r := range n.Replies {
		lines = append(lines, replyLine(r, today))
	}
	return strings.Join(lines, "\n")
}

func replyLine(r ledger.NoticeReply, today ledger.Date) string {
	text := fmt.Sprintf("· %s %s回复：%s", onDay(r.At, today), r.Unit, cut(r.Text, 200))
	if len(r.Files) > 0 {
		text += fmt.Sprintf("（附件%d个）", len(r.Files)) + notHere(r.Files)
	}
	if r.Head.By != 0 {
		text += "，" + byWhom(r.Head.Name, r.Head.For, "") + "签字"
	}
	switch r.Verdict {
	case ledger.VerdictApproved:
		text += "，已通过"
	case ledger.VerdictReturned:
		text += "，退回：" + r.Settled.Words
	case ledger.VerdictRefused, ledger.VerdictVoid, ledger.VerdictAnswered: // no reply ends so
	}
	return text
}

func noticeState(n ledger.Notice, today ledger.Date) string {
	text := NoticeStateName(n.State)
	switch {
	case n.State == ledger.NoticeVoid || n.State == ledger.NoticeDeclined:
		if n.Ended.Words != "" {
			text += "：" + n.Ended.Words
		}
	case n.ReplyBy.IsZero() || !n.State.Running() || n.State == ledger.NoticeReplied:
	case !n.Rests.IsZero():
		text += "，任务已中止，回复期限顺延"
	case n.ReplyBy < today:
		text += fmt.Sprintf("，回复逾期%d天", today.Sub(n.ReplyBy)) + movedReply(n, today)
	default:
		text += fmt.Sprintf("，%s前回复", shortDate(n.ReplyBy, today)) + movedReply(n, today)
	}
	return text
}

// movedReply says which day was signed, where it is another one by now.
func movedReply(n ledger.Notice, today ledger.Date) string {
	if signed := n.SignedReplyBy(); signed != n.ReplyBy {
		return fmt.Sprintf("（签发时定为%s，随中止顺延）", shortDate(signed, today))
	}
	return ""
}

// NoticeStateName is a state's word.
func NoticeStateName(s ledger.NoticeState) string {
	switch s {
	case ledger.NoticeDraft:
		return "待签发"
	case ledger.NoticeDeclined:
		return "未签发"
	case ledger.NoticeIssued:
		return "已发出，待签收"
	case ledger.NoticeAcknowledged:
		return "已签收，待回复"
	case ledger.NoticeReplied:
		return "已回复，待审核"
	case ledger.NoticeReturned:
		return "回复退回，待重报"
	case ledger.NoticeDone:
		return "已办理"
	case ledger.NoticeVoid:
		return "已作废"
	default:
		return string(s)
	}
}

// Notices lists the notices that run, the most pressing first.
// of is the unit to which they are; unread are words that narrow nothing.
func Notices(found []ledger.Notice, total int64, of ledger.UnitID, unread string, today ledger.Date) string {
	note := ""
	if unread != "" {
		note = fmt.Sprintf("这里只列在办的，没有按“%s”来分。已办理、已作废的请按编号看，如：督办〔%d〕3号；某项任务的发送：查看 17", cut(unread, 16), today.Year())
	}
	if total == 0 {
		return strings.TrimSpace(fmt.Sprintf("%s目前没有在办的督办单。\n%s", of, note))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s在办督办单%d份：\n", of, total)
	for i, n := range found {
		name := n.Number()
		if name == "" {
			name = n.Level.Name
		}
		fmt.Fprintf(&b, "%d. %s %s：%s%s，%s\n", i+1, name, unitNames(n.Units), Code(n.Task), cut(n.Title, matterTitle), noticeState(n, today))
	}
	if left := total - int64(len(found)); left > 0 {
		fmt.Fprintf(&b, "还有%d份，办完这些再查\n", left)
	}
	b.WriteString("看全文请发送：督办 编号，如 督办 3号；作废请发送：作废 3号 理由\n" + note)
	return strings.TrimSpace(b.String())
}

// Risen tells a head or a leader that supervision of a task rose to a level without a notice.
func Risen(t ledger.Task, r ledger.Rise, today ledger.Date) string {
	return fmt.Sprintf("【%s】%s%s（%s）：%s，%s。", r.Name, Code(t.ID), cut(t.Title, titleShown), unitNames(t.Lead), limitWords(t, today), NoticeProblem(t, today))
}

// NoticeNumbers name notices in one line.
func NoticeNumbers(found []ledger.Notice, most int) string {
	names := make([]string, 0, len(found))
	for _, n := range found {
		if name := fmt.Sprintf("%s（%s）", n.Number(), unitNames(n.Units)); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return shortList(names, most)
}
