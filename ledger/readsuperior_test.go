package ledger_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// superiorReader reads on Monday, 2025-07-14.
func superiorReader(tb testing.TB) ledger.SuperiorReader {
	tb.Helper()
	cal := calendar(tb)
	today := ledger.NewDate(2025, 7, 14)
	units := []ledger.UnitID{"住建局", "水务局", "生态环境局", "坪石镇"}
	return ledger.SuperiorReader{
		Today: today,
		Day: func(words string) (ledger.Date, bool) {
			limit, _ := ledger.ReadLimit(words, today, cal, ledger.LimitOptions{})
			return limit.Due, !limit.Due.IsZero()
		},
		Unit: func(name string) (ledger.UnitID, bool) {
			for _, unit := range units {
				if name == string(unit) || name == "市"+string(unit) || name == "韶关市"+string(unit) { // as a directory forgives
					return unit, true
				}
			}
			return "", false
		},
	}
}

// TestReadSuperior reads one notice in whatever order and form officials write it.
func TestReadSuperior(t *testing.T) {
	r := superiorReader(t)
	whole := ledger.SuperiorWords{
		Notice: ledger.Superior{Number: "韶督〔2025〕5号", From: "韶关市政府督查室", On: ledger.NewDate(2025, 7, 1), ReplyBy: ledger.NewDate(2025, 8, 15)},
		Units:  []ledger.UnitID{"住建局", "水务局"}, Text: "城区内涝点整治，月底前报方案",
	}
	with := func(change func(*ledger.SuperiorWords)) ledger.SuperiorWords {
		w := whole
		change(&w)
		return w
	}
	plain := with(func(w *ledger.SuperiorWords) { w.Notice.From, w.Notice.On = "", 0 })
	for words, want := range map[string]ledger.SuperiorWords{
		"韶督〔2025〕5号 韶关市政府督查室 7月1日 8月15日前回复 住建局、水务局 城区内涝点整治，月底前报方案":                                    whole,
		"韶督〔2025〕5号；韶关市政府督查室；7月1日；8月15日前回复；住建局、水务局；城区内涝点整治，月底前报方案":                                    whole,
		"韶督〔2025〕5号，韶关市政府督查室，2025年7月1日，2025年8月15日前回复，住建局，水务局，城区内涝点整治，月底前报方案":                          whole,
		"住建局 水务局 请于8月15日前报送 7月1日 韶关市政府督查室 韶督【2025】5号 城区内涝点整治，月底前报方案":                                  whole,
		"城区内涝点整治，月底前报方案；住建局、水务局；8月15日前回复；韶关市政府督查室；7月1日；韶督[2025]5号":                                    whole,
		"文号：韶督(2025)第5号\n发文机关：韶关市政府督查室\n来文日期：7月1日\n回复期限：8月15日\n牵头单位：住建局\n配合单位：水务局\n内容：城区内涝点整治，月底前报方案": whole,
		"韶督〔2025〕5号7月1日 8月15日 前回复 住建局、水务局 发文机关 韶关市政府督查室 城区内涝点整治，月底前报方案":                               whole,
		"韶督〔2025〕5号；8月15日前回复；住建局、水务局；城区内涝点整治，月底前报方案":                                                  plain,
		"韶督〔2025〕5号 7月1日；8月15日前回复；住建局、水务局；城区内涝点整治，月底前报方案":                                             with(func(w *ledger.SuperiorWords) { w.Notice.From = "" }),
		"韶督〔2025〕5号 韶关市生态环境局 8月15日前回复 市生态环境局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Units, w.Text = "韶关市生态环境局", 0, []ledger.UnitID{"生态环境局"}, "扬尘整治"
		}),
		"韶督〔2025〕5号 8月15日前回复 住建局 督促水务局、坪石镇抓紧，水务局 牵头落实": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Units, w.Text = "", 0, []ledger.UnitID{"住建局"}, "督促水务局、坪石镇抓紧，水务局 牵头落实"
		}),
		"督查函12号 8月15日前回复 住建局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice, w.Units, w.Text = ledger.Superior{Number: "督查函12号", ReplyBy: ledger.NewDate(2025, 8, 15)}, []ledger.UnitID{"住建局"}, "扬尘整治"
		}),
		"韶督〔2025〕5号 尽快 住建局、水务局 城区内涝点整治，月底前报方案": with(func(w *ledger.SuperiorWords) {
			w.Notice, w.Undated = ledger.Superior{Number: "韶督〔2025〕5号"}, "尽快"
		}),
		"韶督〔2025〕5号 8月15日前回复 住建局、交通局 城区内涝点整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Units, w.Text, w.Unknown = "", 0, []ledger.UnitID{"住建局"}, "交通局 城区内涝点整治", "交通局"
		}),
		"韶督〔2025〕5号 2025年7月10日前回复 住建局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Notice.ReplyBy, w.Units, w.Text = "", 0, ledger.NewDate(2025, 7, 10), []ledger.UnitID{"住建局"}, "扬尘整治"
		}),
		"": {},
	} {
		if diff := cmp.Diff(want, r.Read(words)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", words, diff)
		}
	}
	if got := r.Read("韶督〔2025〕5号 扬尘整治").Lacks(); !slices.Equal(got, []string{ledger.SuperiorLacksReply, ledger.SuperiorLacksUnits}) {
		t.Errorf("it lacks %v", got)
	}
}

// FuzzReadSuperior: whatever is typed, what is left is a stretch of it, and nobody is named twice.
func FuzzReadSuperior(f *testing.F) {
	for _, seed := range []string{
		"韶督〔2025〕5号 韶关市政府督查室 7月1日 8月15日前回复 住建局、水务局 城区内涝点整治，月底前报方案",
		"城区内涝点整治；住建局、水务局；8月15日前回复；韶督[2025]5号", "文号：韶督(2025)第5号\n牵头单位：住建局\n内容：整治", "尽快、、，；12号", "〔2025〕1号",
	} {
		f.Add(seed)
	}
	r := superiorReader(f)
	f.Fuzz(func(t *testing.T, words string) {
		said := r.Read(words)
		if text := strings.ReplaceAll(said.Text, "；", ""); !strings.Contains(strings.ReplaceAll(words, "；", ""), text) && said.Notice.Number == "" {
			t.Errorf("what is wanted, %q, does not stand in %q", said.Text, words)
		}
		if len(said.Text) > len(words)+len("；") {
			t.Errorf("%q is longer than %q", said.Text, words)
		}
		for i, unit := range said.Units {
			if slices.Contains(said.Units[:i], unit) {
				t.Errorf("%s is named twice in %v", unit, said.Units)
			}
		}
		if len(said.Lacks()) == 0 && said.Notice.Number == "" {
			t.Error("it lacks nothing, and has no number")
		}
	})
}
