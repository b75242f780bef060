package texts

import (
	"fmt"
	"strconv"
	"strings"

	"duban/ledger"
)

// NewToUnit tells a unit at once of a new task whose limit comes before its next digest.
func NewToUnit(t ledger.Task, today ledger.Date) string {
	return fmt.Sprintf("%s %s%s：新交办，请您单位牵头，时限：%s。请先签收；办完请发送：进展 %s 100 一句话",
		Lamp(t.Lamp(today)), Code(t.ID), cut(t.Title, titleShown), limitAndRaw(t, today), Number(t.ID))
}

// AtOnce is how units hear of work that cannot wait for their digest.
type AtOnce struct {
	Tasks   []ledger.Task   // of which units were told at once
	Units   []ledger.UnitID // that were told
	Unknown []ledger.UnitID // for which nobody is there to be told
	Late    []ledger.Task   // of which no unit can be told before the limit has passed
}

// Heard says when units hear of what was given to them, and whom to call.
func Heard(tasks int, told AtOnce) string {
	text := "单位会在下一次提醒里收到。"
	switch {
	case len(told.Units) == 0 && len(told.Unknown) > 0 && tasks == 1:
		text = ""
	case len(told.Units) > 0 && tasks == 1:
		text = "时间紧，已马上告知" + unitNames(told.Units) + "。"
	case len(told.Units) > 0:
		text = "单位会在下一次提醒里收到；时限在那以前的，已马上告知：" + strings.Join(codesOf(told.Tasks), "、") + "。"
	}
	if len(told.Unknown) > 0 {
		text += notReached(told.Unknown)
	}
	return text
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

// HeardLate warns of tasks of which units hear when the limit has passed, with the line by which
// one gets another; of a superior's notice the limit is not ours. Of none it says nothing.
func HeardLate(late []ledger.Task, today, other ledger.Date) string {
	if len(late) == 0 {
		return ""
	}
	text := fmt.Sprintf("\n注意：现在不是工作时间，%s的单位收到时，时限已经过了，请马上打电话告知。", strings.Join(codesOf(late), "、"))
	if late[0].Superior.Number == "" {
		id := late[0].ID
		if len(late) > 1 && late[0].Parent != "" && late[0].Parent == late[len(late)-1].Parent {
			id = late[0].Parent // its parts move with it
		}
		text += fmt.Sprintf("要另定的请发送：时限 %s %s 时间不够", Number(id), shortDate(other, today))
	}
	return text
}

// ProposedLate warns of the same before the task is entered.
func ProposedLate(today, other ledger.Date) string {
	return "\n注意：现在不是工作时间，单位收到时，时限已经过了。要改的写：时限 " + shortDate(other, today)
}

// DraftsLate warns of drafts whose units would hear of them too late, by their numbers in the list.
// Of none it says nothing.
func DraftsLate(numbers []int, today, other ledger.Date) string {
	if len(numbers) == 0 {
		return ""
	}
	which := make([]string, len(numbers))
	for i, n := range numbers {
		which[i] = strconv.Itoa(n)
	}
	return fmt.Sprintf("\n注意：现在不是工作时间，第%s项的单位收到时，时限已经过了。要改的回复本消息：%d 时限 %s", strings.Join(which, "、"), numbers[0], shortDate(other, today))
}
