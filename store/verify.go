package store

import (
	"context"
	"crypto/sha1" //nolint:gosec // the link only orders SHA-256 digests, see lua/chain.lua
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

const verifyPage = 500

// Verification is what [Store.Verify] saw.
type Verification struct {
	Head    ledger.Head
	Blocks  int64
	Entries int64
	Records int64
	Break   *Break // nil: chain and states agree
}

// Break is the first block or record that is not as it was written.
type Break struct {
	Seq     int64       // the block; 0: it is a record
	Kind    ledger.Kind // the record
	Key     string
	Problem string
}

func (b *Break) String() string {
	if b.Seq > 0 {
		return fmt.Sprintf("block %d: %s", b.Seq, b.Problem)
	}
	return fmt.Sprintf("%s %s: %s", b.Kind, b.Key, b.Problem)
}

// Verify replays the chain from its first block and compares every stored record with
// the last block that put it, and every mark with the records that name it. It may run beside
// writers. It keeps one digest for each record and one count for each mark in memory. An audit, if one is given, hears every entry and sees every task: it
// knows what they must agree in.
func (s *Store) Verify(ctx context.Context, audit *ledger.Audit) (Verification, error) {
	r := replay{s: s, last: map[name]put{}, audit: audit, under: map[string]int64{}, borne: map[string]string{}}
	head, err := s.Head(ctx)
	if err != nil {
		return Verification{}, err
	}
	if err := r.upto(ctx, head); err != nil {
		return Verification{}, err
	}
	for _, look := range []func(context.Context) error{r.records, r.strays} {
		if r.seen.Break != nil {
			break
		}
		if err := look(ctx); err != nil {
			return Verification{}, err
		}
	}
	return r.seen, nil
}

// name is a record's kind and key.
type name struct {
	kind ledger.Kind
	key  string
}

type put struct {
	rev    int64
	sha256 string
	seen   bool
}

// replay is the chain as far as it was read, and what it says of every record.
type replay struct {
	s     *Store
	seen  Verification
	last  map[name]put
	audit *ledger.Audit // nil: none is made

	borne map[string]string // number of a notice: the notice that bears it

	page  []expected       // records whose marks are not looked at yet
	under map[string]int64 // how many records stand under each mark
	marks []string         // that were found in Redis and not counted yet
}

// upto reads on to a head of the chain that was read before.
func (r *replay) upto(ctx context.Context, head ledger.Head) error {
	for r.seen.Head.Seq < head.Seq && r.seen.Break == nil {
		links, err := r.s.links(ctx, r.seen.Head.Seq, min(verifyPage, head.Seq-r.seen.Head.Seq))
		if err != nil {
			return err
		}
		if len(links) == 0 {
			r.broken(r.seen.Head.Seq+1, fmt.Sprintf("it is missing, and the head is %d", head.Seq))
		}
		for _, link := range links {
			if !r.add(link) {
				return nil
			}
		}
	}
	if r.seen.Break == nil && r.seen.Head != head {
		r.broken(head.Seq, fmt.Sprintf("the chain has the link %s and the head %s", r.seen.Head.Link, head.Link))
	}
	return nil
}

func (r *replay) broken(seq int64, problem string) bool {
	r.seen.Break = &Break{Seq: seq, Problem: problem}
	return false
}

func (r *replay) add(link link) bool {
	if want := r.seen.Head.Seq + 1; link.seq != want {
		return r.broken(want, fmt.Sprintf("it is missing, block %d follows", link.seq))
	}
	sum := sha1.Sum([]byte(r.seen.Head.Link + digest(link.body))) //nolint:gosec // see the import
	if want := hex.EncodeToString(sum[:]); link.link != want {
		return r.broken(link.seq, fmt.Sprintf("its link is %s, by its content %s", link.link, want))
	}
	block, err := decodeBlock(link.body)
	if err != nil {
		return r.broken(link.seq, "it cannot be read: "+err.Error())
	}
	for _, p := range block.Puts {
		of := name{p.Kind, p.Key}
		if want := r.last[of].rev + 1; p.Rev != want {
			return r.broken(link.seq, fmt.Sprintf("it puts %s %s at revision %d, not %d", p.Kind, p.Key, p.Rev, want))
		}
		r.last[of] = put{rev: p.Rev, sha256: p.SHA256}
	}
	if problem := r.audit.Hear(block.Entries); problem != "" {
		return r.broken(link.seq, problem)
	}
	r.seen.Head = ledger.Head{Seq: link.seq, Link: link.link}
	r.seen.Blocks++
	r.seen.Entries += int64(len(block.Entries))
	return true
}

// kinds are the records that there are.
func kinds() []ledger.Kind {
	return []ledger.Kind{
		ledger.KindTask, ledger.KindReport, ledger.KindUnit, ledger.KindPerson,
		ledger.KindChat, ledger.KindInvitation, ledger.KindCounter, ledger.KindSlot, ledger.KindMatter, ledger.KindPolicy,
		ledger.KindBurden, ledger.KindNotice, ledger.KindProposal, ledger.KindIndicator, ledger.KindSnapshot, ledger.KindCampaign, ledger.KindBulletin, ledger.KindBasis,
		ledger.KindOwedFile,
	}
}

// records compares what is stored with what the chain says.
func (r *replay) records(ctx context.Context) error {
	for _, kind := range kinds() {
		if err := r.recordsOf(ctx, kind); err != nil || r.seen.Break != nil {
			return err
		}
	}
	for of, known := range r.last {
		if known.seen {
			continue
		}
		// Not seen in the scan: it is gone, or it came after it.
		if err := r.look(ctx, of); err != nil || r.seen.Break != nil {
			return err
		}
	}
	return r.standing(ctx)
}

func (r *replay) recordsOf(ctx context.Context, kind ledger.Kind) error {
	for cursor, done := uint64(0), false; !done; {
		page, next, err := r.s.client.HScan(ctx, r.s.keys.record(kind), cursor, "", verifyPage).Result()
		if err != nil {
			return fmt.Errorf("store: %s records: %w", kind, err)
		}
		for i := 0; i+1 < len(page); i += 2 {
			if err := r.compare(ctx, name{kind, page[i]}, page[i+1]); err != nil || r.seen.Break != nil {
				return err
			}
		}
		if err := r.standing(ctx); err != nil || r.seen.Break != nil {
			return err
		}
		cursor, done = next, next == 0
	}
	return nil
}

// compare looks at a record that was read at some time after the chain was.
func (r *replay) compare(ctx context.Context, of name, value string) error {
	known := r.last[of]
	if known.seen {
		return nil // a scan may show a field twice
	}
	if known.sha256 != digest(value) {
		return r.look(ctx, of)
	}
	r.same(of, value)
	return nil
}

// same takes a record for what the chain put. A task must also stand as its entries tell.
func (r *replay) same(of name, value string) {
	known := r.last[of]
	known.seen = true
	r.last[of] = known
	r.seen.Records++
	marks, legible := r.marksOf(of, value)
	if !legible {
		return
	}
	r.page = append(r.page, expected{of, value, marks})
	if of.kind == ledger.KindNotice && !r.numbers(of, value) {
		return
	}
	if of.kind != ledger.KindTask || r.audit == nil {
		return
	}
	task, err := decodeTask(value)
	if err != nil {
		r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: "it cannot be read: " + err.Error()}
		return
	}
	if problem := r.audit.See(task); problem != "" {
		r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: problem}
	}
}

