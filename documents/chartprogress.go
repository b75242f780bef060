package documents

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-analyze/charts"

	"duban/ledger"
)

const (
	progressRows = 6
	progressBar  = 44
)

// Progress shows how much of each campaign is completed (完成率) beside how much should be
// (应完成率, see [ledger.Figures]), those farthest behind first.
func (c *Charts) Progress(s ledger.Snapshot) ([]byte, error) {
	var campaigns []ledger.Figures
	for _, f := range s.Campaigns {
		if f.Total > 0 {
			f.Percent, f.Schedule = min(max(f.Percent, 0), 100), min(max(f.Schedule, 0), 100)
			campaigns = append(campaigns, f)
		}
	}
	if len(campaigns) == 0 {
		return nil, ErrNothingToDraw
	}
	slices.SortStableFunc(campaigns, func(a, b ledger.Figures) int {
		return cmp.Compare(a.Percent-a.Schedule, b.Percent-b.Schedule)
	})
	d := c.head(s, "各战役完成率")
	d.y += 6
	d.line("色条为完成率，竖线为应完成率（时限已过的比例）。", ink{size: sizeNote})
	d.y += 30
	shown := campaigns[:min(len(campaigns), progressRows)]
	for _, f := range shown {
		d.progressRow(f)
	}
	if rest := campaigns[len(shown):]; len(rest) > 0 {
		d.note(fmt.Sprintf("共%d个战役，图中是最落后的%d个；其余%d个最多%s。", len(campaigns), len(shown), len(rest), behindWords(rest[0])))
	}
	d.note("按有时限的任务计，不含中止的。")
	return d.end()
}

// behindWords say how progress stands to the time gone by.
func behindWords(f ledger.Figures) string {
	switch gap := f.Percent - f.Schedule; {
	case gap < 0:
		return fmt.Sprintf("落后%d个百分点", -gap)
	case gap > 0:
		return fmt.Sprintf("超前%d个百分点", gap)
	}
	return "与应完成持平"
}

// progressLamp is the colour of a campaign by the bounds of the lamps.
func progressLamp(f ledger.Figures) ledger.Lamp {
	switch behind := f.Schedule - f.Percent; {
	case f.Percent == 100:
		return ledger.LampBlue
	case behind >= ledger.BehindRed:
		return ledger.LampRed
	case behind >= ledger.BehindYellow:
		return ledger.LampYellow
	}
	return ledger.LampGreen
}

func (d *drawing) progressRow(f ledger.Figures) {
	paint := paintOf(progressLamp(f))
	words := behindWords(f)
	middle := d.y + sizeHead/2
	d.text(words, chartWidth-margin, middle, ink{size: sizeText, align: 1})
	name := fmt.Sprintf("%s（%d项）", f.Name, f.Total)
	d.text(d.fit(name, sizeHead, inner-d.width(words, sizeText)-20), margin, middle, ink{size: sizeHead})
	top := d.y + sizeHead + 22
	d.rect(margin, top, margin+inner, top+progressBar, colorTrack)
	d.rect(margin, top, margin+inner*f.Percent/100, top+progressBar, paint.fill)
	d.progressFigures(f, paint, top)
	d.y = top + progressBar + 68
}

// progressFigures write the percentage at the end of its bar, and mark the time gone by.
func (d *drawing) progressFigures(f ledger.Figures, paint paint, top int) {
	mark := min(max(margin+inner*f.Schedule/100, margin+3), margin+inner-3)
	d.keep(func(c canvas) {
		ends := []charts.Point{{X: mark, Y: top - 12}, {X: mark, Y: top + progressBar + 12}}
		c.line(ends, colorWhite, 12, nil) // to be seen on a dark bar
		c.line(ends, colorDark, 6, nil)
	})
	end, figure := margin+inner*f.Percent/100, fmt.Sprintf("%d%%", f.Percent)
	width := d.width(figure, sizeText)
	if end-margin > width+24 {
		d.text(figure, margin+12, top+progressBar/2, ink{size: sizeText, color: paint.on})
	} else if x := end + 12; x+width < mark-10 || x > mark+10 {
		d.text(figure, x, top+progressBar/2, ink{size: sizeText})
	} else {
		d.text(figure, mark+16, top+progressBar/2, ink{size: sizeText})
	}
	schedule := fmt.Sprintf("应完成%d%%", f.Schedule)
	half := d.width(schedule, sizeNote) / 2
	d.text(schedule, min(max(mark, margin+half), margin+inner-half), top+progressBar+28, ink{size: sizeNote, color: colorFaint, align: 0.5})
}
