package documents

import (
	"github.com/go-analyze/charts"

	"duban/ledger"
)

// The colours of the pictures. The lamps differ in lightness as well as in hue, by a fair step
// each, so that they are told apart by the colour-blind and on grey paper; their order, their
// words and their figures say the same once more.
const (
	hexBlue   = "#1D4690"
	hexRed    = "#C4302B"
	hexGreen  = "#35A27C"
	hexGrey   = "#B9BDC1"
	hexYellow = "#FFD95A"
	hexDark   = "#1B1F24"
	hexFaint  = "#59636E"
	hexTrack  = "#E9ECEF"
	hexWhite  = "#FFFFFF"
)

var (
	colorDark  = charts.ParseColor(hexDark)
	colorFaint = charts.ParseColor(hexFaint)
	colorTrack = charts.ParseColor(hexTrack)
	colorWhite = charts.ParseColor(hexWhite)
	colorBlue  = charts.ParseColor(hexBlue)
	colorRed   = charts.ParseColor(hexRed)
)

// paint is how a lamp looks: its colour, the colour of what is written on it, and its word.
type paint struct {
	lamp ledger.Lamp
	fill charts.Color
	on   charts.Color
	word string
}

// paints are the lamps in the order in which they stand in a bar: what burns first.
func paints() []paint {
	return []paint{
		{ledger.LampRed, colorRed, colorWhite, "红"},
		{ledger.LampYellow, charts.ParseColor(hexYellow), colorDark, "黄"},
		{ledger.LampGreen, charts.ParseColor(hexGreen), colorDark, "绿"},
		{ledger.LampGrey, charts.ParseColor(hexGrey), colorDark, "灰"},
		{ledger.LampBlue, colorBlue, colorWhite, "蓝"},
	}
}

// paintOf is how a lamp looks.
func paintOf(lamp ledger.Lamp) paint {
	for _, p := range paints() {
		if p.lamp == lamp {
			return p
		}
	}
	return paint{lamp: lamp, fill: colorTrack, on: colorDark}
}
