package ledger

import "time"

// MonthDay is a day of every year, such as the one on which the flood season begins.
type MonthDay struct {
	Month time.Month
	Day   int
}

func (m MonthDay) in(year int) Date { return NewDate(year, m.Month, m.Day) }

// Festival is a word of the office's own that stands for a day of the year (采暖季).
type Festival struct {
	Name  string
	Start MonthDay
}

// feast reads a festival or a season that the limit is tied to. Where no year is said it
// is the next one after the document.
func (r *limitReader) feast(c *cursor, year writtenYear) (span, bool) {
	at := *c
	in, ok := r.feastName(&at)
	if !ok {
		return span{}, false
	}
	at.eat("假期", "长假", "节前夕", "前夕", "节")
	*c = at
	if in == nil {
		return badSpan(LimitNeedsFestival), true
	}
	if year.ok {
		return feastIn(in, year.value), true
	}
	if r.on.IsZero() {
		return badSpan(LimitNeedsStart), true
	}
	for _, y := range []int{r.year, r.year + 1} {
		if s := feastIn(in, y); s.bad() || s.from > r.on {
			return s, true
		}
	}
	return feastIn(in, r.on.Year()+1), true
}

func feastIn(in func(int) (Date, bool), year int) span {
	day, ok := in(year)
	if !ok || !yearInRange(year) {
		return badSpan(LimitNeedsFestival)
	}
	return feastSpan(day)
}

// nextFeast is the first one after the document's date.
func (r *limitReader) nextFeast(f festival) span {
	for _, year := range []int{r.on.Year(), r.on.Year() + 1} {
		if day, ok := festivalDay(f, year); ok && day > r.on && !r.on.IsZero() {
			return feastSpan(day)
		}
	}
	return badSpan(LimitNeedsFestival)
}

func feastSpan(day Date) span { return span{from: day, to: day, feast: true} }

// feastName reads the name. A nil function means that the word is a festival or season
// whose day nobody but the office knows: 两会, 主汛期, 采暖季.
func (r *limitReader) feastName(c *cursor) (in func(year int) (Date, bool), ok bool) {
	for _, own := range r.opts.Festivals {
		if own.Name != "" && c.eat(own.Name) {
			return onDay(own.Start), true
		}
	}
	if f, ok := movableFeast(c); ok {
		return f, true
	}
	if day, ok := fixedFeast(c); ok {
		return onDay(day), true
	}
	switch {
	case c.eat("全国两会", "省两会", "市两会", "两会", "主汛期", "采暖季", "采暖期", "供暖季", "供暖期",
		"冬春季", "秋冬季", "冬季", "春季", "夏季", "秋季", "高考", "中考", "开学", "春耕", "秋收", "党代会"):
		return nil, true
	case c.eat("汛期结束", "汛期后"):
		return nil, true
	case c.eat("汛期", "入汛", "迎汛"):
		return onDay(r.opts.FloodStart), true
	}
	return nil, false
}

func onDay(day MonthDay) func(int) (Date, bool) {
	return func(year int) (Date, bool) { return day.in(year), true }
}

func movableFeast(c *cursor) (func(year int) (Date, bool), bool) {
	var f festival
	days := 0
	switch {
	case c.eat("春节"):
		f = springFestival
	case c.eat("除夕"):
		f, days = springFestival, -1
	case c.eat("元宵"):
		f, days = springFestival, 14
	case c.eat("清明"):
		f = tombSweeping
	case c.eat("端午"):
		f = dragonBoat
	case c.eat("中秋"):
		f = midAutumn
	default:
		return nil, false
	}
	return func(year int) (Date, bool) {
		day, ok := festivalDay(f, year)
		return day.AddDays(days), ok
	}, true
}

// fixedFeast reads the feasts of the solar calendar. 十一 and 五一 are feasts only where
// a limit follows: 十一前 is one, 十一月 is not.
func fixedFeast(c *cursor) (MonthDay, bool) {
	day := MonthDay{}
	short := false
	switch {
	case c.eat("元旦"):
		day = MonthDay{time.January, 1}
	case c.eat("五一", "5.1"):
		day, short = MonthDay{time.May, 1}, true
	case c.eat("劳动节"):
		day = MonthDay{time.May, 1}
	case c.eat("七一", "建党节"):
		day, short = MonthDay{time.July, 1}, true
	case c.eat("国庆"):
		day = MonthDay{time.October, 1}
	case c.eat("十一"):
		day, short = MonthDay{time.October, 1}, true
	default:
		return day, false
	}
	c.skip() // the closing mark of “五一”
	return day, !short || c.eat("国际劳动节", "劳动节") || c.sees("前", "之前", "以前", "假", "长假", "节", "黄金周")
}
