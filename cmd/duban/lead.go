package main

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"duban/bot"
)

// lease is who leads the office: one process polls, works the inbox, ticks and delivers;
// the others stand by. It saves work; that nothing happens twice hangs on causes and
// revisions, not on it (docs/adr/0008).
type lease interface {
	Lead(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
	Resign(ctx context.Context, name, holder string) error
}

// leading runs the duties while this process holds the lease, and stands by otherwise.
type leading struct {
	lease   lease
	holder  string
	ttl     time.Duration
	duties  func(ctx context.Context) error
	log     *slog.Logger
	leading atomic.Bool
}

const (
	leaseName = "leader"
	standoff  = 10 * time.Second // how long the lead is left to others after a conflict
)

// Run ends with ctx, or with the error of a duty that cannot go on.
func (l *leading) Run(ctx context.Context) error {
	ticker := time.NewTicker(l.ttl / 6) // whoever stands by is not to lose a third of the lease over it
	defer ticker.Stop()
	for {
		held, err := l.take(ctx)
		if err != nil && ctx.Err() == nil {
			l.log.Warn("lease not to be had", "err", err)
		}
		if held {
			err := l.lead(ctx)
			var conflict *bot.ConflictError
			if ctx.Err() != nil || (err != nil && !errors.As(err, &conflict)) {
				return err
			}
			if conflict != nil { // starting anew would not drive the other one away
				l.log.Error("standing by: somebody else takes the updates", "err", err, "again_in", standoff)
				_ = bot.RealClock{}.Sleep(ctx, standoff) // the loop looks at ctx
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// take takes or renews the lease. A Redis that hangs must not keep us from noticing that
// the lease is running out.
func (l *leading) take(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, l.ttl/3)
	defer cancel()
	return l.lease.Lead(ctx, leaseName, l.holder, l.ttl)
}

// lead runs the duties until the lease is lost or ctx ends.
func (l *leading) lead(ctx context.Context) error {
	duties, stop := context.WithCancel(ctx)
	defer stop()
	l.leading.Store(true)
	l.log.Info("leading", "holder", l.holder)
	done := make(chan error, 1)
	go func() { done <- l.duties(duties) }()
	err := l.hold(ctx, done)
	l.leading.Store(false)
	stop()
	if err == nil {
		err = <-done
	}
	l.log.Info("leading no more", "holder", l.holder)
	// the next one need not wait for the lease to run out
	resign, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if failed := l.lease.Resign(resign, leaseName, l.holder); failed != nil {
		l.log.Warn("lease not given back", "err", failed)
	}
	return err
}

// hold renews the lease. It returns when the lease cannot be renewed in time, when ctx
// ends, or with the error of the duties.
func (l *leading) hold(ctx context.Context, done chan error) error {
	ticker := time.NewTicker(l.ttl / 3)
	defer ticker.Stop()
	renewed := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-done:
			done <- nil // lead waits for the duties
			return err
		case <-ticker.C:
		}
		held, err := l.take(ctx)
		switch {
		case err == nil && held:
			renewed = time.Now()
		case err == nil:
			l.log.Warn("lease was taken by another")
			return nil
		case time.Since(renewed) > l.ttl*2/3:
			l.log.Warn("lease not renewed in time", "err", err)
			return nil
		}
	}
}
