package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// replyForm shows how the record of a reply to a superior is typed.
func replyForm(number string) string {
	return "上级督办 已回复 " + number + " 7月15日 乐府函〔2025〕33号"
}

// SuperiorReplied answers whoever recorded that a reply to a superior went out, or corrected that.
func SuperiorReplied(done ledger.RepliedSuperior) string {
	t, was := done.Task, done.Was
	s := t.Superior
	head := fmt.Sprintf("%s%s", s.Number, Code(t.ID))
	added := was.On == s.Reply.On && (was.Number == "" || was.Number == s.Reply.Number)
	switch {
	case !was.On.IsZero() && added:
		return fmt.Sprintf("已补上%s的回复记录：%s。", head, replyWords(s))
	case !was.On.IsZero():
		return fmt.Sprintf("已更正%s的回复记录：%s（原来记的是：%s）。两次都留痕。", head, replyWords(s), replyWords(withReply(s, was)))
	}
	text := fmt.Sprintf("已记下%s：%s。“查 上级督办”不再列出，查以往的：查 上级督办 全部。", head, replyWords(s))
	var missing []string
	if s.Reply.Number == "" {
		missing = append(missing, "文号")
	}
	if len(s.Reply.Files) == 0 {
		missing = append(missing, "复文附件")
	}
	if len(missing) > 0 {
		text += strings.Join(missing, "、") + "可回复本消息补上；记错了再发一次就更正。"
	}
	if t.Open() {
		text += "任务还没有办结，照常督办。"
	}
	return text
}

// SuperiorUnreplied answers whoever took the record of a reply back.
func SuperiorUnreplied(done ledger.RepliedSuperior, today ledger.Date) string {
	s := done.Task.Superior
	return fmt.Sprintf("已撤销%s%s的回复记录（原来记的是：%s），重新列入待回复：%s。", s.Number, Code(done.Task.ID), replyWords(withReply(s, done.Was)), superiorDay(s, today))
}

func withReply(s ledger.Superior, reply ledger.SuperiorReply) ledger.Superior {
	s.Reply = reply
	return s
}

// replyWords say when the reply went out, with what, and whether that was in time.
func replyWords(s ledger.Superior) string {
	text := Day(s.Reply.On) + "已回复上级"
	if s.Reply.Number != "" {
		text += "，" + s.Reply.Number
	}
	if n := len(s.Reply.Files); n > 0 {
		text += fmt.Sprintf("，附件%d个", n)
	}
	if late := s.Late(s.Reply.On); late > 0 {
		return text + fmt.Sprintf("，比期限%s晚%d天", shortDate(s.ReplyBy, s.Reply.On), late)
	}
	return text + "，按时"
}

// superiorDay says how the superior's day stands: 8月10日前回复上级（还有26天）.
func superiorDay(s ledger.Superior, today ledger.Date) string {
	switch left := s.ReplyBy.Sub(today); {
	case !s.Owes():
		return replyWords(s)
	case left < 0:
		return fmt.Sprintf("%s前回复上级，已超%d天还没有回复记录", shortDate(s.ReplyBy, today), -left)
	case left == 0:
		return "今天是回复上级的期限"
	default:
		return fmt.Sprintf("%s前回复上级（还有%d天）", shortDate(s.ReplyBy, today), left)
	}
}

// refusalOfSuperior says why the record of a reply to a superior is not made or taken back.
func refusalOfSuperior(r *ledger.Refusal, e Example) string {
	n := e.Number
	switch r.Reason { //nolint:exhaustive // the others are no superior's
	case ledger.ReasonNoPrincipal:
		return noPrincipal
	case ledger.ReasonNotSuperior:
		return code(r.Task) + "不是上级督办的任务，没有要回复上级的。看还有哪些要回复，请发送：查 上级督办"
	case ledger.ReasonWhichSuperior:
		return fmt.Sprintf("还没有回复上级的有%s件，请写上编号，如：%s\n看编号请发送：查 上级督办", r.Words, replyForm("3"))
	case ledger.ReasonNoSuperior:
		return "现在没有等着回复的上级督办。要改正已经记下的，请写上编号，如：" + replyForm("3")
	case ledger.ReasonSuperiorReplied:
		return fmt.Sprintf("%s的回复已经记过了（%s记的），内容一样，不用再记。要更正的，写上新的日期或文号：%s", code(r.Task), r.Words, replyForm(n))
	case ledger.ReasonSuperiorReplyFuture:
		return fmt.Sprintf("回复日期%s还没有到，没有记下。请等回复发出以后再记，如：%s", dayOfWords(r.Words), replyForm(n))
	case ledger.ReasonSuperiorReplyEarly:
		return fmt.Sprintf("回复日期早于上级来文的日期（%s），没有记下。请核对后再发：%s", dayOfWords(r.Words), replyForm(n))
	case ledger.ReasonSuperiorReplyForm:
		word := "没有看懂"
		if r.Words != "" {
			word = fmt.Sprintf("“%s”没有看懂", cut(r.Words, 24))
		}
		return fmt.Sprintf("%s，没有记下。记回复请写编号、回复日期、文号，日期不写就是今天，如：%s", word, replyForm(n))
	case ledger.ReasonSuperiorUnreplied:
		return fmt.Sprintf("%s还没有回复记录，不用撤销。回复发出以后请记下：%s", code(r.Task), replyForm(n))
	case ledger.ReasonSuperiorUndoWhy:
		return fmt.Sprintf("%s的回复记录已超过十分钟，撤销要写明原因，如：上级督办 撤销回复 %s 记错了任务。只是日期或文号不对的，直接再记一次：%s", code(r.Task), n, replyForm(n))
	}
	return ""
}

// superiorsShown is how many superiors' notices the office's morning names.
const superiorsShown = 8

// SuperiorsOwed reminds the office, below its morning's list, of the superiors that wait for a reply.
func SuperiorsOwed(owed []ledger.Task, today ledger.Date) string {
	if len(owed) == 0 {
		return ""
	}
	return "\n" + owedLines(owed, today)
}

// SuperiorsOwedAlone is that as a message of its own.
func SuperiorsOwedAlone(owed []ledger.Task, today ledger.Date) string {
	return ShortDay(today) + "，" + owedLines(owed, today)
}

func owedLines(owed []ledger.Task, today ledger.Date) string {
	lines := []string{fmt.Sprintf("要回复上级的督办%d件：", len(owed))}
	for _, t := range owed[:min(len(owed), superiorsShown)] {
		lines = append(lines, fmt.Sprintf("· %s%s%s：%s；%s，%s", t.Superior.Number, Code(t.ID), cut(t.Title, 24), superiorDay(t.Superior, today), leads(t), progressWords(t)))
	}
	if more := len(owed) - superiorsShown; more > 0 {
		lines = append(lines, fmt.Sprintf("另有%d件，发送：查 上级督办", more))
	}
	return strings.Join(append(lines, "回复发出以后请记下："+replyForm(Number(owed[0].ID))), "\n")
}

// progressWords say in two words how far the work is.
func progressWords(t ledger.Task) string {
	if t.Open() {
		return fmt.Sprintf("%d%%", t.Percent)
	}
	return StateName(t.State)
}
