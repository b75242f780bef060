package handlers

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// cancelTask begins to cancel a task: 撤项 17 理由. Nobody can take it back, so the asker is
// shown which task it is and what ends with it, and nothing happens before he confirms.
func cancelTask(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.args == "" && a.word == "取消任务" && len(a.about()) == 0 { // in the middle of 立项 it means that
		p, err := a.alive(ctx)
		if _, none := errors.AsType[*ledger.Refusal](err); !none {
			return a.dropped(p, err)
		}
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionCancelTask)
	switch {
	case err != nil:
		return ledger.Change{}, err
	case severalTasks.MatchString(ledger.Narrow(a.args)):
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonCancelOne, Task: t.ID}
	}
	return a.askCancel(ctx, t, words)
}

// severalTasks are two numbers beside each other at the beginning: 3、4 重复.
var severalTasks = regexp.MustCompile(`^[^\p{Han} ]*[0-9]\S{0,2} ?[、,和] ?[^\p{Han} ]*[0-9]+(号|项|〕|\))?( |、|,|$)`)

// askCancel shows what is about to be cancelled, or asks for the reason if none was given.
func (a *ask) askCancel(ctx context.Context, t ledger.Task, why string) (ledger.Change, error) {
	done, err := a.cancelling(ctx, t, ledger.Cancelling{By: a.Person, At: a.At, Why: why})
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok && refusal.Reason == ledger.ReasonNoWhy {
		return a.asking(ledger.PressCancelTask, texts.AskCancelWhy(t), ledger.About{Tasks: []ledger.TaskID{t.ID}})
	}
	if err != nil {
		return ledger.Change{}, err
	}
	var whole ledger.Task
	if t.Parent != "" {
		if whole, _, err = parentIn(ctx, a.h.Book, nil, t.Parent); err != nil {
			return ledger.Change{}, err
		}
	}
	return ledger.Change{Answer: ledger.Reply{
		Text: texts.AskCancel(t, whole, done, a.today), Buttons: texts.CancelButtons(t.ID),
		About: ledger.About{Tasks: []ledger.TaskID{t.ID}, Act: ledger.PressCancelTask, Words: done.Task.Cancelled.Why, Version: int(t.Rev)},
	}}, nil
}

// dropped is the answer to whoever gives up what he was proposing.
func (a *ask) dropped(p ledger.Proposal, err error) (ledger.Change, error) {
	if err != nil {
		return ledger.Change{}, err
	}
	return a.dropProposal(p)
}

// cancelling is the task as it would be cancelled, with all that ends with it.
func (a *ask) cancelling(ctx context.Context, t ledger.Task, c ledger.Cancelling) (ledger.CancelledTask, error) {
	matters, notices, err := waitsAndRuns(ctx, a.h.Book, t)
	if err != nil {
		return ledger.CancelledTask{}, err
	}
	done, refusal := t.Cancel(c, matters, notices)
	if refusal != nil {
		return ledger.CancelledTask{}, refusal
	}
	return done, nil
}

// cancelTaskPressed is 确认撤项 or 不撤 under what was shown.
func cancelTaskPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	id, not := strings.CutPrefix(about, texts.CancelNot)
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(id)}, ledger.ActionCancelTask)
	switch {
	case err != nil:
		return ledger.Change{}, err
	case not:
		return said(texts.CancelDropped(t))
	}
	return a.cancelConfirmed(ctx, t)
}

// cancelTaskAnswered takes 确认 or 取消 in reply to what was shown, or the reason in reply to the
// question for it.
func cancelTaskAnswered(ctx context.Context, a *ask) (ledger.Change, error) {
	if len(a.About.Tasks) != 1 {
		return ledger.Change{}, a.form("")
	}
	t, err := a.task(ctx, ledger.TaskNumber{Code: a.About.Tasks[0]}, ledger.ActionCancelTask)
	if err != nil {
		return ledger.Change{}, err
	}
	switch strings.Trim(a.args, "。.!！ ") {
	case "确认", "确认撤项", "确定":
		if a.About.Words == "" {
			return a.askCancel(ctx, t, "")
		}
		return a.cancelConfirmed(ctx, t)
	case "取消", "不撤", "不撤了", "算了":
		return said(texts.CancelDropped(t))
	}
	word := a.word
	a.word = ""
	if c, ok := a.command(); ok {
		return a.run(ctx, c) // he goes on with something else
	}
	a.word = word
	if a.About.Words == "" {
		return a.askCancel(ctx, t, a.args)
	}
	return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonCancelUnsure, Task: t.ID}
}

// cancelConfirmed cancels the task as it was shown, for the reason that was given then, and
// tells its units at once: somebody may be at work on it.
func (a *ask) cancelConfirmed(ctx context.Context, t ledger.Task) (ledger.Change, error) {
	if a.About.Words == "" || !slices.Contains(a.About.Tasks, t.ID) {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonCancelMoved, Task: t.ID}
	}
	done, err := a.cancelling(ctx, t, ledger.Cancelling{By: a.Person, At: a.At, Why: a.About.Words, Rev: int64(a.About.Version)})
	if err != nil {
		return ledger.Change{}, err
	}
	change := ledger.Change{Put: append(done.Put, done.Task), Entries: done.Entries}
	var untold []ledger.UnitID
	for _, unit := range done.Units {
		send, missing, err := a.toEach(ctx, done.Task, []ledger.UnitID{unit}, texts.CancelledToUnit(done, unit), "cancel", ledger.OccasionCancelled)
		if err != nil {
			return ledger.Change{}, err
		}
		change.Send, change.Entries = append(change.Send, send...), append(change.Entries, missing...)
		if len(missing) > 0 {
			untold = append(untold, unit)
		}
	}
	change.Send = numberedSend(a.Cause, change.Send)
	change.Answer = ledger.Reply{Text: texts.CancelledToOffice(done, untold), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	return change, nil
}
