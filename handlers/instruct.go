package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// instruct writes a leader's words on a task: 批示 17 内容, or 批示 内容 as a reply to a
// message about one; 批示 立项 内容 asks the office for a new task.
func instruct(ctx context.Context, a *ask) (ledger.Change, error) {
	lines, err := a.instructedLines(ctx, a.args)
	switch {
	case err != nil:
		return ledger.Change{}, err
	case len(lines) > 0:
		return a.instructLines(ctx, lines)
	case a.bare(a.args) && onlyNumbers(a.args):
		return ledger.Change{}, refused(ledger.ReasonNoInstruction, "")
	}
	number, words := a.instructed()
	if rest, ok := cutWord(words, "立项"); ok {
		return a.requestTask(ctx, number, rest)
	}
	if number.IsZero() {
		if strings.TrimSpace(a.args) == "" && len(a.about()) != 1 {
			return ledger.Change{}, a.form("")
		}
		return a.remarked(ctx, words)
	}
	t, err := a.task(ctx, number, ledger.ActionInstruct)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.instructTask(ctx, t, words)
}

// instructOn writes words on a task.
func (a *ask) instructOn(ctx context.Context, id ledger.TaskID, words string) (ledger.Change, error) {
	t, err := a.task(ctx, ledger.TaskNumber{Code: id}, ledger.ActionInstruct)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.instructTask(ctx, t, words)
}

func (a *ask) instructTask(ctx context.Context, t ledger.Task, words string) (ledger.Change, error) {
	done, refusal := t.Instruct(a.Person, a.At, words)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	units, send, missing, err := a.instructUnits(ctx, done.Task, done.Instruction)
	if err != nil {
		return ledger.Change{}, err
	}
	var told, silent []ledger.UnitID
	for _, unit := range units {
		if slices.ContainsFunc(missing, func(e ledger.Entry) bool { return e.Unit == unit }) {
			silent = append(silent, unit)
		} else {
			told = append(told, unit)
		}
	}
	return ledger.Change{
		Put: []ledger.Record{done.Task}, Entries: append(done.Entries, missing...), Send: send,
		Answer: ledger.Reply{
			Text:  texts.Instructed(done.Task, told, !a.h.Hours(a.At).IsZero(), silent),
			About: ledger.About{Tasks: []ledger.TaskID{t.ID}},
		},
	}, nil
}

// instructed reads which task is meant, and the words. A number counts only where it stands
// alone: 批示 3天内整改 in reply to a task is no number. In reply to a list it is a line's. A
// bare reply that begins with another number than that of the task replied to is about nothing
// for certain.
func (a *ask) instructed() (ledger.TaskNumber, string) {
	words := strings.TrimSpace(a.args)
	about := a.about()
	bare := a.bare(words)
	number, rest := cutNumber(words)
	switch {
	case a.entangled(words):
		return ledger.TaskNumber{}, words
	case number.IsZero():
	case bare && (len(about) == 0 || enumerated.MatchString(words)):
		return ledger.TaskNumber{}, words // the points of a remark on the whole
	case number.Code != "":
		return number, rest
	default:
		if id := lineTask(number.N, about); id != "" {
			return ledger.TaskNumber{Code: id}, rest
		}
		if !bare {
			return number, rest
		}
		return ledger.TaskNumber{}, words
	}
	if len(about) == 1 {
		return ledger.TaskNumber{Code: about[0]}, words
	}
	return ledger.TaskNumber{}, words
}

// cutNumber takes a task's number off the beginning, where it stands alone.
func cutNumber(words string) (ledger.TaskNumber, string) {
	first, rest := words, ""
	if at := strings.IndexAny(words, " \n,，:：、"); at >= 0 {
		first, rest = words[:at], strings.TrimLeft(words[at:], " \n,，:：、")
	}
	number, ok := ledger.ReadTaskNumber(first)
	if o := ledger.ReadOrdinals(words); !ok && len(o.Numbers) == 1 { // nothing stands between: 1请抓紧
		return ledger.TaskNumber{N: o.Numbers[0]}, o.Rest
	}
	if !ok || measured.MatchString(rest) {
		return ledger.TaskNumber{}, words
	}
	return number, rest
}

// cutWord takes a word off the beginning where it stands alone.
func cutWord(words, word string) (string, bool) {
	rest, ok := strings.CutPrefix(words, word)
	if !ok || (rest != "" && !strings.ContainsAny(rest[:1], " \n,:") && !strings.HasPrefix(rest, "，") && !strings.HasPrefix(rest, "：")) {
		return words, false
	}
	return strings.TrimLeft(rest, " \n,:，："), true
}

// requestTask puts a leader's wish for a new task into the office's queue.
func (a *ask) requestTask(ctx context.Context, number ledger.TaskNumber, words string) (ledger.Change, error) {
	var from ledger.Task
	var err error
	if !number.IsZero() {
		if from, err = a.task(ctx, number, ledger.ActionInstruct); err != nil {
			return ledger.Change{}, err
		}
	}
	counter, err := a.h.Book.Counter(ctx, ledger.InstructionSeries(a.today.Year()))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: counter of instructions: %w", err)
	}
	asked, refusal := counter.RequestTask(ledger.Applying{
		By: a.Person, At: a.At, Text: words, Files: a.Files, Album: a.albumName(), AnswerBy: a.h.Calendar.After(a.today, ledger.InstructionAnswer),
	}, from)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return ledger.Change{
		Put: []ledger.Record{asked.Counter, asked.Matter}, Entries: asked.Entries,
		Answer: ledger.Reply{Text: texts.TaskRequested(asked.Matter), About: ledger.About{Matters: []ledger.MatterID{asked.Matter.ID}}},
	}, nil
}

// decidedInstruction tells the leader what came of his wish, and the office what is left to do.
func (a *ask) decidedInstruction(ctx context.Context, d ledger.Decided) (ledger.Change, error) {
	change := ledger.Change{
		Put: []ledger.Record{d.Matter}, Entries: d.Entries, Answer: ledger.Reply{Text: texts.Decided(d.Matter)},
	}
	leader, err := a.personOf(ctx, d.Matter.By)
	if err != nil {
		return ledger.Change{}, err
	}
	if leader.Chat != "" && leader.Bound(a.today) {
		change.Send = []ledger.Message{{
			ID: ledger.MessageID(a.Cause + "/1"), To: leader.Chat, Text: texts.InstructionDecided(d.Matter),
			NotBefore: a.h.Hours(a.At), Class: ledger.ClassNotice, Why: "decide " + string(ledger.MatterInstruction),
		}}
	}
	return change, nil
}
