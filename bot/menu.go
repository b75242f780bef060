package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"duban/ledger"
)

// Scope is where a list of commands is shown. It is display, not authorisation.
type Scope string

// The scopes of chats that have no list of their own.
const (
	InPrivate Scope = "private"
	InGroups  Scope = "groups"
)

// Command is one line of the menu.
type Command struct{ Name, Description string }

// Shown remembers which list a chat has, by its fingerprint, so that a start does not put
// thousands of lists in place that are there already.
type Shown interface {
	Menus(ctx context.Context) (map[ledger.Address]string, error)
	ShowMenu(ctx context.Context, chat ledger.Address, print string) error // empty: it has none of its own
}

// Menu shows people what can be said: strangers the lists of their scope, each chat that
// somebody is bound in a list of its own. It looks at who is bound and not at what happened
// to him: a look that failed, or that nobody woke, is made up for by the next.
type Menu struct {
	Bot      *Bot
	Commands map[Scope][]Command
	Chats    func(ctx context.Context) (map[ledger.Address][]Command, error) // those that have a list of their own today; nil: none
	Shown    Shown
	Pace     time.Duration // between two lists; a tenth of a second if 0, none if negative

	once sync.Once
	wake chan struct{}

	mu      sync.Mutex
	fresh   bool // nobody was bound or left since the last look
	refused map[ledger.Address]string
}

const (
	menuPace  = 100 * time.Millisecond // replies need most of what Telegram allows in a second
	menuAgain = time.Hour              // posts begin and end with a day, and the shell invites too
)

// Run puts the menu in place, learns the bot's name and keeps the chats' own lists as they
// should be, repeating what fails, until ctx ends. Nobody waits for it.
func (m *Menu) Run(ctx context.Context) error {
	steps := []func(context.Context) error{m.Put, m.Look}
	for attempt := 1; ctx.Err() == nil; {
		if len(steps) == 0 {
			if m.Chats == nil {
				return nil
			}
			m.idle(ctx)
			attempt, steps = 1, append(steps, m.Look)
			continue
		}
		err := steps[0](ctx)
		switch {
		case err == nil:
			attempt, steps = 1, steps[1:]
			continue
		case errors.Is(err, ErrToken):
			return err
		case ctx.Err() == nil:
			m.Bot.log.Warn("menu is not in place", "err", err, "attempt", attempt)
		}
		if m.Bot.clock.Sleep(ctx, max(backoff(attempt, time.Second, time.Minute), after(err))) != nil {
			return nil //nolint:nilerr // the program stops
		}
		attempt++
	}
	return nil
}

// Wake tells that somebody was bound or left. It never waits.
func (m *Menu) Wake() {
	m.mu.Lock()
	m.fresh = false
	m.mu.Unlock()
	select {
	case m.bell() <- struct{}{}:
	default:
	}
}

func (m *Menu) bell() chan struct{} {
	m.once.Do(func() { m.wake = make(chan struct{}, 1) })
	return m.wake
}

