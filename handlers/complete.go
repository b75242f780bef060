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
	if w, waits := t.Waits(ledger.MatterReview); waits {
		m, t, _, err := a.matterByID(ctx, w.Matter, "")
		if err != nil {
			return ledger.Change{}, err
		}
		return a.decideOn(ctx, m, t, ledger.VerdictApproved, "") // 办结 is 同意 of the review
	}
	done, refusal := t.Complete(a.Person, a.At, words == "确认")
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	ended, put, entries, err := a.void(ctx, done.Task)
	if err != nil {
		return ledger.Change{}, err
	}
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
