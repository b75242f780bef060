package handlers

import (
	"context"
	"slices"

	"duban/ledger"
)

// command is one thing that people can say. Menu, help, rights and routing follow from
// its line in the table.
type command struct {
	name   string        // Latin, for the messenger's menu
	words  []string      // Chinese words that are its equal, the first one is shown
	action ledger.Action // the right that it takes
	open   bool          // strangers may say it
	edits  bool          // an edited message corrects it
	act    bool          // it does something each time: an edited message does not do it again
	place  place
	run    func(ctx context.Context, a *ask) (ledger.Change, error)

	press    string                                                                 // the act of its button, if it has one
	pressed  func(ctx context.Context, a *ask, about string) (ledger.Change, error) // what the button does
	answered func(ctx context.Context, a *ask) (ledger.Change, error)               // what the words do that its button asked for; nil: they are a report
}

// place is where a command may be said. Figures of the whole city are not for the group
// of one unit.
type place int

const (
	anywhere  place = iota
	notInUnit       // private, the office's group or the leaders' group
	inGroup
	inPrivate
	atOffice // private, or the office's group
)

func table() []command {
	return []command{
		{name: "start", words: []string{"开始"}, open: true, place: inPrivate, run: start},
		{name: "help", words: []string{"帮助", "怎么用", "使用说明"}, open: true, action: ledger.ActionSelf, run: help},
		{name: "me", words: []string{"我", "我是谁"}, action: ledger.ActionSelf, run: me},
		{name: "tasks", words: []string{"任务", "我的任务", "清单"}, action: ledger.ActionTasks, run: listTasks},
		{name: "show", words: []string{"查看", "详情"}, action: ledger.ActionShow, run: show},
		{name: "report", words: []string{"进展", "进度", "报送", "上报", "汇报"}, action: ledger.ActionReport, run: report, press: ledger.PressReport, pressed: askWords},
		{name: "nochange", words: []string{"无变化"}, action: ledger.ActionReport, run: noChange, press: ledger.PressNoChange, pressed: pressNoChange},
		{name: "blocked", words: []string{"困难", "有困难", "反映困难"}, action: ledger.ActionReport, run: blocked, press: ledger.PressBlocked, pressed: askWords},
		{name: "promise", words: []string{"承诺"}, action: ledger.ActionReport, run: promise},
		{name: "undo", words: []string{"撤销", "撤回", "撤回批示", "撤销批示"}, action: ledger.ActionUndo, act: true, run: undo, press: ledger.PressUndo, pressed: undoPressed},
		{name: "takeback", words: []string{"撤销申请", "撤回申请", "取消申请", "撤销延期", "撤回延期", "取消延期", "撤销销号", "撤回销号", "取消销号", "撤销退办", "撤回退办", "取消退办", "撤销中止", "撤回中止", "取消中止", "撤销阶段性办结", "撤回阶段性办结", "取消阶段性办结", "撤销认领", "撤回认领", "取消认领", "撤销延期申请", "撤回延期申请", "撤销销号申请", "撤回销号申请"}, action: ledger.ActionApply, act: true, run: takeBack},
		{name: "accept", words: []string{"签收", "签收全部", "全部签收"}, action: ledger.ActionAccept, act: true, run: accept, press: ledger.PressAccept, pressed: acceptPressed},
		{name: "extend", words: []string{"延期", "申请延期"}, action: ledger.ActionApply, act: true, run: extend, press: ledger.PressExtend, pressed: askExtension, answered: extend},
		{name: "decline", words: []string{"退办", "申请退办"}, action: ledger.ActionApply, act: true, run: decline},
		{name: "partial", words: []string{"阶段性办结", "阶段办结"}, action: ledger.ActionApply, act: true, run: partial},
		{name: "claim", words: []string{"认领"}, action: ledger.ActionClaim, act: true, run: claim},
		{name: "receive", words: []string{"签收督办"}, action: ledger.ActionNoticeReply, act: true, run: receive, press: ledger.PressReceive, pressed: receivePressed},
		{name: "reply", words: []string{"回复督办"}, action: ledger.ActionNoticeReply, act: true, run: replyNotice, press: ledger.PressReply, pressed: askReply, answered: replied},
		{name: "plan", words: []string{"计划", "报计划"}, action: ledger.ActionPlan, act: true, run: plan, press: ledger.PressPlan, pressed: askPlan, answered: plan},
		{name: "milestone", words: []string{"节点", "节点完成"}, action: ledger.ActionPlan, act: true, run: milestone, press: ledger.PressReach, pressed: pressReach},
		{name: "forward", words: []string{"转办"}, action: ledger.ActionForward, place: notInUnit, act: true, run: forward, press: ledger.PressForward, pressed: forwardPressed, answered: forward},
		{name: "answer", words: []string{"答复"}, action: ledger.ActionAnswer, act: true, run: answerIt, press: ledger.PressAnswer, pressed: askAnswer, answered: answerIt},
		{name: "queue", words: []string{"待办", "待办事项"}, action: ledger.ActionQueue, place: notInUnit, run: queue},
		{name: "approve", words: []string{"同意", "成立", "异议成立", "签发", "签字", "通过", "批准"}, action: ledger.ActionDecide, place: notInUnit, act: true, run: approve, press: ledger.PressApprove, pressed: approvePressed, answered: approve},
		{name: "refuse", words: []string{"不同意", "不成立", "异议不成立"}, action: ledger.ActionDecide, place: notInUnit, act: true, run: refuse, press: ledger.PressRefuse, pressed: askReason, answered: refuse},
		{name: "return", words: []string{"退回"}, action: ledger.ActionDecide, act: true, run: sendBack, press: ledger.PressReturn, pressed: askReason, answered: sendBack},
		{name: "new", words: []string{"立项", "新建任务", "新增任务"}, action: ledger.ActionRegister, place: notInUnit, act: true, run: newTask, press: ledger.PressPropose, answered: newAnswered},
		{name: "meeting", words: []string{"会议", "会议议定", "会议纪要"}, action: ledger.ActionRegister, place: notInUnit, act: true, run: meeting, press: ledger.PressDraft, pressed: dropPressed, answered: draftsAnswered},
		{name: "import", words: []string{"导入", "导入台账"}, action: ledger.ActionImport, place: notInUnit, act: true, run: importSheet, press: ledger.PressSheet, pressed: sheetPressed, answered: sheetAnswered},
		{name: "confirm", words: []string{"确认", "全部立项", "全部确认", "确认立项", "确认全部", "都确认", "确认无误"}, action: ledger.ActionRegister, place: notInUnit, act: true, run: confirm, press: ledger.PressConfirm, pressed: confirmPressed},
		{name: "cancel", words: []string{"取消", "算了", "不办了", "取消立项"}, action: ledger.ActionRegister, place: notInUnit, act: true, run: cancel, press: ledger.PressCancel, pressed: cancelPressed},
		{name: "find", words: []string{"查", "查找", "查询"}, action: ledger.ActionFind, place: notInUnit, run: find},
		{name: "summary", words: []string{"汇总", "总览", "汇总情况", "总体情况"}, action: ledger.ActionSummary, run: summary, press: ledger.PressBrief, pressed: briefPressed},
		{name: "red", words: []string{"红灯", "红灯任务"}, action: ledger.ActionSummary, run: red},
		{name: "week", words: []string{"周报", "本周", "本周情况"}, action: ledger.ActionSummary, run: week},
		{name: "month", words: []string{"月报", "本月", "本月情况"}, action: ledger.ActionSummary, run: month},
		{name: "special", words: []string{"专报", "督查专报"}, action: ledger.ActionFind, place: notInUnit, run: special},
		{name: "export", words: []string{"导出", "导出台账"}, action: ledger.ActionExport, place: atOffice, run: export},
		{name: "template", words: []string{"导入模板", "模板"}, action: ledger.ActionImport, place: atOffice, run: template},
		{name: "indicator", words: []string{"指标"}, action: ledger.ActionFind, place: notInUnit, run: indicator},
		{name: "instruct", words: []string{"批示"}, action: ledger.ActionInstruct, place: notInUnit, act: true, edits: true, run: instruct, press: ledger.PressInstruct, pressed: remarkPressed, answered: remarkAnswered},
		{name: "burden", words: []string{"减负表", "减负"}, action: ledger.ActionInspect, place: notInUnit, run: burden},
		{name: "assign", words: []string{"交办"}, action: ledger.ActionAssign, place: notInUnit, act: true, run: assign},
		{name: "limit", words: []string{"时限", "改时限", "定时限", "调整时限"}, action: ledger.ActionLimit, place: notInUnit, act: true, run: limit},
		{name: "divide", words: []string{"分解"}, action: ledger.ActionAssign, place: notInUnit, act: true, run: divide},
		{name: "remind", words: []string{"催办"}, action: ledger.ActionRemind, place: notInUnit, act: true, run: remind},
		{name: "notice", words: []string{"督办", "督办单", "发督办单"}, action: ledger.ActionNotice, place: notInUnit, act: true, run: notice},
		{name: "viewnotice", words: []string{"看督办单"}, action: ledger.ActionNoticeShow, run: readNotice, press: ledger.PressNotice, pressed: readNoticePressed},
		{name: "formal", words: []string{"文号", "正式文号"}, action: ledger.ActionFormal, place: notInUnit, act: true, run: formal},
		{name: "paper", words: []string{"文稿"}, action: ledger.ActionPaper, run: paper, press: ledger.PressPaper, pressed: paperPressed},
		{name: "void", words: []string{"作废", "撤销督办", "撤回督办", "取消督办", "撤销督办单", "撤回督办单", "作废督办", "作废督办单"}, action: ledger.ActionNotice, place: notInUnit, act: true, run: void},
		{name: "bulletin", words: []string{"通报", "起草通报"}, action: ledger.ActionBulletin, place: notInUnit, act: true, run: bulletin, press: ledger.PressBulletin, pressed: bulletinPressed, answered: bulletinAnswered},
		{name: "superior", words: []string{"上级督办"}, action: ledger.ActionSuperior, place: notInUnit, act: true, run: superior, press: ledger.PressSuperior, pressed: superiorPressed, answered: superiorAnswered},
		{name: "complete", words: []string{"办结"}, action: ledger.ActionComplete, place: notInUnit, act: true, run: complete},
		{name: "closeout", words: []string{"销号", "申请销号"}, action: ledger.ActionApply, act: true, run: closeout, press: ledger.PressCloseout, pressed: askCloseout, answered: closeout},
		{name: "public", words: []string{"公示"}, action: ledger.ActionCloseout, place: notInUnit, act: true, run: public},
		{name: "endpublic", words: []string{"取消公示", "结束公示", "停止公示", "终止公示", "撤回公示", "撤销公示"}, action: ledger.ActionCloseout, place: notInUnit, act: true, run: endPublic},
		{name: "objection", words: []string{"异议"}, action: ledger.ActionCloseout, place: notInUnit, act: true, run: objection},
		{name: "recheck", words: []string{"回头看"}, action: ledger.ActionRecheck, place: notInUnit, act: true, run: recheck},
		{name: "reopen", words: []string{"重启"}, action: ledger.ActionReopen, place: notInUnit, act: true, run: reopen},
		{name: "canceltask", words: []string{"撤项", "取消任务", "撤销任务", "撤销立项", "作废任务"}, action: ledger.ActionCancelTask, place: notInUnit, act: true, run: cancelTask, press: ledger.PressCancelTask, pressed: cancelTaskPressed, answered: cancelTaskAnswered},
		{name: "suspend", words: []string{"中止", "申请中止"}, action: ledger.ActionSuspend, act: true, run: suspend},
		{name: "resume", words: []string{"恢复"}, action: ledger.ActionResume, place: notInUnit, act: true, run: resume},
		{name: "waive", words: []string{"免计划"}, action: ledger.ActionWaive, place: notInUnit, act: true, run: waive},
		{name: "invite", words: []string{"邀请"}, action: ledger.ActionInvite, place: inPrivate, act: true, run: invite},
		{name: "basis", words: []string{"依据"}, action: ledger.ActionBases, act: true, run: basis},
		{name: "mandate", words: []string{"授权", "授权交办督办"}, action: ledger.ActionMandate, place: notInUnit, act: true, run: empower},
		{name: "withdraw", words: []string{"撤销授权", "取消授权"}, action: ledger.ActionMandate, place: notInUnit, act: true, run: disempower},
		{name: "people", words: []string{"人员"}, action: ledger.ActionPeople, place: notInUnit, run: listPeople},
		{name: "depart", words: []string{"离任"}, action: ledger.ActionPeople, place: notInUnit, act: true, run: depart},
		{name: "delegate", words: []string{"交接"}, action: ledger.ActionDelegate, place: inPrivate, act: true, run: delegate},
		{name: "leave", words: []string{"请假"}, action: ledger.ActionDelegate, place: inPrivate, act: true, run: leave},
		{name: "merge", words: []string{"撤并"}, action: ledger.ActionPeople, place: notInUnit, act: true, run: merge},
		{name: "bind", words: []string{"绑定"}, action: ledger.ActionBind, place: inGroup, act: true, run: bind},
	}
}

// pressing is the command whose button has an act.
func (h *Handlers) pressing(act string) (command, bool) {
	i := slices.IndexFunc(h.commands, func(c command) bool { return c.press != "" && c.press == act })
	if i < 0 {
		return command{}, false
	}
	return h.commands[i], true
}

// named is the command of a name that is in the table.
func (h *Handlers) named(name string) command {
	return h.commands[slices.IndexFunc(h.commands, func(c command) bool { return c.name == name })]
}
