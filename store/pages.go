package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"

	"duban/ledger"
)

// under runs under.lua: the records under any of the marks, each once.
func under[T any](ctx context.Context, s *Store, kind ledger.Kind, decode func(string) (T, error), marks []string) ([]T, error) {
	if len(marks) == 0 {
		return nil, nil
	}
	keys := []string{s.keys.record(kind)}
	for _, mark := range marks {
		keys = append(keys, s.keys.mark(mark))
	}
	said, err := s.scripts.under.Run(ctx, s.client, keys).Slice()
	if err != nil {
		return nil, fmt.Errorf("store: %s records under %q: %w", kind, marks[0], err)
	}
	read, err := inTurn(said, decode)
	if err != nil {
		return nil, fmt.Errorf("store: %s records under %q: %w", kind, marks[0], err)
	}
	return read, nil
}

// pagesOf runs pages.lua: the records of each page, and how many each range has in all.
func pagesOf[T any](ctx context.Context, s *Store, kind ledger.Kind, decode func(string) (T, error), pages ...ledger.Page) ([][]T, []int64, error) {
	if len(pages) == 0 {
		return nil, nil, nil
	}
	keys, args := s.pageArgs(kind, pages)
	said, err := s.scripts.pages.Run(ctx, s.client, keys, args...).Slice()
	if err != nil {
		return nil, nil, fmt.Errorf("store: %s records under %q: %w", kind, pages[0].Mark, err)
	}
	read, totals := make([][]T, len(pages)), make([]int64, len(pages))
	for i := range pages {
		if read[i], totals[i], err = pageOf(said[i], decode); err != nil {
			return nil, nil, fmt.Errorf("store: %s records under %q: %w", kind, pages[i].Mark, err)
		}
	}
	return read, totals, nil
}

// pageArgs are the keys and arguments of pages.lua.
func (s *Store) pageArgs(kind ledger.Kind, pages []ledger.Page) (keys []string, args []any) {
	keys = []string{s.keys.record(kind)}
	for _, page := range pages {
		way := "up"
		if page.Descending {
			way = "down"
		}
		keys = append(keys, s.keys.mark(page.Mark))
		args = append(args, score(page.Min), score(page.Max), page.Offset, page.Limit, way)
	}
	return keys, args
}

func pageOf[T any](said any, decode func(string) (T, error)) ([]T, int64, error) {
	fields, _ := said.([]any)
	if len(fields) == 0 {
		return nil, 0, errors.New("the script answered no page")
	}
	total, _ := fields[0].(int64)
	page, err := inTurn(fields[1:], decode)
	return page, total, err
}

// inTurn decodes keys and values in turn.
func inTurn[T any](fields []any, decode func(string) (T, error)) ([]T, error) {
	read := make([]T, 0, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		value, ok := fields[i+1].(string)
		if !ok {
			return nil, fmt.Errorf("%v stands under the mark and is not stored", fields[i])
		}
		record, err := decode(value)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", fields[i], err)
		}
		read = append(read, record)
	}
	return read, nil
}

// score writes the bound of a range; the extremes have no exact floating form.
func score(n int64) string {
	switch n {
	case math.MinInt64:
		return "-inf"
	case math.MaxInt64:
		return "+inf"
	default:
		return strconv.FormatInt(n, 10)
	}
}
