package handlers

import (
	"context"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// complete is the office's word that the work is completed: 办结 17. The unit is told. What
// the unit has not reported as complete wants a second word: 办结 17 确认.
func complete(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionComplete)
	if err != nil {
		return ledger.Change{}, err
	}
	done, refusal := t.Complete(a.Person, a.At, words == "确认")
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	waiting, err := a.waitingOn(ctx, t)
	if err != nil {
		return ledger.Change{}, err
	}
	ended, put, entries := done.Task.Void(waiting, a.At)
	ended, noticed, ends, err := a.endNotices(ctx, ended)
	if err != nil {
		return ledger.Change{}, err
	}
	put, entries = append(put, noticed...), append(entries, ends...)
	text := texts.CompletedToUnit(ended)
	send, missing, err := a.toUnits(ctx, ended, text, "complete", ledger.OccasionFinished)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: append(put, ended), Entries: slices.Concat(done.Entries, entries, missing), Send: send,
		Answer: ledger.Reply{Text: texts.CompletedToOffice(ended, len(missing) == 0), About: ledger.About{Tasks: []ledger.TaskID{t.ID}}},
	}, nil
}
