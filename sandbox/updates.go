package sandbox

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// How long Telegram keeps what the bot has not fetched.
const (
	keepUpdates = 24 * time.Hour
	keepPresses = 150 * time.Second
	quietWeek   = 7 * 24 * time.Hour
)

type update struct {
	id   int64
	kind string
	at   time.Time
	body json.RawMessage
}

type queue struct {
	list    []update
	next    int64
	last    time.Time // when the latest update came
	count   int64     // how many there have been
	expired int64     // how many were forgotten before the bot came
	allowed []string
	poller  *poller
}

// poller is the one getUpdates that may wait.
type poller struct {
	gone   chan struct{}
	reason string
}

func (s *Server) randomUpdateID() int64 { return 100_000_000 + s.rand.Int64N(800_000_000) }

// wanted tells whether the bot asked for this kind of update. Kinds that
// Telegram sends only on demand are the exceptions.
func (q *queue) wanted(kind string) bool {
	if len(q.allowed) > 0 {
		return slices.Contains(q.allowed, kind)
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

// offer queues an update for the bot, if it wants that kind.
func (s *Server) offer(kind string, payload any) {
	if !s.queue.wanted(kind) {
		return
	}
	s.push(kind, map[string]any{kind: payload})
}

func (s *Server) push(kind string, fields map[string]any) int64 {
	now := s.now()
	if !s.queue.last.IsZero() && now.Sub(s.queue.last) >= quietWeek {
		s.queue.next = s.randomUpdateID()
	}
	id := s.queue.next
	fields["update_id"] = id
	body, err := json.Marshal(fields)
	if err != nil {
		panic("sandbox: own types must encode: " + err.Error())
	}
	s.queue.next++
	s.queue.last = now
	u := update{id: id, kind: kind, at: now, body: body}
	s.queue.list = append(s.queue.list, u)
	s.touch()
	s.remember(u, fields[kind])
	return id
}

// expire forgets what is too old on the given clock.
func (s *Server) expire() {
	now, had := s.now(), len(s.queue.list)
	s.queue.list = slices.DeleteFunc(s.queue.list, func(u update) bool {
		limit := keepUpdates
		if u.kind == "callback_query" {
			limit = keepPresses
		}
		return now.Sub(u.at) > limit
	})
	s.queue.expired += int64(had - len(s.queue.list))
}

// confirm forgets what the offset says the bot has: everything before it, or
// for a negative one everything but the latest.
func (q *queue) confirm(offset int64) {
	switch {
	case offset > 0:
		for i, u := range q.list {
			if u.id == offset {
				q.list = slices.Delete(q.list, 0, i)
				return
			}
		}
		q.list = slices.DeleteFunc(q.list, func(u update) bool { return u.id < offset })
	case offset < 0:
		if keep := int(-offset); keep < len(q.list) {
			q.list = slices.Delete(q.list, 0, len(q.list)-keep)
		}
	}
}

func (q *queue) batch(limit int) []json.RawMessage {
	out := []json.RawMessage{}
	for _, u := range q.list[:min(limit, len(q.list))] {
		out = append(out, u.body)
	}
	return out
}

// dismiss ends the waiting getUpdates with a conflict.
func (q *queue) dismiss(reason string) {
	if q.poller != nil {
		q.poller.reason = reason
		close(q.poller.gone)
		q.poller = nil
	}
}

// getUpdates is the only method that waits, so it locks for itself.
func (s *Server) getUpdates(ctx context.Context, q *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if q.has("allowed_updates") {
		if err := s.allow(q); err != nil {
			return nil, err
		}
	}
	s.queue.dismiss("terminated by other getUpdates request; make sure that only one bot instance is running")
	s.expire()
	s.queue.confirm(q.integer("offset"))
	limit := min(max(q.number("limit"), 0), 100)
	if limit == 0 {
		limit = 100
	}
	wait := min(time.Duration(max(q.number("timeout"), 0))*time.Second, s.opt.MaxPoll)
	return s.await(ctx, limit, wait)
}

// await returns the first updates there are, or an empty batch after the wait.
func (s *Server) await(ctx context.Context, limit int, wait time.Duration) (any, error) {
	if batch := s.queue.batch(limit); len(batch) > 0 || wait == 0 {
		return batch, nil
	}
	me := &poller{gone: make(chan struct{})}
	s.queue.poller = me
	defer func() {
		if s.queue.poller == me {
			s.queue.poller = nil
		}
	}()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		changed, over := s.changed, false
		s.mu.Unlock()
		select {
		case <-changed:
		case <-me.gone:
		case <-timer.C:
			over = true
		case <-ctx.Done():
			over = true
		case <-s.closed:
			over = true
		}
		s.mu.Lock()
		if me.reason != "" {
			return nil, conflict(me.reason)
		}
		s.expire()
		if batch := s.queue.batch(limit); len(batch) > 0 || over {
			return batch, nil
		}
	}
}

func (s *Server) allow(q *request) error {
	var kinds []string
	if err := q.parse("allowed_updates", &kinds); err != nil {
		return err
	}
	s.queue.allowed = kinds
	return nil
}
