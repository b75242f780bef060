package texts

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// AnswerMissing is what is wrong where a unit has not answered: whose work stands still, for want
// of what and since when.
func AnswerMissing(m ledger.Matter, today ledger.Date) string {
	unit, _ := m.Desk.Unit()
	return fmt.Sprintf("截至%s，%s还没有答复%s的困难，%s，对方的工作停着：%s（%s转来）",
		shortDate(today, today), unit, m.Unit, answerDay(m, today), saidWords(m, 60), shortDate(m.AskedOn(), today))
}

// AnswerRequirement is what a notice demands of a unit that has not answered.
func AnswerRequirement(m ledger.Matter) string {
	return fmt.Sprintf("请立即研究，答复%s怎么解决、什么时候解决。直接回复本消息就是答复，马上告知对方，不用另外回复督办单。", m.Unit)
}

// RisenAgainst tells a head or a leader that supervision of a unit which has not answered rose to
// a level without a notice.
func RisenAgainst(m ledger.Matter, r ledger.Rise, today ledger.Date) string {
	return fmt.Sprintf("【%s】%s%s：%s。", r.Name, Code(m.Task), cut(m.Title, matterTitle), AnswerMissing(m, today))
}

// Against names a step against a unit that has not answered.
func Against(m ledger.Matter, r ledger.Rise) string {
	unit, _ := m.Desk.Unit()
	return fmt.Sprintf("%s（对%s，应答复%s）", r.Name, unit, m.Unit)
}

// heldStand says the same at the end of a line that is there for another reason, as long as
// the task waits.
func heldStand(line DigestLine, today ledger.Date) string {
	_, _, held := line.Task.HeldUp()
	if !held || slices.ContainsFunc(line.Why, func(why ledger.Telling) bool { return why.Reason == ledger.OccasionHeld }) {
		return ""
	}
	return "；" + heldWords(line.Task, today)
}

// heldWords tell the unit that leads a task kindly that the wait is not counted against it.
func heldWords(t ledger.Task, today ledger.Date) string {
	_, since, _ := t.HeldUp()
	unit := unitNames(t.HeldBy())
	if since.IsZero() {
		return fmt.Sprintf("正等%s答复，等的这些天不算您单位的，督办改催%s", unit, unit)
	}
	return fmt.Sprintf("%s起等%s答复，等的这些天不算您单位的，督办改催%s", shortDate(since, today), unit, unit)
}
