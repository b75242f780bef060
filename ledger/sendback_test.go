package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func sentBack(t *testing.T, task ledger.Task) ledger.Applied {
	t.Helper()
	applied, refusal := task.ApplySentBack(ledger.Applying{By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Text: "不归我局"})
	if refusal != nil {
		t.Fatal(refusal)
	}
	return applied
}

func TestApplySentBackRefuses(t *testing.T) {
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by   ledger.Person
		task func(*ledger.Task)
		why  string
		want ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, want: ledger.ReasonStranger},
		"the office":           {by: officer(), want: ledger.ReasonNoRight},
		"who works on it":      {by: contactOf(2, "水务局"), want: ledger.ReasonNotLead},
		"another unit":         {by: contactOf(2, "城管局"), want: ledger.ReasonNoTask},
		"without a reason":     {why: " ", want: ledger.ReasonNoWhy},
		"a secret":             {why: "机密★三年", want: ledger.ReasonSecret},
		"it rests":             {task: state(ledger.StateSuspended), want: ledger.ReasonSuspended},
		"reported as complete": {task: state(ledger.StateSubmitted), want: ledger.ReasonSubmitted},
		"completed":            {task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"under way":            {task: state(ledger.StateInProgress), want: ledger.ReasonHandled},
		"a report in force":    {task: func(task *ledger.Task) { task.Last.Report = "2025-017/1" }, want: ledger.ReasonHandled},
		"signed for":           {task: state(ledger.StateAccepted)},
		"handed over":          {},
	} {
		task, by, why := drainTask(), contactOf(1, "住建局"), "不归我局"
		if test.task != nil {
			test.task(&task)
		}
		if test.by.ID != 0 {
			by = test.by
		}
		if test.why != "" {
			why = test.why
		}
		if _, refusal := task.ApplySentBack(ledger.Applying{By: by, At: at(t, "2025-07-14 10:00:00"), Text: why}); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestSentBackGrants holds who leads a task after the office took it back, and that nobody
// is asked to sign before.
func TestSentBackGrants(t *testing.T) {
	together := drainTask()
	together.Lead, together.Co = []ledger.UnitID{"住建局", "城管局"}, []ledger.UnitID{"水务局"}
	for name, test := range map[string]struct {
		task  ledger.Task
		right ledger.UnitID
		lead  []ledger.UnitID
		co    []ledger.UnitID
		state ledger.State
		want  ledger.Reason
	}{
		"to the right unit":      {task: drainTask(), right: "城管局", lead: []ledger.UnitID{"城管局"}, co: []ledger.UnitID{"水务局"}, state: ledger.StateAssigned},
		"to one that helped":     {task: drainTask(), right: "水务局", lead: []ledger.UnitID{"水务局"}, state: ledger.StateAssigned},
		"to nobody yet":          {task: drainTask(), co: []ledger.UnitID{"水务局"}, state: ledger.StateRegistered},
		"another leads it too":   {task: together, lead: []ledger.UnitID{"城管局"}, co: []ledger.UnitID{"水务局"}, state: ledger.StateAssigned},
		"to that other":          {task: together, right: "城管局", lead: []ledger.UnitID{"城管局"}, co: []ledger.UnitID{"水务局"}, state: ledger.StateAssigned},
		"to the one that sent":   {task: drainTask(), right: "住建局", want: ledger.ReasonBackToSelf},
		"two units, a third one": {task: together, right: "水务局", lead: []ledger.UnitID{"水务局", "城管局"}, state: ledger.StateAssigned},
	} {
		applied := sentBack(t, test.task)
		if applied.Task.Unsigned("住建局") || !test.task.Unsigned("住建局") {
			t.Errorf("%s: it is still asked to sign", name)
		}
		done, refusal := applied.Matter.Decide(applied.Task, ledger.Deciding{
			By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved, Lead: test.right,
		})
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		is := done.Task
		if diff := cmp.Diff([]any{test.lead, test.state}, []any{is.Lead, is.State}); diff != "" || len(is.Co) != len(test.co) {
			t.Errorf("%s: co %v (-want +got):\n%s", name, is.Co, diff)
		}
		waits := is.Within(ledger.UnledRange())
		if waits != (len(test.lead) == 0) || done.Matter.Settled.Lead != test.right {
			t.Errorf("%s: among those without a lead %v, the matter says %q", name, waits, done.Matter.Settled.Lead)
		}
	}
}

func TestClaim(t *testing.T) {
	free := drainTask()
	free.Lead, free.State = nil, ledger.StateRegistered
	ask := func(task ledger.Task, by ledger.Person, unit ledger.UnitID) (ledger.Applied, ledger.Reason) {
		applied, refusal := task.ApplyClaim(unit, ledger.Applying{By: by, At: at(t, "2025-07-14 10:00:00")})
		return applied, reasonOf(refusal)
	}
	cancelled := free
	cancelled.State, cancelled.Co = ledger.StateCancelled, []ledger.UnitID{"城管局"}
	for name, test := range map[string]struct {
		task ledger.Task
		by   ledger.Person
		unit ledger.UnitID
		want ledger.Reason
	}{
		"a stranger":                   {free, ledger.Person{ID: 9}, "", ledger.ReasonStranger},
		"the office":                   {free, officer(), "", ledger.ReasonNoRight},
		"for a unit of others":         {free, contactOf(2, "城管局"), "住建局", ledger.ReasonNoRight},
		"one's own":                    {drainTask(), contactOf(1, "住建局"), "住建局", ledger.ReasonHasLead},
		"another unit's":               {drainTask(), contactOf(2, "城管局"), "城管局", ledger.ReasonNoTask},
		"cancelled":                    {cancelled, contactOf(2, "城管局"), "城管局", ledger.ReasonCancelled},
		"nobody leads it":              {free, contactOf(2, "城管局"), "城管局", ""},
		"nobody leads it, it helps in": {free, contactOf(2, "水务局"), "水务局", ""},
	} {
		applied, reason := ask(test.task, test.by, test.unit)
		if reason != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reason, test.want)
		}
		if reason != "" {
			continue
		}
		if _, again := ask(applied.Task, contactOf(3, "住建局"), "住建局"); again != ledger.ReasonWaits {
			t.Errorf("%s: a second one is refused for %q", name, again)
		}
		done, refusal := applied.Matter.Decide(applied.Task, ledger.Deciding{By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved})
		if refusal != nil {
			t.Fatal(refusal)
		}
		if is := done.Task; is.State != ledger.StateAssigned || len(is.Lead) != 1 || is.Lead[0] != test.unit || is.Within(ledger.UnledRange()) {
			t.Errorf("%s: state %s, lead %v", name, is.State, is.Lead)
		}
	}
}
