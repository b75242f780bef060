package documents

import (
	"fmt"
	"strconv"

	"github.com/go-analyze/charts"

	"duban/ledger"
)

const indicatorMonths = 24 // more are too thin on a phone: the newest count

// Indicator shows an indicator month by month beside the same months of last year, with the
// floor and the target where there are any. A month that was not measured is a gap. The
// figures stand below, each under its month.
func (c *Charts) Indicator(s ledger.IndicatorSeries) ([]byte, error) {
	s = trimmed(s)
	newest, ok := s.Newest()
	if !ok {
		return nil, ErrNothingToDraw
	}
	title := s.Name
	if s.Unit != "" {
		title += "（" + s.Unit + "）"
	}
	title += "逐月变化"
	d := c.head(ledger.Snapshot{Name: s.Area, At: s.At, Head: s.Head}, title)
	d.y += 10
	d.line(indicatorWords(newest), ink{size: sizeText})
	d.indicatorLegend(s)
	p := newPlot(s, d.y+30)
	d.plotAxes(p)
	d.plotBound(p, s.Target, target())
	d.plotBound(p, s.Floor, floor())
	d.plotLine(p, s.Last, lastYear())
	d.plotLine(p, s.This, thisYear())
	d.y = p.top + plotHeight
	d.plotTable(p, s)
	return d.end()
}

// trimmed makes all months of one length, and leaves the newest.
func trimmed(s ledger.IndicatorSeries) ledger.IndicatorSeries {
	n := len(s.Months)
	whole := func(of []*ledger.Measure) []*ledger.Measure {
		same := make([]*ledger.Measure, n)
		copy(same, of)
		return same[max(n-indicatorMonths, 0):]
	}
	s.This, s.Last = whole(s.This), whole(s.Last)
	s.Months = s.Months[max(n-indicatorMonths, 0):]
	return s
}

// indicatorWords say how the newest month stands.
func indicatorWords(f ledger.IndicatorFigure) string {
	year, month, _ := f.Month.Civil()
	unit, points := "", ""
	if f.Unit == "%" {
		unit, points = "%", "个百分点"
	}
	words := fmt.Sprintf("%d年%d月 %s%s", year, int(month), f.Value, unit)
	if f.Last != nil {
		words += fmt.Sprintf("，上年同月 %s%s", f.Last, unit)
		switch gap := f.Value - *f.Last; {
		case gap > 0:
			words += fmt.Sprintf("，上升%s%s", gap, points)
		case gap < 0:
			words += fmt.Sprintf("，下降%s%s", -gap, points)
		default:
			words += "，持平"
		}
		if f.Worsened() {
			words += "（变差）"
		} else if f.Value != *f.Last {
			words += "（变好）"
		}
	}
	if f.Floor == nil {
		return words + "。"
	}
	if f.BelowFloor() {
		return words + fmt.Sprintf("；未守住底线 %s%s。", f.Floor, unit)
	}
	return words + fmt.Sprintf("；守住底线 %s%s。", f.Floor, unit)
}

// look is how a line is drawn.
type look struct {
	name  string
	color charts.Color
	width float64
	dash  []float64
	dot   charts.Color // what its points are filled with
}

func thisYear() look { return look{"本期", colorBlue, 7, nil, colorBlue} }

func lastYear() look { return look{"上年同期", colorFaint, 4, []float64{16, 10}, colorWhite} }

func floor() look { return look{"底线", colorRed, 5, []float64{4, 8}, charts.Color{}} }

func target() look {
	return look{"目标", paintOf(ledger.LampGreen).fill, 5, []float64{24, 8, 4, 8}, charts.Color{}}
}

// dots marks the months of a line.
func (l look) dots(c canvas, at []charts.Point) {
	if l.dot.A == 0 {
		return
	}
	for _, point := range at { // one by one: dots drawn at once would be joined
		c.dots([]charts.Point{point}, l.dot, l.color, 4, l.width+3)
	}
}

// indicatorLegend shows how each line is drawn.
func (d *drawing) indicatorLegend(s ledger.IndicatorSeries) {
	const sample = 66
	looks := []look{thisYear()}
	if measured(s.Last) {
		looks = append(looks, lastYear())
	}
	for _, b := range []struct {
		at *ledger.Measure
		look
	}{{s.Floor, floor()}, {s.Target, target()}} {
		if b.at != nil {
			b.name += " " + b.at.String()
			looks = append(looks, b.look)
		}
	}
	d.y += 16
	middle, x := d.y+sizeText/2, margin
	for _, l := range looks {
		left := x
		d.keep(func(c canvas) {
			c.line([]charts.Point{{X: left, Y: middle}, {X: left + sample, Y: middle}}, l.color, l.width, l.dash)
			l.dots(c, []charts.Point{{X: left + sample/2, Y: middle}})
		})
		d.text(l.name, x+sample+12, middle, ink{size: sizeNote})
		x += sample + 12 + d.width(l.name, sizeNote) + 36
	}
	d.y += sizeText + 12
}

func measured(of []*ledger.Measure) bool {
	for _, m := range of {
		if m != nil {
			return true
		}
	}
	return false
}

// plotTable writes the months, and under each its figures. Where they are too wide to stand
// side by side some are left out, never the newest.
func (d *drawing) plotTable(p plot, s ledger.IndicatorSeries) {
	rows := [][]*ledger.Measure{s.This}
	if measured(s.Last) {
		rows = append(rows, s.Last)
	}
	widest := d.width("12月", sizeSmall)
	for _, row := range rows {
		for _, m := range row {
			if m != nil {
				widest = max(widest, d.width(m.String(), sizeSmall-2))
			}
		}
	}
	stride := max((widest+6+p.step-1)/p.step, 1)
	n := len(s.Months)
	for at := n - 1; at >= 0; at -= stride {
		year, month, _ := s.Months[at].Civil()
		d.text(fmt.Sprintf("%d月", int(month)), p.x(at), d.y+30, ink{size: sizeSmall, align: 0.5})
		if at-stride < 0 || s.Months[at-stride].Year() != year {
			d.text(strconv.Itoa(year), p.x(at), d.y+64, ink{size: sizeSmall - 2, color: colorFaint, align: 0.5})
		}
	}
	d.y += 92
	for i, row := range rows {
		d.text([]string{"本期", "上年"}[i], margin, d.y+22, ink{size: sizeSmall})
		for at := n - 1; at >= 0; at -= stride {
			figure, color := "–", colorFaint
			if row[at] != nil {
				figure = row[at].String()
			}
			if i == 0 {
				color = colorDark
			}
			d.text(figure, p.x(at), d.y+22, ink{size: sizeSmall - 2, color: color, align: 0.5})
		}
		d.y += 46
	}
}
