package texts

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"duban/ledger"
)

// Refusal says in one or two sentences what was not understood or not allowed, and what
// to do instead. Somebody who is not bound learns nothing about tasks.
func Refusal(r *ledger.Refusal, e Example) string {
	if r.Task != "" {
		e.Number = Number(r.Task)
	}
	for _, say := range []func(*ledger.Refusal, Example) string{
		refusalOfRight, refusalOfLimit, refusalOfMandate, refusalOfChildren, refusalOfPartial, refusalOfReport,
		refusalOfAssigning, refusalOfProposal, refusalOfSentBack, refusalOfMatter, refusalOfCloseout,
		refusalOfPeople, refusalOfNotice, refusalOfDraft, refusalOfDifficulty, refusalOfSuspension,
		refusalOfCancelled, refusalOfPlan, refusalOfIndicator, refusalOfExport, refusalOfBulletin, refusalOfSheet,
	} {
		if text := say(r, e); text != "" {
			return text
		}
	}
	if text := cmp.Or(refusalOfGroup(r), refusalOfBasis(r), refusalOfSuperior(r, e)); text != "" {
		return text
	}
	switch r.Reason {
	case ledger.ReasonForm:
		return notUnderstood(r.Words) + "请这样写：\n" + forms(e.Command, e) + inGroup(e)
	case ledger.ReasonUnkept: // said of each file, see Unkept
		return "附件没有收下，没有登记。请压缩到20MB以内，或拍照再发。"
	case ledger.ReasonCourtesy:
		return courtesy(r.Words) + notAReport(e)
	case ledger.ReasonUnknown:
		return unknown(r.Words, e)
	case ledger.ReasonDate:
		if e.Command == "superior" {
			return fmt.Sprintf("没看懂日期“%s”。请写回复上级的那一天，如：\n%s", r.Words, superiorForm)
		}
		if e.Command == "extend" {
			return fmt.Sprintf("没看懂日期“%s”。请这样写：延期 %s %s 理由", r.Words, e.Number, e.later())
		}
		if e.Command == "leave" {
			return fmt.Sprintf("没看懂日期“%s”。请这样写：请假 8月1日 8月5日 王五", cut(r.Words, 16))
		}
		if e.Command == "suspend" {
			return fmt.Sprintf("没看懂日期“%s”。请写恢复的日期和理由，如：中止 %s 9月30日 等待上级批复", r.Words, e.Number)
		}
		return fmt.Sprintf("没看懂日期“%s”。请这样写：承诺 %s 下周五，或 承诺 %s %s", r.Words, e.Number, e.Number, e.soon())
	case ledger.ReasonPastDate:
		return fmt.Sprintf("承诺的日期要在今天以后，如：承诺 %s 下周五", e.Number)
	case ledger.ReasonFarDate:
		return fmt.Sprintf("承诺的日期不能超过%d天。时间确实不够的，请说明原因，如：困难 %s 等待设备到货", ledger.PromiseMost, e.Number)
	case ledger.ReasonUnknownUnit:
		return fmt.Sprintf("没有找到单位“%s”。请写单位简称，如：住建局、坪石镇。", r.Words)
	case ledger.ReasonNoSubject:
		return fmt.Sprintf("没有找到%s单位、战役或任务。请写单位简称、战役，或任务名称里的词，如：专报 住建局、专报 碧水、专报 污水管网", aboutWords(r.Words))
	case ledger.ReasonNotDrawn:
		return "这条简报里没有可以画图的数，请点“详情”看文字。"
	case ledger.ReasonNotMade:
		return "这里暂时出不了图表、表格和文稿，请点“详情”看文字。"
	case ledger.ReasonWhichUnit:
		if !strings.Contains(r.Words, "、") {
			return fmt.Sprintf("没有找到这个单位，是指%s吗？是的话请写全这个名称，再发一次。", r.Words)
		}
		return fmt.Sprintf("有几个单位名称相近：%s。请写全名称再发一次。", r.Words)
	case ledger.ReasonNotSubmitted:
		return fmt.Sprintf("%s进度%s%%，单位还没有报办结。确实要办结的，请发送：办结 %s 确认", code(r.Task), r.Words, e.Number)
	case ledger.ReasonShortWord:
		return fmt.Sprintf("“%s”太短，请至少写两个字，如：查 污水", r.Words)
	case ledger.ReasonTooOften:
		return code(r.Task) + "今天已经催办过了，明天可以再催。"
	case ledger.ReasonClaimOwn:
		unit := cmp.Or(r.Words, "财政局")
		return fmt.Sprintf("认领是提出的单位自己来办，没有同意。同意它办的，只写：同意 %s；要交给%s的，请写：交办 %s %s", e.Number, unit, e.Number, unit)
	case ledger.ReasonOftenWeek:
		return fmt.Sprintf("%s不是红灯，一周内已经催办过，%s起可以再催。确实紧急的，请写明谁批准：催办 %s 紧急 刘主任批准 一句话", code(r.Task), dayOfWords(r.Words), e.Number)
	case ledger.ReasonBudget:
		return fmt.Sprintf("%s。为基层减负，这次不再催办；可等每日提醒或直接打电话。确实紧急的，请写明谁批准：催办 %s 紧急 刘主任批准 一句话", r.Words, e.Number)
	case ledger.ReasonNoApprover:
		return fmt.Sprintf("紧急催办要写明由谁批准（姓名或职务），如：催办 %s 紧急 刘主任批准 请立即到场", e.Number)
	case ledger.ReasonNobodyToTell:
		first, _, _ := strings.Cut(r.Words, "、")
		return fmt.Sprintf("%s还没有绑定群，也没有联络员，发不出去。可先用：邀请 %s 联络员", r.Words, first)
	case ledger.ReasonQuiet:
		return "现在是休息时间，不向单位发送，请在工作时间再发。"
	case ledger.ReasonNotBound:
		return "本群没有绑定任何单位，不用解除。"
	default:
		return "这件事现在办不了，请联系指挥部办公室。"
	}
}

