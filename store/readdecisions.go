package store

import (
	"context"

	"duban/ledger"
)

// Matters are the matters of these names that exist, in the order asked.
func (s *Store) Matters(ctx context.Context, ids ...ledger.MatterID) ([]ledger.Matter, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = string(id)
	}
	return records(ctx, s, ledger.KindMatter, keys, decodeMatter)
}

// MattersIn is a page of the matters under a mark, and how many the range has in all.
func (s *Store) MattersIn(ctx context.Context, page ledger.Page) ([]ledger.Matter, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindMatter, decodeMatter, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

// Policy is the policy of a name; until one was set, the one that the program ships with.
func (s *Store) Policy(ctx context.Context, id string) (ledger.Policy, error) {
	policy, found, err := record(ctx, s, ledger.KindPolicy, id, decodePolicy)
	if !found {
		policy = ledger.DefaultPolicy()
	}
	return policy, err
}

// Proposals are the proposals of these names, in the order asked; one that was never begun
// is empty.
func (s *Store) Proposals(ctx context.Context, ids ...string) ([]ledger.Proposal, error) {
	found, err := records(ctx, s, ledger.KindProposal, ids, decodeProposal)
	if err != nil {
		return nil, err
	}
	all := make([]ledger.Proposal, len(ids))
	for i, id := range ids {
		all[i].ID = id
		for _, p := range found {
			if p.ID == id {
				all[i] = p
			}
		}
	}
	return all, nil
}

// ProposalsIn is a page of the proposals under a mark, and how many the range has in all.
func (s *Store) ProposalsIn(ctx context.Context, page ledger.Page) ([]ledger.Proposal, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindProposal, decodeProposal, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

func decodeProposal(value string) (ledger.Proposal, error) {
	proposal, rev, err := decode[ledger.Proposal](value)
	proposal.Rev = rev
	return proposal, err
}

func decodePolicy(value string) (ledger.Policy, error) {
	policy, rev, err := decode[ledger.Policy](value)
	policy.Rev = rev
	return policy, err
}

func decodeMatter(value string) (ledger.Matter, error) {
	matter, rev, err := decode[ledger.Matter](value)
	matter.Rev = rev
	return matter, err
}

// Notices are the notices of these names that exist, in the order asked.
func (s *Store) Notices(ctx context.Context, ids ...ledger.NoticeID) ([]ledger.Notice, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = string(id)
	}
	return records(ctx, s, ledger.KindNotice, keys, decodeNotice)
}

// NoticesIn is a page of the notices under a mark, and how many the range has in all.
func (s *Store) NoticesIn(ctx context.Context, page ledger.Page) ([]ledger.Notice, int64, error) {
	pages, totals, err := pagesOf(ctx, s, ledger.KindNotice, decodeNotice, page)
	if err != nil {
		return nil, 0, err
	}
	return pages[0], totals[0], nil
}

func decodeNotice(value string) (ledger.Notice, error) {
	notice, rev, err := decode[ledger.Notice](value)
	notice.Rev = rev
	return notice, err
}
