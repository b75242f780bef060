package ledger

// month reads a month, a part of it or a day in it: 10月, 十月底, 8月中旬, 下月10日.
func (r *limitReader) month(c *cursor, year int) (span, bool) {
	at := *c
	m, ok := r.monthNumber(&at, &year)
	if !ok {
		return span{}, false
	}
	*c = at
	s := months(year, m, m)
	if m < 1 || m > 12 {
		s = badSpan(LimitUnreadable)
		r.dayOfMonth(c, year, 1) // the day belongs to the same impossible date
		return s, true
	}
	if r.partOfMonth(c, &s) {
		return s, true
	}
	if day, ok := r.dayOfMonth(c, year, m); ok {
		return day, true
	}
	return s, true
}

func (r *limitReader) monthNumber(c *cursor, year *int) (month int, ok bool) {
	_, present, _ := r.on.Civil()
	shift := -1
	switch {
	case c.eat("本月", "当月", "这个月"), c.sees("月底", "月末", "月内"):
		shift = 0
	case c.eat("下个月", "下月", "次月"):
		shift = 1
	}
	if shift >= 0 {
		c.eat("月份", "月")
		if r.on.IsZero() {
			return 1, true // dated says what is missing
		}
		*year = addMonths(r.on, shift).Year()
		return (int(present)-1+shift)%12 + 1, true
	}
	n, ok := c.number()
	if !ok || n.digits > 2 || n.value > 99 {
		return 0, false
	}
	if next := *c; next.eat("-", "至", "到", "、") { // 8-10月: the last one counts
		if last, ok := next.number(); ok && next.eat("月份", "月") && last.value > n.value && last.value <= 12 {
			*c = next
			r.from = months(*year, n.value, n.value).from
			return last.value, true
		}
	}
	return n.value, c.eat("月份", "月")
}

// partOfMonth narrows a month to the part that is named.
func (r *limitReader) partOfMonth(c *cursor, s *span) bool {
	first := s.from
	switch {
	case c.eat("底", "末", "下旬", "内"):
	case c.eat("中旬"):
		s.to = first.AddDays(19)
	case c.eat("上旬", "初旬"):
		s.to = first.AddDays(9)
	case c.eat("中"):
		s.to, s.ambiguous = first.AddDays(14), true
	case c.eat("初"):
		s.to, s.ambiguous = first.AddDays(9), true
	default:
		return false
	}
	s.closed = true
	return true
}

// dayOfMonth reads the day, or a range of days of which the last counts: 31日, 10-12日.
func (r *limitReader) dayOfMonth(c *cursor, year, month int) (span, bool) {
	at := *c
	n, ok := at.number()
	if !ok || n.digits > 2 {
		return span{}, false
	}
	first := n.value
	if next := at; next.eat("-", "至", "到") {
		if last, ok := next.number(); ok && last.digits <= 2 && next.sees("日", "号") {
			at, n = next, last
		}
	}
	if !at.eat("日", "号") && !at.sees("前", "之前", "以前") && !at.end() {
		return span{}, false
	}
	*c = at
	if first != n.value {
		r.from = civil(year, month, first).from
	}
	return civil(year, month, n.value), true
}

// bareDay reads 25日前 where no month is said: a day of the document's month.
func (r *limitReader) bareDay(c *cursor) (span, bool) {
	at := *c
	n, ok := at.number()
	if !ok || n.digits > 2 || !at.eat("日", "号") || !at.sees("前", "之前", "以前") {
		return span{}, false
	}
	*c = at
	if r.on.IsZero() {
		return badSpan(LimitNeedsStart), true
	}
	year, month, _ := r.on.Civil()
	s := civil(year, int(month), n.value)
	s.ambiguous = true
	return s, true
}

// relativeDay reads days that lean on the document's date: 明日, 下周五, 25日前.
func (r *limitReader) relativeDay(c *cursor) (span, bool) {
	at := *c
	day := r.on
	switch {
	case at.eat("今日", "今天", "当日", "当天", "即日"):
	case at.eat("明日", "明天", "次日"):
		day = day.AddDays(1)
	case at.eat("后天"):
		day = day.AddDays(2)
	default:
		if s, ok := r.week(c); ok {
			return s, true
		}
		return r.bareDay(c)
	}
	*c = at
	if r.on.IsZero() {
		return badSpan(LimitNeedsStart), true
	}
	return span{from: day, to: day, day: true}, true
}

