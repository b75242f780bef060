package texts

import (
	"fmt"

	"duban/ledger"
)

// relapses say how often the problem came back; empty: never.
func relapses(t ledger.Task) string {
	if n := t.Relapses(); n > 0 {
		return fmt.Sprintf("反弹%d次", n)
	}
	return ""
}

// reopenings are the reopenings of a task, a line for each.
func reopenings(t ledger.Task) []string {
	lines := make([]string, len(t.Reopened))
	for i, r := range t.Reopened {
		was := "收回办结"
		switch {
		case r.Child != "" && !r.Closed.IsZero():
			was = "随" + Code(r.Child) + "重启，原于" + Day(r.Closed) + "销号"
		case r.Child != "":
			was = "随" + Code(r.Child) + "重启"
		case r.Mistake:
			was = "误销更正，原于" + Day(r.Closed) + "销号"
		case r.Relapse && !r.Closed.IsZero():
			was = "反弹，原于" + Day(r.Closed) + "销号"
		case r.Relapse:
			was = "反弹，原已销号"
		case !r.Completed.IsZero():
			was += "，原于" + Day(r.Completed) + "办结"
		}
		lines[i] = fmt.Sprintf("%s（%s）：%s", Day(r.On), was, cut(r.Why, 60))
	}
	return lines
}

// rechecks are the looks back at a task, a line for each.
func rechecks(t ledger.Task) []string {
	lines := make([]string, len(t.Rechecks))
	for i, r := range t.Rechecks {
		word := "合格"
		if !r.Good {
			word = "反弹"
		}
		lines[i] = fmt.Sprintf("%s %s（%s）", Day(r.On), word, r.By)
		if r.Words != "" {
			lines[i] += "：" + cut(r.Words, 60)
		}
		lines[i] += withFiles(len(r.Files), "，附件%d个")
	}
	return lines
}

// ReopenedToUnit tells the unit that a task was taken up again.
func ReopenedToUnit(t ledger.Task, why string, today ledger.Date) string {
	head := "办结已收回，任务继续办理"
	if n := t.Relapses(); n > 0 && t.Reopened[len(t.Reopened)-1].Relapse {
		head = fmt.Sprintf("销号后反弹（第%d次），任务重启", n)
	}
	if t.Reopened[len(t.Reopened)-1].Mistake {
		head = "销号有误，已更正，任务继续办理，不算反弹"
	}
	return fmt.Sprintf("%s %s%s：%s。原因：%s。进度%d%%，时限：%s。",
		Lamp(t.Lamp(today)), Code(t.ID), cut(t.Title, titleShown), head, inner(why), t.Percent, limitAndRaw(t, today))
}

// ReopenedToOffice tells whoever reopened a task what he did.
func ReopenedToOffice(t ledger.Task, today ledger.Date, told bool) string {
	text := fmt.Sprintf("已重启 %s%s，进度%d%%，时限：%s", Code(t.ID), cut(t.Title, titleShown), t.Percent, limitAndRaw(t, today))
	if t.Reopened[len(t.Reopened)-1].Mistake {
		text += "，按误销更正，不记反弹"
	} else if words := relapses(t); words != "" {
		text += "，记" + words
	}
	if !told {
		return text + "。有单位没有群也没有联络员，没有通知到。"
	}
	return text + "，已告知单位。"
}

// Rechecked tells who looked back what was recorded, and when it is due next.
func Rechecked(t ledger.Task) string {
	text := fmt.Sprintf("已登记回头看 %s%s：合格", Code(t.ID), cut(t.Title, titleShown))
	if due := t.RecheckDue(); !due.IsZero() {
		return text + "，下次在" + Day(due) + "。"
	}
	return text + "，回头看已全部完成。"
}

// refusalOfCloseout says why something cannot be struck off, looked back at or reopened.
func refusalOfCloseout(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonInPlace, ledger.ReasonElsewhere:
		return refusalOfPlace(r, e)
	case ledger.ReasonNoApplication, ledger.ReasonNotYourMatter, ledger.ReasonWhichBack, ledger.ReasonPublicRuns, ledger.ReasonPublicDays, ledger.ReasonStanding:
		return refusalOfTakingBack(r, e)
	case ledger.ReasonVoid:
		return code(r.Task) + "的这件事不用再决定了：任务情况已经变化，或者单位撤回了。看最新的请发送：待办"
	case ledger.ReasonNotCompleted:
		return fmt.Sprintf("%s还没有办结，不能申请销号。完成了请先报办结：进展 %s 100 一句话，办公室确认以后再申请。", code(r.Task), e.Number)
	case ledger.ReasonClosing:
		return fmt.Sprintf("%s正在办理销号%s，不用再申请。办到哪一步请发送：查看 %s", code(r.Task), atStep(r.Words, "（%s）"), e.Number)
	case ledger.ReasonNoEvidence:
		return fmt.Sprintf("%s%s要附佐证材料：请发照片或文件，在说明里写：%s", code(r.Task), atStep(r.Words, "的“%s”"), evidenceForm(e))
	case ledger.ReasonFileOwed:
		return fmt.Sprintf("%s的附件内容还没有取到，系统正在自动再取；取到后%s才能通过。请过一会儿再发：同意 %s；等不及的，请单位回复申请的消息，把附件再发一次。", code(r.Task), atStep(r.Words, "“%s”"), e.Number)
	case ledger.ReasonNoNumber:
		return fmt.Sprintf("请写上级复核意见和文号，如：同意 %s 韶环督函〔2025〕12号，同意销号", e.Number)
	case ledger.ReasonNoPublic:
		if e.Command == "endpublic" {
			return code(r.Task) + "现在没有在公示，不用取消。在公示的请发送：查 公示中"
		}
		return code(r.Task) + "现在没有在公示，不能登记异议。在公示的请发送：查 公示中"
	case ledger.ReasonUphold:
		return fmt.Sprintf("异议只分成立、不成立，请写：成立 %s，或 不成立 %s 理由。成立的，销号申请随之退回单位。", e.Number, e.Number)
	case ledger.ReasonNoStep:
		return fmt.Sprintf("%s现在没有到公示这一步。办到哪一步请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonNotEnded:
		return fmt.Sprintf("%s还在办理，不用重启。看办到哪一步请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonNotClosed:
		return fmt.Sprintf("%s还没有销号，不用回头看。看办到哪一步请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonReopenPercent:
		return "重启以后的进度要在0到99之间，不写也可以，如：" + reopenForm(e)
	case ledger.ReasonReopenDate:
		if r.Words != "" {
			return "新的时限要在今天以后，如：" + reopenForm(e)
		}
		return code(r.Task) + "原来的时限已经过了，请写上新的整改时限，如：" + reopenForm(e) + pickWords(e.Command == "reopen", fmt.Sprintf("；是误销的，写：重启 %s 误销 情况", e.Number), "")
	default:
		return ""
	}
}

// atStep names the step that a refusal is about, if it names one.
func atStep(step, form string) string {
	if step == "" {
		return ""
	}
	return fmt.Sprintf(form, stepShort(ledger.StepName(step)))
}

func evidenceForm(e Example) string {
	if e.Command == "approve" || e.Command == "public" {
		return "同意 " + e.Number
	}
	return fmt.Sprintf("销号 %s 一句话说明", e.Number)
}

func reopenForm(e Example) string {
	if e.Command == "recheck" {
		return fmt.Sprintf("回头看 %s 反弹 9月30日 情况", e.Number)
	}
	return fmt.Sprintf("重启 %s 9月30日 理由", e.Number)
}
