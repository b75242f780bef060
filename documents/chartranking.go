package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"duban/ledger"
)

const (
	rankRows = 16
	rankRow  = 62
	rankBar  = 44
)

// ranked is a unit with its place; units with the same rate share it.
type ranked struct {
	ledger.Figures
	place int
}

// Ranking shows the leading units by how much of their work is completed. Whether units are
// ranked at all is the office's decision: nothing makes this picture unasked.
func (c *Charts) Ranking(s ledger.Snapshot) ([]byte, error) {
	all := rank(s.Units)
	if len(all) == 0 {
		return nil, ErrNothingToDraw
	}
	d := c.head(s, "各牵头单位办结率")
	d.note("办结率＝已办结（含已销号）÷任务总数；相同的名次并列。")
	d.y += 16
	first, last := all, []ranked(nil)
	if len(all) > rankRows {
		first, last = all[:rankRows/2], all[len(all)-rankRows/2:]
	}
	widest := 0
	for _, r := range all {
		widest = max(widest, d.width(d.rankFigures(r), sizeNote))
	}
	for _, r := range first {
		d.rankRow(r, widest)
	}
	if len(last) > 0 {
		d.text(fmt.Sprintf("……中间%d个单位未列……", len(all)-rankRows), chartWidth/2, d.y+rankRow/2, ink{size: sizeNote, color: colorFaint, align: 0.5})
		d.y += rankRow
	}
	for _, r := range last {
		d.rankRow(r, widest)
	}
	return d.end()
}

// rank puts the units that have tasks in order.
func rank(units []ledger.Figures) []ranked {
	var all []ranked
	for _, f := range units {
		if f.Total > 0 {
			f.Completed = min(max(f.Completed, 0), f.Total)
			all = append(all, ranked{Figures: f})
		}
	}
	rate := func(r ranked) float64 { return float64(r.Completed) / float64(r.Total) }
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(-cmp.Compare(rate(a), rate(b)), -cmp.Compare(a.Total, b.Total))
	})
	for i := range all {
		all[i].place = i + 1
		if i > 0 && rate(all[i]) == rate(all[i-1]) {
			all[i].place = all[i-1].place
		}
	}
	return all
}

// rankFigures are the rate, and of what.
func (d *drawing) rankFigures(r ranked) string {
	return d.fit(fmt.Sprintf("%d%%（%d/%d）", r.percent(), r.Completed, r.Total), sizeNote, inner/2)
}

// percent is the rate rounded down: all is only what is all.
func (r ranked) percent() int { return int(float64(r.Completed) / float64(r.Total) * 100) }

func (d *drawing) rankRow(r ranked, widest int) {
	const place, name = 64, 236
	middle := d.y + rankRow/2
	d.text(strconv.Itoa(r.place), margin+place-20, middle, ink{size: sizeText, color: colorFaint, align: 1})
	d.text(d.fit(r.Name, sizeText, name-lampGap), margin+place, middle, ink{size: sizeText})
	left, room := margin+place+name, inner-place-name-widest-lampGap
	width := room * r.percent() / 100
	if width > 0 {
		d.rect(left, middle-rankBar/2, left+width, middle+rankBar/2, colorBlue)
	}
	d.text(d.rankFigures(r), left+width+lampGap, middle, ink{size: sizeNote})
	d.y += rankRow
}
