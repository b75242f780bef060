package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// DecidedToLead tells a unit what was decided on that another one asked for, with which it leads
// the task.
func DecidedToLead(m ledger.Matter) string {
	return strings.Replace(DecidedToUnit(m), "您单位的", string(m.Unit)+"的", 1)
}

// AnsweredToLead tells a unit what was answered to the difficulty of such a unit.
func AnsweredToLead(m ledger.Matter, left []ledger.UnitID) string {
	return strings.Replace(AnsweredToUnit(m, left), "您单位反映的", string(m.Unit)+"反映的", 1)
}

// PlanReplaced tells a unit that such a unit has set the task's plan anew.
func PlanReplaced(t ledger.Task, unit ledger.UnitID, today ledger.Date) string {
	var lines []string
	for _, line := range t.Timetable() {
		lines = append(lines, fmt.Sprintf("%d. %s %s", line.N, shortDate(line.Date, today), line.Title))
	}
	return fmt.Sprintf("%s：%s重新报了计划，原来的已由这份替换：\n%s\n有不同意见的，请两家商定后再发：计划 %s 日期 内容；…", named(t), unit, strings.Join(lines, "\n"), Number(t.ID))
}

// ReviewOvertaken tells a unit that its completion was taken back by what such a unit has reported since.
func ReviewOvertaken(t ledger.Task) string {
	return fmt.Sprintf("%s：%s报进度%d%%，您单位报的办结随之收回，不再等审核。请两家核对；都完成后再报：进展 %s 100 一句话", named(t), t.Last.Unit, t.Percent, Number(t.ID))
}

// deniedWords tell a unit what such a unit asked for in vain.
func deniedWords(why ledger.Telling, day string) string {
	text := fmt.Sprintf("共同牵头的%s的%s，办公室%s%s", why.Denied.Unit, MatterName(why.Denied.Kind), day, verdictName(why.Denied.Verdict))
	if why.Denied.Words != "" {
		text += "（" + cut(why.Denied.Words, titleShown) + "）"
	}
	return text + "，照常办理"
}
