package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// The labels of the buttons about a difficulty.
const (
	ButtonForward = "转办"
	ButtonAnswer  = "答复"
)

// difficultyButtons are what the office does with a difficulty, or the unit that is asked.
func difficultyButtons(m ledger.Matter, number string) []ledger.Button {
	answer := ledger.Button{Label: number + ButtonAnswer, Data: ledger.Press(ledger.PressAnswer, string(m.ID))}
	if _, asked := m.Desk.Unit(); asked {
		return []ledger.Button{answer, {Label: number + ButtonReturn, Data: ledger.Press(ledger.PressReturn, string(m.ID))}}
	}
	return []ledger.Button{
		{Label: number + ButtonForward + string(m.Needs), Data: ledger.Press(ledger.PressForward, string(m.ID))},
		answer,
		{Label: number + ButtonReturn, Data: ledger.Press(ledger.PressReturn, string(m.ID))},
	}
}

// Forwarded tells the office that a difficulty was handed on, to one unit or to several.
func Forwarded(matters []ledger.Matter) string {
	units := make([]ledger.UnitID, len(matters))
	for i, m := range matters {
		units[i] = askedUnit(m.Desk)
	}
	m, each := matters[0], "其"
	if len(units) > 1 {
		each = "各单位分别"
	}
	return fmt.Sprintf("已转%s %s%s的困难，请%s在%s前答复，下一次提醒里列出。答复后直接告知%s。", unitNames(units), Code(m.Task), m.Unit, each, ShortDay(m.AnswerBy), m.Unit)
}

// HandedBack tells the unit that was asked that the office has the difficulty again.
func HandedBack(m ledger.Matter) string {
	return fmt.Sprintf("已退回指挥部办公室 %s%s的困难，您单位不用再答复。", Code(m.Task), m.Unit)
}

// handedBack says to the office which unit handed a difficulty back.
func handedBack(m ledger.Matter) string {
	unit, why := m.HandedBack()
	if why == "" || m.Desk != ledger.DeskOffice {
		return ""
	}
	return fmt.Sprintf("；%s退回：%s", unit, cut(inner(why), 40))
}

// AskForward asks to whom a difficulty is to be handed on.
func AskForward(m ledger.Matter) string {
	return fmt.Sprintf("%s%s反映：%s\n请回复本消息，写：单位 期限 一句话（后两项可以不写），如：财政局 9月15日 请研究拨款", Code(m.Task), m.Unit, cut(m.Text, 60))
}

// AskAnswer asks for the words of an answer.
func AskAnswer(m ledger.Matter) string {
	return fmt.Sprintf("%s%s反映：%s\n请回复本消息，写明怎么解决，如：资金已拨付", Code(m.Task), m.Unit, cut(m.Text, 60))
}

// Answered tells whoever answered a difficulty what came of it.
func Answered(m ledger.Matter) string {
	return fmt.Sprintf("已答复 %s%s的困难：%s。已告知%s。", Code(m.Task), m.Unit, cut(inner(m.Settled.Words), 60), m.Unit)
}

// AnsweredAll tells whoever answered all difficulties of a task at once what came of it.
func AnsweredAll(matters []ledger.Matter) string {
	var units, asked []ledger.UnitID
	for _, m := range matters {
		if !slices.Contains(units, m.Unit) {
			units = append(units, m.Unit)
		}
		if unit := askedUnit(m.Desk); unit != "" && unit != m.Settled.Unit && !slices.Contains(asked, unit) {
			asked = append(asked, unit)
		}
	}
	text := fmt.Sprintf("已%s %s%s的困难：%s。已告知%s。", pickWords(len(matters) > 1, "一并答复", "答复"), Code(matters[0].Task), unitNames(units), cut(inner(matters[0].Settled.Words), 60), unitNames(units))
	if len(asked) > 0 {
		text += unitNames(asked) + "不用再答复。"
	}
	return text
}

// AnsweredToUnit tells the unit that asked what the answer is; left are the units that are asked
// too and have not answered.
func AnsweredToUnit(m ledger.Matter, left []ledger.UnitID) string {
	text := fmt.Sprintf("%s%s：您单位反映的困难（%s），%s答复：%s。",
		Code(m.Task), cut(m.Title, matterTitle), cut(inner(m.Text), 30), answerer(m), inner(m.Settled.Words))
	if len(left) > 0 {
		return text + unitNames(left) + "还没有答复，答复了马上告诉您；不用再等的，直接报进展。"
	}
	return text + "请据此推进，并报进展。"
}

// ForwardedList tells the office what it handed on and waits for, the late ones first.
func ForwardedList(matters []ledger.Matter, total int64, today ledger.Date) string {
	if len(matters) == 0 {
		return ""
	}
	lines := []string{fmt.Sprintf("已转办、等单位答复的%d件：", total)}
	for _, m := range matters {
		unit, _ := m.Desk.Unit()
		lines = append(lines, fmt.Sprintf("· %s%s：%s，%s", Code(m.Task), cut(m.Title, matterTitle), unit, answerDay(m, today)))
	}
	how := fmt.Sprintf("要改转或代为答复：转办 %s 单位，答复 %s 一句话", Number(matters[0].Task), Number(matters[0].Task))
	if task := askedTogether(matters); task != "" {
		how += fmt.Sprintf("；几家一并答复：答复 %s 全部 一句话", Number(task))
	}
	return strings.Join(append(lines, how), "\n")
}

