package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// hinderedBeside tells a unit whose report is in that the difficulty of another lead goes on.
func hinderedBeside(r Result) string {
	if !r.Lead || r.Promised || r.Report.NoChange {
		return ""
	}
	var lines []string
	for _, w := range r.Task.HinderedBeside(r.Report.Unit) {
		lines = append(lines, fmt.Sprintf("%s的困难（%s）", w.Lead, cut(inner(w.Words), 30)))
	}
	if len(lines) == 0 {
		return ""
	}
	after := ""
	if r.Ended != "" {
		after = "。"
	}
	return after + "共同牵头的" + strings.Join(lines, "、") + "还在等答复，不受这次报告影响。"
}

// hinderedLines are the difficulties of a task: of each unit that leads it with others, or its own.
func hinderedLines(t ledger.Task) []string {
	var lines []string
	for _, w := range t.Hindrances() {
		lines = append(lines, fmt.Sprintf("%s的困难：%s（自%s）", w.Lead, w.Words, Day(w.On)))
	}
	if len(lines) == 0 && t.Blocked != "" {
		lines = []string{fmt.Sprintf("困难：%s（自%s）", t.Blocked, Day(t.BlockedOn))}
	}
	return lines
}

// hinderedWords tell a lead in the digest what is in the way of another one.
func hinderedWords(w ledger.Waiting, today ledger.Date) string {
	who := "办公室"
	if unit := askedUnit(w.Desk); unit != "" {
		who = string(unit)
	}
	return fmt.Sprintf("共同牵头的%s%s反映困难（%s），已转%s", w.Lead, shortDate(w.On, today), cut(inner(w.Words), 30), who)
}

// hinders says why a completion is not taken while the difficulty of another lead waits.
func hinders(r *ledger.Refusal, e Example) string {
	unit, words, _ := strings.Cut(r.Words, " ")
	return fmt.Sprintf("%s共同牵头的%s的困难（%s）还在等答复，现在不能报办结。贵单位的部分做完了，请先写：进展 %s 90 我单位部分已完成；困难解决、%s报了进展以后，再报100",
		code(r.Task), unit, cut(inner(words), 30), e.Number, unit)
}

// answeredBy says which of several units that were asked have answered.
func answeredBy(w ledger.Waiting) string {
	if len(w.Answered) == 0 {
		return ""
	}
	return "；" + unitNames(w.Answered) + "已答复"
}