// week reads 本周, 下周五, 周五 (the next one to come), 周末. A week ends on Sunday.
func (r *limitReader) week(c *cursor) (span, bool) {
	at := *c
	shift, named := 0, true
	switch {
	case at.eat("下下周"):
		shift = 14
	case at.eat("下周", "下个星期", "下星期"):
		shift = 7
	case at.eat("本周", "这周", "本星期"):
	case at.eat("周", "星期", "礼拜"):
		named = false
	default:
		return span{}, false
	}
	weekday, said := at.weekday()
	if !said && !named {
		return span{}, false
	}
	*c = at
	if r.on.IsZero() {
		return badSpan(LimitNeedsStart), true
	}
	monday := r.on.AddDays(-(int(r.on.Weekday()) + 6) % 7).AddDays(shift)
	if !said {
		at.eat("内", "底", "末")
		*c = at
		return span{from: monday, to: monday.AddDays(6), closed: true}, true
	}
	day := monday.AddDays(weekday - 1)
	if !named && day < r.on {
		day = day.AddDays(7)
	}
	return span{from: day, to: day, day: true}, true
}

// weekday is 1 for Monday to 7 for Sunday.
func (c *cursor) weekday() (int, bool) {
	if c.eat("日", "天", "末") {
		return 7, true
	}
	at := *c
	n, ok := at.number()
	if !ok || n.value < 1 || n.value > 6 || n.digits != 1 {
		return 0, false
	}
	*c = at
	return n.value, true
}

// numericDate reads 2025-10-31, 2025/10/31, 2025.10.31, 20251031, 2025-10 and 10.31.
func (r *limitReader) numericDate(c *cursor) (span, bool) {
	at := *c
	n, ok := at.number()
	if !ok || !n.latin {
		return span{}, false
	}
	var s span
	switch {
	case n.digits == 8 && yearInRange(n.value/10000):
		s = civil(n.value/10000, n.value/100%100, n.value%100)
	case n.digits == 6 && yearInRange(n.value/100):
		s = months(n.value/100, n.value%100, n.value%100)
		s.ambiguous = true
	case n.year() && yearInRange(n.value):
		s, ok = separated(&at, n.value)
	case n.digits <= 2:
		s, ok = r.monthDotDay(&at, n.value)
	default:
		ok = false
	}
	if !ok {
		return span{}, false
	}
	at.eat("日")
	if s.day {
		at.clock()
	}
	if !s.bad() && !s.yearless {
		r.year, r.yearSaid = s.to.Year(), true
	}
	*c = at
	return s, true
}

// separated reads what follows the year: -10-31, or -10 for the month.
func separated(c *cursor, year int) (span, bool) {
	sep, ok := c.separator()
	if !ok {
		return span{}, false
	}
	month, ok := c.number()
	if !ok || month.digits > 2 {
		return span{}, false
	}
	at := *c
	if again, ok := at.separator(); ok && again == sep {
		if day, ok := at.number(); ok && day.digits <= 2 {
			*c = at
			return civil(year, month.value, day.value), true
		}
	}
	c.eat("月份", "月")
	return months(year, month.value, month.value), true
}

// monthDotDay reads 10.31 and 10/31 where a limit follows or the cell ends. It may be a
// number after all, so somebody looks at it.
func (r *limitReader) monthDotDay(c *cursor, month int) (span, bool) {
	sep, ok := c.separator()
	if !ok || sep == '-' {
		return span{}, false
	}
	day, ok := c.number()
	if !ok || day.digits > 2 || !day.latin {
		return span{}, false
	}
	if !r.planning && !c.end() && !c.sees("日", "前", "之前", "以前") {
		return span{}, false
	}
	if r.year == 0 {
		return badSpan(LimitNeedsStart), true
	}
	s := civil(r.year, month, day.value)
	s.yearless, s.inherited, s.ambiguous = !r.yearSaid, true, true
	return s, true
}

func (c *cursor) separator() (rune, bool) {
	at := *c
	at.skip()
	if at.end() {
		return 0, false
	}
	sep := at.text[at.at]
	if sep != '-' && sep != '/' && sep != '.' {
		return 0, false
	}
	at.at++
	*c = at
	return sep, true
}

// clock steps over the 00:00:00 that spreadsheets add.
func (c *cursor) clock() {
	at := *c
	at.eat("T")
	if _, ok := at.number(); !ok || !at.eat(":") {
		return
	}
	at.number()
	if at.eat(":") {
		at.number()
	}
	*c = at
}
