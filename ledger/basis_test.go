package ledger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestReadBasis(t *testing.T) {
	for words, want := range map[string]ledger.BasisSaid{
		"责任追究实施意见 乐发〔2017〕12号 2017-03-01": {Title: "责任追究实施意见", Number: "乐发〔2017〕12号", Day: "2017-03-01"},
		"《责任追究实施意见》（乐发[2017]12号）":         {Title: "责任追究实施意见", Number: "乐发[2017]12号"},
		"2017年3月1日 乐发〔2017〕12号 《工作职责》":    {Title: "工作职责", Number: "乐发〔2017〕12号", Day: "2017年3月1日"},
		"工作职责": {Title: "工作职责"},
		"":     {},
	} {
		got := ledger.ReadBasis(words)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

func TestRegisterBasis(t *testing.T) {
	office := holder(ledger.RoleOffice, rightToday, 0)
	register := func(all []ledger.Basis, said ledger.BasisSaid, on ledger.Date, by ledger.Person) (ledger.Basis, ledger.Reason) {
		kept, refusal := ledger.RegisterBasis(all, said, on, by, mandateAt)
		return kept.Basis, reasonOf(refusal)
	}
	first, reason := register(nil, ledger.BasisSaid{Title: "工作职责", Number: "乐发〔2017〕12号"}, rightToday, office)
	if reason != "" || first.Cite() != "《工作职责》（乐发〔2017〕12号）" || first.By != office.ID {
		t.Fatalf("registered %+v, %q", first, reason)
	}
	gone, refusal := first.Withdraw(office, mandateAt, "已有新文件")
	if refusal != nil || !gone.Basis.Gone() || len(gone.Entries) != 1 {
		t.Fatalf("withdrawn %+v, %v", gone, refusal)
	}
	for name, c := range map[string]struct {
		all  []ledger.Basis
		said ledger.BasisSaid
		on   ledger.Date
		by   ledger.Person
		want ledger.Reason
	}{
		"twice":                      {[]ledger.Basis{first}, ledger.BasisSaid{Title: "工作职责"}, 0, office, ledger.ReasonBasisKnown},
		"after it was gone":          {[]ledger.Basis{gone.Basis}, ledger.BasisSaid{Title: "工作职责"}, 0, office, ""},
		"number of another":          {[]ledger.Basis{gone.Basis, first}, ledger.BasisSaid{Title: "责任追究办法", Number: "乐发[2017]12号"}, 0, office, ledger.ReasonBasisNumber},
		"number of one that is gone": {[]ledger.Basis{gone.Basis}, ledger.BasisSaid{Title: "责任追究办法", Number: "乐发[2017]12号"}, 0, office, ""},
		"one letter":                 {nil, ledger.BasisSaid{Title: "法"}, 0, office, ledger.ReasonBasisTitle},
		"too long":                   {nil, ledger.BasisSaid{Title: strings.Repeat("长", 61)}, 0, office, ledger.ReasonBasisTitle},
		"tomorrow":                   {nil, ledger.BasisSaid{Title: "工作职责"}, rightToday + 1, office, ledger.ReasonBasisDay},
		"with a marking":             {nil, ledger.BasisSaid{Title: "机密★工作职责"}, 0, office, ledger.ReasonSecret},
		"by a contact":               {nil, ledger.BasisSaid{Title: "工作职责"}, 0, holder(ledger.RoleContact, rightToday, 0), ledger.ReasonNoRight},
		"by a mandate":               {nil, ledger.BasisSaid{Title: "工作职责"}, 0, mandatedHolder(ledger.RoleHead), ledger.ReasonNoRight},
	} {
		if _, got := register(c.all, c.said, c.on, c.by); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for why, want := range map[string]ledger.Reason{" ": ledger.ReasonBasisWhy, "过时": ""} {
		if _, refusal := first.Withdraw(office, mandateAt, why); reasonOf(refusal) != want {
			t.Errorf("withdrawn for %q: %q", why, reasonOf(refusal))
		}
	}
	if _, refusal := gone.Basis.Withdraw(office, mandateAt, "过时"); reasonOf(refusal) != ledger.ReasonBasisGone {
		t.Errorf("withdrawn twice: %q", reasonOf(refusal))
	}
}

func TestCiteBases(t *testing.T) {
	basis := func(title, number string) ledger.Basis {
		return ledger.Basis{ID: ledger.BasisID(title), Title: title, Number: number}
	}
	gone := basis("旧工作职责", "")
	gone.Withdrawn = ledger.Settled{At: mandateAt}
	all := []ledger.Basis{basis("工作职责", "乐发〔2017〕12号"), basis("工作职责分工", ""), basis("责任追究实施意见", ""), gone}
	for words, want := range map[string]struct {
		title  string
		reason ledger.Reason
	}{
		"《工作职责》": {"工作职责", ""}, "乐发[2017]12号": {"工作职责", ""}, "责任追究": {"责任追究实施意见", ""}, "职责": {"", ledger.ReasonBasisWhich},
		"旧工作": {"", ledger.ReasonBasisUnknown}, "旧工作职责": {"旧工作职责", ""}, "法": {"", ledger.ReasonBasisUnknown}, "": {"", ledger.ReasonBasisUnknown},
	} {
		got, refusal := ledger.FindBasis(all, words)
		if got.Title != want.title || reasonOf(refusal) != want.reason {
			t.Errorf("%q is %q, %q", words, got.Title, reasonOf(refusal))
		}
	}
	office := holder(ledger.RoleOffice, rightToday, 0)
	task := ledger.Task{ID: "2025-017", State: ledger.StateInProgress, Lead: []ledger.UnitID{"水务局"}, Supervise: []ledger.UnitID{"住建局"}}
	cited, entries, refusal := task.CiteBases(all[:1], mandatedHolder(ledger.RoleContact), mandateAt)
	if refusal != nil || cited.Basis != "《工作职责》（乐发〔2017〕12号）" || len(entries) != 1 {
		t.Fatalf("cited %q, %v, %v", cited.Basis, entries, refusal)
	}
	closed := task
	closed.State = ledger.StateClosed
	for name, c := range map[string]struct {
		task  ledger.Task
		bases []ledger.Basis
		by    ledger.Person
		want  ledger.Reason
	}{
		"again":        {cited, all[:1], office, ledger.ReasonBasisCited},
		"gone":         {task, []ledger.Basis{gone}, office, ledger.ReasonBasisGone},
		"struck off":   {closed, all[:1], office, ledger.ReasonClosed},
		"by a contact": {task, all[:1], holder(ledger.RoleContact, rightToday, 0), ledger.ReasonNoRight},
	} {
		if _, _, refusal := c.task.CiteBases(c.bases, c.by, mandateAt); reasonOf(refusal) != c.want {
			t.Errorf("%s: %q, want %q", name, reasonOf(refusal), c.want)
		}
	}
	removed, entries, refusal := cited.RemoveBasis(office, mandateAt)
	if refusal != nil || removed.Basis != "" || len(entries) != 1 || entries[0].Fields[0].Before != cited.Basis {
		t.Errorf("removed: %q, %v, %v", removed.Basis, entries, refusal)
	}
	closed.Basis = cited.Basis
	for name, c := range map[string]struct {
		task ledger.Task
		by   ledger.Person
		want ledger.Reason
	}{
		"nothing there":          {task, office, ledger.ReasonBasisNone},
		"struck off":             {closed, office, ledger.ReasonClosed},
		"by a contact":           {cited, holder(ledger.RoleContact, rightToday, 0), ledger.ReasonNoRight},
		"by a unit's mandate":    {cited, mandatedHolder(ledger.RoleContact), ledger.ReasonNoRight},
		"by who inspects others": {cited, holder(ledger.RoleSupervisor, rightToday, 0), ledger.ReasonNoRight},
	} {
		if _, _, refusal := c.task.RemoveBasis(c.by, mandateAt); reasonOf(refusal) != c.want {
			t.Errorf("removed, %s: %q, want %q", name, reasonOf(refusal), c.want)
		}
	}
	for words, want := range map[string]string{"乐发〔2017〕12号": "《工作职责》（乐发〔2017〕12号）", "市政府常务会议纪要": "市政府常务会议纪要", "责任追究": "责任追究"} {
		if got, refusal := ledger.CiteRegistered(all, words); got != want || refusal != nil {
			t.Errorf("%q is cited as %q, %v", words, got, refusal)
		}
	}
	if _, refusal := ledger.CiteRegistered(all, "《旧工作职责》"); reasonOf(refusal) != ledger.ReasonBasisGone {
		t.Errorf("what is gone is cited: %q", reasonOf(refusal))
	}
}

func FuzzReadBasis(f *testing.F) {
	f.Add("责任追究实施意见 乐发〔2017〕12号 2017-03-01")
	f.Add("《》《工作职责》2017年3月1日（乐发(2017)12号）")
	f.Fuzz(func(t *testing.T, words string) {
		said := ledger.ReadBasis(words)
		for _, part := range []string{said.Title, said.Number, said.Day} {
			for word := range strings.FieldsSeq(part) {
				if !strings.Contains(words, word) {
					t.Errorf("%q: nobody said %q", words, word)
				}
			}
		}
	})
}
