package bot_test

import (
	"context"
	"slices"
	"sync"
	"time"

	"duban/ledger"
)

// outbox hands out what is owed, in order, one message of a chat at a time.
type outbox struct {
	mu      sync.Mutex
	owed    []ledger.Owed
	due     map[ledger.MessageID]time.Time
	claimed map[ledger.Address]bool
	begun   []ledger.MessageID
	settled []ledger.Settlement
	change  chan struct{}
}

func newOutbox(owed ...ledger.Message) *outbox {
	o := &outbox{due: map[ledger.MessageID]time.Time{}, claimed: map[ledger.Address]bool{}, change: make(chan struct{}, 1)}
	for _, m := range owed {
		o.owed = append(o.owed, ledger.Owed{Message: m})
	}
	return o
}

func (o *outbox) Claim(ctx context.Context, now time.Time, _ time.Duration, n int64) ([]ledger.Owed, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []ledger.Owed
	busy := map[ledger.Address]bool{}
	for i := range o.owed {
		m := &o.owed[i]
		if busy[m.To] || o.claimed[m.To] || int64(len(out)) == n {
			continue
		}
		busy[m.To] = true
		if o.due[m.ID].After(now) {
			continue
		}
		o.claimed[m.To] = true
		m.Attempt++
		out = append(out, *m)
	}
	return out, nil
}

// Begin holds that nothing is said that was not claimed.
func (o *outbox) Begin(_ context.Context, owed ledger.Owed) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.claimed[owed.To] {
		return ledger.ErrStale
	}
	o.begun = append(o.begun, owed.ID)
	return nil
}

func (o *outbox) Settle(_ context.Context, _ time.Time, s ledger.Settlement) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.settled = append(o.settled, s)
	i := slices.IndexFunc(o.owed, func(m ledger.Owed) bool { return m.ID == s.ID })
	delete(o.claimed, o.owed[i].To)
	switch s.Outcome {
	case ledger.OutcomeRetry:
		o.due[s.ID] = s.NotBefore
	case ledger.OutcomeMoved:
		o.owed[i].To = s.MovedTo
	case ledger.OutcomeSent, ledger.OutcomeRefused, ledger.OutcomeUnknown:
		o.owed = slices.Delete(o.owed, i, i+1)
	}
	select {
	case o.change <- struct{}{}:
	default:
	}
	return nil
}

// outcomes are what the attempts ended with.
func (o *outbox) outcomes() []ledger.Outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []ledger.Outcome
	for _, s := range o.settled {
		out = append(out, s.Outcome)
	}
	return out
}
