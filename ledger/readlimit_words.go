package ledger

// markKind is what a piece of a limit says.
type markKind int

const (
	markDue       markKind = iota // a date, or N days
	markStart                     // a date from which on: 10月1日起
	markBad                       // the form of a date, and none
	markRecurring                 // 每季度
	markImmediate                 // 立行立改
	markStanding                  // 长期坚持
	markContinue                  // 持续推进: standing, unless the schedule is said to lead
	markSchedule                  // 按序时进度
	markVague                     // 尽快
	markStage                     // 近期, 待定: a time nobody can name
	markBand                      // 短期、中期、长期
	markDone                      // 已完成
	markSoft                      // 力争 (said before the date)
	markSoftAfter                 // 基本完成 (said after it)
	markHard                      // 确保
	markForecast                  // 预计
)

// word reads one of the trade's words about time.
func (r *limitReader) word(c *cursor) (markKind, bool) {
	if kind, ok := manner(c); ok {
		return kind, true
	}
	switch {
	case r.bandWords(c):
		return markBand, true
	case immediately(c):
		return markImmediate, true
	case c.eat("长期", "常态", "长效", "常抓不懈", "久久为功", "经常性", "日常", "永久", "常年", "贯穿始终"):
		return markStanding, true
	case c.eat("持续", "不断", "坚持不懈"):
		return markContinue, true
	case bySchedule(c):
		return markSchedule, true
	case c.eat("近期", "中期", "远期", "短期", "待定", "另定", "另行", "择机", "适时", "年内外"):
		return markStage, true
	case c.eat("尽快", "尽早", "早日", "抓紧", "限期", "及时", "视情", "逐步", "按期", "如期", "按时",
		"按要求", "按规定", "按计划", "按方案", "规定时间", "规定时限", "规定期限"):
		return markVague, true
	case c.eat("已经完成", "已完成", "已办结", "已整改", "已销号", "已落实", "已建成", "已于"):
		return markDone, true
	}
	return 0, false
}

// manner reads the words that make a date softer or harder.
func manner(c *cursor) (markKind, bool) {
	switch {
	case c.eat("力争", "争取", "努力", "力求", "尽量", "尽可能", "原则上"):
		return markSoft, true
	case c.eat("基本", "初步", "大部分"):
		return markSoftAfter, true
	case c.eat("确保", "务必", "必须", "坚决"):
		return markHard, true
	case c.eat("预计", "预期", "有望", "拟于", "计划于"):
		return markForecast, true
	}
	return 0, false
}

// immediately reads 立行立改 and all that is built like it: 即知即改, 边督边改, 立查立改.
func immediately(c *cursor) bool {
	if c.eat("立即", "立刻", "即时", "即刻", "马上", "当即", "当场", "接诉即办", "改立行", "现场整改") {
		return true
	}
	at := *c
	at.skip()
	if at.at+4 > len(at.text) {
		return false
	}
	four := at.text[at.at : at.at+4]
	if !atOnce(four[0]) || !atOnce(four[2]) {
		return false
	}
	switch four[3] {
	case '改', '办', '行', '整', '治', '纠', '清':
		c.at = at.at + 4
		return true
	}
	return false
}

func atOnce(r rune) bool {
	switch r {
	case '立', '即', '边', '随', '速', '快':
		return true
	}
	return false
}

// bySchedule reads 按序时进度, 按上级进度目标, 按完成比例.
func bySchedule(c *cursor) bool {
	if c.eat("序时进度", "时序进度", "序时", "形象进度") {
		return true
	}
	at := *c
	if !at.eat("按") {
		return false
	}
	for range 10 {
		if at.eat("进度", "比例", "时间节点", "节点") {
			at.eat("目标", "要求", "计划")
			*c = at
			return true
		}
		if at.end() || isBreak(at.text[at.at]) {
			return false
		}
		at.at++
	}
	return false
}

// bandWords reads stages that are labels and no dates: 短期攻坚、中期推进和长期坚持三个阶段.
func (r *limitReader) bandWords(c *cursor) bool {
	at := *c
	if !at.eat("短期", "近期", "中期") {
		return false
	}
	for stages := 1; ; {
		switch {
		case at.eat("中期", "长期", "远期"):
			stages++
			c.at = at.at
		case at.end() || isStop(at.text[at.at]) || at.text[at.at] == '/':
			if stages > 1 {
				c.eat("坚持", "推进")
			}
			return stages > 1
		default:
			at.at++
		}
	}
}
