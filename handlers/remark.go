package handlers

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// remarkShown is how many tasks are offered at most, each with a button.
const remarkShown = 8

// remarkRead is how many tasks of a brief's scope are looked at beside those that it lists.
const remarkRead = ledger.ListedMost

// remarks reports whether words without a command are a leader's on what he was shown: in
// reply to a brief, to a list of tasks or to one task. What waits for his decision, and
// notices, are answered by their own words.
func (a *ask) remarks() bool {
	if !a.QuotedOur || ledger.May(a.Person, ledger.ActionInstruct, a.today) != nil {
		return false
	}
	switch about := a.About; {
	case about.Snapshot != "":
		return true
	case len(about.Matters)+len(about.Notices) > 0 || about.Bulletin != "":
		return false
	default: // who reports on a task, reports
		return len(a.about()) > 0 && ledger.May(a.Person, ledger.ActionReport, a.today) != nil
	}
}

// remark takes them, with the rights and in the places of 批示.
func (a *ask) remark(ctx context.Context) (ledger.Change, error) {
	c, _ := a.h.pressing(ledger.PressInstruct)
	a.word, a.args = c.name, strings.TrimSpace(a.Text)
	return a.run(ctx, c)
}

// remarkLetters is from how many letters on a leader's words that answer nothing are kept [O]:
// shorter ones are a command that was mistyped.
const remarkLetters = 6

// urged is a task's number and what is wanted of it, however short: 2请抓紧, 7 加快.
var urged = regexp.MustCompile(`^([#第]?\d{1,6}[号项]?)[ ,:、]?((?:请|要|须|需|务必|必须|抓紧|加快|尽快|马上|立即|限期)\p{Han}+.*|抓紧|加快|尽快)$`)

// loose takes a leader's words that answer no message: they are kept, and he is asked.
func (a *ask) loose(ctx context.Context) (ledger.Change, bool, error) {
	if m := urged.FindStringSubmatch(strings.TrimSpace(ledger.Narrow(a.Text))); m != nil { // 2请抓紧
		a.Text = m[1] + " " + m[2]
	} else if len(ledger.Letters(a.Text)) < remarkLetters {
		return ledger.Change{}, false, nil
	}
	if may := ledger.May(a.Person, ledger.ActionInstruct, a.today) == nil; !may || !a.wide() || a.Edited {
		return ledger.Change{}, false, nil
	}
	a.word = ""
	change, err := a.remarked(ctx, strings.TrimSpace(a.Text))
	return change, true, err
}

// measured begins what a number counts, and names no task by: 3 天内整改到位.
var measured = regexp.MustCompile(`^\s*(?:天|日[内前之]|个|周[内后之]|月[底内份]|年[底内后前]|小时|分钟|万|%|％|点前)`)

// enumerated is a second point of several in one line: 1、… 2、…
var enumerated = regexp.MustCompile(`[\s；;。，,][2二]\s*[、.．]`)