func refusalOfRight(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonStranger:
		return "您好！这里是督办工作助手，只服务已登记的工作人员。如需使用，请向指挥部办公室索取邀请码，然后发送：/start 邀请码"
	case ledger.ReasonAnonymous:
		return "您是以匿名管理员或频道身份发言的，系统无法确认是哪位同志。请切换为本人身份后再发一次。"
	case ledger.ReasonNoRight:
		if r.Task != "" {
			return fmt.Sprintf("%s要由牵头单位承诺；配合单位请报进展，如：进展 %s 80 一句话", code(r.Task), e.Number)
		}
		return noRight(e)
	case ledger.ReasonNotInGroup:
		return "这项内容不便在本群显示，请私聊我再发一次。"
	case ledger.ReasonOnlyInGroup:
		return "这条指令要在群里用：请把我拉进群，再在群里发送 /bind 单位简称"
	case ledger.ReasonCode:
		return "邀请码不对、已用过或已过期。请核对后再发一次，或向指挥部办公室要一个新的。"
	case ledger.ReasonNoTask:
		return noTask(r.Words, e)
	case ledger.ReasonSecret:
		return "内容带有涉密或内部标识，已拒收，没有保存。涉密事项请走机要渠道，不要在这里发送，并请删除您刚发的这条消息。"
	default:
		return ""
	}
}

