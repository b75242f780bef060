package ledger_test

import (
	"testing"

	"duban/ledger"
)

func reportedOn() ledger.Task {
	task := drainTask()
	task.State, task.Percent, task.Last.Report = ledger.StateInProgress, 60, "2025-017/1"
	return task
}

func TestApplyPartialRefuses(t *testing.T) {
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by   ledger.Person
		task func(*ledger.Task)
		text string
		want ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, text: "主体", want: ledger.ReasonStranger},
		"the office":           {by: officer(), text: "主体", want: ledger.ReasonNoRight},
		"who works on it":      {by: contactOf(2, "水务局"), text: "主体", want: ledger.ReasonNotLead},
		"another unit":         {by: contactOf(2, "城管局"), text: "主体", want: ledger.ReasonNoTask},
		"without words":        {by: contactOf(1, "住建局"), text: " ", want: ledger.ReasonNoWhy},
		"a secret":             {by: contactOf(1, "住建局"), text: "机密★三年", want: ledger.ReasonSecret},
		"before any report":    {by: contactOf(1, "住建局"), text: "主体", task: func(task *ledger.Task) { task.Last = ledger.Last{} }, want: ledger.ReasonNoReport},
		"it rests":             {by: contactOf(1, "住建局"), text: "主体", task: state(ledger.StateSuspended), want: ledger.ReasonSuspended},
		"reported as complete": {by: contactOf(1, "住建局"), text: "主体", task: state(ledger.StateSubmitted), want: ledger.ReasonSubmitted},
		"completed":            {by: contactOf(1, "住建局"), text: "主体", task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"divided":              {by: contactOf(1, "住建局"), text: "主体", task: func(task *ledger.Task) { task.Children = []ledger.Child{{Task: "2025-018"}} }, want: ledger.ReasonParent},
		"with a difficulty":    {by: contactOf(1, "住建局"), text: "主体", task: state(ledger.StateBlocked)},
		"under way":            {by: contactOf(1, "住建局"), text: "主体"},
	} {
		task := reportedOn()
		if test.task != nil {
			test.task(&task)
		}
		if _, refusal := task.ApplyPartial(ledger.Applying{By: test.by, At: at(t, "2025-07-14 10:00:00"), Text: test.text}); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestPartialGrants holds that the task stays open with what is done on record, and that
// only a later day moves its limit.
func TestPartialGrants(t *testing.T) {
	due := drainTask().Limit.Due
	for name, test := range map[string]struct {
		day   ledger.Date
		task  func(*ledger.Task)
		due   ledger.Date
		moved int
		want  ledger.Reason
	}{
		"as it is":               {due: due},
		"until a later day":      {day: due + 60, due: due + 60, moved: 1},
		"until an earlier day":   {day: due - 1, want: ledger.ReasonExtendBack},
		"a day without a limit":  {day: due, task: func(task *ledger.Task) { task.Limit = ledger.Limit{Standing: true} }, want: ledger.ReasonNoLimit},
		"submitted in meanwhile": {task: func(task *ledger.Task) { task.State = ledger.StateSubmitted }, want: ledger.ReasonSubmitted},
	} {
		applied, refusal := reportedOn().ApplyPartial(ledger.Applying{By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Text: "已完成主体"})
		if refusal != nil {
			t.Fatal(refusal)
		}
		task := applied.Task
		if test.task != nil {
			test.task(&task)
		}
		done, refusal := applied.Matter.Decide(task, ledger.Deciding{By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved, Date: test.day})
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		is := done.Task
		if is.State != ledger.StateInProgress || is.Percent != 60 || is.Limit.Due != test.due || len(is.Extensions) != test.moved {
			t.Errorf("%s: %s, %d%%, due %s, %d extensions", name, is.State, is.Percent, is.Limit.Due, len(is.Extensions))
		}
		if len(is.Partial) != 1 || is.Partial[0].Text != "已完成主体" || is.Partial[0].Unit != "住建局" || is.Partial[0].Matter != done.Matter.ID || len(is.Waiting) != 0 {
			t.Errorf("%s: recorded %+v", name, is.Partial)
		}
		if next, problem := task.Standing().After(done.Entries[0]); problem != "" || next != is.Standing() {
			t.Errorf("%s: the entry leads to %v %s", name, next, problem)
		}
	}
}
