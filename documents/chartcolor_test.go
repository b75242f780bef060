package documents_test

import (
	"image/color"
	"math"
	"testing"

	"duban/documents"
	"duban/ledger"
)

// The steps that must lie between two lamps: ten of lightness are plain to see beside each
// other, twenty of difference in colour cannot be taken for each other.
const (
	leastLightness  = 10.0
	leastDifference = 20.0
	leastContrast   = 4.5 // of a text on its ground (WCAG 2.2, AA)
)

// TestLampColours holds the lamps apart in grey and for the colour-blind.
func TestLampColours(t *testing.T) {
	lamps := documents.Palette()
	if len(lamps) != 5 {
		t.Fatalf("got %d lamps", len(lamps))
	}
	names := []ledger.Lamp{ledger.LampRed, ledger.LampYellow, ledger.LampGreen, ledger.LampGrey, ledger.LampBlue}
	for i, a := range names {
		for _, b := range names[:i] {
			if gap := math.Abs(lab(linear(lamps[a]))[0] - lab(linear(lamps[b]))[0]); gap < leastLightness {
				t.Errorf("%s and %s differ by %.1f in lightness", a, b, gap)
			}
			for sight, m := range sights() {
				if gap := distance(lab(m.seen(linear(lamps[a]))), lab(m.seen(linear(lamps[b])))); gap < leastDifference {
					t.Errorf("%s: %s and %s differ by %.1f", sight, a, b, gap)
				}
			}
		}
	}
	for lamp, on := range documents.Inks() {
		if got := contrast(lamps[lamp], on); got < leastContrast {
			t.Errorf("what is written on %s has a contrast of %.1f", lamp, got)
		}
	}
}

// sight says what somebody sees of linear red, green and blue.
type sight [3][3]float64

// sights are those of Machado, Oliveira and Fernandes (2009), at full severity.
func sights() map[string]sight {
	return map[string]sight{
		"full colour":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

func (s sight) seen(c [3]float64) (seen [3]float64) {
	for i, row := range s {
		for j, share := range row {
			seen[i] += share * c[j]
		}
		seen[i] = min(max(seen[i], 0), 1)
	}
	return seen
}

func linear(c color.RGBA) [3]float64 {
	var out [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		if f := float64(v) / 255; f <= 0.04045 {
			out[i] = f / 12.92
		} else {
			out[i] = math.Pow((f+0.055)/1.055, 2.4)
		}
	}
	return out
}

func luminance(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func contrast(a, b color.RGBA) float64 {
	x, y := luminance(linear(a)), luminance(linear(b))
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// lab is the colour in CIELAB, of which the first is lightness from 0 to 100.
func lab(c [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(luminance(c))
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}
