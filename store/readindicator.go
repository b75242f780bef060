package store

import (
	"context"

	"duban/ledger"
)

// Indicators are the indicators of these names that exist, in the order asked.
func (s *Store) Indicators(ctx context.Context, ids ...string) ([]ledger.Indicator, error) {
	return records(ctx, s, ledger.KindIndicator, ids, decodeIndicator)
}

// IndicatorsIn is a page of the indicators under a mark, and how many the range has in all.
func (s *Store) IndicatorsIn(ctx context.Context, page ledger.Page) ([]ledger.Indicator, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindIndicator, decodeIndicator, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

func decodeIndicator(value string) (ledger.Indicator, error) {
	indicator, rev, err := decode[ledger.Indicator](value)
	indicator.Rev = rev
	return indicator, err
}
