package ledger_test

import (
	"testing"

	"duban/ledger"
)

func TestReadRhythm(t *testing.T) {
	for raw, want := range map[string]ledger.Rhythm{
		"": ledger.RhythmNone, "  ": ledger.RhythmNone,
		"每周": ledger.RhythmWeekly, "一周一报": ledger.RhythmWeekly, "周报": ledger.RhythmWeekly, "每周四": ledger.RhythmWeekly,
		"每周四上报、周五汇总": ledger.RhythmWeekly, "每星期一": ledger.RhythmWeekly, "1周1报": ledger.RhythmWeekly, "周": ledger.RhythmWeekly,
		"每旬": ledger.RhythmTenDays, "旬报": ledger.RhythmTenDays,
		"每月": ledger.RhythmMonthly, "月报": ledger.RhythmMonthly, "每月25日前": ledger.RhythmMonthly, "每个月": ledger.RhythmMonthly,
		"一月一调度": ledger.RhythmMonthly, "按月报送": ledger.RhythmMonthly, "每月一次": ledger.RhythmMonthly, "月": ledger.RhythmMonthly,
		"每季度": ledger.RhythmQuarterly, "季报": ledger.RhythmQuarterly, "每季": ledger.RhythmQuarterly, "一季度一报": ledger.RhythmQuarterly,
		"每季度一次": ledger.RhythmQuarterly, "季度": ledger.RhythmQuarterly,
		"每半年": ledger.RhythmHalfYear, "半年报": ledger.RhythmHalfYear, "半年": ledger.RhythmHalfYear,
		"每年": ledger.RhythmYearly, "年报": ledger.RhythmYearly, "每年度": ledger.RhythmYearly,
		"一次": ledger.RhythmOnce, "12月底报一次": ledger.RhythmOnce, "完成后报送一次": ledger.RhythmOnce, "一次性": ledger.RhythmOnce, "1次": ledger.RhythmOnce,
	} {
		if got, ok := ledger.ReadRhythm(raw); !ok || got != want {
			t.Errorf("ReadRhythm(%q) = %q, %v, want %q", raw, got, ok, want)
		}
	}
	for _, raw := range []string{"每日", "每天", "日报", "双周", "每两周", "每半月", "每月两次", "每周2次", "两周一次", "三个月报一次", "10天一次", "隔周一次", "随时", "不定期", "每", "啊", "每15天"} {
		if got, ok := ledger.ReadRhythm(raw); ok {
			t.Errorf("ReadRhythm(%q) = %q, want not understood", raw, got)
		}
	}
}

func TestRhythmNext(t *testing.T) {
	for _, test := range []struct {
		rhythm     ledger.Rhythm
		last, want string
		days       int
	}{
		{ledger.RhythmWeekly, "2025-12-29", "2026-01-05", 7},
		{ledger.RhythmTenDays, "2025-07-10", "2025-07-20", 10},
		{ledger.RhythmMonthly, "2025-01-31", "2025-02-28", 30},
		{ledger.RhythmMonthly, "2025-12-25", "2026-01-25", 30},
		{ledger.RhythmQuarterly, "2025-11-30", "2026-02-28", 91},
		{ledger.RhythmHalfYear, "2025-08-31", "2026-02-28", 182},
		{ledger.RhythmYearly, "2024-02-29", "2025-02-28", 365},
		{ledger.RhythmOnce, "2025-07-10", "", 0},
		{ledger.RhythmNone, "2025-07-10", "", 0},
	} {
		if got := test.rhythm.Next(date(t, test.last)); got != date(t, test.want) {
			t.Errorf("%q.Next(%s) = %s, want %s", test.rhythm, test.last, got, test.want)
		}
		if got := test.rhythm.Days(); got != test.days {
			t.Errorf("%q.Days() = %d, want %d", test.rhythm, got, test.days)
		}
	}
}
