package bot

import (
	"context"
	"time"
)

// Clock is the time that the limits and waits go by: the real one, or that of a
// simulated week, where Sleep moves the clock on.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error // ctx.Err() when that ended first
}

// RealClock is the machine's clock.
type RealClock struct{}

// Now is the present.
func (RealClock) Now() time.Time { return time.Now() }

// Sleep waits, or returns the error of ctx when that ends first.
func (RealClock) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// grace is how long a call that has begun may go on when the program is stopped. A call
// and what is stored after it together stay below the five seconds of a clean stop.
const grace = 2 * time.Second

// linger returns a context that outlives its parent by grace, but lasts no longer than
// limit: what was begun is finished, and its end stored.
func linger(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(grace, cancel)
		context.AfterFunc(longer, func() { timer.Stop() })
	})
	return longer, func() {
		stop()
		cancel()
	}
}

// backoff is the wait before the nth repetition: it doubles from first to most.
func backoff(n int, first, most time.Duration) time.Duration {
	for ; n > 1 && first < most; n-- {
		first *= 2
	}
	return min(first, most)
}
