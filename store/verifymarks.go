package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// Every question is answered out of marks, so a record that lost one is forgotten by digests and
// lists as surely as one that is gone. What marks a record has stands in its stored value, which
// the chain binds.

// kindMark is what a break is of that was found under a mark and not at a record.
const kindMark ledger.Kind = "mark"

const (
	marksAsked = 5000 // scores in one pipeline
	marksLooks = 5    // at a record that others write meanwhile
)

// expected is a record and the marks under which it must stand.
type expected struct {
	of    name
	value string
	marks []ledger.Mark // names as they are stored
}

// marksOf reads the second line of a stored value.
func marksOf(value string) ([]ledger.Mark, error) {
	_, rest, _ := strings.Cut(value, "\n")
	line, _, found := strings.Cut(rest, "\n")
	if !found {
		return nil, errForm
	}
	if line == "" {
		return nil, nil
	}
	parts := strings.Split(line, "\t")
	if len(parts)%2 != 0 {
		return nil, errForm
	}
	marks := make([]ledger.Mark, 0, len(parts)/2)
	for i := 0; i < len(parts); i += 2 {
		score, err := strconv.ParseInt(parts[i+1], 10, 64)
		if err != nil {
			return nil, errForm
		}
		marks = append(marks, ledger.Mark{Name: parts[i], Score: score})
	}
	return marks, nil
}

// marksOf are the marks of a record, which is a break if they cannot be read.
func (r *replay) marksOf(of name, value string) ([]ledger.Mark, bool) {
	marks, err := marksOf(value)
	if err != nil {
		r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: "it cannot be read: " + err.Error()}
	}
	return marks, err == nil
}

// stored is the key of a mark whose name is as it is stored.
func (k keys) stored(mark string) string { return k.mark("") + mark }

// standing asks whether the records of a page stand under their marks.
func (r *replay) standing(ctx context.Context) error {
	page := r.page
	r.page = nil
	for len(page) > 0 && r.seen.Break == nil {
		n, asked := 0, 0
		for n < len(page) && asked < marksAsked {
			asked += len(page[n].marks)
			n++
		}
		if err := r.ask(ctx, page[:n]); err != nil {
			return err
		}
		page = page[n:]
	}
	return nil
}

func (r *replay) ask(ctx context.Context, some []expected) error {
	scores := make([][]*redis.FloatCmd, len(some))
	_, err := r.s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, e := range some {
			scores[i] = r.s.scores(ctx, pipe, e)
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("store: marks: %w", err)
	}
	for i, e := range some {
		if lost := amiss(e, scores[i]); lost != "" {
			if err := r.lookMarks(ctx, e); err != nil || r.seen.Break != nil {
				return err
			}
			continue
		}
		r.count(e)
	}
	return nil
}

func (r *replay) count(e expected) {
	for _, mark := range e.marks {
		r.under[mark.Name]++
	}
}

// scores asks for the place of a record under each of its marks.
func (s *Store) scores(ctx context.Context, pipe redis.Pipeliner, e expected) []*redis.FloatCmd {
	asked := make([]*redis.FloatCmd, len(e.marks))
	for i, mark := range e.marks {
		asked[i] = pipe.ZScore(ctx, s.keys.stored(mark.Name), e.of.key)
	}
	return asked
}

// amiss is the first mark that is not as the record says; empty: all are.
func amiss(e expected, scores []*redis.FloatCmd) string {
	for i, mark := range e.marks {
		if scores[i].Err() != nil || int64(scores[i].Val()) != mark.Score {
			return mark.Name
		}
	}
	return ""
}

