package handlers

import (
	"context"
	"fmt"
	"strings"

	"duban/ledger"
)

// scopeNamed is what figures are asked of, with the words that name it to people.
type scopeNamed struct {
	scope ledger.Scope
	unit  ledger.UnitID // if it is a unit's
	words string        // if it is a campaign's or a leader's
}

// scopes reads of what the figures are asked: nothing (the asker's own), 全部, 我的, a
// unit, a campaign. A unit's people get their own unit and nothing else.
func (a *ask) scopes(ctx context.Context) ([]scopeNamed, error) {
	own, word := a.ownScopes(), strings.TrimSpace(a.args)
	if here := a.here(); here.Audience == ledger.AudienceUnit && !a.Private {
		return a.scopeHere(ctx, here.Unit, word) // everybody in the unit's group reads the answer
	}
	if !a.wide() {
		return nil, refused(ledger.ReasonNotInGroup, "")
	}
	everything := ledger.May(a.Person, ledger.ActionUnitScore, a.today) == nil
	switch word {
	case "", "我的", "我", "mine":
		if len(own) == 0 && everything {
			own = []scopeNamed{{scope: ledger.ScopeOffice}}
		}
		return own, nil
	case "全部", "全市", "all":
		if !everything {
			return nil, refused(ledger.ReasonNoRight, "")
		}
		return []scopeNamed{{scope: ledger.ScopeOffice}}, nil
	}
	return a.scopeByName(ctx, word, everything)
}

func (a *ask) scopeByName(ctx context.Context, word string, everything bool) ([]scopeNamed, error) {
	unit, err := a.unit(ctx, word)
	if !everything {
		for _, own := range a.ownScopes() {
			if err == nil && own.unit == unit {
				return []scopeNamed{own}, nil
			}
		}
		return nil, refused(ledger.ReasonNoRight, "")
	}
	if err == nil {
		return []scopeNamed{{scope: ledger.ScopeLead(unit), unit: unit}}, nil
	}
	scope, found, scopeErr := a.campaignOrLeader(ctx, word)
	switch {
	case scopeErr != nil:
		return nil, scopeErr
	case found:
		return []scopeNamed{scope}, nil
	}
	return nil, err
}

// campaignOrLeader takes a word for a campaign, or else for a leader's post, if there are
// tasks of it.
func (a *ask) campaignOrLeader(ctx context.Context, word string) (scopeNamed, bool, error) {
	scopes := []ledger.Scope{ledger.ScopeCampaign(word), ledger.ScopeLeader(word)}
	ranges := make([]ledger.Range, len(scopes))
	for i, scope := range scopes {
		ranges[i] = ledger.Range{Mark: ledger.MarkOf(ledger.MarkAll, scope), Max: ledger.NoLimit}
	}
	counts, _, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return scopeNamed{}, false, fmt.Errorf("handlers: scope: %w", err)
	}
	for i, n := range counts {
		if n > 0 {
			return scopeNamed{scope: scopes[i], words: word}, true, nil
		}
	}
	return scopeNamed{}, false, nil
}

// ownScopes are the asker's own: a leader's tasks by his post, a unit's people their units.
func (a *ask) ownScopes() []scopeNamed {
	var own []scopeNamed
	for _, title := range a.Person.Titles(a.today) {
		if title != ledger.PrincipalLeader {
			own = append(own, scopeNamed{scope: ledger.ScopeLeader(title), words: title})
		}
	}
	for _, unit := range a.Person.Units(a.today) {
		own = append(own, scopeNamed{scope: ledger.ScopeLead(unit), unit: unit})
	}
	return own
}

// scopeHere is that of the unit to which the group belongs, and of no other.
func (a *ask) scopeHere(ctx context.Context, unit ledger.UnitID, word string) ([]scopeNamed, error) {
	switch word {
	case "", "我的", "我", "mine":
	default:
		if named, err := a.unit(ctx, word); err != nil || named != unit {
			return nil, refused(ledger.ReasonNotInGroup, "")
		}
	}
	return []scopeNamed{{scope: ledger.ScopeLead(unit), unit: unit}}, a.onlyOwn(unit)
}

// onlyOwn refuses somebody of another unit in a unit's group.
func (a *ask) onlyOwn(unit ledger.UnitID) error {
	if ledger.May(a.Person, ledger.ActionUnitScore, a.today) == nil {
		return nil
	}
	for _, own := range a.ownScopes() {
		if own.unit == unit {
			return nil
		}
	}
	return refused(ledger.ReasonNoRight, "")
}
