package handlers

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// groupWords takes what a group is for and until when off the words that bind it:
// 住建局 用途 污水管网攻坚 至 2026-12-31.
func (a *ask) groupWords(words string) (string, ledger.Binding, error) {
	said := ledger.ReadBinding(words)
	b := ledger.Binding{Purpose: said.Purpose, Endless: said.Endless}
	if said.HasUntil && !said.Endless {
		day, ok := a.day(said.Until)
		if !ok {
			return "", ledger.Binding{}, refused(ledger.ReasonGroupDate, said.Until)
		}
		b.Until = day
	}
	if said.HasPurpose && said.Purpose == "" {
		return "", ledger.Binding{}, a.form("用途")
	}
	return said.Whose, b, nil
}

// findGroups lists the bound groups, what they are for and until when: 查 群.
func (a *ask) findGroups(ctx context.Context) (ledger.Change, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: units: %w", err)
	}
	marks := []string{ledger.GroupMark(ledger.AudienceOffice, ""), ledger.GroupMark(ledger.AudienceLeaders, "")}
	for _, unit := range units {
		marks = append(marks, ledger.GroupMark(ledger.AudienceUnit, unit.ID))
	}
	chats, err := a.h.Book.Chats(ctx, marks...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: groups: %w", err)
	}
	return said(texts.Groups(chats, a.today))
}
