package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// whichNotice finds the notice that 签收督办 17 or 回复督办 17 means, where several run on the
// task: the only one that the unit has not signed for, or whose reply it owes. Of a few it asks,
// and keeps the words. taken is false where the command goes on.
func (a *ask) whichNotice(ctx context.Context, c command) (change ledger.Change, taken bool, err error) {
	if c.name != "receive" && c.name != "reply" || a.namesOneNotice() {
		return ledger.Change{}, false, nil
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionNoticeReply)
	if err != nil {
		return ledger.Change{}, false, err
	}
	found, err := a.meantNotices(ctx, c.name, t)
	switch {
	case err != nil:
		return ledger.Change{}, false, err
	case len(found) == 0: // what is wrong is said of it
		return ledger.Change{}, false, nil
	case len(found) == 1:
		a.About, a.args = noticeAbout(found[0], ledger.PressWhich), words
		return ledger.Change{}, false, nil
	}
	change, err = a.askNotice(ctx, c, words, found)
	return change, true, err
}

// namesOneNotice reports whether the notice is named by its number, by the message replied to, or
// by a line of that.
func (a *ask) namesOneNotice() bool {
	if _, _, ok := ledger.ReadNoticeNumber(a.args); ok {
		return true
	}
	number := ledger.ReadReport(a.args, true).Task
	if number.IsZero() {
		return len(a.About.Notices) > 0 || len(a.about()) != 1
	}
	return number.Code == "" && number.N <= max(len(a.About.Notices), len(a.About.Tasks)) && max(len(a.About.Notices), len(a.About.Tasks)) > 1
}

// meantNotices are the notices on a task that the asker's unit can mean: those that it has not
// signed for, or whose reply it owes; failing that, the newest that runs.
func (a *ask) meantNotices(ctx context.Context, command string, t ledger.Task) ([]ledger.Notice, error) {
	ids, owed := a.owing(t)
	if command == "reply" && !owed {
		ids = ids[max(len(ids)-1, 0):] // to be told that it was replied to
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := a.h.Book.Notices(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("handlers: notices on %s: %w", t.ID, err)
	}
	if command == "receive" && len(found) > 1 {
		unsigned := slices.DeleteFunc(slices.Clone(found), func(n ledger.Notice) bool { return !n.Unsigned(a.Person.Units(a.today)) })
		if len(unsigned) == 0 {
			unsigned = found[len(found)-1:] // to be told that it was signed for
		}
		found = unsigned
	}
	return found, nil
}

// owing are the notices on a task whose reply the asker's unit owes, or else those that run: then
// owes is false.
func (a *ask) owing(t ledger.Task) (ids []ledger.NoticeID, owes bool) {
	var running, owed []ledger.NoticeID
	own := a.Person.Units(a.today)
	for _, n := range t.Notices {
		if n.Number == "" || !n.State.Running() || !a.answersNotice(t, n) {
			continue
		}
		running = append(running, n.Notice)
		if slices.ContainsFunc(n.Owing, func(unit ledger.UnitID) bool { return slices.Contains(own, unit) }) {
			owed = append(owed, n.Notice)
		}
	}
	if len(owed) > 0 {
		running = owed
	}
	if len(running) > 1 && oneAnswer(t, running) {
		running = running[len(running)-1:] // the answer ends them all
	}
	return running, len(owed) > 0
}

// askNotice keeps the words and the files, and asks of which notice they are.
func (a *ask) askNotice(ctx context.Context, c command, words string, among []ledger.Notice) (ledger.Change, error) {
	kept, entry, err := a.keep(ctx, c, words)
	if err != nil {
		return ledger.Change{}, err
	}
	about := ledger.About{}
	for _, n := range among {
		about.Tasks, about.Notices = append(about.Tasks, n.Task), append(about.Notices, n.ID)
	}
	return ledger.Change{Put: []ledger.Record{kept}, Entries: []ledger.Entry{entry}, Answer: ledger.Reply{
		Text:    texts.WhichNotice(strings.TrimSpace(c.words[0]+" "+words), len(a.Files), among, a.today),
		Buttons: texts.WhichNoticeButtons(kept, among), About: about,
	}}, nil
}

// owedNotice is the notice on a task whose reply is owed, or else the one that runs.
func (a *ask) owedNotice(ctx context.Context, t ledger.Task, words string) (ledger.Notice, ledger.Task, string, error) {
	running, _ := a.owing(t)
	switch len(running) {
	case 0:
		return ledger.Notice{}, ledger.Task{}, "", &ledger.Refusal{Reason: ledger.ReasonNoneRuns, Task: t.ID}
	case 1:
	default:
		var numbers []string
		for _, n := range t.Notices {
			if slices.Contains(running, n.Notice) {
				numbers = append(numbers, n.Number)
			}
		}
		return ledger.Notice{}, ledger.Task{}, "", refused(ledger.ReasonWhichNotice, strings.Join(numbers, "、"))
	}
	n, t, err := a.noticeByID(ctx, running[0], ledger.ActionNoticeReply)
	return n, t, words, err
}

// chosenNotice is the notice whose button it is under that question.
func chosenNotice(choice string) (ledger.NoticeID, bool) {
	task, n, ok := strings.Cut(choice, ".")
	return ledger.NoticeID(task + "/" + n), ok
}

// answersNotice reports whether a notice is the asker's unit's to reply to: one that asks
// another unit for an answer is only that unit's.
func (a *ask) answersNotice(t ledger.Task, n ledger.Noticed) bool {
	own := a.Person.Units(a.today)
	if n.To != "" {
		return slices.Contains(own, n.To)
	}
	return slices.ContainsFunc(own, func(unit ledger.UnitID) bool { return slices.Contains(t.Lead, unit) })
}

// oneAnswer reports whether all notices ask for the answer to the same difficulty.
func oneAnswer(t ledger.Task, ids []ledger.NoticeID) bool {
	asked := map[ledger.MatterID]bool{}
	for _, n := range t.Notices {
		if slices.Contains(ids, n.Notice) {
			asked[n.Asked] = true
		}
	}
	return len(asked) == 1 && !asked[""]
}
