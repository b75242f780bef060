package documents_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/documents"
	"duban/ledger"
)

var shanghai = time.FixedZone("", 8*3600)

// chartDay is the Friday of the brief that the charts of the tests belong to.
func chartDay() time.Time { return time.Date(2025, time.July, 11, 16, 0, 0, 0, shanghai) }

// cityUnits are the leading units of examples/lechang with figures as a county has them.
func cityUnits() []ledger.Figures {
	names := strings.Fields(`生态环境局 住建局 水务局 农业农村局 自然资源局 交通运输局 公安局 工信局 市场监管局 林业局 应急管理局 财政局 发改局
		综合执法局 供销社 乐城街道 坪石镇 梅花镇 长来镇 北乡镇 廊田镇 五山镇 九峰镇 两江镇 大源镇 庆云镇 白石镇 秀水镇 沙坪镇 云岩镇 黄圃镇 三溪镇`)
	units := make([]ledger.Figures, len(names))
	for i, name := range names {
		n := int64(i)
		f := ledger.Figures{Name: name, Red: (n * 7 % 5) * (n % 2), Yellow: n * 3 % 4, Green: 2 + n*5%9, Grey: n % 3, Completed: 3 + n*11%13}
		f.Overdue, f.StruckOff = f.Red/2, f.Completed/2
		f.Total = f.Red + f.Yellow + f.Green + f.Grey + f.Completed
		units[i] = f
	}
	return units
}

// citySnapshot is a city's Friday.
func citySnapshot() ledger.Snapshot {
	s := ledger.Snapshot{
		Kind: ledger.BriefWeekly, At: chartDay(), Head: ledger.Head{Seq: 1284, Link: "9f3ab2c417de0011"}, Scope: ledger.ScopeOffice, Name: "全市",
		Units: cityUnits(),
		Campaigns: []ledger.Figures{
			{Name: "碧水攻坚战", Total: 64, Percent: 58, Schedule: 63},
			{Name: "蓝天保卫战", Total: 71, Percent: 41, Schedule: 55},
			{Name: "净土保卫战", Total: 28, Percent: 66, Schedule: 60},
			{Name: "农村人居环境整治", Total: 83, Percent: 22, Schedule: 57},
			{Name: "河湖长制", Total: 35, Percent: 74, Schedule: 74},
			{Name: "扬尘治理专项行动", Total: 12, Percent: 100, Schedule: 90},
		},
	}
	for i, n := range []int64{4, 6, 9, 12, 15, 13, 14, 11, 10, 8, 9, 7} {
		s.Weeks = append(s.Weeks, ledger.Trend{
			Monday: ledger.NewDate(2025, 4, 21).AddDays(7 * i), Overdue: n, Completed: (n*5 + int64(i)) % 17, StruckOff: (n * 3) % 8,
		})
	}
	for _, f := range s.Units {
		s.Summary.Total += f.Total
		s.Summary.Red += f.Red
		s.Summary.Yellow += f.Yellow
		s.Summary.Green += f.Green
		s.Summary.Grey += f.Grey
		s.Summary.Completed += f.Completed
	}
	return s
}

// cityAir is the share of days of good air, which nobody measured in March.
func cityAir() ledger.IndicatorSeries {
	i := ledger.Indicator{Name: "优良率", Unit: "%", Floor: measure(95_000)}
	for m, v := range []ledger.Measure{97_100, 98_300, 98_880, 96_700, 97_900, 98_880, 99_100, 98_400, 96_200, 97_000, 96_800, 95_900} {
		i.Months = append(i.Months, ledger.Measured{Month: ledger.NewDate(2024, time.January+time.Month(m), 1), Value: v})
	}
	for _, m := range []struct {
		month time.Month
		value ledger.Measure
	}{{1, 96_800}, {2, 98_600}, {4, 95_400}, {5, 94_200}, {6, 97_780}} {
		i.Months = append(i.Months, ledger.Measured{Month: ledger.NewDate(2025, m.month, 1), Value: m.value})
	}
	s := i.Series(ledger.NewDate(2025, 6, 30), 12)
	s.At, s.Head = chartDay(), ledger.Head{Seq: 1284, Link: "9f3ab2c417de0011"}
	return s
}

