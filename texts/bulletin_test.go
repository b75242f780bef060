package texts_test

import (
	"strings"
	"testing"
	"time"

	"duban/ledger"
	"duban/texts"
)

// TestBulletinWords: the words are the figures', good examples come before what is late, and
// nobody is ranked unless the office wants that.
func TestBulletinWords(t *testing.T) {
	s := ledger.Snapshot{
		At: time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC), Name: "全市", Scope: ledger.ScopeOffice,
		Summary: ledger.Summary{Total: 12, Completed: 5, StruckOff: 2, NotStruck: 3, Open: 7, Red: 2, Yellow: 1, Green: 3, Grey: 1, Overdue: 3, DueSoon: 2, Superior: 2, SuperiorLate: 1},
		Units: []ledger.Figures{
			{Name: "住建局", Total: 4, Completed: 1, Overdue: 1},
			{Name: "水务局", Total: 3, Completed: 2},
			{Name: "坪石镇", Total: 3, Overdue: 2},
			{Name: "农业农村局", Total: 2, Completed: 2, Missing: 1},
			{Name: "乐城", Total: 0},
		},
		Campaigns: []ledger.Figures{{Name: "碧水", Total: 7, Completed: 3, Overdue: 3}, {Name: "蓝天", Total: 5, Completed: 2}},
	}
	want := []string{
		"总体情况：截至2025年7月14日 09:00，全市督办任务共12项，已办结5项（其中已销号2项），未办结7项。未办结任务中，绿灯3项，黄灯1项，红灯2项，长期坚持或未定时限1项；7天内到期2项。",
		"做得好的单位：水务局（办结2项），没有逾期任务，没有迟报。",
		"分战役情况：碧水共7项，已办结3项，逾期3项；蓝天共5项，已办结2项。",
		"逾期任务：共3项，其中住建局1项、坪石镇2项。请抓紧办理，有困难的请及时反映。",
		"上级督办：待回复2件，其中超过回复期限1件。",
		"已办结未销号：3项，请牵头单位对照销号程序及时申请销号。",
	}
	got := texts.BulletinParagraphs(s, false)
	for i, line := range want {
		if i >= len(got) || got[i] != line {
			t.Errorf("paragraph %d: got %q, want %q", i+1, got[min(i, len(got)-1)], line)
		}
	}
	if last := got[len(got)-1]; len(got) != len(want)+1 || !strings.Contains(last, "不用另外报送材料") {
		t.Errorf("%d paragraphs, the last is %q", len(got), last)
	}
	if ranked := texts.BulletinParagraphs(s, true); !strings.Contains(ranked[3], "坪石镇2项、住建局1项") {
		t.Errorf("ranked it says %q", ranked[3])
	}
}

// TestBulletinNumbered: paragraphs bear the numbers of an official paper.
func TestBulletinNumbered(t *testing.T) {
	b := ledger.Bulletin{Title: "通报", Paragraphs: strings.Split(strings.Repeat("段,", 30), ",")[:30]}
	for _, number := range []string{"\n一、段", "\n十、段", "\n十一、段", "\n二十、段", "\n二十一、段", "\n三十、段"} {
		if !strings.Contains(texts.Bulletin(b), number) {
			t.Errorf("%q is missing in %s", number, texts.Bulletin(b))
		}
	}
}

// TestBulletinDeliveries: whoever was not reached comes first.
func TestBulletinDeliveries(t *testing.T) {
	at := time.Date(2025, 7, 14, 9, 0, 0, 0, time.UTC)
	b := ledger.Bulletin{Title: "通报", Series: ledger.BulletinSeries, Year: 2025, N: 1, State: ledger.BulletinIssued, Signed: ledger.Settled{Name: "刘敏", At: at}}
	of := func(unit ledger.UnitID, what ledger.What) ledger.Delivery {
		return ledger.Delivery{Addressed: ledger.Addressed{Unit: unit}, What: what, At: at}
	}
	text := texts.BulletinStand(b, []ledger.Delivery{
		of("住建局", ledger.WhatDelivered), of("水务局", ledger.WhatUnknown), of("坪石镇", ""), of("农业农村局", ledger.WhatRefused),
	}, at)
	last := -1
	for _, line := range []string{"发到4个会话，已送达1个", "✗ 农业农村局", "？水务局：今天09:00发出，不能确认是否送达", "… 坪石镇：还没有发出", "✓ 住建局：今天09:00送达"} {
		found := strings.Index(text, line)
		if found <= last {
			t.Errorf("%q is not in its place in:\n%s", line, text)
		}
		last = found
	}
}
