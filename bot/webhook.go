package bot

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"

	telegram "github.com/go-telegram/bot"

	"duban/ledger"
)

const (
	maxUpdate  = 2 << 20
	storeTime  = 10 * time.Second
	retryAfter = "5" // seconds; Telegram has its own mind about it
)

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// Webhook takes updates that Telegram brings. What was stored is answered with 200, and
// nothing else is; every process of an office may serve it.
type Webhook struct {
	Bot    *Bot
	Inbox  Inbox
	Worker *Worker // thinks about an update while it is being stored; may be nil
	URL    string  // by which Telegram reaches us
	Secret string  // that Telegram shows with each update
}

// ServeHTTP stores one update.
func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	shown := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if h.Secret == "" || subtle.ConstantTimeCompare([]byte(shown), []byte(h.Secret)) != 1 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	case err != nil || !json.Valid(body):
		w.WriteHeader(http.StatusBadRequest) // cut on the way: Telegram brings it again
		return
	}
	in, _ := incoming(body)
	ctx, cancel := context.WithTimeout(r.Context(), storeTime)
	defer cancel()
	if err := receive(ctx, h.Inbox, h.Worker, []ledger.Incoming{in}); err != nil {
		h.Bot.log.Error("update is not stored", "update", in.ID, "err", err)
		w.Header().Set("Retry-After", retryAfter)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// Register tells Telegram where to bring updates. The leader does it when it starts.
func (h *Webhook) Register(ctx context.Context) error {
	at, err := url.Parse(h.URL)
	if err != nil || at.Host == "" {
		return errors.New("bot: the webhook's address is not a URL")
	}
	if !secretForm.MatchString(h.Secret) {
		return errors.New("bot: the webhook's secret must be 1 to 256 of A-Z a-z 0-9 _ -")
	}
	return h.Bot.library(ctx, "setWebhook", func(ctx context.Context) error {
		_, err := h.Bot.api.SetWebhook(ctx, &telegram.SetWebhookParams{URL: h.URL, SecretToken: h.Secret, AllowedUpdates: wanted()})
		return err
	})
}

// Run registers, repeating what fails until it is done or ctx ends. It returns
// [ErrToken], and what Telegram does not accept of the address.
func (h *Webhook) Run(ctx context.Context) error {
	for attempt := 1; ctx.Err() == nil; attempt++ {
		err := h.Register(ctx)
		var refused *CallError
		if err == nil || errors.Is(err, ErrToken) || (errors.As(err, &refused) && refused.Code == http.StatusBadRequest) {
			return err
		}
		if ctx.Err() == nil {
			h.Bot.log.Warn("webhook is not registered", "err", err, "attempt", attempt)
		}
		if h.Bot.clock.Sleep(ctx, max(backoff(attempt, 500*time.Millisecond, 30*time.Second), after(err))) != nil {
			return nil //nolint:nilerr // the program stops
		}
	}
	return nil
}

// DropWebhook tells Telegram to keep updates until they are polled.
func (b *Bot) DropWebhook(ctx context.Context) error {
	return b.library(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := b.api.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{})
		return err
	})
}

// library makes a call through the library and returns an error of ours: [ErrToken], a
// *[CallError], or what went wrong on the way.
func (b *Bot) library(ctx context.Context, method string, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var got answer
	err := call(record(ctx, &got))
	if got.status != 0 {
		if refused := got.result(method, nil); refused != nil {
			return refused
		}
	}
	if err != nil {
		return fmt.Errorf("bot: %s: %w", method, redact(err, b.token))
	}
	return nil
}
