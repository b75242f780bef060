package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
)

// counted puts what a change adds to the burden of units into the same change (domain §9).
func (t *turn) counted(ctx context.Context, change ledger.Change) (ledger.Change, error) {
	came := change.Burdens()
	if len(came) == 0 {
		return change, nil
	}
	ids := make([]string, len(came))
	for i, b := range came {
		_, ids[i] = b.Ref()
	}
	stored, err := t.Book.Burdens(ctx, ids...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("burdens: %w", err)
	}
	change.Put = append(change.Put, ledger.Feed(came, stored)...)
	return change, nil
}

// heaviest is the unit that was addressed most often last week, if any was, and how many
// were addressed more often than the office wants.
func (t *turn) heaviest(ctx context.Context) (most ledger.Burden, over int64, budget int, err error) {
	policy, err := t.Book.Policy(ctx, ledger.PolicyCurrent)
	if err != nil {
		return ledger.Burden{}, 0, 0, fmt.Errorf("policy: %w", err)
	}
	budget = policy.WeeklyBudget()
	mark := ledger.BurdenMark(ledger.WeekOf(t.today.AddDays(-7)))
	found, _, err := t.Book.BurdensIn(ctx, ledger.Page{Range: ledger.Range{Mark: mark, Max: ledger.NoLimit}, Limit: 1, Descending: true})
	if err != nil {
		return ledger.Burden{}, 0, 0, fmt.Errorf("burdens: %w", err)
	}
	counts, _, err := t.Book.Count(ctx, ledger.Range{Mark: mark, Min: int64(budget) + 1, Max: ledger.NoLimit})
	if err != nil {
		return ledger.Burden{}, 0, 0, fmt.Errorf("burdens: %w", err)
	}
	if len(found) > 0 {
		most = found[0]
	}
	return most, counts[0], budget, nil
}
