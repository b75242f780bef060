package handlers

import (
	"context"
	"fmt"

	"duban/documents"
	"duban/ledger"
	"duban/texts"
)

// template hands out the empty workbook that an import reads as it is filled in: 导入模板.
func template(ctx context.Context, a *ask) (ledger.Change, error) {
	units, err := a.h.Book.Units(ctx)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: units: %w", err)
	}
	file, err := documents.Template(units, a.At)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: %w", err)
	}
	return handedOut(texts.Template(len(ledger.Unmerged(units))), file)
}
