package bot

import (
	"context"
	"errors"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Scope is where a list of commands is shown. It is display, not authorisation.
type Scope string

// The scopes.
const (
	Everywhere Scope = ""
	InPrivate  Scope = "private"
	InGroups   Scope = "groups"
)

// Command is one line of the menu.
type Command struct{ Name, Description string }

// Menu shows people what can be said.
type Menu struct {
	Bot      *Bot
	Commands map[Scope][]Command
}

// Run puts the menu in place and learns the bot's name, repeating what fails until it is
// done or ctx ends. The program does not wait for it.
func (m *Menu) Run(ctx context.Context) error {
	for attempt := 1; ctx.Err() == nil; attempt++ {
		err := m.put(ctx)
		if err == nil || errors.Is(err, ErrToken) {
			return err
		}
		if ctx.Err() == nil {
			m.Bot.log.Warn("menu is not in place", "err", err, "attempt", attempt)
		}
		if m.Bot.clock.Sleep(ctx, max(backoff(attempt, time.Second, time.Minute), after(err))) != nil {
			return nil //nolint:nilerr // the program stops
		}
	}
	return nil
}

func (m *Menu) put(ctx context.Context) error {
	if _, err := m.Bot.Name(ctx); err != nil {
		return err
	}
	for _, scope := range []Scope{Everywhere, InPrivate, InGroups} {
		commands, ok := m.Commands[scope]
		if !ok {
			continue
		}
		params := &telegram.SetMyCommandsParams{Scope: scope.form()}
		for _, c := range commands {
			params.Commands = append(params.Commands, models.BotCommand{Command: c.Name, Description: c.Description})
		}
		err := m.Bot.library(ctx, "setMyCommands", func(ctx context.Context) error {
			_, err := m.Bot.api.SetMyCommands(ctx, params)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s Scope) form() models.BotCommandScope {
	switch s {
	case InPrivate:
		return &models.BotCommandScopeAllPrivateChats{}
	case InGroups:
		return &models.BotCommandScopeAllGroupChats{}
	case Everywhere:
		return &models.BotCommandScopeDefault{}
	}
	return &models.BotCommandScopeDefault{}
}
