package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/sandbox"
)

// ask calls a door of the demo, as its page does.
func ask[T any](t *testing.T, method, url, body string) T {
	t.Helper()
	request, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), method, url, strings.NewReader(body))
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

func TestTarget(t *testing.T) {
	zone := storyStart().Location()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2025, time.July, day, hour, minute, 0, 0, zone)
	}
	tests := []struct {
		name  string
		now   time.Time
		words string
		want  time.Time
		wrong string
	}{
		{"next hour", at(25, 15, 0), "hour", at(25, 16, 0), ""},
		{"tomorrow morning", at(25, 15, 0), "morning", at(26, 8, 30), ""},
		{"before dawn it is this morning", at(25, 3, 0), "morning", at(25, 8, 30), ""},
		{"on the minute it is the next", at(28, 8, 30), "morning", at(29, 8, 30), ""},
		{"Monday from a Friday", at(25, 15, 0), "monday", at(28, 8, 30), ""},
		{"Monday early is today", at(28, 7, 0), "monday", at(28, 8, 30), ""},
		{"Monday late is next week", at(28, 8, 30), "monday", at(35, 8, 30), ""},
		{"a date", at(25, 15, 0), "2025-07-31", at(31, 8, 30), ""},
		{"a date that has passed", at(25, 15, 0), "2025-07-25", time.Time{}, "the clock does not go back"},
		{"a date too far", at(25, 15, 0), "2035-07-25", time.Time{}, "at most three years at a time"},
		{"no date", at(25, 15, 0), "soon", time.Time{}, "\"soon\" is no date like 2025-08-04"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := target(tt.now, tt.words)
			if tt.wrong != "" {
				if err == nil || err.Error() != tt.wrong {
					t.Errorf("got %v, want %q", err, tt.wrong)
				}
				return
			}
			if err != nil || !got.Equal(tt.want) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}

func TestDemoListensOnLoopbackOnly(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":8080", "192.0.2.1:80", "duban.example:80", "127.0.0.1"} {
		var said, complaints strings.Builder
		code := run(outside{ctx: t.Context(), stdout: &said, stderr: &complaints, env: noEnv}, []string{"demo", "--listen", address})
		if code != 1 || !strings.Contains(complaints.String(), "loopback") {
			t.Errorf("%s: got %d %s%s", address, code, said.String(), complaints.String())
		}
	}
}

func TestDemoOpensAtTheEndOfAStory(t *testing.T) {
	url := runDemo(t, "--story", "testdata/stories/reporting.txt", "--seed", "3")
	now := ask[present](t, "GET", url+"/demo/state", "")
	if now.Seed != 3 || !strings.HasSuffix(now.Story, "reporting.txt") || len(now.Cast) == 0 {
		t.Errorf("got %+v", now)
	}
	a := ask[account](t, "GET", url+"/demo/account", "")
	if a.Said == 0 || a.Said != a.Handled || a.Lost != 0 {
		t.Errorf("got %+v", a)
	}
}

// TestDemoReset: the flag ends a demo on the same address; the button makes everything anew.
func TestDemoReset(t *testing.T) {
	url := runDemo(t)
	address := strings.TrimPrefix(url, "http://")
	if code := run(outside{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, env: noEnv}, []string{"demo", "--listen", address}); code != 1 {
		t.Errorf("a second demo on %s: got %d, want a refusal", address, code)
	}
	if late := walk(t, url, "monday"); late.Now.Weekday() != time.Monday {
		t.Errorf("got %v", late.Now)
	}
	ask[bool](t, "POST", url+"/demo/reset", "")
	if anew := ask[present](t, "GET", url+"/demo/state", ""); anew.Now.Weekday() != time.Friday {
		t.Errorf("after the button it is %v", anew.Now)
	}
}

// TestDemoFaults goes through every fault while people speak and the program is killed and
// started, and holds the account at the end.
func TestDemoFaults(t *testing.T) {
	url := runDemo(t)
	walk(t, url, "monday")
	contact := int64(0)
	for _, c := range ask[present](t, "GET", url+"/demo/state", "").Cast {
		if strings.HasPrefix(c.Words, "水务局") {
			contact = c.ID
		}
	}
	say := func(text string) {
		ask[[]sandbox.Seen](t, "POST", url+"/control/say", fmt.Sprintf(`{"person":%d,"text":%q}`, contact, text))
	}
	for i, kind := range []string{faultLost, faultTooMany, faultDown, faultLost} {
		ask[bool](t, "POST", url+"/demo/fault", `{"kind":"`+kind+`"}`)
		say(fmt.Sprintf("进展 13 %d 河道清理", 20+i))
		ask[bool](t, "POST", url+"/demo/kill", "")
		say(fmt.Sprintf("进展 14 %d 河段整治", 30+i))
		ask[bool](t, "POST", url+"/demo/start", "")
		walk(t, url, "hour")
	}
	ask[bool](t, "POST", url+"/demo/fault", `{"kind":""}`)
	walk(t, url, "hour")
	a := ask[account](t, "GET", url+"/demo/account", "")
	if a.Lost != 0 || a.Twice != 0 || a.Waits != 0 || a.Inbox != 0 || a.Owing != 0 || a.Said != a.Handled {
		t.Errorf("account: %+v", a)
	}
	if verdict := ask[struct{ OK bool }](t, "POST", url+"/demo/verify", ""); !verdict.OK {
		t.Error("the chain does not hold")
	}
	var reported []string
	for _, m := range ask[[]sandbox.Seen](t, "GET", fmt.Sprintf("%s/control/chat?id=%d", url, contact), "") {
		if m.Bot && strings.HasPrefix(m.Text, "已登记") {
			reported = append(reported, m.Text)
		}
	}
	if slices.Sort(reported); len(slices.Compact(reported)) != 8 {
		t.Errorf("answers to eight reports: got %q", reported)
	}
}
