package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// Commit stores a change whole or not at all, and a cause never twice. It answers with
// [ledger.ErrStale] if a record that the change puts, or rests on, is no longer at the revision at
// which it was read: read again and decide again. Repeating a Commit whose answer was
// lost is safe.
func (s *Store) Commit(ctx context.Context, change ledger.Change) (ledger.Committed, error) {
	args, err := s.commitArgs(change)
	if err != nil {
		return ledger.Committed{}, fmt.Errorf("store: commit %q: %w", change.Cause, err)
	}
	keys := []string{
		s.keys.cause(change.Cause), s.keys.head(), s.keys.chain(),
		s.keys.ready(), s.keys.busy(), s.keys.owing(),
	}
	said, err := s.write(ctx, s.scripts.commit, keys, args...).StringSlice()
	if err != nil {
		return ledger.Committed{}, fmt.Errorf("store: commit %q: %w", change.Cause, err)
	}
	committed, err := outcomeOf(change, said)
	if err != nil {
		return ledger.Committed{}, fmt.Errorf("store: commit %q: %w", change.Cause, err)
	}
	return committed, nil
}

func outcomeOf(change ledger.Change, said []string) (ledger.Committed, error) {
	switch {
	case len(said) == 3 && said[0] == "stored":
		head, err := parseHead(said[1], said[2])
		return ledger.Committed{Answer: change.Answer, Head: head}, err
	case len(said) == 4 && said[0] == "already":
		answer, err := decodeAnswer(said[1])
		if err != nil {
			return ledger.Committed{}, err
		}
		head, err := parseHead(said[2], said[3])
		return ledger.Committed{Already: true, Answer: answer, Head: head}, err
	case len(said) == 3 && said[0] == "stale":
		_, kind, _ := strings.Cut(said[1], "rec:")
		return ledger.Committed{}, fmt.Errorf("%s %s: %w", kind, said[2], ledger.ErrStale)
	case len(said) == 2 && said[0] == "owed":
		return ledger.Committed{}, fmt.Errorf("message %q is owed already", said[1])
	default:
		return ledger.Committed{}, fmt.Errorf("the script answered %q", said)
	}
}

// commitArgs checks a change and writes the arguments of commit.lua.
func (s *Store) commitArgs(change ledger.Change) ([]any, error) {
	if err := checkChange(change); err != nil {
		return nil, err
	}
	answer, err := encode(change.Answer)
	if err != nil {
		return nil, err
	}
	args := []any{int64(causeLife / time.Second), answer, s.keys.mark("")}
	block := Block{At: change.At, Cause: change.Cause, Entries: change.Entries}

	args = append(args, len(change.Read))
	for _, record := range change.Read {
		kind, key := record.Ref()
		args = append(args, s.keys.record(kind), key, record.Revision())
	}

	args = append(args, len(change.Put))
	for _, record := range change.Put {
		kind, key := record.Ref()
		value, err := encodeRecord(record)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", kind, key, err)
		}
		args = append(args, s.keys.record(kind), key, record.Revision(), value)
		block.Puts = append(block.Puts, Put{kind, key, record.Revision() + 1, digest(value)})
	}

	args = append(args, len(change.Send))
	for _, message := range change.Send {
		body, err := encode(message)
		if err != nil {
			return nil, fmt.Errorf("message %s: %w", message.ID, err)
		}
		due := max(millis(message.NotBefore), millis(change.At))
		args = append(args, s.keys.message(message.ID), s.keys.queue(message.To),
			string(message.ID), string(message.To), string(message.Class), due, body)
		block.Sends = append(block.Sends, sendOf(message))
	}
	return s.blockArgs(args, block)
}

func sendOf(message ledger.Message) Send {
	return Send{message.ID, message.To, message.Class, message.Why, digest(message.Text), message.About}
}

