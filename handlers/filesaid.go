package handlers

import (
	"slices"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// filesSaid adds to an answer what became of the files that came with the words, where that is
// not what their sender believes: one that is too large, that is still to come or for which
// there is no place was not kept. Wherever files come in, it is said here.
func (a *ask) filesSaid(change ledger.Change) string {
	if change.Answer.Text == "" {
		return ""
	}
	text := change.Answer.Text + texts.Unkept(a.large, nil) + a.owedSaid(change)
	if len(change.Put) == 0 {
		return text
	}
	var unwanted []ledger.File
	for _, f := range a.Files {
		if !slices.ContainsFunc(change.Put, func(r ledger.Record) bool { return ledger.Keeps(r, f) }) {
			unwanted = append(unwanted, f)
		}
	}
	return text + texts.NotKept(unwanted)
}

// withUnkept adds the same to a refusal: who reads that evidence is missing learns why his own
// does not count. A marking is not said again, and to strangers nothing is.
func (a *ask) withUnkept(refusal *ledger.Refusal, text string) string {
	switch refusal.Reason { //nolint:exhaustive // all others may be told of
	case ledger.ReasonSecret, ledger.ReasonStranger, ledger.ReasonAnonymous, ledger.ReasonSheetLarge:
		return text
	case ledger.ReasonUnkept:
		return strings.TrimPrefix(texts.Unkept(a.large, a.lost), "\n")
	}
	return text + texts.Unkept(a.large, a.lost)
}
