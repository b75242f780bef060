package ledger

import (
	"regexp"
	"strconv"
	"strings"
)

var percentWords = regexp.MustCompile(`^(?:已|累计|目前|总体|已经|现|进度|完成率|整体|约)*(?:完成|推进|进展|达|到|至|进度|完成率|总工程量的|形象进度|工程进度|总进度|:|约)*([0-9]{1,3}(?:\.[0-9]+)?)%`)

// readStatus reads a state out of a cell: a word (已完成, 推进中), a percentage, or a
// percentage at the start of a story. A story that says neither tells nothing here; that
// something is done is only taken from a cell that says nothing else.
func readStatus(text string) (*Progress, bool) {
	text = strings.ToLower(strings.ReplaceAll(Narrow(text), " ", ""))
	if text == "" {
		return nil, false
	}
	if found := percentWords.FindStringSubmatch(text); found != nil {
		percent, err := strconv.ParseFloat(found[1], 64)
		if err != nil || percent > 100 {
			return nil, false
		}
		return progressAt(int(percent)), true
	}
	word, _, _ := strings.Cut(text, ",长期坚持")
	switch strings.Trim(word, "。.!;,") {
	case "已完成", "完成", "已经完成", "已办结", "办结", "已完成整改", "整改完成", "已整改", "已整改完成", "已整改到位", "整改到位", "全部完成", "已全部完成", "是", "√", "已落实", "已办理完毕":
		return &Progress{State: StateCompleted, Percent: 100}, true
	case "已销号", "销号", "完成销号", "已完成销号", "已整改销号", "已验收销号":
		return &Progress{State: StateClosed, Percent: 100}, true
	case "进行中", "推进中", "正在推进", "整改中", "正在整改", "持续推进", "办理中", "正在办理", "在办", "正常推进", "有序推进", "序时推进", "已启动", "未完成", "未办结", "未销号", "尚未完成", "否", "达到序时进度", "基本完成", "部分完成", "滞后", "未达到序时进度", "×":
		return &Progress{State: StateInProgress}, true
	case "未启动", "未开始", "未开展", "未整改", "尚未启动":
		return &Progress{State: StateAssigned}, true
	}
	return nil, false
}

func progressAt(percent int) *Progress {
	switch percent {
	case 0:
		return &Progress{State: StateAssigned}
	case 100:
		// All of the work is not yet a completion that the office has looked at.
		return &Progress{State: StateInProgress, Percent: 100}
	}
	return &Progress{State: StateInProgress, Percent: percent}
}
