package handlers

import (
	"context"

	"duban/ledger"
)

// promise silences a task until a day: 承诺 17 周五.
func promise(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.several() {
		return a.take(ctx, a.lines(a.Text, nil))
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return ledger.Change{}, a.form("")
	}
	said := ledger.Said{Percent: ledger.NoPercent, Promise: words}
	return a.take(ctx, []line{{said: said, task: t.ID, raw: a.args}})
}
