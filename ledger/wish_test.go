package ledger_test

import (
	"testing"
	"time"

	"duban/ledger"
)

// TestWish holds that a leader's wish which the office agreed to waits until its task is there,
// and is closed once.
func TestWish(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	leader := ledger.Person{ID: 7, Name: "李市长", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: "分管城建副市长", From: 1}}}
	asked, refusal := ledger.Counter{}.RequestTask(ledger.Applying{By: leader, At: now, Text: "夜间扬尘专项整治"}, ledger.Task{})
	if refusal != nil {
		t.Fatal(refusal)
	}
	deciding := ledger.Deciding{By: officer(), At: now, Verdict: ledger.VerdictApproved}
	agreed, refusal := asked.Matter.Decide(ledger.Task{}, deciding)
	if refusal != nil {
		t.Fatal(refusal)
	}
	m := agreed.Matter
	waits := func(m ledger.Matter) bool {
		for _, mark := range m.Marks() {
			if mark.Name == ledger.QueueMark(ledger.DeskOffice) {
				return true
			}
		}
		return false
	}
	if !m.AgreedOnly() || !waits(m) {
		t.Fatalf("agreed to, it waits no more: %+v", m)
	}
	task := ledger.Task{ID: "2025-018", Title: "夜间扬尘专项整治", State: ledger.StateAssigned}.Wished(m, leader)
	if task.Source != ledger.WishSource || task.Wish != m.ID || task.Leader != "分管城建副市长" || len(task.Instructions) != 1 || task.Instructions[0].Name != "李市长" {
		t.Errorf("its task does not say whose wish it is: %+v", task)
	}
	made, entry, refusal := m.Make(task, deciding)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if made.Made != task.ID || made.Verdict != ledger.VerdictApproved || waits(made) || entry.Task != task.ID {
		t.Errorf("made it is %+v", made)
	}
	stranger := deciding
	stranger.By = leader
	closed := task
	closed.State = ledger.StateClosed
	for name, test := range map[string]struct {
		refusal func() *ledger.Refusal
		want    ledger.Reason
	}{
		"made twice":              {func() *ledger.Refusal { _, _, r := made.Make(task, deciding); return r }, ledger.ReasonDecided},
		"by who may not":          {func() *ledger.Refusal { _, _, r := m.Make(task, stranger); return r }, ledger.ReasonNoMatter},
		"carried by what is over": {func() *ledger.Refusal { _, _, _, r := m.Carry(closed, leader, deciding); return r }, ledger.ReasonClosed},
	} {
		if got := test.refusal(); got == nil || got.Reason != test.want {
			t.Errorf("%s: %v, want %s", name, got, test.want)
		}
	}
}

// TestUndoInstruction holds within which bounds a leader withdraws what he wrote.
func TestUndoInstruction(t *testing.T) {
	now := at(t, "2025-07-14 10:00:00")
	leader := ledger.Person{ID: 7, Name: "李市长", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: "分管城建副市长", From: 1}}}
	other := leader
	other.ID = 8
	wrote, refusal := drainTask().Instruct(leader, now, "抓紧", "m1")
	if refusal != nil {
		t.Fatal(refusal)
	}
	back, refusal := wrote.Task.UndoInstruction(leader, now.Add(ledger.UndoWithin), "m1")
	if refusal != nil || len(back.Task.Instructions) != 1 || back.Task.Instructions[0].Withdrawn.IsZero() || wrote.Task.Instructions[0].Withdrawn != (time.Time{}) {
		t.Fatalf("withdrawn in time: %v, %+v", refusal, back.Task.Instructions)
	}
	for name, test := range map[string]struct {
		task ledger.Task
		by   ledger.Person
		at   time.Time
		from string
		want ledger.Reason
	}{
		"too late":        {wrote.Task, leader, now.Add(ledger.UndoWithin + 1), "m1", ledger.ReasonUndoRemarkLate},
		"another's":       {wrote.Task, other, now, "m1", ledger.ReasonUndoRemark},
		"another message": {wrote.Task, leader, now, "m2", ledger.ReasonUndoRemark},
		"twice":           {back.Task, leader, now, "m1", ledger.ReasonUndoRemark},
		"by the office":   {wrote.Task, officer(), now, "m1", ledger.ReasonNoRight},
	} {
		if _, refusal := test.task.UndoInstruction(test.by, test.at, test.from); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	wish, refusal := ledger.Counter{}.RequestTask(ledger.Applying{By: leader, At: now, Text: "建展厅", From: "m3"}, ledger.Task{})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if gone, _, refusal := wish.Matter.UndoWish(leader, now); refusal != nil || gone.Verdict != ledger.VerdictVoid {
		t.Errorf("a wish is not withdrawn: %v", refusal)
	}
	if _, _, refusal := wish.Matter.UndoWish(other, now); reasonOf(refusal) != ledger.ReasonUndoRemark {
		t.Errorf("another's wish: refused for %q", reasonOf(refusal))
	}
}
