package ledger_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func measure(n int64) *ledger.Measure { return new(ledger.Measure(n)) }

func month(m time.Month) ledger.Date { return ledger.NewDate(2025, m, 1) }

// goodAir is 优良率 with last year's June and this year's May, and a floor.
func goodAir() ledger.Indicator {
	return ledger.Indicator{
		Name: "优良率", Rev: 3, Unit: "%", Floor: measure(95_000),
		Months: []ledger.Measured{{Month: ledger.NewDate(2024, 6, 1), Value: 98_880}, {Month: month(5), Value: 99_100}},
	}
}

func TestReadMeasure(t *testing.T) {
	for words, want := range map[string]string{
		"97.78%": "97.78 %", "97": "97 ", "９７．５％": "97.5 %", "28微克/立方米": "28 微克/立方米", "0.005": "0.005 ", "100.000%": "100 %",
		"": "-", "%": "-", "-3": "-", "97.": "-", "1.2345": "-", "1.2.3": "-", "约97": "-", "1234567890": "-", ".5": "-",
	} {
		m, unit, ok := ledger.ReadMeasure(words)
		got := m.String() + " " + unit
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

func TestReadIndicator(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	for words, want := range map[string]ledger.IndicatorWords{
		"优良率":                  {Name: "优良率"},
		"优良率 坪石镇":              {Name: "优良率", Area: "坪石镇"},
		"优良率 6月 97.78%":        {Name: "优良率", Month: month(6), Value: measure(97_780), Unit: "%"},
		"优良率 12月 97":           {Name: "优良率", Month: ledger.NewDate(2024, 12, 1), Value: measure(97_000)},
		"优良率 2024年6月 97":       {Name: "优良率", Month: ledger.NewDate(2024, 6, 1), Value: measure(97_000)},
		"优良率 2024-06 97":       {Name: "优良率", Month: ledger.NewDate(2024, 6, 1), Value: measure(97_000)},
		"优良率 上月 97":            {Name: "优良率", Month: month(6), Value: measure(97_000)},
		"PM2.5 坪石镇 本月 28 越低越好": {Name: "PM2.5", Area: "坪石镇", Month: month(7), Value: measure(28_000), Better: ledger.BetterLower},
		"PM2.5 越高越好":           {Name: "PM2.5", Better: ledger.BetterHigher},
		"PM2.5 单位 微克/立方米":      {Name: "PM2.5", Unit: "微克/立方米"},
		"优良率 底线 95%":           {Name: "优良率", Floor: measure(95_000), Unit: "%"},
		"优良率 6月 作废":            {Name: "优良率", Month: month(6), Drop: true},
		"":                     {},
	} {
		got, unread := ledger.ReadIndicator(words, today)
		if diff := cmp.Diff(want, got); diff != "" || unread != "" {
			t.Errorf("%q: unread %q (-want +got):\n%s", words, unread, diff)
		}
	}
	for words, want := range map[string]string{
		"优良率 6月": "优良率 6月", "优良率 6月 约97": "约97", "优良率 底线": "底线", "优良率 底线 高": "高", "优良率 97": "97", "优良率 单位": "单位",
		"优良率 6月 97 98": "98", "优良率 6月 97 作废": "作废", "优良率 6月 作废 97": "97", "优良率 13月 97": "13月", "优良率 6月 坪石镇 97": "坪石镇",
	} {
		if _, unread := ledger.ReadIndicator(words, today); unread != want {
			t.Errorf("%q: got %q unread, want %q", words, unread, want)
		}
	}
}

func FuzzReadIndicator(f *testing.F) {
	for _, words := range []string{"优良率 6月 97.78%", "PM2.5 坪石镇 本月 28 越低越好", "优良率 底线 95%", "优良率 6月 作废", "0月 0 0"} {
		f.Add(words)
	}
	today := ledger.NewDate(2025, 7, 14)
	f.Fuzz(func(t *testing.T, words string) {
		said, unread := ledger.ReadIndicator(words, today)
		if unread != "" && said != (ledger.IndicatorWords{}) {
			t.Errorf("%q: not understood, and read as %+v", words, said)
		}
		if said.Value != nil && said.Month.IsZero() || said.Drop && said.Value != nil {
			t.Errorf("%q: read as %+v", words, said)
		}
		if utf8.ValidString(words) && !strings.Contains(ledger.Narrow(words), said.Name) {
			t.Errorf("%q: the name %q is not in it", words, said.Name)
		}
	})
}

func TestMeasureRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		say  ledger.Measuring
		want ledger.Reason
	}{
		"a month to come":         {ledger.Measuring{Month: month(8), Value: measure(1)}, ledger.ReasonMonthAhead},
		"more than all":           {ledger.Measuring{Month: month(6), Value: measure(100_001)}, ledger.ReasonMeasure},
		"a floor above all":       {ledger.Measuring{Floor: measure(100_001)}, ledger.ReasonMeasure},
		"the same figure":         {ledger.Measuring{Month: month(5), Value: measure(99_100)}, ledger.ReasonSameFigure},
		"the same floor":          {ledger.Measuring{Floor: measure(95_000)}, ledger.ReasonSameFigure},
		"the same direction":      {ledger.Measuring{Better: ledger.BetterHigher}, ledger.ReasonSameFigure},
		"nothing to take back":    {ledger.Measuring{Month: month(4)}, ledger.ReasonSameFigure},
		"a month that is running": {ledger.Measuring{Month: month(7), Value: measure(100_000)}, ""},
	} {
		test.say.At = at(t, "2025-07-14 10:00:00")
		if _, _, refusal := goodAir().Measure(test.say); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestIndicatorAlarm tells of what got worse, and once.
func TestIndicatorAlarm(t *testing.T) {
	today := ledger.NewDate(2025, 7, 14)
	say := func(i ledger.Indicator, m ledger.Measuring) ledger.Indicator {
		t.Helper()
		m.At = at(t, "2025-07-14 10:00:00")
		next, entries, refusal := i.Measure(m)
		if refusal != nil || len(entries) != 1 {
			t.Fatalf("refused for %q, %d entries", reasonOf(refusal), len(entries))
		}
		return next
	}
	june := func(n int64) ledger.Measuring { return ledger.Measuring{Month: month(6), Value: measure(n)} }
	for name, test := range map[string]struct {
		was  ledger.Indicator
		say  ledger.Measuring
		want bool
	}{
		"worse than last year":            {goodAir(), june(98_000), true},
		"as last year":                    {goodAir(), june(98_880), false},
		"better":                          {goodAir(), june(99_000), false},
		"below the floor":                 {goodAir(), june(94_000), true},
		"worse still, told before":        {say(goodAir(), june(98_000)), june(97_000), false},
		"last year's comes later":         {say(goodAir(), june(99_000)), ledger.Measuring{Month: ledger.NewDate(2024, 6, 1), Value: measure(99_500)}, true},
		"a floor that is not held":        {say(goodAir(), june(99_000)), ledger.Measuring{Floor: measure(99_500)}, true},
		"an older month":                  {say(goodAir(), june(99_000)), ledger.Measuring{Month: month(4), Value: measure(90_000)}, false},
		"now the lower the better":        {say(goodAir(), june(99_000)), ledger.Measuring{Better: ledger.BetterLower}, true},
		"taken back: the month before it": {say(goodAir(), june(98_000)), ledger.Measuring{Month: month(6)}, false},
	} {
		_, told := say(test.was, test.say).Alarm(test.was, today)
		if told != test.want {
			t.Errorf("%s: told %v, want %v", name, told, test.want)
		}
	}
}
