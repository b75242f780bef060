package handlers

import (
	"context"
	"errors"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// handsBack returns a difficulty to the office by the unit that was asked: 退回 17 不属我局职责.
// taken is false where the asker means something else. Where something else on the task waits for
// him too, its number alone does not tell which of them he returns.
func (a *ask) handsBack(ctx context.Context) (change ledger.Change, taken bool, err error) {
	if a.Person.Sits(ledger.DeskOffice, a.today) {
		return ledger.Change{}, false, nil // the office returns it to the unit that told it
	}
	m, t, words, err := a.difficulty(ctx, ledger.ActionAnswer)
	if _, refused := errors.AsType[*ledger.Refusal](err); refused {
		return ledger.Change{}, false, nil
	}
	if _, asked := m.Desk.Unit(); err != nil || m.Kind != ledger.MatterDifficulty || !asked {
		return ledger.Change{}, false, err
	}
	if !a.pointsAt(m.ID) && slices.ContainsFunc(t.Waiting, func(w ledger.Waiting) bool {
		return w.Matter != m.ID && w.Kind != m.Kind && a.Person.Sits(w.Desk, a.today)
	}) {
		return ledger.Change{}, true, &ledger.Refusal{Reason: ledger.ReasonWhichMatter, Task: t.ID}
	}
	done, refusal := m.HandBack(t, a.Person, a.At, words, a.h.Calendar.After(a.today, ledger.DifficultyAnswer))
	if refusal != nil {
		return ledger.Change{}, true, refusal
	}
	change, err = a.asksNoMore(ctx, done)
	change.Answer = ledger.Reply{Text: texts.HandedBack(m)}
	return change, true, err
}

// pointsAt reports whether a matter was named by itself: by the message replied to, which is about
// no other, or by its line there.
func (a *ask) pointsAt(id ledger.MatterID) bool {
	matters := a.About.Matters
	if len(matters) == 1 {
		return matters[0] == id
	}
	n := ledger.ReadReport(a.args, true).Task.N
	return n > 0 && n <= len(matters) && matters[n-1] == id
}
