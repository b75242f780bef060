package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// partWord says beside a unit's name that it does not lead the task.
func partWord(p ledger.Part) string {
	switch p {
	case ledger.PartCo:
		return "（配合）"
	case ledger.PartImplement:
		return "（落实）"
	case ledger.PartLead, ledger.PartSupervise, ledger.PartAccept:
		return ""
	default:
		return ""
	}
}

// besideWords tell the lead which other unit is stuck, and what it was answered.
func besideWords(t ledger.Task, unit ledger.UnitID, today ledger.Date) string {
	for _, b := range t.Stuck() {
		if b.Unit == unit {
			return string(unit) + shortDate(b.BlockedOn, today) + "反映困难（" + cut(inner(b.Blocked), 30) + "），" + besideAnswer(t, b)
		}
	}
	for _, w := range t.Hindrances() {
		if w.Lead == unit {
			return hinderedWords(w, today)
		}
	}
	return string(unit) + "反映过困难，现在已经解决"
}

// besideAnswer is what became of the difficulty of such a unit.
func besideAnswer(t ledger.Task, b ledger.Beside) string {
	who := "办公室"
	if b.Answerer != "" {
		who = string(b.Answerer)
	}
	if b.Answered.IsZero() {
		for _, w := range t.Waiting {
			if w.Unit == b.Unit && askedUnit(w.Desk) != "" {
				who = string(askedUnit(w.Desk))
			}
		}
		return "已转" + who
	}
	return who + "已答复：" + cut(inner(b.Answer), 30)
}

// stuckBeside are the units beside the lead that are stuck, a line each.
func stuckBeside(t ledger.Task) []string {
	var lines []string
	if !t.Open() {
		return nil
	}
	for _, b := range t.Stuck() {
		answer := ""
		if !b.Answered.IsZero() {
			answer = "；" + besideAnswer(t, b)
		}
		lines = append(lines, fmt.Sprintf("%s的困难：%s（自%s%s）", b.Unit, b.Blocked, Day(b.BlockedOn), answer))
	}
	return lines
}

// stuckWords name in the list of difficulties whose it is, where it is not only the lead's.
func stuckWords(list FoundList, t ledger.Task) string {
	stuck, joint := t.Stuck(), t.Hindrances()
	if len(stuck)+len(joint) == 0 || !slices.ContainsFunc([]string{"困难", "受阻"}, func(word string) bool { return strings.Contains(list.Words, word) }) {
		return ""
	}
	var units []string
	for _, w := range joint {
		if !slices.Contains(units, string(w.Lead)) {
			units = append(units, string(w.Lead))
		}
	}
	for _, b := range stuck {
		units = append(units, string(b.Unit)+partWord(t.PartOf(b.Unit)))
	}
	return "；" + strings.Join(units, "、") + "有困难"
}
