package handlers

import (
	"context"
	"strings"

	"duban/ledger"
	"duban/texts"
)

// depart ends a post from today on: 离任 张三, 离任 住建局 联络员 张三. Whoever left is a
// stranger from then on, and is not addressed.
func depart(ctx context.Context, a *ask) (ledger.Change, error) {
	w, err := a.whose(ctx, strings.Fields(a.args))
	if err != nil {
		return ledger.Change{}, err
	}
	p, post, err := a.holder(ctx, w)
	if err != nil {
		return ledger.Change{}, err
	}
	left, entries, refusal := p.Depart(ledger.Ending{By: a.Person, At: a.At, Post: post})
	if refusal != nil {
		return ledger.Change{}, refusal
	}
	silent, err := a.silentWithout(ctx, left, post.Unit)
	if err != nil {
		return ledger.Change{}, err
	}
	return ledger.Change{
		Put: []ledger.Record{left}, Entries: entries,
		Answer: ledger.Reply{Text: texts.Departed(left, post, silent, a.today)},
	}, nil
}

// silentWithout reports whether nobody is told any more what concerns a unit, once a person
// has left it.
func (a *ask) silentWithout(ctx context.Context, left ledger.Person, unit ledger.UnitID) (bool, error) {
	if unit == "" {
		return false, nil
	}
	persons, err := a.persons(ctx, ledger.SpeakersMark(unit))
	if err != nil {
		return false, err
	}
	for i := range persons {
		if persons[i].ID == left.ID {
			persons[i] = left
		}
	}
	return len(ledger.Speakers(persons, unit, a.today)) == 0, nil
}
