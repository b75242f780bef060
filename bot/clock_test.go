package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// A call that has begun outlives the program's stop by a moment, and no longer.
func TestLinger(t *testing.T) {
	tests := []struct {
		name string
		stop time.Duration // when the parent ends
		want time.Duration // when the call does
	}{
		{"stopped before", 0, grace},
		{"stopped meanwhile", 3 * time.Second, 3*time.Second + grace},
		{"never stopped", time.Hour, 10 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				parent, stop := context.WithCancel(t.Context())
				defer stop()
				timer := time.AfterFunc(tt.stop, stop)
				defer timer.Stop()
				start := time.Now()
				ctx, cancel := linger(parent, 10*time.Second)
				defer cancel()
				<-ctx.Done()
				if got := time.Since(start); got != tt.want {
					t.Errorf("got %v, want %v", got, tt.want)
				}
			})
		})
	}
}

func TestBackoff(t *testing.T) {
	for n, want := range map[int]time.Duration{0: 1, 1: 1, 2: 2, 3: 4, 4: 8, 5: 10, 1000: 10} {
		if got := backoff(n, time.Second, 10*time.Second); got != want*time.Second {
			t.Errorf("backoff(%d): got %v, want %v", n, got, want*time.Second)
		}
	}
}
