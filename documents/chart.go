package documents

import (
	"crypto/sha256"
	_ "embed" // the font of the pictures
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/go-analyze/charts"

	"duban/ledger"
)

// ErrNothingToDraw says that there is nothing of which a picture could be made: no unit, no
// campaign, no week, no month that was measured.
var ErrNothingToDraw = errors.New("documents: nothing to draw")

// chartFont is Noto Sans CJK SC with the characters of GB 2312; its licence lies beside it.
//
//go:embed font/NotoSansCJKsc-GB2312.ttf
var chartFont []byte

// Charts makes pictures (PNG) of a snapshot, to be read on a phone in a chat. Every picture
// says what it shows, when that was so and where the chain stood. All may be made at the same
// time.
type Charts struct {
	family string // the font's name among those that the drawing library knows
}

// NewCharts makes ready to draw with a TrueType font; nil is the embedded one.
func NewCharts(font []byte) (*Charts, error) {
	if font == nil {
		font = chartFont
	}
	sum := sha256.Sum256(font)
	c := &Charts{family: "duban-" + hex.EncodeToString(sum[:8])} // the same font is known once
	if err := c.install(font); err != nil {
		return nil, fmt.Errorf("documents: font of the charts: %w", err)
	}
	return c, nil
}

// install makes the font known, and draws with it once: a damaged font is told here and not
// when a leader asks for a picture. What reads it may panic on it, so that is caught.
func (c *Charts) install(font []byte) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = fmt.Errorf("damaged: %v", what)
		}
	}()
	if err := charts.InstallFont(c.family, font); err != nil {
		return err
	}
	d := c.draw()
	d.text("督办0123456789%", 0, 0, ink{size: sizeText})
	d.y = sizeText
	_, err = d.png()
	return err
}

// head begins a picture: the title, and as of when it is true.
func (c *Charts) head(s ledger.Snapshot, title string) *drawing {
	d := c.draw()
	d.title(s.Name, title)
	words := ""
	if at := s.At; !at.IsZero() {
		words = fmt.Sprintf("截至%d年%d月%d日 %s", at.Year(), int(at.Month()), at.Day(), at.Format("15:04"))
	}
	if link := []rune(d.legible(s.Head.Link)); len(link) > 0 {
		words += fmt.Sprintf("  链%d·%s", s.Head.Seq, string(link[:min(len(link), chainShown)]))
	}
	d.line(words, ink{size: sizeNote, color: colorFaint})
	return d
}

// chainShown is how much of the chain's head a person compares.
const chainShown = 8
