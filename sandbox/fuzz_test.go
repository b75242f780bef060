package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

func FuzzCommands(f *testing.F) {
	for _, text := range []string{"/report 17", "😀 /a@duban_bot，/b", "/进展", "//a", "/a/b <c>/d", "/", "\xff/a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end, all := 0, len(utf16.Encode([]rune(text)))
		for _, e := range commands(text) {
			if e.Offset < end || e.Length < 2 || e.Offset+e.Length > all {
				t.Fatalf("%q: got entity %+v after %d, want it inside %d units", text, e, end, all)
			}
			if got := slice(text, e); got[0] != '/' || units(got) != e.Length {
				t.Fatalf("%q: got %q for %+v", text, got, e)
			}
			end = e.Offset + e.Length
		}
	})
}

// FuzzCall calls methods with any JSON: every answer is JSON that says ok, or why not.
func FuzzCall(f *testing.F) {
	for _, seed := range [][2]string{
		{"sendMessage", `{"chat_id":1001,"text":"x","reply_parameters":{"message_id":1},"reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}}`},
		{"editMessageText", `{"chat_id":"1001","message_id":2,"text":"y"}`},
		{"sendMediaGroup", `{"chat_id":1001,"media":[{"type":"photo","media":"attach://a"},{}]}`},
		{"setMyCommands", `{"commands":[{"command":"a","description":"b"}],"scope":{"type":"chat","chat_id":1}}`},
		{"setMyName", `{"name":7}`},
		{"getUpdates", `{"offset":-5,"limit":1e3,"allowed_updates":"[]"}`},
		{"setWebhook", `{"url":"http://[::1"}`},
		{"getFile", `{"file_id":[]}`},
		{"sendMessage", `null`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, name, body string) {
		s := New(Options{Token: "42:sandbox", Clock: NewClock(time.Unix(1_700_000_000, 0)), MaxPoll: time.Nanosecond})
		defer s.Close(t.Context()) //nolint:errcheck // a webhook that is set here has nothing to deliver
		if _, err := s.AddPerson(User{ID: 1001, FirstName: "李"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Say(Speech{Person: 1001, Text: "/start"}); err != nil {
			t.Fatal(err)
		}
		s.queue.list = nil // so that no fuzzed webhook is called
		m, known := s.methods[strings.ToLower(name)]
		if !known {
			return
		}
		r := httptest.NewRequest(http.MethodPost, "/bot42:sandbox/"+m.name, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var got answer
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.OK != (w.Code == http.StatusOK) || !got.OK && got.Description == "" {
			t.Fatalf("%s %q: got %d %s", name, body, w.Code, w.Body)
		}
	})
}
