package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/ledger"
)

// Bases are all documents on which supervision rests, the newest first.
func (s *Store) Bases(ctx context.Context) ([]ledger.Basis, error) {
	values, err := s.client.HVals(ctx, s.keys.record(ledger.KindBasis)).Result()
	if err != nil {
		return nil, fmt.Errorf("store: documents: %w", err)
	}
	bases := make([]ledger.Basis, len(values))
	for i, value := range values {
		if bases[i], err = decodeBasis(value); err != nil {
			return nil, fmt.Errorf("store: documents: %w", err)
		}
	}
	slices.SortFunc(bases, func(a, b ledger.Basis) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.ID, b.ID)) })
	return bases, nil
}

func decodeBasis(value string) (ledger.Basis, error) {
	basis, rev, err := decode[ledger.Basis](value)
	basis.Rev = rev
	return basis, err
}
