package ledger_test

import (
	"testing"

	"duban/ledger"
)

func TestHandBack(t *testing.T) {
	now, by := at(t, "2025-07-15 10:00:00"), ledger.NewDate(2025, 7, 18)
	task := ledger.Task{ID: "2025-001", Waiting: []ledger.Waiting{{Matter: "2025-001/m1", Kind: ledger.MatterDifficulty, Desk: ledger.DeskUnit("水务局")}}}
	forwarded := ledger.Matter{
		ID: "2025-001/m1", Task: "2025-001", Kind: ledger.MatterDifficulty, Unit: "住建局", Needs: "水务局", Desk: ledger.DeskUnit("水务局"),
		Forwards: []ledger.Forwarded{{To: "水务局"}},
	}
	asked := contactOf(2, "水务局")
	for name, test := range map[string]struct {
		change func(*ledger.Matter)
		by     ledger.Person
		why    string
		want   ledger.Reason
	}{
		"another unit":     {by: contactOf(3, "城管局"), why: "不归我", want: ledger.ReasonNoMatter},
		"the office":       {by: officer(), why: "不归我", want: ledger.ReasonNoMatter},
		"not forwarded":    {change: func(m *ledger.Matter) { m.Desk = ledger.DeskOffice }, by: asked, why: "不归我", want: ledger.ReasonNoMatter},
		"answered":         {change: func(m *ledger.Matter) { m.Verdict = ledger.VerdictAnswered }, by: asked, why: "不归我", want: ledger.ReasonDecided},
		"without a reason": {by: asked, why: " ", want: ledger.ReasonNoWhy},
		"a courtesy":       {by: asked, why: "收到", want: ledger.ReasonNoWhy},
		"a secret":         {by: asked, why: "机密★三年", want: ledger.ReasonSecret},
	} {
		m := forwarded
		if test.change != nil {
			test.change(&m)
		}
		if _, refusal := m.HandBack(task, test.by, now, test.why, by); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	done, refusal := forwarded.HandBack(task, asked, now, "不归我局", by)
	if refusal != nil {
		t.Fatal(refusal)
	}
	unit, why := done.Matter.HandedBack()
	if done.Matter.Desk != ledger.DeskOffice || done.Task.Waiting[0].Desk != ledger.DeskOffice || done.Matter.AnswerBy != by || done.Matter.Needs != "" || unit != "水务局" || why != "不归我局" {
		t.Errorf("got %+v", done.Matter)
	}
	if forwarded.Forwards[0].Back != "" || task.Waiting[0].Desk == ledger.DeskOffice {
		t.Error("the argument was changed")
	}
}
