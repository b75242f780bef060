package ledger

import "strings"

// DayAlone reports whether words can be a day and nothing else, where a day stands after a reason,
// which may hold one too: 9月15日, 下周五, but not 8月30日设备才到.
func DayAlone(words string) bool {
	const (
		numbers = "0123456789一二三四五六七八九十/.-"
		units   = "年月日号周星期天旬"
		within  = "底末前初中上下本明后今"
		feasts  = "国庆春节元旦"
	)
	words = strings.TrimSpace(Narrow(words))
	return words != "" && strings.Trim(words, numbers+units+within+feasts) == ""
}
