package bot

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/ledger"
)

// stepped is a clock that moves when somebody sleeps.
type stepped struct{ now time.Time }

func (c *stepped) Now() time.Time { return c.now }

func (c *stepped) Sleep(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	return ctx.Err()
}

var classes = []ledger.Class{ledger.ClassReply, ledger.ClassNotice, ledger.ClassDigest}

// most is the largest number of moments within any window of a length.
func most(moments []time.Time, length time.Duration) int {
	best, from := 0, 0
	for i, at := range moments {
		for at.Sub(moments[from]) >= length {
			from++
		}
		best = max(best, i-from+1)
	}
	return best
}

// However people and digests come together, no window of time holds more than Telegram
// allows, and nobody waits for ever.
func TestLimiterKeepsEveryWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := &stepped{now: time.Unix(1_000_000, 0)}
		l := newLimiter(clock)
		chats := rapid.SliceOfN(rapid.Int64Range(-20, 40).Filter(func(n int64) bool { return n != 0 }), 1, 40).Draw(t, "chats")
		var all []time.Time
		each := map[int64][]time.Time{}
		for range rapid.IntRange(1, 200).Draw(t, "messages") {
			chat := rapid.SampledFrom(chats).Draw(t, "chat")
			class := rapid.SampledFrom(classes).Draw(t, "class")
			clock.now = clock.now.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "pause")) * time.Millisecond)
			if _, err := l.wait(context.Background(), chat, class, -1); err != nil {
				t.Fatal(err)
			}
			all = append(all, clock.now)
			each[chat] = append(each[chat], clock.now)
		}
		if n := most(all, time.Second); n > perSecond {
			t.Errorf("got %d messages within a second, want at most %d", n, perSecond)
		}
		for chat, sent := range each {
			if n := most(sent, time.Minute); chat < 0 && n > perMinute {
				t.Errorf("got %d messages to group %d within a minute, want at most %d", n, chat, perMinute)
			}
			if n := most(sent, time.Second); n > replyBurst {
				t.Errorf("got %d messages to chat %d within a second, want at most %d", n, chat, replyBurst)
			}
			if n := most(sent, 10*time.Second); n > replyBurst+9 {
				t.Errorf("got %d messages to chat %d within ten seconds, want at most %d", n, chat, replyBurst+9)
			}
		}
	})
}

func TestLimiterSpacesDigests(t *testing.T) {
	clock := &stepped{now: time.Unix(1_000_000, 0)}
	l := newLimiter(clock)
	start := clock.now
	for range 4 {
		if _, err := l.wait(t.Context(), 5, ledger.ClassDigest, -1); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := clock.now.Sub(start), 3*chatPause; got != want {
		t.Errorf("got %v for four digests to one chat, want %v", got, want)
	}
}

func TestLimiterReplyGoesBeforeDigests(t *testing.T) {
	clock := &stepped{now: time.Unix(1_000_000, 0)}
	l := newLimiter(clock)
	var held ledger.Class
	sent := 0
	for chat := int64(1); ; chat++ {
		if l.take(chat, ledger.ClassDigest) > 0 {
			held = ledger.ClassDigest
			break
		}
		sent++
	}
	if held != ledger.ClassDigest || sent != 20 || l.spare(ledger.ClassDigest) != 0 {
		t.Fatalf("got %d digests in one moment with %d to spare, want 20 and 0", sent, l.spare(ledger.ClassDigest))
	}
	if got := l.take(1000, ledger.ClassReply); got != 0 {
		t.Errorf("got %v to wait for a reply behind digests, want none", got)
	}
}

func TestPenaltyIsOfOneChat(t *testing.T) {
	clock := &stepped{now: time.Unix(1_000_000, 0)}
	l := newLimiter(clock)
	l.penalise(5, 30*time.Second)
	l.penalise(5, 10*time.Second) // a shorter one does not shorten it
	if got := l.take(5, ledger.ClassReply); got != 30*time.Second {
		t.Errorf("got %v for the penalised chat, want 30s", got)
	}
	if got := l.take(6, ledger.ClassReply); got != 0 {
		t.Errorf("got %v for another chat, want 0", got)
	}
	wait, err := l.wait(t.Context(), 5, ledger.ClassDigest, 5*time.Second)
	if err != nil || wait != 30*time.Second || clock.now != time.Unix(1_000_000, 0) {
		t.Errorf("got %v, %v, want 30s told at once to somebody of little patience", wait, err)
	}
}

func TestLimiterForgetsIdleChats(t *testing.T) {
	clock := &stepped{now: time.Unix(1_000_000, 0)}
	l := newLimiter(clock)
	for chat := range int64(idleChats) {
		l.chat(chat+1, clock.now)
	}
	l.penalise(7, time.Hour)
	clock.now = clock.now.Add(time.Minute)
	l.chat(-1, clock.now)
	var kept []int64
	for id := range l.chats {
		kept = append(kept, id)
	}
	slices.Sort(kept)
	if !slices.Equal(kept, []int64{-1, 7}) {
		t.Errorf("got %d chats kept, want the new one and the penalised one", len(kept))
	}
}
