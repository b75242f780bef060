package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// longestBlock is how long a read may wait: cancelling a context does not interrupt it.
const longestBlock = 2 * time.Second

// Receive stores updates in the inbox, in their order, and drops those that were seen
// before. What it took without an error is never lost; only then may the messenger be
// told that it arrived.
func (s *Store) Receive(ctx context.Context, updates []ledger.Incoming) (fresh int, err error) {
	if len(updates) == 0 {
		return 0, nil
	}
	keys := []string{s.keys.inbox()}
	args := []any{int64(seenLife / time.Second)}
	for _, update := range updates {
		keys = append(keys, s.keys.seen(update.ID))
		args = append(args, update.ID, string(update.Chat), update.Raw)
	}
	fresh, err = s.write(ctx, s.scripts.receive, keys, args...).Int()
	if err != nil {
		return 0, fmt.Errorf("store: receive: %w", err)
	}
	return fresh, nil
}

// Waiting are the next updates of the inbox after a place ("": from the beginning). If
// there is none it waits for one as long as block says, two seconds at most; 0 does not
// wait.
func (s *Store) Waiting(ctx context.Context, after string, n int64, block time.Duration) ([]ledger.Incoming, error) {
	if after == "" {
		after = "0"
	}
	if block = min(block, longestBlock); block < time.Millisecond {
		block = -1 // to Redis 0 is for ever
	}
	read, err := s.client.XRead(ctx, &redis.XReadArgs{
		Streams: []string{s.keys.inbox(), after}, Count: n, Block: block,
	}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store: inbox: %w", err)
	}
	var waiting []ledger.Incoming
	for _, stream := range read {
		for _, item := range stream.Messages {
			update, err := incoming(item)
			if err != nil {
				return nil, fmt.Errorf("store: inbox %s: %w", item.ID, err)
			}
			waiting = append(waiting, update)
		}
	}
	return waiting, nil
}

func incoming(item redis.XMessage) (ledger.Incoming, error) {
	number, _ := item.Values["id"].(string)
	chat, _ := item.Values["chat"].(string)
	raw, _ := item.Values["raw"].(string)
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return ledger.Incoming{}, fmt.Errorf("the update's number %q is none", number)
	}
	return ledger.Incoming{Seq: item.ID, ID: id, Chat: ledger.Address(chat), Raw: []byte(raw)}, nil
}

// Done removes answered updates from the inbox and remembers what the messages of the
// answer were about.
func (s *Store) Done(ctx context.Context, seqs []string, about ledger.About, receipts ...ledger.Receipt) error {
	if len(seqs) == 0 && len(receipts) == 0 {
		return nil
	}
	subject, err := encode(about)
	if err != nil {
		return fmt.Errorf("store: done: %w", err)
	}
	_, err = s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, receipt := range receipts {
			for _, message := range receipt.Messages {
				pipe.Set(ctx, s.keys.said(messageName(receipt.To, message)), subject, saidLife)
			}
		}
		if len(seqs) > 0 {
			pipe.XDel(ctx, s.keys.inbox(), seqs...)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: done: %w", err)
	}
	return nil
}

func messageName(to ledger.Address, message string) string { return string(to) + "/" + message }

// DeadLetter is an update that could not be worked, with the reason.
type DeadLetter struct {
	ledger.Incoming

	Reason string
}

// Dead takes an update out of the inbox and puts it among the dead letters.
func (s *Store) Dead(ctx context.Context, in ledger.Incoming, reason string) error {
	_, err := s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.XAdd(ctx, &redis.XAddArgs{
			Stream: s.keys.dead(), MaxLen: deadLetters, Approx: true,
			Values: []any{"id", in.ID, "chat", string(in.Chat), "raw", in.Raw, "reason", reason},
		})
		if in.Seq != "" {
			pipe.XDel(ctx, s.keys.inbox(), in.Seq)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: dead letter %d: %w", in.ID, err)
	}
	return nil
}

// DeadLetters are the newest dead letters, newest first. Their Seq is their place there.
func (s *Store) DeadLetters(ctx context.Context, n int64) ([]DeadLetter, error) {
	items, err := s.client.XRevRangeN(ctx, s.keys.dead(), "+", "-", n).Result()
	if err != nil {
		return nil, fmt.Errorf("store: dead letters: %w", err)
	}
	letters := make([]DeadLetter, len(items))
	for i, item := range items {
		update, err := incoming(item)
		if err != nil {
			return nil, fmt.Errorf("store: dead letter %s: %w", item.ID, err)
		}
		reason, _ := item.Values["reason"].(string)
		letters[i] = DeadLetter{update, reason}
	}
	return letters, nil
}