// idle waits until somebody wakes us, or for an hour.
func (m *Menu) idle(ctx context.Context) {
	timer := time.NewTimer(menuAgain)
	defer timer.Stop()
	select {
	case <-m.bell():
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Put puts the lists of the scopes in place, and learns the bot's name.
func (m *Menu) Put(ctx context.Context) error {
	if _, err := m.Bot.Name(ctx); err != nil {
		return err
	}
	for _, scope := range []Scope{InPrivate, InGroups} {
		if commands, ok := m.Commands[scope]; ok {
			if err := m.set(ctx, scope.form(), commands); err != nil {
				return err
			}
		}
	}
	return nil
}

// LookAgain is Look, unless there was one since which nobody was bound or left.
func (m *Menu) LookAgain(ctx context.Context) error {
	m.mu.Lock()
	fresh := m.fresh
	m.mu.Unlock()
	if fresh {
		return nil
	}
	return m.Look(ctx)
}

// Look gives each chat the list that it should have, if it has another, and takes its own
// away from one where nobody is bound any more.
func (m *Menu) Look(ctx context.Context) (err error) {
	if m.Chats == nil {
		return nil
	}
	m.mu.Lock()
	m.fresh = true // who comes meanwhile is not overlooked: he takes it back
	m.mu.Unlock()
	defer func() {
		if err != nil {
			m.mu.Lock()
			m.fresh = false
			m.mu.Unlock()
		}
	}()
	wanted, err := m.Chats(ctx)
	if err != nil {
		return fmt.Errorf("bot: who is bound: %w", err)
	}
	shown, err := m.Shown.Menus(ctx)
	if err != nil {
		return fmt.Errorf("bot: menus that are shown: %w", err)
	}
	chats := maps.Clone(shown)
	for chat, commands := range wanted {
		chats[chat] = m.print(commands)
	}
	for _, chat := range slices.Sorted(maps.Keys(chats)) {
		print := m.print(wanted[chat])
		if print == shown[chat] {
			continue
		}
		if err := m.show(ctx, chat, wanted[chat], print); err != nil {
			return err
		}
	}
	return nil
}

// show gives a chat its list. One that Telegram refuses, since somebody blocked the bot or
// the group is gone, is not asked for again while the list is the same and the program runs.
func (m *Menu) show(ctx context.Context, chat ledger.Address, commands []Command, print string) error {
	if was, ok := m.refused[chat]; ok && was == print {
		return nil
	}
	to, err := parseAddress(chat)
	if err != nil {
		return nil //nolint:nilerr // a chat of another messenger
	}
	err = m.set(ctx, &models.BotCommandScopeChat{ChatID: to.chat}, commands)
	refusal, refused := errors.AsType[*CallError](err)
	if refused = refused && (refusal.Code == 400 || refusal.Code == 403); refused {
		m.Bot.log.Info("menu is refused", "chat", chat, "err", err)
		if m.refused == nil {
			m.refused = map[ledger.Address]string{}
		}
		m.refused[chat] = print
	}
	switch {
	case err != nil && !refused:
		return err
	case refused && print != "": // nothing is shown there
		return nil
	}
	if err := m.Shown.ShowMenu(ctx, chat, print); err != nil {
		return fmt.Errorf("bot: menu of %s is shown: %w", chat, err)
	}
	if pace := or(m.Pace, menuPace); pace > 0 {
		return m.Bot.clock.Sleep(ctx, pace)
	}
	return nil
}

// set puts a list in place; none: the one of the next wider scope is shown.
func (m *Menu) set(ctx context.Context, scope models.BotCommandScope, commands []Command) error {
	if len(commands) == 0 {
		return m.Bot.library(ctx, "deleteMyCommands", func(ctx context.Context) error {
			_, err := m.Bot.api.DeleteMyCommands(ctx, &telegram.DeleteMyCommandsParams{Scope: scope})
			return err
		})
	}
	params := &telegram.SetMyCommandsParams{Scope: scope}
	for _, c := range commands {
		params.Commands = append(params.Commands, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	return m.Bot.library(ctx, "setMyCommands", func(ctx context.Context) error {
		_, err := m.Bot.api.SetMyCommands(ctx, params)
		return err
	})
}

// print is the fingerprint of a list, and of the bot that shows it: another bot shows none.
// No list has none.
func (m *Menu) print(commands []Command) string {
	if len(commands) == 0 {
		return ""
	}
	sum := sha256.New()
	for _, c := range commands {
		fmt.Fprintf(sum, "%q %q\n", c.Name, c.Description)
	}
	return strconv.FormatInt(m.Bot.id, 10) + ":" + hex.EncodeToString(sum.Sum(nil)[:8])
}

func (s Scope) form() models.BotCommandScope {
	if s == InGroups {
		return &models.BotCommandScopeAllGroupChats{}
	}
	return &models.BotCommandScopeAllPrivateChats{}
}
