package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// take records what the lines say: all that was understood, in one commit, and the
// answer says of each line what became of it.
func (a *ask) take(ctx context.Context, lines []line) (ledger.Change, error) {
	if a.Edited {
		return a.amend(ctx, lines)
	}
	var change ledger.Change
	var results []texts.Result
	seen := map[ledger.TaskID]bool{}
	for _, l := range lines {
		result, taken, err := a.takeLine(ctx, l, seen)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Put = append(change.Put, taken.Put...)
		change.Entries = append(change.Entries, taken.Entries...)
		change.Send = append(change.Send, taken.Send...)
		results = append(results, result)
	}
	return a.tell(ctx, change, results)
}

// tell words the answer to a report. A single line that was not understood is a refusal.
func (a *ask) tell(ctx context.Context, change ledger.Change, results []texts.Result) (ledger.Change, error) {
	if len(results) == 0 {
		return ledger.Change{}, refused(ledger.ReasonNoWords, "")
	}
	if len(results) == 1 && results[0].Refusal != nil {
		return ledger.Change{}, results[0].Refusal
	}
	var about ledger.About
	var reports []ledger.ReportID // a promise is none, and there is nothing to withdraw of it
	for _, r := range results {
		if r.Refusal != nil {
			continue
		}
		if r.Answered != "" {
			continue // whoever answered has no part in the task by that
		}
		about.Tasks = append(about.Tasks, r.Task.ID)
		if !r.Promised {
			about.Unit, reports = r.Report.Unit, append(reports, r.Report.ID)
		}
	}
	if len(about.Tasks) == 1 && len(reports) == 1 {
		about.Report = reports[0]
	}
	change.Answer = ledger.Reply{Text: texts.Reported(results, a.exampleAmong(ctx, results), a.today), About: about}
	if len(reports) > 0 {
		target := string(reports[0])
		if len(reports) > 1 {
			target = undoTogether + target
		}
		change.Answer.Buttons = [][]ledger.Button{{{Label: texts.ButtonUndo, Data: ledger.Press(ledger.PressUndo, target)}}}
	}
	return change, nil
}

// exampleAmong asks for an example only where a line was refused.
func (a *ask) exampleAmong(ctx context.Context, results []texts.Result) texts.Example {
	for _, r := range results {
		if r.Refusal != nil {
			return a.exampleOf(ctx, r.Refusal)
		}
	}
	return texts.Example{}
}

// undoTogether withdraws a report with all that came in the same message.
const undoTogether = "*"

// takeLine decides one line. A refusal is part of the result: the other lines count.
func (a *ask) takeLine(ctx context.Context, l line, seen map[ledger.TaskID]bool) (texts.Result, ledger.Change, error) {
	refuse := func(r *ledger.Refusal) (texts.Result, ledger.Change, error) {
		return texts.Result{Raw: l.raw, Refusal: r}, ledger.Change{}, nil
	}
	if l.bad != nil {
		return refuse(l.bad)
	}
	number := l.said.Task
	if l.task != "" {
		number = ledger.TaskNumber{Code: l.task}
	}
	if id, ok := a.asked(l); ok {
		if seen[ledger.TaskID(id)] {
			return refuse(&ledger.Refusal{Reason: ledger.ReasonDecided, Task: l.task, Words: a.Person.Name}) // by the line before
		}
		seen[ledger.TaskID(id)] = true // and not the task: the unit may lead it, and report on it as well
		return a.answerLine(ctx, id, l)
	}
	t, err := a.task(ctx, number, ledger.ActionReport)
	if refusal, ok := err.(*ledger.Refusal); ok { //nolint:errorlint // task returns a refusal as it is
		return refuse(refusal)
	}
	if err != nil {
		return texts.Result{}, ledger.Change{}, err
	}
	if seen[t.ID] {
		return refuse(&ledger.Refusal{Reason: ledger.ReasonTwice, Task: t.ID, Words: l.raw})
	}
	if l.said.Unclear != "" {
		return refuse(a.unclear(t, l.said.Unclear))
	}
	seen[t.ID] = true
	if l.said.Promise != "" {
		return a.promiseLine(t, l)
	}
	reporting, err := a.reportingOn(ctx, t, l.said)
	if err != nil {
		return texts.Result{}, ledger.Change{}, err
	}
	taken, refusal := t.TakeReport(reporting)
	if refusal != nil {
		return refuse(refusal)
	}
	result := texts.Result{
		Raw: l.raw, Was: t, Task: taken.Task, Report: taken.Report, Lead: taken.Lead, Words: l.said.Percent == ledger.NoPercent,
		AnswerBy: reporting.AnswerBy, Joined: taken.Joined(), Ended: taken.Ended(), Exact: l.said.Exact,
	}
	change, err := a.reported(ctx, taken)
	return result, change, err
}

func (a *ask) unclear(t ledger.Task, words string) *ledger.Refusal {
	reason := ledger.ReasonPercent
	if strings.Trim(words, "-0123456789%") == "" && strings.Count(words, "%") < 2 && strings.LastIndex(words, "-") <= 0 {
		reason = ledger.ReasonPercentRange
	}
	return &ledger.Refusal{Reason: reason, Task: t.ID, Words: words}
}

func (a *ask) promiseLine(t ledger.Task, l line) (texts.Result, ledger.Change, error) {
	refuse := func(r *ledger.Refusal) (texts.Result, ledger.Change, error) {
		return texts.Result{Raw: l.raw, Refusal: r}, ledger.Change{}, nil
	}
	day, ok := a.day(l.said.Promise)
	if !ok {
		return refuse(&ledger.Refusal{Reason: ledger.ReasonDate, Task: t.ID, Words: l.said.Promise})
	}
	made, refusal := t.MakePromise(a.Person, a.At, day, l.said.Promise)
	if refusal != nil {
		return refuse(refusal)
	}
	result := texts.Result{Raw: l.raw, Was: t, Task: made.Task, Promised: true, Lead: true}
	return result, ledger.Change{Put: []ledger.Record{made.Task}, Entries: made.Entries}, nil
}

// day reads the words of a promised day: 周五前, 8月20日, 明天.
func (a *ask) day(words string) (ledger.Date, bool) {
	limit, _ := ledger.ReadLimit(words, ledger.DateOf(a.Said), a.h.Calendar, a.h.Limits)
	if limit.Due.IsZero() {
		limit.Due = limit.Forecast
	}
	return limit.Due, !limit.Due.IsZero() && !limit.Standing
}

func (a *ask) reporting(said ledger.Said) ledger.Reporting {
	return ledger.Reporting{
		By: a.Person, At: a.Said, Taken: a.At, Percent: said.Percent, NoChange: said.NoChange, Blocked: said.Blocked,
		Text: said.Text, Files: a.Files, From: a.Message, Album: a.albumName(),
	}
}
