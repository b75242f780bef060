package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duban/ledger"
)

const (
	lampRows   = 12  // units with a bar of their own: more would be too small on a phone
	lampRow    = 72  // height of a row
	lampBar    = 52  // height of a bar
	lampName   = 236 // width of the names
	lampGap    = 14  // between a bar and the words behind it
	lampInside = 12  // around a figure in its part of the bar
)

// Lamps shows the lamps of each leading unit, one bar a unit, the most red ones first. What
// has no room for its figure in the bar is written behind it. Beyond lampRows units the rest
// is one line of figures.
func (c *Charts) Lamps(s ledger.Snapshot) ([]byte, error) {
	units := make([]ledger.Figures, 0, len(s.Units))
	sum := ledger.Figures{}
	for _, f := range s.Units {
		if lit(f) > 0 {
			units = append(units, f)
			sum = added(sum, f)
		}
	}
	if len(units) == 0 {
		return nil, ErrNothingToDraw
	}
	slices.SortStableFunc(units, func(a, b ledger.Figures) int {
		return cmp.Or(-cmp.Compare(a.Red, b.Red), -cmp.Compare(a.Yellow, b.Yellow), -cmp.Compare(lit(a), lit(b)))
	})
	d := c.head(s, "各牵头单位亮灯情况")
	whole := ledger.Figures{
		Red: s.Summary.Red, Yellow: s.Summary.Yellow, Green: s.Summary.Green, Grey: s.Summary.Grey, Completed: s.Summary.Completed,
	}
	if lit(whole) == 0 {
		whole = sum
	}
	d.lampLegend(whole)
	shown := units[:min(len(units), lampRows)]
	scale := d.lampScale(shown)
	for _, f := range shown {
		d.lampRow(f, scale)
	}
	d.y += 12
	if rest := units[len(shown):]; len(rest) > 0 {
		left := ledger.Figures{}
		for _, f := range rest {
			left = added(left, f)
		}
		d.note(fmt.Sprintf("共%d个单位，图中是红灯最多的%d个；其余%d个合计%d项：%s。", len(units), len(shown), len(rest), lit(left), lampWords(left)))
	}
	if lit(whole) != lit(sum) {
		d.note(fmt.Sprintf("按牵头单位计，各单位相加%d项：几家牵头的各计一次，尚未交办的不计。", lit(sum)))
	}
	d.note("红＝逾期或严重滞后，黄＝临期或滞后，绿＝正常，灰＝长期坚持、中止或无时限，蓝＝已办结。")
	return d.end()
}

// lampCount is how many tasks of the figures have a lamp. What cannot be is none.
func lampCount(f ledger.Figures, lamp ledger.Lamp) int64 {
	n := int64(0)
	switch lamp {
	case ledger.LampRed:
		n = f.Red
	case ledger.LampYellow:
		n = f.Yellow
	case ledger.LampGreen:
		n = f.Green
	case ledger.LampGrey:
		n = f.Grey
	case ledger.LampBlue:
		n = f.Completed
	}
	return min(max(n, 0), mostTasks)
}

// mostTasks keeps sums of figures that cannot be true from overflowing.
const mostTasks = 1_000_000_000_000

// lit is how many tasks have any lamp.
func lit(f ledger.Figures) int64 {
	n := int64(0)
	for _, p := range paints() {
		n += lampCount(f, p.lamp)
	}
	return n
}

func added(a, b ledger.Figures) ledger.Figures {
	return ledger.Figures{
		Red: lampCount(a, ledger.LampRed) + lampCount(b, ledger.LampRed), Yellow: lampCount(a, ledger.LampYellow) + lampCount(b, ledger.LampYellow),
		Green: lampCount(a, ledger.LampGreen) + lampCount(b, ledger.LampGreen), Grey: lampCount(a, ledger.LampGrey) + lampCount(b, ledger.LampGrey),
		Completed: lampCount(a, ledger.LampBlue) + lampCount(b, ledger.LampBlue),
	}
}

