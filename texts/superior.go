package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// superiorForm shows a superior's notice as officials write it.
const superiorForm = "上级督办 韶督〔2025〕12号 韶关市政府督查室 8月1日 8月15日前回复 住建局、水务局 扬尘问题整改"

// SuperiorRegistered tells the office which task a superior's notice became.
func SuperiorRegistered(t ledger.Task, told []ledger.Task) string {
	text := fmt.Sprintf("已登记上级督办 %s%s，立项%s%s：牵头%s", t.Superior.Number, bracketed(issued(t.Superior)), Code(t.ID), cut(t.Title, matterTitle), unitNames(t.Lead))
	if len(t.Co) > 0 {
		text += "，配合" + unitNames(t.Co)
	}
	return text + fmt.Sprintf("；%s前回复上级，单位办理时限%s。%s", Day(t.Superior.ReplyBy), Day(t.Limit.Due), pickWords(len(told) == 0, "下一个工作日的提醒里告知单位。", "已马上告知单位。"))
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
