package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
)

// latest is how many matters of a task are looked at for the one that was decided last.
const latest = 20

// tooLate says who decided before him, to whoever decides by the number of a task on which
// nothing waits for him any more: the newest matter that was his to decide as well, or, for the
// office and a leader, at anybody's desk: an older one is not what he means. Which one
// he means is known by the word that he said. nil: there was none.
func (a *ask) tooLate(ctx context.Context, t ledger.Task, kinds ...ledger.MatterKind) (*ledger.Refusal, error) {
	found, _, err := a.h.Book.MattersIn(ctx, ledger.Page{
		Range: ledger.MattersOf(t.ID), Limit: latest, Descending: true,
	})
	if err != nil {
		return nil, fmt.Errorf("handlers: what was decided on %s: %w", t.ID, err)
	}
	var newest ledger.Matter
	for _, m := range found {
		byClock := m.Settled.Name == "" && m.Verdict != ledger.VerdictVoid
		if m.Verdict == "" || byClock || !a.seesDesk(m) || !a.wordIsFor(m.Kind, kinds) {
			continue
		}
		if newest.ID == "" || m.Settled.At.After(newest.Settled.At) {
			newest = m
		}
	}
	if _, another := t.Waits(newest.Kind); another || newest.ID == "" { // another one waits, and for somebody else
		return nil, nil //nolint:nilnil // nothing was decided before him
	}
	return newest.Over(), nil
}

// seesDesk reports whether he may know how a matter was decided.
func (a *ask) seesDesk(m ledger.Matter) bool {
	return a.Person.MayDecide(m, a.today) || a.Person.Has(a.today, ledger.RoleOffice, ledger.RoleLeader)
}

// wordIsFor reports whether what was said can mean a matter of a kind. kinds, if any, are
// all that it can mean.
func (a *ask) wordIsFor(kind ledger.MatterKind, kinds []ledger.MatterKind) bool {
	if len(kinds) > 0 {
		return slices.Contains(kinds, kind)
	}
	if said := wordSaid(a.word); said != "" {
		return ownWord(kind) == said
	}
	return kind != ledger.MatterDifficulty || a.word == "退回"
}
