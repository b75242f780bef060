package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// ask calls a door of the demo, as its page does.
func ask[T any](t *testing.T, method, url, body string) T {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // only read
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s %s", method, url, answer.Status, raw)
	}
	var out T
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&out); err != nil {
		t.Fatalf("%s %s: %v: %s", method, url, err, raw)
	}
	return out
}

// walk moves the clock and waits until it has come there.
func walk(t *testing.T, url, to string) present {
	t.Helper()
	aim := ask[time.Time](t, "POST", url+"/demo/clock", `{"to":"`+to+`"}`)
	for {
		now := ask[present](t, "GET", url+"/demo/state", "")
		if !now.Busy && !now.Now.Before(aim) {
			return now
		}
		select {
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestDemoYear(t *testing.T) {
	url := runDemo(t)
	started := time.Now()
	now := walk(t, url, "2026-07-25")
	t.Logf("a year took %v", time.Since(started).Round(time.Millisecond))
	if now.Trouble != "" {
		t.Errorf("trouble: %s", now.Trouble)
	}
	a := ask[account](t, "GET", url+"/demo/account", "")
	if a.Lost != 0 || a.Twice != 0 || a.Owing != 0 || a.Repeated != 0 || a.Blocks < 1000 {
		t.Errorf("account of a year: %+v", a)
	}
	if verdict := ask[struct{ OK bool }](t, "POST", url+"/demo/verify", ""); !verdict.OK {
		t.Error("the chain does not hold")
	}
}
