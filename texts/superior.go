package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// superiorForm shows a superior's notice as officials write it.
const superiorForm = "上级督办 韶督〔2025〕12号 韶关市政府督查室 8月1日 8月15日前回复 住建局、水务局 扬尘问题整改"

// SuperiorTold is how the units hear of a superior's notice that was registered.
type SuperiorTold struct {
	Digest  bool            // in their next digest
	Units   []ledger.UnitID // were told at once
	Unknown []ledger.UnitID // nobody is there to be told
	Silent  []ledger.UnitID // would be told too late, and are to be called
}

// SuperiorRegistered tells the office which task a superior's notice became, and how its units
// hear of it.
func SuperiorRegistered(t ledger.Task, told SuperiorTold) string {
	text := fmt.Sprintf("已登记上级督办 %s%s，立项%s%s：牵头%s", t.Superior.Number, bracketed(issued(t.Superior)), Code(t.ID), cut(t.Title, matterTitle), unitNames(t.Lead))
	if len(t.Co) > 0 {
		text += "，配合" + unitNames(t.Co)
	}
	return text + fmt.Sprintf("；%s前回复上级，单位办理时限%s。", Day(t.Superior.ReplyBy), Day(t.Limit.Due)) + told.words()
}

func (s SuperiorTold) words() string {
	text := ""
	if s.Digest {
		text += "下一个工作日的提醒里告知单位。"
	}
	if len(s.Units) > 0 {
		text += "时间紧，已马上告知" + unitNames(s.Units) + "。"
	}
	if len(s.Unknown) > 0 {
		text += unitNames(s.Unknown) + "还没有联络员，没有告知到，请马上打电话。"
	}
	if len(s.Silent) > 0 {
		text += "现在不是上班时间，等系统提醒单位就过了时限，请马上打电话告知" + unitNames(s.Silent) + "。"
	}
	return text
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

// superiorLacks says which parts of a superior's notice were not found in the words.
func superiorLacks(lacks string) string {
	var names []string
	for part := range strings.FieldsSeq(lacks) {
		names = append(names, map[string]string{
			ledger.SuperiorLacksNumber: "文号", ledger.SuperiorLacksReply: "回复日期", ledger.SuperiorLacksUnits: "承办单位", ledger.SuperiorLacksText: "督办内容",
		}[part])
	}
	if len(names) == 0 {
		names = []string{"内容"}
	}
	return fmt.Sprintf("还缺%s，没有登记。请补上再发一次，先后不限，用空格、逗号、分号隔开都可以，如：\n%s", strings.Join(names, "、"), superiorForm)
}
