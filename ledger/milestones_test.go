package ledger_test

import (
	"testing"

	"duban/ledger"
)

// TestReachSeveral holds how milestones are named, and that several are done together.
func TestReachSeveral(t *testing.T) {
	task, now := drainTask(), at(t, "2025-07-14 10:00:00")
	task.Plan.Milestones = []ledger.Milestone{
		{Date: task.Limit.Due - 20, Title: "招标"}, {Date: task.Limit.Due - 10, Title: "开工"}, {Date: task.Limit.Due, Title: "主体封顶"},
	}
	for words, want := range map[string]int{
		"1": 1, "第1个": 1, "第二个": 1, "节点3": 1, "主体": 1, "1、2": 2, "1-3": 3, "1 3": 2, "１，２ 都": 2, "1、1": 1, "第1、2个": 2,
		"9": 0, "1、9": 0, "3-1": 0, "通水": 0, "": 0, "、": 0,
	} {
		lines, ok := task.FindMilestones(words)
		if !ok {
			lines = nil
		}
		if len(lines) != want {
			t.Errorf("%q names %d milestones, want %d", words, len(lines), want)
		}
	}
	lines, _ := task.FindMilestones("1、2")
	reached, moved, refusal := task.ReachAll(contactOf(1, "住建局"), now, lines, true)
	if refusal != nil || len(moved) != 2 || len(reached.Entries) != 2 {
		t.Fatalf("two milestones: %d are done, %d entries, %v", len(moved), len(reached.Entries), refusal)
	}
	lines, _ = reached.Task.FindMilestones("1-3")
	if _, moved, refusal = reached.Task.ReachAll(contactOf(1, "住建局"), now, lines, true); refusal != nil || len(moved) != 1 || moved[0].N != 3 {
		t.Errorf("two of three were done before: %v are done, %v", moved, refusal)
	}
	lines, _ = reached.Task.FindMilestones("1、2")
	if _, _, refusal = reached.Task.ReachAll(contactOf(1, "住建局"), now, lines, true); reasonOf(refusal) != ledger.ReasonReached {
		t.Errorf("done again: refused for %q", reasonOf(refusal))
	}
	if task.Plan.Milestones[0].Done {
		t.Error("the task that was given has changed")
	}
}
