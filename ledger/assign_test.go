package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestAssignRefuses(t *testing.T) {
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by   ledger.Person
		lead []ledger.UnitID
		task func(*ledger.Task)
		want ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, want: ledger.ReasonStranger},
		"the unit itself":      {by: contactOf(1, "住建局"), want: ledger.ReasonNoRight},
		"to nobody":            {by: officer(), lead: []ledger.UnitID{}, want: ledger.ReasonNoLead},
		"to whoever leads":     {by: officer(), lead: []ledger.UnitID{"住建局"}, want: ledger.ReasonSameLead},
		"under way":            {by: officer(), task: state(ledger.StateInProgress), want: ledger.ReasonReported},
		"with a difficulty":    {by: officer(), task: state(ledger.StateBlocked), want: ledger.ReasonReported},
		"reported as complete": {by: officer(), task: state(ledger.StateSubmitted), want: ledger.ReasonSubmitted},
		"completed":            {by: officer(), task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"cancelled":            {by: officer(), task: state(ledger.StateCancelled), want: ledger.ReasonCancelled},
		"a report in force":    {by: officer(), task: func(task *ledger.Task) { task.Last.Report = "2025-017/1" }, want: ledger.ReasonReported},
		"assigned":             {by: officer()},
		"accepted":             {by: officer(), task: state(ledger.StateAccepted)},
		"registered":           {by: officer(), task: state(ledger.StateRegistered), lead: []ledger.UnitID{"住建局"}},
	} {
		task, lead := drainTask(), []ledger.UnitID{"城管局"}
		if test.task != nil {
			test.task(&task)
		}
		if test.lead != nil {
			lead = test.lead
		}
		a := ledger.Assigning{By: test.by, At: at(t, "2025-07-14 10:00:00"), Lead: lead}
		if _, refusal := task.Assign(a); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestAssignMoves holds that the new unit is told as of a new task, that the old one is
// told once that it is not its own any more, and that its receipt and promise end.
func TestAssignMoves(t *testing.T) {
	day := date(t, "2025-07-14")
	task := drainTask().TellDone("住建局", day-3)
	task.Confirm = []ledger.Problem{{Code: ledger.ProblemNoLead}, {Code: string(ledger.LimitVague)}}
	signed, refusal := task.TakeAcceptance(contactOf(1, "住建局"), at(t, "2025-07-14 10:00:00"))
	if refusal != nil {
		t.Fatal(refusal)
	}
	done, refusal := signed.Task.Assign(ledger.Assigning{By: officer(), At: at(t, "2025-07-14 11:00:00"), Lead: []ledger.UnitID{"水务局"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	is := done.Task
	if is.State != ledger.StateAssigned || len(is.Accepted) != 0 || len(is.Co) != 0 || !is.Unsigned("水务局") {
		t.Errorf("state %s, accepted %v, co %v", is.State, is.Accepted, is.Co)
	}
	if diff := cmp.Diff([]ledger.Problem{{Code: string(ledger.LimitVague)}}, is.Confirm); diff != "" {
		t.Errorf("to be confirmed (-want +got):\n%s", diff)
	}
	if got := field(done.Entries[0], "lead"); got.Before != "住建局" || got.After != "水务局" {
		t.Errorf("the entry says %+v", got)
	}
	if got := tellings(is.Tell("水务局", day, day)); got != "new" {
		t.Errorf("the new unit is told %q", got)
	}
	if got := is.Tell("住建局", day, day); len(got) != 1 || got[0].Reason != ledger.OccasionMoved || !is.Within(ledger.WakeRange("住建局", day)) {
		t.Errorf("the old unit is told %v", got)
	}
	told := is.TellDone("住建局", day)
	if len(told.Tell("住建局", day, day)) != 0 || told.Within(ledger.WakeRange("住建局", day)) {
		t.Error("the old unit is told twice")
	}
}

// TestAssignHelpers holds that who helps may change under way, and that nothing else does.
func TestAssignHelpers(t *testing.T) {
	task := drainTask()
	task.State, task.Last.Report, task.Co = ledger.StateInProgress, "2025-017/1", []ledger.UnitID{"坪石镇"}
	a := ledger.Assigning{By: officer(), At: at(t, "2025-07-14 10:00:00"), Lead: task.Lead, Co: []ledger.UnitID{"水务局"}}
	done, refusal := task.Assign(a)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if diff := cmp.Diff([]ledger.UnitID{"坪石镇", "水务局"}, done.Task.Co); diff != "" || done.Task.State != task.State {
		t.Errorf("it stands at %s, helped by %s", done.Task.State, diff)
	}
	less, refusal := done.Task.Assign(ledger.Assigning{By: a.By, At: a.At, Lead: task.Lead, Drop: []ledger.UnitID{"坪石镇"}})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if diff := cmp.Diff([]ledger.UnitID{"水务局"}, less.Task.Co); diff != "" {
		t.Error(diff)
	}
}
