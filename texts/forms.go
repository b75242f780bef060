package texts

import "fmt"

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
		return fmt.Sprintf("承诺 %s 下周五\n承诺 %s %s", n, n, e.soon())
	case "undo":
		return "撤销"
	case "takeback":
		return fmt.Sprintf("撤销延期 %s\n撤销销号 %s\n撤销申请 %s", n, n, n)
	case "accept":
		return fmt.Sprintf("签收 %s\n签收 1、2、5\n签收 全部", n)
	case "extend":
		return fmt.Sprintf("延期 %s %s 连续降雨，主体晚了两周", n, e.later())
	case "decline":
		return fmt.Sprintf("退办 %s 属水务局职责", n)
	case "partial":
		return fmt.Sprintf("阶段性办结 %s 已完成主体，剩余管网年底前完成", n)
	case "claim":
		return "认领（看还没有牵头单位的任务）\n认领 " + n
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
		return "待办\n待办 2（单看第2件，连同附件）"
	case "approve":
		return fmt.Sprintf("同意 %s\n同意 %s 9月10日（批另一个日期）\n同意 %s 水务局（退办的改交给谁）\n同意 %s 水务局 %s（连同新的时限）", n, n, n, n, e.later())
	case "refuse":
		return fmt.Sprintf("不同意 %s 理由", n)
	case "return":
		return fmt.Sprintf("退回 %s 材料不全，请补充", n)
	case "show":
		return "查看 " + n
	case "tasks":
		return "任务\n任务 2（第2页）"
	case "new":
		return "立项 城区截污提升工程\n立项 城区截污提升工程；牵头 住建局；配合 水务局、坪石镇；时限 8月31日；战役 碧水；来源 上级交办；频次 每周；重点"
	case "meeting":
		return "会议 污染防治攻坚战推进会 7月10日（换行，粘贴议定事项）\n会议 推进会 7月10日：一是由住建局牵头，水务局配合，8月底前完成城区截污；二是…"
	case "basis":
		return fmt.Sprintf("依据（看有哪些文件）\n依据 登记 责任追究实施意见 乐发〔2017〕12号 2017-03-01\n依据 废止 责任追究实施意见 已有新文件\n依据 %s 责任追究实施意见（写到任务上）\n依据 %s 无（从任务上去掉）", n, n)
	case "mandate":
		return "授权 生态环境局 交办督办\n授权（看有哪些单位）"
	case "withdraw":
		return "撤销授权 生态环境局"
	case "assign":
		return fmt.Sprintf("交办 %s 住建局\n交办 %s 住建局 配合 水务局\n交办 %s 水务局 %s（连同新的时限）\n交办 %s 配合 水务局\n交办 %s 不再配合 水务局", n, n, n, e.later(), n, n)
	case "limit":
		return fmt.Sprintf("时限 %s %s 上级调整了要求\n时限 %s %s（原来没有定的，不用写理由）", n, e.later(), n, e.later())
	case "import":
		return "导入（写在 xlsx 或 csv 文件的说明里，或回复那个文件）\n导入 2025年7月10日（文件里没写日期的）\n私聊里直接把文件发给我也行"
	case "confirm":
		return "确认"
	case "cancel":
		return "取消"
	case "find":
		return "查 " + n + "\n查 住建局\n查 红灯\n查 碧水\n查 污水处理\n查 住建局 红灯\n查 住建局 第2页\n查 未办结、查 未销号、查 未签收、查 快到期、查 待确认、查 未发送\n查 该销未销、查 销号中、查 公示中、查 回头看、查 反弹、查 督办单、查 上级督办、查 无计划、查 无进展、查 中止、查 撤项、查 未交办、查 群"
	case "summary":
		return "汇总\n汇总 全部\n汇总 住建局\n汇总 碧水\n汇总 我的"
	case "red":
		return "红灯\n红灯 住建局"
	case "export":
		return fmt.Sprintf("导出\n导出 住建局\n导出 碧水\n导出 红灯\n导出 未办结\n导出 未销号\n导出 住建局 红灯\n导出 %s 记录（一项任务的全部留痕）", n)
	case "template":
		return "导入模板"
	case "week":
		return "周报\n周报 住建局\n周报 上周"
	case "month":
		return "月报\n月报 住建局\n月报 上月"
	case "special":
		return "专报 住建局\n专报 碧水\n专报 污水管网（任务名称里的词）"
	case "divide":
		return fmt.Sprintf("分解 %s 坪石镇、九峰镇\n分解 %s 各镇（街道）", n, n)
	case "remind":
		return fmt.Sprintf("催办 %s\n催办 %s 请于明天中午前报送进展\n催办 %s 紧急 刘主任批准 请立即到场（夜间、超过每周条数也发）", n, n, n)
	case "burden":
		return "减负表\n减负表 上周"
	case "notice":
		return fmt.Sprintf("督办 %s 请于月底前完工，每周报进展\n督办 %s 红 请主要负责同志亲自督办\n督办 %s 请抓紧办理，抄送 组织部、财政局\n督办 %s（看已拟的督办单）\n督办 3号（按编号看）", n, n, n, n)
	case "superior":
		return superiorForm + "（先后不限，空格、逗号、分号隔开都可以；发文机关和来文日期可以不写）\n" + replyForm(n) + "（回复发出以后记下，可附复文）"
	case "viewnotice":
		return "看督办单 3号\n督办 3号（也可以这样写）"
	case "formal":
		return "文号 3号 乐污防攻坚办督〔2025〕3号"
	case "paper":
		return "文稿 " + n + "\n文稿 3号（督办单）"
	case "void":
		return "作废 督办〔2025〕3号 理由\n作废 通报〔2025〕1号 理由\n撤销督办 " + n + "（撤回还没有签发的）\n整项任务不办了的：撤项 " + n + " 理由"
	case "receive":
		return "签收督办 " + n
	case "reply":
		return fmt.Sprintf("回复督办 %s 已安排施工队进场，8月10日前完成，责任人张三\n或直接回复督办单那条消息", n)
	case "complete":
		return "办结 " + n + "\n办结 " + n + " 退回 请附验收材料"
	case "closeout":
		return fmt.Sprintf("销号 %s 已通水运行，出水达标\n照片、文件：在说明里写 销号 %s 已通水运行，出水达标", n, n)
	case "public":
		return "公示 " + n
	case "endpublic":
		return fmt.Sprintf("取消公示 %s 公示文本写错了", n)
	case "objection":
		return fmt.Sprintf("异议 %s 群众反映夜间仍有异味", n)
	case "recheck":
		return fmt.Sprintf("回头看 %s 合格 现场无反弹\n回头看 %s 反弹 9月30日 沟渠又有直排（9月30日：新的整改时限）", n, n)
	case "reopen":
		return fmt.Sprintf("重启 %s 现场核查发现还有直排\n重启 %s 60 9月30日 理由（60：重启后的进度，9月30日：新的时限）\n重启 %s 误销 点错了（不记反弹）", n, n, n)
	case "canceltask":
		return fmt.Sprintf("撤项 %s 与另一项任务重复", n)
	case "invite":
		return "邀请 住建局 联络员 姓名\n邀请 住建局 一把手\n邀请 领导 分管城建副市长\n邀请 办公室"
	case "bind":
		return "/bind 住建局\n/bind 住建局 用途 污水管网攻坚 至 2026-12-31\n/bind 办公室\n/bind 领导\n/bind 解除"
	case "bulletin":
		return "通报\n通报 碧水（或单位简称）\n通报 污染防治攻坚战推进会\n通报 草稿（接着改）\n通报 3号（看发给了谁）"
	case "indicator":
		return "指标\n指标 优良率\n指标 优良率 10月 97.78%\n指标 优良率 坪石镇 10月 95%\n指标 优良率 底线 95%\n指标 PM2.5 越低越好\n指标 优良率 10月 作废"
	case "instruct":
		return fmt.Sprintf("批示 %s 请住建局本周内拿出方案\n批示 立项 开展夜间扬尘专项整治\n批示 %s 立项 沿线再查一遍\n或直接回复任务、简报、清单里的一行：内容、2 内容", n, n)
	case "people":
		return "人员 住建局\n人员 办公室\n人员 领导"
	case "depart":
		return "离任 张三\n离任 住建局 联络员 张三"
	case "delegate":
		return "交接 李四\n交接 住建局 李四（在几个单位任职时）\n交接 张三 李四（一把手或办公室替联络员办）"
	case "leave":
		return "请假 8月1日 8月5日 王五\n请假三天 由王五代\n请假 取消\n请假 张三 8月1日 8月5日 王五（一把手或办公室替联络员办）"
	case "merge":
		return "撤并 城管局 并入 综合执法局\n撤并 城管局 并入 综合执法局 确认（看过影响再办）"
	case "me":
		return "我"
	case "start":
		return "/start 邀请码"
	case "help":
		return "帮助\n帮助 全部\n帮助 进展"
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
	case "takeback":
		return "撤回在等答复的申请"
	case "accept":
		return "签收任务"
	case "extend":
		return "申请延期"
	case "decline":
		return "交办错了，退回办公室"
	case "partial":
		return "申请把已完成的部分先办结"
	case "claim":
		return "认领还没有牵头单位的任务"
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
	case "new":
		return "新立一项任务"
	case "meeting":
		return "把会议议定事项立项"
	case "assign":
		return "指定或更换牵头单位"
	case "limit":
		return "定时限、改时限"
	case "import":
		return "导入台账或单位表，先看再确认"
	case "confirm":
		return "确认正在填写的立项、要导入的文件"
	case "cancel":
		return "取消正在填写的立项、要导入的文件"
	case "find":
		return "查台账"
	case "summary":
		return "看整体情况"
	case "red":
		return "看红灯任务"
	case "export":
		return "把台账导出为 Excel 表格"
	case "template":
		return "要一张空白的导入表"
	case "week":
		return "看本周情况"
	case "month":
		return "看本月情况"
	case "special":
		return "看一个单位、战役或一类任务"
	case "divide":
		return "把一项任务分解到几个单位"
	case "remind":
		return "催办一项任务"
	case "notice":
		return "拟发督办单"
	case "superior":
		return "登记上级督办，记下已回复"
	case "viewnotice":
		return "看一份督办单（主送、抄送单位都能看）"
	case "formal":
		return "登记督办单的正式文号"
	case "paper":
		return "要督办单、销号申请的文稿"
	case "void":
		return "作废一份督办单或通报"
	case "receive":
		return "签收督办单"
	case "reply":
		return "回复督办单"
	case "complete":
		return "确认办结"
	case "closeout":
		return "申请销号"
	case "public":
		return "开始销号公示"
	case "endpublic":
		return "停止正在进行的销号公示"
	case "objection":
		return "登记公示期间的异议"
	case "recheck":
		return "登记回头看的结果"
	case "reopen":
		return "重启已办结或已销号的任务"
	case "canceltask":
		return "撤掉一项不再办的任务，先看再确认"
	case "invite":
		return "发邀请码"
	case "bulletin":
		return "起草通报，改好、签发后发给选定的单位和领导"
	case "indicator":
		return "看指标，登记逐月数字"
	case "instruct":
		return "对任务作批示，或批示立项"
	case "burden":
		return "看各单位收到多少主动消息"
	case "basis":
		return "看、登记依据文件，写到任务上"
	case "mandate":
		return "授权一个单位向其他单位交办、督办"
	case "withdraw":
		return "撤销一个单位的授权"
	case "people":
		return "看一个单位有哪些登记人员"
	case "depart":
		return "登记离任"
	case "delegate":
		return "把职务交接给别人"
	case "leave":
		return "请假几天，由别人代"
	case "merge":
		return "一个单位并入另一个单位"
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

// HelpOn shows one command's forms.
func HelpOn(command string, e Example) string {
	return purpose(command) + "：\n" + forms(command, e)
}
