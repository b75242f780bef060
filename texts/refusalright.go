package texts

import (
	"fmt"
	"strings"
)

// noRight says whose business it is, and what the asker may say instead.
func noRight(e Example) string {
	if e.Bystander {
		return "您目前的身份不查看、不办理任务。有事请找本单位联络员或指挥部办公室；您能用的指令，请发送：帮助"
	}
	if text := unitDoes(e); text != "" {
		return text
	}
	if text := ownInstead(e); e.Own && text != "" {
		return text
	}
	switch e.Command {
	case "viewnotice":
		return "督办单由主送、抄送的单位和指挥部办公室、督查室、领导来看。您要看的，请告诉办公室的同志。"
	case "indicator":
		return "指标由指挥部办公室、督查室登记，领导可以查看（发送：指标）。"
	case "instruct":
		return "批示由领导来作。看任务上的批示请发送：查看 " + e.Number
	case "export":
		return "导出台账由指挥部办公室、督查室来办。看整体情况请发送：汇总"
	case "burden":
		return "减负表供指挥部办公室、督查室使用。觉得消息太多的，请告诉办公室的同志。"
	}
	if what := officeDoes(e.Command); what != "" {
		return tellOffice(what)
	}
	return "您目前的身份不能办这件事。发送 帮助，可以看到您能用的指令。"
}

// ownInstead says what who speaks for a unit may do about the unit's own task instead.
func ownInstead(e Example) string {
	switch e.Command {
	case "limit":
		return fmt.Sprintf("改时限由指挥部办公室来定。办不完的请在到期前申请延期：延期 %s %s 理由", e.Number, e.later())
	case "complete":
		return fmt.Sprintf("确认办结由指挥部办公室来办。单位报办结请写：进展 %s 100 一句话", e.Number)
	case "find":
		return "这条指令供指挥部办公室和领导使用。看本单位的任务请发送：任务，或 查看 " + e.Number
	case "summary", "red", "week", "month":
		return "其他单位和全市的情况由指挥部办公室、督查室和领导来看。看本单位的请发送：" + map[string]string{"summary": "汇总", "red": "红灯", "week": "周报", "month": "月报"}[e.Command]
	case "special":
		return "专报供指挥部办公室、督查室和领导使用。看本单位的情况请发送：汇总、周报、月报"
	case "forward":
		return fmt.Sprintf("转办由指挥部办公室来办。要别的单位配合的，请报困难并写明单位，如：困难 %s 需财政局拨款", e.Number)
	case "notice", "void":
		return fmt.Sprintf("督办单由指挥部办公室、督查室和受权的单位来发。回复收到的督办单，请直接回复那条消息，或发送：回复督办 %s 一句话", e.Number)
	case "canceltask":
		return fmt.Sprintf("撤项由指挥部办公室来定。任务交办错了的请退办：退办 %s 理由；办不下去的请报困难：困难 %s 原因", e.Number, e.Number)
	case "export":
		return "导出其他单位、全市的台账由指挥部办公室、督查室来办。导出本单位的请发送：导出"
	case "people", "depart", "invite":
		return "登记人员由指挥部办公室来办，请告诉办公室的同志。自己换人、请假请写：交接 李四，或 请假 8月1日 8月5日 王五"
	default:
		return ""
	}
}

func tellOffice(what string) string { return what + "，请告诉办公室的同志。" }

// officeDoes names what the office alone does.
func officeDoes(command string) string {
	switch command {
	case "limit":
		return "改时限由指挥部办公室和它授权的单位来定"
	case "complete":
		return "确认办结由指挥部办公室来办"
	case "forward":
		return "转办由指挥部办公室来办"
	case "notice", "void":
		return "督办单由指挥部办公室、督查室和受权的单位来办"
	case "canceltask":
		return "撤项由指挥部办公室来定"
	case "superior":
		return "上级督办由指挥部办公室、督查室来登记"
	case "bulletin":
		return "通报由指挥部办公室来起草"
	case "people", "depart", "invite":
		return "登记人员由指挥部办公室来办"
	case "new", "meeting", "confirm", "cancel":
		return "立项由指挥部办公室和它授权的单位来办"
	case "import":
		return "导入台账由指挥部办公室来办"
	case "assign":
		return "交办、改牵头单位由指挥部办公室和它授权的单位来办"
	case "divide":
		return "分解任务由指挥部办公室和它授权的单位来办"
	case "remind":
		return "催办由指挥部办公室来办"
	case "public", "objection":
		return "公示和异议由指挥部办公室来登记"
	case "recheck":
		return "回头看由指挥部办公室、督查室来登记"
	case "reopen":
		return "重启由指挥部办公室来办"
	case "waive":
		return "免计划由指挥部办公室来定"
	case "resume":
		return "提前恢复由指挥部办公室来定"
	case "merge":
		return "单位撤并由指挥部办公室来办"
	case "basis":
		return "登记依据文件、写到任务上由指挥部办公室来办"
	case "mandate", "withdraw":
		return "授权由指挥部办公室来定"
	case "bind":
		return "绑定群由指挥部办公室来办"
	case "template":
		return "导入由指挥部办公室来办"
	default:
		return ""
	}
}

// unitDoes says what a unit does for itself, so that nobody else can.
func unitDoes(e Example) string {
	switch e.Command {
	case "accept":
		return "签收由牵头单位来办。看谁还没有签收请发送：查 未签收"
	case "undo":
		return fmt.Sprintf("撤销是承办单位撤回自己刚报的进展。要撤掉整项任务的，由办公室发送：撤项 %s 理由；要撤回自己拟的、还没有签发的督办单，请发送：撤销督办 %s", e.Number, e.Number)
	case "return":
		return "退回由办公室、领导和单位一把手在决定时用。要撤回自己拟的、还没有签发的督办单，请发送：撤销督办 " + e.Number
	case "report", "nochange", "blocked", "promise":
		return "进展由承办单位来报。看这项任务请发送：查看 " + e.Number
	case "plan", "milestone":
		return "计划由牵头单位来报。看各节点请发送：查看 " + e.Number
	case "extend":
		if e.Office {
			return fmt.Sprintf("延期由牵头单位来申请。办公室直接改时限的，请写：时限 %s %s 理由", e.Number, e.later())
		}
		return "延期由牵头单位来申请。看这项任务请发送：查看 " + e.Number
	case "closeout":
		return "销号由牵头单位来申请。看办到哪一步请发送：查看 " + e.Number
	case "receive", "reply":
		return "督办单由收到的单位签收、回复。看督办单请发送：督办 3号"
	case "tasks":
		return "您不在承办单位，没有单位任务清单。看全部任务请发送：查 未办结，或 汇总"
	default:
		return ""
	}
}

// noTask does not tell a task of others from one that is not there.
func noTask(words string, e Example) string {
	what := "没有找到这项任务"
	if words != "" {
		what = fmt.Sprintf("没有找到编号“%s”的任务", cut(words, 16))
	}
	if e.Command == "claim" {
		return what + "，或者它已有牵头单位。还没有牵头单位的有哪些，请发送：认领"
	}
	if !e.Own {
		return what + "，或者它不归您管。请核对编号再发一次。"
	}
	what += "，或者它不归您所在单位。发送 任务 可以看到编号"
	switch e.Command {
	case "approve", "refuse", "return", "answer":
		return what + "；等您答复、决定的请发送：待办"
	case "report", "":
		return what + fmt.Sprintf("，再写如：进展 %s 80 一句话", e.Number)
	default:
		form, _, _ := strings.Cut(forms(e.Command, e), "\n")
		return what + "，再写如：" + form
	}
}
