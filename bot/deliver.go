package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"duban/handlers"
	"duban/ledger"
)

const (
	lease     = 2 * time.Minute // of a claimed message; whoever dies in the call leaves it in doubt
	leaseTime = 100 * time.Second
	patience  = 5 * time.Second        // of a drain with the limits
	tick      = 250 * time.Millisecond // between looks when nobody wakes us
	unreached = time.Minute            // the longest pause when Telegram is not reached
)

// Deliverer says what is owed and records what became of it. In doubt it does not try
// again by itself: what is to be done then depends on the class, and the store knows.
type Deliverer struct {
	Bot      *Bot
	Outbox   Outbox
	Again    func(text string) string                  // marks a notice that may have arrived before
	Quiet    func(now time.Time) (notBefore time.Time) // nobody is told unasked before that; zero: now; nil: always
	Left     Left                                      // whether a person is addressed no more; nil: nobody is asked
	Handle   Handle                                    // learns that a group moved or that we were put out; may be nil
	Print    Print                                     // makes a PDF to go with each paper; nil: none
	Parallel int                                       // chats at a time; 16 if 0

	Unprinted string // said in the place of a PDF that could not be made

	once sync.Once
	wake chan struct{}
}

// Left tells whether words about a unit, if they are about one, come too late for a person
// since he has left his post.
type Left func(ctx context.Context, person ledger.PersonID, unit ledger.UnitID, now time.Time) (bool, error)

// Wake tells that something is owed now. It never waits.
func (d *Deliverer) Wake() {
	select {
	case d.bell() <- struct{}{}:
	default:
	}
}

func (d *Deliverer) bell() chan struct{} {
	d.once.Do(func() { d.wake = make(chan struct{}, 1) })
	return d.wake
}

// Run delivers until ctx ends. It returns [ErrToken] when nothing can be said any more.
func (d *Deliverer) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	at := desks{words: make(chan struct{}, or(d.Parallel, 16)), papers: make(chan struct{}, printed)}
	group.Go(func() error {
		for troubles := 0; ctx.Err() == nil; {
			n, err := d.round(ctx, group, at)
			switch {
			case err != nil && ctx.Err() == nil:
				troubles++
				d.Bot.log.Warn("outbox is not read", "err", err, "attempt", troubles)
				_ = d.Bot.clock.Sleep(ctx, backoff(troubles, tick, 5*time.Second)) // the loop looks at ctx
			case n == 0:
				troubles = 0
				d.idle(ctx)
			default:
				troubles = 0
			}
		}
		return nil
	})
	return group.Wait()
}

// desks are the places at which messages are delivered side by side.
type desks struct{ words, papers chan struct{} }

// round claims as much as can be sent now, and has it sent.
func (d *Deliverer) round(ctx context.Context, group *errgroup.Group, at desks) (int, error) {
	n := min(cap(at.words)-len(at.words), d.Bot.limits.spare(ledger.ClassDigest))
	if n == 0 {
		return 0, nil
	}
	owed, err := d.Outbox.Claim(ctx, d.Bot.clock.Now(), lease, int64(n))
	if err != nil {
		return 0, fmt.Errorf("bot: claim: %w", err)
	}
	for _, o := range owed {
		desk := at.words
		if d.prints(o.Message) {
			desk = at.papers
		}
		select {
		case desk <- struct{}{}:
		default: // all papers wait for LibreOffice already
			group.Go(func() error { return d.settle(ctx, d.later(o, printLate, keptBack), nil) })
			continue
		}
		group.Go(func() error {
			defer d.Wake() // the chat may be owed more
			defer func() { <-desk }()
			// A claimed message keeps its chat until the lease ends when the program is killed. So
			// it is not held while the limits keep it back, but goes back until they do not.
			return d.deliver(ctx, o, 0)
		})
	}
	return len(owed), nil
}

