package texts

import "duban/ledger"

// WhyNot says why something that was due was not said.
func WhyNot(reason string) string {
	switch reason {
	case string(ledger.ReasonNobodyToTell):
		return "单位没有绑定群，也没有联络员"
	case string(ledger.OccasionSilenced):
		return "单位已作承诺，到期前不提醒"
	case ledger.WhyHoliday:
		return "非工作日"
	case ledger.WhyQuiet:
		return "休息时间"
	case ledger.WhyDowntime:
		return "系统停机错过，已由后一次补上"
	case ledger.WhyCalendar:
		return "缺少当年放假安排，请办公室导入"
	case ledger.WhyUncertain:
		return "发送结果不明，留待下一次"
	case ledger.WhyExpired:
		return "一天内没有发成，留待下一次"
	default:
		return reason
	}
}
