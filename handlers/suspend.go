package handlers

import (
	"context"
	"slices"
	"time"

	"duban/ledger"
	"duban/texts"
)

// suspend lets work rest until a day: 中止 17 9月30日 理由. The office decides at once; the
// leading unit applies for it.
func suspend(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionSuspend)
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return ledger.Change{}, a.form("")
	}
	day, why, ok := a.dayAmong(words)
	if !ok {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonDate, Task: t.ID, Words: firstWord(words)}
	}
	if ledger.MayTask(a.Person, ledger.ActionResume, t, a.today) != nil {
		applied, err := a.applying(ledger.Applying{
			By: a.Person, At: a.At, Text: why, Date: day, Files: a.Files, AnswerBy: a.h.Calendar.After(a.today, ledger.ExtensionAnswer),
		}, t.ApplySuspension)
		if err != nil {
			return ledger.Change{}, err
		}
		return a.apply(ctx, applied)
	}
	done, refusal := t.Suspend(ledger.Suspending{By: a.Person, At: a.At, Until: day, Why: why})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	return a.tellPlanned(ctx, done, texts.SuspendedToUnit(done.Task), texts.Suspended(done.Task))
}

// resume lets work go on before its day: 恢复 17.
func resume(ctx context.Context, a *ask) (ledger.Change, error) {
	t, _, err := a.taskOrTheirs(ctx, ledger.ActionResume)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := t.Resume(a.Person, a.At)
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	on, err := goOn(ctx, a.h.Book, done.Task, a.At, a.h.Calendar)
	if err != nil {
		return ledger.Change{}, err
	}
	done.Task, done.Entries = on.Task, append(done.Entries, on.Entries...)
	change, err := a.tellPlanned(ctx, done, texts.ResumedToUnit(done.Task), texts.Resumed(done.Task)+texts.MovedReplies(on, ""))
	if err != nil {
		return ledger.Change{}, err
	}
	for i, message := range change.Send {
		change.Send[i].Text += texts.MovedReplies(on, message.About.Unit)
	}
	change.Put = append(on.Put, change.Put...)
	return change, nil
}

// goOn moves what waits on a task that goes on.
func goOn(ctx context.Context, book deciding, t ledger.Task, at time.Time, c ledger.Calendar) (ledger.WentOn, error) {
	matters, notices, err := waitsAndRuns(ctx, book, t)
	if err != nil {
		return ledger.WentOn{}, err
	}
	return t.GoOn(matters, notices, at, c), nil
}

// rest lets what waits on a task rest with it.
func rest(ctx context.Context, book deciding, t ledger.Task) ([]ledger.Record, error) {
	if t.State != ledger.StateSuspended {
		return nil, nil
	}
	matters, notices, err := waitsAndRuns(ctx, book, t)
	if err != nil {
		return nil, err
	}
	return t.Rest(matters, notices), nil
}

// tellPlanned stores what the office decided of a task, and tells the units that lead it.
func (a *ask) tellPlanned(ctx context.Context, done ledger.Planned, toUnit, answer string) (ledger.Change, error) {
	t, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	rested, err := rest(ctx, a.h.Book, t)
	if err != nil {
		return ledger.Change{}, err
	}
	put = append(put, rested...)
	send, missing, err := a.toUnits(ctx, t, toUnit, "decide", ledger.OccasionDecided)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: append(put, t), Entries: slices.Concat(done.Entries, entries, missing), Send: send,
		Answer: ledger.Reply{Text: answer, About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}