// lampWords are the lamps that burn, with their figures.
func lampWords(f ledger.Figures) string {
	var words []string
	for _, p := range paints() {
		if n := lampCount(f, p.lamp); n > 0 {
			words = append(words, fmt.Sprintf("%s%d", p.word, n))
		}
	}
	return strings.Join(words, " ")
}

// lampLegend names the colours, with how many tasks of the whole have each.
func (d *drawing) lampLegend(whole ledger.Figures) {
	const chip, step = 58, inner / 5
	d.y += 14
	for i, p := range paints() {
		x := margin + i*step
		d.rect(x, d.y, x+chip, d.y+chip, p.fill)
		d.text(p.word, x+chip/2, d.y+chip/2, ink{size: sizeText, color: p.on, align: 0.5})
		figure, size := strconv.FormatInt(lampCount(whole, p.lamp), 10), sizeHead
		if d.width(figure, size) > step-chip-20 {
			size = sizeSmall
		}
		d.text(d.fit(figure, size, step-chip-20), x+chip+14, d.y+chip/2, ink{size: size})
	}
	d.y += chip + 30
}

// part is a lamp's share of a bar.
type part struct {
	paint
	n      int64
	width  int
	inside string // what is written in it
}

// lampParts divides a unit's bar, and says what is to be written behind it.
func (d *drawing) lampParts(f ledger.Figures, scale float64) (parts []part, behind string) {
	var small []string
	for _, p := range paints() {
		n := lampCount(f, p.lamp)
		if n == 0 {
			continue
		}
		this := part{paint: p, n: n, width: max(int(float64(n)*scale+0.5), 2)}
		figure := strconv.FormatInt(n, 10)
		switch room := this.width - lampInside; {
		case d.width(p.word+figure, sizeNote) <= room:
			this.inside = p.word + figure
		case d.width(figure, sizeNote) <= room:
			this.inside = figure
		default:
			small = append(small, p.word+figure)
		}
		parts = append(parts, this)
	}
	behind = fmt.Sprintf("共%d", lit(f))
	if len(small) > 0 {
		behind += "：" + strings.Join(small, " ")
	}
	return parts, behind
}

// lampScale is how many pixels a task has, so that every bar and the words behind it fit.
func (d *drawing) lampScale(units []ledger.Figures) float64 {
	const room = inner - lampName
	scale := float64(room)
	for _, f := range units {
		scale = min(scale, room/float64(lit(f)))
	}
	for range 4 { // a smaller scale has more to write behind the bars; it settles soon
		fitting := scale
		for _, f := range units {
			_, behind := d.lampParts(f, scale)
			fitting = min(fitting, float64(room-lampGap-d.width(behind, sizeNote))/float64(lit(f)))
		}
		if fitting >= scale {
			break
		}
		scale = max(fitting, 0)
	}
	return min(scale, 60) // two tasks alone are no bar across the picture
}

func (d *drawing) lampRow(f ledger.Figures, scale float64) {
	middle := d.y + lampRow/2
	d.text(d.fit(f.Name, sizeText, lampName-lampGap), margin, middle, ink{size: sizeText})
	parts, behind := d.lampParts(f, scale)
	x := margin + lampName
	for i, p := range parts {
		left := x
		if i > 0 && p.width > 6 {
			left += 3 // a seam, so that neighbours of like lightness stay apart
		}
		d.rect(left, middle-lampBar/2, x+p.width, middle+lampBar/2, p.fill)
		d.text(p.inside, left+(x+p.width-left)/2, middle, ink{size: sizeNote, color: p.on, align: 0.5})
		x += p.width
	}
	d.text(d.fit(behind, sizeNote, chartWidth-x-lampGap), x+lampGap, middle, ink{size: sizeNote, color: colorFaint})
	d.y += lampRow
}