func refusalOfReport(r *ledger.Refusal, e Example) string {
	switch r.Reason {
	case ledger.ReasonWhichTask:
		if r.Words == "" && e.Listed {
			return "材料还没有登记：这条消息有好几项任务，不知道是哪一项的。请带说明再发一次，写：序号 百分比 一句话，如：1 80 沟渠已清"
		}
		if r.Words == "" {
			return fmt.Sprintf("不知道是哪项任务的材料。请在图片或文件的说明里写：进展 %s 80 一句话", e.Number)
		}
		if e.Listed {
			return fmt.Sprintf("没看出“%s”说的是哪一项，请在前面加上序号，如：1 80 沟渠已清；都没有变化写：全部无变化", cut(r.Words, 16))
		}
		return fmt.Sprintf("没看出“%s”说的是哪一项。请回复那条提醒，或写上编号，如：进展 %s 80 沟渠已清", cut(r.Words, 16), e.Number)
	case ledger.ReasonPercent:
		return fmt.Sprintf("没看准进度是多少（%s）。请把总进度写在最前面，如：进展 %s 80 一句话", r.Words, e.Number)
	case ledger.ReasonPercentRange:
		return fmt.Sprintf("进度“%s”不在0到100之间。请这样写：进展 %s 80 一句话", r.Words, e.Number)
	case ledger.ReasonNoWords:
		return fmt.Sprintf("请写上进度或一句话，如：进展 %s 80 沟渠已清；没有变化写：无变化 %s；有困难写：困难 %s 原因", e.Number, e.Number, e.Number)
	case ledger.ReasonSubmitted:
		return submittedRefuses(r, e)
	case ledger.ReasonClosed:
		return closed(r.Task, e)
	case ledger.ReasonReadyFiles:
		n := Number(r.Task)
		return fmt.Sprintf("%s已经办结，附件没有记入。是申请销号用的，请连同一句话一起发，说明里写：销号 %s 一句话", code(r.Task), n)
	case ledger.ReasonUndoLate:
		return fmt.Sprintf("已超过10分钟，不能撤销了。内容有误的，请再报一次正确的，如：进展 %s 60 更正：…", e.Number)
	case ledger.ReasonUndoNewer:
		return fmt.Sprintf("这份报告之后又报过一次，只能从最新的一份撤起。内容有误的，请再报一次正确的，如：进展 %s 60 更正：…", e.Number)
	case ledger.ReasonUndoRemark:
		return "没有可以撤回的批示：近10分钟没有批示过，或者已经撤回了。"
	case ledger.ReasonUndoRemarkLate:
		return "批示已超过10分钟，不能撤回了。意见有变化的，请再批示一次，如：批示 " + e.Number + " 更正：…"
	case ledger.ReasonEditRemark:
		return "改过的批示没有记入，原批示不变。要改任务或者一次批示了几项的，请先发送：撤销，再重新批示"
	case ledger.ReasonUndoNothing:
		return fmt.Sprintf("没有可以撤销的报告：没有报过，或者已经撤销过了。内容有误的，请再报一次正确的，如：进展 %s 60 更正：…", e.Number)
	case ledger.ReasonNotYours:
		return "这份报告是别的同志报的，只有本人能撤销或修改。"
	case ledger.ReasonOldButton:
		return "这个按钮已经失效，请用最近一条提醒，或直接发送：任务"
	case ledger.ReasonTwice:
		return fmt.Sprintf("%s刚才已经登记过了，不再重复登记。要改的话，请再发：进展 %s 80 一句话", code(r.Task), e.Number)
	case ledger.ReasonAlone:
		return "这不是报进展，没有办，请单独发一条：" + cut(r.Words, 30)
	case ledger.ReasonUnsupported:
		return fmt.Sprintf("暂时不能识别%s，没有登记。", kindWord(r.Words)) + inWords(e)
	case ledger.ReasonTooLong:
		return fmt.Sprintf("内容太长了（最多%d字），没有登记。请写短一些，详细材料可作为文件发送。", ledger.TextMost)
	case ledger.ReasonEditedAct:
		return "修改过的消息不会再当作指令执行。确实要办的，请重新发一条。"
	case ledger.ReasonEditedTooLate:
		return fmt.Sprintf("这份报告已撤销、已有更新的报告，或任务已办结，这次修改没有登记。需要时请重新报：进展 %s 80 一句话", e.Number)
	default:
		return ""
	}
}

// closed answers who wants something of a task that is completed, as he wants it.
func closed(id ledger.TaskID, e Example) string {
	switch e.Command {
	case "instruct":
		return code(id) + "已经销号，不能再批示。需要重新办的，请发送：批示 立项 内容"
	case "accept":
		return code(id) + "已经办结，不用再签收。"
	case "decline":
		return code(id) + "已经办结，不能再退办。"
	case "claim":
		return code(id) + "已经办结，不用认领。"
	case "complete", "remind", "notice":
		return code(id) + "已经办结，在未销号或已销号清单里。"
	case "closeout":
		return code(id) + "已经销号，不用再申请。"
	case "extend":
		return code(id) + "已经办结，不用再延期。"
	case "suspend":
		return code(id) + "已经办结，不能中止。"
	case "promise":
		return code(id) + "已经办结，不用再承诺了。"
	case "plan", "milestone", "waive":
		return code(id) + "已经办结，不用再报计划了。"
	case "undo":
		return code(id) + "已经办结，报告不能撤销了。确有错误的，请联系指挥部办公室。"
	default:
		if e.Office {
			return code(id) + "已经办结，没有改动。要重新办的请发送：重启 " + e.Number + " 理由"
		}
		return code(id) + "已经办结，不用再报了。如需补充，请联系指挥部办公室。"
	}
}

