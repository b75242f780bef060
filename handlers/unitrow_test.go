package handlers_test

import (
	"strings"
	"testing"

	"duban/documents"
	"duban/texts"
)

// TestUnitRowsHaveWords: whatever is wrong with a row of units is told in words.
func TestUnitRowsHaveWords(t *testing.T) {
	for _, code := range []string{
		documents.UnitNoName, documents.UnitTwice, documents.UnitNoParent, documents.UnitNoKind, documents.UnitColumn,
	} {
		if got := texts.UnitRow(3, "简称", code, "住建局"); strings.Contains(got, "请核对") {
			t.Errorf("%s has no words: %s", code, got)
		}
	}
}
