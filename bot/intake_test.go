package bot_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/bot"
)

// The offset moves only after the updates are stored.
func TestPollAcknowledgesWhatIsStored(t *testing.T) {
	w := newWorld(t, nil)
	w.started("联络员")
	poller := &bot.Poller{Bot: w.bot, Inbox: w.inbox}
	w.inbox.fail = errors.New("redis is down")
	for range 2 {
		if n, err := poller.Once(t.Context()); err == nil {
			t.Errorf("got %d updates while the store is down, want an error", n)
		}
	}
	w.inbox.fail = nil
	for _, want := range []int{1, 0} { // the second call confirms the first
		if n, err := poller.Once(t.Context()); err != nil || n != want {
			t.Errorf("got %d, %v, want %d", n, err, want)
		}
	}
	if w.inbox.left() != 1 || w.Pending() != 0 {
		t.Errorf("got %d stored and %d pending, want 1 and 0", w.inbox.left(), w.Pending())
	}
	for _, call := range w.Calls() {
		if call.Method == "getUpdates" && call.Params["allowed_updates"] == nil {
			t.Errorf("got %v, want allowed_updates in every call", call.Params)
		}
	}
}

// An update that nobody can read neither blocks the others nor gets lost.
func TestPollTakesOddUpdates(t *testing.T) {
	w := newWorld(t, nil)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(rw, `{"ok":true,"result":[{"update_id":7,"message":"odd"},[],{"update_id":8,"message":{"chat":{"id":5}}}]}`)
	}))
	defer server.Close()
	poller := &bot.Poller{Bot: w.newBot(server.URL), Inbox: w.inbox}
	for range 2 {
		if n, err := poller.Once(t.Context()); err != nil || n != 3 {
			t.Errorf("got %d, %v, want 3", n, err)
		}
	}
	if got := len(w.inbox.waiting); got != 3 {
		t.Errorf("got %d in the inbox, want 3, each once", got)
	}
}

// conflicts answers getUpdates with 409 and counts what it is asked.
func conflicts(t *testing.T, words string, webhook *bool) (string, func(method string) int) {
	t.Helper()
	var mu sync.Mutex
	calls := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		mu.Lock()
		defer mu.Unlock()
		calls[method]++
		switch {
		case method == "deleteWebhook":
			*webhook = false
			_, _ = io.WriteString(rw, `{"ok":true,"result":true}`)
		case webhook == nil || *webhook:
			rw.WriteHeader(http.StatusConflict)
			_, _ = io.WriteString(rw, `{"ok":false,"error_code":409,"description":"`+words+`"}`)
		default:
			rw.WriteHeader(http.StatusUnauthorized) // ends the poller
			_, _ = io.WriteString(rw, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, func(method string) int {
		mu.Lock()
		defer mu.Unlock()
		return calls[method]
	}
}

func TestPollConflict(t *testing.T) {
	w := newWorld(t, nil)
	url, calls := conflicts(t, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", nil)
	start := w.clock.Now()
	err := (&bot.Poller{Bot: w.newBot(url), Inbox: w.inbox}).Run(t.Context())
	var conflict *bot.ConflictError
	if !errors.As(err, &conflict) || conflict.Webhook || !strings.Contains(err.Error(), "another process polls") {
		t.Errorf("got %v, want a conflict with another process", err)
	}
	if waited := w.clock.Now().Sub(start); waited < 20*time.Second || calls("getUpdates") < 5 {
		t.Errorf("got %d calls in %v, want patience with the connection of somebody who was killed", calls("getUpdates"), waited)
	}
}

func TestPollRemovesWebhook(t *testing.T) {
	w := newWorld(t, nil)
	set := true
	url, calls := conflicts(t, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", &set)
	err := (&bot.Poller{Bot: w.newBot(url), Inbox: w.inbox}).Run(t.Context())
	if !errors.Is(err, bot.ErrToken) || calls("deleteWebhook") != 1 {
		t.Errorf("got %v with %d deleteWebhook, want the webhook removed and polling to go on", err, calls("deleteWebhook"))
	}
}

func TestWebhook(t *testing.T) {
	const good = `{"update_id":9,"message":{"message_id":1,"chat":{"id":5},"text":"x"}}`
	tests := []struct {
		name, method, secret, body string
		down                       error
		status, stored             int
		retry                      string
	}{
		{"stored", "POST", "s", good, nil, 200, 1, ""},
		{"wrong secret", "POST", "z", good, nil, 401, 0, ""},
		{"no secret", "POST", "", good, nil, 401, 0, ""},
		{"visitor", "GET", "s", "", nil, 405, 0, ""},
		{"too large", "POST", "s", `{"update_id":9,"x":"` + strings.Repeat("a", 2<<20) + `"}`, nil, 413, 0, ""},
		{"cut", "POST", "s", good[:20], nil, 400, 0, ""},
		{"store is down", "POST", "s", good, errors.New("redis is down"), 503, 0, "5"},
		{"odd, to be buried later", "POST", "s", `{"update_id":9,"message":[]}`, nil, 200, 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.inbox.fail = tt.down
			hook := &bot.Webhook{Bot: w.bot, Inbox: w.inbox, Secret: "s"}
			r := httptest.NewRequestWithContext(t.Context(), tt.method, "/hook", strings.NewReader(tt.body))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			rec := httptest.NewRecorder()
			hook.ServeHTTP(rec, r)
			if rec.Code != tt.status || w.inbox.left() != tt.stored || rec.Header().Get("Retry-After") != tt.retry {
				t.Errorf("got %d with %d stored, Retry-After %q; want %d, %d, %q", rec.Code, w.inbox.left(), rec.Header().Get("Retry-After"), tt.status, tt.stored, tt.retry)
			}
		})
	}
}

func TestWebhookWithoutSecretTakesNothing(t *testing.T) {
	w := newWorld(t, nil)
	rec := httptest.NewRecorder()
	(&bot.Webhook{Bot: w.bot, Inbox: w.inbox}).ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), "POST", "/", strings.NewReader(`{"update_id":9}`)))
	if rec.Code != http.StatusUnauthorized {
		t.Errorf("got %d, want 401", rec.Code)
	}
}

func TestWebhookRegistered(t *testing.T) {
	w := newWorld(t, nil)
	hook := &bot.Webhook{Bot: w.bot, Inbox: w.inbox, Secret: "geheim"}
	server := httptest.NewServer(hook)
	defer server.Close()
	hook.URL = server.URL
	if err := hook.Register(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.started("联络员")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for w.inbox.left() == 0 {
		select {
		case <-w.inbox.more:
		case <-ctx.Done():
			t.Fatal("nothing was brought")
		}
	}
	if err := w.bot.DropWebhook(t.Context()); err != nil {
		t.Error(err)
	}
	for _, wrong := range []bot.Webhook{{URL: "x", Secret: "s"}, {URL: server.URL, Secret: ""}, {URL: server.URL, Secret: "空"}} {
		wrong.Bot = w.bot
		if err := wrong.Register(t.Context()); err == nil {
			t.Errorf("Register(%q, %q): got no error", wrong.URL, wrong.Secret)
		}
	}
}
