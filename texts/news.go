package texts

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// isNews reports whether a reason is of what a unit is told once of a task that it need not lead.
func isNews(why ledger.Telling) bool {
	switch why.Reason {
	case ledger.OccasionVoided, ledger.OccasionIssuedVoid, ledger.OccasionPart, ledger.OccasionPartOver, ledger.OccasionMoved, ledger.OccasionShared, ledger.OccasionHandedMoved:
		return true
	default:
		return false
	}
}

// partWords tell a unit that it has a part in another one's task.
func partWords(t ledger.Task, unit ledger.UnitID) string {
	asked := pickWords(t.PartOf(unit) == ledger.PartImplement, "由"+leads(t)+"牵头，请您单位负责落实", "请配合"+leads(t)+"办理")
	return fmt.Sprintf("%s，%s；有情况请发送：进展 %s 一句话", asked, newLimit(t), Number(t.ID))
}

// voidedWords tell a unit that it owes no reply to a notice any more.
func voidedWords(why ledger.Telling, t ledger.Task) string {
	void := slices.ContainsFunc(t.Notices, func(n ledger.Noticed) bool { return n.Number == why.Title && n.State == ledger.NoticeVoid })
	return why.Title + pickWords(void, "已作废，不用回复", "不用您单位回复了")
}

// countAnswers is to how many lines of a digest the unit can answer by a button: those that only
// let it know take no place.
func countAnswers(unit ledger.UnitID, lines []DigestLine) int {
	n := 0
	for _, line := range lines {
		if line.Request() || line.answers(unit) {
			n++
		}
	}
	return n
}
