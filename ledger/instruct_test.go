package ledger_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

func TestInstruct(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	leader := holder(ledger.RoleLeader, 0, 0)
	leader.Name = "李市长"
	for name, test := range map[string]struct {
		by    ledger.Person
		state ledger.State
		words string
		want  ledger.Reason
	}{
		"a leader":        {leader, ledger.StateInProgress, "请抓紧", ""},
		"on a completed":  {leader, ledger.StateCompleted, "请尽快销号", ""},
		"on a struck off": {leader, ledger.StateClosed, "请抓紧", ledger.ReasonClosed},
		"on a cancelled":  {leader, ledger.StateCancelled, "请抓紧", ledger.ReasonCancelled},
		"without words":   {leader, ledger.StateInProgress, " ", ledger.ReasonNoInstruction},
		"a secret":        {leader, ledger.StateInProgress, "机密★", ledger.ReasonSecret},
		"the office":      {officer(), ledger.StateInProgress, "请抓紧", ledger.ReasonNoRight},
		"the unit":        {contactOf(1, "住建局"), ledger.StateInProgress, "请抓紧", ledger.ReasonNoRight},
		"a stranger":      {ledger.Person{ID: 9}, ledger.StateInProgress, "请抓紧", ledger.ReasonStranger},
	} {
		task := drainTask()
		task.State = test.state
		done, refusal := task.Instruct(test.by, now, test.words, "")
		if reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
		if refusal != nil {
			continue
		}
		want := []ledger.Instruction{{At: now, By: leader.ID, Name: "李市长", Post: "分管城建副市长", Text: test.words}}
		if diff := cmp.Diff(want, done.Task.Instructions); diff != "" || len(task.Instructions) != 0 || len(done.Entries) != 1 {
			t.Errorf("%s: %d entries, instructions:\n%s", name, len(done.Entries), diff)
		}
	}
}

// TestRequestTask holds that a wish for a new task is a matter of its own: it is decided
// without the task that gave rise to it.
func TestRequestTask(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	leader := holder(ledger.RoleLeader, 0, 0)
	ask := func(by ledger.Person, words string) (ledger.Requested, *ledger.Refusal) {
		return ledger.Counter{ID: ledger.InstructionSeries(2025), Last: 4}.RequestTask(ledger.Applying{By: by, At: now, Text: words}, drainTask())
	}
	for name, test := range map[string]struct {
		by    ledger.Person
		words string
		want  ledger.Reason
	}{
		"a leader":      {leader, "夜间扬尘整治", ""},
		"without words": {leader, "", ledger.ReasonNoInstruction},
		"a secret":      {leader, "机密★", ledger.ReasonSecret},
		"the office":    {officer(), "夜间扬尘整治", ledger.ReasonNoRight},
	} {
		if _, refusal := ask(test.by, test.words); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	asked, _ := ask(leader, "夜间扬尘整治")
	if m := asked.Matter; m.ID != "new/2025-5" || m.ID.Task() != "" || m.Task != "2025-017" || asked.Counter.Last != 5 {
		t.Errorf("matter %+v, counter %+v", m, asked.Counter)
	}
	decided, refusal := asked.Matter.Decide(ledger.Task{}, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictApproved})
	if refusal != nil || decided.Task.ID != "" || decided.Entries[0].Task != "2025-017" {
		t.Errorf("decided: %v, %+v", refusal, decided)
	}
	if again, refusal := decided.Matter.Decide(ledger.Task{}, ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictApproved}); refusal != nil || !again.Matter.AgreedOnly() {
		t.Errorf("agreed to twice: %v, %+v", refusal, again.Matter)
	}
}
