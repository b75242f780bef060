package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"duban/ledger"
)

const duplicate = "与2025-003重复"

func cancelling(t *testing.T) ledger.Cancelling {
	t.Helper()
	return ledger.Cancelling{By: officer(), At: at(t, "2025-07-15 10:00:00"), Why: duplicate}
}

func TestCancelTaskRefuses(t *testing.T) {
	state := func(s ledger.State) func(*ledger.Task) { return func(task *ledger.Task) { task.State = s } }
	for name, test := range map[string]struct {
		task   func(*ledger.Task)
		change func(*ledger.Cancelling)
		want   ledger.Reason
	}{
		"a stranger":                  {change: func(c *ledger.Cancelling) { c.By = ledger.Person{ID: 9} }, want: ledger.ReasonStranger},
		"the unit that leads":         {change: func(c *ledger.Cancelling) { c.By = contactOf(1, "住建局") }, want: ledger.ReasonNoRight},
		"a leader":                    {change: func(c *ledger.Cancelling) { c.By = leaderOf("分管城建副市长") }, want: ledger.ReasonNoRight},
		"without a reason":            {change: func(c *ledger.Cancelling) { c.Why = "  " }, want: ledger.ReasonNoWhy},
		"a long reason":               {change: func(c *ledger.Cancelling) { c.Why = strings.Repeat("重", ledger.TextMost+1) }, want: ledger.ReasonTooLong},
		"a marked reason":             {change: func(c *ledger.Cancelling) { c.Why = "机密★" }, want: ledger.ReasonSecret},
		"completed":                   {task: state(ledger.StateCompleted), want: ledger.ReasonCancelDone},
		"struck off":                  {task: state(ledger.StateClosed), want: ledger.ReasonCancelClosed},
		"cancelled before":            {task: state(ledger.StateCancelled), want: ledger.ReasonCancelled},
		"it moved since it was shown": {task: func(task *ledger.Task) { task.Rev = 8 }, change: func(c *ledger.Cancelling) { c.Rev = 7 }, want: ledger.ReasonCancelMoved},
		"as it was shown":             {task: func(task *ledger.Task) { task.Rev = 7 }, change: func(c *ledger.Cancelling) { c.Rev = 7 }},
		"registered":                  {task: state(ledger.StateRegistered)},
		"submitted":                   {task: state(ledger.StateSubmitted)},
		"suspended":                   {task: state(ledger.StateSuspended)},
	} {
		task, c := drainTask(), cancelling(t)
		if test.task != nil {
			test.task(&task)
		}
		if test.change != nil {
			test.change(&c)
		}
		if _, refusal := task.Cancel(c, nil, nil); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
}

// TestCancel holds that all that waited and ran on a task ends with it, that its entry says who,
// when and why, and that it is found by its words and in no figure.
func TestCancelTask(t *testing.T) {
	noted, _ := issued(t, "yellow", ledger.Counter{})
	task := noted.Task
	task.List, task.Moved = "台账", []ledger.UnitID{"城管局"}
	task.Promise = ledger.Promise{Date: ledger.NewDate(2025, 7, 20), By: 1, Unit: "住建局"}
	stuck := mustTake(t, task.TellDone("住建局", ledger.NewDate(2025, 7, 14)), ledger.Reporting{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Percent: ledger.NoPercent, Blocked: true, Text: "需财政局拨款",
	})
	applied, refusal := stuck.Task.ApplyExtension(extension(t))
	if refusal != nil {
		t.Fatal(refusal)
	}
	matters := append(stuck.Matters, applied.Matter)
	done, refusal := applied.Task.Cancel(cancelling(t), matters, []ledger.Notice{noted.Notice})
	if refusal != nil {
		t.Fatal(refusal)
	}
	is := done.Task
	if is.State != ledger.StateCancelled || is.Cancelled.Why != duplicate || is.Cancelled.From != ledger.StateBlocked || is.Cancelled.By != officer().ID {
		t.Errorf("it is %s: %+v", is.State, is.Cancelled)
	}
	if len(is.Waiting)+len(is.Running())+len(is.Moved) > 0 || !is.Promise.Date.IsZero() || is.Blocked != "" || is.Escalation.Level != "" {
		t.Errorf("something goes on: %+v", is)
	}
	if len(done.Put) != 3 || len(done.Matters) != 2 || len(done.Notices) != 1 || is.Notices[0].State != ledger.NoticeVoid {
		t.Errorf("put %d, matters %d, notices %d, %+v", len(done.Put), len(done.Matters), len(done.Notices), is.Notices)
	}
	if want := []ledger.UnitID{"住建局", "水务局", "坪石镇", "督查室", "生态环境局", "城管局"}; !slices.Equal(done.Units, want) {
		t.Errorf("told are %v, want %v", done.Units, want)
	}
	if next, problem := applied.Task.Standing().After(done.Entries[0]); problem != "" || next != is.Standing() || done.Entries[0].Why != duplicate {
		t.Errorf("its entry leads to %v: %s", next, problem)
	}
	for _, m := range is.Marks() {
		mark, _, _ := strings.Cut(m.Name, ":")
		if !slices.Contains([]string{ledger.MarkCancelled, "named", "list", "word"}, mark) {
			t.Errorf("it stands under %s", m.Name)
		}
	}
	if again := is.Tell("住建局", ledger.NewDate(2025, 9, 1), ledger.NewDate(2025, 9, 1)); len(again) > 0 {
		t.Errorf("the unit is told %v", again)
	}
	voided, _ := done.Put[1].(ledger.Matter)
	if _, refusal := voided.Decide(is, ledger.Deciding{By: officer(), At: at(t, "2025-07-15 11:00:00"), Verdict: ledger.VerdictApproved}); refusal == nil || refusal.Gone == nil {
		t.Errorf("what ended with it is decided: %+v", refusal)
	}
	if _, refusal := is.DraftNotice(drafting(t, "yellow")); reasonOf(refusal) != ledger.ReasonCancelled || refusal.Gone.Why != duplicate {
		t.Errorf("a notice on it: %+v", refusal)
	}
}

// TestCancelUntold holds that nobody is told of the end of what he was never told of.
func TestCancelUntold(t *testing.T) {
	done, refusal := drainTask().Cancel(cancelling(t), nil, nil)
	if refusal != nil || len(done.Units) > 0 {
		t.Errorf("%v, told are %v", refusal, done.Units)
	}
}

// TestCancelChildren holds that a divided task is not cancelled over its children's heads, that a
// child which is cancelled leaves it, and that it stands by the others from then on.
func TestCancelChildren(t *testing.T) {
	now := at(t, "2025-07-20 10:00:00")
	start := divided(t, "坪石镇", "九峰镇")
	parent, a, b := start.Task, start.Children[0], start.Children[1]
	if _, refusal := parent.Cancel(cancelling(t), nil, nil); reasonOf(refusal) != ledger.ReasonCancelParent || refusal.Words != "2025-021 坪石镇、2025-022 九峰镇" {
		t.Errorf("the whole: refused for %+v", refusal)
	}
	a.State, a.Percent = ledger.StateCompleted, 100
	b.State, b.Percent = ledger.StateInProgress, 20
	half, _ := parent.Follow([]ledger.Task{a, b}, now, 0)
	gone, refusal := b.Cancel(cancelling(t), nil, nil)
	if refusal != nil {
		t.Fatal(refusal)
	}
	whole, moves := half.Task.Follow([]ledger.Task{gone.Task}, now, 0)
	if !moves || whole.Task.State != ledger.StateSubmitted || len(whole.Task.Children) != 1 || len(whole.Matters) != 1 {
		t.Errorf("the other one is completed: moves %v, %+v", moves, whole.Task)
	}
	if _, refusal := whole.Task.Cancel(cancelling(t), nil, nil); reasonOf(refusal) != ledger.ReasonCancelParent || refusal.Words != "" {
		t.Errorf("a whole of completed ones: refused for %+v", refusal)
	}
	a.State, a.Percent = ledger.StateInProgress, 30
	half, _ = parent.Follow([]ledger.Task{a, b}, now, 0)
	left, _ := half.Task.Follow([]ledger.Task{gone.Task}, now, 0)
	if left.Task.Percent != 30 || left.Task.State != ledger.StateInProgress {
		t.Errorf("it stands at %s, %d%%", left.Task.State, left.Task.Percent)
	}
	if next, problem := half.Task.Standing().After(left.Entries[0]); problem != "" || next != left.Task.Standing() {
		t.Errorf("its entry leads to %v: %s", next, problem)
	}
	last, refusal := a.Cancel(cancelling(t), nil, nil)
	if refusal != nil {
		t.Fatal(refusal)
	}
	alone, _ := left.Task.Follow([]ledger.Task{last.Task}, now, 0)
	if alone.Task.Divided() || alone.Task.Percent != 0 || !alone.Task.Open() {
		t.Errorf("all have left it: %+v", alone.Task)
	}
	if _, refusal := alone.Task.Cancel(cancelling(t), nil, nil); refusal != nil {
		t.Errorf("then it is cancelled itself: %s", refusal.Reason)
	}
}

// TestCancelledInList holds that a list which still has the row takes nothing up again.
func TestCancelledInList(t *testing.T) {
	l := newListed(t)
	l.do("1|整治砂石场裸露堆放|全部覆盖", "2|清理沟渠|畅通")
	was := l.tasks["2025-001"]
	done, refusal := was.Cancel(cancelling(t), nil, nil)
	if refusal != nil {
		t.Fatal(refusal)
	}
	l.tasks["2025-001"] = done.Task
	plan := l.do("1|整治砂石场裸露堆放|另一个目标", "2|清理沟渠|畅通")
	if got := l.tasks["2025-001"]; got.State != ledger.StateCancelled || got.Target != was.Target || len(plan.Rows) != 2 {
		t.Errorf("its row makes of it %s, %q", got.State, got.Target)
	}
	for _, test := range []struct{ row, want string }{
		{"1|整治砂石场裸露堆放|全部覆盖", "ok unchanged"},
		{"1|整治砂石场裸露堆放|全部覆盖|state=cancelled", "ok unchanged"}, // as an export has it
		{"1|整治砂石场裸露堆放|另一个目标", "error  row_cancelled 2025-001"},
		{"1|整治砂石场裸露堆放（二期）|全部覆盖", "error  row_cancelled 2025-001"},
		{"1|整治砂石场裸露堆放|全部覆盖|limit=2025年12月1日", "error  row_cancelled 2025-001"},
	} {
		row := l.plan(test.row, "2|清理沟渠|畅通").Rows[0]
		got := fmt.Sprintf("%s %s", row.Draft.Status, row.Action)
		if problems := row.Draft.Problems; len(problems) == 1 {
			got = fmt.Sprintf("%s %s %s", got, problems[0].Code, problems[0].Words)
		}
		if got != test.want || row.Task.ID != "2025-001" {
			t.Errorf("%s: %s of %s, want %s", test.row, got, row.Task.ID, test.want)
		}
	}
	free := l.tasks["2025-002"]
	free.State = ledger.StateRegistered
	l.tasks["2025-002"] = free
	l.do("2|清理沟渠|畅通|state=cancelled")
	if got := l.tasks["2025-002"]; got.State == ledger.StateCancelled {
		t.Error("a list cancels a task")
	}
	if plan := l.plan("2|清理沟渠|畅通"); len(plan.Absent) != 0 {
		t.Errorf("without its row %v is said to be missing", plan.Absent)
	}
}
