package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// The labels of the buttons of striking off.
const (
	ButtonCloseout = "申请销号"
	ButtonPublic   = "开始公示"
	ButtonNumber   = "登记复核意见"
	ButtonFiled    = "已归档"
	ButtonUphold   = "异议成立"
	ButtonReject   = "不成立"
)

// CompletedButtons are the buttons under a message about a completed task.
func CompletedButtons(t ledger.Task) [][]ledger.Button {
	return [][]ledger.Button{{{Label: ButtonCloseout, Data: ledger.Press(ledger.PressCloseout, string(t.ID))}}}
}

// stepShort is a step's word without who signs, for a line.
func stepShort(name ledger.StepName) string {
	word, _, _ := strings.Cut(StepName(name), "（")
	return word
}

// stepOf is a step with its number: 第2步（共3步）办公室审核.
func stepOf(c ledger.Closeout) string {
	return fmt.Sprintf("第%d步（共%d步）%s", c.At+1, len(c.Steps), stepShort(c.Step().Name))
}

// deskName is who sits at a desk, in words.
func deskName(d ledger.Desk) string {
	kind, of, _ := strings.Cut(string(d), "/")
	switch kind {
	case "head":
		return of + "一把手"
	case "unit", "leader":
		return of
	default:
		return "指挥部办公室"
	}
}

// CloseoutStand says at which step a close-out stands and who has it; empty: there is none.
func CloseoutStand(t ledger.Task, today ledger.Date) string {
	c := t.Closeout
	switch {
	case t.State == ledger.StateClosed && !t.Closed.IsZero():
		return Day(t.Closed)
	case t.State != ledger.StateCompleted || len(c.Steps) == 0:
		return ""
	case c.Taken:
		return Day(c.Returned) + "单位撤回，可以再申请"
	case !c.Returned.IsZero():
		return fmt.Sprintf("%s退回：%s。补充后请再申请", Day(c.Returned), cut(inner(c.Why), 60))
	}
	text := stepOf(c) + signings(t)
	if !c.Until.IsZero() {
		text += fmt.Sprintf("，到%s止", ShortDay(c.Until))
	}
	if _, stopped := t.Waits(ledger.MatterObjection); stopped {
		return text + "，有异议，等指挥部办公室认定"
	}
	if w, ok := t.Waits(ledger.MatterStep); ok && w.By.IsZero() {
		text += "，等" + deskName(w.Desk) + "办理"
	} else if ok {
		text += "，" + at(w, today)
	}
	return text
}

// Passed are the decided steps of a close-out, a line for each.
func Passed(t ledger.Task, today ledger.Date) []string {
	lines := make([]string, len(t.Closeout.Passed))
	for i, p := range t.Closeout.Passed {
		text := shortDate(p.On, today) + " " + stepShort(p.Step) + ofUnit(p)
		switch {
		case p.Verdict == ledger.VerdictReturned:
			text += "退回"
		case p.Verdict == ledger.VerdictVoid:
			text += pickWords(p.Step == ledger.StepPublicNotice && p.Words != "", "取消", "时单位撤回申请")
		case p.Step == ledger.StepPublicNotice:
			text += "期满"
		default:
			text += "通过"
		}
		if p.By != "" {
			text += "（" + byWhom(p.By, p.For, p.Instead) + "）"
		}
		if p.Words != "" {
			text += "：" + cut(p.Words, 60)
		}
		lines[i] = text + withFiles(len(p.Files), "，附件%d个")
	}
	return lines
}

// ofUnit is the unit whose part of a step was passed, where several have to pass it.
func ofUnit(p ledger.Passed) string {
	if p.Unit == "" || p.Instead != "" {
		return ""
	}
	return "（" + string(p.Unit) + "）"
}

func withFiles(n int, form string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(form, n)
}

// CloseoutApplied tells the unit that its application was taken up, and who has it now.
func CloseoutApplied(t ledger.Task) string {
	c := t.Closeout
	if t.State == ledger.StateClosed {
		return fmt.Sprintf("%s%s 已销号。", Code(t.ID), cut(t.Title, titleShown))
	}
	text := fmt.Sprintf("已申请销号 %s%s。", Code(t.ID), cut(t.Title, titleShown)) + withFiles(len(c.Files), "附件%d个。")
	if n := len(c.Passed); n > 0 && c.Passed[n-1].Step == ledger.StepSelfCheck && c.Passed[n-1].On == c.Applied && c.Passed[n-1].Verdict == ledger.VerdictApproved {
		text += "您是一把手，自查自验已同时签字。"
	}
	text += "现在是" + stepOf(c)
	if w, ok := t.Waits(ledger.MatterStep); ok {
		text += "，等" + deskName(w.Desk) + "办理"
	}
	return text + "。办到哪一步，可随时发送：查看 " + Number(t.ID) + "。" + toAdd
}

// AskCloseout asks for the words and the files of an application.
func AskCloseout(t ledger.Task, evidence bool) string {
	text := fmt.Sprintf("%s%s：请回复本消息，", Code(t.ID), cut(t.Title, titleShown))
	if evidence {
		return text + "附上佐证材料（照片或文件），说明里写一句话，如：已通水运行，出水达标"
	}
	return text + "用一句话说明完成情况，如：已通水运行，出水达标（可附照片或文件）"
}

