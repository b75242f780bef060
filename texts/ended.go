package texts

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// EndedApplication tells a unit that one of its applications will not be answered any more,
// and why.
func EndedApplication(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s%s：您单位的%s随之结束（%s），不用再等答复。", Code(m.Task), cut(m.Title, matterTitle), MatterName(m.Kind), whyEnded(m, t))
}

// EndedWith says the same beside words that name the task already.
func EndedWith(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s的%s随之结束（%s），不用再等答复。", Code(m.Task), MatterName(m.Kind), whyEnded(m, t))
}

func whyEnded(m ledger.Matter, t ledger.Task) string {
	switch {
	case t.State == ledger.StateCancelled:
		return "任务已撤项"
	case m.Part != "" && t.Open() && !t.Answers(m.Unit):
		return "这项任务不再由您单位办理"
	case m.Kind == ledger.MatterClaim && len(t.Lead) > 0, m.Part == "" && m.Kind != ledger.MatterClaim && len(t.Lead) > 0 && !slices.Contains(t.Lead, m.Unit):
		return "任务已由" + unitNames(t.Lead) + "牵头"
	case t.State == ledger.StateSuspended:
		return "任务已中止，时限按中止的天数顺延"
	case t.State == ledger.StateSubmitted:
		return "已报办结"
	case t.State == ledger.StateCompleted:
		return "任务已办结"
	case t.State == ledger.StateClosed:
		return "任务已销号"
	case len(t.Lead) == 0:
		return "任务已收回"
	case t.Divided():
		return "任务已分解到各单位"
	case m.Kind == ledger.MatterStep:
		return "任务已重新办理"
	default:
		return "任务情况有变化"
	}
}
