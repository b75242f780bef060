package texts

import (
	"fmt"
	"slices"

	"duban/ledger"
)

// Instruction tells the leading units what a leader wrote on their task; shares are the children
// of a divided one whose units are told as well.
func Instruction(t ledger.Task, i ledger.Instruction, shares []ledger.Task) string {
	text := fmt.Sprintf("【领导批示】%s%s\n%s%s：%s\n请按批示抓紧办理", Code(t.ID), t.Title, i.Post, i.Name, i.Text)
	switch {
	case t.Open() && t.Divided():
		text += "。" + sharedWords(t, shares)
	case t.Open():
		text += "，并回复本消息报进展，如：80 沟渠已清"
	}
	return text
}

// Instructed confirms an instruction to the leader. held: it is night, and the units are
// told in the morning; silent: units that nobody could be told of.
func Instructed(t ledger.Task, units []ledger.UnitID, held bool, silent []ledger.UnitID) string {
	text := fmt.Sprintf("批示已记入 %s%s。", Code(t.ID), cut(t.Title, matterTitle))
	switch {
	case len(units) == 0:
	case held:
		text += fmt.Sprintf("现在是休息时间，上班后转告%s。", unitNames(units))
	default:
		text += fmt.Sprintf("已转告%s。", unitNames(units))
	}
	if len(silent) > 0 {
		text += unitNames(silent) + "还没有联络员，请办公室转告。"
	}
	return text
}

// TaskRequested confirms a leader's wish for a new task.
func TaskRequested(m ledger.Matter) string {
	return fmt.Sprintf("已转指挥部办公室立项：%s。%s前答复您。", cut(inner(m.Text), 60), ShortDay(m.AnswerBy))
}

// decidedInstruction tells the office what it decided on a leader's wish, and what is left
// to do: the task is registered by the office's own command.
func decidedInstruction(m ledger.Matter) string {
	text := fmt.Sprintf("已答复%s：%s，已告知领导。", asks(m), pickWords(m.Verdict == ledger.VerdictReturned, "请再明确", verdictName(m.Verdict)))
	if m.Verdict == ledger.VerdictApproved {
		text += "\n请接着立项，如：\n立项 " + inner(m.Text)
	}
	return text
}

// InstructionDecided tells the leader what came of his wish.
func InstructionDecided(m ledger.Matter) string {
	answer := "同意立项"
	switch m.Verdict {
	case ledger.VerdictRefused:
		answer = "建议暂不立项"
	case ledger.VerdictReturned:
		answer = "请您再明确一下"
	case ledger.VerdictApproved, ledger.VerdictVoid, ledger.VerdictAnswered:
	}
	text := fmt.Sprintf("您批示立项的“%s”，指挥部办公室%s", cut(inner(m.Text), 40), answer)
	if m.Settled.Words != "" {
		text += "：" + inner(m.Settled.Words)
	}
	return text + "。"
}

// instructedShown is how many tasks of the day's instructions the evening's report names.
const instructedShown = 5

// instructionsOfDay counts the day's instructions: on which tasks, and wishes for new ones.
func instructionsOfDay(entries []ledger.Entry) string {
	if len(entries) == 0 {
		return ""
	}
	var codes []string
	wishes := 0
	for _, e := range slices.Backward(entries) { // the latest come first
		switch {
		case e.Why == string(ledger.MatterInstruction):
			wishes++
		case !slices.Contains(codes, Code(e.Task)):
			codes = append(codes, Code(e.Task))
		}
	}
	text := fmt.Sprintf("今日领导批示%d件", len(entries))
	if len(codes) > 0 {
		text += "：" + shortList(codes, instructedShown)
	}
	if wishes > 0 {
		text += fmt.Sprintf("；其中要求立项%d件，发送 /queue", wishes)
	}
	return text
}
