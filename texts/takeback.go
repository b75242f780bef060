package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// TakeBackWords are the words with which a kind of application is taken back.
func TakeBackWords(kind ledger.MatterKind) string {
	switch kind {
	case ledger.MatterExtension:
		return "撤销延期"
	case ledger.MatterStep:
		return "撤销销号"
	case ledger.MatterSentBack:
		return "撤销退办"
	case ledger.MatterSuspension:
		return "撤销中止"
	case ledger.MatterPartial:
		return "撤销阶段性办结"
	case ledger.MatterClaim:
		return "撤销认领"
	default:
		return "撤销申请"
	}
}

// TakenBack tells a unit that its application counts no more.
func TakenBack(m ledger.Matter) string {
	return fmt.Sprintf("已撤回 %s%s的%s，不用再等答复。要再报，照原来的写法发送就行。", Code(m.Task), cut(m.Title, matterTitle), MatterName(m.Kind))
}

// TakenBackToDesk tells whoever was to decide it that nothing is left to decide.
func TakenBackToDesk(m ledger.Matter) string {
	what := MatterName(m.Kind)
	if m.Step != "" {
		what += "（" + stepShort(m.Step) + "）"
	}
	return fmt.Sprintf("%s%s：%s已撤回它的%s，不用再办。", Code(m.Task), cut(m.Title, matterTitle), m.Unit, what)
}

// StepDays is how long a public notice lasts.
func StepDays(step ledger.Step) string {
	if step.Workdays {
		return fmt.Sprintf("%d个工作日", step.Days)
	}
	return fmt.Sprintf("%d天", step.Days)
}

// PublicEnded tells the office that a public notice is over before its time.
func PublicEnded(t ledger.Task) string {
	n := Number(t.ID)
	return fmt.Sprintf("已取消 %s%s的公示，已留痕。可以重新公示：公示 %s；要退回单位：退回 %s 理由", Code(t.ID), cut(t.Title, titleShown), n, n)
}

// refusalOfTakingBack says why an application is not taken back, or a public notice not opened.
func refusalOfTakingBack(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNoApplication:
		if r.Task == "" {
			return fmt.Sprintf("您单位没有要撤回的申请在等答复。记得编号的请写上，如：撤销申请 %s；看任务请发送：任务", e.Number)
		}
		if strings.Contains(e.Word, "认领") {
			return code(r.Task) + "没有在等答复的认领申请，不用撤回。看还有哪些没有牵头单位，请发送：认领"
		}
		return fmt.Sprintf("%s没有在等答复的申请，不用撤回。看办到哪一步请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonNotYourMatter:
		if strings.Contains(e.Word, "认领") {
			return code(r.Task) + "不是您单位申请认领的。看还有哪些没有牵头单位，请发送：认领"
		}
		return fmt.Sprintf("%s的这份申请不是您单位报的，由报的单位撤回。看办到哪一步请发送：查看 %s", code(r.Task), e.Number)
	case ledger.ReasonWhichBack:
		return code(r.Task) + "有几份申请在等答复，请写明撤回哪一份：" + r.Words
	case ledger.ReasonPublicRuns:
		until := ""
		if day, err := ledger.ParseDate(r.Words); err == nil {
			until = "到" + ShortDay(day) + "止，"
		}
		return fmt.Sprintf("%s正在公示，%s期满自动进入下一步。有异议的：异议 %s 内容；公示有误要停下来的：取消公示 %s 理由", code(r.Task), until, e.Number, e.Number)
	case ledger.ReasonPublicDays:
		return fmt.Sprintf("%s的公示天数由销号规则定，是%s，没有照您写的天数办。就按这个天数公示，请发送：公示 %s", code(r.Task), r.Words, e.Number)
	case ledger.ReasonStanding:
		return fmt.Sprintf("%s是长期坚持的任务，不办结，按期报告和回看。确实要结束的，请发送：办结 %s 确认", code(r.Task), e.Number)
	default:
		return ""
	}
}
