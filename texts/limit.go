package texts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// LimitSet tells the office which limit a task has now, which it had, and what goes with it; told:
// that units were told at once, but for those that are unknown.
func LimitSet(was, is ledger.Task, told bool, unknown []ledger.UnitID) string {
	text := fmt.Sprintf("已定 %s%s 的时限：%s", Code(is.ID), cut(is.Title, titleShown), limitOf(is.Limit))
	switch {
	case was.Limit.Due == is.Limit.Due && !is.Limit.Due.IsZero():
		text = fmt.Sprintf("已核定 %s%s 的时限：%s", Code(is.ID), cut(is.Title, titleShown), limitOf(is.Limit))
	case !was.Limit.Due.IsZero():
		text = fmt.Sprintf("已把 %s%s 的时限改为%s（原定%s）", Code(is.ID), cut(is.Title, titleShown), limitOf(is.Limit), Day(was.Limit.Due))
	case was.Limit.Standing:
		text = fmt.Sprintf("已把 %s%s 的时限改为%s（原为长期坚持）", Code(is.ID), cut(is.Title, titleShown), limitOf(is.Limit))
	}
	switch {
	case len(is.Lead) == 0:
		text += "。还没有牵头单位，请发送：交办 " + Number(is.ID) + " 单位"
	case told && len(unknown) == len(is.Lead):
		text += "。" + notReached(unknown)
	case told:
		text += "，已马上告知单位。" + notReached(unknown)
	default:
		text += "，单位在下一次提醒里看到。"
	}
	if was.Escalation.Level != "" && is.Escalation.Level == "" {
		text += "\n按原时限的逐级督办随之终止；已发的督办单照常回复。"
	}
	return text + beyond(is)
}

// notReached names the units of which nobody is there to be told.
func notReached(units []ledger.UnitID) string {
	if len(units) == 0 {
		return ""
	}
	return unitNames(units) + "还没有联络员，没有告知到，请马上打电话。"
}

// beyond warns of the steps of a timetable that would come after the limit.
func beyond(t ledger.Task) string {
	lines := t.Beyond()
	if len(lines) == 0 {
		return ""
	}
	return fmt.Sprintf("\n注意：有%d个节点在新时限之后（%s），请单位重报计划。", len(lines), Day(lines[0].Date)+lines[0].Title)
}

// LimitToUnit tells the units at once of a limit that is there before their next digest.
func LimitToUnit(was, is ledger.Task) string {
	return fmt.Sprintf("%s%s：%s。", Code(is.ID), cut(is.Title, titleShown), limitMoved(was.Limit.Due.String(), is, true))
}

// LimitToOffice tells the office that a unit with a mandate moved the limit of what it handed over.
func LimitToOffice(by string, was, is ledger.Task) string {
	return fmt.Sprintf("【告知】%s（%s）按授权改时限：\n%s%s，%s。", is.HandedBy, by, Code(is.ID), cut(is.Title, titleShown), limitMoved(was.Limit.Due.String(), is, false))
}

// limitMoved says to whom which limit a task has now, beside the one that they knew, and why.
func limitMoved(knew string, t ledger.Task, lead bool) string {
	text := "时限定为" + limitOf(t.Limit)
	if day, err := ledger.ParseDate(knew); err == nil && !day.IsZero() {
		text = fmt.Sprintf("时限改为%s（原定%s）", limitOf(t.Limit), Day(day))
	}
	if n := len(t.Extensions); n > 0 && t.Extensions[n-1].Why != "" {
		text += "：" + inner(cut(t.Extensions[n-1].Why, 40))
	}
	if len(t.Beyond()) > 0 && lead {
		text += "；计划里有节点在新时限之后，请重报：计划 " + Number(t.ID)
	}
	return text
}

// orDay is a limit that stood before.
func orDay(d ledger.Date) string {
	if d.IsZero() {
		return "未定"
	}
	return Day(d)
}

func limitOf(l ledger.Limit) string {
	switch {
	case !l.Due.IsZero():
		return Day(l.Due)
	case l.Standing:
		return "长期坚持"
	default:
		return "未定"
	}
}

// limitsSet are the limits that the task was given without an application, a line for each.
func limitsSet(t ledger.Task) []string {
	var lines []string
	for _, e := range t.Extensions {
		if e.By == "" {
			continue
		}
		line := fmt.Sprintf("%s由%s定为%s", Day(e.On), e.By, limitOf(ledger.Limit{Due: e.To, Standing: e.To.IsZero()}))
		if !e.From.IsZero() && e.From != e.To {
			line += "（原定" + Day(e.From) + "）"
		}
		if e.Of != "" {
			line += "，随" + Code(e.Of)
		}
		if e.Why != "" {
			line += "：" + cut(e.Why, 60)
		}
		lines = append(lines, line)
	}
	return lines
}

// HowLimited says to whoever may how a limit that waits for the office's word is set; empty: none
// waits.
func HowLimited(t ledger.Task, today ledger.Date) string {
	if !t.Open() || !t.LimitOpen() {
		return ""
	}
	if !t.Limit.Due.IsZero() {
		return fmt.Sprintf("\n时限要您核对，对的也请定一下：时限 %s %s", Number(t.ID), shortDate(t.Limit.Due, today))
	}
	return fmt.Sprintf("\n时限还没有定，请发送：时限 %s %s", Number(t.ID), Example{Today: today}.later())
}

