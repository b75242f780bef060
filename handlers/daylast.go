package handlers

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"duban/ledger"
)

// daySpell is a spell at the end of words: 20天, 两周.
var daySpell = regexp.MustCompile(`^再?(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?:天|周|星期|个?工作日|个星期|个月)$`)

// dayAmong reads a day before the reason or after it, as people write either: 9月15日 连续降雨,
// 连续降雨 9月15日, 因连续降雨，申请延期到9月15日. It gives back the reason.
func (a *ask) dayAmong(words string) (ledger.Date, string, bool) {
	if day, rest, ok := a.dayFirst(words); ok {
		return day, rest, true
	}
	reason, last := lastPiece(words)
	if !ledger.DayAlone(last) {
		return 0, words, false
	}
	day, ok := a.day(last)
	return day, reason, ok
}

// spellFirst puts a spell that stands after the reason before it: 连续降雨 20天 is 20天 连续降雨.
func spellFirst(words string) string {
	reason, last := lastPiece(words)
	if reason == "" || !daySpell.MatchString(ledger.Narrow(last)) {
		return words
	}
	return last + " " + reason
}

// lastPiece parts the last piece from words, without what leads to a day and what follows one.
func lastPiece(words string) (before, last string) {
	last = strings.TrimRight(strings.TrimSpace(words), "。.！! ")
	if at := strings.LastIndexAny(last, " \n，,；;。"); at >= 0 {
		_, size := utf8.DecodeRuneInString(last[at:])
		before, last = strings.TrimRight(last[:at], " \n，,；;。"), last[at+size:]
	}
	for _, after := range []string{"完成", "办结", "恢复"} {
		last = strings.TrimSuffix(last, after)
	}
	if at := max(strings.LastIndex(last, "至"), strings.LastIndex(last, "到")); at >= 0 {
		last = last[at+len("到"):]
	}
	for _, verb := range []string{"申请", "延期", "延长", "中止", "改为", "改成"} {
		last = strings.TrimPrefix(last, verb)
	}
	return before, last
}
