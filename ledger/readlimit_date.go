package ledger

import "time"

// span is what a date's words name: a day, or a period whose end is meant.
type span struct {
	from, to  Date
	day       bool // one day: 9月30日
	closed    bool // the end itself is named (9月底, 年内), so 前 is not "before it begins"
	feast     bool // 前 means the day before
	ranged    bool // from is a beginning that the words name
	yearless  bool // the year came from the document
	inherited bool // it came from there, or from a date before this one
	ambiguous bool // read, but somebody should look
	needs     LimitCode
}

// bad reports words that have the form of a date and name no day.
func (s span) bad() bool { return s.needs != "" }

func badSpan(code LimitCode) span { return span{needs: code} }

const (
	firstYear = 1990
	lastYear  = 2100
)

func yearInRange(year int) bool { return year >= firstYear && year <= lastYear }

// civil makes a day, or a bad span where the calendar has none: 2月30日.
func civil(year, month, day int) span {
	if !yearInRange(year) || month < 1 || month > 12 || day < 1 {
		return badSpan(LimitUnreadable)
	}
	d := NewDate(year, time.Month(month), day)
	if d > lastOfMonth(year, time.Month(month)) {
		return badSpan(LimitUnreadable)
	}
	return span{from: d, to: d, day: true}
}

func months(year, first, last int) span {
	if !yearInRange(year) || first < 1 || last > 12 || first > last {
		return badSpan(LimitUnreadable)
	}
	return span{from: NewDate(year, time.Month(first), 1), to: lastOfMonth(year, time.Month(last))}
}

// span reads the date that stands here, in whatever notation.
func (r *limitReader) span(c *cursor) (span, bool) {
	for _, read := range []func(*cursor) (span, bool){r.yearRange, r.numericDate, r.planEnd} {
		if s, ok := read(c); ok {
			return s, true
		}
	}
	at := *c
	year := r.readYear(&at)
	s, ok := r.partOfYear(&at, year)
	if !ok && year.ok {
		s, ok = months(year.value, 1, 12), true
		s.closed = at.eat("内", "以内", "之内", "期间")
	}
	if !ok {
		return r.relativeDay(c)
	}
	s.ambiguous = s.ambiguous || year.short
	if year.value != 0 && !yearInRange(year.value) {
		s = badSpan(LimitUnreadable)
	}
	if year.ok && !s.bad() {
		r.year, r.yearSaid = year.value, true
	}
	*c = at
	return s, true
}

// writtenYear is a year as it stands in the text; ok is false where none does.
type writtenYear struct {
	value int
	short bool // 25年
	ok    bool
}

func (r *limitReader) readYear(c *cursor) writtenYear {
	at := *c
	year := writtenYear{ok: true}
	switch {
	case at.eat("今年", "本年", "当年"):
		year.value = r.on.Year()
	case at.eat("明年", "来年"):
		year.value = r.on.Year() + 1
	case at.eat("次年", "翌年"):
		year.value = r.year + 1
	case at.eat("后年"):
		year.value = r.on.Year() + 2
	case at.eat("去年", "上年"):
		year.value = r.on.Year() - 1
	case at.eat("全年"):
		year.value = r.year
	default:
		return r.numberedYear(c)
	}
	if r.on.IsZero() {
		return writtenYear{}
	}
	at.eat("度")
	*c = at
	return year
}

func (r *limitReader) numberedYear(c *cursor) writtenYear {
	at := *c
	n, ok := at.number()
	if !ok || (n.digits != 4 && n.digits != 2) {
		return writtenYear{}
	}
	mark := at.eat("年度", "年")
	quarter := at.sees("Q", "q")
	switch {
	case n.year() && (mark || quarter):
		*c = at
		return writtenYear{value: n.value, ok: true}
	case n.digits == 2 && mark && r.afterShortYear(at):
		*c = at
		return writtenYear{value: 2000 + n.value, short: true, ok: true}
	}
	return writtenYear{}
}

// afterShortYear tells 25年9月 and 25年底 from 25年.
func (r *limitReader) afterShortYear(c cursor) bool {
	if c.sees("底", "末", "年底", "年末", "上半年", "下半年") {
		return true
	}
	_, ok := c.number()
	return ok && c.sees("月", "季度")
}

// partOfYear reads what follows a year, or stands without one: 年底, 下半年, 第三季度,
// 春节, 10月中旬.
func (r *limitReader) partOfYear(c *cursor, year writtenYear) (span, bool) {
	y := year.value
	if !year.ok {
		y = r.year
	}
	s, ok := r.yearEnd(c, y, year.ok)
	if !ok {
		s, ok = halfYear(c, y)
	}
	if !ok {
		s, ok = r.quarter(c, y)
	}
	if ok {
		s.yearless, s.inherited = !year.ok && !r.yearSaid, !year.ok
		return r.dated(s), true
	}
	if s, ok = r.feast(c, year); ok {
		return s, true
	}
	if s, ok = r.month(c, y); ok {
		s.yearless, s.inherited = !year.ok && !r.yearSaid, !year.ok
		return r.dated(s), true
	}
	return span{}, false
}

