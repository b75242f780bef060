package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"duban/bot"
	"duban/ledger"
)

// books stand between the program and its store and count what was handled and sent, so
// that the demo can hold the account of nothing lost and nothing twice against figures
// that come from elsewhere. They outlive the program that is killed.
type books struct {
	batch int64 // how many messages are claimed at a time; what is asked for if 0

	mu      sync.Mutex
	handled map[string]bool // places in the inbox whose updates are done
	sent    int64
	claimed []ledger.Owed // claimed and not yet handed out
	served  bool          // a batch was handed out, and mostly nothing is left to claim
	outbox  outbox
}

// outbox is the store's.
type outbox interface {
	bot.Outbox
	Owing(ctx context.Context) (n int64, next time.Time, err error)
}

// open puts the books between a house and its store.
func (b *books) open(h *house) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handled, b.outbox, b.claimed, b.served = orMap(b.handled), h.store, nil, false
	inbox := &countingInbox{Inbox: h.store, books: b}
	h.poller.Inbox, h.worker.Inbox, h.deliverer.Outbox = inbox, inbox, b
}

func orMap(m map[string]bool) map[string]bool {
	if m == nil {
		return map[string]bool{}
	}
	return m
}

// Claim claims a batch and hands it out piece by piece: a batch has one message of a chat
// at most, so the order within a chat is kept. After a batch the outbox is asked first whether
// more is due: in a Redis in this process a question costs a third of a script.
func (b *books) Claim(ctx context.Context, now time.Time, lease time.Duration, n int64) ([]ledger.Owed, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.claimed) == 0 {
		if b.served {
			b.served = false
			if owing, next, err := b.outbox.Owing(ctx); err != nil || owing == 0 || next.After(now) {
				return nil, err
			}
		}
		owed, err := b.outbox.Claim(ctx, now, lease, max(n, b.batch))
		if err != nil {
			return nil, err
		}
		b.claimed, b.served = owed, len(owed) > 0
	}
	n = min(n, int64(len(b.claimed)))
	owed := b.claimed[:n:n]
	b.claimed = b.claimed[n:]
	return owed, nil
}

// Begin stores that a message is about to be said.
func (b *books) Begin(ctx context.Context, owed ledger.Owed) error { return b.outbox.Begin(ctx, owed) }

// Settle stores what became of a message.
func (b *books) Settle(ctx context.Context, now time.Time, s ledger.Settlement) error {
	err := b.outbox.Settle(ctx, now, s)
	if err == nil && s.Outcome == ledger.OutcomeSent {
		b.mu.Lock()
		b.sent++
		b.mu.Unlock()
	}
	return err
}

// release gives back what was claimed and certainly not sent, because the work was cut short.
func (b *books) release(ctx context.Context, now time.Time) error {
	b.mu.Lock()
	rest := b.claimed
	b.claimed = nil
	b.mu.Unlock()
	for _, o := range rest {
		s := ledger.Settlement{ID: o.ID, Outcome: ledger.OutcomeRetry, NotBefore: now, Reason: "claimed and not sent"}
		if err := b.outbox.Settle(ctx, now, s); err != nil {
			return err
		}
	}
	return nil
}

// figures are how many updates were handled and how many messages sent.
func (b *books) figures() (handled, sent int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return int64(len(b.handled)), b.sent
}

func (b *books) done(seqs ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, seq := range seqs {
		b.handled[seq] = true
	}
}

// countingInbox notes which updates are out of the inbox, and when nothing is in it.
type countingInbox struct {
	bot.Inbox
	books *books
	empty atomic.Bool
}

func (i *countingInbox) Receive(ctx context.Context, updates []ledger.Incoming) (int, error) {
	i.empty.Store(false)
	return i.Inbox.Receive(ctx, updates)
}

// Waiting does not look again into an inbox that was empty and got nothing since.
func (i *countingInbox) Waiting(ctx context.Context, after string, n int64, block time.Duration) ([]ledger.Incoming, error) {
	if i.empty.Load() {
		return nil, nil
	}
	waiting, err := i.Inbox.Waiting(ctx, after, n, block)
	i.empty.Store(err == nil && after == "" && len(waiting) == 0)
	return waiting, err
}

func (i *countingInbox) Done(ctx context.Context, seqs []string, about ledger.About, receipts ...ledger.Receipt) error {
	err := i.Inbox.Done(ctx, seqs, about, receipts...)
	if err == nil {
		i.books.done(seqs...)
	}
	return err
}

func (i *countingInbox) Dead(ctx context.Context, update ledger.Incoming, reason string) error {
	err := i.Inbox.Dead(ctx, update, reason)
	if err == nil {
		i.books.done(update.Seq)
	}
	return err
}
