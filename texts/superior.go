package texts

import (
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
)

// superiorForm shows a superior's notice as officials write it.
const superiorForm = "上级督办 韶督〔2025〕12号 韶关市政府督查室 8月1日 8月15日前回复 住建局、水务局 扬尘问题整改"

// SuperiorRegistered tells the office which task a superior's notice became, and how its units
// hear of it.
func SuperiorRegistered(t ledger.Task, heard string) string {
	text := fmt.Sprintf("已登记上级督办 %s%s，立项%s%s：牵头%s", t.Superior.Number, bracketed(issued(t.Superior)), Code(t.ID), cut(t.Title, matterTitle), unitNames(t.Lead))
	if len(t.Co) > 0 {
		text += "，配合" + unitNames(t.Co)
	}
	return text + fmt.Sprintf("；%s前回复上级，单位办理时限%s。", Day(t.Superior.ReplyBy), Day(t.Limit.Due)) + heard
}

// SuperiorToUnits tells units of a superior's notice whose day is so near that it cannot wait for
// their digest.
func SuperiorToUnits(t ledger.Task, today ledger.Date) string {
	text := fmt.Sprintf("【上级督办】%s%s：%s%s%s\n%s；牵头%s", t.Superior.Number, bracketed(issued(t.Superior)), Lamp(t.Lamp(today)), Code(t.ID), inner(t.Title), superiorDay(t.Superior, today), unitNames(t.Lead))
	if len(t.Co) > 0 {
		text += "，配合" + unitNames(t.Co)
	}
	return text + fmt.Sprintf("。单位办理时限%s，时间紧，请马上办理。\n请直接回复本消息：百分比 一句话，如：80 材料已备好", shortDate(t.Limit.Due, today))
}

// superiorStands says of a task which superior's notice it answers, and how the reply stands.
func superiorStands(t ledger.Task, today ledger.Date) string {
	if t.Superior.Number == "" {
		return ""
	}
	return fmt.Sprintf("上级督办：%s%s，%s", t.Superior.Number, bracketed(issued(t.Superior)), superiorDay(t.Superior, today))
}

// superiorWords add the superior's day to a line of the list of his notices.
func superiorWords(list FoundList, t ledger.Task, today ledger.Date) string {
	if !list.Superior {
		return ""
	}
	return "；" + superiorDay(t.Superior, today)
}

func superiorOf(t ledger.Task) string {
	if t.Superior.Number == "" {
		return ""
	}
	return fmt.Sprintf("上级督办：%s%s，%s前回复上级", t.Superior.Number, bracketed(issued(t.Superior)), Day(t.Superior.ReplyBy))
}

// issued says who issued a superior's notice, and when, as far as it was said.
func issued(n ledger.Superior) string {
	parts := []string{n.From}
	if !n.On.IsZero() {
		parts = append(parts, Day(n.On))
	}
	return strings.Trim(strings.Join(parts, "，"), "，")
}

func bracketed(words string) string {
	if words == "" {
		return ""
	}
	return "（" + words + "）"
}

// draftText is how much of what a superior wants is shown before it is registered; all of it is kept.
const draftText = 300

// SuperiorDraft shows what was understood of a superior's notice that is not registered yet, and
// asks for what is missing or wrong. mentioned are units of which its words speak.
func SuperiorDraft(said ledger.SuperiorWords, wrong ledger.Reason, mentioned []ledger.UnitID) string {
	n, lacks := said.Notice, said.Lacks()
	or := func(words, part string) string {
		switch {
		case words != "":
			return words
		case slices.Contains(lacks, part):
			return "【还缺】"
		}
		return "没写（可以不写）"
	}
	units := unitNames(said.Lead)
	switch {
	case units != "" && len(said.Co) > 0:
		units += "牵头，" + unitNames(said.Co) + "配合"
	case units != "":
		units += "牵头"
	case len(said.Co) > 0:
		units = "【还缺牵头单位】" + unitNames(said.Co) + "配合"
	}
	lines := []string{
		"上级督办，还没有登记，看懂的是：",
		"文号：" + or(n.Number, ledger.SuperiorLacksNumber),
		"发文机关：" + or(n.From, ""),
		"来文日期：" + or(dayOrNone(n.On), ""),
		"回复期限：" + or(dayOrNone(n.ReplyBy), ledger.SuperiorLacksReply),
		"承办单位：" + or(units, ledger.SuperiorLacksUnits),
		"内容：" + or(cut(said.Text, draftText), ledger.SuperiorLacksText),
	}
	if number := said.Repeat; !number.IsZero() {
		lines = append(lines, "反弹："+repeatNumber(number))
	}
	return strings.Join(append(lines, superiorAsks(said, wrong, mentioned)...), "\n")
}