// lookMarks reads a record and its marks of one moment: a writer beside us moves both at once.
func (r *replay) lookMarks(ctx context.Context, e expected) error {
	for range marksLooks {
		var value *redis.StringCmd
		var scores []*redis.FloatCmd
		_, err := r.s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			value = pipe.HGet(ctx, r.s.keys.record(e.of.kind), e.of.key)
			scores = r.s.scores(ctx, pipe, e)
			return nil
		})
		if err != nil && !errors.Is(err, redis.Nil) {
			return fmt.Errorf("store: marks of %s %s: %w", e.of.kind, e.of.key, err)
		}
		lost := amiss(e, scores)
		switch {
		case lost == "":
			r.count(e)
			return nil
		case value.Val() == e.value:
			r.seen.Break = &Break{Kind: e.of.kind, Key: e.of.key, Problem: "it does not stand under its mark " + lost}
			return nil
		}
		e.value = value.Val()
		var legible bool
		if e.marks, legible = r.marksOf(e.of, e.value); !legible {
			return nil
		}
	}
	return fmt.Errorf("store: marks of %s %s: %w", e.of.kind, e.of.key, ledger.ErrStale)
}

// strays looks for what stands under a mark and no record says so.
func (r *replay) strays(ctx context.Context) error {
	prefix := r.s.keys.stored("")
	pattern := strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`).Replace(prefix) + "*"
	node, err := r.s.master(ctx)
	if err != nil {
		return fmt.Errorf("store: marks: %w", err)
	}
	for cursor, done := uint64(0), false; !done; {
		keys, next, err := node.Scan(ctx, cursor, pattern, verifyPage).Result()
		if err != nil {
			return fmt.Errorf("store: marks: %w", err)
		}
		for _, key := range keys {
			r.marks = append(r.marks, strings.TrimPrefix(key, prefix))
		}
		if err := r.counted(ctx); err != nil || r.seen.Break != nil {
			return err
		}
		cursor, done = next, next == 0
	}
	return nil
}

// counted compares how many stand under marks that were found with how many should.
func (r *replay) counted(ctx context.Context) error {
	found := r.marks
	r.marks = nil
	counts := make([]*redis.IntCmd, len(found))
	_, err := r.s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, mark := range found {
			counts[i] = pipe.ZCard(ctx, r.s.keys.stored(mark))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: marks: %w", err)
	}
	for i, mark := range found {
		if counts[i].Val() == r.under[mark] {
			continue
		}
		if err := r.members(ctx, mark); err != nil || r.seen.Break != nil {
			return err
		}
	}
	return nil
}

// members looks at all that stands under a mark. Others may write meanwhile, so each member is
// looked at together with the records of its name, of one moment.
func (r *replay) members(ctx context.Context, mark string) error {
	key := r.s.keys.stored(mark)
	for cursor, done := uint64(0), false; !done; {
		page, next, err := r.s.client.ZScan(ctx, key, cursor, "", verifyPage).Result()
		if err != nil {
			return fmt.Errorf("store: mark %s: %w", mark, err)
		}
		for i := 0; i+1 < len(page); i += 2 {
			if err := r.member(ctx, mark, page[i]); err != nil || r.seen.Break != nil {
				return err
			}
		}
		cursor, done = next, next == 0
	}
	return nil
}

func (r *replay) member(ctx context.Context, mark, member string) error {
	var score *redis.FloatCmd
	var values []*redis.StringCmd
	_, err := r.s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		score = pipe.ZScore(ctx, r.s.keys.stored(mark), member)
		for _, kind := range kinds() {
			values = append(values, pipe.HGet(ctx, r.s.keys.record(kind), member))
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("store: mark %s: %w", mark, err)
	}
	if gone := errors.Is(score.Err(), redis.Nil); gone { // meanwhile
		return nil
	}
	if slices.ContainsFunc(values, func(value *redis.StringCmd) bool { return names(value.Val(), mark, int64(score.Val())) }) {
		return nil
	}
	r.seen.Break = &Break{Kind: kindMark, Key: mark, Problem: member + " stands there, and no record says so"}
	return nil
}

// names tells whether a stored value says that its record stands under a mark; what is not
// stored names none.
func names(value, mark string, score int64) bool {
	marks, err := marksOf(value)
	return err == nil && slices.ContainsFunc(marks, func(m ledger.Mark) bool { return m.Name == mark && m.Score == score })
}