// howConfirmed says below a list of what waits for the office's word how a limit is set.
func howConfirmed(list FoundList, today ledger.Date) string {
	i := slices.IndexFunc(list.Tasks, func(t ledger.Task) bool { return t.Open() && t.LimitOpen() })
	if i < 0 || !strings.Contains(list.Words, "确认") {
		return ""
	}
	return fmt.Sprintf("时限没有定的，由办公室定：时限 %s %s\n", Number(list.Tasks[i].ID), Example{Today: today}.later())
}

// LimitNear warns the office that units come to lead a task whose limit has passed or nearly so,
// with the line by which it sets another one.
func LimitNear(t ledger.Task, today, other ledger.Date) string {
	stand := "今天到期"
	switch left := t.Limit.Due.Sub(today); {
	case left < 0:
		stand = fmt.Sprintf("已过%d天", -left)
	case left > 0:
		stand = fmt.Sprintf("只剩%d天", left)
	}
	return fmt.Sprintf("\n注意：时限%s%s，没有改，%s接手就要按它算。要另定的请发送：时限 %s %s 改由%s牵头",
		Day(t.Limit.Due), stand, unitNames(t.Lead), Number(t.ID), shortDate(other, today), unitNames(t.Lead))
}

// refusalOfLimit says why a task cannot be given that limit.
func refusalOfLimit(r *ledger.Refusal, e Example) string {
	set := fmt.Sprintf("时限 %s %s 上级调整了要求", e.Number, e.later())
	switch r.Reason { //nolint:exhaustive // of limits
	case ledger.ReasonLimitNoDay:
		return fmt.Sprintf("%s有完成日期，不能改成“%s”这样没有日期的，否则再也不会提醒到期。请写日期，如：%s", code(r.Task), cut(r.Words, 16), set)
	case ledger.ReasonLimitSteps:
		return fmt.Sprintf("一次只定一个完成时限，没有改。完成时限请写：%s；分步的节点由牵头单位报：计划 %s", set, e.Number)
	case ledger.ReasonLimitEach:
		return "一条只改一项任务的时限，没有改。请一项一条发送：\n" + r.Words
	case ledger.ReasonLimitWhose:
		return fmt.Sprintf("现在没有等您确认的立项、会议草稿。给已经立项的任务定时限，请连编号一起写，如：时限 %s %s 上级调整了要求", e.Number, cut(r.Words, 16))
	case ledger.ReasonLimitApart:
		return fmt.Sprintf("牵头单位不变，只改%s的时限的，请写明理由：时限 %s %s 上级调整了要求", code(r.Task), e.Number, cmp.Or(dayOr(r.Words), e.later()))
	case ledger.ReasonLimitAsked:
		return fmt.Sprintf("%s有一份延期申请在等指挥部办公室答复，时限要随它一起定，没有改。同意的：同意 %s；批另一个日期的：同意 %s %s；不同意的：不同意 %s 理由",
			code(r.Task), e.Number, e.Number, e.later(), e.Number)
	case ledger.ReasonLimitWhy:
		return fmt.Sprintf("%s正在办理，改时限请写明理由，单位和以后查的人都要看，如：时限 %s %s 上级调整了要求", code(r.Task), e.Number, cut(r.Words, 16))
	case ledger.ReasonSameLimit:
		return fmt.Sprintf("%s的时限本来就是%s，没有改。", code(r.Task), cmp.Or(dayOr(r.Words), "长期坚持"))
	}
	if e.Command != "limit" && e.Command != "assign" && e.Command != "approve" || r.Task == "" {
		return ""
	}
	switch r.Reason { //nolint:exhaustive // what these commands say otherwise
	case ledger.ReasonLimitPast:
		return fmt.Sprintf("时限“%s”已经过去了，没有改。请写今天或以后的日期，跨年的写上年份，如：%s", cut(cmp.Or(dayOr(r.Words), r.Words), 16), limitForm(e))
	case ledger.ReasonLimit:
		return fmt.Sprintf("没看懂时限“%s”，没有改。请写明日期，如：%s", cut(r.Words, 16), set)
	case ledger.ReasonSuspended:
		if e.Command == "limit" {
			return fmt.Sprintf("%s已经中止，恢复时时限自动顺延，现在不改。要现在办的，请先发送：恢复 %s", code(r.Task), e.Number)
		}
	case ledger.ReasonClosed:
		if e.Command == "limit" {
			return fmt.Sprintf("%s已经办结，时限不再改。要重新办的，请连同新时限发送：重启 %s %s 理由", code(r.Task), e.Number, e.later())
		}
	}
	return ""
}

// limitForm is the line in which a day that has passed is to be written anew.
func limitForm(e Example) string {
	switch e.Command {
	case "assign":
		return fmt.Sprintf("交办 %s 水务局 %s", e.Number, e.later())
	case "approve":
		return fmt.Sprintf("同意 %s 改交水务局 %s", e.Number, e.later())
	}
	return fmt.Sprintf("时限 %s %s 上级调整了要求", e.Number, e.later())
}

// dayOr is a stored day as people read it; empty: there is none.
func dayOr(words string) string {
	if day, err := ledger.ParseDate(strings.TrimSpace(words)); err == nil && !day.IsZero() {
		return Day(day)
	}
	return ""
}
