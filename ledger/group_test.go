package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestBind(t *testing.T) {
	day := rightToday
	of := func(unit ledger.UnitID, purpose string, until ledger.Date) ledger.Chat {
		return ledger.Chat{ID: "-1", Audience: ledger.AudienceUnit, Unit: unit, Purpose: purpose, Until: until}
	}
	for name, c := range map[string]struct {
		was, is ledger.Chat
		said    ledger.Binding
		want    ledger.Chat
		reason  ledger.Reason
	}{
		"new, with nothing":         {is: of("住建局", "", 0), want: of("住建局", "", 0)},
		"new, with both":            {is: of("住建局", "", 0), said: ledger.Binding{Purpose: " 攻坚 ", Until: day}, want: of("住建局", "攻坚", day)},
		"extended":                  {was: of("住建局", "攻坚", day-1), is: of("住建局", "攻坚", day-1), said: ledger.Binding{Until: day + 9}, want: of("住建局", "攻坚", day+9)},
		"a purpose later":           {was: of("住建局", "", day+9), is: of("住建局", "", day+9), said: ledger.Binding{Purpose: "攻坚"}, want: of("住建局", "攻坚", day+9)},
		"without an end from now":   {was: of("住建局", "攻坚", day-1), is: of("住建局", "攻坚", day-1), said: ledger.Binding{Endless: true}, want: of("住建局", "攻坚", 0)},
		"to another unit":           {was: of("住建局", "攻坚", day-1), is: of("水务局", "攻坚", day-1), want: of("水务局", "", 0)},
		"ended, without a new end":  {was: of("住建局", "攻坚", day-1), is: of("住建局", "攻坚", day-1), reason: ledger.ReasonGroupEnded},
		"yesterday":                 {is: of("住建局", "", 0), said: ledger.Binding{Until: day - 1}, reason: ledger.ReasonGroupPast},
		"a purpose as long as this": {is: of("住建局", "", 0), said: ledger.Binding{Purpose: strings.Repeat("长", 41)}, reason: ledger.ReasonPurpose},
		"with a marking":            {is: of("住建局", "", 0), said: ledger.Binding{Purpose: "机密★1年"}, reason: ledger.ReasonSecret},
	} {
		c.said.Was, c.said.Chat, c.said.By, c.said.At = c.was, c.is, 7, mandateAt
		got, entries, refusal := c.said.Bind()
		if reasonOf(refusal) != c.reason {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), c.reason)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if c.reason == "" && (len(entries) != 1 || entries[0].By != 7) {
			t.Errorf("%s: entries %+v", name, entries)
		}
	}
}

// TestLasting holds that a group is told up to its last day, and that the office reads of it
// before and after that.
func TestLasting(t *testing.T) {
	day := rightToday
	for until, want := range map[ledger.Date]struct{ lasts, ending bool }{
		0: {true, false}, day + 8: {true, false}, day + 7: {true, true}, day: {true, true}, day - 1: {false, true}, day - 7: {false, true}, day - 8: {false, false},
	} {
		c := ledger.Chat{ID: "-1", Audience: ledger.AudienceOffice, Until: until}
		if got := len(ledger.Lasting([]ledger.Chat{c}, day)) == 1; got != want.lasts {
			t.Errorf("until %s: lasts %v", until, got)
		}
		if c.Ending(day) != want.ending {
			t.Errorf("until %s: ending %v", until, c.Ending(day))
		}
		r := ledger.EndingRange(day)
		if score, ok := markScore(c, r.Mark); want.ending != (ok && score >= r.Min && score <= r.Max) {
			t.Errorf("until %s: the mark %d, %v does not agree", until, score, ok)
		}
	}
}

func TestReadBinding(t *testing.T) {
	for words, want := range map[string]ledger.BindingSaid{
		"住建局": {Whose: "住建局"},
		"住建局 用途 污水管网攻坚 至 2026-12-31": {Whose: "住建局", Purpose: "污水管网攻坚", HasPurpose: true, Until: "2026-12-31", HasUntil: true},
		"住建局 至 年底 用途：污水管网 攻坚":        {Whose: "住建局", Purpose: "污水管网 攻坚", HasPurpose: true, Until: "年底", HasUntil: true},
		"住建局 长期有效":                   {Whose: "住建局", Until: "长期有效", HasUntil: true, Endless: true},
		"住建局 用途 攻坚 至 长期有效":           {Whose: "住建局", Purpose: "攻坚", HasPurpose: true, Until: "长期有效", HasUntil: true, Endless: true},
		"住建局，用途：攻坚，至：长期":             {Whose: "住建局", Purpose: "攻坚", HasPurpose: true, Until: "长期", HasUntil: true, Endless: true},
		"至 2026-12-31": {Until: "2026-12-31", HasUntil: true},
		"住建局 用途":       {Whose: "住建局", HasPurpose: true},
		"住建局 至":        {Whose: "住建局", HasUntil: true},
		"":             {},
	} {
		if diff := cmp.Diff(want, ledger.ReadBinding(words)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

func FuzzReadBinding(f *testing.F) {
	f.Add("住建局 用途 污水管网攻坚 至 2026-12-31")
	f.Add("至至 用途用途；至:")
	f.Add("0 至;;\xe8") // what is left on either side are two words
	f.Fuzz(func(t *testing.T, words string) {
		said := ledger.ReadBinding(words)
		if again := ledger.ReadBinding(words); again != said {
			t.Errorf("%q is read as %+v and as %+v", words, said, again)
		}
		for _, part := range []string{said.Whose, said.Purpose, said.Until} {
			for word := range strings.FieldsSeq(part) {
				if !strings.Contains(words, word) {
					t.Errorf("%q: nobody said %q", words, word)
				}
			}
		}
		if !said.HasUntil && said.Until != "" || !said.HasPurpose && said.Purpose != "" {
			t.Errorf("%q: %+v", words, said)
		}
	})
}
