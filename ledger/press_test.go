package ledger_test

import (
	"testing"

	"duban/ledger"
)

// FuzzPress holds whatever comes back from a button to what a button can carry.
func FuzzPress(f *testing.F) {
	for _, data := range []string{"nc:2025-017", "rp:2025-017", "df:2025-017", "un:2025-017/3", "nc:", ":x", "xx:2025-017", "", "nc"} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		act, about, ok := ledger.ReadPress(data)
		switch {
		case !ok && (act != "" || about != ""):
			t.Errorf("ReadPress(%q) refused it and answered %q, %q", data, act, about)
		case ok && (len(data) > 64 || about == ""):
			t.Errorf("ReadPress(%q) took what no button of ours carries", data)
		case ok && ledger.Press(act, about) != data:
			t.Errorf("Press(%q, %q) = %q, want %q", act, about, ledger.Press(act, about), data)
		}
	})
}

func TestPress(t *testing.T) {
	for _, act := range []string{ledger.PressNoChange, ledger.PressReport, ledger.PressBlocked, ledger.PressUndo} {
		gotAct, about, ok := ledger.ReadPress(ledger.Press(act, "2025-017"))
		if !ok || gotAct != act || about != "2025-017" {
			t.Errorf("%s came back as %q, %q, %v", act, gotAct, about, ok)
		}
	}
}
