package ledger_test

import (
	"strings"
	"testing"

	"duban/ledger"
)

func shownLines() []ledger.Line {
	return []ledger.Line{
		{Task: "2025-001", Title: "市第二污水处理厂建设", Lead: []ledger.UnitID{"住建局"}},
		{Task: "2025-002", Title: "城区污水管网整治", Lead: []ledger.UnitID{"住建局"}},
		{Task: "2025-003", Title: "工地扬尘整改到位", Lead: []ledger.UnitID{"住建局"}},
		{Task: "2025-004", Title: "开展河湖清四乱", Lead: []ledger.UnitID{"水务局"}},
		{Task: "2025-005", Title: "坪石镇污水处理设施建设", Lead: []ledger.UnitID{"坪石镇"}},
		{Task: "2025-002", Title: "城区污水管网整治", Lead: []ledger.UnitID{"住建局"}}, // in another list as well
	}
}

// TestMeant holds that a leader's words are taken for those on a task only where they can be of
// no other one.
func TestMeant(t *testing.T) {
	directory := lechang(t)
	for words, want := range map[string]string{
		"抓紧处理污水管网的问题":        "2025-002 sure",
		"城区污水管网整治要快":         "2025-002 sure",
		"清四乱要抓紧":             "2025-004 sure",
		"请水务局抓紧":             "2025-004 sure",
		"请水务局本周内拿出办法":        "2025-004 sure",
		"请坪石镇抓紧污水处理":         "2025-005 sure", // two titles have 污水处理, one is 坪石镇's
		"请住建局抓好扬尘":           "2025-003",      // two letters prove nothing, but they lead
		"请坪石镇加强秸秆禁烧巡查":       "2025-005",      // which is another matter
		"抓紧污水处理":             "2025-001",      // of two
		"请住建局抓紧":             "2025-001",
		"请水务局抓紧处理污水管网":       "2025-002", // the title is one's, the unit another's
		"尽快整改到位":             "2025-001", // every title may have that
		"各项工作都要抓紧":           "2025-001",
		"":                   "2025-001",
		"清四乱和污水管网都要抓紧":       "2025-002",
		"市第二污水处理厂建设、开展河湖清四乱": "2025-001",
	} {
		meant := directory.Meant(words, shownLines(), true)
		got := string(meant.Lines[0].Task)
		if meant.Sure {
			got += " sure"
		}
		if got != want || len(meant.Lines) != 5 {
			t.Errorf("%q: got %q of %d, want %q of 5", words, got, len(meant.Lines), want)
		}
	}
	if meant := directory.Meant("请水务局抓紧", shownLines(), false); meant.Sure {
		t.Error("a unit's name alone points to one task though the unit may have others")
	}
	if meant := directory.Meant("请水务局抓紧", nil, true); meant.Sure || len(meant.Lines) != 0 {
		t.Errorf("of no tasks: got %+v", meant)
	}
}

func FuzzMeant(f *testing.F) {
	for _, words := range []string{"抓紧处理污水管网的问题", "请水务局抓紧", "", "1、要快；2、要好", "坪石镇坪石镇", "\x00\xff"} {
		f.Add(words, "城区污水管网整治")
	}
	directory := lechang(f)
	f.Fuzz(func(t *testing.T, words, title string) {
		lines := append(shownLines(), ledger.Line{Task: "2025-006", Title: title, Lead: []ledger.UnitID{"水务局"}})
		meant := directory.Meant(words, lines, true)
		if len(meant.Lines) != 6 {
			t.Fatalf("%q: %d of 6 tasks are left to choose from", words, len(meant.Lines))
		}
		if again := directory.Meant(words+strings.Repeat("。", 3), lines, true); again.Sure != meant.Sure || again.Lines[0].Task != meant.Lines[0].Task {
			t.Fatalf("%q: a full stop makes another task of it: %v and %v", words, meant.Lines[0].Task, again.Lines[0].Task)
		}
	})
}
