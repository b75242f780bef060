package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// NewToUnit tells a unit at once of a new task whose limit comes before its next digest.
func NewToUnit(t ledger.Task, today ledger.Date) string {
	return fmt.Sprintf("%s %s%s：新交办，请您单位牵头，时限：%s。请先签收；办完请发送：进展 %s 100 一句话",
		Lamp(t.Lamp(today)), Code(t.ID), cut(t.Title, titleShown), limitAndRaw(t, today), Number(t.ID))
}

// toldWhen says when units hear of what was given to them.
func toldWhen(tasks int, told []ledger.Task) string {
	switch {
	case len(told) == 0:
		return "单位会在下一次提醒里收到。"
	case tasks == 1:
		return "时限在下一次提醒以前，已马上告知单位。"
	default:
		return "单位会在下一次提醒里收到；时限在那以前的，已马上告知：" + strings.Join(codesOf(told), "、") + "。"
	}
}

func codesOf(tasks []ledger.Task) []string {
	var codes []string
	for _, t := range tasks {
		if code := Code(t.ID); len(codes) == 0 || codes[len(codes)-1] != code {
			codes = append(codes, code)
		}
	}
	return codes
}

// HeardLate warns that units hear of a task when its limit has passed, with the line by which it
// gets another one; empty: of none.
func HeardLate(late []ledger.Task, today, other ledger.Date) string {
	if len(late) == 0 {
		return ""
	}
	return fmt.Sprintf("\n注意：现在不是工作时间，%s的单位收到时，时限已经过了。要另定的请发送：时限 %s %s 时间不够",
		strings.Join(codesOf(late), "、"), Number(late[0].ID), shortDate(other, today))
}

// ProposedLate warns of the same before the task is entered.
func ProposedLate(today, other ledger.Date) string {
	return "\n注意：现在不是工作时间，单位收到时，时限已经过了。要改的写：时限 " + shortDate(other, today)
}
