package store

import (
	"context"

	"duban/ledger"
)

// Bulletins are the bulletins of these names that exist, in the order asked.
func (s *Store) Bulletins(ctx context.Context, ids ...ledger.BulletinID) ([]ledger.Bulletin, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = string(id)
	}
	return records(ctx, s, ledger.KindBulletin, keys, decodeBulletin)
}

// BulletinsIn is a page of the bulletins under a mark, and how many the range has in all.
func (s *Store) BulletinsIn(ctx context.Context, page ledger.Page) ([]ledger.Bulletin, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindBulletin, decodeBulletin, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

func decodeBulletin(value string) (ledger.Bulletin, error) {
	bulletin, rev, err := decode[ledger.Bulletin](value)
	bulletin.Rev = rev
	return bulletin, err
}
