package ledger

import "slices"

// LimitOptions is what the office sets about reading limits; zero values have defaults.
type LimitOptions struct {
	ImmediateDays int        // natural days that 立行立改 gives [O: 15]
	ReviewEvery   Rhythm     // how often a standing limit is looked at [O: monthly]
	FloodStart    MonthDay   // 汛期 begins [O: 15 April, the south of China]
	Festivals     []Festival // words of the office's own, and days for 采暖季, 两会 …
}

// LimitCode says why somebody must look at a limit, or what he should know of it.
type LimitCode string

// The codes. Only LimitPast alone does not ask for confirmation.
const (
	LimitNone          LimitCode = "none"                     // the cell is empty
	LimitUnreadable    LimitCode = "unreadable"               // not understood, or no such day
	LimitVague         LimitCode = "vague"                    // 尽快, 近期
	LimitAmbiguous     LimitCode = "ambiguous"                // 2013年前, 10.31
	LimitByUrgency     LimitCode = "by_urgency"               // 急件5日内、非急件15日内
	LimitBySource      LimitCode = "by_source"                // 公文30日内、会议纪要20日内
	LimitBand          LimitCode = "band"                     // 短期、中期、长期
	LimitPast          LimitCode = "past"                     // before the document
	LimitMissingYear   LimitCode = "missing_year_in_calendar" // workdays of a year without a notice
	LimitNeedsStart    LimitCode = "needs_start"              // 分2年, 收到之日起15日内
	LimitNeedsFestival LimitCode = "needs_festival"           // 两会前
	LimitImmediate     LimitCode = "immediate"                // 立行立改: the office's default was taken
	LimitForecast      LimitCode = "forecast_only"            // 预计…: the limit itself is not said
	LimitDone          LimitCode = "done"                     // 已完成: a state, not a limit
	LimitRhythm        LimitCode = "unknown_rhythm"           // 每日, 每两周
	LimitFromText      LimitCode = "from_text"                // found in running text
	LimitSerial        LimitCode = "date_serial"              // 45930: a date whose cell is not shown as one
)

// LimitProblem is one thing about a limit that was not read with confidence.
type LimitProblem struct {
	Code  LimitCode `json:"code"`
	Words string    `json:"words"`          // the piece of the cell
	Date  Date      `json:"date,omitempty"` // a day to offer, where there is one; never taken
}

// asks reports whether the office must confirm.
func (p LimitProblem) asks() bool { return p.Code != LimitPast }

// ReadLimit reads a limit as people write it (domain §4). on is the document's date: it
// gives the year that is not said, and the day that N日内 counts from. What cannot be
// read with confidence sets NeedsConfirm and is named in the problems.
func ReadLimit(raw string, on Date, cal Calendar, opts LimitOptions) (Limit, []LimitProblem) {
	r := newLimitReader(raw, on, cal, opts)
	if r.empty() {
		return Limit{Raw: raw, NeedsConfirm: true}, []LimitProblem{{Code: LimitNone}}
	}
	r.scan()
	return r.limit(raw)
}

// FindLimit finds the limits of the work inside a longer sentence of a published plan:
// "2019年9月底前,基本完成…". Since the words were taken out of running text the office
// always confirms. ok is false where the text holds none.
func FindLimit(text string, on Date, cal Calendar, opts LimitOptions) (limit Limit, problems []LimitProblem, ok bool) {
	r := newLimitReader(text, on, cal, opts)
	r.running = true
	r.scan()
	words := r.keepLimits()
	if len(r.marks) == 0 {
		return Limit{}, nil, false
	}
	limit, problems = r.limit(words)
	limit.NeedsConfirm = true
	return limit, append(problems, LimitProblem{Code: LimitFromText, Words: words}), true
}

// limitReader reads one cell. It is made anew for each.
type limitReader struct {
	raw  []rune // as written; the same places as in text
	text []rune // folded
	on   Date
	cal  Calendar
	opts LimitOptions

	year     int  // of the date read last: it holds for those that follow without one
	yearSaid bool // year was in the text, not in the document's date
	from     Date // first day of a range that has one unit: 8-10月
	running  bool // running text, where most dates are no limits
	planning bool // a plan, where 8/31 is a day whatever follows it
	marks    []mark
}

func newLimitReader(raw string, on Date, cal Calendar, opts LimitOptions) *limitReader {
	if opts.ImmediateDays == 0 {
		opts.ImmediateDays = 15
	}
	if opts.ReviewEvery == RhythmNone {
		opts.ReviewEvery = RhythmMonthly
	}
	if opts.FloodStart == (MonthDay{}) {
		opts.FloodStart = MonthDay{Month: 4, Day: 15}
	}
	r := &limitReader{raw: []rune(raw), text: foldRunes(raw), on: on, cal: cal, opts: opts}
	if !on.IsZero() {
		r.year = on.Year()
	}
	return r
}

// empty reports a cell that says nothing: blank, a dash, 无.
func (r *limitReader) empty() bool {
	c := cursor{text: r.text}
	for c.eat("-", "/", "无", "N/A", "n/a", "\n", "、", ".") {
		continue
	}
	c.skip()
	return c.end()
}

// piece is the words between two places, as they were written.
func (r *limitReader) piece(start, end int) string {
	for start < end && isGap(r.text[start]) {
		start++
	}
	for end > start && isGap(r.text[end-1]) {
		end--
	}
	return string(r.raw[start:end])
}

// limit composes what the marks say.
func (r *limitReader) limit(raw string) (Limit, []LimitProblem) {
	r.qualify()
	l := Limit{Raw: raw}
	problems := r.say(&l)
	dates := r.dates()
	problems = append(problems, r.settle(&l, dates)...)
	read := !l.Due.IsZero() || l.Standing || l.Recurring != RhythmNone || l.Schedule || !l.Forecast.IsZero()
	if !read && len(problems) == 0 {
		problems = append(problems, LimitProblem{Code: LimitUnreadable, Words: raw})
	}
	l.NeedsConfirm = slices.ContainsFunc(problems, LimitProblem.asks)
	return l, problems
}
