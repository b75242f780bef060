package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"duban/bot"
	"duban/config"
)

// doors are what the process answers over HTTP.
func (h *house) doors(settings config.Config, lead *leading) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK) // the process lives; whether it can work is asked of /readyz
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		status := map[string]any{"leading": lead.leading.Load(), "redis": true}
		code := http.StatusOK
		if _, err := h.store.Head(ctx); err != nil {
			status["redis"], code = false, http.StatusServiceUnavailable
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		json.NewEncoder(w).Encode(status) //nolint:errcheck,errchkjson // who asked has gone
	})
	if settings.WebhookURL != "" {
		at, err := url.Parse(settings.WebhookURL)
		if err == nil && at.Path != "" && at.Path != "/" {
			mux.Handle(at.Path, h.webhook(settings))
		} else {
			mux.Handle("/", h.webhook(settings))
		}
	}
	return mux
}

func (h *house) webhook(settings config.Config) *bot.Webhook {
	return &bot.Webhook{
		Bot: h.bot, Inbox: h.store, Worker: h.worker, URL: settings.WebhookURL, Secret: settings.WebhookSecret.Reveal(),
	}
}
