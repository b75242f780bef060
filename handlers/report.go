package handlers

import (
	"context"
	"strings"

	"duban/ledger"
)

// report records progress: /report 17 80 沟渠已清, 进展 17 80% …, or as a reply.
func report(ctx context.Context, a *ask) (ledger.Change, error) {
	if strings.TrimSpace(a.args) == "" && len(a.Files) == 0 {
		return ledger.Change{}, a.form("")
	}
	if ids := a.about(); len(ids) > 0 && a.QuotedOur {
		a.Text = a.args
		return a.take(ctx, a.spoken(ids))
	}
	if ledger.ReadReport(a.args, true).Task.IsZero() {
		return ledger.Change{}, a.form(firstWord(a.args))
	}
	if change, taken, err := a.figureReport(ctx, a.args); taken || err != nil {
		return change, err
	}
	return a.take(ctx, a.lines(a.args, nil))
}

// noChange says that nothing moved, and that counts as a report: 无变化 17.
func noChange(ctx context.Context, a *ask) (ledger.Change, error) {
	if lines := a.lines(a.Text, nil); len(lines) > 1 {
		return a.take(ctx, lines)
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
	said := ledger.Said{Percent: ledger.NoPercent, NoChange: true, Text: words}
	return a.take(ctx, []line{{said: said, task: t.ID, raw: a.args}})
}

// blocked says what is in the way: 困难 17 等设备到货.
func blocked(ctx context.Context, a *ask) (ledger.Change, error) {
	if a.several() {
		return a.take(ctx, a.lines(a.Text, nil))
	}
	if ledger.IsNoDifficulty(a.args) && len(a.Files) == 0 { // of which task need not be asked
		return ledger.Change{}, refused(ledger.ReasonNoWords, "")
	}
	t, words, err := a.taskOrTheirs(ctx, ledger.ActionReport)
	if err != nil {
		return ledger.Change{}, err
	}
	if words == "" {
		return ledger.Change{}, &ledger.Refusal{Reason: ledger.ReasonNoWords, Task: t.ID}
	}
	said, c := ledger.Said{Percent: ledger.NoPercent, Blocked: true, Text: words}, a.h.named("blocked")
	if ledger.DifficultyOver(words) { // 困难 17 已解决 tells of none
		said.Blocked, said.Text = false, c.words[0]+words
	}
	return a.take(ctx, []line{{said: said, task: t.ID, raw: a.args}})
}