// idle waits until somebody wakes us, or for a tick.
func (d *Deliverer) idle(ctx context.Context) {
	timer := time.NewTimer(tick)
	defer timer.Stop()
	select {
	case <-d.bell():
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Drain delivers what may be said now, one after the other, and says how many messages
// were tried.
func (d *Deliverer) Drain(ctx context.Context) (n int, err error) {
	for {
		owed, err := d.Outbox.Claim(ctx, d.Bot.clock.Now(), lease, 1)
		if err != nil {
			return n, fmt.Errorf("bot: claim: %w", err)
		}
		if len(owed) == 0 {
			return n, nil
		}
		for _, o := range owed {
			if err := d.deliver(ctx, o, patience); err != nil {
				return n, err
			}
			n++
		}
	}
}

// deliver makes one attempt and settles it. The error is [ErrToken].
func (d *Deliverer) deliver(ctx context.Context, o ledger.Owed, patience time.Duration) error {
	settlement, err := d.attempt(ctx, o, patience)
	if errors.Is(err, ledger.ErrStale) { // the claim ran out: whoever has the message now settles it
		return nil
	}
	return d.settle(ctx, settlement, err)
}

// settle records what an attempt ended with, and hands its error on.
func (d *Deliverer) settle(ctx context.Context, settlement ledger.Settlement, err error) error {
	for n := 1; ; n++ {
		stored, cancel := linger(ctx, doneTime)
		failed := d.Outbox.Settle(stored, d.Bot.clock.Now(), settlement)
		cancel()
		if failed == nil {
			return err
		}
		// The lease runs out meanwhile; then the store takes the message for one in doubt.
		d.Bot.log.Warn("delivery is not recorded", "message", settlement.ID, "outcome", settlement.Outcome, "err", failed, "attempt", n)
		if n == attempts*attempts || d.Bot.clock.Sleep(ctx, backoff(n, 200*time.Millisecond, 10*time.Second)) != nil {
			return err
		}
	}
}

// attempt sends one message, waiting for the limits no longer than patience, and tells
// what to record.
func (d *Deliverer) attempt(ctx context.Context, o ledger.Owed, patience time.Duration) (ledger.Settlement, error) {
	if d.Quiet != nil && o.Class != ledger.ClassReply && !o.Urgent {
		// Decided by day and held up until the night, it waits for the morning.
		if morning := d.Quiet(d.Bot.clock.Now()); !morning.IsZero() {
			return ledger.Settlement{ID: o.ID, Outcome: ledger.OutcomeRetry, NotBefore: morning, Reason: ledger.WhyQuiet}, nil
		}
	}
	if s, left := d.left(ctx, o); left {
		return s, nil
	}
	text, files := d.print(ctx, o)
	if ctx.Err() != nil && d.prints(o.Message) { // LibreOffice was cut short by the stop; nothing was said
		return d.later(o, 0, ctx.Err().Error()), nil
	}
	if o.Again && o.Class == ledger.ClassNotice && d.Again != nil {
		text = d.Again(text)
	}
	l, err := newLetter(o.To, o.Class, text, o.Buttons, files, d.Bot.textFile)
	if err != nil {
		return ledger.Settlement{ID: o.ID, Outcome: ledger.OutcomeRefused, Reason: err.Error()}, nil
	}
	l.begin = func(ctx context.Context) error { return d.Outbox.Begin(ctx, o) }
	sending, cancel := context.WithTimeout(ctx, leaseTime-printTime)
	defer cancel()
	got := d.Bot.send(sending, l, patience)
	s := ledger.Settlement{ID: o.ID, Outcome: got.outcome, Receipt: l.receipt(), Reason: got.reason, MovedTo: got.movedTo}
	now := d.Bot.clock.Now()
	switch {
	case got.outcome == ledger.OutcomeRetry && l.next > 0: // nobody knows how to say the rest alone
		s.Outcome, s.Reason = ledger.OutcomeUnknown, fmt.Sprintf("%d of %d parts were said: %s", l.next, len(l.parts), got.reason)
	case got.outcome == ledger.OutcomeRetry && ctx.Err() != nil:
		s.NotBefore = now
	case got.outcome == ledger.OutcomeRetry && got.wait > 0:
		s.NotBefore = now.Add(got.wait)
	case got.outcome == ledger.OutcomeRetry:
		s.NotBefore = now.Add(backoff(o.Attempt, time.Second, unreached))
	case got.outcome == ledger.OutcomeMoved:
		d.tell(ctx, movedRequest(chatAddress(l.to.chat), got.movedTo))
	case got.gone:
		d.tell(ctx, handlers.Request{Cause: "gone:" + string(o.ID), Chat: o.To, Private: !l.to.group(), Gone: got.reason})
	}
	d.report(o, s)
	if errors.Is(got.err, ErrToken) || errors.Is(got.err, ledger.ErrStale) {
		return s, got.err
	}
	return s, nil
}

// later puts a message that was not said back.
func (d *Deliverer) later(o ledger.Owed, pause time.Duration, reason string) ledger.Settlement {
	return ledger.Settlement{ID: o.ID, Outcome: ledger.OutcomeRetry, NotBefore: d.Bot.clock.Now().Add(pause), Reason: reason}
}

// left settles what waited for somebody who has left since: it is not said, and the reason
// is kept. It is asked here and not when he leaves, because a digest that was decided a
// moment before would be queued a moment after.
func (d *Deliverer) left(ctx context.Context, o ledger.Owed) (ledger.Settlement, bool) {
	to, err := parseAddress(o.To)
	if d.Left == nil || err != nil || to.group() || o.Class == ledger.ClassReply {
		return ledger.Settlement{}, false
	}
	now := d.Bot.clock.Now()
	left, err := d.Left(ctx, ledger.PersonID(to.chat), cmp.Or(o.About.Unit, o.For), now)
	switch {
	case err != nil:
		return d.later(o, backoff(o.Attempt, time.Second, unreached), err.Error()), true
	case left:
		return ledger.Settlement{ID: o.ID, Outcome: ledger.OutcomeRefused, Reason: ledger.WhyLeft}, true
	}
	return ledger.Settlement{}, false
}

// tell has the book learn what a refusal says about a chat. Telegram says it in an
// update too, but that may have been missed.
func (d *Deliverer) tell(ctx context.Context, request handlers.Request) {
	if d.Handle == nil {
		return
	}
	request.At = d.Bot.clock.Now()
	if _, err := d.Handle.call(ctx, request); err != nil {
		d.Bot.log.Warn("news of a chat is not recorded", "cause", request.Cause, "err", err)
	}
}

func (d *Deliverer) report(o ledger.Owed, s ledger.Settlement) {
	if s.Outcome != ledger.OutcomeSent && s.Reason != keptBack && s.Reason != ledger.WhyQuiet {
		d.Bot.log.Warn("message did not arrive", "message", o.ID, "class", o.Class, "attempt", o.Attempt, "outcome", s.Outcome, "reason", s.Reason)
	}
}
