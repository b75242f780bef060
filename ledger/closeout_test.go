package ledger_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/ledger"
)

// completedTask is drainTask of a source, completed by the office on 14 July 2025.
func completedTask(t *testing.T, source string) ledger.Task {
	t.Helper()
	task := drainTask()
	task.Source, task.Leader = source, "分管城建副市长"
	done, refusal := task.Complete(officer(), at(t, "2025-07-14 09:00:00"), true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	return done.Task
}

func applying(t *testing.T) ledger.Applying {
	t.Helper()
	return ledger.Applying{
		By: contactOf(1, "住建局"), At: at(t, "2025-07-14 10:00:00"), Text: "已通水", Files: []ledger.File{{Ref: "f1", Name: "照片.jpg"}},
	}
}

func headOf(unit ledger.UnitID) ledger.Person {
	return ledger.Person{ID: 5, Name: "一把手", Chat: "tg:1", Posts: []ledger.Post{{Role: ledger.RoleHead, Unit: unit, From: ledger.NewDate(2025, 1, 1)}}}
}

func leaderOf(title string) ledger.Person {
	return ledger.Person{ID: 6, Name: "市长", Posts: []ledger.Post{{Role: ledger.RoleLeader, Title: title, From: ledger.NewDate(2025, 1, 1)}}}
}

func TestApplyCloseoutRefuses(t *testing.T) {
	const inspection = "省督察整改"
	for name, test := range map[string]struct {
		task   func(*ledger.Task)
		change func(*ledger.Applying)
		want   ledger.Reason
	}{
		"a stranger":                     {change: func(a *ledger.Applying) { a.By = ledger.Person{ID: 9} }, want: ledger.ReasonStranger},
		"the office":                     {change: func(a *ledger.Applying) { a.By = officer() }, want: ledger.ReasonNoRight},
		"another unit":                   {change: func(a *ledger.Applying) { a.By = contactOf(2, "城管局") }, want: ledger.ReasonNoTask},
		"who only works on it":           {change: func(a *ledger.Applying) { a.By = contactOf(2, "水务局") }, want: ledger.ReasonNotLead},
		"before it is completed":         {task: func(t *ledger.Task) { t.State = ledger.StateInProgress }, want: ledger.ReasonNotCompleted},
		"before the office looks":        {task: func(t *ledger.Task) { t.State = ledger.StateSubmitted }, want: ledger.ReasonSubmitted},
		"struck off already":             {task: func(t *ledger.Task) { t.State = ledger.StateClosed }, want: ledger.ReasonClosed},
		"cancelled":                      {task: func(t *ledger.Task) { t.State = ledger.StateCancelled }, want: ledger.ReasonCancelled},
		"without evidence":               {change: func(a *ledger.Applying) { a.Files = nil }, want: ledger.ReasonNoEvidence},
		"a file that nobody can fetch":   {change: func(a *ledger.Applying) { a.Files[0].Size = 25 << 20 }, want: ledger.ReasonNoEvidence},
		"a file that was lost":           {change: func(a *ledger.Applying) { a.Files[0].Lost = true }, want: ledger.ReasonNoEvidence},
		"a file that is still to come":   {change: func(a *ledger.Applying) { a.Files[0].Owed = "x" }},
		"a secret":                       {change: func(a *ledger.Applying) { a.Text = "机密★三年" }, want: ledger.ReasonSecret},
		"a secret file":                  {change: func(a *ledger.Applying) { a.Files[0].Name = "机密★三年.pdf" }, want: ledger.ReasonSecret},
		"without a word, with a picture": {change: func(a *ledger.Applying) { a.Text = " " }},
		"nothing is wrong with it":       {},
	} {
		task, a := completedTask(t, inspection), applying(t)
		if test.task != nil {
			test.task(&task)
		}
		if test.change != nil {
			test.change(&a)
		}
		if _, _, refusal := task.ApplyCloseout(a, ledger.DefaultPolicy()); reasonOf(refusal) != test.want {
			t.Errorf("%s: refused for %q, want %q", name, reasonOf(refusal), test.want)
		}
	}
	plain, a := completedTask(t, "会议部署"), applying(t)
	a.Text, a.Files = " ", nil
	if _, _, refusal := plain.ApplyCloseout(a, ledger.DefaultPolicy()); reasonOf(refusal) != ledger.ReasonNoWhy {
		t.Errorf("without anything: refused for %q, want %q", reasonOf(refusal), ledger.ReasonNoWhy)
	}
	twice, _, _ := plain.ApplyCloseout(applying(t), ledger.DefaultPolicy())
	if _, _, refusal := twice.ApplyCloseout(applying(t), ledger.DefaultPolicy()); reasonOf(refusal) != ledger.ReasonClosing {
		t.Errorf("twice: refused for %q, want %q", reasonOf(refusal), ledger.ReasonClosing)
	}
}

// walk is a close-out that is decided step by step.
type walk struct {
	t      *testing.T
	task   ledger.Task
	matter ledger.Matter
	manned []ledger.Desk
	now    time.Time
}

func begin(t *testing.T, source string, manned ...ledger.Desk) *walk {
	t.Helper()
	w := &walk{t: t, now: at(t, "2025-07-14 10:00:00"), manned: manned}
	var refusal *ledger.Refusal
	w.task, _, refusal = completedTask(t, source).ApplyCloseout(applying(t), ledger.DefaultPolicy())
	if refusal != nil {
		t.Fatal(refusal)
	}
	w.open()
	return w
}

func (w *walk) open() {
	w.t.Helper()
	next, ok := w.task.OpenStep(ledger.Stepping{At: w.now, Calendar: calendar(w.t), Manned: w.manned})
	if ok {
		w.matter = next.Matter
	}
	w.task = next.Task
}

func (w *walk) decide(by ledger.Person, verdict ledger.Verdict, words string) *ledger.Refusal {
	w.t.Helper()
	decided, refusal := w.matter.Decide(w.task, ledger.Deciding{By: by, At: w.now, Verdict: verdict, Words: words, Calendar: calendar(w.t)})
	if refusal != nil {
		return refusal
	}
	w.task = decided.Task
	w.open()
	return nil
}

// TestCloseoutSteps walks the longest procedure: who decides each step, and what happens
// between them.
func TestCloseoutSteps(t *testing.T) {
	leader := ledger.DeskLeader("分管城建副市长")
	w := begin(t, "省督察整改", ledger.DeskHead("住建局"), ledger.DeskUnit("住建局"), ledger.DeskUnit("生态环境局"), leader)
	for _, step := range []struct {
		name  ledger.StepName
		desk  ledger.Desk
		by    ledger.Person
		words string
	}{
		{ledger.StepSelfCheck, ledger.DeskHead("住建局"), headOf("住建局"), ""},
		{ledger.StepLeadVerify, ledger.DeskUnit("住建局"), contactOf(1, "住建局"), ""},
		{ledger.StepAccept, ledger.DeskUnit("生态环境局"), contactOf(2, "生态环境局"), ""},
		{ledger.StepPublicNotice, ledger.DeskOffice, officer(), ""},
		{ledger.StepLeaderSign, leader, leaderOf("分管城建副市长"), ""},
		{ledger.StepSuperior, ledger.DeskOffice, officer(), "粤环督函〔2025〕88号"},
		{ledger.StepFile, ledger.DeskOffice, officer(), ""},
	} {
		if w.matter.Step != step.name || w.matter.Desk != step.desk || w.matter.Instead != "" {
			t.Fatalf("it stands at %s of %s, want %s of %s", w.matter.Step, w.matter.Desk, step.name, step.desk)
		}
		if refusal := w.decide(contactOf(3, "城管局"), ledger.VerdictApproved, ""); reasonOf(refusal) != ledger.ReasonNoMatter {
			t.Errorf("%s: somebody else was refused for %q", step.name, reasonOf(refusal))
		}
		if refusal := w.decide(step.by, ledger.VerdictApproved, step.words); refusal != nil {
			t.Fatalf("%s: %v", step.name, refusal)
		}
		if step.name == ledger.StepPublicNotice {
			w.passNotice()
		}
	}
	if w.task.State != ledger.StateClosed || w.task.Closed != ledger.DateOf(w.now) || len(w.task.Waiting) != 0 || len(w.task.Closeout.Passed) != 7 {
		t.Errorf("state %s, closed %s, waiting %v, passed %d", w.task.State, w.task.Closed, w.task.Waiting, len(w.task.Closeout.Passed))
	}
}

// passNotice holds that a public notice passes on the day after its last one, and not before.
func (w *walk) passNotice() {
	w.t.Helper()
	last := ledger.NewDate(2025, 7, 21)
	if got := w.task.NoticeEnds(); got != last {
		w.t.Errorf("the notice ends on %s, want %s", got, last)
	}
	if _, _, over := w.task.EndNotice(last.At(9, 0, w.now.Location())); over {
		w.t.Error("the notice ended on its last day")
	}
	w.now = (last + 1).At(9, 0, w.now.Location())
	task, entries, over := w.task.EndNotice(w.now)
	if !over || len(entries) != 1 {
		w.t.Fatalf("the notice did not end: %v", entries)
	}
	w.task = task
	w.open()
}

func TestCloseoutRules(t *testing.T) {
	t.Run("an empty post does not hold it up", func(t *testing.T) {
		w := begin(t, "会议部署")
		if w.matter.Desk != ledger.DeskOffice || w.matter.Instead != ledger.DeskHead("住建局") {
			t.Errorf("the self-check waits for %s instead of %q", w.matter.Desk, w.matter.Instead)
		}
	})
	t.Run("a head who applies has signed", func(t *testing.T) {
		a := applying(t)
		a.By = headOf("住建局")
		task, _, refusal := completedTask(t, "会议部署").ApplyCloseout(a, ledger.DefaultPolicy())
		if refusal != nil || task.Closeout.Step().Name != ledger.StepOffice {
			t.Errorf("it stands at %q, refused: %v", task.Closeout.Step().Name, refusal)
		}
	})
	t.Run("a superior's answer has a number", func(t *testing.T) {
		w := begin(t, "省督察整改")
		w.task.Closeout.At, w.matter.Step = 5, ledger.StepSuperior
		if refusal := w.decide(officer(), ledger.VerdictApproved, " "); reasonOf(refusal) != ledger.ReasonNoNumber {
			t.Errorf("refused for %q", reasonOf(refusal))
		}
	})
	t.Run("rules that change later change nothing that runs", func(t *testing.T) {
		w := begin(t, "会议部署")
		if refusal := w.decide(officer(), ledger.VerdictReturned, "请附照片"); refusal != nil {
			t.Fatal(refusal)
		}
		next := ledger.DefaultPolicy()
		next.Version, next.Procedures = 2, next.Procedures[:1]
		task, _, refusal := w.task.ApplyCloseout(applying(t), next)
		if refusal != nil || len(task.Closeout.Steps) != 2 || task.Closeout.Policy != 0 || task.Closeout.Times != 2 {
			t.Errorf("refused %v; %d steps of version %d, applied %d times", refusal, len(task.Closeout.Steps), task.Closeout.Policy, task.Closeout.Times)
		}
	})
	t.Run("a step says where it begins again", func(t *testing.T) {
		w := begin(t, "韶关市督办")
		w.task.Closeout.At, w.matter.Step = 3, ledger.StepLeaderSign
		w.task.Closeout.Steps[3].Back = ledger.StepOffice
		if refusal := w.decide(officer(), ledger.VerdictReturned, "再核"); refusal != nil || w.task.Closeout.Step().Name != ledger.StepOffice {
			t.Errorf("it begins again at %q, refused: %v", w.task.Closeout.Step().Name, refusal)
		}
	})
}

func TestObjection(t *testing.T) {
	w := begin(t, "韶关市督办")
	objecting := ledger.Applying{By: officer(), At: w.now, Text: "围网有缺口"}
	if _, refusal := w.task.Object(objecting); reasonOf(refusal) != ledger.ReasonNoPublic {
		t.Errorf("before the notice: refused for %q", reasonOf(refusal))
	}
	for range 3 {
		if refusal := w.decide(officer(), ledger.VerdictApproved, ""); refusal != nil {
			t.Fatal(refusal)
		}
	}
	silent := objecting
	silent.Text = " "
	if _, refusal := w.task.Object(silent); reasonOf(refusal) != ledger.ReasonNoWhy {
		t.Errorf("without words: refused for %q", reasonOf(refusal))
	}
	objected, refusal := w.task.Object(objecting)
	if refusal != nil {
		t.Fatal(refusal)
	}
	later := at(t, "2025-08-14 09:00:00")
	if _, _, over := objected.Task.EndNotice(later); over {
		t.Error("the notice ended although somebody objects")
	}
	decide := func(verdict ledger.Verdict, words string) (ledger.Task, ledger.Reason) {
		d, refusal := objected.Matter.Decide(objected.Task, ledger.Deciding{By: officer(), At: later, Verdict: verdict, Words: words})
		return d.Task, reasonOf(refusal)
	}
	if _, reason := decide(ledger.VerdictReturned, "退"); reason != ledger.ReasonUphold {
		t.Errorf("sent back: refused for %q", reason)
	}
	if _, reason := decide(ledger.VerdictRefused, ""); reason != ledger.ReasonNoWhy {
		t.Errorf("rejected without a reason: refused for %q", reason)
	}
	if task, _ := decide(ledger.VerdictRefused, "查无此事"); !task.Closing() {
		t.Error("a rejected objection sent the close-out back")
	} else if _, _, over := task.EndNotice(later); !over {
		t.Error("the notice does not go on after a rejected objection")
	}
	if task, _ := decide(ledger.VerdictApproved, ""); task.Closing() || task.Closeout.Why != "围网有缺口" {
		t.Errorf("upheld: it runs on, or was sent back for %q", task.Closeout.Why)
	}
}

// TestNoticeEnds holds the last days of public notices to the calendar.
func TestNoticeEnds(t *testing.T) {
	c := calendar(t)
	for _, test := range []struct {
		step   ledger.Step
		opened ledger.Date
		want   ledger.Date
	}{
		{ledger.Step{Days: 3, Workdays: true}, ledger.NewDate(2025, 7, 14), ledger.NewDate(2025, 7, 17)},
		{ledger.Step{Days: 3, Workdays: true}, ledger.NewDate(2025, 9, 29), ledger.NewDate(2025, 10, 10)}, // over 国庆 and 中秋
		{ledger.Step{Days: 7}, ledger.NewDate(2025, 7, 14), ledger.NewDate(2025, 7, 21)},
		{ledger.Step{Days: 5}, ledger.NewDate(2025, 7, 14), ledger.NewDate(2025, 7, 21)}, // the 19th is a Saturday
		{ledger.Step{Days: 7}, ledger.NewDate(2025, 9, 26), ledger.NewDate(2025, 10, 9)}, // the 3rd is within 国庆
	} {
		if got := test.step.Ends(test.opened, c); got != test.want {
			t.Errorf("%+v opened on %s ends on %s, want %s", test.step, test.opened, got, test.want)
		}
	}
}

// TestReady holds when a unit is told that completed work may be struck off.
func TestReady(t *testing.T) {
	c, task := calendar(t), completedTask(t, "会议部署") // a Monday
	tell := func(task ledger.Task, day int) bool {
		today := ledger.NewDate(2025, 7, day)
		return len(task.TellReady("住建局", today, c.Before(today, ledger.ReadyDays))) > 0
	}
	got := map[int]bool{}
	for day := 14; day <= 31; day++ {
		if tell(task, day) {
			got[day] = true
			task = task.TellDone("住建局", ledger.NewDate(2025, 7, day))
		}
	}
	if diff := cmp.Diff(map[int]bool{21: true, 28: true}, got); diff != "" {
		t.Errorf("told on the days (-want +got):\n%s", diff)
	}
	if running := begin(t, "会议部署").task; !running.Ready().IsZero() {
		t.Error("it is called ready although somebody has applied")
	}
	if len(task.TellReady("水务局", ledger.NewDate(2025, 8, 31), ledger.NewDate(2025, 8, 20))) > 0 {
		t.Error("a unit that does not lead is told")
	}
	today := ledger.NewDate(2025, 7, 21)
	if !completedTask(t, "").Within(ledger.ReadyRange(ledger.ScopeOffice, today, c)) || completedTask(t, "").Within(ledger.ReadyRange(ledger.ScopeOffice, today-1, c)) {
		t.Error("the list does not begin on the day on which the unit is told")
	}
}
