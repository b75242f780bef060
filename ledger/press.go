package ledger

import "strings"

// What a button asks for. The data of a button is "act:task" or "act:report", at most
// 64 bytes for any messenger.
const (
	PressNoChange = "nc" // 无变化
	PressReport   = "rp" // 上报进展: asks for the words
	PressBlocked  = "df" // 有困难: asks for the words
	PressUndo     = "un" // 撤销
)

// Press makes a button's data.
func Press(act, about string) string { return act + ":" + about }

// ReadPress reads a button's data; false: it is none of ours.
func ReadPress(data string) (act, about string, ok bool) {
	act, about, found := strings.Cut(data, ":")
	if !found || about == "" || len(data) > 64 {
		return "", "", false
	}
	switch act {
	case PressNoChange, PressReport, PressBlocked, PressUndo:
		return act, about, true
	}
	return "", "", false
}
