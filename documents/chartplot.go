package documents

import (
	"math"
	"strconv"

	"github.com/go-analyze/charts"

	"duban/ledger"
)

const (
	plotHeight = 560
	plotLeft   = 104 // for the figures of the axis
	plotTicks  = 5   // about so many
)

// plot is where the months and the figures of an indicator lie on the picture.
type plot struct {
	top       int
	step      int // pixels of a month
	low, high float64
	tick      float64
}

// newPlot finds an axis that holds every figure.
func newPlot(s ledger.IndicatorSeries, top int) plot {
	low, high := math.Inf(1), math.Inf(-1)
	for _, of := range [][]*ledger.Measure{s.This, s.Last, {s.Floor, s.Target}} {
		for _, m := range of {
			if m != nil {
				low, high = min(low, value(*m)), max(high, value(*m))
			}
		}
	}
	p := plot{top: top, step: (inner - plotLeft) / max(len(s.Months), 1)}
	least, most, span := low, high, high-low
	if span == 0 {
		span = max(math.Abs(high)/10, 1)
		low, high = low-span/2, high+span/2
	}
	p.tick = max(niceTick(span/plotTicks), 0.01) // finer figures do not fit beside the axis
	p.low, p.high = math.Floor((low-span/10)/p.tick)*p.tick, math.Ceil((high+span/10)/p.tick)*p.tick
	if least >= 0 {
		p.low = max(p.low, 0)
	}
	if s.Unit == "%" && most <= 100 {
		p.high = min(p.high, 100)
	}
	return p
}

func value(m ledger.Measure) float64 { return float64(m) / 1000 }

// niceTick is the next of 1, 2, 5, 10, 20 … that is not smaller.
func niceTick(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, n := range []float64{1, 2, 5} {
		if n*power >= least {
			return n * power
		}
	}
	return 10 * power
}

// x is the middle of a month.
func (p plot) x(month int) int { return margin + plotLeft + p.step*month + p.step/2 }

func (p plot) y(v float64) int {
	return p.top + int((p.high-v)/(p.high-p.low)*plotHeight)
}

// plotAxes draws the lines of the figures, with the figures at their left.
func (d *drawing) plotAxes(p plot) {
	decimals := max(int(math.Ceil(-math.Log10(p.tick)-1e-9)), 0)
	for i := range int((p.high-p.low)/p.tick+0.5) + 1 {
		v := p.low + float64(i)*p.tick
		y := p.y(v)
		d.rect(margin+plotLeft, y-1, margin+inner, y+1, colorTrack)
		d.text(d.fit(axisWords(v, decimals), sizeSmall, plotLeft-12), margin+plotLeft-14, y, ink{size: sizeSmall, color: colorFaint, align: 1})
	}
}

// axisWords write a figure at the axis; large ones in units of ten thousand.
func axisWords(v float64, decimals int) string {
	if math.Abs(v) >= 100_000 {
		return strconv.FormatFloat(v/10_000, 'f', -1, 64) + "万"
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// plotBound draws the floor or the target across all months.
func (d *drawing) plotBound(p plot, at *ledger.Measure, l look) {
	if at == nil {
		return
	}
	y := p.y(value(*at))
	d.keep(func(c canvas) {
		ends := []charts.Point{{X: margin + plotLeft, Y: y}, {X: margin + inner, Y: y}}
		c.line(ends, l.color, l.width, l.dash)
	})
}

// plotLine joins the months that follow each other, and marks each.
func (d *drawing) plotLine(p plot, of []*ledger.Measure, l look) {
	var run []charts.Point
	flush := func() {
		if points := run; len(points) > 0 {
			d.keep(func(c canvas) {
				if len(points) > 1 {
					c.line(points, l.color, l.width, l.dash)
				}
				l.dots(c, points)
			})
		}
		run = nil
	}
	for at, m := range of {
		if m == nil {
			flush()
			continue
		}
		run = append(run, charts.Point{X: p.x(at), Y: p.y(value(*m))})
	}
	flush()
}
