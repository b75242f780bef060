package ledger_test

import (
	"strings"
	"testing"

	"duban/ledger"
)

func TestRegisterSuperior(t *testing.T) {
	good := func() ledger.Registering {
		return ledger.Registering{
			By: officer(), At: at(t, "2025-07-14 10:00:00"), Lead: []ledger.UnitID{"住建局"}, Co: []ledger.UnitID{"水务局"}, Text: "扬尘整改",
			Notice: ledger.Superior{Number: "韶环督〔2025〕12号", ReplyBy: ledger.NewDate(2025, 8, 10)}, Due: ledger.NewDate(2025, 8, 6),
		}
	}
	for name, test := range map[string]struct {
		change func(*ledger.Registering)
		want   ledger.Reason
	}{
		"a stranger":       {func(r *ledger.Registering) { r.By = ledger.Person{ID: 9} }, ledger.ReasonStranger},
		"a unit":           {func(r *ledger.Registering) { r.By = contactOf(1, "住建局") }, ledger.ReasonNoRight},
		"without words":    {func(r *ledger.Registering) { r.Text = " " }, ledger.ReasonForm},
		"without a unit":   {func(r *ledger.Registering) { r.Lead = nil }, ledger.ReasonForm},
		"a past day":       {func(r *ledger.Registering) { r.Notice.ReplyBy = ledger.NewDate(2025, 7, 13) }, ledger.ReasonSuperiorPast},
		"a secret":         {func(r *ledger.Registering) { r.Text = "机密★三年" }, ledger.ReasonSecret},
		"too long":         {func(r *ledger.Registering) { r.Text = strings.Repeat("长", ledger.TextMost+1) }, ledger.ReasonTooLong},
		"a supervisor":     {func(r *ledger.Registering) { r.By = holder(ledger.RoleSupervisor, 1, 0) }, ""},
		"of what runs":     {func(r *ledger.Registering) { r.Repeats = drainTask() }, ledger.ReasonRepeatOpen},
		"of what ended":    {func(r *ledger.Registering) { r.Repeats = drainTask(); r.Repeats.State = ledger.StateCompleted }, ""},
		"nothing is wrong": {func(*ledger.Registering) {}, ""},
	} {
		r := good()
		test.change(&r)
		if _, refusal := ledger.RegisterSuperior(r); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	made, _ := ledger.RegisterSuperior(good())
	if made.Task.ID != "2025-001" || made.Counter.Last != 1 || made.Task.Lead[0] != "住建局" || made.Task.Basis != "韶环督〔2025〕12号" {
		t.Errorf("made %+v", made.Task)
	}
	open := ledger.SuperiorRange(ledger.ScopeOffice)
	if !made.Task.Within(open) {
		t.Error("the task is not in the list of superiors' notices")
	}
	made.Task.State = ledger.StateCompleted
	if !made.Task.Within(open) {
		t.Error("a completed task has left the list, and no reply was recorded")
	}
}

func TestAhead(t *testing.T) {
	cal := calendar(t)
	for _, test := range []struct{ day, today, want string }{
		{"2025-08-10", "2025-07-14", "2025-08-06"}, // a Sunday
		{"2025-10-10", "2025-09-01", "2025-09-29"}, // 9 Oct, 30 and 29 Sep: the holiday is between
		{"2025-07-16", "2025-07-14", "2025-07-16"}, // no time to be earlier
	} {
		if got := cal.Ahead(date(t, test.day), date(t, test.today), ledger.SuperiorAhead); got.String() != test.want {
			t.Errorf("three workdays before %s, on %s: %s, want %s", test.day, test.today, got, test.want)
		}
	}
}
