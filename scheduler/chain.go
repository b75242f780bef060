package scheduler

import (
	"context"
	"fmt"

	"duban/ledger"
	"duban/texts"
)

// chain posts the end of the chain of entries where the office can see it.
func chain(ctx context.Context, t *turn) (ledger.Change, error) {
	_, head, err := t.Book.Count(ctx, ledger.OpenRange(ledger.ScopeOffice))
	if err != nil {
		return ledger.Change{}, fmt.Errorf("head: %w", err)
	}
	return t.tell(ctx, JobChain, ledger.AudienceOffice, ledger.RoleOffice, ledger.Message{Text: texts.Chain(t.now, head)})
}