// askedTogether is a task about which several units are asked; empty: none.
func askedTogether(matters []ledger.Matter) ledger.TaskID {
	for i, m := range matters {
		if slices.ContainsFunc(matters[:i], func(other ledger.Matter) bool { return other.Task == m.Task }) {
			return m.Task
		}
	}
	return ""
}

// askedUnit is the unit at whose desk a matter waits, if it is a unit's.
func askedUnit(desk ledger.Desk) ledger.UnitID {
	unit, _ := desk.Unit()
	return unit
}

func answerDay(m ledger.Matter, today ledger.Date) string {
	if !m.Rests.IsZero() {
		return "任务已中止，答复期限顺延"
	}
	if m.AnswerBy < today {
		return fmt.Sprintf("应在%s前答复，已超%d天", shortDate(m.AnswerBy, today), today.Sub(m.AnswerBy))
	}
	return fmt.Sprintf("请在%s前答复", shortDate(m.AnswerBy, today))
}

// requestLine is the request as the unit that is asked reads it, and nothing else of the
// task.
func requestLine(m ledger.Matter, why []ledger.Telling, today ledger.Date) string {
	text := ""
	if day, name := m.RisenQuietly(); !day.IsZero() && day < today {
		text = name + "，请抓紧："
	}
	text += fmt.Sprintf("%s反映困难，请您单位答复：%s", m.Unit, saidWords(m, 80))
	if n := len(m.Forwards); n > 0 && m.Forwards[n-1].Words != "" {
		text += "（办公室：" + cut(m.Forwards[n-1].Words, 40) + "）"
	}
	if n := len(m.Forwards); n > 0 && len(m.Forwards[n-1].With) > 0 {
		text += "（同时也请" + unitNames(m.Forwards[n-1].With) + "答复，各答各的）"
	}
	text += saidAside(m)
	for _, w := range why {
		if w.Reason == ledger.OccasionBlocking {
			return text + fmt.Sprintf("；应在%s前答复，已超%d天，对方的工作停着，请抓紧", shortDate(w.On, today), today.Sub(w.On))
		}
	}
	return text + "；请在" + shortDate(m.AnswerBy, today) + "前答复"
}

// Raised tells the head of a unit, once, that its answer is late.
func Raised(m ledger.Matter, today ledger.Date) string {
	unit, _ := m.Desk.Unit()
	return fmt.Sprintf("【请您过问】%s反映困难，指挥部办公室转%s答复：%s\n%s%s，%s，对方的工作停着。答复请回复本消息，写明怎么解决。",
		m.Unit, unit, saidWords(m, 80), Code(m.Task), cut(m.Title, matterTitle), answerDay(m, today))
}

// RequestButtons are the buttons of a single request.
func RequestButtons(m ledger.Matter) [][]ledger.Button {
	return [][]ledger.Button{difficultyButtons(m, "")}
}

// blockers name the units that should have answered.
func blockers(matters []ledger.Matter, today ledger.Date) string {
	names := make([]string, len(matters))
	for i, m := range matters {
		unit, _ := m.Desk.Unit()
		names[i] = fmt.Sprintf("%s（%s超%d天）", unit, Code(m.Task), today.Sub(m.AnswerBy))
	}
	return strings.Join(names, "、")
}

// refusalOfDifficulty says why a difficulty cannot be handed on or answered.
func refusalOfDifficulty(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonNoDifficulty:
		return code(r.Task) + "没有等答复的困难，可能已经答复过，或者单位又报了新的进展。看这项任务请发送：查看 " + e.Number
	case ledger.ReasonWhichDifficulty:
		unit, _, _ := strings.Cut(r.Words, "、")
		if e.Command == "forward" {
			unit += " 财政局"
		} else {
			unit += " 资金已安排"
		}
		together := ""
		if e.Command != "forward" {
			together = fmt.Sprintf("一并答复的：答复 %s 全部 资金已安排；", e.Number)
		}
		return fmt.Sprintf("%s等答复的困难不止一件：%s。请写明是哪个单位的，如：%s %s %s；%s或发送 待办，在那里办。",
			code(r.Task), r.Words, pickWords(e.Command == "forward", ButtonForward, ButtonAnswer), e.Number, unit, together)
	case ledger.ReasonAnswerIt:
		return fmt.Sprintf("困难不是同意不同意的事，请写明怎么解决，如：答复 %s 资金已安排；要别的单位办的：转办 %s 财政局", e.Number, e.Number)
	case ledger.ReasonNoAnswer:
		return fmt.Sprintf("请写明怎么解决，让单位知道下一步怎么办，如：答复 %s 资金已拨付", e.Number)
	case ledger.ReasonHindered:
		return hinders(r, e)
	case ledger.ReasonMovedOn:
		return movedOn(r)
	case ledger.ReasonAnswered:
		return answered(r, e)
	case ledger.ReasonForwardOwn:
		unit := r.Words
		if unit == "" {
			unit = "这个单位"
		}
		return fmt.Sprintf("%s就是办这件事的单位，不用转给它。请转给能解决的单位，如：转办 %s 财政局", unit, e.Number)
	case ledger.ReasonAskedAlready:
		return fmt.Sprintf("%s的困难已经转给%s，正等它答复，不用再转。要看谁答复了、谁还没有，请发送：查看 %s", code(r.Task), r.Words, e.Number)
	case ledger.ReasonForwardPast:
		return fmt.Sprintf("答复的期限要在今天以后，如：转办 %s 财政局 周五 请研究拨款；不写期限就是%d个工作日", e.Number, ledger.DifficultyAnswer)
	default:
		return ""
	}
}
