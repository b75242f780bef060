package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"duban/handlers"
	"duban/ledger"
)

// Worker answers what is in the inbox: in order within a chat, many chats at a time. An
// update leaves the inbox when it was answered and not before; what a crash interrupts
// is repeated, and its cause makes the answer the same.
type Worker struct {
	Bot       *Bot
	Inbox     Inbox
	Handle    Handle
	Apology   func(incident string) string // what the sender is told when we failed him
	Temporary func(error) bool             // the store is down, say: the update is not to blame; network errors if nil
	Parallel  int                          // requests handled at a time; 16 if 0
	Quiet     time.Duration                // after which an album is whole; 2 s if 0

	albums albums
	desk   atomic.Pointer[desk] // of the run
}

const (
	attempts   = 3    // of an update that is itself to blame
	crowd      = 4096 // updates read and not yet answered
	readBatch  = 256
	readBlock  = time.Second // go-redis does not end a blocking read with its context
	doneTime   = 10 * time.Second
	handleTime = 60 * time.Second // the longest that one request may take without a sign of progress
	longTime   = 15 * time.Minute // and the longest of all
	waited     = time.Minute      // between being said and taken up, from which it matters
)

// Drain answers everything that waits now, one after the other in the order of the
// inbox, and says how many updates that were. What cannot be answered for the moment is
// an error, and stays.
func (w *Worker) Drain(ctx context.Context) (n int, err error) {
	var waiting []ledger.Incoming
	for after := ""; ; {
		batch, err := w.Inbox.Waiting(ctx, after, readBatch, 0)
		if err != nil {
			return 0, fmt.Errorf("bot: read the inbox: %w", err)
		}
		if len(batch) == 0 {
			break
		}
		waiting, after = append(waiting, batch...), batch[len(batch)-1].Seq
	}
	s := &shift{Worker: w}
	for len(waiting) > 0 {
		var job []ledger.Incoming
		job, waiting = takeJob(waiting)
		if err := s.work(ctx, job, nil); err != nil {
			return n, err
		}
		n += len(job)
	}
	return n, nil
}

// takeJob takes the first update, with the rest of its album.
func takeJob(waiting []ledger.Incoming) (job, rest []ledger.Incoming) {
	job = waiting[:1:1]
	album := peekAlbum(waiting[0])
	if album == "" {
		return job, waiting[1:]
	}
	for _, in := range waiting[1:] {
		if in.Chat == job[0].Chat && peekAlbum(in) == album {
			job = append(job, in)
		} else {
			rest = append(rest, in)
		}
	}
	return job, rest
}

// shift is one run of a worker.
type shift struct {
	*Worker
	patient bool          // keeps trying what only time can mend
	slots   chan struct{} // nil: one at a time anyway
}

// work answers one update or album and takes it out of the inbox. An error says that it
// is still there: ctx ended, the token is wrong, or (of a drain) something is down.
func (s *shift) work(ctx context.Context, job []ledger.Incoming, ahead *thought) error {
	a, ok, err := s.read(ctx, job)
	var bad *badUpdateError
	switch {
	case errors.As(err, &bad):
		return s.bury(ctx, job, s.mourned(job), bad.Error())
	case err != nil:
		return err
	case !ok:
		return s.done(ctx, job, ledger.About{})
	}
	reply, prepared := ahead.answer()
	if !prepared {
		told := s.follow(&a)
		reply, err = s.answer(ctx, a.Request, incident(job))
		told.finish(ctx)
	}
	if failed, ok := errors.AsType[*failedError](err); ok {
		return s.bury(ctx, job, a, failed.Error())
	}
	if err != nil {
		return err
	}
	receipt, err := s.reply(ctx, a, reply)
	if unsayable, ok := errors.AsType[*badUpdateError](err); ok {
		return s.bury(ctx, job, a, unsayable.Error())
	}
	if err != nil {
		return err
	}
	if len(receipt.Messages) == 0 {
		return s.done(ctx, job, reply.About)
	}
	return s.done(ctx, job, reply.About, receipt)
}

// badUpdateError is an update that no repetition will mend.
type badUpdateError struct{ err error }

func (e *badUpdateError) Error() string { return e.err.Error() }
func (e *badUpdateError) Unwrap() error { return e.err }

// failedError is a request that failed as often as it may.
type failedError struct{ err error }

func (e *failedError) Error() string { return e.err.Error() }
func (e *failedError) Unwrap() error { return e.err }

// incident is the number by which an apology, the log and the dead letter find each other.
func incident(job []ledger.Incoming) string { return strconv.FormatInt(job[0].ID, 10) }

