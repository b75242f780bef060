package texts

import (
	"cmp"
	"fmt"
	"strings"

	"duban/ledger"
)

// ButtonAccept is the label of the button that signs for a task.
const ButtonAccept = "签收"

// acceptedShown is how many tasks one answer names.
const acceptedShown = 15

// Accepted tells a unit for what it has signed, and what of it could not be signed.
func Accepted(signed []ledger.Task, refusals []*ledger.Refusal, e Example, today ledger.Date) string {
	var b strings.Builder
	switch {
	case len(signed) == 1:
		fmt.Fprintf(&b, "已签收 %s%s，%s。\n", Code(signed[0].ID), cut(signed[0].Title, titleShown), newLimit(signed[0]))
	case len(signed) > 1:
		fmt.Fprintf(&b, "已签收%d项：\n", len(signed))
		for _, t := range signed[:min(len(signed), acceptedShown)] {
			fmt.Fprintf(&b, "%s%s，%s\n", Code(t.ID), cut(t.Title, titleShown), limitWords(t, today))
		}
		if left := len(signed) - acceptedShown; left > 0 {
			fmt.Fprintf(&b, "等，另有%d项\n", left)
		}
	}
	for _, r := range refusals {
		b.WriteString(Refusal(r, e) + "\n")
	}
	return strings.TrimSpace(b.String())
}

// receipts say who has signed for a task and who has not.
func receipts(t ledger.Task, today ledger.Date) string {
	var said []string
	for _, a := range t.Accepted {
		who := string(cmp.Or(a.As, a.Unit)) + a.Name
		if a.Report != "" {
			who += "（报进展时）"
		}
		said = append(said, who+" "+onDay(a.At, today))
	}
	var missing []ledger.UnitID
	for _, unit := range t.Lead {
		if t.Unsigned(unit) {
			missing = append(missing, unit)
		}
	}
	if len(said) > 0 && len(missing) > 0 {
		said = append(said, unitNames(missing)+"未签")
	}
	return strings.Join(said, "；")
}

// refusalOfAssigning says why a task cannot be entered, handed over or signed for.
func refusalOfAssigning(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonShortTitle:
		return fmt.Sprintf("任务名称“%s”太短，看不出要办什么。请写清楚，如：城区截污提升工程", r.Words)
	case ledger.ReasonLimit:
		return fmt.Sprintf("没看懂时限“%s”。请写明日期，如：时限 8月31日、时限 9月底前、时限 长期坚持", cut(r.Words, 16))
	case ledger.ReasonFieldEmpty:
		return "请连着内容一起写，如：时限 9月底前、牵头 住建局、目标 全面清零"
	case ledger.ReasonLimitPast:
		return fmt.Sprintf("时限“%s”已经过去了。请写今天以后的日期，跨年的写上年份，如：时限 2026年3月31日", cut(r.Words, 16))
	case ledger.ReasonRhythm:
		return fmt.Sprintf("没看懂报送频次“%s”。可以写：每周、每旬、每月、每季度；为减轻基层负担，最多每周一次", cut(r.Words, 16))
	case ledger.ReasonReported:
		return code(r.Task) + "单位已经报过进展，不能直接改牵头单位。要别的单位一起办的，请加为配合单位，如：交办 " + e.Number + " 配合 水务局；要别的单位接着办的，请另立一项，如：立项 任务名称"
	case ledger.ReasonNotCo:
		return fmt.Sprintf("%s%s不是配合单位，没有改动。看现在的分工请发送：查看 %s", code(r.Task), r.Words, e.Number)
	case ledger.ReasonSameLead:
		if !e.Office { // by its mandate, which lets it remind nobody by hand
			return fmt.Sprintf("%s本来就由%s牵头，没有改动。要督促的请发送：督办 %s 要求", code(r.Task), r.Words, e.Number)
		}
		return fmt.Sprintf("%s本来就由%s牵头，没有改动。催一催请发送：催办 %s", code(r.Task), r.Words, e.Number)
	case ledger.ReasonNoLead:
		return fmt.Sprintf("请写明由哪个单位牵头，如：交办 %s 住建局 配合 水务局", e.Number)
	case ledger.ReasonAccepted:
		return fmt.Sprintf("%s%s已经签收过了，不用再签。报进展请写：进展 %s 80 一句话", code(r.Task), r.Words, e.Number)
	case ledger.ReasonUnassigned:
		return code(r.Task) + "还没有交办，要等指挥部办公室确认牵头单位，现在不用签收。"
	case ledger.ReasonNoAccept:
		return "没有等您单位签收的任务。看本单位任务请发送：任务"
	case ledger.ReasonWhichAccept:
		return "这条消息里有几项任务。都签收请写：签收 全部；只签收其中几项请写：签收 1、2"
	default:
		return ""
	}
}

