package ledger

import "time"

// IndicatorSeries are an indicator's months beside those of the year before: the content of its
// chart. Months, This and Last are of one length; nil is a month that was not measured.
type IndicatorSeries struct {
	Name   string
	Area   string // a town; empty: the whole
	Unit   string
	Lower  bool // the lower the better
	Months []Date
	This   []*Measure
	Last   []*Measure // of the same month of last year
	Floor  *Measure   // 底线
	Target *Measure   // 目标
	At     time.Time  // of all its figures
	Head   Head       // the end of the chain then
}

// Series are the last n months up to the one of a day, measured or not.
func (i Indicator) Series(until Date, n int) IndicatorSeries {
	s := IndicatorSeries{Name: i.Name, Area: i.Area, Unit: i.Unit, Lower: i.Lower, Floor: i.Floor}
	year, month, _ := until.Civil()
	for ago := n - 1; ago >= 0; ago-- {
		this, _ := i.in(NewDate(year, month-time.Month(ago), 1))
		last, _ := i.in(NewDate(year-1, month-time.Month(ago), 1))
		s.Months = append(s.Months, NewDate(year, month-time.Month(ago), 1))
		s.This, s.Last = append(s.This, this), append(s.Last, last)
	}
	return s
}

// Newest is the last month of the series that was measured; false: none was.
func (s IndicatorSeries) Newest() (IndicatorFigure, bool) {
	for at := min(len(s.Months), len(s.This)) - 1; at >= 0; at-- {
		if s.This[at] == nil {
			continue
		}
		f := IndicatorFigure{Name: s.Name, Area: s.Area, Unit: s.Unit, Lower: s.Lower, Month: s.Months[at], Value: *s.This[at], Floor: s.Floor}
		if at < len(s.Last) {
			f.Last = s.Last[at]
		}
		return f, true
	}
	return IndicatorFigure{}, false
}
