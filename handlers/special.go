package handlers

import (
	"context"
	"fmt"
	"strings"

	"duban/ledger"
)

// special reports on one subject (督查专报): 专报 住建局, 专报 碧水, 专报 分管城建副市长, 专报 污水
// 管网. Words that name none of these are looked for in the titles.
func special(ctx context.Context, a *ask) (ledger.Change, error) {
	words := strings.Fields(a.args)
	switch {
	case len(words) == 0:
		return ledger.Change{}, a.form("")
	case len(words) > findWords:
		return ledger.Change{}, a.form(firstWord(a.args))
	}
	survey := ledger.Survey{Kind: ledger.BriefSpecial}
	if len(words) == 1 {
		scope, found, err := a.subject(ctx, words[0])
		if err != nil {
			return ledger.Change{}, err
		}
		if found {
			return a.brief(ctx, survey, scope)
		}
	}
	pair, err := a.rarest(ctx, ledger.PairsOf(words))
	if err != nil {
		return ledger.Change{}, err
	}
	if pair == "" {
		return ledger.Change{}, refused(ledger.ReasonNoSubject, strings.Join(words, " "))
	}
	survey.Words, survey.Pair = words, pair
	named := strings.Join(words, " ")
	return a.brief(ctx, survey, scopeNamed{scope: ledger.ScopeWords(named), words: named})
}

// subject takes a word for a unit where it names one exactly, else for a campaign or a leader
// of whom there are tasks.
func (a *ask) subject(ctx context.Context, word string) (scopeNamed, bool, error) {
	directory, err := a.directory(ctx)
	if err != nil {
		return scopeNamed{}, false, err
	}
	if unit, near, ok := directory.Find(word); ok && len(near) == 0 {
		return scopeNamed{scope: ledger.ScopeLead(unit), unit: unit}, true, nil
	}
	return a.campaignOrLeader(ctx, word)
}

// rarest is the pair of letters under which the fewest titles stand; empty: one of the pairs
// is in no title, so that no title has all the words.
func (a *ask) rarest(ctx context.Context, pairs []string) (string, error) {
	if len(pairs) == 0 {
		return "", nil
	}
	ranges := make([]ledger.Range, len(pairs))
	for i, pair := range pairs {
		ranges[i] = ledger.Range{Mark: ledger.WordMark(pair), Max: ledger.NoLimit}
	}
	counts, _, err := a.h.Book.Count(ctx, ranges...)
	if err != nil {
		return "", fmt.Errorf("handlers: words: %w", err)
	}
	rarest := 0
	for i, n := range counts {
		if n < counts[rarest] {
			rarest = i
		}
	}
	if counts[rarest] == 0 {
		return "", nil
	}
	return pairs[rarest], nil
}