func measure(n int64) *ledger.Measure { return new(ledger.Measure(n)) }

func newCharts(tb testing.TB) *documents.Charts {
	tb.Helper()
	c, err := documents.NewCharts(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// everyChart makes every picture of a snapshot, each under its name.
func everyChart(c *documents.Charts, s ledger.Snapshot, i ledger.IndicatorSeries) map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"lamps":     func() ([]byte, error) { return c.Lamps(s) },
		"progress":  func() ([]byte, error) { return c.Progress(s) },
		"trends":    func() ([]byte, error) { return c.Trends(s) },
		"ranking":   func() ([]byte, error) { return c.Ranking(s) },
		"indicator": func() ([]byte, error) { return c.Indicator(i) },
	}
}

func decode(t *testing.T, body []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// TestCharts draws a city's Friday. With UPDATE set the pictures are kept, to be looked at.
func TestCharts(t *testing.T) {
	alone(t)
	for name, draw := range everyChart(newCharts(t), citySnapshot(), cityAir()) {
		t.Run(name, func(t *testing.T) {
			body, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(filepath.Join("..", "docs", "screenshots", "charts", name+".png"), body, 0o644); err != nil { //nolint:gosec // a picture of the manual
					t.Fatal(err)
				}
			}
			picture := decode(t, body)
			size := picture.Bounds().Size()
			// A messenger scales to 1280 at the longer side: what is taller than that shrinks.
			if size.X != 1080 || size.Y < 600 || size.Y > 1440 {
				t.Errorf("the picture is %v", size)
			}
			if len(body) > 512<<10 {
				t.Errorf("the picture has %d bytes", len(body))
			}
			if n := inked(picture, image.Rect(48, 40, 700, 160)); n < 0.05 {
				t.Errorf("the title has ink on %.3f of its place", n)
			}
			for _, edge := range []image.Rectangle{image.Rect(0, 0, 24, size.Y), image.Rect(size.X-16, 0, size.X, size.Y), image.Rect(0, size.Y-16, size.X, size.Y)} {
				if n := inked(picture, edge); n != 0 {
					t.Errorf("something is drawn into the margin %v", edge)
				}
			}
		})
	}
}

// inked is the share of dark pixels.
func inked(picture image.Image, in image.Rectangle) float64 {
	n := 0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 200 {
				n++
			}
		}
	}
	return float64(n) / float64(in.Dx()*in.Dy())
}

// share counts the pixels of each colour below a height.
func share(picture image.Image, from int) map[color.RGBA]float64 {
	counts := map[color.RGBA]float64{}
	size := picture.Bounds().Size()
	for y := from; y < size.Y; y++ {
		for x := range size.X {
			counts[color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)]++
		}
	}
	return counts
}

// TestLampShares holds the areas of the colours to the figures that they stand for.
func TestLampShares(t *testing.T) {
	alone(t)
	units := []ledger.Figures{
		{Name: "住建局", Total: 24, Red: 6, Yellow: 4, Green: 8, Grey: 2, Completed: 4},
		{Name: "坪石镇", Total: 20, Red: 2, Yellow: 2, Green: 4, Grey: 6, Completed: 6},
	}
	body, err := newCharts(t).Lamps(ledger.Snapshot{Name: "全市", At: chartDay(), Units: units})
	if err != nil {
		t.Fatal(err)
	}
	counts := share(decode(t, body), 260) // below the legend
	lamps := documents.Palette()
	sum := 0.0
	for _, c := range lamps {
		sum += counts[c]
	}
	for lamp, want := range map[ledger.Lamp]float64{
		ledger.LampRed: 8.0 / 44, ledger.LampYellow: 6.0 / 44, ledger.LampGreen: 12.0 / 44, ledger.LampGrey: 8.0 / 44, ledger.LampBlue: 10.0 / 44,
	} {
		if got := counts[lamps[lamp]] / sum; math.Abs(got-want) > 0.03 {
			t.Errorf("%s has %.3f of the coloured pixels, want %.3f", lamp, got, want)
		}
	}
}