// AskNumber asks for the superior's answer.
func AskNumber(m ledger.Matter) string {
	return fmt.Sprintf("%s%s：请回复本消息，写上级复核意见和文号，如：韶环督函〔2025〕12号，同意销号", Code(m.Task), cut(m.Title, matterTitle))
}

// instead says why the office decides what is somebody else's; empty: it is not.
func instead(m ledger.Matter) string {
	_, unit := m.Instead.Unit()
	switch {
	case m.Instead == "":
		return ""
	case m.Vacant.IsZero():
		return fmt.Sprintf("，%s还没有登记，请办公室代办", deskName(m.Instead))
	case unit:
		return fmt.Sprintf("，%s自%s起没有登记人员，请办公室代办", deskName(m.Instead), Day(m.Vacant))
	default:
		return fmt.Sprintf("，%s已离任（自%s起空缺），请办公室代办", deskName(m.Instead), Day(m.Vacant))
	}
}

// stepLabel is the label of the button that grants a step.
func stepLabel(step ledger.StepName) string {
	switch step {
	case ledger.StepPublicNotice:
		return ButtonPublic
	case ledger.StepSuperior:
		return ButtonNumber
	case ledger.StepFile:
		return ButtonFiled
	case ledger.StepSelfCheck, ledger.StepLeadVerify, ledger.StepAccept, ledger.StepOffice, ledger.StepLeaderSign:
		return ButtonApprove
	default:
		return ButtonApprove
	}
}

// StepDecided tells whoever decided a step what came of it and what is next.
func StepDecided(m ledger.Matter, t ledger.Task) string {
	name := Code(m.Task) + cut(m.Title, matterTitle)
	if m.Instead != "" && m.Instead == m.Desk {
		name = "已记为代" + deskName(m.Instead) + "办理，并已告知。" + name
	}
	switch {
	case m.Verdict == ledger.VerdictReturned:
		return fmt.Sprintf("已退回 %s的销号申请（%s），已告知%s。", name, stepShort(m.Step), m.Unit)
	case t.State == ledger.StateClosed:
		return name + "：销号步骤全部办完，已转入已销号清单。"
	case !t.Closeout.Until.IsZero():
		return fmt.Sprintf("%s 开始公示，到%s止，期满自动进入下一步。期间有异议请发送：异议 %s 内容", name, ShortDay(t.Closeout.Until), Number(m.Task))
	}
	text := fmt.Sprintf("%s %s已通过。下一步：%s", name, stepShort(m.Step), stepShort(t.Closeout.Step().Name))
	if m.Step == t.Closeout.Step().Name {
		text = fmt.Sprintf("%s %s您这一家已通过，还要其他单位", name, stepShort(m.Step))
	}
	if w, ok := t.Waits(ledger.MatterStep); ok {
		text += "，等" + deskName(w.Desk) + "办理"
	}
	return text + "。"
}

// CloseoutReturned tells the unit why its close-out came back, and from where it goes on.
func CloseoutReturned(t ledger.Task) string {
	c := t.Closeout
	last := c.Passed[len(c.Passed)-1]
	return fmt.Sprintf("%s%s：销号申请在“%s”被退回：%s。补充后请再申请：销号 %s 一句话说明，从“%s”重新办理。",
		Code(t.ID), cut(t.Title, titleShown), stepShort(last.Step), inner(c.Why), Number(t.ID), stepShort(c.Step().Name))
}

// Closed tells the unit that the task was struck off.
func Closed(t ledger.Task) string {
	return fmt.Sprintf("🔵 %s%s：已于%s销号。谢谢！", Code(t.ID), cut(t.Title, titleShown), Day(t.Closed))
}

// ReviewReturned tells the unit that its completion was sent back.
func ReviewReturned(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s%s：报办结被指挥部办公室退回：%s。任务继续办理，进度按%d%%计；完成后请再报：进展 %s 100 一句话",
		Code(t.ID), cut(t.Title, titleShown), inner(m.Settled.Words), t.Percent, Number(t.ID))
}

// ReviewReturnedToOffice tells the office what it did.
func ReviewReturnedToOffice(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("已退回 %s%s的报办结，任务继续办理，进度按%d%%计，已告知单位。", Code(m.Task), m.Unit, t.Percent)
}

// Objected tells the office what an objection does.
func Objected(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("已登记异议 %s%s，公示暂停，等认定。成立的退回%s，不成立的请写理由，公示继续（到%s止）。",
		Code(m.Task), cut(m.Title, matterTitle), m.Unit, ShortDay(t.Closeout.Until))
}

// ObjectionDecided tells the office what its decision on an objection did.
func ObjectionDecided(m ledger.Matter, t ledger.Task, today ledger.Date) string {
	if m.Verdict == ledger.VerdictApproved {
		return fmt.Sprintf("异议成立，%s%s的销号申请已退回%s，已告知。", Code(m.Task), cut(m.Title, matterTitle), m.Unit)
	}
	if t.Closeout.Until < today {
		return fmt.Sprintf("异议不成立，%s%s公示期已满，下一个工作日上午进入下一步。", Code(m.Task), cut(m.Title, matterTitle))
	}
	return fmt.Sprintf("异议不成立，%s%s继续公示，到%s止，期满进入下一步。", Code(m.Task), cut(m.Title, matterTitle), ShortDay(t.Closeout.Until))
}
