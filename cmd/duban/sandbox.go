package main

import (
	"fmt"
	"net"
	"time"

	"duban/sandbox"
)

type sandboxCommand struct {
	Listen   string `help:"Address on loopback." default:"127.0.0.1:8081"`
	Token    string `help:"The bot's token." default:"42:sandbox"`
	Clock    string `help:"Let the clock stand at this time (RFC 3339) until the control API moves it; the real time if empty."`
	Seed     uint64 `help:"Of update ids and of faults with a probability." default:"1"`
	NoLimits bool   `help:"Never answer 429 of its own accord."`
	Schema   string `help:"Check every call against this machine-readable Bot API." type:"existingfile"`
}

// Run serves until it is interrupted.
func (c sandboxCommand) Run(out *outside) error {
	options := sandbox.Options{Token: c.Token, Now: time.Now, Seed: c.Seed, LimitsOff: c.NoLimits}
	if c.Clock != "" {
		start, err := time.Parse(time.RFC3339, c.Clock)
		if err != nil {
			return fmt.Errorf("--clock wants a time like 2026-03-09T08:30:00+08:00: %w", err)
		}
		options.Clock, options.Now = sandbox.NewClock(start), nil
	}
	if c.Schema != "" {
		schema, err := sandbox.LoadSchema(c.Schema)
		if err != nil {
			return err
		}
		options.Check = schema.Check
	}
	if err := onLoopback(c.Listen); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(out.ctx, "tcp", c.Listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(out.stdout, "Telegram sandbox on http://%s\nDUBAN_API_URL=http://%s DUBAN_TOKEN=%s\n", listener.Addr(), listener.Addr(), c.Token)
	return sandbox.New(options).Run(out.ctx, listener)
}
