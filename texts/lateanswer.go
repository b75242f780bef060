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
	if said := m.Asides[len(m.Asides)-1]; m.AnsweredBy(said.Unit) {
		return fmt.Sprintf("%s%s的困难，您单位%s的答复照旧有效（%s）；这次写的作为补充记在后面，已转告%s。",
			Code(m.Task), m.Unit, m.Settled.At.Format("1月2日"), cut(inner(m.Settled.Words), 40), unitNames(to))
	}
	return fmt.Sprintf("%s的困难%s，不用您单位答复了；您写的已记下，并转告%s。", Code(m.Task), whoHasIt(m), unitNames(to))
}

// LateAnswerToUnit passes on what a unit wrote that was asked before.
func LateAnswerToUnit(m ledger.Matter) string { return lateAnswer(m, "您单位") }

// LateAnswerToLead tells another lead the same.
func LateAnswerToLead(m ledger.Matter) string { return lateAnswer(m, string(m.Unit)) }

func lateAnswer(m ledger.Matter, whose string) string {
	said := m.Asides[len(m.Asides)-1]
	if m.AnsweredBy(said.Unit) {
		return fmt.Sprintf("%s%s：%s反映的困难，%s%s答复以后又补充：%s。原来的答复：%s。",
			Code(m.Task), cut(m.Title, matterTitle), whose, said.Unit, m.Settled.At.Format("1月2日"), cut(inner(said.Text), 80), cut(inner(m.Settled.Words), 60))
	}
	return fmt.Sprintf("%s%s：%s反映的困难，原来转%s答复，%s补充：%s。供参考，不改变%s。",
		Code(m.Task), cut(m.Title, matterTitle), m.Unit, said.Unit, said.Unit, cut(inner(said.Text), 80), pickWords(m.Verdict == "", "现在的转办", "已有的答复"))
}

// movedOn tells a unit that was asked before, and said nothing, who has the difficulty now.
func movedOn(r *ledger.Refusal) string {
	who := "已由指挥部办公室办理"
	if r.Words != "" {
		who = "已改转" + r.Words
	}
	return code(r.Task) + "的困难" + who + "，不用您单位答复了。有情况要补充的，写上内容再发一次，会转告有关单位。"
}

// answered tells a unit that would answer once more that the answer is there, and how to add to it.
func answered(r *ledger.Refusal, e Example) string {
	how := fmt.Sprintf("写上内容再发一次，如：答复 %s 更正为下周五前解决", e.Number)
	m := r.Before
	switch {
	case m == nil:
		return code(r.Task) + "的困难已经答复过了。要补充或更正的，" + how
	case m.AnsweredBy(ledger.UnitID(r.Words)):
		return fmt.Sprintf("%s%s的困难，您单位%s已答复（%s）：%s。这个答复有效，不用再答。要补充或更正的，%s",
			Code(m.Task), m.Unit, m.Settled.At.Format("1月2日"), m.Settled.Name, cut(inner(m.Settled.Words), 60), how)
	}
	return fmt.Sprintf("%s%s的困难，%s%s已答复：%s。不用您单位再答复。有情况要补充的，写上内容再发一次，如：答复 %s 另需停水一天",
		Code(m.Task), m.Unit, answerer(*m), m.Settled.At.Format("1月2日"), cut(inner(m.Settled.Words), 60), e.Number)
}

// answerer is who answered a difficulty.
func answerer(m ledger.Matter) string {
	if m.Settled.Unit != "" {
		return string(m.Settled.Unit)
	}
	return "指挥部办公室"
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