// look reads a record and the head of one moment, reads the chain on to that head, and
// then compares: so a writer beside us breaks nothing.
func (r *replay) look(ctx context.Context, of name) error {
	var value *redis.StringCmd
	var at *redis.SliceCmd
	_, err := r.s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		value = pipe.HGet(ctx, r.s.keys.record(of.kind), of.key)
		at = pipe.HMGet(ctx, r.s.keys.head(), "seq", "link")
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("store: %s %s: %w", of.kind, of.key, err)
	}
	head, err := headOf(at.Val())
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := r.upto(ctx, head); err != nil || r.seen.Break != nil {
		return err
	}
	known, ok := r.last[of]
	var problem string
	switch {
	case errors.Is(value.Err(), redis.Nil):
		problem = fmt.Sprintf("it is missing, the chain put it at revision %d", known.rev)
	case !ok:
		problem = "no block put it"
	case known.sha256 != digest(value.Val()):
		rev, _, _ := strings.Cut(value.Val(), "\n")
		problem = fmt.Sprintf("it is not what the chain put at revision %d (it says revision %s)", known.rev, rev)
	default:
		r.same(of, value.Val())
		return nil
	}
	r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: problem}
	return nil
}

// numbers keeps the numbers of a notice: no two bear the same, since each names one paper. It
// answers false where it found a break.
func (r *replay) numbers(of name, value string) bool {
	n, err := decodeNotice(value)
	if err != nil {
		r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: "it cannot be read: " + err.Error()}
		return false
	}
	for _, number := range n.Borne() {
		if other, taken := r.borne[number]; taken && other != of.key {
			r.seen.Break = &Break{Kind: of.kind, Key: of.key, Problem: fmt.Sprintf("it bears the number %s of %s", number, other)}
			return false
		}
		r.borne[number] = of.key
	}
	return true
}
