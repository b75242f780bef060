package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestInstructions: what was taken back does not count, also where it had been changed before.
func TestInstructions(t *testing.T) {
	entry := func(clock string, what ledger.What, why string, task ledger.TaskID, field ledger.FieldDiff) ledger.Entry {
		return ledger.Entry{At: at(t, "2025-07-14 "+clock), By: 1, What: what, Why: why, Task: task, Fields: []ledger.FieldDiff{field}}
	}
	wrote := func(clock string, task ledger.TaskID, text string) ledger.Entry {
		return entry(clock, ledger.WhatInstructed, "", task, ledger.FieldDiff{Name: "text", After: text})
	}
	back := func(clock string, task ledger.TaskID, text string) ledger.Entry {
		return entry(clock, ledger.WhatWithdrawn, string(ledger.WhatInstructed), task, ledger.FieldDiff{Name: "text", Before: text})
	}
	wish, wished := ledger.FieldDiff{Name: "matter", After: "new/2025-1"}, string(ledger.MatterInstruction)
	for name, test := range map[string]struct {
		entries []ledger.Entry // the latest first
		want    int
	}{
		"none":             {nil, 0},
		"one stands":       {[]ledger.Entry{wrote("09:00:00", "2025-001", "请抓紧")}, 1},
		"taken back":       {[]ledger.Entry{back("09:05:00", "2025-001", "请抓紧"), wrote("09:00:00", "2025-001", "请抓紧")}, 0},
		"changed and back": {[]ledger.Entry{back("09:05:00", "2025-001", "请周五前办结"), wrote("09:00:00", "2025-001", "请抓紧")}, 0},
		"written again":    {[]ledger.Entry{wrote("09:06:00", "2025-001", "请抓紧"), back("09:05:00", "2025-001", "请抓紧"), wrote("09:00:00", "2025-001", "请抓紧")}, 1},
		"another task":     {[]ledger.Entry{back("09:05:00", "2025-002", "请抓紧"), wrote("09:00:00", "2025-001", "请抓紧")}, 1},
		"a wish":           {[]ledger.Entry{entry("09:05:00", ledger.WhatWithdrawn, wished, "", wish), entry("09:00:00", ledger.WhatInstructed, wished, "", wish)}, 0},
		"a report":         {[]ledger.Entry{entry("09:05:00", ledger.WhatWithdrawn, "", "2025-001", wish), wrote("09:00:00", "2025-001", "请抓紧")}, 1},
	} {
		if got := len(ledger.Instructions(test.entries)); got != test.want {
			t.Errorf("%s: %d count, want %d", name, got, test.want)
		}
	}
}