// blockArgs adds what chain.lua's append takes. A block in which nothing happened is
// not chained.
func (s *Store) blockArgs(args []any, block Block) ([]any, error) {
	if len(block.Entries)+len(block.Puts)+len(block.Sends) == 0 {
		return append(args, "", "", 0, 0, 0), nil
	}
	body, err := encode(block)
	if err != nil {
		return nil, err
	}
	args = append(args, body, digest(body), millis(block.At))
	var tasks, sorts []string
	for _, entry := range block.Entries {
		for _, task := range tasksOf(entry) {
			tasks = append(tasks, s.keys.entriesOf(task))
		}
		if id := bulletinOf(entry); id != "" {
			tasks = append(tasks, s.keys.entriesOfBulletin(id))
		}
		sorts = append(sorts, s.keys.what(entry.What))
	}
	for _, names := range [][]string{tasks, sorts} {
		slices.Sort(names)
		names = slices.Compact(names)
		args = append(args, len(names))
		for _, name := range names {
			args = append(args, name)
		}
	}
	return args, nil
}

// checkChange finds what no rule may ever decide.
func checkChange(change ledger.Change) error {
	switch {
	case change.Cause == "" || !utf8.ValidString(change.Cause):
		return errors.New("a change has a cause")
	case len(change.Put) > 0 && len(change.Entries) == 0:
		return errors.New("a change that puts something has an entry")
	case len(change.Put)+len(change.Entries)+len(change.Send) > 0 && change.At.IsZero():
		return errors.New("a change was decided at some time")
	}
	for _, entry := range change.Entries {
		if entry.What == "" {
			return errors.New("an entry says what happened")
		}
	}
	if err := checkRecords(change.Put); err != nil {
		return err
	}
	return checkMessages(change.Send)
}

func checkRecords(records []ledger.Record) error {
	seen := map[[2]string]bool{}
	for _, record := range records {
		kind, key := record.Ref()
		name := [2]string{string(kind), key}
		switch {
		case kind == "" || key == "" || !utf8.ValidString(key):
			return fmt.Errorf("%s %q has no proper name", kind, key)
		case record.Revision() < 0:
			return fmt.Errorf("%s %s has a negative revision", kind, key)
		case seen[name]:
			return fmt.Errorf("%s %s is put twice", kind, key)
		}
		seen[name] = true
	}
	return nil
}

func checkMessages(messages []ledger.Message) error {
	seen := map[ledger.MessageID]bool{}
	for _, message := range messages {
		switch message.Class {
		case ledger.ClassReply, ledger.ClassNotice, ledger.ClassDigest:
		default:
			return fmt.Errorf("message %s is of no class: %q", message.ID, message.Class)
		}
		switch {
		case message.ID == "" || message.To == "":
			return fmt.Errorf("message %q to %q needs both", message.ID, message.To)
		case seen[message.ID]:
			return fmt.Errorf("message %s is owed twice", message.ID)
		}
		seen[message.ID] = true
	}
	return nil
}

// Answered is the answer that was stored with a cause, if the cause is known.
func (s *Store) Answered(ctx context.Context, cause string) (ledger.Reply, bool, error) {
	value, err := s.client.Get(ctx, s.keys.cause(cause)).Result()
	if errors.Is(err, redis.Nil) {
		return ledger.Reply{}, false, nil
	}
	if err != nil {
		return ledger.Reply{}, false, fmt.Errorf("store: answer to %q: %w", cause, err)
	}
	answer, err := decodeAnswer(value)
	if err != nil {
		return ledger.Reply{}, false, fmt.Errorf("store: answer to %q: %w", cause, err)
	}
	return answer, true, nil
}

func decodeAnswer(value string) (ledger.Reply, error) {
	var answer ledger.Reply
	if err := json.Unmarshal([]byte(value), &answer); err != nil {
		return ledger.Reply{}, fmt.Errorf("stored answer: %w", err)
	}
	return answer, nil
}

func parseHead(seq, link string) (ledger.Head, error) {
	n, err := strconv.ParseInt(seq, 10, 64)
	if err != nil {
		return ledger.Head{}, fmt.Errorf("head of the chain: %q is not a number", seq)
	}
	return ledger.Head{Seq: n, Link: link}, nil
}

// millis is a time as scripts and scores take it; no time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
