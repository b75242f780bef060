package handlers

import (
	"context"
	"slices"

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
	day, why, ok := a.dayFirst(words)
	if !ok {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonDate, Task: t.ID, Words: firstWord(words)}
	}
	if ledger.MayTask(a.Person, ledger.ActionResume, t, a.today) != nil {
		applied, err := a.applying(ctx, ledger.Applying{
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
	return a.tellPlanned(ctx, done, texts.ResumedToUnit(done.Task), texts.Resumed(done.Task))
}

// tellPlanned stores what the office decided of a task, and tells the units that lead it.
func (a *ask) tellPlanned(ctx context.Context, done ledger.Planned, toUnit, answer string) (ledger.Change, error) {
	t, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
	send, missing, err := a.toUnits(ctx, t, toUnit, "decide", ledger.OccasionDecided)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: append(put, t), Entries: slices.Concat(done.Entries, entries, missing), Send: send,
		Answer: ledger.Reply{Text: answer, About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}
