package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// askList asks whether a file is a list that the book has, under another name. Nothing of it
// can be confirmed before that is said.
func (a *ask) askList(ctx context.Context, sheet ledger.Sheet, which *WhichList) (ledger.Change, error) {
	sheet.List, sheet.Own, sheet.Same = "", which.Own, which.Like.List
	shown := texts.SheetShown{Sheet: sheet, Name: sheet.File.Name, Like: which.Like}
	change, err := a.proposeSheet(ctx, sheet, &shown)
	if err != nil {
		return ledger.Change{}, err
	}
	change.Answer.Text = texts.WhichList(shown)
	return change, nil
}

// sheetPressed is the choice under a file whose list may be one of another name: it is shown
// anew as a part of the list that was chosen.
func sheetPressed(ctx context.Context, a *ask, about string) (ledger.Change, error) {
	at := max(strings.LastIndex(about, "/"), 0)
	p, err := a.pressedProposal(ctx, about[:at])
	if err != nil {
		return ledger.Change{}, err
	}
	sheet, ok := p.Sheet.Choose(strings.TrimPrefix(about[at:], "/"))
	if !ok {
		return ledger.Change{}, refused(ledger.ReasonOldButton, "")
	}
	if err := a.turn(ctx); err != nil { // what takes long begins in its turn
		return ledger.Change{}, err
	}
	done, err := a.h.oneSheet(ctx)
	if err != nil {
		return ledger.Change{}, err
	}
	defer done()
	file, body, err := a.fetchSheet(ctx, sheet.File)
	if err != nil {
		return ledger.Change{}, err
	}
	if file.SHA256 != sheet.File.SHA256 {
		return ledger.Change{}, refused(ledger.ReasonSheetOther, file.Name)
	}
	return a.showSheet(ctx, sheet, body)
}
