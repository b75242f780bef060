package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// refusalOfNotice says why something cannot be done with a notice.
func refusalOfNotice(r *ledger.Refusal, e Example) string {
	number := r.Words
	if number == "" {
		number = "这份督办单"
	}
	switch r.Reason {
	case ledger.ReasonNoNotice:
		if r.Words == "" {
			return "没有找到这份督办单。看任务请发送：查看 " + e.Number
		}
		text := fmt.Sprintf("没有找到督办单“%s”，请核对文号再发一次。", cut(r.Words, 24))
		if n, _, ok := ledger.ReadNoticeNumber(r.Words); ok && n.Year == 0 {
			year := 2025
			if !e.Today.IsZero() {
				year = e.Today.Year() - 2
			}
			text += fmt.Sprintf("前年及以前的请写上年份，如：〔%d〕%d号", year, n.N)
		}
		return text
	case ledger.ReasonNoticeEach:
		return fmt.Sprintf("督办单一项任务一份，没有拟。请一项一项写，如：督办 %s %s", e.Number, cmp.Or(cut(r.Words, titleShown), "请抓紧办理"))
	case ledger.ReasonNoneRuns:
		return code(r.Task) + "没有要回复的督办单。报进展请写：进展 " + e.Number + " 80 一句话"
	case ledger.ReasonWhichNotice:
		return whichNotices(r, e)
	case ledger.ReasonNoticeVoid:
		return number + "已经作废，不用再办。"
	case ledger.ReasonNoticeDone:
		if e.Command == "void" {
			return number + "已经办理完毕，不能再作废。要再督办的，请另拟一份：督办 " + e.Number + " 要求"
		}
		return number + "已经办理完毕，不用再报。任务还没有办结的，请继续报进展：进展 " + e.Number + " 80 一句话"
	case ledger.ReasonNotIssued:
		return number + "还没有签发，不用签收、回复。"
	case ledger.ReasonReceived:
		return number + "已经签收过了，不用再签。请按期回复：回复督办 " + e.Number + " 一句话"
	case ledger.ReasonReplied:
		return number + "已经回复过，正在等签字或审核，不用再报。"
	case ledger.ReasonNoReply:
		return fmt.Sprintf("请写上办理情况，如：回复督办 %s 已安排施工队进场，8月10日前完成，责任人张三", e.Number)
	case ledger.ReasonSuperiorKnown:
		return fmt.Sprintf("%s已经登记过了，是%s。看任务请发送：查看 %s", r.Words, code(r.Task), e.Number)
	case ledger.ReasonSuperiorPast:
		return "回复上级的日期已经过了，请核对后再发一次，如：\n" + superiorForm
	case ledger.ReasonSuperiorFuture:
		return "来文日期还没有到，请核对后再发一次，如：\n" + superiorForm
	case ledger.ReasonFormal:
		if r.Words == "" {
			return "请写上正式文号，如：文号 3号 乐污防攻坚办督〔2025〕3号"
		}
		return fmt.Sprintf("文号“%s”没有看懂，请写全，如：文号 3号 乐污防攻坚办督〔2025〕3号", cut(r.Words, 24))
	case ledger.ReasonFormalKnown:
		return "文号 " + r.Words + " 已经登记过了，不用再登。"
	case ledger.ReasonFormalTaken:
		return formalTaken(r)
	case ledger.ReasonCopyOnly:
		return fmt.Sprintf("%s是抄送您单位的，供了解情况，不用签收、回复。看全文请发送：督办 %s", number, cmp.Or(noticeShort(r.Words), "3号"))
	case ledger.ReasonNotDrafter:
		return number + "不是您拟的，作废请找指挥部办公室。"
	default:
		return ""
	}
}

// refusalOfDraft says why a notice is not drafted, signed or taken back.
func refusalOfDraft(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonSignIt:
		return fmt.Sprintf("%s等您的是一份督办单，没有签发：一签发就编号、发给单位，只能作废。要签发的，请点“签发”，或发送：签发 %s；不发的：退回 %s 理由", code(r.Task), e.Number, e.Number)
	case ledger.ReasonNobodyLeads:
		return code(r.Task) + "的牵头单位还没有确认，督办单没有地方发。请先核对：查 待确认"
	case ledger.ReasonDrafted:
		return fmt.Sprintf("%s已经有一份同级督办单等签发，不用再拟。看内容请发送：督办 %s", code(r.Task), e.Number)
	case ledger.ReasonSignElsewhere:
		return fmt.Sprintf("%s的督办单在等%s签发，签发后编号并发给单位。不发了的请发送：撤销督办 %s", code(r.Task), deskName(ledger.Desk(r.Words)), e.Number)
	case ledger.ReasonNoneDrafted:
		if r.Words == "" {
			return code(r.Task) + "没有等签发的督办单，不用撤。"
		}
		first, _, _ := strings.Cut(r.Words, "、")
		return fmt.Sprintf("%s没有等签发的督办单；已经签发的是%s，要作废的请发送：作废 %s 理由", code(r.Task), r.Words, noticeShort(first))
	case ledger.ReasonWhichDraft:
		first, _, _ := strings.Cut(r.Words, "、")
		return fmt.Sprintf("%s有几份督办单等签发：%s。没有撤，请写明是哪一份，如：撤销督办 %s %s", code(r.Task), r.Words, e.Number, first)
	case ledger.ReasonQuietLevel:
		return fmt.Sprintf("%s只在每日提醒里说，不发督办单，没有拟。现在就要提醒单位的请发送：催办 %s 一句话；要发督办单的请写：督办 %s 黄 要求", r.Words, e.Number, e.Number)
	default:
		return ""
	}
}

// formalTaken names the notice that has a number already, also one that is void.
func formalTaken(r *ledger.Refusal) string {
	of := ""
	if r.Words != "" {
		of = "（" + r.Words + "）"
	}
	return fmt.Sprintf("这个文号已经是%s那份督办单的%s，作废的也不能再用，一个文号只给一份。请核对后再登；那一份登错了的，请先改正那一份。", code(r.Task), of)
}
