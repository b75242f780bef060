package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// ButtonNotice shows a notice in full to a unit that got a copy of it, or issued it.
const ButtonNotice = "看督办单"

// copiesOf are those who get a copy of a notice, as its paper names them.
func copiesOf(n ledger.Notice) string {
	names := slices.Clone(n.Named)
	if len(n.Copies) > 0 {
		names = append([]string{unitNames(n.Copies)}, names...)
	}
	return strings.Join(names, "、")
}

// onPaperOnly says of whom a copy is named and whom the program cannot tell; empty: of nobody.
// A formal paper may name anybody, so it is no mistake.
func onPaperOnly(n ledger.Notice) string {
	if len(n.Named) == 0 {
		return ""
	}
	return "抄送的“" + strings.Join(n.Named, "、") + "”不在单位名录里，只印在督办单上，这里通知不到，请另行送达。"
}

// copiesTold says to whoever signed a notice who gets a copy of it, and how.
func copiesTold(n ledger.Notice) string {
	text := ""
	if len(n.Copies) > 0 {
		text = "抄送" + unitNames(n.Copies) + "，列入其下一次提醒。"
	}
	return text + onPaperOnly(n)
}

// NoticeCopied is a notice as somebody reads it who gets a copy: without what became of it
// between the one who issued it and those it is to.
func NoticeCopied(n ledger.Notice, today ledger.Date) string {
	return Notice(n) + "\n——抄送件，供了解情况，不用签收、回复。" + noticeState(n, today)
}

// noticeOf is the notice of a task of which a telling speaks.
func noticeOf(t ledger.Task, why ledger.Telling) ledger.Noticed {
	i := slices.IndexFunc(t.Notices, func(n ledger.Noticed) bool { return n.Number == why.Title })
	if i < 0 {
		return ledger.Noticed{Number: why.Title}
	}
	return t.Notices[i]
}

// asideWords say what a unit is told of a notice that it does not have to answer.
func asideWords(why ledger.Telling, t ledger.Task, today ledger.Date) string {
	n := noticeOf(t, why)
	switch why.Reason {
	case ledger.OccasionCopyVoid:
		return fmt.Sprintf("抄送您单位的%s已作废（%s）", n.Number, cut(inner(n.Why), matterTitle))
	case ledger.OccasionHeard:
		by := "您单位"
		if n.Once != "" {
			by = "原" + string(n.Once)
		}
		return fmt.Sprintf("%s签发的%s：%s", by, n.Number, heardWords(n, why, today))
	default:
		text := fmt.Sprintf("抄送您单位：%s，主送%s", n.Number, unitNames(n.Units))
		switch {
		case n.State == ledger.NoticeDone:
			text += "，已办理"
		case !n.ReplyBy.IsZero():
			text += fmt.Sprintf("，请其%s前回复", shortDate(n.ReplyBy, today))
		}
		return text + "；看全文请发送：督办 " + noticeShort(n.Number)
	}
}

func heardWords(n ledger.Noticed, why ledger.Telling, today ledger.Date) string {
	if why.N >= len(n.Heard) {
		return "有回复"
	}
	h, day := n.Heard[why.N], shortDate(why.On, today)
	said := ""
	if h.Text != "" {
		said = "“" + cut(inner(h.Text), titleShown) + "”"
	}
	switch {
	case h.Late:
		return fmt.Sprintf("%s%s才签收，还没有回复", h.Unit, day)
	case h.Verdict == ledger.VerdictApproved:
		return fmt.Sprintf("%s的回复%s，%s已通过审核", h.Unit, said, day)
	case h.Verdict == ledger.VerdictReturned:
		return fmt.Sprintf("%s的回复%s，%s退回重报", h.Unit, said, day)
	default:
		return fmt.Sprintf("%s%s已回复%s，等办公室审核", h.Unit, day, said)
	}
}

// aside reports whether a line only tells of notices that the unit does not have to answer.
func aside(line DigestLine) bool {
	return !slices.ContainsFunc(line.Why, func(why ledger.Telling) bool { return !isAside(why) })
}

func isAside(why ledger.Telling) bool {
	return why.Reason == ledger.OccasionCopied || why.Reason == ledger.OccasionCopyVoid || why.Reason == ledger.OccasionHeard
}

// noticeButtons show the notices of which a line tells; number stands before the label where
// there are several lines.
func noticeButtons(line DigestLine, number string) []ledger.Button {
	var row []ledger.Button
	for _, why := range line.Why {
		n := noticeOf(line.Task, why)
		data := ledger.Press(ledger.PressNotice, string(n.Notice))
		if isAside(why) && n.Notice != "" && !slices.ContainsFunc(row, func(b ledger.Button) bool { return b.Data == data }) {
			row = append(row, ledger.Button{Label: number + ButtonNotice + " " + noticeShort(n.Number), Data: data})
		}
	}
	return row[:min(len(row), buttonsInRow)]
}

// IssuedByUnit lists in 待办 the notices that a unit issued by its mandate and that still run.
func IssuedByUnit(unit ledger.UnitID, found []ledger.Notice, total int64, today ledger.Date) string {
	if total == 0 {
		return ""
	}
	lines := []string{fmt.Sprintf("%s签发、还没有办完的督办单%d份（回复由指挥部办公室审核）：", unit, total)}
	for _, n := range found {
		lines = append(lines, fmt.Sprintf("· %s %s：%s%s，%s", n.Number(), unitNames(n.Units), Code(n.Task), cut(n.Title, matterTitle), noticeState(n, today)))
	}
	return strings.Join(append(lines, "看全文请发送：督办 "+noticeShort(found[0].Number())), "\n")
}

// repliesOfDay tells the office which units replied to notices on a day, and which acknowledged
// one late.
func repliesOfDay(replied, late []ledger.Entry) string {
	var said []string
	if len(replied) > 0 {
		said = append(said, "今日回复督办单："+noticesOfEntries(replied))
	}
	if len(late) > 0 {
		said = append(said, "今日迟签收督办单："+noticesOfEntries(late))
	}
	return strings.Join(said, "\n")
}

// noticesOfEntries name the notices of entries with their units, those of the morning first.
func noticesOfEntries(entries []ledger.Entry) string {
	var names []string
	for _, e := range slices.Backward(entries) {
		number := Code(e.Task)
		for _, f := range e.Fields {
			if f.Name == "number" {
				number = f.After
			}
		}
		name := fmt.Sprintf("%s（%s%s）", number, e.Unit, pickWords(e.Why == string(ledger.MatterHeadSign), "，等一把手签字", ""))
		if !slices.Contains(names, name) { // sent back, and replied to again
			names = append(names, name)
		}
	}
	return shortList(names, unitsShown)
}
