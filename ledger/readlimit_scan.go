package ledger

import "errors"

// mark is a piece of the cell that says something about time.
type mark struct {
	kind       markKind
	start, end int
	date       Date      // markDue; markBad: a day to offer
	span       span      // what the date's words name
	code       LimitCode // markBad: why
	rhythm     Rhythm    // markRecurring; none: not one of ours
	before     bool      // 前 was said
	within     bool      // 内 was said after a number of days
	duration   bool      // counted from the document's date
	soft       bool
	forecast   bool
}

// scan marks the text from left to right.
func (r *limitReader) scan() {
	c := cursor{text: r.text}
	for c.skip(); !c.end(); c.skip() {
		start := c.at
		if m, ok := r.next(&c); ok {
			m.start, m.end = start, c.at
			r.marks = append(r.marks, m)
			continue
		}
		if r.running && isStop(c.text[c.at]) {
			r.year, r.yearSaid = r.on.Year(), false // a sentence stands for itself
		}
		// The tail of a number that was not read is no number.
		if _, ok := c.number(); !ok {
			c.at++
		}
	}
}

func (r *limitReader) next(c *cursor) (mark, bool) {
	if rhythm, ok := readRecurring(c); ok {
		c.restOfClause()
		return mark{kind: markRecurring, rhythm: rhythm}, true
	}
	if m, ok := r.duration(c); ok {
		return m, true
	}
	if m, ok := r.date(c); ok {
		return m, true
	}
	if r.bareYears(c) {
		return mark{kind: markBad, code: LimitNeedsStart}, true
	}
	kind, ok := r.word(c)
	return mark{kind: kind}, ok
}

// restOfClause steps over what belongs to recurring work: 每周四上报、周五汇总. A year
// begins something new.
func (c *cursor) restOfClause() {
	for !c.end() {
		if r := c.text[c.at]; isStop(r) || r == ',' || r == '/' {
			return
		}
		at := *c
		if n, ok := at.number(); ok {
			if n.year() {
				return
			}
			c.at = at.at
			continue
		}
		c.at++
	}
}

// date reads a date with what surrounds it: 前, 起, 至.
func (r *limitReader) date(c *cursor) (mark, bool) {
	year, said := r.year, r.yearSaid
	r.from = 0
	s, ok := r.span(c)
	if !ok {
		return mark{}, false
	}
	if !r.from.IsZero() && !s.bad() {
		s.from, s.ranged = r.from, true
	}
	s = r.extend(c, s)
	m := mark{kind: markDue, span: s, code: s.needs}
	switch {
	case s.bad():
		m.kind = markBad
		c.eat("之前", "以前", "前")
	case c.eat("前后", "左右"):
		m.span.ambiguous = true
	case c.sees("前期"):
	case c.eat("之前", "以前", "前"):
		m.before = true
	case c.eat("之后", "以后", "后", "起", "开始"):
		m.kind = markStart
	}
	m.settle()
	if r.running && !m.isLimit() {
		r.year, r.yearSaid = year, said // 比2015年削减 says nothing about what follows
	}
	return m, true
}

// settle finds the last day that is in time. A period with 前 but without its end named
// (2013年前) is before it begins, and is asked about.
func (m *mark) settle() {
	s := &m.span
	m.date = s.to
	switch {
	case s.feast && m.before:
		m.date = s.from.AddDays(-1)
	case s.feast && !s.ranged:
		s.ambiguous = true
	case m.before && !s.closed && !s.day && !s.ranged:
		m.date, s.ambiguous = s.from.AddDays(-1), true
	}
}

// isLimit reports whether the words are those of a limit, as against a mere date.
func (m *mark) isLimit() bool {
	return m.kind == markDue && (m.before || m.within || m.span.closed)
}

// extend reads a range, of which the last day counts: 2025年1月21日至2月8日.
func (r *limitReader) extend(c *cursor, first span) span {
	at := *c
	if first.bad() || !at.eat("至", "到", "-") {
		return first
	}
	at.eat("-")
	last, ok := r.span(&at)
	if !ok {
		year, month, _ := first.to.Civil()
		if last, ok = r.dayOfMonth(&at, year, int(month)); !ok || !first.day {
			return first
		}
	}
	*c = at
	if last.bad() {
		return last
	}
	if last.to < first.from {
		last.to, last.ambiguous = addMonths(last.to, 12), true
	}
	last.from, last.ranged = first.from, true
	last.yearless = first.yearless
	last.ambiguous = last.ambiguous || first.ambiguous
	if last.to < last.from {
		return badSpan(LimitUnreadable)
	}
	return last
}

