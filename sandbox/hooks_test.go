package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/sandbox"
)

func TestWebhookDeliversInOrderAndAgain(t *testing.T) {
	w := newWorld(t, nil)
	id := w.person("李")
	texts := make(chan string, 100)
	var calls atomic.Int64
	target := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("X-Telegram-Bot-Api-Secret-Token"); got != "s3cret" {
			t.Errorf("got secret %q", got)
		}
		if calls.Add(1)%3 != 0 { // two of three deliveries fail
			http.Error(rw, "later", http.StatusServiceUnavailable)
			return
		}
		raw, _ := io.ReadAll(r.Body)
		var u update
		if err := json.Unmarshal(raw, &u); err != nil {
			t.Errorf("%v in %s", err, raw)
			return
		}
		texts <- u.Message.Text
	}))
	defer target.Close()

	w.say(sandbox.Speech{Person: id, Text: "0"})
	r := w.call("setWebhook", args{"url": target.URL, "secret_token": "s3cret", "allowed_updates": []string{"message"}})
	if r.Description != "Webhook was set" {
		t.Fatalf("got %q", r.Description)
	}
	for i := range 5 {
		w.say(sandbox.Speech{Person: id, Text: strconv.Itoa(i + 1)})
	}
	var got []string
	for range 6 {
		got = append(got, <-texts)
	}
	if diff := cmp.Diff([]string{"0", "1", "2", "3", "4", "5"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	w.until(func() bool { return w.Pending() == 0 })
	info := must[map[string]any](w, "getWebhookInfo", nil)
	if info["url"] != target.URL || info["last_error_message"] != "Wrong response from the webhook: 503 Service Unavailable" {
		t.Errorf("got %v", info)
	}
	w.refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "getUpdates", nil)
	if r := w.call("setWebhook", args{"url": target.URL, "secret_token": "s3cret"}); r.Description != "Webhook is already set" {
		t.Errorf("got %q", r.Description)
	}
	if r := w.call("deleteWebhook", nil); r.Description != "Webhook was deleted" {
		t.Errorf("got %q", r.Description)
	}
	w.say(sandbox.Speech{Person: id, Text: "poll"})
	if got := w.updates(nil); len(got) != 1 {
		t.Errorf("got %+v, want polling to work again", got)
	}
	must[bool](w, "deleteWebhook", args{"drop_pending_updates": true})
	if w.Pending() != 0 {
		t.Errorf("got %d pending, want them dropped", w.Pending())
	}
}

func TestWebhookAddress(t *testing.T) {
	w := newWorld(t, nil)
	for _, c := range []struct{ url, secret, words string }{
		{"ftp://127.0.0.1/", "", "bad webhook: An HTTPS URL must be provided for webhook"},
		{"nonsense", "", "bad webhook: invalid webhook URL specified"},
		{"https://example.org/hook", "", "bad webhook: the sandbox delivers to loopback addresses only"},
		{"http://127.0.0.1:1/", "督", "secret token contains unallowed characters"},
	} {
		w.refused(400, "Bad Request: "+c.words, "setWebhook", args{"url": c.url, "secret_token": c.secret})
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		fault    sandbox.Fault
		status   int // 0: the connection is cut
		executed bool
		json     bool
	}{
		{sandbox.Fault{Kind: sandbox.FaultDropBefore}, 0, false, false},
		{sandbox.Fault{Kind: sandbox.FaultDropBefore, Chat: 1001}, 0, false, false},
		{sandbox.Fault{Kind: sandbox.FaultDropAfter}, 0, true, false},
		{sandbox.Fault{Kind: sandbox.FaultDelay, Delay: 1}, 200, true, true},
		{sandbox.Fault{Kind: sandbox.FaultTooMany, RetryAfter: 7}, 429, false, true},
		{sandbox.Fault{Kind: sandbox.FaultServerError}, 500, false, true},
		{sandbox.Fault{Kind: sandbox.FaultServerError, Execute: true}, 500, true, true},
		{sandbox.Fault{Kind: sandbox.FaultBadGateway}, 502, false, false},
		{sandbox.Fault{Kind: sandbox.FaultBadGateway, Execute: true}, 502, true, false},
		{sandbox.Fault{Kind: sandbox.FaultTruncated}, 200, true, false},
		{sandbox.Fault{Kind: sandbox.FaultGarbage}, 200, true, true},
		{sandbox.Fault{Kind: sandbox.FaultForbidden}, 403, false, true},
	} {
		w := newWorld(t, nil)
		id := w.started("李")
		c.fault.Method = "sendMessage"
		if _, err := w.Inject(c.fault); err != nil {
			t.Fatal(err)
		}
		must[map[string]any](w, "getMe", nil) // another method is left alone
		status, body := w.raw("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, id))
		seen, err := w.Read(id, 0)
		if err != nil {
			t.Fatal(err)
		}
		if executed := len(seen) == 2; status != c.status || executed != c.executed || json.Valid(body) != c.json {
			t.Errorf("%+v: got status %d, executed %v, %q", c.fault, status, executed, body)
		}
		calls := w.Calls()
		last := calls[len(calls)-1]
		if last.Fault != c.fault.Kind || last.Status != c.status || (len(last.Messages) == 1) != c.executed {
			t.Errorf("%+v: transcript has %+v", c.fault, last)
		}
		must[seenMessage](w, "sendMessage", args{"chat_id": id, "text": "y"}) // it strikes once
	}
}

// raw posts JSON and gives back whatever comes, status 0 for a cut connection.
func (w *world) raw(method, body string) (int, []byte) {
	w.t.Helper()
	resp, err := http.Post(w.url+"/bot"+token+"/"+method, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close() //nolint:errcheck // nothing is lost with an answer that has been read
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, raw
}

func TestFaultsByChanceAndCount(t *testing.T) {
	w := newWorld(t, nil)
	if _, err := w.Inject(sandbox.Fault{Kind: sandbox.FaultServerError, Probability: 0.3, Count: -1}); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for range 1000 {
		if !w.call("getMe", nil).OK {
			failed++
		}
	}
	if failed < 240 || failed > 360 {
		t.Errorf("got %d of 1000 failed, want about 300", failed)
	}
	w.ClearFaults()
	if _, err := w.Inject(sandbox.Fault{Kind: sandbox.FaultTooMany, Count: 2, RetryAfter: 7}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if r := w.refused(429, "Too Many Requests: retry after 7", "getMe", nil); r.Parameters.RetryAfter != 7 {
			t.Errorf("got retry_after %d, want 7", r.Parameters.RetryAfter)
		}
	}
	must[map[string]any](w, "getMe", nil)
	if _, err := w.Inject(sandbox.Fault{Kind: "earthquake"}); err == nil {
		t.Error("got no problem with an unknown kind")
	}
}

func TestTranscriptIsBounded(t *testing.T) {
	w := newWorld(t, func(o *sandbox.Options) { o.MaxCalls = 10 })
	for range 25 {
		must[map[string]any](w, "getMe", nil)
	}
	calls := w.Calls()
	if len(calls) > 10 || calls[len(calls)-1].Seq != 25 {
		t.Errorf("got %d calls up to %d, want at most 10 up to 25", len(calls), calls[len(calls)-1].Seq)
	}
}
