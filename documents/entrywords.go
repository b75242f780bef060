package documents

import (
	"cmp"

	"duban/ledger"
)

// moreWhatWords are those of notices, of striking off and of what the office sets.
func moreWhatWords(what ledger.What) string {
	switch what {
	case ledger.WhatDivided:
		return "分解"
	case ledger.WhatFollowed:
		return "随分解任务变动"
	case ledger.WhatLimit:
		return "改时限"
	case ledger.WhatRose:
		return "督办升级"
	case ledger.WhatDrafted:
		return "拟督办单"
	case ledger.WhatIssued:
		return "签发督办单"
	case ledger.WhatReceived:
		return "签收督办"
	case ledger.WhatReplied:
		return "回复督办"
	case ledger.WhatReviewed:
		return "审核回复"
	case ledger.WhatNoticeEnded:
		return "督办单终结"
	case ledger.WhatCloseout:
		return "销号"
	case ledger.WhatReopened:
		return "重启"
	case ledger.WhatRechecked:
		return "回头看"
	case ledger.WhatCancelled:
		return "撤项"
	case ledger.WhatPolicy:
		return "规则"
	default:
		return cmp.Or(entryCodes.say(string(what), "what"), string(what))
	}
}

// fieldWord is what the office calls a field of an entry. One that has no word here is
// left as it is: nothing is left out.
func fieldWord(name string) string {
	for _, word := range [][2]string{
		{"state", "状态"},
		{"percent", "进度"},
		{"part_percent", "本单位进度"},
		{"due", "时限日期"},
		{"limit", "完成时限"},
		{"text", "内容"},
		{"instead", "代办，应由"},
		{"for", "代"},
		{"lead", "牵头单位"},
		{"co", "配合单位"},
		{"implement", "落实单位"},
		{"supervise", "督导单位"},
		{"accept", "验收销号单位"},
		{"title", "工作任务"},
		{"target", "整改目标"},
		{"measures", "工作措施"},
		{"source", "任务来源"},
		{"item", "序号"},
		{"list", "台账"},
		{"basis", "依据"},
		{"withdrawn", "废止"},
		{"mandated", "授权交办督办"},
		{"campaign", "战役"},
		{"repeat_of", "接哪项任务反复出现"},
		{"repeated_as", "又出现，另立为"},
		{"leader", "分管领导"},
		{"linked", "挂点领导"},
		{"rhythm", "报送频次"},
		{"priority", "重点"},
		{"notes", "其他各列"},
		{"confirm", "待确认"},
		{"notice", "督办单"},
		{"number", "编号"},
		{"file", "文件"},
		{"step", "步骤"},
		{"date", "日期"},
		{"from", "从"},
		{"until", "到"},
		{"purpose", "用途"},
		{"approved_by", "批准人"},
		{"full", "全称"},
		{"kind", "类别"},
		{"parent", "上级"},
		{"aliases", "别名"},
		{"group", "考核组"},
		{"order", "次序"},
	} {
		if word[0] == name {
			return word[1]
		}
	}
	return cmp.Or(entryCodes.say(name, "field"), name)
}

// fieldValue is a value of an entry in the words of the columns, where those have any.
func fieldValue(name, value string) (string, bool) {
	switch {
	case value == "":
		return "", true
	case name == "state":
		return stateWord(ledger.State(value)), true
	case name == "percent" || name == "part_percent":
		return value + "%", true
	case name == "rhythm":
		return rhythmWord(ledger.Rhythm(value)), true
	}
	return "", false
}
