package handlers

import (
	"context"
	"slices"

	"duban/ledger"
	"duban/texts"
)

// me tells the asker who the office takes him for.
func me(_ context.Context, a *ask) (ledger.Change, error) {
	return said(texts.Me(a.Person, a.today))
}

func (a *ask) mayEver(c command) bool {
	return c.action != "" && ledger.May(a.Person, c.action, a.today) == nil
}

func (c command) is(word string) bool {
	return c.name == word || slices.Contains(c.words, word)
}