// courtesy answers 收到, 谢谢 and 您好 in kind.
func courtesy(words string) string {
	switch {
	case strings.HasSuffix(words, "你好") || strings.HasSuffix(words, "您好") || strings.HasSuffix(words, "上好") || strings.HasSuffix(words, "午好"):
		return "您好！"
	case strings.Contains(words, "谢") || strings.Contains(words, "辛苦"):
		return "不客气。"
	case strings.ContainsFunc(words, unicode.IsLetter):
		return "好的。"
	default:
		return ""
	}
}

// inGroup says how the forms reach us from a group.
func inGroup(e Example) string {
	if !e.InGroup || e.Word == "" || e.Command == "report" || e.Command == "bind" {
		return ""
	}
	return fmt.Sprintf("\n在群里请回复本消息，或用 /%s 开头。", e.Command)
}

// notAReport keeps anybody from believing that 收到 was a report.
func notAReport(e Example) string {
	switch {
	case e.Unsigned && e.Listed:
		return "这句话没有登记。签收任务请回复提醒：签收 全部，或签收 1、2；报进展请回复：序号 百分比 一句话，如：1 80 沟渠已清"
	case e.Unsigned:
		return "这句话没有登记。签收任务请回复提醒：签收；报进展请回复：百分比 一句话，如：80 沟渠已清"
	case e.Listed:
		return "这句话没有登记为进展；报进展请回复提醒：序号 百分比 一句话，如：1 80 沟渠已清"
	case e.Own:
		return fmt.Sprintf("这句话没有登记为进展；报进展请回复提醒：80 一句话，或发送：进展 %s 80 一句话", e.Number)
	default:
		return "发送 帮助，可以看到您能用的指令。"
	}
}

func unknown(words string, e Example) string {
	if e.Own {
		return notUnderstood(words) + fmt.Sprintf("报进展请写：进展 %s 80 一句话；看任务请发：任务；更多请发：帮助", e.Number)
	}
	return notUnderstood(words) + "发送 帮助，可以看到您能用的指令。"
}

func notUnderstood(words string) string {
	if words == "" {
		return ""
	}
	return fmt.Sprintf("没看懂“%s”。", cut(words, 16))
}

func code(id ledger.TaskID) string {
	if id == "" {
		return "这项任务"
	}
	return Code(id)
}

// inner is what somebody wrote, to stand inside a sentence of ours: without its own full stop.
func inner(words string) string { return strings.TrimRight(strings.TrimSpace(words), "。.；;，,") }

// cut shortens words for showing; the whole stays in the ledger.
// aboutWords says of what nothing was found.
func aboutWords(words string) string {
	if words == "" {
		return "这样的"
	}
	return "与“" + cut(words, 20) + "”有关的"
}

func cut(words string, most int) string {
	if letters := []rune(words); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return words
}

// inWords shows how it is written, to whoever sent what is no text.
func inWords(e Example) string {
	form, _, _ := strings.Cut(forms(e.Command, e), "\n")
	switch {
	case e.Command != "" && form != "":
		return "请改用文字，如：" + form
	case e.Own:
		return fmt.Sprintf("请改用文字，如：进展 %s 80 一句话", e.Number)
	default:
		return "请改用文字再发一次。"
	}
}

func kindWord(kind string) string {
	switch kind {
	case "voice", "audio":
		return "语音"
	case "video", "video_note":
		return "视频"
	case "sticker":
		return "表情"
	case "location", "venue":
		return "位置"
	case "contact":
		return "名片"
	default:
		return "这种消息"
	}
}
