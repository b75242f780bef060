package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Measure is a measured figure in thousandths: 97.78 is 97780.
type Measure int64

const (
	measureOne = 1000
	measureMax = 1_000_000_000 * measureOne
)

// ReadMeasure reads a figure with at most three decimals, and the unit that stands behind
// it: 97.78%, 28微克/立方米. It is not read if anything is in doubt.
func ReadMeasure(words string) (m Measure, unit string, ok bool) {
	words = strings.TrimSpace(Narrow(words))
	end := strings.IndexFunc(words, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(words)
	}
	whole, part, _ := strings.Cut(words[:end], ".")
	if whole == "" || len(whole) > 9 || len(part) > 3 || strings.Contains(part, ".") || strings.HasSuffix(words[:end], ".") {
		return 0, "", false
	}
	n, err := strconv.ParseInt(whole+(part + "000")[:3], 10, 64)
	if err != nil {
		return 0, "", false
	}
	return Measure(n), strings.TrimSpace(words[end:]), true
}

// String is the figure without zeros that say nothing: 97.5.
func (m Measure) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	part := strings.TrimRight(strconv.FormatInt(int64(m%measureOne)+measureOne, 10)[1:], "0")
	if part != "" {
		part = "." + part
	}
	return sign + strconv.FormatInt(int64(m/measureOne), 10) + part
}

// Indicator is a figure that is measured each month and may only get better: 优良率, PM2.5
// (domain §1, 21 and 22).
type Indicator struct {
	Name   string     `json:"name"`
	Area   string     `json:"area,omitempty"` // a town; empty: the whole
	Rev    int64      `json:"-"`
	Unit   string     `json:"unit,omitempty"`  // %, 微克/立方米
	Lower  bool       `json:"lower,omitempty"` // the lower the better
	Floor  *Measure   `json:"floor,omitempty"` // 底线
	Months []Measured `json:"months,omitempty"`
}

// Measured is the figure of a month.
type Measured struct {
	Month Date    `json:"month"` // its first day
	Value Measure `json:"value"`
}

// IndicatorFigure is one month beside the same of last year and the floor.
type IndicatorFigure struct {
	Name  string   `json:"name"`
	Area  string   `json:"area,omitempty"`
	Unit  string   `json:"unit,omitempty"`
	Lower bool     `json:"lower,omitempty"`
	Month Date     `json:"month"`
	Value Measure  `json:"value"`
	Last  *Measure `json:"last,omitempty"` // of the same month of last year
	Floor *Measure `json:"floor,omitempty"`
}

// Worsened reports whether it is worse than the same month of last year: 只能变好，不能变坏.
func (f IndicatorFigure) Worsened() bool { return f.Last != nil && f.worse(*f.Last) }

// BelowFloor reports whether the floor is not held.
func (f IndicatorFigure) BelowFloor() bool { return f.Floor != nil && f.worse(*f.Floor) }

func (f IndicatorFigure) worse(than Measure) bool {
	if f.Lower {
		return f.Value > than
	}
	return f.Value < than
}

// IndicatorID names the record of an indicator.
func IndicatorID(name, area string) string {
	if area == "" {
		return name
	}
	return name + "/" + area
}

// Measuring is what somebody says of an indicator. What he leaves out stays as it is.
type Measuring struct {
	By     Person
	At     time.Time
	Month  Date     // whose figure it is; zero: none is said
	Value  *Measure // nil with a month: its figure is taken back
	Unit   string
	Better Better
	Floor  *Measure
}

// Better is which direction is good.
type Better string

// The directions.
const (
	BetterHigher Better = "higher" // 越高越好
	BetterLower  Better = "lower"  // 越低越好
)

// MonthOf is the first day of a day's month.
func MonthOf(day Date) Date {
	year, month, _ := day.Civil()
	return NewDate(year, month, 1)
}