// TestProgressShares holds the bars to the percentages.
func TestProgressShares(t *testing.T) {
	alone(t)
	c := newCharts(t)
	for _, percent := range []int{1, 25, 50, 99} {
		body, err := c.Progress(ledger.Snapshot{At: chartDay(), Campaigns: []ledger.Figures{{Name: "碧水", Total: 3, Percent: percent, Schedule: percent}}})
		if err != nil {
			t.Fatal(err)
		}
		counts := share(decode(t, body), 200)
		bar, track := counts[documents.Palette()[ledger.LampGreen]], counts[documents.Track()]
		if got := bar / (bar + track); math.Abs(got-float64(percent)/100) > 0.06 {
			t.Errorf("at %d %% the bar has %.2f of its track", percent, got)
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	zeros := ledger.Snapshot{
		At: chartDay(), Units: []ledger.Figures{{Name: "住建局"}}, Campaigns: []ledger.Figures{{Name: "碧水"}},
	}
	none := ledger.IndicatorSeries{Name: "优良率", Months: []ledger.Date{1, 2}, This: []*ledger.Measure{nil}}
	for _, s := range []ledger.Snapshot{{}, zeros} {
		for name, draw := range everyChart(newCharts(t), s, none) {
			if _, err := draw(); !errors.Is(err, documents.ErrNothingToDraw) {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
}

// oddSnapshots are what no office has, and what must not stop one that has it.
func oddSnapshots() map[string]ledger.Snapshot {
	many := citySnapshot()
	for i := range 60 {
		many.Units = append(many.Units, ledger.Figures{Name: fmt.Sprintf("第%d村", i), Total: int64(i), Green: int64(i)})
		many.Campaigns = append(many.Campaigns, ledger.Figures{Name: fmt.Sprintf("第%d战", i), Total: 1, Percent: i, Schedule: 60 - i})
		many.Weeks = append(many.Weeks, ledger.Trend{Monday: ledger.Date(20000 + 7*i), Overdue: int64(i)})
	}
	named := func(name string) ledger.Snapshot {
		f := ledger.Figures{Name: name, Total: 9, Red: 1, Yellow: 1, Green: 1, Grey: 1, Completed: 5, Percent: 3, Schedule: 90}
		return ledger.Snapshot{
			Name: name, At: chartDay(), Head: ledger.Head{Seq: 1, Link: name}, Units: []ledger.Figures{f}, Campaigns: []ledger.Figures{f},
			Weeks: []ledger.Trend{{Monday: 20000}},
		}
	}
	figured := func(n int64, percent int) ledger.Snapshot {
		s := named("住建局")
		f := ledger.Figures{Name: "住建局", Total: n, Red: n, Yellow: n, Green: 1, Grey: n, Completed: n, StruckOff: n, Overdue: n, Percent: percent, Schedule: -percent}
		if n <= 0 {
			f.Total = 1
		}
		s.Units, s.Campaigns, s.Weeks = []ledger.Figures{f, f, {Name: "小", Total: 1, Green: 1}}, []ledger.Figures{f}, []ledger.Trend{{Monday: math.MaxInt32, Overdue: n}, {Monday: math.MinInt32, Completed: n}}
		return s
	}
	return map[string]ledger.Snapshot{
		"many": many, "no name": named(""), "a very long name": named(strings.Repeat("乐昌市住房和城乡建设管理局", 500)), "rare": named("𠮷野㙍镇喆"), "emoji": named("🔴👨‍👩‍👧住建局"),
		"subscripts": named("PM₂.₅整治"), "lines": named("住建\n局\t\r第二"), "right to left": named("\u202e住建局\u0000"), "broken text": named("住\xff\xfe建"), "spaces": named("   "),
		"negative": figured(-5, -1000), "huge": figured(math.MaxInt64, 1_000_000), "large": figured(123_456, 250), "one": figured(1, 100),
	}
}

// TestOddCharts draws what is odd: a picture or the error that says there is none, no panic.
func TestOddCharts(t *testing.T) {
	alone(t)
	c := newCharts(t)
	for odd, s := range oddSnapshots() {
		series := ledger.IndicatorSeries{Name: s.Name, Area: s.Name, Unit: s.Name, Months: []ledger.Date{20000}, This: []*ledger.Measure{measure(s.Units[0].Red)}, At: s.At}
		for name, draw := range everyChart(c, s, series) {
			t.Run(odd+"/"+name, func(t *testing.T) {
				body, err := draw()
				if err != nil {
					t.Fatal(err)
				}
				if size := decode(t, body).Bounds().Size(); size.X != 1080 || size.Y > 2000 {
					t.Errorf("the picture is %v", size)
				}
				if dir := os.Getenv("ODD_CHARTS"); dir != "" { // to be looked at
					if err := os.WriteFile(filepath.Join(dir, odd+"-"+name+".png"), body, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			})
		}
	}
}

func TestOddIndicators(t *testing.T) {
	alone(t)
	months := make([]ledger.Date, 40)
	full := make([]*ledger.Measure, 40)
	for i := range months {
		months[i], full[i] = ledger.NewDate(2022, time.Month(1+i), 1), measure(int64(i*i)*1_234_567)
	}
	c := newCharts(t)
	for name, s := range map[string]ledger.IndicatorSeries{
		"one point":       {Months: months[:1], This: full[1:2]},
		"all zero":        {Months: months[:3], This: []*ledger.Measure{measure(0), measure(0), measure(0)}, Floor: measure(0)},
		"far too many":    {Months: months, This: full, Last: full, Target: measure(-1)},
		"more than given": {Months: months[:3], This: full, Last: full[:1]},
		"only at the end": {Months: months[:12], This: append(make([]*ledger.Measure, 11), measure(28_500)), Unit: "微克/立方米", Lower: true, Floor: measure(35_000), Target: measure(25_000)},
		"every other":     {Months: months[:5], This: []*ledger.Measure{measure(1), nil, measure(3), nil, measure(2)}},
		"extreme":         {Months: months[:2], This: []*ledger.Measure{measure(math.MaxInt64), measure(math.MinInt64 + 1)}, Last: full[:2]},
		"above all":       {Months: months[:2], This: []*ledger.Measure{measure(100_000), measure(99_999)}, Unit: "%"},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := c.Indicator(s)
			if err != nil {
				t.Fatal(err)
			}
			decode(t, body)
			if dir := os.Getenv("ODD_CHARTS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "indicator-"+name+".png"), body, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestChartFont(t *testing.T) {
	font, err := os.ReadFile("font/NotoSansCJKsc-GB2312.ttf")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := documents.NewCharts(font); err != nil {
		t.Errorf("the embedded font, given: %v", err)
	}
	for name, body := range map[string][]byte{
		"empty": {}, "text": []byte("not a font"), "cut": font[:len(font)/3], "only a head": font[:12], "OpenType": append([]byte("OTTO"), font[4:]...),
	} {
		if _, err := documents.NewCharts(body); err == nil {
			t.Errorf("%s is taken for a font", name)
		}
	}
}

// TestChartsAtTheSameTime makes the same pictures at once, with two fonts.
func TestChartsAtTheSameTime(t *testing.T) {
	c := newCharts(t)
	want, err := c.Lamps(citySnapshot())
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			other, err := documents.NewCharts(nil)
			if err != nil {
				t.Error(err)
				return
			}
			got, err := other.Lamps(citySnapshot())
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture, or %v", err)
			}
			if _, err := c.Indicator(cityAir()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// BenchmarkCharts makes each picture of a city's Friday; empty is a white one of 1080 by 1500,
// drawn by nobody and encoded as image/png does unless told otherwise.
func BenchmarkCharts(b *testing.B) {
	for name, draw := range everyChart(newCharts(b), citySnapshot(), cityAir()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := draw(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("empty", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			white := image.NewRGBA(image.Rect(0, 0, 1080, 1500))
			for i := range white.Pix {
				white.Pix[i] = 255
			}
			var out bytes.Buffer
			if err := png.Encode(&out, white); err != nil {
				b.Fatal(err)
			}
		}
	})
}
