package ledger_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// rows reads a table.
func rows(tb testing.TB, path string) [][]string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1 // title rows are shorter
	all, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// wordings are the first column of a table of real wordings.
func wordings(tb testing.TB, path string) []string {
	tb.Helper()
	var raw []string
	for _, row := range rows(tb, path)[1:] {
		raw = append(raw, row[0])
	}
	return raw
}

func calendar(tb testing.TB) ledger.Calendar {
	tb.Helper()
	cal, err := ledger.DefaultCalendar()
	if err != nil {
		tb.Fatal(err)
	}
	return cal
}

func date(tb testing.TB, s string) ledger.Date {
	tb.Helper()
	d, err := ledger.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// describe writes a limit and its problems in one line, the date alone where it is plain:
// "2025-09-30 soft standing(monthly) · ambiguous?".
func describe(l ledger.Limit, problems []ledger.LimitProblem) string {
	var parts []string
	add := func(ok bool, format string, args ...any) {
		if ok {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(!l.Due.IsZero(), "%s", l.Due)
	add(!l.Due.IsZero() && !l.Hard, "soft")
	add(l.Standing, "standing(%s)", l.ReviewEvery)
	add(l.Recurring != ledger.RhythmNone, "every(%s)", l.Recurring)
	add(l.Schedule, "schedule")
	add(!l.Forecast.IsZero(), "forecast(%s)", l.Forecast)
	for _, m := range l.Milestones {
		parts = append(parts, strings.TrimSuffix(fmt.Sprintf("[%s %s", m.Date, m.Title), " ")+"]")
	}
	var codes []string
	for _, p := range problems {
		code := string(p.Code)
		if !p.Date.IsZero() && p.Date != l.Due {
			code += "(" + p.Date.String() + ")"
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	add(len(codes) > 0, "· %s", strings.Join(codes, " "))
	add(l.NeedsConfirm, "?")
	return strings.Join(parts, " ")
}

// TestReadLimitWordings holds every row of the real wordings; DOC_YEAR is 2025. A row
// without an expectation fails.
func TestReadLimitWordings(t *testing.T) {
	want := map[string]string{
		"2023年9月30日前":         "2023-09-30 · past",
		"2024年12月底":           "2024-12-31 · past",
		"立行立改，长期坚持":           "2025-01-25 standing(monthly) · immediate ?",
		"已经完成,长期坚持":           "standing(monthly) · done ?",
		"2013年前":              "2012-12-31 · ambiguous past ?",
		"2012年底前":             "2012-12-31 · past",
		"2012年10月底前":          "2012-10-31 · past",
		"9月底前":                "2025-09-30",
		"年底前":                 "2025-12-31",
		"2019年9月底前,基本完成":      "2019-09-30 soft · past",
		"2017年年底前 / 2020年年底前": "2020-12-31 [2017-12-31] [2020-12-31] · past",
		"预计7月20日前完成":          "forecast(2025-07-20) · forecast_only(2025-07-20) ?",
		"确保12月10日前完成":         "2025-12-10",
		"2020年春节前":            "2020-01-24 · past",
		"今年年底前":               "2025-12-31",
		"在7日内务必完成整改":          "2025-01-17",
		"5个工作日内":              "2025-01-17",
		"急件1—5日内 / 非急件15日内 / 难度较大30日内": "· by_urgency(2025-01-15) by_urgency(2025-01-25) by_urgency(2025-02-09) ?",
		"公文30日内、会议纪要20日内":              "· by_source(2025-02-09) by_source(2025-01-30) ?",
		"短期攻坚、中期推进和长期坚持三个阶段":           "· band ?",
		"每周四上报、周五汇总":                   "every(weekly)",
		"分2年":                          "· needs_start ?",
		"按上级进度目标继续推进":                  "schedule",
		"按完成比例得分":                      "schedule",
		"尽快":                           "· vague(2025-01-25) ?",
		"近期 / 下半年 / 第一、二季度":            "2025-12-31 [2025-06-30] [2025-12-31] · vague ambiguous(2025-06-30) ?",
		"2025年1月21日至2月8日":              "2025-02-08 [2025-01-21 2025年1月21日至2月8日] [2025-02-08 2025年1月21日至2月8日]",
		"按序时进度推进":                      "schedule",
		"持续推进 / 长期坚持 / 常态化":            "standing(monthly)",
		"即时整改 / 立知立改 / 即知即改 / 立查立改 / 边督边改": "2025-01-25 · immediate ?",
	}
	on, cal := date(t, "2025-01-10"), calendar(t)
	for _, raw := range wordings(t, "testdata/wordings/time_limits.csv") {
		t.Run(raw, func(t *testing.T) {
			expected, ok := want[raw]
			if !ok {
				t.Fatalf("no expectation for the row %q", raw)
			}
			got, problems := ledger.ReadLimit(raw, on, cal, ledger.LimitOptions{})
			if diff := cmp.Diff(expected, describe(got, problems)); diff != "" {
				t.Errorf("ReadLimit(%q) (-want +got):\n%s", raw, diff)
			}
			if got.Raw != raw {
				t.Errorf("raw = %q, want %q", got.Raw, raw)
			}
		})
	}
}
