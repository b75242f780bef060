package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"duban/sandbox"
)

const token = "42:sandbox"

// world is a sandbox behind a real loopback server, with a clock of its own.
type world struct {
	*sandbox.Server
	t     *testing.T
	clock *sandbox.Clock
	url   string
}

func newWorld(t *testing.T, change func(*sandbox.Options)) *world {
	t.Helper()
	clock := sandbox.NewClock(time.Date(2026, 3, 9, 8, 30, 0, 0, time.UTC))
	opt := sandbox.Options{Token: token, Clock: clock, Seed: 1, HookBackoff: time.Millisecond, HookLimit: 4 * time.Millisecond}
	if change != nil {
		change(&opt)
	}
	s := sandbox.New(opt)
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil && t.Context().Err() == nil {
			t.Errorf("close: %v", err)
		}
		server.Close()
	})
	return &world{Server: s, t: t, clock: clock, url: server.URL}
}

// result is Telegram's answer.
type result struct {
	OK          bool
	Result      json.RawMessage
	ErrorCode   int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
}

type args map[string]any

// call calls a method with a JSON body.
func (w *world) call(method string, params args) result {
	w.t.Helper()
	if params == nil {
		params = args{}
	}
	raw, err := json.Marshal(params)
	if err != nil {
		w.t.Fatal(err)
	}
	resp, err := http.Post(w.url+"/bot"+token+"/"+method, "application/json", bytes.NewReader(raw))
	if err != nil {
		w.t.Fatalf("%s: %v", method, err)
	}
	return w.read(resp)
}

func (w *world) read(resp *http.Response) result {
	w.t.Helper()
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with an answer that has been read
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	var out result
	if err := json.Unmarshal(raw, &out); err != nil {
		w.t.Fatalf("%v in %q", err, raw)
	}
	if !out.OK && out.ErrorCode != resp.StatusCode {
		w.t.Errorf("got status %d with error_code %d", resp.StatusCode, out.ErrorCode)
	}
	return out
}

// must calls a method that has to succeed and decodes its result.
func must[T any](w *world, method string, params args) T {
	w.t.Helper()
	r := w.call(method, params)
	if !r.OK {
		w.t.Fatalf("%s %v: got %q, want success", method, params, r.Description)
	}
	var out T
	if err := json.Unmarshal(r.Result, &out); err != nil {
		w.t.Fatalf("%s: %v in %s", method, err, r.Result)
	}
	return out
}

// refused calls a method that has to fail with these words.
func (w *world) refused(code int, words, method string, params args) result {
	w.t.Helper()
	r := w.call(method, params)
	if r.OK || r.ErrorCode != code || r.Description != words {
		w.t.Errorf("%s %.80v: got %d %q, want %d %q", method, params, r.ErrorCode, r.Description, code, words)
	}
	return r
}

type update struct {
	ID       int64 `json:"update_id"`
	Message  *seenMessage
	Edited   *seenMessage `json:"edited_message"`
	Post     *seenMessage `json:"channel_post"`
	Callback *struct {
		ID   string
		Data string
	} `json:"callback_query"`
	MyChatMember json.RawMessage `json:"my_chat_member"`
}

type seenMessage struct {
	ID       int `json:"message_id"`
	Text     string
	Caption  string
	Date     int64
	Chat     sandbox.Chat
	From     *sandbox.User
	Sender   *sandbox.Chat `json:"sender_chat"`
	ReplyTo  *seenMessage  `json:"reply_to_message"`
	Thread   int           `json:"message_thread_id"`
	Album    string        `json:"media_group_id"`
	Entities []struct {
		Type           string
		Offset, Length int
	}
	Document *struct {
		FileID string `json:"file_id"`
		Name   string `json:"file_name"`
	}
	Photo []struct {
		FileID        string `json:"file_id"`
		Width, Height int
	}
	MigrateTo   int64                  `json:"migrate_to_chat_id"`
	MigrateFrom int64                  `json:"migrate_from_chat_id"`
	Joined      []sandbox.User         `json:"new_chat_members"`
	Origin      *struct{ Type string } `json:"forward_origin"`
}

func (w *world) updates(params args) []update {
	w.t.Helper()
	return must[[]update](w, "getUpdates", params)
}

// fresh takes all pending updates and confirms them.
func (w *world) fresh() []update {
	w.t.Helper()
	got := w.updates(nil)
	if len(got) > 0 {
		w.updates(args{"offset": got[len(got)-1].ID + 1, "limit": 1})
	}
	return got
}

func (w *world) person(name string) int64 {
	w.t.Helper()
	user, err := w.AddPerson(sandbox.User{FirstName: name})
	if err != nil {
		w.t.Fatal(err)
	}
	return user.ID
}

// started is a person who has written to the bot.
func (w *world) started(name string) int64 {
	w.t.Helper()
	id := w.person(name)
	w.say(sandbox.Speech{Person: id, Text: "/start"})
	return id
}

func (w *world) chat(kind string, members ...int64) int64 {
	w.t.Helper()
	chat, err := w.AddChat(sandbox.NewChat{Chat: sandbox.Chat{Type: kind, Title: "住建局"}, Members: members})
	if err != nil {
		w.t.Fatal(err)
	}
	return chat.ID
}

func (w *world) say(speech sandbox.Speech) sandbox.Seen {
	w.t.Helper()
	seen, err := w.Say(speech)
	if err != nil {
		w.t.Fatal(err)
	}
	return seen[0]
}
