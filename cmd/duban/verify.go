package main

import (
	"fmt"
	"time"

	"duban/ledger"
	"duban/store"
)

type verifyCommand struct{}

// Run replays the chain and compares the state with it. It exits 1 with the first break.
func (verifyCommand) Run(out *outside) error {
	return withStore(out, func(s *store.Store, _ time.Time) error {
		result, err := s.Verify(out.ctx, ledger.NewAudit())
		if err != nil {
			return err
		}
		fmt.Fprintln(out.stdout, verdict(result))
		if result.Break != nil {
			return exit(1)
		}
		return nil
	})
}
