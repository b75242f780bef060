package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"duban/ledger"
)

// State is where a message of the outbox stands.
type State string

// The states. A message is claimed while somebody gets it ready, and sending from before the
// call until its outcome is stored.
const (
	StatePlanned State = "planned"
	StateClaimed State = "claimed"
	StateSending State = "sending"
	StateSent    State = "sent"
	StateRefused State = "refused"
	StateUnknown State = "unknown"
)

// Sending is a message of the outbox and what became of it.
type Sending struct {
	ledger.Message

	State   State
	Attempt int       // how often it was handed out
	Unknown int       // how often it was not known whether it arrived
	Lapsed  int       // how often its sender died during the call
	Due     time.Time // from when it was to be said
	Reason  string    // of a failure
	Receipt ledger.Receipt

	version, order string
}

// Claim hands out messages that are due, at most one for each chat and in the chat's
// order, and leaves those chats to the caller until the lease ends. A message whose
// lease ran out is one whose sender died. Before [Store.Begin] nothing of it was said, and it
// is owed as it was; after it the message may have arrived, and is settled by its class as
// [ledger.OutcomeUnknown] is.
func (s *Store) Claim(ctx context.Context, now time.Time, lease time.Duration, n int64) ([]ledger.Owed, error) {
	owed, lapsed, err := s.claim(ctx, now, lease, n)
	if err != nil || len(lapsed) == 0 {
		return owed, err
	}
	for _, id := range lapsed {
		err := s.Settle(ctx, now, ledger.Settlement{
			ID: id, Outcome: ledger.OutcomeUnknown, Lapsed: true, Reason: "the lease ran out",
		})
		if err != nil {
			return owed, err // what was claimed is claimed
		}
	}
	if int64(len(owed)) < n {
		var again []ledger.Owed
		again, _, err = s.claim(ctx, now, lease, n-int64(len(owed)))
		owed = append(owed, again...)
	}
	return owed, err
}

// Begin stores that a claimed message is about to be said. Getting it ready may take long, its
// paper seconds of LibreOffice; a sender that dies meanwhile leaves no doubt behind.
// [ledger.ErrStale]: the claim ran out, somebody else may be at the message, and it must not
// be said.
func (s *Store) Begin(ctx context.Context, owed ledger.Owed) error {
	said, err := s.write(ctx, s.scripts.begin, []string{s.keys.message(owed.ID)}, owed.Attempt).Text()
	switch {
	case err != nil:
		return fmt.Errorf("store: begin %s: %w", owed.ID, err)
	case said != "done":
		return fmt.Errorf("store: begin %s: %w", owed.ID, ledger.ErrStale)
	}
	return nil
}

// Abandon ends the leases of all messages that were claimed, and says how many there
// were. Whoever takes the lead knows that nobody sends any more, and need not wait until
// the leases of one who was killed run out: the next [Store.Claim] settles them. If the
// former leader does live on, that is as safe as a lease that ran out.
func (s *Store) Abandon(ctx context.Context) (n int, err error) {
	n, err = s.write(ctx, s.scripts.abandon, []string{s.keys.busy(), s.keys.sending()}).Int()
	if err != nil {
		return 0, fmt.Errorf("store: abandon: %w", err)
	}
	return n, nil
}

func (s *Store) claim(ctx context.Context, now time.Time, lease time.Duration, n int64) ([]ledger.Owed, []ledger.MessageID, error) {
	keys := []string{s.keys.ready(), s.keys.busy(), s.keys.sending()}
	said, err := s.write(ctx, s.scripts.claim, keys, millis(now), millis(now.Add(lease)), n,
		s.keys.queue(""), s.keys.message("")).Slice()
	if err != nil {
		return nil, nil, fmt.Errorf("store: claim: %w", err)
	}
	if len(said) != 2 {
		return nil, nil, fmt.Errorf("store: claim: the script answered %v", said)
	}
	var lapsed []ledger.MessageID
	for _, id := range texts(said[0]) {
		lapsed = append(lapsed, ledger.MessageID(id))
	}
	fields := texts(said[1])
	var owed []ledger.Owed
	for i := 0; i+4 < len(fields); i += 5 {
		one, err := owedOf(fields[i : i+5])
		if err != nil {
			return nil, nil, fmt.Errorf("store: claim: message %s: %w", fields[i], err)
		}
		owed = append(owed, one)
	}
	return owed, lapsed, nil
}

