package sandbox

import (
	"slices"
	"time"
)

// Telegram's sending limits. The burst is where the real server, which
// publishes none, begins to refuse.
const (
	perSecond   = 30
	perMinute   = 20 // in a group
	chatPause   = time.Second
	chatBurst   = 4
	limitWindow = time.Second
	groupWindow = time.Minute
)

type limits struct {
	sent  []time.Time // within the last second
	chats map[int64]*quota
}

type quota struct {
	ready time.Time   // when the chat would be without debt
	sent  []time.Time // within the last minute
}

// spend takes n messages to a chat from what the limits leave, or refuses with
// the whole seconds to wait. A refused call costs nothing.
func (s *Server) spend(ch *chat, n int) error {
	if s.opt.LimitsOff {
		return nil
	}
	now, q := s.now(), s.limits.chats[ch.info.ID]
	if q == nil {
		q = &quota{}
		s.limits.chats[ch.info.ID] = q
	}
	s.limits.sent = within(s.limits.sent, now, limitWindow)
	q.sent = within(q.sent, now, groupWindow)
	if q.ready.Before(now) {
		q.ready = now
	}
	wait := q.ready.Sub(now) - (chatBurst-1)*chatPause
	if over := len(s.limits.sent) + n - perSecond; over > 0 && len(s.limits.sent) > 0 {
		wait = max(wait, leaves(s.limits.sent, over, limitWindow, now))
	}
	if over := len(q.sent) + n - perMinute; ch.info.Type != "private" && over > 0 {
		wait = max(wait, leaves(q.sent, over, groupWindow, now))
	}
	if wait > 0 {
		return tooMany(int((wait + time.Second - 1) / time.Second))
	}
	q.ready = q.ready.Add(chatPause) // an album weighs as one here and as many below
	for range n {
		s.limits.sent = append(s.limits.sent, now)
		q.sent = append(q.sent, now)
	}
	return nil
}

func within(sent []time.Time, now time.Time, window time.Duration) []time.Time {
	return slices.DeleteFunc(sent, func(at time.Time) bool { return now.Sub(at) >= window })
}

// leaves is how long until the first n have left the window.
func leaves(sent []time.Time, n int, window time.Duration, now time.Time) time.Duration {
	n = min(n, len(sent))
	if n == 0 {
		return 0
	}
	return sent[n-1].Add(window).Sub(now)
}