// remarked finds the task of words that name none by its number, or asks which one it is and
// keeps the words: nobody types them again.
func (a *ask) remarked(ctx context.Context, words string) (ledger.Change, error) {
	if strings.TrimSpace(words) == "" {
		return ledger.Change{}, refused(ledger.ReasonNoInstruction, "")
	}
	lines, whole, err := a.before(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	directory, err := a.directory(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	meant := directory.Meant(words, lines, whole)
	t, rest, err := a.numberedRemark(ctx, words)
	loose := !a.QuotedOur && a.word == "" // nothing says that it is an instruction at all
	switch {
	case err != nil:
		return ledger.Change{}, err
	case a.entangled(words):
		return a.askRemark(ctx, words, meant.Lines)
	case !loose && t.ID != "" && slices.ContainsFunc(meant.Lines, func(l ledger.Line) bool { return l.Task == t.ID }):
		return a.instructTask(ctx, t, rest)
	case t.ID != "": // which was not before him, or is not answered
		others := slices.DeleteFunc(slices.Clone(meant.Lines), func(l ledger.Line) bool { return l.Task == t.ID })
		return a.askRemark(ctx, words, append(linesOf([]ledger.Task{t}), others...))
	case !loose && !a.misnumbered(words) && (meant.Sure || whole && len(meant.Lines) == 1):
		return a.instructOn(ctx, meant.Lines[0].Task, words)
	}
	return a.askRemark(ctx, words, meant.Lines)
}

// numberedRemark is the task whose own number words begin with, and the words after it. In reply to a
// brief, which numbers nothing, a point of an enumeration (1、…) is no task.
func (a *ask) numberedRemark(ctx context.Context, words string) (t ledger.Task, rest string, err error) {
	first, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	number, ok := ledger.ReadTaskNumber(first)
	if !ok || strings.TrimSpace(rest) == "" || strings.ContainsAny(first, "、.．") || measured.MatchString(rest) {
		return ledger.Task{}, words, nil
	}
	t, err = a.task(ctx, number, ledger.ActionInstruct)
	if _, none := errors.AsType[*ledger.Refusal](err); none {
		return ledger.Task{}, words, nil
	}
	return t, strings.TrimSpace(rest), err
}

// before are the tasks that the message replied to showed: those of its lines, or of a brief
// those that its lists name and, where the scope has but a few, all that are open. Without such
// a message they are all open tasks, if these are few. whole tells that there are no others.
func (a *ask) before(ctx context.Context) (lines []ledger.Line, whole bool, err error) {
	if ids := a.about(); len(ids) > 0 {
		tasks, err := a.tasks(ctx, ids)
		if err != nil {
			return nil, false, fmt.Errorf("handlers: tasks before a leader: %w", err)
		}
		return linesOf(tasks), a.About.Snapshot == "", nil
	}
	if a.About.Snapshot == "" {
		return a.allOpen(ctx, ledger.ScopeOffice)
	}
	found, err := a.h.Book.Snapshots(ctx, a.About.Snapshot)
	if err != nil || len(found) == 0 {
		return nil, false, wrapSnapshot(a.About.Snapshot, err)
	}
	s := found[0]
	for _, list := range s.Lists {
		lines = append(lines, list.Lines...)
	}
	if s.Kind == ledger.BriefSpecial {
		return lines, false, nil
	}
	open, whole, err := a.allOpen(ctx, s.Scope)
	return append(lines, open...), whole, err
}

// allOpen are the open tasks of a scope, where they are few.
func (a *ask) allOpen(ctx context.Context, scope ledger.Scope) ([]ledger.Line, bool, error) {
	open, total, err := a.h.Book.TasksIn(ctx, ledger.Page{Range: ledger.OpenRange(scope), Limit: remarkRead})
	switch {
	case err != nil:
		return nil, false, fmt.Errorf("handlers: open tasks of %s: %w", scope, err)
	case total > int64(len(open)):
		return nil, false, nil
	}
	return linesOf(open), true, nil
}

func wrapSnapshot(id ledger.SnapshotID, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("handlers: snapshot %s: %w", id, err)
}

func linesOf(tasks []ledger.Task) []ledger.Line {
	lines := make([]ledger.Line, len(tasks))
	for i, t := range tasks {
		lines[i] = ledger.Line{Task: t.ID, Title: t.Title, Lead: t.Lead}
	}
	return lines
}

// askRemark keeps the words and asks of which task they are, a thumb's work.
func (a *ask) askRemark(ctx context.Context, words string, lines []ledger.Line) (ledger.Change, error) {
	id := ledger.RemarkOf(a.From, a.Message)
	found, err := a.h.Book.Proposals(ctx, id)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: remark %s: %w", id, err)
	}
	kept, entry, refusal := found[0].Remark(a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	shown := lines[:min(len(lines), remarkShown)]
	about := ledger.About{Act: ledger.PressInstruct, Proposal: kept.ID}
	for _, line := range shown {
		about.Tasks = append(about.Tasks, line.Task)
	}
	return ledger.Change{Put: []ledger.Record{kept}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text: texts.AskRemark(words, shown, len(lines)-len(shown)), Buttons: texts.RemarkButtons(kept, shown), About: about,
	}}, nil
}

// remarkPressed is a choice under that question: a task, 新任务, 不是批示.
func remarkPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	at := max(strings.LastIndex(about, "/"), 0)
	version := about[:at]
	id := version[:max(strings.LastIndex(version, "/"), 0)]
	return a.chosen(ctx, id, strings.TrimPrefix(about[at:], "/"))
}

// chosen does what the words are said to be.
func (a *ask) chosen(ctx context.Context, id, choice string) (ledger.Change, error) {
	found, err := a.h.Book.Proposals(ctx, id)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: remark %s: %w", id, err)
	}
	words := found[0].Words
	taken, entry, refusal := found[0].TakeRemark(a.Person, a.At, choice)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	var change ledger.Change
	switch choice {
	case ledger.NoRemark:
		change.Answer.Text = texts.RemarkDropped()
	case ledger.NewRemark:
		change, err = a.requestTask(ctx, ledger.TaskNumber{}, words)
	default:
		change, err = a.instructOn(ctx, ledger.TaskID(choice), unnumbered(words))
	}
	if err != nil {
		return ledger.Change{}, err
	}
	change.Put, change.Entries = append(change.Put, taken), append(change.Entries, entry)
	return change, nil
}

// remarkAnswered is the answer to that question by words: a line's or a task's number, 新任务,
// 不是批示. A command is that command, and other words are another remark on the same tasks.
func remarkAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Trim(a.args, "。.! ")
	if a.About.Proposal != "" {
		switch words {
		case "新任务", "立项", "要立项":
			return a.chosen(ctx, a.About.Proposal, ledger.NewRemark)
		case "不是批示", "不是", "取消", "算了", "不办了":
			return a.chosen(ctx, a.About.Proposal, ledger.NoRemark)
		}
		if number, ok := ledger.ReadTaskNumber(words); ok {
			if id := lineTask(number.N, a.About.Tasks); id != "" && number.Code == "" {
				return a.chosen(ctx, a.About.Proposal, string(id))
			}
			t, err := a.task(ctx, number, ledger.ActionInstruct)
			if err != nil {
				return ledger.Change{}, err
			}
			return a.chosen(ctx, a.About.Proposal, string(t.ID))
		}
	}
	said := a.args
	a.word = ""
	if c, ok := a.command(); ok {
		return a.run(ctx, c)
	}
	a.word, a.args = "instruct", said
	return instruct(ctx, a)
}
