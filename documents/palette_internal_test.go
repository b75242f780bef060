package documents

import (
	"image/color"

	"duban/ledger"
)

// Palette is the colour of each lamp, for the tests that look at pixels.
func Palette() map[ledger.Lamp]color.RGBA {
	palette := map[ledger.Lamp]color.RGBA{}
	for _, p := range paints() {
		palette[p.lamp] = color.RGBA(p.fill)
	}
	return palette
}

// Inks are the colours of what is written on each lamp.
func Inks() map[ledger.Lamp]color.RGBA {
	inks := map[ledger.Lamp]color.RGBA{}
	for _, p := range paints() {
		inks[p.lamp] = color.RGBA(p.on)
	}
	return inks
}

// Track is the colour of a bar that is not filled.
func Track() color.RGBA { return color.RGBA(colorTrack) }
