package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// whichShown is how many tasks are offered at most, each with a button.
const whichShown = 8

// whichRead is how many tasks of a unit are looked at.
const whichRead = 50

// fitting are the tasks that a command of a unit's people can mean at all; nil: it is none that
// is said of one task.
func (a *ask) fitting(name string) func(t ledger.Task) bool {
	mine := func(is func(t ledger.Task, unit ledger.UnitID) bool) func(ledger.Task) bool {
		return func(t ledger.Task) bool {
			return slices.ContainsFunc(a.Person.Units(a.today), func(unit ledger.UnitID) bool { return is(t, unit) })
		}
	}
	runs := func(t ledger.Task) bool {
		return t.Open() && t.State != ledger.StateSubmitted && t.State != ledger.StateSuspended && !t.Divided()
	}
	switch name {
	case "report", "nochange", "blocked", "promise", "plan", "partial", "decline", "suspend":
		return runs
	case "extend":
		return func(t ledger.Task) bool { return runs(t) && !t.Limit.Due.IsZero() }
	case "accept":
		return mine(ledger.Task.Unsigned)
	case "takeback":
		return func(t ledger.Task) bool {
			kind := kindSaid(a.word)
			return slices.ContainsFunc(t.TakesBack(), func(w ledger.Waiting) bool { return kind == "" || w.Kind == kind })
		}
	case "closeout":
		return func(t ledger.Task) bool { return !t.Ready().IsZero() }
	case "receive", "reply":
		return mine(func(t ledger.Task, unit ledger.UnitID) bool {
			return slices.ContainsFunc(t.Notices, func(n ledger.Noticed) bool {
				return n.Number != "" && n.State.Running() && slices.Contains(n.Owing, unit)
			})
		})
	}
	return nil
}

// unnamed reports whether words after a command say nothing of which task is meant.
func (a *ask) unnamed(name string) bool {
	first := strings.TrimSpace(a.args)
	switch {
	case a.Edited, len(a.about()) == 1, len(a.About.Notices)+len(a.About.Matters) > 0, len(a.Person.Units(a.today)) == 0, a.several():
		return false
	case !ledger.ReadReport(first, true).Task.IsZero():
		return false
	}
	_, _, numbered := ledger.ReadNoticeNumber(first)
	switch name {
	case "receive":
		return !numbered && first == ""
	case "takeback":
		return first == ""
	case "accept":
		return first == "" && !strings.Contains(a.word, "全部")
	case "nochange":
		return first == ""
	case "report":
		return first != "" || len(a.Files) > 0
	case "blocked":
		return first != "" && !ledger.IsNoDifficulty(first)
	case "reply":
		return !numbered && first != ""
	case "plan": // without words it shows the one that there is
		milestones, problem := a.readPlan(first)
		return first == "" || problem == "" && len(milestones) > 0
	}
	return first != ""
}

// whichTask finds the task of a command that names none: the only one that it can mean, whose
// code is put before the words. Of a few it asks, and keeps the words, so that a thumb is enough.
// taken is false where the command goes on.
func (a *ask) whichTask(ctx context.Context, c command) (change ledger.Change, taken bool, err error) {
	fits := a.fitting(c.name)
	if fits == nil || !a.unnamed(c.name) {
		return ledger.Change{}, false, nil
	}
	found, err := a.candidates(ctx, c, fits)
	switch {
	case err != nil:
		return ledger.Change{}, false, err
	case len(found) == 1:
		a.args = string(found[0].ID) + " " + a.args
		if c.name == "nochange" {
			a.Text = a.word + " " + a.args
		}
		return ledger.Change{}, false, nil
	case len(found) == 0 || len(found) > whichShown, c.name == "plan" && strings.TrimSpace(a.args) == "":
		return ledger.Change{}, false, nil
	}
	change, err = a.askWhich(ctx, c, a.args, found)
	return change, true, err
}

// candidates are the tasks of the message replied to, or else of the asker's units, that a
// command can mean and that he may have it of.
func (a *ask) candidates(ctx context.Context, c command, fits func(ledger.Task) bool) ([]ledger.Task, error) {
	all, err := a.theirs(ctx, c)
	if err != nil {
		return nil, err
	}
	var found []ledger.Task
	for _, t := range all {
		if twice := slices.ContainsFunc(found, func(f ledger.Task) bool { return f.ID == t.ID }); !twice && fits(t) && a.may(c.action, t) == nil {
			found = append(found, t)
		}
	}
	return found, nil
}

// theirs are the tasks of the message replied to, or else those of the asker's units that are
// open, for a close-out those that are completed; none where they are too many to look at, since
// then none is the only one for certain.
func (a *ask) theirs(ctx context.Context, c command) ([]ledger.Task, error) {
	if ids := a.about(); len(ids) > 0 {
		tasks, err := a.tasks(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("handlers: tasks replied to: %w", err)
		}
		return tasks, nil
	}
	units, err := a.listedUnits()
	if err != nil {
		return nil, err
	}
	var all []ledger.Task
	for _, unit := range units {
		of := ledger.OpenRange(ledger.ScopePart(unit))
		if c.name == "closeout" || c.name == "takeback" && kindSaid(a.word) == ledger.MatterStep {
			of = ledger.Range{Mark: ledger.MarkOf(ledger.MarkCompleted, ledger.ScopeLead(unit)), Max: ledger.NoLimit}
		}
		tasks, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: of, Limit: whichRead})
		if err != nil {
			return nil, fmt.Errorf("handlers: tasks of %s: %w", unit, err)
		}
		if total > int64(len(tasks)) {
			return nil, nil
		}
		all = append(all, tasks...)
	}
	return all, nil
}

