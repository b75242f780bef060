package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// Moment answers questions about the book with one look at it, in one round trip: counts,
// pages of tasks and of matters, the newest snapshots and the head of the chain, all of one
// moment. The scripts are sent whole, since within a transaction there is no second try.
func (s *Store) Moment(ctx context.Context, asked ledger.Asked) (ledger.Moment, error) {
	counted := make([]*redis.IntCmd, len(asked.Ranges))
	var at *redis.SliceCmd
	var tasks, matters, latest, indicators *redis.Cmd
	_, err := s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, r := range asked.Ranges {
			counted[i] = s.counted(ctx, pipe, r)
		}
		at = pipe.HMGet(ctx, s.keys.head(), "seq", "link")
		tasks = s.pagesIn(ctx, pipe, ledger.KindTask, asked.Tasks)
		matters = s.pagesIn(ctx, pipe, ledger.KindMatter, asked.Matters)
		indicators = s.pagesIn(ctx, pipe, ledger.KindIndicator, asked.Indicators)
		newest := make([]ledger.Page, len(asked.Latest))
		for i, r := range asked.Latest {
			newest[i] = ledger.Page{Range: r, Limit: 1, Descending: true}
		}
		latest = s.pagesIn(ctx, pipe, ledger.KindSnapshot, newest)
		return nil
	})
	if err != nil {
		return ledger.Moment{}, fmt.Errorf("store: moment: %w", err)
	}
	m := ledger.Moment{Counts: make([]int64, len(asked.Ranges)), Latest: make([]ledger.Snapshot, len(asked.Latest))}
	for i, cmd := range counted {
		m.Counts[i] = cmd.Val()
	}
	if m.Head, err = headOf(at.Val()); err != nil {
		return ledger.Moment{}, fmt.Errorf("store: moment: %w", err)
	}
	err = errors.Join(
		readPages(tasks, decodeTask, func(_ int, read []ledger.Task, total int64) {
			m.Tasks = append(m.Tasks, ledger.TaskPage{Tasks: read, Total: total})
		}),
		readPages(matters, decodeMatter, func(_ int, read []ledger.Matter, total int64) {
			m.Matters = append(m.Matters, ledger.MatterPage{Matters: read, Total: total})
		}),
		readPages(indicators, decodeIndicator, func(_ int, read []ledger.Indicator, _ int64) {
			m.Indicators = append(m.Indicators, read)
		}),
		readPages(latest, decodeSnapshot, func(i int, read []ledger.Snapshot, _ int64) {
			if len(read) > 0 {
				m.Latest[i] = read[0]
			}
		}))
	if err != nil {
		return ledger.Moment{}, fmt.Errorf("store: moment: %w", err)
	}
	return m, nil
}

// pagesIn runs pages.lua within a transaction; nil: there is nothing to ask.
func (s *Store) pagesIn(ctx context.Context, pipe redis.Pipeliner, kind ledger.Kind, pages []ledger.Page) *redis.Cmd {
	if len(pages) == 0 {
		return nil
	}
	keys, args := s.pageArgs(kind, pages)
	return s.scripts.pages.Eval(ctx, pipe, keys, args...)
}

// readPages hands over the pages that a script answered, one by one.
func readPages[T any](cmd *redis.Cmd, decode func(string) (T, error), take func(i int, read []T, total int64)) error {
	if cmd == nil {
		return nil
	}
	said, err := cmd.Slice()
	if err != nil {
		return err
	}
	for i, page := range said {
		read, total, err := pageOf(page, decode)
		if err != nil {
			return err
		}
		take(i, read, total)
	}
	return nil
}

// Snapshots are the snapshots of these ids that exist, in the order asked.
func (s *Store) Snapshots(ctx context.Context, ids ...ledger.SnapshotID) ([]ledger.Snapshot, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = string(id)
	}
	return records(ctx, s, ledger.KindSnapshot, keys, decodeSnapshot)
}

// Names are all units of the office and the names of all campaigns, both in order, in one
// round trip.
func (s *Store) Names(ctx context.Context) ([]ledger.Unit, []string, error) {
	var units, campaigns *redis.StringSliceCmd
	_, err := s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		units = pipe.HVals(ctx, s.keys.record(ledger.KindUnit))
		campaigns = pipe.HKeys(ctx, s.keys.record(ledger.KindCampaign))
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("store: names: %w", err)
	}
	all := make([]ledger.Unit, len(units.Val()))
	for i, value := range units.Val() {
		if all[i], err = decodeUnit(value); err != nil {
			return nil, nil, fmt.Errorf("store: names: %w", err)
		}
	}
	slices.SortFunc(all, func(a, b ledger.Unit) int { return cmp.Compare(a.ID, b.ID) })
	names := slices.Sorted(slices.Values(campaigns.Val()))
	return all, names, nil
}

// Campaigns are the campaigns of these names that are known, in the order asked.
func (s *Store) Campaigns(ctx context.Context, names ...string) ([]ledger.Campaign, error) {
	return records(ctx, s, ledger.KindCampaign, names, decodeCampaign)
}

func decodeSnapshot(value string) (ledger.Snapshot, error) {
	snapshot, rev, err := decode[ledger.Snapshot](value)
	snapshot.Rev = rev
	return snapshot, err
}

func decodeCampaign(value string) (ledger.Campaign, error) {
	campaign, rev, err := decode[ledger.Campaign](value)
	campaign.Rev = rev
	return campaign, err
}