// refusalOfProposal says why what waits to be confirmed is not entered, or not corrected.
func refusalOfProposal(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNoProposal:
		return "现在没有等您确认的立项、文件，可能已经确认、取消，或者过了时间。新立一项请发送：立项"
	case ledger.ReasonUnconfirmed:
		return unconfirmed(ledger.ProposalSort(r.Words))
	case ledger.ReasonNotForThat:
		return fmt.Sprintf("单说“%s”只对立项、会议草稿、要导入的文件那条消息有效，这里没有照办。请按上面的提示把整句再发一次，如：办结 17 确认", r.Words)
	case ledger.ReasonNotToConfirm:
		return fmt.Sprintf("没有等您“%s”的事。收到任务请发送：签收 编号；要撤回刚报的进展请发送：撤销", r.Words)
	case ledger.ReasonOthersDraft:
		return "这是别的同志的，要由他本人确认或取消。"
	case ledger.ReasonOldProposal:
		return "您后来改过这份立项，请用最近一条消息下面的按钮。"
	case ledger.ReasonUnready:
		return fmt.Sprintf("还缺%s，写上以后才能确认。不办了请写：取消", asked(r.Words))
	case ledger.ReasonTooManyDrafts:
		return fmt.Sprintf("这段文字读出%s项，一次最多%d项。请分几次发。", r.Words, ledger.DecisionsMost)
	case ledger.ReasonNoDraft:
		return fmt.Sprintf("草稿里没有第%s项，请核对序号。", r.Words)
	case ledger.ReasonDraftWhich:
		return fmt.Sprintf("会议草稿里有%s项，没有改。请写明是第几项，如：2 时限 9月底；3 牵头 水务局；2 反弹 7", r.Words)
	case ledger.ReasonDraftUnread:
		return draftUnread(r.Words)
	case ledger.ReasonDraftForm:
		return fmt.Sprintf("没看懂“%s”。请这样改，一项一行：1 牵头 水务局；2 时限 9月底；3 标题 …；删 2", cut(r.Words, 16))
	case ledger.ReasonRepeatOpen:
		text := code(r.Task) + "还没有办结，或者已经撤项，不算问题又出现。办结、销号以后又出现的，才写：反弹 编号"
		if e.Command == "new" || e.Command == "meeting" {
			text += "；这项照样要立的，请回复：确认"
		}
		return text
	case ledger.ReasonRepeatKnown:
		return fmt.Sprintf("%s已经记为%s的反弹，不用再记。记错了的，请撤项以后重新立项：撤项 %s 反弹记错", code(r.Task), codeWords(r.Words), e.Number)
	default:
		return ""
	}
}

// draftUnread says to somebody whose draft waits, and whose words were not understood, how it is
// corrected and entered.
func draftUnread(words string) string {
	sort, said, _ := strings.Cut(words, " ")
	if ledger.ProposalSort(sort) == ledger.ProposalMeeting {
		return fmt.Sprintf("没看懂“%s”。会议草稿还在等您确认，没有变。要改的写序号：2 时限 9月底、2 牵头 水务局、删 3；立项请发送：全部立项；不办了请发送：取消", cut(said, 16))
	}
	return fmt.Sprintf("没看懂“%s”。立项草稿还在等您确认，没有变。要改的写：时限 9月底、牵头 水务局、标题 …；立项请发送：确认；不办了请发送：取消", cut(said, 16))
}

// unconfirmed says to somebody who agreed in other words what word it takes.
func unconfirmed(sort ledger.ProposalSort) string {
	what, word := "还没有立项", "确认"
	switch sort {
	case ledger.ProposalMeeting:
		word = "全部立项"
	case ledger.ProposalImport:
		what = "还没有导入"
	case ledger.ProposalNew, ledger.ProposalRemark, ledger.ProposalSaying:
	}
	return fmt.Sprintf("%s。同意的请点“%s”，或发送：%s；不办了请发送：取消", what, word, word)
}
