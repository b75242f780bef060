package bot

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	telegram "github.com/go-telegram/bot"

	"duban/ledger"
)

const benchToken = "42:AAbench_token"

const benchText = "已登记 〔2025-017〕市第二污水处理厂建设：60%（序时 41%，超前）。"

// quick answers every call at once, as Telegram answers a message.
func quick(b *testing.B) *httptest.Server {
	b.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":5,"type":"private"},"text":"`+benchText+`"}}`)
	}))
	b.Cleanup(server.Close)
	return server
}

// BenchmarkSendMessage puts our way of sending beside a bare POST of the same JSON and
// beside the library's own sendMessage.
func BenchmarkSendMessage(b *testing.B) {
	server := quick(b)
	clock := &stepped{now: time.Unix(1_000_000, 0)} // the limits pass without waiting
	ours, err := New(Options{Token: benchToken, URL: server.URL, Clock: clock})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l, err := newLetter("tg:5", ledger.ClassReply, benchText, nil, nil, "t")
			if err != nil {
				b.Fatal(err)
			}
			if d := ours.send(b.Context(), l, -1); d.outcome != ledger.OutcomeSent {
				b.Fatalf("got %+v", d)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		body, err := json.Marshal(map[string]any{"chat_id": 5, "text": benchText})
		if err != nil {
			b.Fatal(err)
		}
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
		b.ReportAllocs()
		for b.Loop() {
			resp, err := client.Post(server.URL+"/bot"+benchToken+"/sendMessage", "application/json", bytes.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ours.api.SendMessage(b.Context(), &telegram.SendMessageParams{ChatID: 5, Text: benchText}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	raw := []byte(`{"update_id":1,` + msg(fromLi+`,`+private+`,"text":"进展 17 80 沟渠已清"`) + `}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok, err := convert(raw, self{id: 42, name: "duban_bot"}); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := string(bytes.Repeat([]byte("1. 〔2025-017〕市第二污水处理厂建设：逾期 3 天。\n"), 400))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if n := len(split(text, maxText)); n < 2 {
			b.Fatal(n)
		}
	}
}
