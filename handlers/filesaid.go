package handlers

import (
	"slices"

	"duban/ledger"
	"duban/texts"
)

// filesSaid adds to an answer what became of the files that came with the words, where that is
// not what their sender believes: of one that is too large only the name was kept, and one for
// which there is no place was not kept at all. Wherever files come in, it is said here.
func (a *ask) filesSaid(change ledger.Change) string {
	var large, lost []ledger.File
	for _, f := range a.Files {
		kept := slices.ContainsFunc(change.Put, func(r ledger.Record) bool { return ledger.Keeps(r, f) })
		switch {
		case !kept:
			lost = append(lost, f)
		case f.TooLarge():
			large = append(large, f)
		}
	}
	if len(change.Put) == 0 || change.Answer.Text == "" {
		return change.Answer.Text
	}
	return change.Answer.Text + texts.OnlyNamed(large) + texts.NotKept(lost)
}
