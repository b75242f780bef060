package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"duban/handlers"
	"duban/ledger"
	"duban/store"
	"duban/texts"
)

type inviteCommand struct {
	Words []string `arg:"" help:"A role or a unit with a role, then a leader's post or a name: 办公室 · 住建局 联络员 张三 · 领导 分管城建副市长."`
}

// Run prints a code that its bearer sends to the bot: /start CODE.
func (c inviteCommand) Run(out *outside) error {
	return withStore(out, func(s *store.Store, now time.Time) error {
		code, err := issue(out.ctx, s, c.Words, now, newCode)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out.stdout, code)
		return err
	})
}

// issue stores an invitation and returns its code.
func issue(ctx context.Context, s *store.Store, words []string, now time.Time, newCode func() string) (string, error) {
	units, err := s.Units(ctx)
	if err != nil {
		return "", err
	}
	directory, _ := ledger.NewDirectory(units) // its problems were told at import
	post, name, err := handlers.ReadPost(directory, words, ledger.DateOf(now))
	if refusal, ok := errors.AsType[*ledger.Refusal](err); ok {
		text := texts.Refusal(refusal, texts.Example{Command: "invite", Word: strings.Join(words, " ")})
		if len(units) == 0 {
			text += texts.NoUnitsYet
		}
		return "", errors.New(text)
	}
	if err != nil {
		return "", err
	}
	code := newCode()
	request := handlers.Request{Cause: "shell:invite:" + handlers.Digest(code), At: now}
	if _, err := s.Commit(ctx, handlers.Invite(post, name, code, 0, request)); err != nil {
		return "", err
	}
	return code, nil
}
