package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// asked is an extension of drainTask that waits for the office.
func asked(t *testing.T) ledger.Applied {
	t.Helper()
	applied, refusal := drainTask().ApplyExtension(extension(t))
	if refusal != nil {
		t.Fatal(refusal)
	}
	return applied
}

func extension(t *testing.T) ledger.Applying {
	t.Helper()
	return ledger.Applying{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Text: "连续降雨",
		Date: drainTask().Limit.Due + 30, AnswerBy: ledger.NewDate(2025, 7, 17),
	}
}

func TestApplyExtensionRefuses(t *testing.T) {
	due := drainTask().Limit.Due
	for name, test := range map[string]struct {
		task   func(*ledger.Task)
		change func(*ledger.Applying)
		want   ledger.Reason
	}{
		"a stranger":                 {change: func(a *ledger.Applying) { a.By = ledger.Person{ID: 9} }, want: ledger.ReasonStranger},
		"the office":                 {change: func(a *ledger.Applying) { a.By = officer() }, want: ledger.ReasonNoRight},
		"another unit":               {change: func(a *ledger.Applying) { a.By = contactOf(2, "城管局") }, want: ledger.ReasonNoTask},
		"who only works on it":       {change: func(a *ledger.Applying) { a.By = contactOf(2, "水务局") }, want: ledger.ReasonNotLead},
		"completed":                  {task: func(t *ledger.Task) { t.State = ledger.StateCompleted }, want: ledger.ReasonClosed},
		"reported as complete":       {task: func(t *ledger.Task) { t.State = ledger.StateSubmitted }, want: ledger.ReasonSubmitted},
		"without a limit":            {task: func(t *ledger.Task) { t.Limit = ledger.Limit{Standing: true} }, want: ledger.ReasonNoLimit},
		"on the day after the limit": {change: func(a *ledger.Applying) { a.At = (due + 1).At(9, 0, a.At.Location()) }, want: ledger.ReasonExtendLate},
		"to the limit itself":        {change: func(a *ledger.Applying) { a.Date = due }, want: ledger.ReasonExtendBack},
		"without a reason":           {change: func(a *ledger.Applying) { a.Text = " " }, want: ledger.ReasonNoWhy},
		"a secret":                   {change: func(a *ledger.Applying) { a.Text = "机密★三年" }, want: ledger.ReasonSecret},
	} {
		task, a := drainTask(), extension(t)
		if test.task != nil {
			test.task(&task)
		}
		if test.change != nil {
			test.change(&a)
		}
		if _, refusal := task.ApplyExtension(a); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	first := asked(t)
	if _, refusal := first.Task.ApplyExtension(extension(t)); reasonOf(refusal) != ledger.ReasonWaits {
		t.Errorf("a second one: refused for %q, want %q", reasonOf(refusal), ledger.ReasonWaits)
	}
}

func TestExtensionSentBackIsAskedAgain(t *testing.T) {
	due := drainTask().Limit.Due
	late := extension(t)
	late.At = (due + 1).At(9, 0, late.At.Location())
	for name, test := range map[string]struct {
		verdict ledger.Verdict
		want    ledger.Reason
	}{
		"sent back": {ledger.VerdictReturned, ""},
		"refused":   {ledger.VerdictRefused, ledger.ReasonExtendLate},
	} {
		first := asked(t)
		decided, refusal := first.Matter.Decide(first.Task, ledger.Deciding{
			By: officer(), At: due.At(17, 0, late.At.Location()), Verdict: test.verdict, Words: "请写明剩余工程量",
		})
		if refusal != nil {
			t.Fatal(refusal)
		}
		if _, refusal := decided.Task.ApplyExtension(late); reasonOf(refusal) != test.want {
			t.Errorf("%s: asked again the day after the limit: %q, want %q", name, reasonOf(refusal), test.want)
		}
		after := late
		after.At = (due + 15).At(9, 0, late.At.Location())
		if _, refusal := decided.Task.ApplyExtension(after); reasonOf(refusal) != ledger.ReasonExtendLate {
			t.Errorf("%s: asked again two weeks after the limit: %q, want %q", name, reasonOf(refusal), ledger.ReasonExtendLate)
		}
	}
}

func TestDecideRefuses(t *testing.T) {
	now := at(t, "2025-07-15 10:00:00")
	for name, test := range map[string]struct {
		deciding ledger.Deciding
		want     ledger.Reason
	}{
		"a stranger":               {ledger.Deciding{By: ledger.Person{ID: 9}, Verdict: ledger.VerdictApproved}, ledger.ReasonStranger},
		"the unit itself":          {ledger.Deciding{By: contactOf(1, "住建局"), Verdict: ledger.VerdictApproved}, ledger.ReasonNoMatter},
		"a leader":                 {ledger.Deciding{By: holder(ledger.RoleLeader, 0, 0), Verdict: ledger.VerdictApproved}, ledger.ReasonNoMatter},
		"a refusal without why":    {ledger.Deciding{By: officer(), Verdict: ledger.VerdictRefused}, ledger.ReasonNoWhy},
		"a return without why":     {ledger.Deciding{By: officer(), Verdict: ledger.VerdictReturned, Words: " "}, ledger.ReasonNoWhy},
		"an earlier day":           {ledger.Deciding{By: officer(), Verdict: ledger.VerdictApproved, Date: ledger.NewDate(2025, 7, 16)}, ledger.ReasonExtendBack},
		"a day with a refusal":     {ledger.Deciding{By: officer(), Verdict: ledger.VerdictRefused, Words: "不行", Date: ledger.NewDate(2026, 7, 16)}, ledger.ReasonForm},
		"a secret in the answer":   {ledger.Deciding{By: officer(), Verdict: ledger.VerdictReturned, Words: "机密★三年"}, ledger.ReasonSecret},
		"nothing is wrong with it": {ledger.Deciding{By: officer(), Verdict: ledger.VerdictApproved}, ""},
	} {
		a := asked(t)
		test.deciding.At = now
		if _, refusal := a.Matter.Decide(a.Task, test.deciding); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestDecideOnce holds that of two officers who decide at once the second changes nothing
// and learns of the first.
func TestDecideOnce(t *testing.T) {
	a := asked(t)
	yes := ledger.Deciding{By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved}
	decided, refusal := a.Matter.Decide(a.Task, yes)
	if refusal != nil {
		t.Fatal(refusal)
	}
	task := decided.Task
	if task.Limit.Due != a.Matter.Date || len(task.Waiting) != 0 || len(a.Task.Waiting) != 1 {
		t.Errorf("limit %s, waiting %v; want %s and none", task.Limit.Due, task.Waiting, a.Matter.Date)
	}
	want := []ledger.Extension{{From: drainTask().Limit.Due, To: a.Matter.Date, On: ledger.NewDate(2025, 7, 15), Matter: a.Matter.ID}}
	if diff := cmp.Diff(want, task.Extensions); diff != "" {
		t.Errorf("extensions (-want +got):\n%s", diff)
	}
	_, refusal = decided.Matter.Decide(task, yes)
	if reasonOf(refusal) != ledger.ReasonDecided || refusal.Words != officer().Name {
		t.Errorf("the second: %+v, want that it was decided by %s", refusal, officer().Name)
	}
	if marks := decided.Matter.Marks(); len(marks) != 1 {
		t.Errorf("a decided matter stands in %v, want only among those of its task", marks)
	}
}

// TestVoid holds that nothing waits for ever on a task that ended.
func TestVoid(t *testing.T) {
	a := asked(t)
	task, put, entries := a.Task.Void([]ledger.Matter{a.Matter}, time.Time{})
	if len(task.Waiting) != 0 || len(put) != 1 || len(entries) != 1 || put[0].(ledger.Matter).Verdict != ledger.VerdictVoid {
		t.Errorf("waiting %v, put %v, entries %v", task.Waiting, put, entries)
	}
}