// durationUnit is what a number of days is counted in.
type durationUnit int

const (
	unitDays durationUnit = iota
	unitWorkdays
	unitMonths
)

// duration reads N日内, N个工作日内, 1—5日内, 半年内, counted from the document's date.
func (r *limitReader) duration(c *cursor) (mark, bool) {
	at := *c
	n, unit, bare, ok := durationWords(&at)
	if !ok {
		return mark{}, false
	}
	m := mark{kind: markDue, duration: true, within: at.eat("以内", "之内", "内")}
	if !m.within && !bare {
		return mark{}, false
	}
	at.eat("之前", "前")
	begun := r.otherStart(c.at)
	*c = at
	var err error
	m.date, err = r.after(n, unit)
	m.span = span{from: m.date, to: m.date}
	var missing *MissingYearError
	switch {
	case r.on.IsZero() || begun:
		m.kind, m.code = markBad, LimitNeedsStart
	case errors.As(err, &missing):
		m.kind, m.code = markBad, LimitMissingYear
	case m.date.IsZero():
		m.kind, m.code = markBad, LimitUnreadable
	}
	return m, true
}

// durationWords reads the number and its unit. bare units are durations without 内.
func durationWords(c *cursor) (n int, unit durationUnit, bare, ok bool) {
	switch {
	case c.eat("半年"):
		return 6, unitMonths, false, true
	case c.eat("半个月", "半月"):
		return 15, unitDays, false, true
	}
	amount, ok := c.number()
	if !ok {
		return 0, 0, false, false
	}
	if at := *c; at.eat("-", "至", "到") {
		at.eat("-")
		if last, more := at.number(); more && last.value > amount.value {
			amount, *c = last, at
		}
	}
	switch {
	case c.eat("个工作日", "工作日", "个工作天"):
		return amount.value, unitWorkdays, true, true
	case c.eat("天", "个自然日", "自然日", "个日历日", "日历天"):
		return amount.value, unitDays, true, true
	case c.eat("日"):
		return amount.value, unitDays, false, true
	case c.eat("周", "个星期", "个周", "星期"):
		return amount.value * 7, unitDays, true, true
	case c.eat("个月"):
		return amount.value, unitMonths, true, true
	case amount.digits <= 2 && c.eat("年"):
		return amount.value * 12, unitMonths, false, true
	case c.eat("个小时", "小时"):
		return (amount.value + 23) / 24, unitDays, true, true
	}
	return 0, 0, false, false
}

// after is the day n units after the document; zero where that is no limit at all.
func (r *limitReader) after(n int, unit durationUnit) (Date, error) {
	const longest = 20 * 365
	if n < 1 || n > longest || r.on.IsZero() {
		return 0, nil
	}
	due := r.on.AddDays(n)
	switch unit {
	case unitWorkdays:
		d, err := r.cal.AddWorkdays(r.on, n)
		if err != nil {
			return 0, err
		}
		due = d
	case unitMonths:
		if n > longest/30 {
			return 0, nil
		}
		due = addMonths(r.on, n)
	case unitDays:
	}
	if !yearInRange(due.Year()) {
		return 0, nil
	}
	return due, nil
}

// otherStart reports a duration that counts from something that the document does not
// date: 收到…之日起, 验收后.
func (r *limitReader) otherStart(at int) bool {
	begun := false
	for i := at - 1; i >= 0 && !isStop(r.text[i]) && r.text[i] != ',' && r.text[i] != '/'; i-- {
		c := cursor{text: r.text, at: i}
		if c.sees("印发", "发文", "下发", "交办", "发布", "本通知", "文件") {
			return false
		}
		begun = begun || c.sees("起", "后", "收到", "接到")
	}
	return begun
}

// bareYears reads 分2年, which says how long and not from when.
func (r *limitReader) bareYears(c *cursor) bool {
	at := *c
	n, ok := at.number()
	if !ok || n.value < 1 || n.value > 20 || !at.eat("年") {
		return false
	}
	at.eat("时间")
	*c = at
	return true
}
