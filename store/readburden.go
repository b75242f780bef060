package store

import (
	"context"

	"duban/ledger"
)

// Burdens are the burdens of these names that exist, in the order asked.
func (s *Store) Burdens(ctx context.Context, ids ...string) ([]ledger.Burden, error) {
	return records(ctx, s, ledger.KindBurden, ids, decodeBurden)
}

// BurdensIn is a page of the burdens under a mark, and how many the range has in all.
func (s *Store) BurdensIn(ctx context.Context, page ledger.Page) ([]ledger.Burden, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindBurden, decodeBurden, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

func decodeBurden(value string) (ledger.Burden, error) {
	burden, rev, err := decode[ledger.Burden](value)
	burden.Rev = rev
	return burden, err
}
