package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// Unled lists the tasks that nobody leads, for units: their titles only.
func Unled(tasks []ledger.Task, total int64) string {
	if total == 0 {
		return "目前没有等待交办的任务。"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "还没有牵头单位的%d项：\n", total)
	for i, t := range tasks {
		fmt.Fprintf(&b, "%d. %s\n", i+1, named(t))
	}
	if left := total - int64(len(tasks)); left > 0 {
		fmt.Fprintf(&b, "后面还有%d项，前面的交办以后可以看到\n", left)
	}
	fmt.Fprintf(&b, "属于您单位职责的，请发送：认领 %s，由指挥部办公室决定。", Number(tasks[0].ID))
	return b.String()
}

// ClaimPassed tells a unit that a task which it had claimed was handed to another one.
func ClaimPassed(m ledger.Matter, t ledger.Task) string {
	return fmt.Sprintf("%s%s：您单位申请认领的这项任务，指挥部办公室已交办给%s。谢谢您单位主动担当。", Code(m.Task), cut(m.Title, matterTitle), unitNames(t.Lead))
}

// sentBack says what came of a task that was sent back, or that was not taken back.
func sentBack(m ledger.Matter) string {
	switch {
	case m.Verdict != ledger.VerdictApproved:
		return "，仍由" + string(m.Unit) + "牵头"
	case m.Settled.Lead == "":
		return "，" + string(m.Unit) + "不再牵头"
	default:
		return "，改由" + string(m.Settled.Lead) + "牵头"
	}
}

// leftWithout tells the office what is to be done with a task that nobody leads now.
func leftWithout(m ledger.Matter, t ledger.Task) string {
	if m.Kind != ledger.MatterSentBack || len(t.Lead) > 0 {
		return ""
	}
	return fmt.Sprintf("现在没有牵头单位，请用：交办 %s 单位；都有哪些，发送：查 未交办", Number(t.ID))
}

// DecidedOn tells whoever decided a matter what came of it, and what is left to do on its task.
func DecidedOn(d ledger.Decided) string {
	given := ""
	if due := d.Matter.Settled.Date; d.Matter.Kind == ledger.MatterSentBack && !due.IsZero() {
		given = "新的时限" + Day(due) + "。"
	}
	return Decided(d.Matter) + given + leftWithout(d.Matter, d.Task)
}

// withdrawnBack tells a unit that its report ends its wish to give the task back.
func withdrawnBack(r Result) string {
	if _, back := r.Was.Waits(ledger.MatterSentBack); !back || !r.Lead || r.Promised {
		return ""
	}
	return "已报进展，原来的退办申请随之撤回。"
}

// refusalOfSentBack says why a task is not sent back, or not claimed.
func refusalOfSentBack(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonHandled:
		return fmt.Sprintf("%s已经报过进展或者已在办理，不能退办了。需要别的单位配合或换单位的，请说明情况：困难 %s 原因", code(r.Task), e.Number)
	case ledger.ReasonBackToSelf:
		return fmt.Sprintf("退办的就是%s，请写另一个单位，如：同意 %s 水务局；还不知道是谁的，只写：同意 %s", r.Words, e.Number, e.Number)
	case ledger.ReasonHasLead:
		return fmt.Sprintf("%s已由%s牵头，不用认领。看还有哪些没有牵头单位，请发送：认领", code(r.Task), r.Words)
	case ledger.ReasonWaits:
		if e.Command == "claim" {
			return code(r.Task) + "已经有单位申请认领，正在等指挥部办公室决定，不用再报。"
		}
	default:
	}
	return ""
}
