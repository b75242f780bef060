package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// closeout asks that a completed task be struck off: 销号 17 已通水运行，出水达标, with files
// as the rules want them.
func closeout(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: the office's rules: %w", err)
	}
	asked := ledger.Applying{By: a.Person, At: a.At, Text: words, Files: a.Files, Album: a.albumName()}
	applied, entries, refusal := t.ApplyCloseout(asked, policy)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	change := ledger.Change{Entries: entries}
	t, err = a.step(ctx, &change, applied)
	if err != nil {
		return ledger.Change{}, err
	}
	p, err := a.print(ctx, func(s documents.Stamp) (ledger.File, error) { return a.h.Papers.Closeout(t, s) })
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer = ledger.Reply{Text: texts.CloseoutApplied(t) + p.missing(), Files: p.files, About: ledger.About{Tasks: []ledger.TaskID{t.ID}}}
	if w, waits := t.Waits(ledger.MatterStep); waits {
		change.Answer.About.Matters = []ledger.MatterID{w.Matter}
	}
	return change, nil
}

// askCloseout asks for the words and the files of an application.
func askCloseout(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	t, err := a.task(ctx, ledger.TaskNumber{Code: ledger.TaskID(about)}, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	policy, err := a.h.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: the office's rules: %w", err)
	}
	// Whether it may be applied for at all is said now, and not when the words were typed.
	if _, _, refusal := t.ApplyCloseout(ledger.Applying{By: a.Person, At: a.At, Text: t.Title, Files: []ledger.File{{}}}, policy); refusal != nil {
		return ledger.Change{}, refusal
	}
	evidence := t.Closeout.Step().Files
	if len(t.Closeout.Steps) == 0 {
		evidence = policy.ProcedureOf(t.Source).Steps[0].Files
	}
	return a.asking(ledger.PressCloseout, texts.AskCloseout(t, evidence), ledger.About{Tasks: []ledger.TaskID{t.ID}})
}

// step puts a task with the step of its close-out opened, and tells whoever has it now.
// Who was told of the task so far is told of its end.
func (a *ask) step(ctx context.Context, change *ledger.Change, t ledger.Task) (ledger.Task, error) {
	if t.State == ledger.StateClosed {
		change.Put = append(change.Put, t)
		return t, a.sendUnits(ctx, change, t, texts.Closed(t), "closeout", ledger.OccasionClosed)
	}
	manned, err := a.manned(ctx, t.CloseoutDesks())
	if err != nil {
		return ledger.Task{}, err
	}
	next, opened := t.OpenStep(ledger.Stepping{By: a.Person, At: a.At, Calendar: a.h.Calendar, Manned: manned})
	change.Put = append(change.Put, next.Task)
	if !opened {
		return next.Task, nil
	}
	change.Put, change.Entries = append(change.Put, next.Matter), append(change.Entries, next.Entries...)
	send, err := a.askDesk(ctx, next.Matter)
	change.Send = numberedSend(a.Cause, append(change.Send, send...))
	return next.Task, err
}

// manned are those of the desks at which somebody sits who can be told.
func (a *ask) manned(ctx context.Context, desks []ledger.Desk) ([]ledger.Desk, error) {
	var manned []ledger.Desk
	for _, desk := range desks {
		to, err := a.deskAddresses(ctx, desk)
		if err != nil {
			return nil, err
		}
		if len(to) > 0 {
			manned = append(manned, desk)
		}
	}
	return manned, nil
}

// sendUnits adds words to the units that lead a task.
func (a *ask) sendUnits(ctx context.Context, change *ledger.Change, t ledger.Task, text, act string, why ledger.Occasion) error {
	send, missing, err := a.toUnits(ctx, t, text, act, why)
	change.Send = numberedSend(a.Cause, append(change.Send, send...))
	change.Entries = append(change.Entries, missing...)
	return err
}

// numberedSend gives the messages of one change names of their own.
func numberedSend(cause string, send []ledger.Message) []ledger.Message {
	for i := range send {
		send[i].ID = ledger.MessageID(fmt.Sprintf("%s/%d", cause, i+1))
	}
	return send
}

// public opens the public notice of a task whose close-out has come to it: 公示 17. It is
// 同意 of that step, by the word that the office uses.
func public(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionCloseout)
	if err != nil {
		return ledger.Change{}, err
	}
	w, waits := t.Waits(ledger.MatterStep)
	if !waits || t.Closeout.Step().Name != ledger.StepPublicNotice {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoStep, Task: t.ID}
	}
	m, t, words, err := a.matterByID(ctx, w.Matter, words)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.decideOn(ctx, m, t, ledger.VerdictApproved, words)
}

// objection records what somebody objected to during the public notice: 异议 17 内容.
func objection(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionCloseout)
	if err != nil {
		return ledger.Change{}, err
	}
	applied, err := a.applying(ledger.Applying{
		By: a.Person, At: a.At, Text: words, Files: a.Files, AnswerBy: a.h.Calendar.After(a.today, ledger.ObjectionAnswer),
	}, t.Object)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: []ledger.Record{applied.Task, applied.Matter}, Entries: applied.Entries,
		Answer: ledger.Reply{
			Text: texts.Objected(applied.Matter, applied.Task), Buttons: texts.QueueButtons([]ledger.Matter{applied.Matter}),
			About: matterAbout(applied.Matter),
		},
	}, nil
}

// closeoutLists are the lists of striking off whose bounds the calendar tells.
func (a *ask) closeoutLists(word string) func(ledger.Scope, ledger.Date) ledger.Range {
	all := func(mark string) func(ledger.Scope, ledger.Date) ledger.Range {
		return func(scope ledger.Scope, _ ledger.Date) ledger.Range {
			return ledger.Range{Mark: ledger.MarkOf(mark, scope), Max: ledger.NoLimit}
		}
	}
	switch {
	case word == "该销未销" || word == "应销未销":
		return func(scope ledger.Scope, today ledger.Date) ledger.Range {
			return ledger.ReadyRange(scope, today, a.h.Calendar)
		}
	case word == "销号中":
		return all(ledger.MarkClosing)
	case word == "公示中" || word == "公示":
		return all(ledger.MarkPublic)
	case word == "回头看":
		return ledger.RecheckRange
	case slices.Contains([]string{"反弹", "重启"}, word):
		return all(ledger.MarkRelapsed)
	}
	return nil
}
