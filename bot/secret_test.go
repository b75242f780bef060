package bot_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"duban/bot"
	"duban/handlers"
	"duban/ledger"
	"duban/sandbox"
)

func TestTokenForm(t *testing.T) {
	for _, wrong := range []string{"", "abc", "42", "42:", "42:a b", ":abc", "42:abc/../x", "42:abc\n43:def", "99999999999999999999:abcdef"} {
		if _, err := bot.New(bot.Options{Token: wrong}); err == nil || (wrong != "" && strings.Contains(err.Error(), wrong)) {
			t.Errorf("New(%q): got %v, want an error that does not repeat it", wrong, err)
		}
	}
	b, err := bot.New(bot.Options{Token: " " + token + "\r\n"})
	if err != nil || b.ID() != 42 {
		t.Errorf("got %v, want the blanks trimmed", err)
	}
	for _, wrong := range []string{"::", "telegram", "ftp://x", "http://", "http://a b/" + token} {
		if _, err := bot.New(bot.Options{Token: token, URL: wrong}); err == nil || strings.Contains(err.Error(), token) {
			t.Errorf("New with URL %q: got %v, want an error without the token", wrong, err)
		}
	}
}

// Whatever goes wrong, the token is in no error and no line of the log.
func TestTokenNeverLeaks(t *testing.T) {
	talkative := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(rw, "no such page: "+r.URL.Path)
	}))
	defer talkative.Close()
	mute := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(rw).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_ = conn.Close()
	}))
	defer mute.Close()
	missing := httptest.NewServer(http.NotFoundHandler())
	defer missing.Close()
	lost := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer lost.Close()
	for _, url := range []string{closedServer(t), talkative.URL, mute.URL, missing.URL, lost.URL, "http://[::1]:namedport", "http://nowhere.invalid"} {
		w := newWorld(t, nil)
		b, err := bot.New(bot.Options{Token: token, URL: url, Clock: w.clock})
		if err != nil {
			if strings.Contains(err.Error(), token) {
				t.Errorf("%s: New leaks: %v", url, err)
			}
			continue
		}
		w.bot = w.newBot(url)
		box := newOutbox(ledger.Message{ID: "m", To: "tg:5", Text: "提醒", Class: ledger.ClassDigest})
		if _, err := w.inbox.Receive(t.Context(), []ledger.Incoming{{ID: 1, Chat: "tg:5", Raw: []byte(`{"update_id":1,"callback_query":{"id":"q","from":{"id":5},"data":"x"}}`)}}); err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		for what, err := range map[string]error{
			"name": second(b.Name(t.Context())),
			"poll": second((&bot.Poller{Bot: w.bot, Inbox: w.inbox}).Once(t.Context())),
			"work": second(w.worker(func(context.Context, handlers.Request) (ledger.Reply, error) {
				return ledger.Reply{Text: "x", Toast: "x", Files: []ledger.File{{Name: "f", Body: []byte("f")}}}, nil
			}).Drain(t.Context())),
			"download": w.bot.Download(t.Context(), "f", &file, 10),
			"webhook":  (&bot.Webhook{Bot: w.bot, URL: "https://x", Secret: "s"}).Register(t.Context()),
			"drop":     w.bot.DropWebhook(t.Context()),
		} {
			if err == nil && what != "work" {
				t.Errorf("%s: %s: got no error", url, what)
			}
			if err != nil && strings.Contains(err.Error(), token) {
				t.Errorf("%s: %s leaks: %v", url, what, err)
			}
		}
		if _, err := (&bot.Deliverer{Bot: w.bot, Outbox: box}).Drain(t.Context()); err != nil {
			t.Errorf("%s: deliver: %v", url, err)
		}
		for _, s := range box.settled {
			if strings.Contains(s.Reason, token) {
				t.Errorf("%s: a settlement leaks: %v", url, s.Reason)
			}
		}
		if strings.Contains(w.log.String(), token) {
			t.Errorf("%s: the log leaks:\n%s", url, w.log)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestDownload(t *testing.T) {
	w := newWorld(t, nil)
	lian := w.person("联络员")
	w.say(sandbox.Speech{Person: lian, Document: &sandbox.Upload{Name: "台账.csv", Data: []byte("一,二")}})
	var ref string
	w.turn(func(_ context.Context, r handlers.Request) (ledger.Reply, error) {
		ref = r.Files[0].Ref
		return ledger.Reply{}, nil
	})
	var got bytes.Buffer
	if err := w.bot.Download(t.Context(), ref, &got, 100); err != nil || got.String() != "一,二" {
		t.Errorf("got %q, %v", got.String(), err)
	}
	if err := w.bot.Download(t.Context(), ref, io.Discard, 3); !errors.Is(err, bot.ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
	if err := w.bot.Download(t.Context(), "nothing", io.Discard, 3); err == nil {
		t.Error("got no error for a file that is not there")
	}
}
