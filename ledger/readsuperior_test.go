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
	directory, _ := ledger.NewDirectory([]ledger.Unit{{ID: "住建局"}, {ID: "水务局"}, {ID: "生态环境局"}, {ID: "坪石镇", Kind: "镇"}, {ID: "五山镇", Kind: "镇"}})
	return ledger.SuperiorReader{
		Today: today,
		Day: func(words string) (ledger.Date, bool) {
			limit, _ := ledger.ReadLimit(words, today, cal, ledger.LimitOptions{})
			return limit.Due, !limit.Due.IsZero()
		},
		Units: func(words string) (lead, co []ledger.UnitID, ok bool) {
			for _, unit := range units {
				if words == "市"+string(unit) || words == "韶关市"+string(unit) { // as a directory forgives
					return []ledger.UnitID{unit}, nil, true
				}
			}
			read := ledger.ReadUnits(words, ledger.PartResponsible, directory)
			return read.Lead, read.Co, len(read.Problems) == 0 && len(read.Lead)+len(read.Co) > 0
		},
	}
}

// TestReadSuperior reads one notice in whatever order and form officials write it.
func TestReadSuperior(t *testing.T) {
	r := superiorReader(t)
	whole := ledger.SuperiorWords{
		Notice: ledger.Superior{Number: "韶督〔2025〕5号", From: "韶关市政府督查室", On: ledger.NewDate(2025, 7, 1), ReplyBy: ledger.NewDate(2025, 8, 15)},
		Lead:   []ledger.UnitID{"住建局"}, Co: []ledger.UnitID{"水务局"}, Text: "城区内涝点整治，月底前报方案",
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
		"韶督〔2025〕5号 韶关市政府督查室 二〇二五年七月一日 于八月十五日前书面反馈 住建局、水务局 城区内涝点整治，月底前报方案":                            whole,
		"韶关市政府督查室转来韶督〔2025〕5号 7月1日 八月十五日前回复 住建局、水务局 城区内涝点整治，月底前报方案":                                   whole,
		"收到韶关市政府督查室韶督2025-5号，7月1日，8月15日前回复，住建局、水务局，城区内涝点整治，月底前报方案":                                    whole,
		"韶督〔2025〕5号；8月15日前回复；住建局、水务局；城区内涝点整治，月底前报方案":                                                  plain,
		"韶督〔2025〕5号 7月1日；8月15日前回复；住建局、水务局；城区内涝点整治，月底前报方案":                                             with(func(w *ledger.SuperiorWords) { w.Notice.From = "" }),
		"韶督〔2025〕5号 韶关市生态环境局 8月15日前回复 市生态环境局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Lead, w.Co, w.Text = "韶关市生态环境局", 0, []ledger.UnitID{"生态环境局"}, nil, "扬尘整治"
		}),
		"韶督〔2025〕5号 8月15日前回复 住建局 督促水务局、坪石镇抓紧，水务局 牵头落实": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Lead, w.Co, w.Text = "", 0, []ledger.UnitID{"住建局"}, nil, "督促水务局、坪石镇抓紧，水务局 牵头落实"
		}),
		"督查函12号 8月15日前回复 住建局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice, w.Lead, w.Co, w.Text = ledger.Superior{Number: "督查函12号", ReplyBy: ledger.NewDate(2025, 8, 15)}, []ledger.UnitID{"住建局"}, nil, "扬尘整治"
		}),
		"韶督〔2025〕5号 尽快 住建局、水务局 城区内涝点整治，月底前报方案": with(func(w *ledger.SuperiorWords) {
			w.Notice, w.Undated = ledger.Superior{Number: "韶督〔2025〕5号"}, "尽快"
		}),
		"韶督〔2025〕5号 8月15日前回复 住建局、交通局 城区内涝点整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Co, w.Text, w.Unknown = "", 0, nil, "交通局 城区内涝点整治", "交通局"
		}),
		"韶督〔2025〕5号 2025年7月10日前回复 住建局 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Notice.ReplyBy, w.Co, w.Text = "", 0, ledger.NewDate(2025, 7, 10), nil, "扬尘整治"
		}),
		// as they write
		"韶督〔2025〕5号 7月1日收到 8月15日前报送 水务局配合、住建局牵头 城区内涝点整治，月底前报方案":         with(func(w *ledger.SuperiorWords) { w.Notice.From = "" }),
		"韶督2025-5号；韶关市政府督查室；7月1日；8月15日前回复；牵头 住建局 配合 水务局；城区内涝点整治，月底前报方案": whole,
		"韶督〔2025〕5号 8月15日前回复 各镇 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Lead, w.Co, w.Text = "", 0, []ledger.UnitID{"坪石镇", "五山镇"}, nil, "扬尘整治"
		}),
		"韶督〔2025〕5号 8月15日前回复 住建局、各镇 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Co, w.Text = "", 0, []ledger.UnitID{"坪石镇", "五山镇"}, "扬尘整治"
		}),
		"韶督〔2025〕5号 8月15日前回复 各有关单位 扬尘整治": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Lead, w.Co, w.Text, w.Unknown = "", 0, nil, nil, "各有关单位 扬尘整治", "各有关单位"
		}),
		"韶关市政府督查室关于扬尘问题的督办通知（韶督〔2025〕5号），要求8月15日前反馈，由住建局牵头，水务局配合": with(func(w *ledger.SuperiorWords) {
			w.Notice.On, w.Text = 0, "韶关市政府督查室关于扬尘问题的督办通知"
		}),
		"韶督〔2025〕5号，请于8月15日前报送城区内涝点整治方案，逾期通报。": with(func(w *ledger.SuperiorWords) {
			w.Notice.From, w.Notice.On, w.Lead, w.Co, w.Text = "", 0, nil, nil, "请于8月15日前报送城区内涝点整治方案，逾期通报"
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
		"收到韶关市督查室转来韶督〔2025〕5号，二〇二五年七月一日，于八月十五日前书面反馈，住建局整治扬尘",
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
		named := slices.Concat(said.Lead, said.Co)
		for i, unit := range named {
			if slices.Contains(named[:i], unit) {
				t.Errorf("%s is named twice in %v", unit, named)
			}
		}
		if len(said.Lacks()) == 0 && said.Notice.Number == "" {
			t.Error("it lacks nothing, and has no number")
		}
	})
}

