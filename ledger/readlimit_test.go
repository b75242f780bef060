package ledger_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// TestReadLimit holds the table testdata/wordings/readings.txt.
func TestReadLimit(t *testing.T) {
	table, err := os.ReadFile("testdata/wordings/readings.txt")
	if err != nil {
		t.Fatal(err)
	}
	on, cal := date(t, "2025-07-10"), calendar(t)
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		raw, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
		if !ok {
			t.Fatalf("not a row: %q", line)
		}
		l, problems := ledger.ReadLimit(raw, on, cal, ledger.LimitOptions{})
		if got := describe(l, problems); got != want {
			t.Errorf("ReadLimit(%q)\n got %s\nwant %s", raw, got, want)
		}
	}
}

// TestReadLimitVariants holds each wording that a row of the table joins with slashes.
func TestReadLimitVariants(t *testing.T) {
	on, cal := date(t, "2025-07-10"), calendar(t)
	want := map[string]string{
		"即时整改": "2025-07-25 · immediate ?", "立知立改": "2025-07-25 · immediate ?",
		"即知即改": "2025-07-25 · immediate ?", "立查立改": "2025-07-25 · immediate ?",
		"边督边改": "2025-07-25 · immediate ?",
		"持续推进": "standing(monthly)", "长期坚持": "standing(monthly)", "常态化": "standing(monthly)",
		"近期": "· vague ?", "下半年": "2025-12-31", "第一、二季度": "2025-06-30 · ambiguous past ?",
		"急件1—5日内": "· by_urgency(2025-07-15) ?", "非急件15日内": "· by_urgency(2025-07-25) ?",
		"难度较大30日内":    "· by_urgency(2025-08-09) ?",
		"2017年年底前":    "2017-12-31 · past",
		"2020年年底前":    "2020-12-31 · past",
		"公文30日内":      "· by_source(2025-08-09) ?",
		"会议纪要20日内":    "· by_source(2025-07-30) ?",
		"每周四上报":       "every(weekly)",
		"2013年前":      "2012-12-31 · ambiguous past ?",
		"两会前\n\n":     "· needs_festival ?",
		"\t9月底前 \r\n": "2025-09-30",
	}
	for raw, expected := range want {
		l, problems := ledger.ReadLimit(raw, on, cal, ledger.LimitOptions{})
		if got := describe(l, problems); got != expected {
			t.Errorf("ReadLimit(%q) = %s, want %s", raw, got, expected)
		}
	}
}

func TestReadLimitOptions(t *testing.T) {
	opts := ledger.LimitOptions{
		ImmediateDays: 7,
		ReviewEvery:   ledger.RhythmQuarterly,
		FloodStart:    ledger.MonthDay{Month: 5, Day: 1},
		Festivals:     []ledger.Festival{{Name: "采暖季", Start: ledger.MonthDay{Month: 11, Day: 15}}},
	}
	on, cal := date(t, "2025-07-10"), calendar(t)
	for raw, want := range map[string]string{
		"立行立改":      "2025-07-17 · immediate ?",
		"长期坚持":      "standing(quarterly)",
		"2026年汛期前":  "2026-04-30",
		"采暖季前":      "2025-11-14",
		"2026年采暖季前": "2026-11-14",
	} {
		l, problems := ledger.ReadLimit(raw, on, cal, opts)
		if got := describe(l, problems); got != want {
			t.Errorf("ReadLimit(%q) = %s, want %s", raw, got, want)
		}
	}
}

// TestReadLimitMissing holds what a limit leans on and is not there: the document's date,
// a year of the calendar.
func TestReadLimitMissing(t *testing.T) {
	cal := calendar(t)
	for _, test := range []struct{ raw, on, want string }{
		{"9月底前", "", "· needs_start ?"},
		{"年底前", "", "· needs_start ?"},
		{"7日内", "", "· needs_start ?"},
		{"立行立改", "", "· needs_start ?"},
		{"下周五", "", "· needs_start ?"},
		{"本月底", "", "· needs_start ?"},
		{"春节前", "", "· needs_start ?"},
		{"今年底", "", "· needs_start ?"},
		{"2025年8月底前，10月底前", "", "2025-10-31 [2025-08-31] [2025-10-31]"},
		{"15个工作日内", "2026-12-20", "· missing_year_in_calendar ?"},
		{"15日内", "2026-12-20", "2027-01-04"},
		{"5个工作日内", "2026-02-13", "2026-02-27"},
	} {
		l, problems := ledger.ReadLimit(test.raw, date(t, test.on), cal, ledger.LimitOptions{})
		if got := describe(l, problems); got != test.want {
			t.Errorf("ReadLimit(%q) on %q = %s, want %s", test.raw, test.on, got, test.want)
		}
	}
}