func dayOrNone(day ledger.Date) string {
	if day.IsZero() {
		return ""
	}
	return Day(day)
}

// superiorAsks says what is wrong, what is missing, and how to go on.
func superiorAsks(said ledger.SuperiorWords, wrong ledger.Reason, mentioned []ledger.UnitID) []string {
	var lines []string
	if said.Unknown != "" {
		lines = append(lines, fmt.Sprintf("没有找到单位“%s”，请写单位简称。", cut(said.Unknown, 24)))
	}
	if said.Undated != "" && said.Notice.ReplyBy.IsZero() {
		lines = append(lines, fmt.Sprintf("没看懂日期“%s”，请写回复上级的那一天。", cut(said.Undated, 24)))
	}
	if said.Left != "" {
		lines = append(lines, fmt.Sprintf("“%s”没有看懂是哪一项。改内容的，请写：内容：……", cut(said.Left, 24)))
	}
	switch wrong { //nolint:exhaustive // only these are set right here
	case ledger.ReasonRepeatOpen:
		return append(lines, fmt.Sprintf("反弹写的%s还没有办结，或者已经撤项，不算问题又出现。写错了的，直接回复：反弹 编号；不关联、照样登记的，回复：照此登记（不登记的回复：取消）", repeatNumber(said.Repeat)))
	case ledger.ReasonNoTask:
		return append(lines, fmt.Sprintf("没有找到反弹写的%s。请核对，直接回复：反弹 编号；不关联、照样登记的，回复：照此登记（不登记的回复：取消）", repeatNumber(said.Repeat)))
	case ledger.ReasonSuperiorPast:
		return append(lines, "回复上级的日期已经过了，请核对。直接回复本消息正确的日期，如：8月15日前回复（不登记的回复：取消）")
	case ledger.ReasonSuperiorFuture:
		return append(lines, "来文日期还没有到，请核对。直接回复本消息正确的日期，如：7月10日来文（不登记的回复：取消）")
	}
	if len(mentioned) > 0 {
		lines = append(lines, fmt.Sprintf("内容里提到%s，由它承办的，请直接回复：%s", unitNames(mentioned), unitNames(mentioned[:1])))
	}
	var names, examples []string
	for _, part := range said.Lacks() {
		name, example := superiorPart(part)
		names, examples = append(names, name), append(examples, example)
	}
	switch {
	case len(names) > 0:
		lines = append(lines, fmt.Sprintf("还缺%s。直接回复本消息补上就行，如：%s（不登记的回复：取消）", strings.Join(names, "、"), strings.Join(examples, "；")))
	case said.Left != "":
		lines = append(lines, "其他都齐了。不用改的，请直接回复：照此登记（不登记的回复：取消）")
	default:
		lines = append(lines, "直接回复本消息正确的单位就行，如：住建局（不登记的回复：取消）")
	}
	return lines
}

// superiorPart is the name of a part that is missing, and an example of it.
func superiorPart(part string) (name, example string) {
	switch part {
	case ledger.SuperiorLacksNumber:
		return "文号", "韶督〔2025〕12号"
	case ledger.SuperiorLacksReply:
		return "回复日期", "8月15日前回复"
	case ledger.SuperiorLacksUnits:
		return "承办单位", "住建局牵头、水务局配合"
	default:
		return "督办内容", "内容：扬尘问题整改"
	}
}

// SuperiorDropped says that a notice of which something was missing is not registered.
func SuperiorDropped() string { return "好的，这份上级督办没有登记。" }