// dated asks for the document's date where the words lean on it and there is none.
func (r *limitReader) dated(s span) span {
	if s.yearless && r.year == 0 {
		return badSpan(LimitNeedsStart)
	}
	return s
}

func (r *limitReader) yearEnd(c *cursor, year int, said bool) (span, bool) {
	at := *c
	again := at.eat("年度", "年") // 2017年年底, and 年底 where no year is said
	if !again && !said {
		return span{}, false
	}
	s := months(year, 1, 12)
	s.closed = true
	switch {
	case at.eat("底", "末", "终", "尾"):
	case again && at.eat("内", "以内"):
	case at.eat("中"):
		s, s.ambiguous = months(year, 1, 6), true
		s.closed = true
	case at.eat("初"):
		s = badSpan(LimitVague)
	case again && !said && at.sees("前"): // 年前: before the lunar year ends
		s = r.nextFeast(springFestival)
		s.ambiguous = true
	default:
		return span{}, false
	}
	*c = at
	return s, true
}

func halfYear(c *cursor, year int) (span, bool) {
	var s span
	switch {
	case c.eat("上半年", "前半年"):
		s = months(year, 1, 6)
	case c.eat("下半年", "后半年"):
		s = months(year, 7, 12)
	default:
		return span{}, false
	}
	s.closed = c.eat("底", "末", "内", "年底")
	if c.sees("前", "之前", "以前") { // nobody means the half before
		s.closed, s.ambiguous = true, true
	}
	return s, true
}

// quarter reads 第三季度, 三季度, Q3, 第一、二季度, 一至三季度, 本季度.
func (r *limitReader) quarter(c *cursor, year int) (span, bool) {
	at := *c
	var first, last int
	switch {
	case at.eat("Q", "q"):
		n, ok := at.number()
		if !ok {
			return span{}, false
		}
		first, last = n.value, n.value
	case at.eat("本季度", "本季", "季度末", "季度底", "季末"):
		_, month, _ := r.on.Civil()
		last = (int(month)-1)/3 + 1
		first = last
	default:
		var ok bool
		if first, last, ok = quarterNumbers(&at); !ok {
			return span{}, false
		}
	}
	if first < 1 || last > 4 || first > last {
		*c = at
		return badSpan(LimitUnreadable), true
	}
	s := months(year, first*3-2, last*3)
	s.closed = at.eat("底", "末", "内")
	*c = at
	return s, true
}

func quarterNumbers(c *cursor) (first, last int, ok bool) {
	at := *c
	for {
		at.eat("第")
		n, ok := at.number()
		if !ok {
			return 0, 0, false
		}
		if first == 0 {
			first = n.value
		}
		last = n.value
		if at.eat("季度", "季") {
			if next := at; next.eat("、", "和", "至", "到", "-") {
				if _, more, ok := quarterNumbers(&next); ok {
					*c = next
					return first, more, true
				}
			}
			*c = at
			return first, last, true
		}
		if !at.eat("、", ",", "和", "及", "至", "到", "-") {
			return 0, 0, false
		}
	}
}

// yearRange reads 2024-2026年, which ends with its last year.
func (r *limitReader) yearRange(c *cursor) (span, bool) {
	at := *c
	first, ok := at.number()
	if !ok || !first.year() || !at.eat("-", "至", "到") {
		return span{}, false
	}
	last, ok := at.number()
	if !ok || !last.year() || !at.eat("年度", "年") || last.value <= first.value {
		return span{}, false
	}
	at.eat("年底", "底", "末")
	*c = at
	s := months(last.value, 1, 12)
	if begin := months(first.value, 1, 1); !s.bad() && !begin.bad() {
		s.from, s.ranged, s.closed = begin.from, true, true
		r.year, r.yearSaid = last.value, true
	}
	return s, true
}

// planEnd reads the end of a five-year plan: “十四五”末.
func (r *limitReader) planEnd(c *cursor) (span, bool) {
	at := *c
	if !at.eat("十") {
		return span{}, false
	}
	n, ok := at.chinese()
	if !ok || n.digits != 2 || n.value%10 != 5 || n.value/10 < 1 {
		return span{}, false
	}
	at.skip()
	if !at.eat("期末", "末", "期间", "时期", "规划", "收官", "期", "结束") {
		return span{}, false
	}
	at.eat("末", "期末")
	*c = at
	s := months(2000+n.value/10*5+5, 1, 12) // 十四五 ends in 2025
	s.closed = true
	return s, true
}
