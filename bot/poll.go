package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"duban/ledger"
)

// wanted are the kinds of updates that are asked for, always: Telegram remembers the
// latest list that anybody gave it.
func wanted() []string {
	return []string{"message", "edited_message", "callback_query", "my_chat_member"}
}

const (
	pollTime  = 25 * time.Second
	pollLimit = 50 * time.Second // the server waits no longer
	pollBatch = 100
	truce     = 3 * time.Second  // pause after a conflict
	stalemate = 30 * time.Second // the connection of one who was killed is gone by then
)

// ConflictError says that updates are taken by somebody else.
type ConflictError struct {
	Webhook bool // a webhook is set; otherwise another process polls with the same token
	Words   string
}

// Error says which of the two it is.
func (e *ConflictError) Error() string {
	if e.Webhook {
		return "bot: cannot poll, a webhook is set: " + e.Words
	}
	return "bot: cannot poll, another process polls with this token: " + e.Words
}

// Poller fetches updates and stores them; only then Telegram is told that we have them.
type Poller struct {
	Bot    *Bot
	Inbox  Inbox
	Worker *Worker       // thinks about an update while it is being stored; may be nil
	Wait   time.Duration // how long Telegram may keep an empty answer back; 25 s if 0

	offset int64 // 0 at first: Telegram repeats what was not confirmed
}

// Run polls until ctx ends. It returns [ErrToken], or a *[ConflictError] when somebody
// else takes the updates: whoever leads by right may run it again later.
func (p *Poller) Run(ctx context.Context) error {
	if p.Wait <= 0 {
		p.Wait = pollTime
	}
	p.offset = 0 // others may have polled since the last run
	troubles, since := 0, time.Time{}
	for ctx.Err() == nil {
		_, err := p.fetch(ctx, min(p.Wait, pollLimit))
		if err == nil || ctx.Err() != nil {
			troubles, since = 0, time.Time{}
			continue
		}
		if errors.Is(err, ErrToken) {
			return err
		}
		var conflict *ConflictError
		if !errors.As(err, &conflict) {
			troubles++
			p.Bot.log.Warn("updates are not fetched", "err", err, "attempt", troubles)
			p.pause(ctx, max(backoff(troubles, 500*time.Millisecond, 10*time.Second), after(err)))
			continue
		}
		now := p.Bot.clock.Now()
		if since.IsZero() {
			since = now
		}
		if now.Sub(since) >= stalemate {
			return conflict
		}
		p.Bot.log.Warn("updates are taken by somebody else", "err", err)
		p.settle(ctx, conflict)
		p.pause(ctx, truce)
	}
	return nil
}

// settle removes a webhook that stands in the way of the poller that leads.
func (p *Poller) settle(ctx context.Context, conflict *ConflictError) {
	if !conflict.Webhook {
		return
	}
	if err := p.Bot.DropWebhook(ctx); err != nil {
		p.Bot.log.Warn("webhook is not removed", "err", err)
	}
}

// pause ends early with ctx, which the loop looks at itself.
func (p *Poller) pause(ctx context.Context, d time.Duration) { _ = p.Bot.clock.Sleep(ctx, d) }

// Once fetches and stores what is there now, and says how many updates that were.
func (p *Poller) Once(ctx context.Context) (n int, err error) { return p.fetch(ctx, 0) }

func (p *Poller) fetch(ctx context.Context, wait time.Duration) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+callTime)
	defer cancel()
	got := p.Bot.client.post(ctx, "getUpdates", struct {
		Offset  int64    `json:"offset"`
		Limit   int      `json:"limit"`
		Timeout int      `json:"timeout"`
		Allowed []string `json:"allowed_updates"`
	}{p.offset, pollBatch, int(wait / time.Second), wanted()})
	var raw []json.RawMessage
	if err := got.result("getUpdates", &raw); err != nil {
		return 0, conflicting(err)
	}
	if len(raw) == 0 {
		// After a quiet week Telegram numbers anew from anywhere, maybe below the offset,
		// and what is below it counts as confirmed: whoever waits, waits without one.
		p.offset = 0
		return 0, nil
	}
	batch := make([]ledger.Incoming, 0, len(raw))
	next := p.offset
	for _, update := range raw {
		in, known := incoming(update)
		if known {
			next = max(next, in.ID+1)
		}
		batch = append(batch, in)
	}
	if err := receive(ctx, p.Inbox, p.Worker, batch); err != nil {
		return 0, fmt.Errorf("bot: store %d updates: %w", len(batch), err)
	}
	p.offset = next
	return len(batch), nil
}

func conflicting(err error) error {
	if said, ok := errors.AsType[*CallError](err); ok && said.Code == http.StatusConflict {
		return &ConflictError{Webhook: strings.Contains(strings.ToLower(said.Words), "webhook"), Words: said.Words}
	}
	return err
}

// after is how long Telegram orders to wait, if it does.
func after(err error) time.Duration {
	if said, ok := errors.AsType[*CallError](err); ok {
		return said.After
	}
	return 0
}