// read turns a job into a request.
func (s *shift) read(ctx context.Context, job []ledger.Incoming) (act, bool, error) {
	me := self{id: s.Bot.id}
	for _, in := range job {
		if !named(in.Raw) || me.name != "" {
			continue
		}
		err := s.try(ctx, "bot's name is not known", func(ctx context.Context) (err error) {
			me.name, err = s.Bot.Name(ctx)
			return err
		})
		if err != nil {
			return act{}, false, err
		}
	}
	var parts []act
	for _, in := range job {
		a, ok, err := convert(in.Raw, me)
		if err != nil {
			return act{}, false, &badUpdateError{err}
		}
		if ok {
			parts = append(parts, a)
		}
	}
	if len(parts) == 0 {
		return act{}, false, nil
	}
	if parts[0].Album == "" || parts[0].Edited {
		return parts[0], true, nil
	}
	return s.albums.whole(parts), true, nil
}

// answer has a request handled. It repeats what failed: a few times when the request
// itself may be to blame, for ever when it is not.
func (s *shift) answer(ctx context.Context, request handlers.Request, number string) (ledger.Reply, error) {
	for failures := 1; ; failures++ {
		var reply ledger.Reply
		err := s.try(ctx, "request waits for the store", func(ctx context.Context) (err error) {
			reply, err = s.handle(ctx, request)
			if err != nil && !s.temporary(err) {
				return &failedError{err}
			}
			return err
		})
		var failed *failedError
		if !errors.As(err, &failed) {
			return reply, err
		}
		if ctx.Err() != nil { // cut short, so nobody's fault
			return ledger.Reply{}, ctx.Err()
		}
		s.Bot.log.Error("request failed", "incident", number, "cause", request.Cause, "attempt", failures, "err", failed.err, "stack", stack(err))
		if failures == attempts {
			return ledger.Reply{}, failed
		}
		if err := s.Bot.clock.Sleep(ctx, backoff(failures, 200*time.Millisecond, time.Second)); err != nil {
			return ledger.Reply{}, err
		}
	}
}

// handle calls the handler in one of the slots. The present is that of this attempt: a
// request may have waited for the store since the last one, and nobody was answered.
func (s *shift) handle(ctx context.Context, request handlers.Request) (ledger.Reply, error) {
	if s.slots != nil {
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		case <-ctx.Done():
			return ledger.Reply{}, ctx.Err()
		}
	}
	request.At = s.Bot.clock.Now()
	if request.At.Sub(request.Said) < waited {
		request.Said = time.Time{} // their clock and ours agree no better
	}
	return s.Handle.call(ctx, request)
}

func (s *shift) temporary(err error) bool {
	if _, ok := errors.AsType[*panicError](err); ok {
		return false
	}
	if s.Temporary != nil {
		return s.Temporary(err)
	}
	var broken net.Error
	return errors.As(err, &broken)
}

// try repeats what only time can mend. A drain does not: it has no other time.
func (s *shift) try(ctx context.Context, trouble string, do func(context.Context) error) error {
	for n := 1; ; n++ {
		err := do(ctx)
		var failed *failedError
		switch {
		case err == nil, errors.As(err, &failed), errors.Is(err, ErrToken), !s.patient:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		s.Bot.log.Warn(trouble, "err", err, "attempt", n) //nolint:sloglint // each caller's message is constant
		if err := s.Bot.clock.Sleep(ctx, max(backoff(n, 200*time.Millisecond, 5*time.Second), after(err))); err != nil {
			return err
		}
	}
}

// done takes a job out of the inbox.
func (s *shift) done(ctx context.Context, job []ledger.Incoming, about ledger.About, receipts ...ledger.Receipt) error {
	seqs := make([]string, 0, len(job))
	for _, in := range job {
		seqs = append(seqs, in.Seq)
	}
	return s.try(ctx, "inbox is not cleared", func(ctx context.Context) error {
		ctx, cancel := linger(ctx, doneTime)
		defer cancel()
		return s.Inbox.Done(ctx, seqs, about, receipts...)
	})
}

// bury puts a job among the dead letters, and says so to whoever waits for an answer.
func (s *shift) bury(ctx context.Context, job []ledger.Incoming, a act, reason string) error {
	number := incident(job)
	s.Bot.log.Error("update goes to the dead letters", "incident", number, "err", reason)
	if s.Apology != nil && a.Chat != "" {
		apology := ledger.Reply{Text: s.Apology(number)}
		_, err := s.reply(ctx, a, apology)
		if _, unsayable := errors.AsType[*badUpdateError](err); err != nil && !unsayable {
			return err
		}
	}
	for _, in := range job {
		err := s.try(ctx, "dead letter is not stored", func(ctx context.Context) error {
			ctx, cancel := linger(ctx, doneTime)
			defer cancel()
			return s.Inbox.Dead(ctx, in, reason)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mourned is what can be read of an update that cannot: where to apologise.
func (s *shift) mourned(job []ledger.Incoming) act {
	g := peek(job[0].Raw)
	if !g.spoken() || g.chat() == 0 {
		return act{}
	}
	return act{Request: handlers.Request{Chat: chatAddress(g.chat()), Private: g.chat() > 0}}
}