// Measure writes down what was said of an indicator. Nothing is guessed: a figure of a month
// to come, a percentage above 100 and a figure that stands so already are refused.
func (i Indicator) Measure(m Measuring) (Indicator, []Entry, *Refusal) {
	refuse := func(reason Reason, words string) (Indicator, []Entry, *Refusal) {
		return Indicator{}, nil, &Refusal{Reason: reason, Words: words}
	}
	var changes []FieldDiff
	note := func(name, before, after string) {
		if before != after {
			changes = append(changes, FieldDiff{Name: name, Before: before, After: after})
		}
	}
	next := i
	if m.Unit != "" {
		next.Unit = m.Unit
	}
	if m.Better != "" {
		next.Lower = m.Better == BetterLower
	}
	if m.Floor != nil {
		next.Floor = m.Floor
	}
	if !m.Month.IsZero() {
		if m.Month > DateOf(m.At) {
			return refuse(ReasonMonthAhead, "")
		}
		was, _ := i.in(m.Month)
		next.Months = i.with(m.Month, m.Value)
		note("month "+m.Month.String()[:7], measureText(was), measureText(m.Value))
	}
	if next.Unit == "%" && (over(m.Value) || over(m.Floor)) {
		return refuse(ReasonMeasure, "")
	}
	note("unit", i.Unit, next.Unit)
	note("better", betterText(i), betterText(next))
	note("floor", measureText(i.Floor), measureText(next.Floor))
	if len(changes) == 0 {
		return refuse(ReasonSameFigure, "")
	}
	return next, []Entry{{At: m.At, By: m.By.ID, What: WhatMeasured, Fields: changes, Why: IndicatorID(i.Name, i.Area)}}, nil
}

func over(m *Measure) bool { return m != nil && *m > 100*measureOne }

func betterText(i Indicator) string {
	if i.Lower {
		return string(BetterLower)
	}
	return string(BetterHigher)
}

func measureText(m *Measure) string {
	if m == nil {
		return ""
	}
	return m.String()
}

func (i Indicator) in(month Date) (*Measure, bool) {
	at, found := i.find(month)
	if !found {
		return nil, false
	}
	return new(i.Months[at].Value), true
}

func (i Indicator) find(month Date) (int, bool) {
	return slices.BinarySearchFunc(i.Months, month, func(m Measured, month Date) int { return int(m.Month - month) })
}

func (i Indicator) with(month Date, value *Measure) []Measured {
	months := slices.Clone(i.Months)
	at, found := i.find(month)
	switch {
	case value == nil && found:
		return slices.Delete(months, at, at+1)
	case value == nil:
		return months
	case found:
		months[at].Value = *value
		return months
	}
	return slices.Insert(months, at, Measured{month, *value})
}

// Figure is a month beside last year's and the floor; false: it was not measured.
func (i Indicator) Figure(month Date) (IndicatorFigure, bool) {
	value, found := i.in(month)
	if !found {
		return IndicatorFigure{}, false
	}
	year, m, _ := month.Civil()
	last, _ := i.in(NewDate(year-1, m, 1))
	return IndicatorFigure{
		Name: i.Name, Area: i.Area, Unit: i.Unit, Lower: i.Lower, Month: month, Value: *value, Last: last, Floor: i.Floor,
	}, true
}

// Newest is the figure of the last month that was measured by a day.
func (i Indicator) Newest(by Date) (IndicatorFigure, bool) {
	for _, m := range slices.Backward(i.Months) {
		if m.Month <= by {
			return i.Figure(m.Month)
		}
	}
	return IndicatorFigure{}, false
}

// Alarm is the newest figure, if it is worse than last year's or does not hold the floor, and
// that is news: nobody is told of the same month twice.
func (i Indicator) Alarm(was Indicator, today Date) (IndicatorFigure, bool) {
	f, _ := i.Newest(today)
	if !f.Worsened() && !f.BelowFloor() {
		return IndicatorFigure{}, false
	}
	before, _ := was.Figure(f.Month)
	return f, !before.Worsened() && !before.BelowFloor()
}

// Since are the figures from a month on, the oldest first.
func (i Indicator) Since(month Date) []IndicatorFigure {
	at, _ := i.find(month)
	figures := make([]IndicatorFigure, 0, len(i.Months)-at)
	for _, m := range i.Months[at:] {
		f, _ := i.Figure(m.Month)
		figures = append(figures, f)
	}
	return figures
}

// Ref names the indicator.
func (i Indicator) Ref() (Kind, string) { return KindIndicator, IndicatorID(i.Name, i.Area) }

// Revision is the revision at which the indicator was read.
func (i Indicator) Revision() int64 { return i.Rev }

// Marks place the indicator among all of them, those of the whole first.
func (i Indicator) Marks() []Mark {
	if i.Area != "" {
		return []Mark{{MarkIndicator, 1}}
	}
	return []Mark{{MarkIndicator, 0}}
}

// IndicatorRange are all indicators, those of the whole first.
func IndicatorRange() Range { return Range{Mark: MarkIndicator, Max: NoLimit} }
