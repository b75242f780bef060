package handlers

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/ledger"
)

// difficultyOn finds the difficulty on a task that waits for the asker, and gives back the
// words that follow. Where several units are stuck their names tell which one is meant: 答复 17
// 坪石镇 已安排.
func (a *ask) difficultyOn(ctx context.Context, t ledger.Task, words string) (ledger.MatterID, string, error) {
	mine := a.toAnswer(t)
	switch len(mine) {
	case 0:
		return "", "", a.noDifficulty(ctx, t)
	case 1:
		return mine[0].Matter, words, nil
	}
	asking := namesOf(t, mine)
	name, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	if unit, err := a.unit(ctx, name); err == nil && strings.TrimSpace(rest) != "" {
		if i := slices.Index(asking, string(unit)); i >= 0 {
			if _, _, dated := a.dayFirst(rest); dated && a.word == a.h.named("forward").words[0] {
				return mine[i].Matter, words, nil // 转办 17 坪石镇 周五 asks it again, for another day
			}
			return mine[i].Matter, rest, nil
		}
	}
	return "", "", &ledger.Refusal{Reason: ledger.ReasonWhichDifficulty, Task: t.ID, Words: strings.Join(asking, "、")}
}

// toAnswer are the difficulties on a task that wait for the asker.
func (a *ask) toAnswer(t ledger.Task) []ledger.Waiting {
	var mine []ledger.Waiting
	for _, w := range t.Waiting {
		if w.Kind == ledger.MatterDifficulty && (a.Person.Sits(w.Desk, a.today) || a.Person.Sits(ledger.DeskOffice, a.today)) {
			mine = append(mine, w)
		}
	}
	return mine
}

// namesOf are the names by which difficulties of a task are told apart: of the units that raised
// them, or, where several units are asked about one, of those that are asked.
func namesOf(t ledger.Task, mine []ledger.Waiting) []string {
	names := make([]string, len(mine))
	for i, w := range mine {
		names[i] = string(cmp.Or(w.Unit, w.Lead))
		if names[i] == "" && len(t.Lead) > 0 {
			names[i] = string(t.Lead[0])
		}
		one := slices.ContainsFunc(mine, func(other ledger.Waiting) bool {
			return other.Matter != w.Matter && cmp.Or(other.Of, other.Matter) == cmp.Or(w.Of, w.Matter)
		})
		if unit, asked := w.Desk.Unit(); asked && one {
			names[i] = string(unit)
		}
	}
	return names
}

// noDifficulty says why there is nothing to answer on a task: somebody did it before him, or
// the unit has gone on.
func (a *ask) noDifficulty(ctx context.Context, t ledger.Task) error {
	before, err := a.tooLate(ctx, t, ledger.MatterDifficulty)
	switch {
	case err != nil:
		return err
	case before != nil && before.Reason == ledger.ReasonDecided:
		return before
	}
	return &ledger.Refusal{Reason: ledger.ReasonNoDifficulty, Task: t.ID}
}
