package handlers

import (
	"context"

	"duban/ledger"
)

// partial asks the office to record that a part of the work is completed:
// 阶段性办结 17 已完成主体，剩余管网年底前完成.
func partial(ctx context.Context, a *ask) (ledger.Change, error) {
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionApply)
	if err != nil {
		return ledger.Change{}, err
	}
	applied, err := a.applying(ledger.Applying{
		By: a.Person, At: a.At, Text: words, Files: a.Files, AnswerBy: a.h.Calendar.After(a.today, ledger.ExtensionAnswer),
	}, t.ApplyPartial)
	if err != nil {
		return ledger.Change{}, err
	}
	return a.apply(ctx, applied)
}
