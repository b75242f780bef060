package ledger

import "strings"

// What a button asks for: each is the button of one command. The data of a button is
// "act:what it is about", at most 64 bytes for any messenger.
const (
	PressNoChange = "nc" // 无变化
	PressReport   = "rp" // 上报进展: asks for the words
	PressBlocked  = "df" // 有困难: asks for the words
	PressUndo     = "un" // 撤销
	PressAccept   = "sg" // 签收
	PressExtend   = "ex" // 申请延期: asks for the words
	PressPropose  = "np" // no button of its own: asks for what a new task lacks
	PressDraft    = "dr" // 删 N: drops a draft
	PressSheet    = "im" // 是同一份, 另立新台账: the list of a file; stands under the preview of every file
	PressConfirm  = "cf" // 确认
	PressCancel   = "cx" // 取消
	PressApprove  = "ok" // 同意
	PressRefuse   = "no" // 不同意: asks for the reason
	PressReceive  = "nr" // 签收督办
	PressReply    = "na" // 回复督办: asks for the words
	PressNotice   = "nv" // 看督办单
	PressPaper    = "pp" // 文稿: the papers of a task
	PressReturn   = "rt" // 退回: asks for the reason
	PressCloseout = "co" // 申请销号: asks for the words and the files
	PressForward  = "fw" // 转办: to the unit of which the difficulty speaks, else asks
	PressAnswer   = "an" // 答复: asks for the words
	PressPlan     = "pl" // 报计划: asks for the milestones
	PressReach    = "ms" // 节点完成
	PressBrief    = "br" // 详情, 图表, 表格, 文稿 of a brief
	PressInstruct = "in" // of which task a leader's words are: the buttons under that question
	PressWhich    = "wt" // of no command of its own: of which task the words are that were said with one
	PressBulletin = "bu" // 送签, 取消, and to whom a bulletin goes

	PressCancelTask = "ct" // 确认撤项, 不撤
	PressSuperior   = "su" // 撤销 of the record that a reply to a superior went out; a reply to that is its day, number or files
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
