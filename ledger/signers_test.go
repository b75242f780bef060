package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestCloseoutInPlace holds when the office decides a step for others, and what is kept of it.
func TestCloseoutInPlace(t *testing.T) {
	for name, test := range map[string]struct {
		by    ledger.Person
		on    string
		words string
		want  ledger.Reason
	}{
		"on its last day":        {officer(), "2025-07-17 10:00:00", "已函询", ledger.ReasonNoMatter},
		"without a reason":       {officer(), "2025-07-18 10:00:00", " ", ledger.ReasonInPlace},
		"a contact of the unit":  {contactOf(1, "住建局"), "2025-07-18 10:00:00", "已函询", ledger.ReasonNoMatter},
		"past it, with a reason": {officer(), "2025-07-18 10:00:00", "已函询", ""},
	} {
		w := begin(t, "会议部署", ledger.DeskHead("住建局"))
		w.now = at(t, test.on)
		today := ledger.DateOf(w.now)
		if late := w.task.Within(ledger.StalledRange(ledger.ScopeOffice, today)); late != (today > ledger.NewDate(2025, 7, 17)) {
			t.Errorf("%s: listed as stalled: %v", name, late)
		}
		if refusal := w.decide(test.by, ledger.VerdictApproved, test.words); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if test.want != "" {
			continue
		}
		if p := w.task.Closeout.Passed[0]; p.Instead != ledger.DeskHead("住建局") || w.task.Within(ledger.StalledRange(ledger.ScopeOffice, today)) {
			t.Errorf("%s: passed %+v", name, p)
		}
	}
}

// TestStandIn holds that who stands in for a head has not signed by applying, and that it is
// kept for whom he signed.
func TestStandIn(t *testing.T) {
	stand := contactOf(1, "住建局")
	stand.Posts = append(stand.Posts, ledger.Post{Role: ledger.RoleHead, Unit: "住建局", From: ledger.NewDate(2025, 7, 1), For: 5, ForName: "一把手"})
	a := applying(t)
	a.By = stand
	task, _, refusal := completedTask(t, "会议部署").ApplyCloseout(a, ledger.DefaultPolicy())
	if refusal != nil || task.Closeout.Step().Name != ledger.StepSelfCheck {
		t.Fatalf("it stands at %q, refused: %v", task.Closeout.Step().Name, refusal)
	}
	w := &walk{t: t, task: task, now: a.At, manned: []ledger.Desk{ledger.DeskHead("住建局")}}
	w.open()
	if refusal := w.decide(stand, ledger.VerdictApproved, ""); refusal != nil {
		t.Fatal(refusal)
	}
	if p := w.task.Closeout.Passed[0]; p.For != "一把手" || p.By != stand.Name {
		t.Errorf("passed %+v", p)
	}
}

// TestSeveralSigners holds that all leads' heads and all accepting units are asked, and that one
// who sends it back has all asked again.
func TestSeveralSigners(t *testing.T) {
	task := completedTask(t, "省督察整改")
	task.Lead, task.Accept = []ledger.UnitID{"住建局", "城管局"}, []ledger.UnitID{"生态环境局", "财政局"}
	task, _, refusal := task.ApplyCloseout(applying(t), ledger.DefaultPolicy())
	if refusal != nil {
		t.Fatal(refusal)
	}
	w := &walk{t: t, task: task, now: applying(t).At, manned: task.CloseoutDesks()}
	w.open()
	pass := func(step ledger.StepName, desk ledger.Desk, by ledger.Person) {
		t.Helper()
		if w.matter.Step != step || w.matter.Desk != desk {
			t.Fatalf("it stands at %s of %s, want %s of %s", w.matter.Step, w.matter.Desk, step, desk)
		}
		if refusal := w.decide(by, ledger.VerdictApproved, ""); refusal != nil {
			t.Fatal(refusal)
		}
	}
	toAccept := func() {
		t.Helper()
		pass(ledger.StepSelfCheck, ledger.DeskHead("住建局"), headOf("住建局"))
		pass(ledger.StepSelfCheck, ledger.DeskHead("城管局"), headOf("城管局"))
		pass(ledger.StepLeadVerify, ledger.DeskUnit("住建局"), contactOf(1, "住建局"))
		pass(ledger.StepAccept, ledger.DeskUnit("生态环境局"), contactOf(2, "生态环境局"))
	}
	toAccept()
	if refusal := w.decide(contactOf(3, "财政局"), ledger.VerdictReturned, "缺资料"); refusal != nil || w.task.Closing() {
		t.Fatalf("sent back: %v", refusal)
	}
	again, _, refusal := w.task.ApplyCloseout(applying(t), ledger.DefaultPolicy())
	if refusal != nil {
		t.Fatal(refusal)
	}
	w.task = again
	w.open()
	toAccept()
	if open := w.task.Signings(); len(open) != 2 || !open[0].Done || open[1].Done {
		t.Errorf("signings: %+v", open)
	}
	pass(ledger.StepAccept, ledger.DeskUnit("财政局"), contactOf(3, "财政局"))
	if step := w.task.Closeout.Step().Name; step != ledger.StepPublicNotice {
		t.Errorf("it stands at %s", step)
	}
}

// TestOtherLeads holds whose last word a completion is shown beside.
func TestOtherLeads(t *testing.T) {
	task := drainTask()
	task.Lead = []ledger.UnitID{"住建局", "城管局", "财政局", "水务局"}
	said := func(unit ledger.UnitID, percent int) ledger.Report {
		return ledger.Report{Unit: unit, Percent: percent, At: at(t, "2025-07-14 10:00:00")}
	}
	gone := said("城管局", 100)
	gone.Withdrawn = gone.At
	got := task.OtherLeads("住建局", []ledger.Report{gone, said("城管局", 60), said("水务局", 100), said("城管局", 100)})
	if len(got) != 2 || got[0].Unit != "城管局" || got[0].Percent != 60 || got[1].Unit != "财政局" || got[1].Percent != ledger.NoPercent {
		t.Errorf("others: %+v", got)
	}
}
