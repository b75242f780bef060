package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func supplementing(t *testing.T) ledger.Supplementing {
	t.Helper()
	return ledger.Supplementing{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-14 11:00:00"), Words: "气象证明",
		Files: []ledger.File{{Ref: "a", Kind: ledger.FileDocument, Name: "证明.pdf", SHA256: "ab"}},
	}
}

func TestSupplementRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		matter func(*ledger.Matter)
		change func(*ledger.Supplementing)
		want   ledger.Reason
	}{
		"another unit":        {change: func(s *ledger.Supplementing) { s.By = contactOf(2, "城管局") }, want: ledger.ReasonNotYours},
		"who has left it":     {change: func(s *ledger.Supplementing) { s.By.Posts = nil }, want: ledger.ReasonNotYours},
		"a review":            {matter: func(m *ledger.Matter) { m.Kind = ledger.MatterReview }, want: ledger.ReasonNotYours},
		"a difficulty":        {matter: func(m *ledger.Matter) { m.Kind = ledger.MatterDifficulty }, want: ledger.ReasonNotYours},
		"another's objection": {matter: func(m *ledger.Matter) { m.Kind, m.By = ledger.MatterObjection, 99 }, want: ledger.ReasonNotYours},
		"decided":             {matter: func(m *ledger.Matter) { m.Verdict = ledger.VerdictApproved }, want: ledger.ReasonDecided},
		"void":                {matter: func(m *ledger.Matter) { m.Verdict = ledger.VerdictVoid }, want: ledger.ReasonVoid},
		"a secret":            {change: func(s *ledger.Supplementing) { s.Files[0].Name = "机密★.pdf" }, want: ledger.ReasonSecret},
		"words without end":   {change: func(s *ledger.Supplementing) { s.Words = strings.Repeat("长", ledger.TextMost) }, want: ledger.ReasonTooLong},
	} {
		applied, s := asked(t), supplementing(t)
		if test.matter != nil {
			test.matter(&applied.Matter)
		}
		if test.change != nil {
			test.change(&s)
		}
		if _, refusal := applied.Matter.Supplement(applied.Task, s); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// What is added stands in the matter once, however often it comes, and its entry proves it.
func TestSupplement(t *testing.T) {
	applied, s := asked(t), supplementing(t)
	done, refusal := applied.Matter.Supplement(applied.Task, s)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if diff := cmp.Diff(s.Files, done.Matter.Files); diff != "" || done.Matter.Text != "连续降雨；气象证明" {
		t.Errorf("the matter says %q with (-want +got):\n%s", done.Matter.Text, diff)
	}
	if len(applied.Matter.Files) != 0 {
		t.Error("the argument was changed")
	}
	want := []ledger.FieldDiff{
		{Name: "matter", After: "2025-017/m1"},
		{Name: "text", After: "气象证明"},
		{Name: "files", After: "证明.pdf sha256:ab"},
		{Name: "held", After: "1"},
	}
	if e := done.Entries[0]; e.What != ledger.WhatAddedFiles || e.Unit != "住建局" {
		t.Errorf("got the entry %+v", e)
	} else if diff := cmp.Diff(want, e.Fields); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	again, refusal := done.Matter.Supplement(done.Task, s)
	if refusal != nil || len(again.Fresh) != 0 || len(again.Matter.Files) != 1 {
		t.Errorf("the same again: %v, got %d fresh of %d files", refusal, len(again.Fresh), len(again.Matter.Files))
	}
}

// A second report of 100 % adds its files to those that wait, and takes none away.
func TestRenewKeepsFiles(t *testing.T) {
	file := func(ref string) []ledger.File { return []ledger.File{{Ref: ref}} }
	m := ledger.Matter{Kind: ledger.MatterReview, Text: "完工", Files: file("a")}
	m = m.Renew(ledger.Report{Text: "补照片", Files: file("b")}).Renew(ledger.Report{Files: file("a")})
	if diff := cmp.Diff([]ledger.File{{Ref: "a"}, {Ref: "b"}}, m.Files); diff != "" || m.Text != "补照片" {
		t.Errorf("got %q with (-want +got):\n%s", m.Text, diff)
	}
}
