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

// help lists what the asker may say; 帮助 进展 shows one command's forms.
func help(ctx context.Context, a *ask) (ledger.Change, error) {
	if !a.bound() {
		return ledger.Change{}, refused(ledger.ReasonStranger, "")
	}
	for _, c := range a.h.commands {
		if a.args == "" || !a.mayEver(c) {
			continue
		}
		if c.is(a.args) {
			return said(texts.HelpOn(c.name, a.example(ctx)))
		}
	}
	var names []string
	for _, c := range a.h.commands {
		if a.mayEver(c) {
			names = append(names, c.name)
		}
	}
	return said(texts.Help(names, a.example(ctx)))
}

func (a *ask) mayEver(c command) bool {
	return c.action != "" && ledger.May(a.Person, c.action, a.today) == nil
}

func (c command) is(word string) bool {
	return c.name == word || slices.Contains(c.words, word)
}
