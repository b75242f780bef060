package handlers

import (
	"context"
	"errors"

	"duban/ledger"
	"duban/texts"
)

// handsBack returns a difficulty to the office by the unit that was asked: 退回 17 不属我局职责.
// taken is false where the asker means something else.
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
	done, refusal := m.HandBack(t, a.Person, a.At, words, a.h.Calendar.After(a.today, ledger.DifficultyAnswer))
	if refusal != nil {
		return ledger.Change{}, true, refusal
	}
	change, err = a.asksNoMore(ctx, done)
	change.Answer = ledger.Reply{Text: texts.HandedBack(m)}
	return change, true, err
}
