package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// plainFigure is from which figure on a bare number says how far the work is [O]: a smaller one
// may as well be a line's or a mistyped task's, and is asked about.
const plainFigure = 10

// countsThings begins what a number counts, so that it is no percentage: 3 份材料已报送.
var countsThings = regexp.MustCompile(`^\s*(?:份|户|次|处|家|台|公里|千米|米|人|名|吨|亩|件|座|栋|套|项|辆|元|条|号|头|只|株|块|批|轮|场)`)

// figure is the number that words begin with, where it is the number of no task that the asker
// may see, and of no line that he replies to, and so says how far the work is: 80 沟渠已清, 80.
// Of 1 80 沟渠已清 it is the 80: 1 may be the first line of what he was told. false: it is none.
func (a *ask) figure(ctx context.Context, text string) (int, bool, error) {
	text = strings.TrimSpace(text)
	_, later, _ := strings.Cut(text, "\n")
	for raw := range strings.Lines(later) {
		if !ledger.ReadReport(raw, true).Task.IsZero() {
			return 0, false, nil // several items, each with its number
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	number, rest := ledger.ReadReport(text, true).Task, ledger.AfterNumber(text)
	n := number.N
	if line := ledger.ReadReport(text, true); n == 1 && line.Percent > 0 && line.Percent <= 100 {
		n = line.Percent
	} else if n < 1 || !isFigure(text, n) || measured.MatchString(rest) || countsThings.MatchString(rest) {
		return 0, false, nil
	}
	if lineTask(number.N, a.about()) != "" {
		return 0, false, nil
	}
	found, err := a.tasks(ctx, numbered(number, a.today))
	if err != nil {
		return 0, false, fmt.Errorf("handlers: task %d: %w", number.N, err)
	}
	seen := slices.ContainsFunc(found, func(t ledger.Task) bool { return ledger.MayTask(a.Person, ledger.ActionShow, t, a.today) == nil })
	return n, !seen, nil
}

// isFigure reports whether the number at the beginning can be a percentage: nothing that says
// how far the work is follows it.
func isFigure(text string, n int) bool {
	after := ledger.ReadReport(ledger.AfterNumber(text), false)
	silent := (after.Percent == ledger.NoPercent || after.Percent == n) && !after.NoChange && !after.Blocked && after.Promise == "" && after.Unclear == ""
	return n <= 100 && ledger.ReadReport(text, false).Percent == n && silent
}

// figureReport takes such a number for the percentage of the only task that it can be of. Where
// there are a few, or where the number may as well be another task's mistyped, he is asked, and a
// thumb is enough. taken is false where the number names a task.
func (a *ask) figureReport(ctx context.Context, text string) (change ledger.Change, taken bool, err error) {
	n, ok, err := a.figure(ctx, text)
	if !ok || err != nil || a.Edited {
		return ledger.Change{}, false, err
	}
	i := slices.IndexFunc(a.h.commands, func(c command) bool { return c.name == "report" })
	c := a.h.commands[i]
	found, err := a.candidates(ctx, c, a.fitting(c.name))
	switch {
	case err != nil || len(found) == 0 || len(found) > whichShown:
		return ledger.Change{}, false, err
	case len(found) > 1:
		change, err = a.askWhich(ctx, c, text, found)
		return change, true, err
	}
	one := found[0]
	if first := ledger.ReadReport(text, true).Task.N; first < plainFigure || n < one.Percent {
		change, err = a.askFigure(ctx, c, text, n, one)
		return change, true, err
	}
	a.Text = text
	change, err = a.take(ctx, a.spoken([]ledger.TaskID{one.ID}))
	return change, true, err
}

// askFigure keeps the words and asks whether their number says how far the only task is.
func (a *ask) askFigure(ctx context.Context, c command, words string, n int, t ledger.Task) (ledger.Change, error) {
	kept, entry, err := a.keep(ctx, c, words)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{Put: []ledger.Record{kept}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text: texts.AskFigure(words, ledger.ReadReport(words, true).Task.N, n, t), Buttons: texts.FigureButton(kept, n, t), About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
	}}, nil
}

// sameReport takes an edited message that names no task for what it was before: a report on
// the task that it reported on. taken is false where it reported on none, or on several.
func (a *ask) sameReport(ctx context.Context) (change ledger.Change, taken bool, err error) {
	if !a.Edited || len(a.about()) > 0 || strings.TrimSpace(a.Text) == "" {
		return ledger.Change{}, false, nil
	}
	if !ledger.ReadReport(a.Text, true).Task.IsZero() {
		if _, ok, err := a.figure(ctx, a.Text); !ok || err != nil {
			return ledger.Change{}, false, err
		}
	}
	earlier, err := a.cameWith(ctx)
	if err != nil || len(earlier) != 1 {
		return ledger.Change{}, false, err
	}
	change, err = a.take(ctx, a.spoken([]ledger.TaskID{earlier[0].Task}))
	return change, true, err
}
