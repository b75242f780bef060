package texts

import (
	"fmt"

	"duban/ledger"
)

// DraftEnded tells whoever would have signed a draft of the ladder, or decided on a proposal
// of it, that it has ended, and why.
func DraftEnded(m ledger.Matter, t ledger.Task, n ledger.Notice, today ledger.Date) string {
	name, rest := "系统拟的约谈建议", "不用再定"
	if m.Kind == ledger.MatterSign {
		name, rest = "系统拟的"+n.Level.Name+"还没有签发，", "不用再签"
		if n.Level.Name == "" {
			name = "系统拟的督办单还没有签发，"
		}
	}
	return fmt.Sprintf("%s%s：%s随之终止（%s），%s。", Code(m.Task), cut(m.Title, matterTitle), name, whyDraftEnded(t, today), rest)
}

func whyDraftEnded(t ledger.Task, today ledger.Date) string {
	extended := len(t.Extensions) > 0 && t.Extensions[len(t.Extensions)-1].On == today
	switch {
	case t.State == ledger.StateCancelled:
		return "任务已撤项"
	case t.State == ledger.StateSubmitted:
		return "单位已报办结，等审核"
	case t.State == ledger.StateCompleted, t.State == ledger.StateClosed:
		return "任务已办结"
	case extended && !t.Limit.Due.IsZero():
		return "时限已延到" + Day(t.Limit.Due)
	default:
		return "任务情况有变化"
	}
}

// DraftBack tells the same persons that it waits for them again: the report that ended it was
// withdrawn.
func DraftBack(m ledger.Matter, n ledger.Notice) string {
	name := "约谈建议恢复，请决定"
	if m.Kind == ledger.MatterSign {
		name = n.Level.Name + "恢复待签发"
	}
	return fmt.Sprintf("%s%s：单位撤回了刚才的报告，系统拟的%s。看有哪些请发送：待办", Code(m.Task), cut(m.Title, matterTitle), name)
}

// ApplicationBack tells a unit, in the answer by which its report was withdrawn, that what
// that report had ended waits again.
func ApplicationBack(m ledger.Matter) string {
	return fmt.Sprintf("%s原来的%s恢复有效，继续等指挥部办公室答复，不用重报。", Code(m.Task), askedName(m))
}

// ApplicationBackToUnit tells the same to a unit whose application another one's report had ended.
func ApplicationBackToUnit(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s%s：另一个单位撤回了报告，您单位的%s恢复有效，继续等指挥部办公室答复。", Code(t.ID), cut(t.Title, matterTitle), askedName(m))
}

// askedName is what a unit asked for, in its own words: a review is its 报办结.
func askedName(m ledger.Matter) string {
	if m.Kind == ledger.MatterReview {
		return "报办结"
	}
	return MatterName(m.Kind)
}

// Refreshed adds to the answer of whoever signed that a notice says the facts of today, which
// he has not read in the draft.
func Refreshed(was string, n ledger.Notice) string {
	if was == n.Problem || n.Problem == "" {
		return ""
	}
	return "\n问题按签发当天的情况更新为：" + n.Problem
}

// DraftStands tells that a draft or a proposal of the ladder stands again: the work that was
// reported as complete was sent back.
func DraftStands(m ledger.Matter, n ledger.Notice) string {
	name := "约谈建议恢复，请决定"
	if m.Kind == ledger.MatterSign {
		name = n.Level.Name + "恢复待签发，签发时问题按当天情况更新"
	}
	return fmt.Sprintf("%s%s：报办结已退回，系统原拟的%s。", Code(m.Task), cut(m.Title, matterTitle), name)
}

// endedBySubmission says in the list of reviews that a submission ended what the ladder had drafted.
func endedBySubmission(m ledger.Matter) string {
	if len(m.Ended) == 0 || m.Kind != ledger.MatterReview {
		return ""
	}
	return "；系统原拟、还没有签发的督办随之终止（办结被退回的恢复）"
}
