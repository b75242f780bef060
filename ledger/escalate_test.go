package ledger_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/ledger"
)

// climber is drainTask due on Tuesday, 2025-07-15.
func climber() ledger.Task {
	task := drainTask()
	task.Limit = ledger.Limit{Due: ledger.NewDate(2025, 7, 15)}
	return task
}

// climb looks at the clock on each of the days and answers with the steps.
func climb(task ledger.Task, cal ledger.Calendar, p ledger.Policy, days ...ledger.Date) (ledger.Task, []string) {
	var steps []string
	for _, day := range days {
		if rise, ok := task.NextRise(day, cal, p); ok {
			task, _ = task.Climb(rise, p, task.Last.At)
			steps = append(steps, fmt.Sprintf("%s %s %s", day, rise.Level, rise.Cause))
		}
	}
	return task, steps
}

func daysFrom(from ledger.Date, n int) []ledger.Date {
	days := make([]ledger.Date, n)
	for i := range days {
		days[i] = from.AddDays(i)
	}
	return days
}

// TestNextRise walks a task up the shipped ladder. 2025-07-15 is a Tuesday.
func TestNextRise(t *testing.T) {
	cal := calendar(t)
	july := func(day int) ledger.Date { return ledger.NewDate(2025, 7, day) }
	all := daysFrom(july(1), 50)
	whole := []string{
		"2025-07-12 blue near/2025-07-15/3", "2025-07-16 yellow overdue/2025-07-15/1",
		"2025-07-22 red overdue/2025-07-15/5", "2025-07-29 admonition overdue/2025-07-15/10",
	}
	for name, test := range map[string]struct {
		change func(*ledger.Task)
		days   []ledger.Date
		want   []string
	}{
		"day by day": {days: all, want: whole},
		"a task that is 20 days late climbs one level a day": {days: daysFrom(july(21), 9), want: []string{
			"2025-07-21 blue near/2025-07-15/3", "2025-07-22 yellow overdue/2025-07-15/1", "2025-07-23 red overdue/2025-07-15/5", "2025-07-29 admonition overdue/2025-07-15/10",
		}},
		"looked at three times on one day": {days: []ledger.Date{july(29), july(29), july(29)}, want: []string{"2025-07-29 blue near/2025-07-15/3"}},
		"with progress it passes the reminder": {change: func(t *ledger.Task) { t.Percent = 40 }, days: daysFrom(july(12), 6), want: []string{
			"2025-07-16 blue passing/blue/overdue/2025-07-15/1", "2025-07-17 yellow overdue/2025-07-15/1",
		}},
		"reported as complete": {change: func(t *ledger.Task) { t.State = ledger.StateSubmitted }, days: all},
		"completed":            {change: func(t *ledger.Task) { t.State = ledger.StateCompleted }, days: all},
		"nobody leads it":      {change: func(t *ledger.Task) { t.Lead = nil }, days: all},
		"not confirmed":        {change: func(t *ledger.Task) { t.State = ledger.StateRegistered }, days: all},
		"signed for":           {change: func(t *ledger.Task) { t.State = ledger.StateAccepted }, days: all, want: whole},
		"at rest":              {change: func(t *ledger.Task) { t.State = ledger.StateSuspended }, days: all},
		"two yellow notices of what was over before it was taken up again": {change: func(t *ledger.Task) {
			t.Limit.Due = july(31)
			t.Notices = []ledger.Noticed{
				{Notice: "2025-017/n1", Level: "yellow", Number: "督办〔2025〕1号", State: ledger.NoticeDone, Issued: july(3)},
				{Notice: "2025-017/n2", Level: "yellow", Number: "督办〔2025〕2号", State: ledger.NoticeDone, Issued: july(7)},
			}
			t.Reopened = []ledger.Reopening{{On: july(9)}}
		}, days: daysFrom(july(9), 10)},
		"blocked": {change: func(t *ledger.Task) { t.State = ledger.StateBlocked }, days: all, want: whole},
		"while it rested": {change: func(t *ledger.Task) {
			t.Suspension = ledger.Suspension{On: july(10), Until: july(31), Over: july(17)}
		}, days: daysFrom(july(12), 6), want: []string{"2025-07-17 blue near/2025-07-15/3"}},
		"promised for later":       {change: func(t *ledger.Task) { t.Promise.Date = july(31) }, days: all, want: whole},
		"without a limit":          {change: func(t *ledger.Task) { t.Limit = ledger.Limit{Standing: true} }, days: all},
		"before it was registered": {change: func(t *ledger.Task) { t.Registered = july(16) }, days: daysFrom(july(10), 6)},
		"two yellow notices by hand": {change: func(t *ledger.Task) {
			t.Limit.Due = july(31)
			t.Notices = []ledger.Noticed{
				{Notice: "2025-017/n1", Level: "yellow", Number: "督办〔2025〕1号", State: ledger.NoticeDone, Issued: july(3)},
				{Notice: "2025-017/n2", Level: "yellow", Number: "督办〔2025〕2号", State: ledger.NoticeIssued, Issued: july(7)},
			}
		}, days: daysFrom(july(1), 12), want: []string{
			"2025-07-07 blue passing/blue/notices/2025-017/n2", "2025-07-08 yellow passing/yellow/notices/2025-017/n2", "2025-07-09 red notices/2025-017/n2",
		}},
		"a void notice does not count": {change: func(t *ledger.Task) {
			t.Limit.Due = july(31)
			t.Notices = []ledger.Noticed{
				{Notice: "2025-017/n1", Level: "yellow", Number: "督办〔2025〕1号", State: ledger.NoticeVoid, Issued: july(3)},
				{Notice: "2025-017/n2", Level: "yellow", Number: "督办〔2025〕2号", State: ledger.NoticeIssued, Issued: july(7)},
			}
		}, days: daysFrom(july(1), 12)},
	} {
		task := climber()
		if test.change != nil {
			test.change(&task)
		}
		_, got := climb(task, cal, ledger.DefaultPolicy(), test.days...)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestTriggers holds each condition of a policy of the office's own to its day.
func TestTriggers(t *testing.T) {
	cal := calendar(t)
	for name, test := range map[string]struct {
		when ledger.Trigger
		want string
	}{
		"15 points behind":              {ledger.Trigger{Gap: 15}, "2025-07-04 one gap/2025-07-15/15"},
		"two reports":                   {ledger.Trigger{MissedReport: 2}, "2025-07-16 one missed/2025-07-15/2"},
		"a week before":                 {ledger.Trigger{DaysBefore: 7}, "2025-07-08 one near/2025-07-15/7"},
		"three workdays":                {ledger.Trigger{DaysOverdue: 3}, "2025-07-18 one overdue/2025-07-15/3"},
		"four workdays, over a weekend": {ledger.Trigger{DaysOverdue: 4}, "2025-07-21 one overdue/2025-07-15/4"},
	} {
		task := climber()
		task.Rhythm = ledger.RhythmWeekly
		p := ledger.Policy{Version: 3, Ladder: []ledger.Level{{Code: "one", Name: "一级", When: test.when}}}
		task, got := climb(task, cal, p, daysFrom(task.Registered, 40)...)
		if diff := cmp.Diff([]string{test.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if task.Escalation.Policy != 3 || task.Escalation.Level != "one" || len(task.Escalation.Ahead) != 0 {
			t.Errorf("%s: the task keeps %+v", name, task.Escalation)
		}
	}
}

// TestEscalationEnds holds that completing and an extension end it, that what comes then begins
// below, and that the same cause makes no second step.
func TestEscalationEnds(t *testing.T) {
	cal, p := calendar(t), ledger.DefaultPolicy()
	risen, _ := climb(climber(), cal, p, daysFrom(ledger.NewDate(2025, 7, 12), 5)...)
	done, refusal := risen.Complete(officer(), at(t, "2025-07-17 10:00:00"), true)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if e := done.Task.Escalation; e.Level != "" || len(e.Ahead) != 0 || len(e.Rises) != 2 {
		t.Errorf("completed: %+v, want it ended, and both rises kept", e)
	}
	again := done.Task
	again.State = ledger.StateInProgress
	if _, steps := climb(again, cal, p, daysFrom(ledger.NewDate(2025, 7, 17), 4)...); len(steps) != 1 || !strings.Contains(steps[0], "passing") {
		t.Errorf("opened again at the same limit: %v, want one new step", steps)
	}
	asked := climber()
	asked, _ = climb(asked, cal, p, ledger.NewDate(2025, 7, 12))
	applying := extension(t)
	applied, refusal := asked.ApplyExtension(applying)
	if refusal != nil {
		t.Fatal(refusal)
	}
	decided, refusal := applied.Matter.Decide(applied.Task, ledger.Deciding{By: officer(), At: at(t, "2025-07-15 10:00:00"), Verdict: ledger.VerdictApproved})
	if refusal != nil {
		t.Fatal(refusal)
	}
	if decided.Task.Escalation.Level != "" {
		t.Errorf("extended: %+v, want it ended", decided.Task.Escalation)
	}
	due := applying.Date
	if _, steps := climb(decided.Task, cal, p, daysFrom(due.AddDays(-10), 11)...); len(steps) != 1 || !strings.HasPrefix(steps[0], due.AddDays(-3).String()+" blue") {
		t.Errorf("under the new limit: %v, want the reminder three days before it", steps)
	}
}

// drawPolicy draws a ladder that has no problems.
func drawPolicy(t *rapid.T) ledger.Policy {
	p := ledger.Policy{Version: rapid.IntRange(0, 9).Draw(t, "version"), Procedures: ledger.DefaultPolicy().Procedures}
	for i := range rapid.IntRange(1, 5).Draw(t, "levels") {
		l := ledger.Level{Code: fmt.Sprint("l", i), Name: fmt.Sprint("级", i), Notice: rapid.Bool().Draw(t, "notice"), Signer: ledger.RoleOffice}
		l.When = ledger.Trigger{
			DaysBefore: rapid.SampledFrom([]int{0, 0, 3, 30}).Draw(t, "before"), NoProgress: rapid.Bool().Draw(t, "no progress"),
			DaysOverdue:  rapid.SampledFrom([]int{0, 1, 5, 20}).Draw(t, "overdue"),
			Gap:          rapid.SampledFrom([]int{0, 0, 11, 60}).Draw(t, "gap"),
			MissedReport: rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "missed"),
		}
		if i > 0 && p.Ladder[i-1].Notice {
			l.When.Notices = rapid.SampledFrom([]int{0, 1, 2}).Draw(t, "notices")
		}
		if l.When == (ledger.Trigger{NoProgress: l.When.NoProgress}) {
			l.When.DaysOverdue = 2
		}
		p.Ladder = append(p.Ladder, l)
	}
	if problems := p.Problems(); len(problems) > 0 {
		t.Fatalf("drew a policy with problems: %v", problems)
	}
	return p
}

// TestLadderProperties: whatever the days at which the clock looks, and whatever happens
// between them, levels are climbed one by one, none twice, at most one a day, no cause makes
// two steps, and the marks find each step that is due.
func TestLadderProperties(t *testing.T) {
	cal := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		p, edited := drawPolicy(t), drawPolicy(t)
		edited.Version = p.Version + 1
		task := climber()
		task.Limit.Due = task.Registered.AddDays(rapid.IntRange(-20, 60).Draw(t, "due"))
		task.Rhythm = rapid.SampledFrom([]ledger.Rhythm{ledger.RhythmNone, ledger.RhythmWeekly}).Draw(t, "rhythm")
		today, level := task.Registered, -1
		used := map[string]bool{}
		var last ledger.Date
		for range 60 {
			today = today.AddDays(rapid.SampledFrom([]int{0, 0, 1, 1, 1, 2, 7, 20}).Draw(t, "days"))
			switch rapid.IntRange(0, 9).Draw(t, "happens") {
			case 0:
				task.Percent = rapid.IntRange(0, 99).Draw(t, "percent")
			case 1:
				n := len(task.Notices) + 1
				task.Notices = append(slices.Clone(task.Notices), ledger.Noticed{
					Notice: ledger.NoticeID(fmt.Sprintf("%s/n%d", task.ID, n)), Level: fmt.Sprint("l", rapid.IntRange(0, 4).Draw(t, "level")),
					Number: strconv.Itoa(n), State: ledger.NoticeIssued, Issued: today,
				})
			}
			inForce := p
			if task.Escalation.Level == "" && rapid.IntRange(0, 20).Draw(t, "edit") == 0 {
				p = edited // before it starts the office may change its mind
				inForce = p
			}
			rise, ok := task.NextRise(today, cal, inForce)
			if !ok {
				continue
			}
			if !slices.ContainsFunc(ledger.LadderRanges(inForce, today), task.Within) {
				t.Fatalf("%s: a rise to %s (%s) is due, and no mark finds it: %+v", today, rise.Level, rise.Cause, task.Marks())
			}
			if level++; inForce.Ladder[level].Code != rise.Level {
				t.Fatalf("%s: rose to %s, want %s: no level is skipped or taken twice", today, rise.Level, inForce.Ladder[level].Code)
			}
			if used[rise.Cause] || today <= last {
				t.Fatalf("%s: %s a second time, or a second step on a day (last on %s)", today, rise.Cause, last)
			}
			used[rise.Cause], last = true, today
			task, _ = task.Climb(rise, inForce, task.Last.At)
			if task.Escalation.Policy != inForce.Version {
				t.Fatalf("it runs under version %d, want %d for ever", task.Escalation.Policy, inForce.Version)
			}
		}
	})
}
