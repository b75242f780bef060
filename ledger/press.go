package ledger

import "strings"

// What a button asks for: each is the button of one command. The data of a button is
// "act:what it is about", at most 64 bytes for any messenger.
const (
	PressNoChange = "nc" // 无变化
	PressReport   = "rp" // 上报进展: asks for the words
	PressBlocked  = "df" // 有困难: asks for the words
	PressUndo     = "un" // 撤销
	PressExtend   = "ex" // 申请延期: asks for the words
	PressApprove  = "ok" // 同意
	PressRefuse   = "no" // 不同意: asks for the reason
	PressReturn   = "rt" // 退回: asks for the reason
	PressForward  = "fw" // 转办: to the unit of which the difficulty speaks, else asks
	PressAnswer   = "an" // 答复: asks for the words
	PressPlan     = "pl" // 报计划: asks for the milestones
	PressReach    = "ms" // 节点完成
)

// Press makes a button's data.
func Press(act, about string) string { return act + ":" + about }

// ReadPress reads a button's data; false: it is none of ours.
func ReadPress(data string) (act, about string, ok bool) {
	act, about, found := strings.Cut(data, ":")
	if !found || act == "" || about == "" || len(data) > 64 {
		return "", "", false
	}
	return act, about, true
}
