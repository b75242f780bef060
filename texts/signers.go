package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// byWhom names who decided: himself, for somebody who is away (代), or the office in the
// place of whoever has it (代办).
func byWhom(name, stood string, instead ledger.Desk) string {
	switch {
	case instead != "":
		return name + "代办，应由" + deskName(instead) + "办"
	case stood != "":
		return name + "代" + stood
	default:
		return name
	}
}

// at says where a step waits, and how late it is.
func at(w ledger.Waiting, today ledger.Date) string {
	text := "在" + deskName(w.Desk) + "处"
	switch {
	case w.By.IsZero():
	case w.By < today:
		text += fmt.Sprintf("，已超%d天", today.Sub(w.By))
	default:
		text += "，请在" + ShortDay(w.By) + "前办"
	}
	return text
}

// signings says of a step that several have to pass who did and who did not.
func signings(t ledger.Task) string {
	var done, left []string
	for _, s := range t.Signings() {
		if s.Done {
			done = append(done, deskName(s.Desk))
		} else {
			left = append(left, deskName(s.Desk))
		}
	}
	if len(left) == 0 {
		return ""
	}
	text := "还要" + strings.Join(left, "、")
	if len(done) > 0 {
		text = strings.Join(done, "、") + "已通过，" + text
	}
	return "（" + text + "）"
}

// StalledList tells the office which close-outs wait past their day at the desks of others;
// first is the number of the first line, so that each can be decided by it.
func StalledList(stalled []ledger.Matter, total int64, first int, today ledger.Date) string {
	if len(stalled) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "销号在单位、领导处超期未办的有%d件：\n", total)
	for i, m := range stalled {
		fmt.Fprintf(&b, "%d. %s%s，在%s处，已超%d天\n", first+i, matterTask(m), stepShort(m.Step), deskName(m.Desk), today.Sub(m.AnswerBy))
	}
	if left := total - int64(len(stalled)); left > 0 {
		fmt.Fprintf(&b, "还有%d件，请发送：查 销号超期\n", left)
	}
	fmt.Fprintf(&b, "可以再等，也可以由办公室退回或写明理由代办：退回 %d 理由；同意 %d 理由", first, first)
	return b.String()
}

// stalledTasks are the tasks of that list in the office's evening report, each with where it waits.
func stalledTasks(tasks []ledger.Task, today ledger.Date) string {
	names := make([]string, 0, len(tasks))
	for _, t := range tasks {
		if w, ok := t.Waits(ledger.MatterStep); ok {
			names = append(names, Code(t.ID)+at(w, today))
		}
	}
	return shortList(names, unitsShown)
}

// AskInPlace asks the office for the reason why it decides in somebody's place.
func AskInPlace(m ledger.Matter) string {
	return fmt.Sprintf("%s的%s应由%s办。由办公室代办的，请回复本消息写明理由（记为代办，并告知%s），如：已电话征得同意",
		Code(m.Task), stepShort(m.Step), deskName(m.Desk), deskName(m.Desk))
}

// DecidedInPlace tells whoever had a step that the office has decided it in his place.
func DecidedInPlace(m ledger.Matter) string {
	return fmt.Sprintf("%s%s：等您办的“%s”已过期限，指挥部办公室%s已代办（%s）：%s。不用再办；有不同意见请联系指挥部办公室。",
		Code(m.Task), cut(m.Title, matterTitle), stepShort(m.Step), m.Settled.Name, verdictName(m.Verdict), inner(m.Settled.Words))
}

// refusalOfPlace says where a step waits instead, and what the office may do about it.
func refusalOfPlace(r *ledger.Refusal, e Example) string {
	m := r.Before
	switch {
	case m == nil && r.Reason == ledger.ReasonInPlace:
		return fmt.Sprintf("由办公室代办的，请写明理由（记为代办），如：同意 %s 已电话征得同意", e.Number)
	case m == nil:
		return "这一步不在您这里，期限也还没有过，不用您决定。看在谁那里请发送：查看 " + e.Number
	}
	what := fmt.Sprintf("%s的%s在%s处", code(m.Task), stepShort(m.Step), deskName(m.Desk))
	if r.Reason == ledger.ReasonInPlace {
		return what + fmt.Sprintf("，期限已过。由办公室代办的，请写明理由（记为代办），如：同意 %s 已电话征得同意；要退回单位的：退回 %s 理由", e.Number, e.Number)
	}
	return what + "，应在" + ShortDay(m.AnswerBy) + "前办，不用您决定。过了期限还没有办的，指挥部办公室可以退回或代办。"
}