// texts are the strings of a nested answer; what is no string is empty.
func texts(said any) []string {
	list, _ := said.([]any)
	found := make([]string, len(list))
	for i, one := range list {
		found[i], _ = one.(string)
	}
	return found
}

// owedOf reads id, chat, attempt, times that it may have arrived, json.
func owedOf(fields []string) (ledger.Owed, error) {
	var owed ledger.Owed
	if err := json.Unmarshal([]byte(fields[4]), &owed.Message); err != nil {
		return ledger.Owed{}, err
	}
	attempt, err := strconv.Atoi(fields[2])
	if err != nil {
		return ledger.Owed{}, err
	}
	owed.To = ledger.Address(fields[1]) // the chat may have moved since
	owed.Attempt = attempt
	owed.Again = fields[3] != "0"
	return owed, nil
}

// Owing is how many messages wait to be sent or settled, and when the next chat may be
// looked at; zero if there is none.
func (s *Store) Owing(ctx context.Context) (n int64, next time.Time, err error) {
	var count *redis.IntCmd
	var firsts [2]*redis.ZSliceCmd
	_, err = s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		count = pipe.ZCard(ctx, s.keys.owing())
		for i, key := range []string{s.keys.ready(), s.keys.busy()} {
			firsts[i] = pipe.ZRangeWithScores(ctx, key, 0, 0)
		}
		return nil
	})
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("store: owing: %w", err)
	}
	for _, first := range firsts {
		for _, chat := range first.Val() {
			if at := time.UnixMilli(int64(chat.Score)).UTC(); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return count.Val(), next, nil
}

// Messages are the messages of these names that are still kept, in the order asked.
// Names stand in the blocks of the chain ([Send]).
func (s *Store) Messages(ctx context.Context, ids ...ledger.MessageID) ([]Sending, error) {
	read := make([]*redis.MapStringStringCmd, len(ids))
	_, err := s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, id := range ids {
			read[i] = pipe.HGetAll(ctx, s.keys.message(id))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: messages: %w", err)
	}
	var messages []Sending
	for i, cmd := range read {
		if len(cmd.Val()) == 0 {
			continue
		}
		message, err := decodeSending(cmd.Val())
		if err != nil {
			return nil, fmt.Errorf("store: message %s: %w", ids[i], err)
		}
		messages = append(messages, message)
	}
	return messages, nil
}

func decodeSending(fields map[string]string) (Sending, error) {
	message := Sending{
		State: State(fields["state"]), Reason: fields["reason"],
		version: fields["version"], order: fields["order"],
	}
	attempt, err1 := strconv.Atoi(fields["attempt"])
	unknown, err2 := strconv.Atoi(fields["unknown"])
	lapsed, err5 := strconv.Atoi(cmp.Or(fields["lapsed"], "0")) // unknown to what was owed before it was counted
	due, err3 := strconv.ParseInt(fields["due"], 10, 64)
	err4 := json.Unmarshal([]byte(fields["json"]), &message.Message)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return Sending{}, err
	}
	message.To = ledger.Address(fields["to"])
	message.Attempt, message.Unknown, message.Lapsed, message.Due = attempt, unknown, lapsed, time.UnixMilli(due).UTC()
	if said := fields["receipt"]; said != "" {
		to, ids, _ := strings.Cut(said, " ")
		message.Receipt = ledger.Receipt{To: ledger.Address(to), Messages: strings.Fields(ids)}
	}
	return message, nil
}