// TestSuperiorAdded: what is said to a notice that lacks something fills it, or sets it right.
func TestSuperiorAdded(t *testing.T) {
	r := superiorReader(t)
	whole := ledger.SuperiorWords{
		Notice: ledger.Superior{Number: "韶督〔2025〕5号", ReplyBy: ledger.NewDate(2025, 8, 15)},
		Lead:   []ledger.UnitID{"住建局"}, Text: "城区内涝点整治",
	}
	with := func(change func(*ledger.SuperiorWords)) ledger.SuperiorWords {
		w := whole
		change(&w)
		return w
	}
	for _, test := range []struct {
		said, more string
		want       ledger.SuperiorWords
	}{
		{"韶督〔2025〕5号 8月15日前回复 城区内涝点整治", "住建局", whole},
		{"韶督〔2025〕5号 8月15日前回复 城区内涝点整治", "住建局牵头、水务局配合", with(func(w *ledger.SuperiorWords) { w.Co = []ledger.UnitID{"水务局"} })},
		{"韶督〔2025〕5号 住建局 城区内涝点整治", "8月15日", whole},
		{"韶督〔2025〕5号 尽快 住建局 城区内涝点整治", "8月15日前", whole},
		{"韶督〔2025〕5号 7月10日前回复 住建局 城区内涝点整治", "8月15日", whole},
		{"韶督〔2025〕5号 8月1日来文 8月15日前回复 住建局 城区内涝点整治", "7月8日来文", with(func(w *ledger.SuperiorWords) { w.Notice.On = ledger.NewDate(2025, 7, 8) })},
		{"8月15日前回复 住建局 城区内涝点整治", "韶督〔2025〕5号", whole},
		{"韶督〔2025〕5号 8月15日前回复 住建局", "城区内涝点整治", whole},
		{"韶督〔2025〕5号 8月15日前回复 住建局 扬尘", "内容：城区内涝点整治", whole},
		{"韶督〔2025〕5号 8月15日前回复 交通局 城区内涝点整治", "住建局", whole},
		{"韶督〔2025〕5号 8月15日前回复 住建局、交通局 城区内涝点整治", "水务局", with(func(w *ledger.SuperiorWords) { w.Co = []ledger.UnitID{"水务局"} })},
		{"韶督〔2025〕5号 8月15日前回复 城区内涝点整治", "交通局", with(func(w *ledger.SuperiorWords) { w.Lead, w.Unknown = nil, "交通局" })},
		{"韶督〔2025〕5号 8月15日前回复 城区内涝点整治", "住建局 快些", with(func(w *ledger.SuperiorWords) { w.Left = "快些" })},
	} {
		got := r.ReadAll(ledger.JoinSuperior(test.said, test.more))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s + %s (-want +got):\n%s", test.said, test.more, diff)
		}
	}
	left := ledger.JoinSuperior(ledger.JoinSuperior("韶督〔2025〕5号 8月15日前回复 城区内涝点整治", "住建局 快些"), ledger.SuperiorAsIs)
	if diff := cmp.Diff(whole, r.ReadAll(left)); diff != "" {
		t.Errorf("as it is (-want +got):\n%s", diff)
	}
}
