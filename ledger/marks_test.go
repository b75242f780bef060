package ledger_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// checkRanges holds the questions by marks to the definitions: what a range finds is
// what the task is on that day.
func checkRanges(t *rapid.T, task ledger.Task, today ledger.Date) {
	scopes := []ledger.Scope{ledger.ScopeOffice, ledger.ScopeLead("住建局"), ledger.ScopeLead("水务局"), ledger.ScopePart("水务局"), ledger.ScopeLead("城管局")}
	lamp, open, due := task.Lamp(today), task.Open(), task.Limit.Due
	for _, scope := range scopes {
		in := slices.Contains(task.Scopes(), scope)
		for name, c := range map[string]struct {
			r    ledger.Range
			want bool
		}{
			"open":    {ledger.OpenRange(scope), open},
			"red":     {ledger.RedRange(scope, today), open && lamp == ledger.LampRed},
			"yellow":  {ledger.YellowRange(scope, today), open && (lamp == ledger.LampRed || lamp == ledger.LampYellow)},
			"green":   {ledger.GreenRange(scope, today), open && lamp == ledger.LampGreen},
			"overdue": {ledger.OverdueRange(scope, today), task.Overdue(today) > 0},
			"missing": {ledger.MissingRange(scope, today), !task.ReportDue().IsZero() && task.ReportDue() < today},
			"stuck":   {ledger.StuckRange(scope, today), open && (task.State == ledger.StateBlocked || len(task.Stuck()) > 0)},
			"due":     {ledger.DueRange(scope, today, today+ledger.NearDays), open && task.State != ledger.StateSuspended && !due.IsZero() && due >= today && due <= today+ledger.NearDays},
		} {
			if got := task.Within(c.r); got != (in && c.want) {
				t.Fatalf("%s on %s in %s: found %v, want %v; %s, %s, due %s", name, today, scope, got, in && c.want, task.State, lamp, due)
			}
		}
	}
}

// TestScopes: each scope once, whatever parts a unit has.
func TestScopes(t *testing.T) {
	task := drainTask()
	task.Co = append(task.Co, "住建局")
	task.Campaign, task.Leader, task.Linked = "碧水", "分管城建副市长", "分管城建副市长"
	got := map[ledger.Scope]int{}
	for _, scope := range task.Scopes() {
		got[scope]++
	}
	want := map[ledger.Scope]int{
		ledger.ScopeOffice: 1, ledger.ScopeLead("住建局"): 1, ledger.ScopePart("住建局"): 1, ledger.ScopePart("水务局"): 1, ledger.ScopePart("坪石镇"): 1,
		ledger.ScopeCampaign("碧水"): 1, ledger.ScopeLeader("分管城建副市长"): 1,
	}
	if !maps.Equal(got, want) {
		t.Errorf("scopes:\n%s", cmp.Diff(want, got))
	}
	for _, unit := range []ledger.UnitID{"督查室", "生态环境局"} {
		if got[ledger.ScopePart(unit)] > 0 {
			t.Errorf("%s only supervises or accepts, and is counted as answering", unit)
		}
	}
}