func TestFindLimit(t *testing.T) {
	on, cal := date(t, "2018-03-10"), calendar(t)
	for _, test := range []struct{ text, want, raw string }{
		{"(潮府〔2018〕17号)要求,2019年9月底前,基本完成全市整治任务。", "2019-09-30 soft · from_text ?", "2019年9月底前"},
		{"4月底,全面完成“散乱污”企业整治,停产整治类企业限期完成。2018年,全区完成28项(详见附件1)。", "2018-04-30 · from_text ?", "4月底"},
		{"防止死灰复燃。9月底前完成一段式煤气发生炉淘汰工作。", "2018-09-30 · from_text ?", "9月底前"},
		{"年底前,全市可再生能源占比要达到4%以上。", "2018-12-31 · from_text ?", "年底前"},
		{"2018年非电煤炭消费总量比2015年削减3%以上。9月底前完成淘汰", "2018-09-30 · from_text ?", "9月底前"},
		{"2025年8月底前完成主体，10月底前通水。2026年投产", "2025-10-31 [2025-08-31 完成主体] [2025-10-31 通水] · from_text ?", "2025年8月底前；10月底前"},
		{"力争2020年6月30日前建成", "2020-06-30 soft · from_text ?", "2020年6月30日前"},
		{"到2020年底，优良率达到90%", "2020-12-31 · from_text ?", "2020年底"},
		{"在7日内整改到位", "2018-03-17 · from_text ?", "7日内"},
		{"年内完成整改", "2018-12-31 · from_text ?", "年内"},
	} {
		l, problems, ok := ledger.FindLimit(test.text, on, cal, ledger.LimitOptions{})
		if got := describe(l, problems); !ok || got != test.want || l.Raw != test.raw {
			t.Errorf("FindLimit(%q) = %v, %s from %q, want %s from %q", test.text, ok, got, l.Raw, test.want, test.raw)
		}
	}
	for _, text := range []string{
		"", "按照潮府〔2018〕17号要求，落实", "对2017年底前建成的锅炉全部淘汰。", "2017年底前建成的锅炉",
		"《大气法》（2018年10月26日修正）自2018年11月1日起施行", "2018年,全区完成28项，比2015年削减3%",
		"年内至少3次", "县级及以上城市建成区原则上不再新建每小时35蒸吨以下燃煤锅炉",
	} {
		if l, _, ok := ledger.FindLimit(text, on, cal, ledger.LimitOptions{}); ok {
			t.Errorf("FindLimit(%q) found %q, want nothing", text, l.Raw)
		}
	}
}

func FuzzLimit(f *testing.F) {
	cal := calendar(f)
	for _, seed := range []string{
		"2025年9月30日前", "二〇二五年十月底", "1—5日内", "8-10月", "2024-2026年", "“十四五”末", "每月25日前",
		"第一、二季度", "10.31前", "2025-10-31 00:00:00", "半年内", "下周五", "立行立改，长期坚持", "99999年底", "\xff",
	} {
		f.Add(seed, int32(20279))
	}
	f.Fuzz(func(t *testing.T, raw string, day int32) {
		on := ledger.NewDate(2015, 1, 1).AddDays(int(day&0x3fff) % 8000)
		l, problems := ledger.ReadLimit(raw, on, cal, ledger.LimitOptions{})
		if l.Raw != raw {
			t.Errorf("raw = %q, want %q", l.Raw, raw)
		}
		days := []ledger.Date{l.Due, l.Forecast}
		for _, m := range l.Milestones {
			days = append(days, m.Date)
		}
		for _, d := range days {
			if !d.IsZero() && (d.Year() < 1989 || d.Year() > 2100) {
				t.Errorf("%q: a day in the year %d", raw, d.Year())
			}
		}
		if !slices.IsSortedFunc(l.Milestones, func(a, b ledger.Milestone) int { return int(a.Date - b.Date) }) {
			t.Errorf("%q: milestones out of order: %v", raw, l.Milestones)
		}
		read := !l.Due.IsZero() || l.Standing || l.Schedule || l.Recurring != ledger.RhythmNone
		if !read && !l.NeedsConfirm {
			t.Errorf("%q: nothing was read and nobody is asked", raw)
		}
		if l.NeedsConfirm && len(problems) == 0 {
			t.Errorf("%q: to be confirmed for no reason", raw)
		}
		again, same := ledger.ReadLimit(raw, on, cal, ledger.LimitOptions{})
		if diff := cmp.Diff(l, again) + cmp.Diff(problems, same); diff != "" {
			t.Errorf("%q reads in two ways:\n%s", raw, diff)
		}
		if found, _, ok := ledger.FindLimit(raw, on, cal, ledger.LimitOptions{}); ok && !found.NeedsConfirm {
			t.Errorf("%q: found in running text and not asked about", raw)
		}
	})
}

func BenchmarkReadLimit(b *testing.B) {
	cal := calendar(b)
	on := ledger.NewDate(2025, 7, 10)
	cells := []string{"2025年9月底前，并长期坚持", "立行立改，长期坚持", "60个工作日内", "2025年10月底前；2025年底前", "按序时进度推进", "每季度"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ledger.ReadLimit(cells[i%len(cells)], on, cal, ledger.LimitOptions{})
	}
}
