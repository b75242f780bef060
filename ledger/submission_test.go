package ledger_test

import (
	"fmt"
	"testing"

	"duban/ledger"
)

// TestSubmission holds what a completion is judged by: the words that were said last and are
// in force, and all files.
func TestSubmission(t *testing.T) {
	done := ledger.Report{Text: "清零完成", Files: []ledger.File{{Name: "一.jpg", Ref: "1"}}}
	still := ledger.Report{NoChange: true}
	more := ledger.Report{Text: "验收单补上", Files: []ledger.File{{Name: "二.pdf", Ref: "2"}}}
	for _, test := range []struct {
		name    string
		reports []ledger.Report
		want    string
	}{
		{"an import", nil, " 0"},
		{"one", []ledger.Report{done}, "清零完成 1"},
		{"without a word more", []ledger.Report{done, still}, "清零完成 1"},
		{"added to", []ledger.Report{done, still, more}, "验收单补上 2"},
	} {
		s := ledger.Submission(test.reports)
		m := ledger.Matter{Text: "发现遗漏", Files: more.Files}.Restate(s)
		if got := fmt.Sprintf("%s %d", m.Text, len(m.Files)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestNoDifficulty holds that a difficulty needs words that somebody can do something about.
func TestNoDifficulty(t *testing.T) {
	for text, want := range map[string]ledger.Reason{
		"": ledger.ReasonNoWords, "没有": ledger.ReasonNoWords, "无。": ledger.ReasonNoWords, "有困难": ledger.ReasonNoWords, "暂无": ledger.ReasonNoWords,
		"没有资金": "", "无施工队": "", "有困难，等设备": "",
	} {
		_, refusal := drainTask().TakeReport(ledger.Reporting{
			By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: text,
		})
		if got := reasonOf(refusal); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
