package documents

import (
	"fmt"
	"strconv"

	"github.com/go-analyze/charts"

	"duban/ledger"
)

const (
	trendWeeks  = 12 // more bars are too thin for their figures
	trendHeight = 190
)

// Trends shows week by week what was overdue at the end, and what was completed and struck
// off, each in bars of its own under the other, so that no colour has to tell them apart.
func (c *Charts) Trends(s ledger.Snapshot) ([]byte, error) {
	weeks := s.Weeks
	if len(weeks) == 0 {
		return nil, ErrNothingToDraw
	}
	weeks = weeks[max(len(weeks)-trendWeeks, 0):]
	d := c.head(s, fmt.Sprintf("近%d周趋势", len(weeks)))
	d.note("按周，日期为周一" + unfinished(s, weeks) + "。")
	d.trend("逾期（周末时仍逾期）", colorRed, weeks, func(w ledger.Trend) int64 { return w.Overdue })
	d.trend("办结（当周新办结）", colorBlue, weeks, func(w ledger.Trend) int64 { return w.Completed })
	d.trend("销号（当周新销号）", colorFaint, weeks, func(w ledger.Trend) int64 { return w.StruckOff })
	return d.end()
}

// unfinished says that the last week is still running.
func unfinished(s ledger.Snapshot, weeks []ledger.Trend) string {
	last := weeks[len(weeks)-1].Monday
	if today := ledger.DateOf(s.At); !s.At.IsZero() && today >= last && today < last.AddDays(6) {
		return "；最后一周截至今日"
	}
	return ""
}

// trend draws the bars of one figure.
func (d *drawing) trend(title string, color charts.Color, weeks []ledger.Trend, of func(ledger.Trend) int64) {
	figures, most := make([]int64, len(weeks)), int64(1)
	for i, w := range weeks {
		figures[i] = max(of(w), 0)
		most = max(most, figures[i])
	}
	d.y += 30
	middle := d.y + sizeHead/2
	d.text(title, margin, middle, ink{size: sizeHead})
	if len(figures) > 1 {
		d.text(changed(figures[len(figures)-2:]), chartWidth-margin, middle, ink{size: sizeText, align: 1})
	}
	floor := d.y + sizeHead + 56 + trendHeight
	step := inner / len(weeks)
	bar := min(step*3/4, 110)
	for i, n := range figures {
		at := margin + step*i + step/2
		top := floor - int(float64(n)/float64(most)*trendHeight)
		if n > 0 {
			top = min(top, floor-3)
			d.rect(at-bar/2, top, at+bar/2, floor, color)
		}
		d.text(d.fit(strconv.FormatInt(n, 10), sizeText, step), at, top-26, ink{size: sizeText, align: 0.5})
		_, month, day := weeks[i].Monday.Civil()
		d.text(fmt.Sprintf("%d/%d", int(month), day), at, floor+26, ink{size: sizeSmall, color: colorFaint, align: 0.5})
	}
	d.rect(margin, floor, margin+inner, floor+2, colorFaint)
	d.y = floor + 48
}

// changed compares the last week with the one before.
func changed(two []int64) string {
	switch {
	case two[1] > two[0]:
		return fmt.Sprintf("比上周多%d", two[1]-two[0])
	case two[1] < two[0]:
		return fmt.Sprintf("比上周少%d", two[0]-two[1])
	}
	return "与上周持平"
}
