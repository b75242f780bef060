package texts

import (
	"fmt"
	"strings"

	"duban/ledger"
)

// Burdens is the table of how often units were addressed unasked, the most first.
func Burdens(week ledger.Date, burdens []ledger.Burden, total int64, budget int) string {
	span := fmt.Sprintf("%s至%s", ShortDay(week), ShortDay(week.AddDays(6)))
	if len(burdens) == 0 {
		return fmt.Sprintf("减负表 %s：没有主动向单位发过消息。", span)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "减负表 %s，主动发给单位的消息（每单位每周最多%d条）：\n", span, budget)
	for i, one := range burdens {
		fmt.Fprintf(&b, "%d. %s\n", i+1, burdenWords(one, budget))
	}
	if more := total - int64(len(burdens)); more > 0 {
		fmt.Fprintf(&b, "另有%d个单位，都不比以上多。\n", more)
	}
	return strings.TrimSpace(b.String())
}

func burdenWords(b ledger.Burden, budget int) string {
	over := ""
	if n := b.Total() - budget; n > 0 {
		over = fmt.Sprintf("（超%d条）", n)
	}
	text := fmt.Sprintf("%s%d条%s：每日提醒%d，催办%d，其他通知%d；催报进展%d项次", b.Unit, b.Total(), over, b.Digests, b.Reminders, b.Notices, b.Asked)
	if b.Private > 0 {
		text += fmt.Sprintf("；另私聊负责人%d条", b.Private)
	}
	return text
}

// BurdenLine is last week's burden in one line of the office's list; empty: there was none.
func BurdenLine(most ledger.Burden, over int64, budget int) string {
	if most.Unit == "" {
		return ""
	}
	text := fmt.Sprintf("上周主动消息最多的是%s，%d条", most.Unit, most.Total())
	if over > 0 {
		text += fmt.Sprintf("；%d个单位超过%d条", over, budget)
	}
	return text + "，发送 /burden 上周"
}

// OverBudget says how often a unit was addressed this week, and how often it may be.
func OverBudget(b ledger.Burden, budget int) string {
	return fmt.Sprintf("%s本周已经收到%d条主动消息（每周最多%d条）", b.Unit, b.Total(), budget)
}

// UrgentReminder is what a unit is told when somebody approved that it cannot wait.
func UrgentReminder(t ledger.Task, words, approver string, today ledger.Date) string {
	return Reminder(t, UrgentWords(words, approver), today)
}

// UrgentWords are the office's words, with who approved that they go out at once; if anybody.
func UrgentWords(words, approver string) string {
	if approver == "" {
		return words
	}
	text := fmt.Sprintf("紧急（%s批准）", approver)
	if words != "" {
		text += "：" + words
	}
	return text
}

// Approved adds to the office's answer who approved what went out at once.
func Approved(approver string) string {
	if approver == "" {
		return ""
	}
	return fmt.Sprintf("按紧急事项立即发出，已记下%s批准。", approver)
}
