package ledger

import (
	"regexp"
	"time"
)

// ReadRhythm reads a report rhythm (报送频次) as people write it: 每周, 一周一报, 周报,
// 每月25日前 … An empty cell asks for nothing. false means that it was not understood:
// the caller says so and asks; daily and more than once in a period are among these,
// since no task is asked for more often than weekly.
func ReadRhythm(raw string) (Rhythm, bool) {
	c := cursor{text: foldRunes(raw)}
	c.skip()
	if c.end() {
		return RhythmNone, true
	}
	if again.MatchString(string(c.text)) {
		return RhythmNone, false // the ledger has no such rhythm
	}
	for ; !c.end(); c.at++ {
		if c.eat("一次", "1次", "壹次") {
			return RhythmOnce, true
		}
		if r, ok := readRecurring(&c); ok {
			return r, r != RhythmNone
		}
	}
	return bareRhythm(foldRunes(raw))
}

// again are periods that come back, and not the one time of 一次: 两周一次. 12月报一次 is a date.
var again = regexp.MustCompile(`(?:(?:[二两三四五六七八九十]|[0-9]+)(?:个?(?:天|日|周|星期|旬)|个月|个?季度)|[两二三四五]年|隔.)(?:报送?|上报)?[一1壹]次`)

// bareRhythm reads the period alone, as a column of frequencies has it: 月, 季度, 周.
func bareRhythm(text []rune) (Rhythm, bool) {
	c := cursor{text: text}
	r, ok := c.period()
	c.skip()
	return r, ok && c.end()
}

// Days is the least number of days between two reports of this rhythm; 0 where nothing
// comes again.
func (r Rhythm) Days() int {
	switch r {
	case RhythmWeekly:
		return 7
	case RhythmTenDays:
		return 10
	case RhythmMonthly:
		return 30
	case RhythmQuarterly:
		return 91
	case RhythmHalfYear:
		return 182
	case RhythmYearly:
		return 365
	case RhythmNone, RhythmOnce:
	}
	return 0
}

// Next is the civil day on which it is due again: a week later, or the same day of a
// later month, clipped to that month's end. Zero where nothing comes again.
func (r Rhythm) Next(last Date) Date {
	switch r {
	case RhythmWeekly, RhythmTenDays:
		return last.AddDays(r.Days())
	case RhythmMonthly:
		return addMonths(last, 1)
	case RhythmQuarterly:
		return addMonths(last, 3)
	case RhythmHalfYear:
		return addMonths(last, 6)
	case RhythmYearly:
		return addMonths(last, 12)
	case RhythmNone, RhythmOnce:
	}
	return 0
}

// addMonths keeps the day of the month where there is one: a month after the 31st of
// January is the last of February.
func addMonths(d Date, n int) Date {
	year, month, day := d.Civil()
	last := lastOfMonth(year, month+time.Month(n))
	return min(NewDate(year, month+time.Month(n), day), last)
}

func lastOfMonth(year int, month time.Month) Date { return NewDate(year, month+1, 0) }

// readRecurring reads words that say "again and again" and what belongs to them: 每季度,
// 每周四, 一周一报, 月报, 按月. ok with RhythmNone means that it comes again in a way
// that the ledger has no rhythm for (每日, 每两周, 每月两次).
func readRecurring(c *cursor) (Rhythm, bool) {
	at := *c
	r, ok := at.everyPeriod()
	if !ok {
		return RhythmNone, false
	}
	*c = at
	if n, many := at.number(); many && n.value > 1 && at.eat("次", "报") {
		*c = at
		return RhythmNone, true
	}
	return r, true
}

func (c *cursor) everyPeriod() (Rhythm, bool) {
	at := *c
	switch {
	case at.eat("每", "按", "逐"):
		every := at.text[at.at-1] == '每'
		if every {
			at.eat("个", "1个", "一个", "1", "一")
		}
		// 按年度计划 speaks of a plan, 按月 of a rhythm.
		if r, ok := at.period(); ok && (every || !at.sees("计划", "目标", "任务", "进度", "度计划")) {
			*c = at
			return r, true
		}
		if every && at.oddPeriod() {
			*c = at
			return RhythmNone, true
		}
		return RhythmNone, false
	case at.eat("双周", "半月报", "日报"):
		*c = at
		return RhythmNone, true
	}
	return c.oncePer()
}

// oncePer reads 一周一报, 一季度一调度, and 周报.
func (c *cursor) oncePer() (Rhythm, bool) {
	at := *c
	counted := at.eat("一", "1")
	r, ok := at.period()
	if !ok {
		return RhythmNone, false
	}
	// 一月一日 is a day, 一月一报 a rhythm.
	once := counted && at.eat("一", "1") && at.sees("报", "调度", "次", "通报", "汇总", "会商", "督", "总结", "评", "查", "考", "更新")
	if !once && (counted || !at.eat("报")) {
		return RhythmNone, false
	}
	*c = at
	return r, true
}

// period reads the name of a period that the ledger has a rhythm for.
func (c *cursor) period() (Rhythm, bool) {
	switch {
	case c.eat("周", "星期", "礼拜"):
		return RhythmWeekly, true
	case c.eat("旬"):
		return RhythmTenDays, true
	case c.sees("半月"):
		return RhythmNone, false
	case c.eat("月"):
		return RhythmMonthly, true
	case c.eat("季度", "季"):
		return RhythmQuarterly, true
	case c.eat("半年"):
		return RhythmHalfYear, true
	case c.eat("年度", "年"):
		return RhythmYearly, true
	}
	return RhythmNone, false
}

// oddPeriod reads a period that the ledger has no rhythm for.
func (c *cursor) oddPeriod() bool {
	if c.eat("个工作日", "工作日", "日", "天", "半月", "半个月", "两周", "两个月", "两月") {
		return true
	}
	if _, ok := c.number(); !ok {
		return false
	}
	c.eat("个")
	return c.eat("日", "天", "工作日", "周", "星期", "月", "季度", "年")
}
