package handlers

import (
	"context"
	"fmt"
	"slices"

	"duban/ledger"
)

type campaigns interface {
	Campaigns(ctx context.Context, names ...string) ([]ledger.Campaign, error)
}

// naming keeps the names of campaigns that a change brings up, in the same commit. Every
// commit that may give a task a campaign passes here: those of people and of imports.
func naming(ctx context.Context, book campaigns, change ledger.Change, today ledger.Date) (ledger.Change, error) {
	names := ledger.NewCampaigns(change)
	if len(names) == 0 {
		return change, nil
	}
	known, err := book.Campaigns(ctx, names...)
	if err != nil {
		return ledger.Change{}, fmt.Errorf("handlers: campaigns: %w", err)
	}
	for _, name := range names {
		if !slices.ContainsFunc(known, func(c ledger.Campaign) bool { return c.Name == name }) {
			change.Put = append(change.Put, ledger.Campaign{Name: name, Since: today})
		}
	}
	return change, nil
}
