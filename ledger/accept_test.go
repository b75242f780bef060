package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestTakeAcceptanceRefuses(t *testing.T) {
	signed := func(task *ledger.Task) {
		task.Accepted = []ledger.Acceptance{{Unit: "住建局", Name: "张三"}}
	}
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		by   ledger.Person
		task func(*ledger.Task)
		want ledger.Reason
	}{
		"a stranger":           {by: ledger.Person{ID: 9}, want: ledger.ReasonStranger},
		"the office":           {by: officer(), want: ledger.ReasonNoRight},
		"another unit":         {by: contactOf(2, "城管局"), want: ledger.ReasonNoTask},
		"who works on it":      {by: contactOf(2, "水务局"), want: ledger.ReasonNotLead},
		"signed before":        {by: contactOf(1, "住建局"), task: signed, want: ledger.ReasonAccepted},
		"not handed over":      {by: contactOf(1, "住建局"), task: state(ledger.StateRegistered), want: ledger.ReasonUnassigned},
		"reported as complete": {by: contactOf(1, "住建局"), task: state(ledger.StateSubmitted), want: ledger.ReasonSubmitted},
		"completed":            {by: contactOf(1, "住建局"), task: state(ledger.StateCompleted), want: ledger.ReasonClosed},
		"nothing is wrong":     {by: contactOf(1, "住建局")},
	} {
		task := drainTask()
		if test.task != nil {
			test.task(&task)
		}
		if _, refusal := task.TakeAcceptance(test.by, at(t, "2025-07-14 10:00:00")); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestEachLeadSigns holds that a task is accepted when all its leading units have signed,
// that a report signs, and that taking the report back takes the receipt back.
func TestEachLeadSigns(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	task := drainTask()
	task.Lead = append(task.Lead, "城管局")
	for _, unit := range task.Lead {
		if !task.Within(ledger.UnsignedAll(ledger.ScopeLead(unit))) {
			t.Errorf("nobody has signed, and it is not on the list of %s", unit)
		}
	}
	first, refusal := task.TakeAcceptance(contactOf(1, "住建局"), now)
	if signed, open := ledger.UnsignedAll(ledger.ScopeLead("住建局")), ledger.UnsignedAll(ledger.ScopeLead("城管局")); refusal == nil && (first.Task.Within(signed) || !first.Task.Within(open)) {
		t.Error("after the first it is on the list of whoever signed, or not on that of whoever did not")
	}
	if refusal != nil || first.Task.State != ledger.StateAssigned || first.Task.Unsigned("住建局") || !first.Task.Unsigned("城管局") {
		t.Fatalf("after the first: %v, state %s", refusal, first.Task.State)
	}
	second, refusal := first.Task.TakeAcceptance(contactOf(2, "城管局"), now)
	if refusal != nil || second.Task.State != ledger.StateAccepted {
		t.Fatalf("after the second: %v, state %s, want accepted", refusal, second.Task.State)
	}
	if got := field(second.Entries[0], "state"); got.After != string(ledger.StateAccepted) {
		t.Errorf("the entry says %+v", got)
	}
	reported := mustTake(t, first.Task, ledger.Reporting{By: contactOf(2, "城管局"), At: now, Percent: 10})
	if reported.Task.Unsigned("城管局") || field(reported.Entries[0], "accepted").After != "城管局" {
		t.Errorf("a report is no receipt: %+v", reported.Entries)
	}
	undone, refusal := reported.Task.Undo(reported.Report, contactOf(2, "城管局"), now)
	if refusal != nil || !undone.Task.Unsigned("城管局") || undone.Task.State != ledger.StateAssigned {
		t.Errorf("after taking the report back: %v, state %s", refusal, undone.Task.State)
	}
}

// TestUnsignedAsks holds when a unit is reminded to sign: on the next working day, and
// after that only beside another reason.
func TestUnsignedAsks(t *testing.T) {
	task := drainTask()
	task.Registered, task.Limit.Due = date(t, "2025-07-10"), date(t, "2025-09-30")
	day := func(d string) string { return tellings(task.Tell(tellUnit, date(t, d), date(t, d))) }
	tell := func(d string) { task = task.TellDone(tellUnit, date(t, d)) }
	if got := day("2025-07-11"); got != "new" {
		t.Errorf("at first: %q, want new", got)
	}
	tell("2025-07-11")
	if got := day("2025-07-11"); got != "" {
		t.Errorf("on the same day: %q, want nothing", got)
	}
	if got := day("2025-07-14"); got != "unsigned 2025-07-11" {
		t.Errorf("on the next working day: %q, want unsigned", got)
	}
	tell("2025-07-14")
	if got := day("2025-07-15"); got != "" {
		t.Errorf("the day after: %q, want nothing", got)
	}
	if got := day("2025-09-23"); got != "near 2025-09-30; unsigned 2025-07-11" {
		t.Errorf("a week before the limit: %q, want both reasons", got)
	}
	marks := ledger.UnsignedRange(ledger.ScopeLead("住建局"), date(t, "2025-07-14"))
	if !task.Within(marks) || task.Within(ledger.UnsignedAll(ledger.ScopePart("水务局"))) {
		t.Error("it stands among the unsigned of 住建局 and not of 水务局")
	}
	signed, refusal := task.TakeAcceptance(contactOf(1, "住建局"), at(t, "2025-07-15 10:00:00"))
	if refusal != nil || signed.Task.Within(ledger.UnsignedAll(ledger.ScopeOffice)) {
		t.Errorf("signed and still unsigned: %v", refusal)
	}
}

func TestReadTaskNumbers(t *testing.T) {
	n := func(numbers ...int) (all []ledger.TaskNumber) {
		for _, number := range numbers {
			all = append(all, ledger.TaskNumber{N: number})
		}
		return all
	}
	for words, want := range map[string][]ledger.TaskNumber{
		"17":                 n(17),
		"1、2、5":              n(1, 2, 5),
		"１，２ 5":              n(1, 2, 5),
		"1-3":                n(1, 2, 3),
		"1和1":                n(1),
		"第3项、4项":             n(3, 4),
		"2025-017、":          {{Code: "2025-017"}},
		"〔2025-017〕、2025-18": {{Code: "2025-017"}, {Code: "2025-018"}},
		"":                   nil,
		"1、全部":               nil,
		"3-1":                nil,
	} {
		got, ok := ledger.ReadTaskNumbers(words)
		if ok != (want != nil) {
			t.Errorf("%q: read %v", words, ok)
		}
		if diff := cmp.Diff(want, got); ok && diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}
