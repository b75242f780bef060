package handlers

import (
	"context"
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// complete is the office's word that the work is completed: 办结 17. The unit is told. What
// the unit has not reported as complete wants a second word: 办结 17 确认. What it has reported
// is sent back with 办结 17 退回 and why.
func complete(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionComplete)
	if err != nil {
		return ledger.Change{}, err
	}
	why, back := sentBack(words)
	w, waits := t.Waits(ledger.MatterReview)
	switch {
	case back && !waits:
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoMatter}
	case waits:
		m, t, _, err := a.matterByID(ctx, w.Matter, "")
		if err != nil {
			return ledger.Change{}, err
		}
		if back {
			return a.decideOn(ctx, m, t, ledger.VerdictReturned, why)
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

// sentBack reads that a completion is not confirmed, and why.
func sentBack(words string) (why string, back bool) {
	for _, no := range []string{"退回", "驳回", "打回", "不同意", "不通过", "不予办结", "不能办结"} {
		if why, back = strings.CutPrefix(words, no); back {
			return strings.TrimLeft(why, " ，,：:。"), true
		}
	}
	return "", false
}

// completes turns 办结 17 说明 into 进展 17 100 说明 where it is said by a unit's people: the office
// alone confirms, and they report. false: it is the office's word, or says nothing of the work.
func (a *ask) completes() bool {
	if ledger.May(a.Person, ledger.ActionComplete, a.today) == nil || ledger.May(a.Person, ledger.ActionReport, a.today) != nil {
		return false
	}
	number, words := ledger.ReadReport(a.args, true).Task, strings.TrimSpace(a.args)
	if !number.IsZero() {
		words = ledger.AfterNumber(a.args)
	}
	if _, back := sentBack(words); back || words == "确认" || words == "" && len(a.Files) == 0 {
		return false
	}
	if number.IsZero() {
		a.args = strings.TrimSpace("100% " + a.args) // 100 could be a number
		return true
	}
	if ledger.ReadReport(words, false).Percent == ledger.NoPercent {
		words = strings.TrimSpace("100 " + words)
	}
	a.args = numberWords(number) + " " + words
	return true
}
