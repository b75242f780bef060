package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// NoLongerAsked tells a unit that it need not answer a difficulty any more, and who does, or has.
func NoLongerAsked(m ledger.Matter) string {
	why := "指挥部办公室已收回"
	switch now, asked := m.Desk.Unit(); {
	case m.Verdict != "":
		why = "指挥部办公室已答复"
	case asked:
		why = "已改转" + string(now)
	}
	return fmt.Sprintf("%s%s：%s反映的困难%s，您单位不用再答复。有情况要补充的，直接回复本消息。", Code(m.Task), cut(m.Title, matterTitle), m.Unit, why)
}

// ForwardedUnreached tells the office that handed a difficulty on that nobody speaks for the unit.
func ForwardedUnreached(m ledger.Matter) string {
	unit, _ := m.Desk.Unit()
	return fmt.Sprintf("但%s没有群也没有联络员，没有发到，请另行送达；绑定以后下一次提醒里列出，发到以前不催它，也不升级。", unit)
}

// LateAnswer answers a unit that was asked before.
func LateAnswer(m ledger.Matter, to []ledger.UnitID) string {
	return fmt.Sprintf("%s的困难%s，不用您单位答复了；您写的已记下，并转告%s。", Code(m.Task), whoHasIt(m), unitNames(to))
}

// LateAnswerToUnit passes on what a unit wrote that was asked before.
func LateAnswerToUnit(m ledger.Matter) string {
	said := m.Asides[len(m.Asides)-1]
	return fmt.Sprintf("%s%s：%s反映的困难，原来转%s答复，%s补充：%s。供参考，不改变现在的转办。",
		Code(m.Task), cut(m.Title, matterTitle), m.Unit, said.Unit, said.Unit, cut(inner(said.Text), 80))
}

// movedOn tells a unit that was asked before, and said nothing, who has the difficulty now.
func movedOn(r *ledger.Refusal) string {
	who := "已由指挥部办公室办理"
	if r.Words != "" {
		who = "已改转" + r.Words
	}
	return code(r.Task) + "的困难" + who + "，不用您单位答复了。有情况要补充的，写上内容再发一次，会转告有关单位。"
}

func whoHasIt(m ledger.Matter) string {
	now, asked := m.Desk.Unit()
	switch {
	case m.Verdict != "":
		return "已经答复过"
	case asked:
		return "已改转" + string(now)
	default:
		return "已由指挥部办公室办理"
	}
}

// saidAside are, for whoever decides on a difficulty, what units said that were asked before.
func saidAside(m ledger.Matter) string {
	var words strings.Builder
	for _, said := range m.Asides {
		fmt.Fprintf(&words, "；%s补充：%s", said.Unit, cut(inner(said.Text), 40))
	}
	return words.String()
}
