package bot

import (
	"context"
	"sync"
	"time"

	"duban/ledger"
)

// Telegram allows about 30 messages a second over all, one a second in a chat and 20 a
// minute in a group, and publishes no bursts. We stay below.
const (
	perSecond   = 25
	perMinute   = 19
	chatPause   = 1050 * time.Millisecond
	replyBurst  = 3 // quick answers to a person who talks quickly
	limitSecond = time.Second
	limitMinute = time.Minute
	idleChats   = 4096 // chats that are remembered before those without debt are forgotten
)

// limiter says when a message may be sent. A class that can wait leaves room that the
// more urgent ones may take, so replies go before notices and notices before digests
// without a queue.
type limiter struct {
	clock Clock
	off   bool // only penalties count

	mu    sync.Mutex
	all   window
	chats map[int64]*chatLimit
}

// chatLimit is what one chat has been sent.
type chatLimit struct {
	paid    time.Time // when the chat would be without debt
	penalty time.Time // Telegram's retry_after
	sent    window    // of a group
}

func newLimiter(clock Clock) *limiter {
	return &limiter{clock: clock, all: newWindow(perSecond), chats: map[int64]*chatLimit{}}
}

// room is how much of a group's minute and of the whole's second a class may use, and
// how many messages in a row it may send to a chat.
func room(class ledger.Class) (second, minute, burst int) {
	switch class {
	case ledger.ClassReply:
		return perSecond, perMinute, replyBurst
	case ledger.ClassNotice:
		return perSecond - 2, perMinute - 1, 1
	case ledger.ClassDigest:
		return perSecond - 5, perMinute - 3, 1
	}
	return perSecond - 5, perMinute - 3, 1
}

// wait returns 0 when a message may be sent, having counted it. It waits no longer than
// patience (forever if negative): if it would have to, it returns how long.
func (l *limiter) wait(ctx context.Context, chat int64, class ledger.Class, patience time.Duration) (time.Duration, error) {
	for waited := time.Duration(0); ; {
		pause := l.take(chat, class)
		if pause == 0 || (patience >= 0 && waited+pause > patience) {
			return pause, nil
		}
		if err := l.clock.Sleep(ctx, pause); err != nil {
			return pause, err
		}
		waited += pause
	}
}

// take counts a message if it may be sent now, or says how long it may not.
func (l *limiter) take(chat int64, class ledger.Class) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	c := l.chat(chat, now)
	if l.off {
		return max(0, c.penalty.Sub(now))
	}
	second, minute, burst := room(class)
	free := c.paid.Add(-time.Duration(burst-1) * chatPause)
	for _, at := range []time.Time{c.penalty, l.all.free(second, limitSecond), c.sent.free(minute, limitMinute)} {
		if at.After(free) {
			free = at
		}
	}
	if free.After(now) {
		return free.Sub(now)
	}
	if c.paid.Before(now) {
		c.paid = now
	}
	c.paid = c.paid.Add(chatPause)
	c.sent.add(now)
	l.all.add(now)
	return 0
}

// spare is how many messages of a class could be sent to different chats now.
func (l *limiter) spare(class ledger.Class) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	second, _, _ := room(class)
	return max(0, second-l.all.since(l.clock.Now().Add(-limitSecond)))
}

// penalise keeps a chat, and no other one, silent for as long as Telegram orders.
func (l *limiter) penalise(chat int64, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	c := l.chat(chat, now)
	if until := now.Add(wait); until.After(c.penalty) {
		c.penalty = until
	}
}

func (l *limiter) chat(id int64, now time.Time) *chatLimit {
	if c := l.chats[id]; c != nil {
		return c
	}
	if len(l.chats) >= idleChats {
		for old, c := range l.chats {
			if c.paid.Before(now) && c.penalty.Before(now) && c.sent.since(now.Add(-limitMinute)) == 0 {
				delete(l.chats, old)
			}
		}
	}
	c := &chatLimit{}
	if id < 0 {
		c.sent = newWindow(perMinute)
	}
	l.chats[id] = c
	return c
}

// window remembers when the latest messages were sent, as many as a limit counts.
type window struct {
	at   []time.Time // a ring
	next int
}

func newWindow(n int) window { return window{at: make([]time.Time, n)} }

func (w *window) add(now time.Time) {
	if len(w.at) > 0 {
		w.at[w.next] = now
		w.next = (w.next + 1) % len(w.at)
	}
}

// free is from when on less than n messages are within the length.
func (w *window) free(n int, length time.Duration) time.Time {
	if len(w.at) == 0 {
		return time.Time{}
	}
	at := w.at[(w.next-n+len(w.at))%len(w.at)] // the nth latest
	if at.IsZero() {
		return at
	}
	return at.Add(length)
}

// since counts the messages after a moment.
func (w *window) since(moment time.Time) int {
	n := 0
	for _, at := range w.at {
		if at.After(moment) {
			n++
		}
	}
	return n
}
