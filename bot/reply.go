package bot

import (
	"context"
	"errors"
	"time"

	"duban/ledger"
)

// errUnreached says that Telegram could not be reached; a drain ends with it.
var errUnreached = errors.New("bot: the reply is not said")

// reply says what a request is answered with: the toast of a button at once, then the
// words. What Telegram refuses for good is not said, and that is no error.
func (s *shift) reply(ctx context.Context, a act, reply ledger.Reply) (ledger.Receipt, error) {
	if a.press != "" {
		if err := s.toast(ctx, a, reply.Toast); err != nil {
			return ledger.Receipt{}, err
		}
	}
	if reply.Text == "" && len(reply.Files) == 0 {
		return ledger.Receipt{}, nil
	}
	l, err := newLetter(a.Chat, ledger.ClassReply, reply.Text, reply.Buttons, reply.Files, s.Bot.textFile)
	if err != nil {
		return ledger.Receipt{}, &badUpdateError{err}
	}
	if l.to.group() {
		l.replyTo = messageNumber(a.Message)
	}
	return s.post(ctx, a, l)
}

// toast answers a button. One without words is only courtesy, and not tried twice.
func (s *shift) toast(ctx context.Context, a act, words string) error {
	return s.try(ctx, "button waits for telegram", func(ctx context.Context) error {
		err := s.Bot.answerPress(ctx, a.press, words)
		if err == nil || errors.Is(err, ErrToken) || words != "" {
			return err
		}
		s.Bot.log.Debug("button is not answered", "cause", a.Cause, "err", err)
		return nil
	})
}

// post sends a reply until it is known what became of it.
func (s *shift) post(ctx context.Context, a act, l *letter) (ledger.Receipt, error) {
	moves := 0
	for n := 1; ; n++ {
		d := s.Bot.send(ctx, l, -1)
		switch {
		case d.outcome == ledger.OutcomeSent:
			return l.receipt(), nil
		case d.err != nil:
			return l.receipt(), d.err
		case d.outcome == ledger.OutcomeMoved && moves == 0:
			moves++
			s.moved(ctx, l, d.movedTo)
			continue
		case d.outcome == ledger.OutcomeUnknown && ctx.Err() != nil: // cut by the stop: the next run says it
			return l.receipt(), ctx.Err()
		case d.outcome != ledger.OutcomeRetry:
			s.Bot.log.Warn("reply did not arrive", "cause", a.Cause, "outcome", d.outcome, "reason", d.reason)
			return l.receipt(), nil
		case !s.patient && n == attempts:
			return l.receipt(), errors.Join(errUnreached, errors.New(d.reason))
		}
		s.Bot.log.Warn("reply waits for telegram", "cause", a.Cause, "reason", d.reason, "attempt", n)
		if err := s.Bot.clock.Sleep(ctx, backoff(n, 500*time.Millisecond, 10*time.Second)); err != nil {
			return l.receipt(), err
		}
	}
}

// moved turns a letter to the group's new address and has the book told of it. Telegram
// says it in an update of its own too, before or after; it is one cause.
func (s *shift) moved(ctx context.Context, l *letter, to ledger.Address) {
	from := chatAddress(l.to.chat)
	where, err := parseAddress(to)
	if err != nil {
		s.Bot.log.Error("group moved to nowhere", "err", err)
		return
	}
	l.to, l.replyTo = where, 0
	request := movedRequest(from, to)
	if _, err := s.handle(ctx, request); err != nil {
		s.Bot.log.Warn("move of a group is not recorded yet", "cause", request.Cause, "err", err)
	}
}
