package store

import (
	"context"
	"time"

	"duban/ledger"
)

// OwedFiles are the files that are owed of these ids, in their order.
func (s *Store) OwedFiles(ctx context.Context, ids ...string) ([]ledger.OwedFile, error) {
	return records(ctx, s, ledger.KindOwedFile, ids, decodeOwedFile)
}

// OwedFilesDue are at most n files that are to be asked for by now, those first that wait longest.
func (s *Store) OwedFilesDue(ctx context.Context, now time.Time, n int64) ([]ledger.OwedFile, error) {
	pages, _, err := pagesOf(ctx, s, ledger.KindOwedFile, decodeOwedFile, ledger.Page{Range: ledger.OwedFilesDue(now), Limit: n})
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

func decodeOwedFile(value string) (ledger.OwedFile, error) {
	owed, rev, err := decode[ledger.OwedFile](value)
	owed.Rev = rev
	return owed, err
}
