package store

import (
	"context"
	"fmt"
	"time"
)

// Lead takes or renews a lease, and says whether the holder has it now. It saves work;
// correctness does not hang on it.
func (s *Store) Lead(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	has, err := s.write(ctx, s.scripts.lead, []string{s.keys.lease(name)}, holder, ttl.Milliseconds()).Bool()
	if err != nil {
		return false, fmt.Errorf("store: lease %s: %w", name, err)
	}
	return has, nil
}

// Resign gives a lease back, so that the next one need not wait. A lease that somebody
// else holds is left alone.
func (s *Store) Resign(ctx context.Context, name, holder string) error {
	if err := s.write(ctx, s.scripts.resign, []string{s.keys.lease(name)}, holder).Err(); err != nil {
		return fmt.Errorf("store: lease %s: %w", name, err)
	}
	return nil
}
