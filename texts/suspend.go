package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

func named(t ledger.Task) string { return Code(t.ID) + cut(t.Title, titleShown) }

// Suspended tells the office that work rests.
func Suspended(t ledger.Task) string {
	return fmt.Sprintf("已中止 %s，到%s自动恢复；此前不提醒、不要求报送。恢复时时限按中止的天数顺延。提前恢复请发送：恢复 %s", named(t), Day(t.Suspension.Until), Number(t.ID))
}

// SuspendedToUnit tells the unit the same.
func SuspendedToUnit(t ledger.Task) string {
	return fmt.Sprintf("⚪ %s：指挥部办公室决定中止（%s），到%s自动恢复。此前不提醒、不用报进展；恢复时时限按中止的天数顺延。", named(t), inner(t.Suspension.Why), Day(t.Suspension.Until))
}

// Resumed tells the office that work goes on.
func Resumed(t ledger.Task) string { return fmt.Sprintf("已恢复 %s%s。", named(t), movedLimit(t)) }

// ResumedToUnit tells the unit the same.
func ResumedToUnit(t ledger.Task) string {
	return fmt.Sprintf("%s：指挥部办公室决定恢复办理%s。", named(t), movedLimit(t))
}

// MovedReplies says to which days the answers and replies moved that were due while the work
// rested. unit is the reader, who hears of notices only; empty: the office.
func MovedReplies(done ledger.WentOn, unit ledger.UnitID) string {
	var words []string
	for _, n := range done.Notices {
		if unit == "" || slices.Contains(n.Owed(), unit) {
			words = append(words, fmt.Sprintf("%s的回复期限顺延到%s", n.Number(), Day(n.ReplyBy)))
		}
	}
	for _, m := range done.Matters {
		if unit == "" {
			words = append(words, fmt.Sprintf("%s的答复期限顺延到%s", MatterName(m.Kind), Day(m.AnswerBy)))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words, "；") + "。"
}

// movedLimit shows by how much a suspension moved the limit.
func movedLimit(t ledger.Task) string {
	if n := len(t.Extensions); n > 0 && t.Extensions[n-1].Suspended > 0 && t.Extensions[n-1].On == t.Suspension.Over {
		e := t.Extensions[n-1]
		return fmt.Sprintf("，时限顺延%d天，到%s", e.Suspended, Day(e.To)) + movedSteps(t)
	}
	return ""
}

// movedSteps says that the milestones of a task moved with its limit, if any is left.
func movedSteps(t ledger.Task) string {
	open := func(line ledger.TimetableLine) bool { return !line.Done }
	if !slices.ContainsFunc(t.Timetable(), open) {
		return ""
	}
	return "，没有完成的节点一并顺延"
}

// restsUntil says in 查看 that work rests, and why.
func restsUntil(t ledger.Task) string {
	if t.State != ledger.StateSuspended {
		return ""
	}
	return fmt.Sprintf("自%s至%s（%s）", Day(t.Suspension.On), Day(t.Suspension.Until), inner(t.Suspension.Why))
}

// refusalOfSuspension says why work cannot rest, or cannot go on.
func refusalOfSuspension(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonSuspended:
		if e.Command == "remind" || e.Command == "assign" {
			return fmt.Sprintf("%s已经中止，恢复以前不提醒、不报送。要现在办的，请先发送：恢复 %s", code(r.Task), e.Number)
		}
		return code(r.Task) + "已经中止，恢复以前不用报，也不提醒。看到哪天请发送：查看 " + e.Number
	case ledger.ReasonNotSuspended:
		return code(r.Task) + "没有中止，不用恢复。看中止的任务请发送：查 中止"
	case ledger.ReasonSuspendPast:
		return fmt.Sprintf("恢复的日期要在今天以后，如：中止 %s 9月30日 等待上级批复", e.Number)
	case ledger.ReasonSuspendFar:
		return fmt.Sprintf("一次最多中止%d天，请写近一些的日期，到时还不能办的再申请，如：中止 %s 9月30日 等待上级批复", ledger.SuspendMost, e.Number)
	default:
		return ""
	}
}
