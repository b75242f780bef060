package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// qualify gives each softening word to the date that it speaks of. Words never reach
// over the end of a sentence or of an item.
func (r *limitReader) qualify() {
	for _, m := range r.marks {
		var date *mark
		switch m.kind {
		case markSoft, markHard:
			if date = r.dateAfter(m.end, isStop); date == nil {
				date = r.dateBefore(m.start)
			}
		case markSoftAfter:
			if date = r.dateBefore(m.start); date == nil {
				date = r.dateAfter(m.end, isStop)
			}
		case markForecast:
			// 预计投资5亿元，年底前完成 forecasts the money, not the date.
			date = r.dateAfter(m.end, isBreak)
		default:
			continue
		}
		if date == nil {
			continue
		}
		date.soft = date.soft || m.kind == markSoft || m.kind == markSoftAfter
		date.forecast = date.forecast || m.kind == markForecast
	}
}

func (r *limitReader) dateAfter(at int, ends func(rune) bool) *mark {
	for i := range r.marks {
		if m := &r.marks[i]; m.kind == markDue && m.start >= at {
			if slices.ContainsFunc(r.text[at:m.start], ends) {
				return nil
			}
			return m
		}
	}
	return nil
}

func (r *limitReader) dateBefore(at int) *mark {
	for i := range slices.Backward(r.marks) {
		if m := &r.marks[i]; m.kind == markDue && m.end <= at {
			if slices.ContainsFunc(r.text[m.end:at], isStop) {
				return nil
			}
			return m
		}
	}
	return nil
}

// say writes down everything but dates.
func (r *limitReader) say(l *Limit) []LimitProblem {
	var problems []LimitProblem
	add := func(code LimitCode, m mark) {
		p := LimitProblem{Code: code, Words: r.piece(m.start, m.end), Date: m.date}
		if !slices.Contains(problems, p) {
			problems = append(problems, p)
		}
	}
	for _, m := range r.marks {
		switch m.kind {
		case markStanding:
			l.Standing = true
		case markContinue:
			l.Standing = l.Standing || !r.has(markSchedule)
		case markSchedule:
			l.Schedule = true
		case markRecurring:
			if l.Recurring == RhythmNone {
				l.Recurring = m.rhythm
			}
			if m.rhythm == RhythmNone {
				add(LimitRhythm, m)
			}
		case markStage:
			add(LimitVague, m)
		case markBand:
			add(LimitBand, m)
		case markDone:
			add(LimitDone, m)
		case markBad:
			add(m.code, m)
		default:
		}
	}
	if l.Standing {
		l.ReviewEvery = r.opts.ReviewEvery
	}
	return problems
}

func (r *limitReader) has(kind markKind) bool {
	return slices.ContainsFunc(r.marks, func(m mark) bool { return m.kind == kind })
}

// dates are the marks that are dates, in the order in which they were written.
func (r *limitReader) dates() []mark {
	var dates []mark
	for _, m := range r.marks {
		if m.kind == markDue {
			dates = append(dates, m)
		}
	}
	return dates
}

// settle decides which of the dates is the limit: the last one; the others are steps on
// the way. Alternatives (急件5日内、非急件15日内) are none of them.
func (r *limitReader) settle(l *Limit, all []mark) []LimitProblem {
	var problems []LimitProblem
	var dates []mark
	for _, m := range all {
		p := LimitProblem{Words: r.piece(m.start, m.end), Date: m.date}
		if m.forecast {
			l.Forecast = max(l.Forecast, m.date)
		} else if code, label := r.alternative(m); code != "" {
			p.Code, p.Words = code, label
			problems = append(problems, p)
		} else {
			dates = append(dates, m)
		}
	}
	if len(dates) == 0 {
		return append(problems, r.undated(l, len(problems) > 0)...)
	}
	last := slices.MaxFunc(dates, func(a, b mark) int { return cmp.Compare(a.date, b.date) })
	l.Due, l.Hard = last.date, !last.soft
	if len(dates) > 1 || last.span.ranged {
		l.Milestones = r.milestones(dates)
	}
	return append(problems, r.doubts(l.Due, dates)...)
}

// doubts are what is to be said about dates that were read.
func (r *limitReader) doubts(due Date, dates []mark) []LimitProblem {
	var problems []LimitProblem
	var previous Date
	for _, m := range dates {
		p := LimitProblem{Words: r.piece(m.start, m.end), Date: m.date}
		passed := m.date == due && due < r.on
		// Without a year of its own a date that has passed, or that goes back before
		// the one written before it, may well belong to another year.
		backwards := m.date < previous && m.span.inherited
		if m.span.ambiguous || backwards || passed && m.span.yearless {
			p.Code = LimitAmbiguous
			problems = append(problems, p)
		}
		if passed {
			p.Code = LimitPast
			problems = append(problems, p)
		}
		previous = m.date
	}
	return problems
}

// undated is a limit without a date: at once, by forecast, from some day on, or vague.
func (r *limitReader) undated(l *Limit, alternatives bool) []LimitProblem {
	if !l.Forecast.IsZero() {
		return []LimitProblem{{Code: LimitForecast, Words: string(r.raw), Date: l.Forecast}}
	}
	for _, m := range r.marks {
		p := LimitProblem{Words: r.piece(m.start, m.end)}
		if !r.on.IsZero() {
			p.Date = r.on.AddDays(r.opts.ImmediateDays)
		}
		switch {
		case m.kind == markImmediate && r.on.IsZero():
			p.Code = LimitNeedsStart
		case m.kind == markImmediate:
			p.Code = LimitImmediate
			l.Due, l.Hard = p.Date, true
		case m.kind == markStart:
			p.Code, p.Date = LimitAmbiguous, 0
		case m.kind == markVague && !alternatives && !l.Standing && !l.Schedule && l.Recurring == RhythmNone:
			p.Code = LimitVague
		default:
			continue
		}
		return []LimitProblem{p}
	}
	return nil
}

// alternative tells a duration that holds for one sort of paper only, and names it.
func (r *limitReader) alternative(m mark) (code LimitCode, label string) {
	if !m.duration {
		return "", ""
	}
	start := m.start
	for start > 0 && !isBreak(r.text[start-1]) {
		start--
	}
	words := string(r.text[start:m.start])
	label = r.piece(start, m.end)
	switch {
	case containsAny(words, "急件", "紧急", "特急", "加急", "平件", "难度", "一般", "普通", "简单", "复杂", "重大"):
		return LimitByUrgency, label
	case containsAny(words, "公文", "纪要", "批示", "信访", "来文", "来函", "建议", "提案", "投诉"):
		return LimitBySource, label
	}
	return "", ""
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(s, word) })
}
