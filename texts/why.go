package texts

import (
	"slices"
	"strings"

	"duban/ledger"
)

// whyUnsaid is WhyNot of an entry: of words for the head alone it is the head who is missing.
func whyUnsaid(e ledger.Entry) string {
	if lacksHead(e) {
		return "单位没有登记一把手"
	}
	return WhyNot(e.Why)
}

// lacksHead reports whether an entry is of words for a unit's head, and nobody is that.
func lacksHead(e ledger.Entry) bool {
	toHead := func(f ledger.FieldDiff) bool {
		return f.Name == "desk" && f.After == string(ledger.DeskHead(e.Unit))
	}
	return e.Unit != "" && e.Why == string(ledger.ReasonNobodyToTell) && slices.ContainsFunc(e.Fields, toHead)
}

// WhyNot says why something that was due was not said.
func WhyNot(reason string) string {
	switch reason {
	case string(ledger.ReasonNobodyToTell):
		return "单位没有绑定群，也没有联络员"
	case string(ledger.ReasonNoPrincipal):
		return noPrincipal
	case string(ledger.OccasionSilenced):
		return "单位已作承诺，到期前不提醒"
	case ledger.WhyHoliday:
		return "非工作日"
	case ledger.WhyQuiet:
		return "休息时间"
	case ledger.WhyDowntime:
		return "系统停机错过，由后一次补上"
	case ledger.WhyCalendar:
		return "缺少当年放假安排，请办公室导入"
	case ledger.WhyUncertain:
		return "发送结果不明，留待下一次"
	case ledger.WhyExpired:
		return "一天内没有发成，留待下一次"
	case ledger.WhyLeft:
		return "收件人已离任，不再发送"
	}
	return refusedBecause(reason)
}

// refusedBecause says in the office's words what the messenger answered; its own words
// stay behind, for the computer person.
func refusedBecause(reason string) string {
	for _, known := range []struct{ piece, words string }{
		{"blocked", "对方屏蔽了机器人"},
		{"kicked", "机器人被移出群"},
		{"not a member", "机器人不在群里"},
		{"deactivated", "对方账号已注销"},
		{"initiate conversation", "对方还没有私聊过机器人"},
		{"chat not found", "找不到这个会话"},
		{"not enough rights", "机器人在群里没有发言权限"},
	} {
		if strings.Contains(reason, known.piece) {
			return known.words + "（" + reason + "）"
		}
	}
	if reason == "" {
		return "原因不明"
	}
	if last, ok := strings.CutPrefix(reason, ledger.WhyExpired+": "); ok {
		return "一天内没有发成，留待下一次（" + last + "）"
	}
	return "没有发成（" + reason + "）"
}