// keep keeps the words and the files until it is said of what they are.
func (a *ask) keep(ctx context.Context, c command, words string) (ledger.Proposal, ledger.Entry, error) {
	id := ledger.SayingOf(a.From, a.Message)
	found, err := a.h.Book.Proposals(ctx, id)
	if err != nil {
		return ledger.Proposal{}, ledger.Entry{}, fmt.Errorf("handlers: saying %s: %w", id, err)
	}
	kept, entry, refusal := found[0].Saying(a.Person, a.At, c.name, words, a.Files)
	if refusal != nil {
		return ledger.Proposal{}, ledger.Entry{}, refusal
	}
	return kept, entry, nil
}

// askWhich keeps the words and the files, and asks of which task they are.
func (a *ask) askWhich(ctx context.Context, c command, words string, among []ledger.Task) (ledger.Change, error) {
	kept, entry, err := a.keep(ctx, c, words)
	if err != nil {
		return ledger.Change{}, err
	}
	said := strings.TrimSpace(c.words[0] + " " + words)
	if c.name == "report" { // which may be said without its word
		said = words
	}
	return ledger.Change{Put: []ledger.Record{kept}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text:    texts.WhichTask(said, len(a.Files), among, whole(c, words)),
		Buttons: texts.WhichButtons(kept, among), About: ledger.About{Tasks: ids(among)},
	}}, nil
}

// whichPressed says the kept words again, of the task or matter whose button it is.
func (a *ask) whichPressed(ctx context.Context, about string) (ledger.Change, error) {
	at := max(strings.LastIndex(about, "/"), 0)
	version, choice := about[:at], ledger.TaskID(strings.TrimPrefix(about[at:], "/"))
	id := version[:max(strings.LastIndex(version, "/"), 0)]
	found, err := a.h.Book.Proposals(ctx, id)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: saying %s: %w", id, err)
	}
	kept := found[0]
	taken, entry, refusal := kept.TakeRemark(a.Person, a.At, string(choice))
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	i := slices.IndexFunc(a.h.commands, func(c command) bool { return c.name == kept.Command })
	if i < 0 {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	c := a.h.commands[i]
	a.QuotedOur, a.Files, a.word = true, kept.Files, c.words[0]
	if m, ok := chosenMatter(kept, string(choice)); ok {
		a.About, a.args = matterAbout(m), kept.Words
		a.About.Act = c.press
	} else if notice, ok := chosenNotice(string(choice)); ok {
		a.About, a.args = ledger.About{Tasks: []ledger.TaskID{notice.Task()}, Notices: []ledger.NoticeID{notice}, Act: ledger.PressWhich}, kept.Words
	} else {
		a.About, a.args = ledger.About{Tasks: []ledger.TaskID{choice}}, strings.TrimSpace(string(choice)+" "+kept.Words)
	}
	a.Text = a.word + " " + a.args
	if c.name == "report" { // as a reply about this one task
		a.Text, a.args = kept.Words, kept.Words
	}
	change, asked, err := ledger.Change{}, false, error(nil)
	if len(a.About.Matters) == 1 {
		change, asked, err = a.wordless(ctx, c)
	}
	if !asked && err == nil {
		change, err = a.run(ctx, c)
	}
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put, change.Entries = append(change.Put, taken), append(change.Entries, entry)
	return change, nil
}

// unnamedReport takes words that say how far some task is, or files, for a report on the only
// one that they can mean, or asks which one it is.
func (a *ask) unnamedReport(ctx context.Context) (ledger.Change, bool, error) {
	said := ledger.ReadReport(a.Text, false)
	says := said.Percent != ledger.NoPercent || said.NoChange || said.Blocked || said.Promise != ""
	text := strings.TrimSpace(a.Text)
	if !says && len(a.Files) == 0 || strings.Contains(text, "\n") || !ledger.ReadReport(text, true).Task.IsZero() {
		return ledger.Change{}, false, nil
	}
	i := slices.IndexFunc(a.h.commands, func(c command) bool { return c.name == "report" })
	c := a.h.commands[i]
	a.args = text
	change, taken, err := a.whichTask(ctx, c)
	if taken || err != nil {
		return change, taken, err
	}
	code, rest, found := strings.Cut(a.args, " ")
	if number, ok := ledger.ReadTaskNumber(code); found && ok && a.args != text {
		a.Text = strings.TrimSpace(rest)
		change, err = a.take(ctx, a.spoken([]ledger.TaskID{number.Code}))
		return change, true, err
	}
	return ledger.Change{}, false, nil
}

// whole is the command by which the same is said of all tasks at once; empty: there is none.
func whole(c command, words string) string {
	switch {
	case c.name == "accept":
		return "签收 全部"
	case c.name == "nochange", ledger.ReadReport(words, false).NoChange:
		return "全部无变化"
	}
	return ""
}
