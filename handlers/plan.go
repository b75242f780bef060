package handlers

import (
	"context"
	"strconv"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// plan sets the milestones of the leading unit: 计划 17 8/31 主体封顶; 10/15 设备安装. A
// later one replaces it. Without milestones it shows those that there are.
func plan(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.planned(ctx, func(args string) bool {
		milestones, problem := a.readPlan(args)
		return problem == "" && len(milestones) > 0
	})
	if err != nil {
		return ledger.Change{}, err
	}
	about := ledger.About{Tasks: []ledger.TaskID{t.ID}}
	if words == "" {
		return ledger.Change{Answer: ledger.Reply{Text: texts.ShowPlan(t, a.today), About: about}}, nil
	}
	milestones, problem := a.readPlan(words)
	if problem != "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonPlanDate, Task: t.ID, Words: string(problem)}
	}
	made, refusal := t.MakePlan(ledger.Planning{By: a.Person, At: a.At, Milestones: milestones})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{
		Put: []ledger.Record{made.Task}, Entries: made.Entries,
		Answer: ledger.Reply{Text: texts.PlanMade(made.Task, len(t.Plan.Milestones), a.today), About: about},
	}
	if len(t.Plan.Milestones) == 0 {
		return change, nil // it takes the place of nobody's
	}
	unit := a.leadOf(t)
	return change, a.toOtherLeads(ctx, &change, made.Task, unit, texts.PlanReplaced(made.Task, unit, a.today))
}

func (a *ask) readPlan(words string) ([]ledger.Milestone, ledger.PlanProblem) {
	return ledger.ReadPlan(words, a.today, a.h.Calendar, a.h.Limits)
}

// planned finds the task whose plan is meant. In a reply about one task the words belong
// to it where they say something without a number before them: 计划 8.31 主体封顶.
func (a *ask) planned(ctx context.Context, whole func(args string) bool) (ledger.Task, string, error) {
	if len(a.about()) == 1 && !a.namesReplied() && whole(a.args) {
		t, err := a.task(ctx, ledger.TaskNumber{Code: a.about()[0]}, ledger.ActionPlan)
		return t, a.args, err
	}
	return a.taskOrTheirs(ctx, ledger.ActionPlan)
}

// askPlan asks for the milestones.
func askPlan(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.pressedTask(ctx, about, ledger.ActionPlan)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.asking(ledger.PressPlan, texts.AskPlan(t), ledger.About{Tasks: []ledger.TaskID{t.ID}})
}

// notYet are the words that take a milestone back.
var notYet = [...]string{"未完成", "没完成", "没有完成", "取消", "撤销"} // read only

// milestone marks one as done: 节点 17 1, 节点 17 主体封顶, several with
// 节点 17 1、2; 节点 17 1 未完成 takes it back.
func milestone(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.planned(ctx, func(args string) bool { return args != "" })
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return ledger.Change{Answer: ledger.Reply{
			Text: texts.ShowPlan(t, a.today), About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
		}}, nil
	}
	name, done := strings.TrimSpace(ledger.Narrow(words)), true
	for _, word := range notYet {
		if rest, ok := strings.CutSuffix(name, word); ok {
			name, done = strings.TrimSpace(rest), false
			break
		}
	}
	if done {
		for _, word := range []string{"已完成", "完成了", "完成"} {
			if rest, ok := strings.CutSuffix(name, word); ok && strings.TrimSpace(rest) != "" {
				name = strings.TrimSpace(rest)
				break
			}
		}
	}
	lines, ok := t.FindMilestones(name)
	if !ok {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoMilestone, Task: t.ID, Words: name}
	}
	return a.reach(t, lines, done)
}

func (a *ask) reach(t ledger.Task, lines []ledger.TimetableLine, done bool) (ledger.Change, error) {
	reached, moved, refusal := t.ReachAll(a.Person, a.At, lines, done)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{reached.Task}, Entries: reached.Entries,
		Answer: ledger.Reply{
			Text:  texts.Reached(reached.Task, moved, done, a.today),
			About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
		},
	}, nil
}

// pressReach is the button under a milestone's line. It names the place and the day, so
// that a plan which was set anew since is not touched by it.
func pressReach(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	id, place, _ := strings.Cut(about, "/")
	number, day, _ := strings.Cut(place, "/")
	t, err := a.pressedTask(ctx, id, ledger.ActionPlan)
	if err != nil {
		return ledger.Change{}, err
	}
	n, err := strconv.Atoi(number)
	lines := t.Timetable()
	if err != nil || n < 1 || n > len(lines) || lines[n-1].Date.String() != day {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	return a.reach(t, lines[n-1:n], true)
}

// waive is the office's word that a task does without milestones: 免计划 17 理由.
func waive(ctx context.Context, a *ask) (ledger.Change, error) {
	t, why, err := a.taskOrTheirs(ctx, ledger.ActionWaive)
	if err != nil {
		return ledger.Change{}, err
	}
	waived, refusal := t.WaivePlan(a.Person, a.At, why)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{waived.Task}, Entries: waived.Entries,
		Answer: ledger.Reply{Text: texts.Waived(waived.Task), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}
