package texts

import (
	"fmt"
	"slices"
	"strings"
)

// forms are the right forms of a command, with the asker's own task in them.
func forms(command string, e Example) string {
	n := e.Number
	switch command {
	case "report":
		return fmt.Sprintf("进展 %s 80 沟渠已清\n/report %s 80 沟渠已清\n或直接回复提醒：80 沟渠已清", n, n)
	case "nochange":
		return "无变化 " + n
	case "blocked":
		return fmt.Sprintf("困难 %s 等待设备到货，需财政局拨款", n)
	case "promise":
		return fmt.Sprintf("承诺 %s 周五\n承诺 %s 8月20日", n, n)
	case "undo":
		return "撤销"
	case "extend":
		return fmt.Sprintf("延期 %s 9月15日 连续降雨，主体晚了两周", n)
	case "forward":
		return fmt.Sprintf("转办 %s 财政局\n转办 %s 财政局 周五 请研究拨款", n, n)
	case "answer":
		return fmt.Sprintf("答复 %s 资金已拨付", n)
	case "suspend":
		return fmt.Sprintf("中止 %s 9月30日 等待上级批复", n)
	case "resume":
		return "恢复 " + n
	case "plan":
		return fmt.Sprintf("计划 %s 8/31 主体封顶; 10/15 设备安装; 10/31 通水\n计划 %s（看现在的计划）", n, n)
	case "milestone":
		return fmt.Sprintf("节点 %s 1\n节点 %s 主体封顶\n节点 %s 1 未完成（点错了）", n, n, n)
	case "waive":
		return fmt.Sprintf("免计划 %s 一次性工作，不分节点", n)
	case "queue":
		return "待办"
	case "approve":
		return fmt.Sprintf("同意 %s\n同意 %s 9月10日（批另一个日期）", n, n)
	case "refuse":
		return fmt.Sprintf("不同意 %s 理由", n)
	case "return":
		return fmt.Sprintf("退回 %s 材料不全，请补充", n)
	case "show":
		return "查看 " + n
	case "tasks":
		return "任务\n任务 2（第2页）"
	case "find":
		return "查 " + n + "\n查 住建局\n查 红灯\n查 碧水\n查 污水处理\n查 住建局 红灯\n查 住建局 第2页\n查 未办结、查 未销号、查 待确认、查 未发送、查 无计划、查 无进展、查 中止"
	case "summary":
		return "汇总\n汇总 全部\n汇总 住建局\n汇总 碧水\n汇总 我的"
	case "red":
		return "红灯\n红灯 住建局"
	case "week":
		return "本周\n本周 住建局"
	case "remind":
		return fmt.Sprintf("催办 %s\n催办 %s 请于明天中午前报送进展", n, n)
	case "complete":
		return "办结 " + n
	case "invite":
		return "邀请 住建局 联络员 姓名\n邀请 住建局 一把手\n邀请 领导 分管城建副市长\n邀请 办公室"
	case "bind":
		return "/bind 住建局\n/bind 办公室\n/bind 领导\n/bind 解除"
	case "me":
		return "我"
	case "start":
		return "/start 邀请码"
	default:
		return "帮助"
	}
}

// purpose is what a command is for, as the menu and the help show it.
func purpose(command string) string {
	switch command {
	case "start":
		return "用邀请码登记"
	case "help":
		return "怎么用"
	case "me":
		return "我的身份"
	case "tasks":
		return "本单位任务"
	case "show":
		return "查看一项任务"
	case "report":
		return "报进展"
	case "nochange":
		return "本期无变化"
	case "blocked":
		return "报困难"
	case "promise":
		return "承诺哪天前有结果，此前不再提醒"
	case "undo":
		return "撤销刚报的（10分钟内）"
	case "extend":
		return "申请延期"
	case "forward":
		return "把困难转给另一个单位答复"
	case "answer":
		return "答复单位反映的困难"
	case "suspend":
		return "中止一项任务到哪天（单位是申请）"
	case "resume":
		return "提前恢复中止的任务"
	case "plan":
		return "报计划（时间表、路线图），再发一次就是替换"
	case "milestone":
		return "报一个节点已完成"
	case "waive":
		return "一项任务不用报计划"
	case "queue":
		return "等您决定的事项"
	case "approve":
		return "同意一件申请"
	case "refuse":
		return "不同意一件申请"
	case "return":
		return "退回一件申请，请单位补充"
	case "find":
		return "查台账"
	case "summary":
		return "看整体情况"
	case "red":
		return "看红灯任务"
	case "week":
		return "看本周情况"
	case "remind":
		return "催办一项任务"
	case "complete":
		return "确认办结"
	case "invite":
		return "发邀请码"
	case "bind":
		return "在群里发，把本群绑定到单位"
	default:
		return ""
	}
}

// Purpose is what a command is for, in the messenger's menu: its Chinese word first.
func Purpose(command, word string) string {
	return word + " · " + purpose(command)
}

// Help lists the commands that the asker may use, one line each.
func Help(commands []string, e Example) string {
	var b strings.Builder
	b.WriteString("可以这样对我说：\n")
	for _, command := range commands {
		first, _, _ := strings.Cut(forms(command, e), "\n")
		fmt.Fprintf(&b, "%s — %s\n", first, purpose(command))
	}
	switch {
	case slices.Contains(commands, "report"):
		b.WriteString("想看一条指令的各种写法，如：帮助 进展\n最省事的办法：直接回复我的提醒，写“80 一句话”。\n")
	case slices.Contains(commands, "summary"):
		b.WriteString("想看一条指令的各种写法，如：帮助 汇总\n")
	}
	b.WriteString("在群里，我只看得到“/”加英文的指令（输入“/”会列出来）和对我消息的回复。")
	return b.String()
}

// HelpOn shows one command's forms.
func HelpOn(command string, e Example) string {
	return purpose(command) + "：\n" + forms(command, e)
}
