package documents

import (
	"strings"
	"unicode"

	"github.com/go-analyze/charts"
)

// The measures of a picture in pixels. A phone shows it at about a third of its width, so
// nothing is written smaller than sizeSmall.
const (
	chartWidth = 1080
	margin     = 48
	inner      = chartWidth - 2*margin
	sizeTitle  = 54
	sizeHead   = 40
	sizeText   = 36
	sizeNote   = 31
	sizeSmall  = 28
)

// dotsPerPoint converts the library's points into pixels: it draws at 96 dots an inch.
const dotsPerPoint = 96.0 / 72

// maxWords bounds what is measured: a longer text would be cut anyway.
const maxWords = 80

// drawing is a picture that is being made from the top down. What is drawn is kept until the
// height is known, at the end.
type drawing struct {
	family string
	ruler  canvas // measures texts
	kept   []func(canvas)
	y      int  // where the next thing begins
	blanks bool // a character was not to be had
}

// ink is how a text is written.
type ink struct {
	size  int
	color charts.Color // none: dark
	align float64      // where x stands in the text: 0 its left end, 0.5 its middle, 1 its right end
}

func (c *Charts) draw() *drawing {
	return &drawing{family: c.family, ruler: newCanvas(1, 1, c.family)}
}

// png is the finished picture.
func (d *drawing) png() ([]byte, error) {
	c := newCanvas(chartWidth, d.y, d.family)
	c.rect(0, 0, chartWidth, d.y, colorWhite)
	for _, stroke := range d.kept {
		stroke(c)
	}
	return c.png()
}

func (d *drawing) keep(stroke func(canvas)) { d.kept = append(d.kept, stroke) }

// style is a text's ink for the library.
func (i ink) style() charts.FontStyle {
	color := i.color
	if color.A == 0 {
		color = colorDark
	}
	return charts.FontStyle{FontSize: float64(i.size) / dotsPerPoint, FontColor: color}
}

// width is how far a text reaches.
func (d *drawing) width(words string, size int) int {
	return d.ruler.measure(words, ink{size: size}.style())
}

// text writes words with their middle at a height.
func (d *drawing) text(words string, x, middle int, i ink) {
	words = d.legible(words)
	if words == "" {
		return
	}
	if i.align != 0 {
		x -= int(i.align * float64(d.width(words, i.size)))
	}
	base := middle + i.size*37/100
	d.keep(func(c canvas) { c.text(words, x, base, i.style()) })
}

// rect fills a box.
func (d *drawing) rect(x1, y1, x2, y2 int, color charts.Color) {
	d.keep(func(c canvas) { c.rect(x1, y1, x2, y2, color) })
}

// fit cuts a text that is too wide, and marks that it was.
func (d *drawing) fit(words string, size, width int) string {
	words = d.legible(words)
	if d.width(words, size) <= width {
		return words
	}
	letters := []rune(words)
	for len(letters) > 1 {
		letters = letters[:len(letters)-1]
		if cut := string(letters) + "…"; d.width(cut, size) <= width {
			return cut
		}
	}
	return string(letters)
}

// title names the picture; the scope's name goes before it.
func (d *drawing) title(scope, title string) {
	d.y = margin
	if scope = d.legible(scope); scope != "" {
		title = scope + "：" + title
	}
	d.text(d.fit(title, sizeTitle, inner), margin, d.y+sizeTitle/2, ink{size: sizeTitle})
	d.y += sizeTitle + 22
}

// line writes a line, in as many rows as it needs.
func (d *drawing) line(words string, i ink) {
	if words = strings.TrimSpace(words); words == "" {
		return
	}
	row := ""
	flush := func() {
		whole := strings.TrimRight(row, "（")
		d.text(whole, margin, d.y+i.size/2, i)
		d.y += i.size * 7 / 5
		row = row[len(whole):]
	}
	for _, letter := range words {
		if row != "" && d.width(row+string(letter), i.size) > inner && !strings.ContainsRune("，。；：、）", letter) {
			flush()
		}
		row += string(letter)
	}
	if row != "" {
		flush()
	}
}

// note writes a remark below the picture.
func (d *drawing) note(words string) { d.line(words, ink{size: sizeNote, color: colorFaint}) }

// end leaves the margin below.
func (d *drawing) end() ([]byte, error) {
	if d.blanks {
		d.note(string(blank) + "：图中字体缺此字，以文字为准。")
	}
	d.y += margin / 2
	return d.png()
}

// blank stands for a character that no font has: something was there.
const blank = '□'

// legible makes one line of words that can be drawn: small figures become plain ones, what has
// no shape of its own (line ends, joiners, marks of direction) goes, and what no font has is a
// blank that shows.
func (d *drawing) legible(words string) string {
	var b strings.Builder
	n := 0
	for _, r := range words {
		switch {
		case r >= '₀' && r <= '₉':
			r = '0' + (r - '₀')
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r) || r >= 0xFE00 && r <= 0xFE0F:
			continue
		case !d.drawable(r):
			r, d.blanks = blank, true
		}
		if n++; n > maxWords {
			b.WriteString("…")
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// drawable reports whether our font or one that the library falls back to has a character.
func (d *drawing) drawable(r rune) bool {
	if r < unicode.MaxASCII {
		return true
	}
	for _, family := range []string{d.family, charts.FontFamilyNotoSans, charts.FontFamilyRoboto} {
		if charts.GetFont(family).Index(r) != 0 {
			return true
		}
	}
	return false
}
