package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"duban/bot"
	"duban/config"
	"duban/documents"
	"duban/store"
)

type serveCommand struct {
	AllowVolatile bool          `help:"Start although Redis may lose or evict what was acknowledged."`
	Lease         time.Duration `help:"After how long a standby takes over from a leader that is gone." default:"6s"`
}

// stopTime is how long a clean stop may take; what is not done by then is still in Redis.
const stopTime = 4500 * time.Millisecond

// Run serves until it is interrupted.
func (c serveCommand) Run(out *outside) error {
	settings, err := settings(out)
	if err != nil {
		return err
	}
	if err := settings.Serving(); err != nil {
		return err
	}
	log := logger(out, settings)
	for _, name := range config.Unknown(out.environ) {
		log.Warn("not a setting, nothing reads it", "name", name)
	}
	store.LogTo(log)
	sparing()
	front, err := openGate(out.ctx, settings.Listen)
	if err != nil {
		return err
	}
	log.Info("listening", "listen", front.address)
	defer front.Close() //nolint:errcheck // it was shut down, or the program ends with an error
	s, err := whenUp(out.ctx, log, func() (*store.Store, error) {
		return store.Open(out.ctx, settings.RedisURL.Reveal(), settings.Office)
	})
	if out.ctx.Err() != nil { // stopped while it waited
		return nil
	}
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is written by closing
	if err := c.durable(out.ctx, s, log); err != nil {
		return err
	}
	var pdf bot.Print
	if printer, err := documents.NewPrinter(); err == nil {
		pdf = printer.Print
	}
	h, err := build(materials{print: pdf, store: s, config: settings, clock: bot.RealClock{}, newCode: newCode, log: log})
	if err != nil {
		return err
	}
	return c.serve(out.ctx, h, front, settings, log)
}

// whenUp opens the store, waiting for a Redis that is still starting: after a power cut
// both come up at once, and Redis reads its log first.
func whenUp(ctx context.Context, log *slog.Logger, open func() (*store.Store, error)) (*store.Store, error) {
	for {
		s, err := open()
		if err == nil || !store.Down(err) {
			return s, err
		}
		log.Warn("waiting for redis", "err", err)
		if (bot.RealClock{}).Sleep(ctx, time.Second) != nil {
			return nil, err
		}
	}
}

// durable refuses a Redis that forgets: what we acknowledged is never lost.
func (c serveCommand) durable(ctx context.Context, s *store.Store, log *slog.Logger) error {
	problems, err := s.Durable(ctx)
	if err != nil {
		return err
	}
	var fatal []error
	for _, p := range problems {
		if p.Severity == store.SeverityRefuse && !c.AllowVolatile {
			fatal = append(fatal, errors.New(p.String()))
			continue
		}
		log.Warn("redis may lose what was acknowledged", "setting", p.Setting, "value", p.Value, "want", p.Want)
	}
	if len(fatal) > 0 {
		fatal = append(fatal, errors.New("set this in redis.conf, or start with --allow-volatile to try the program out"))
	}
	return errors.Join(fatal...)
}

func (c serveCommand) serve(ctx context.Context, h *house, front *gate, settings config.Config, log *slog.Logger) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	lead := &leading{
		lease: h.store, holder: fmt.Sprintf("%s/%d/%s", host, os.Getpid(), newCode()), ttl: c.Lease, log: log,
		duties: func(ctx context.Context) error { return h.duties(ctx, settings) },
	}
	front.leadTo(h.doors(settings, lead))
	asked := ctx
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return lead.Run(ctx) })
	group.Go(front.ended)
	group.Go(func() error {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		if err := front.Shutdown(stop); !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		return front.Close() // who still waits for an answer asks again
	})
	log.Info("serving", "office", settings.Office, "webhook", settings.WebhookURL != "")
	ended := make(chan error, 1)
	go func() { ended <- group.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	timer := time.NewTimer(stopTime)
	defer timer.Stop()
	select {
	case err := <-ended:
		return err
	case <-timer.C: // Redis or Telegram holds a call; what it was about is in Redis, and is done again
		log.Warn("stopped without waiting for all that was begun")
		if asked.Err() == nil {
			return context.Cause(ctx)
		}
		return nil
	}
}

// duties are what the leader does; each is one small loop.
func (h *house) duties(ctx context.Context, settings config.Config) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return h.worker.Run(ctx) })
	group.Go(func() error {
		// What a leader who was killed was just sending need not wait for the end of its lease.
		if n, err := h.store.Abandon(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("messages of the former leader wait for their leases", "err", err)
		} else if n > 0 {
			h.log.Info("messages of the former leader are in doubt", "messages", n)
		}
		return h.deliverer.Run(ctx)
	})
	group.Go(func() error { return h.scheduler.Run(ctx, bot.RealClock{}) })
	group.Go(func() error { return h.fetcher.Run(ctx, bot.RealClock{}) })
	group.Go(func() error { return h.menu.Run(ctx) })
	group.Go(func() error {
		if settings.WebhookURL != "" {
			return h.webhook(settings).Run(ctx)
		}
		return h.poller.Run(ctx)
	})
	return group.Wait()
}
