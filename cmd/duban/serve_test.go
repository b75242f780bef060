//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/documents"
	"duban/sandbox"
	"duban/store/redistest"
)

// TestServeRefuses holds serve to the sentences with which it does not start.
func TestServeRefuses(t *testing.T) {
	t.Parallel()
	forgetful := redistest.Start(t, "--appendonly", "no")
	evicting := redistest.Start(t, "--appendfsync", "always", "--maxmemory-policy", "allkeys-lru")
	sound := redistest.Start(t, "--appendfsync", "always")
	broken := brokenTemplate(t)
	for i, c := range []struct {
		name  string
		redis *redistest.Server
		env   map[string]string
		want  string
	}{
		{"no append-only file", forgetful, nil, "redis: appendonly is no, set it to yes"},
		{"evicting policy", evicting, nil, "redis: maxmemory-policy is allkeys-lru, set it to noeviction"},
		{"what to do", forgetful, nil, "--allow-volatile"},
		{"no token", sound, map[string]string{"DUBAN_TOKEN": ""}, "set DUBAN_TOKEN or DUBAN_TOKEN_FILE"},
		{"wrong token", sound, map[string]string{"DUBAN_TOKEN": "4242:AAF-this_must_never_be_written_anywhere_but_it_is_wrong"}, "telegram does not accept the token"},
		{"no form of a token", sound, map[string]string{"DUBAN_TOKEN": siteToken + " and more"}, "token"},
		{"a broken template", sound, map[string]string{"DUBAN_TEMPLATES": broken}, "模板 督办通知单-黄.docx：没有这个占位符 {{要求书}}"},
		{"no folder of templates", sound, map[string]string{"DUBAN_TEMPLATES": filepath.Join(broken, "none")}, "模板文件夹打不开"},
		{"webhook without secret", sound, map[string]string{"DUBAN_WEBHOOK_URL": "http://127.0.0.1:1/x"}, "set DUBAN_WEBHOOK_SECRET"},
		{"webhook that Telegram does not take", sound, map[string]string{
			"DUBAN_WEBHOOK_URL": "http://192.0.2.1/x", "DUBAN_WEBHOOK_SECRET": "secret",
		}, "setWebhook: telegram says 400"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := bareSite(t, c.redis)
			s.env["DUBAN_OFFICE"] = fmt.Sprintf("office-%d", i) // one Redis, an office for each case
			maps.Copy(s.env, c.env)
			code, p := s.run("serve", "--lease", "500ms")
			if said := p.stderr.String(); code != 1 || !strings.Contains(said, c.want) {
				t.Errorf("exit %d, want 1 and %q:\n%s", code, c.want, said)
			}
			s.silence("must_never_be_written")
		})
	}
}

// brokenTemplate is a folder with a template of the office in which a placeholder is misspelt.
func brokenTemplate(t *testing.T) string {
	t.Helper()
	const name = "督办通知单-黄.docx"
	body, err := documents.EmbeddedTemplate(name)
	if err != nil {
		t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range from.File {
		part, err := from.Open(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		words, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		w, err := to.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.ReplaceAll(words, []byte("{{要求}}"), []byte("{{要求书}}"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestServeVolatile starts on a Redis that forgets when it is told that this is known.
func TestServeVolatile(t *testing.T) {
	t.Parallel()
	s := bareSite(t, redistest.Start(t, "--appendonly", "no"))
	p := s.serve("--allow-volatile")
	if !strings.Contains(p.stderr.String(), "redis may lose what was acknowledged") {
		t.Errorf("it must warn:\n%s", p.stderr.String())
	}
	if code := p.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
}

// TestStopUnderLoad stops the program in the middle of a crowd: within five seconds,
// with exit code 0, and the next run answers whom this one did not.
func TestStopUnderLoad(t *testing.T) {
	t.Parallel()
	s, tasks, people := crowd(t, 12)
	first := s.serve()
	s.joinAll(people)
	const rounds = 10
	n := 0
	for range rounds {
		for i, id := range people {
			n++
			s.say(sandbox.Speech{Person: id.id, Text: fmt.Sprintf("进展 %s %d 情况U%05d", tasks[id.unit][0], i+1, n)})
		}
	}
	eventually(t, "it is in the middle of it", func() bool { return s.answered(people) > n/10 })
	if code := first.stop(); code != 0 || first.took > 5*time.Second {
		t.Errorf("SIGTERM: exit %d after %s, want 0 within 5s:\n%s", code, first.took, first.stderr.String())
	}
	done := s.answered(people)
	if done >= n {
		t.Fatalf("all %d were answered before it stopped: nothing was shown", n)
	}
	second := s.serve()
	eventually(t, "the others are answered", func() bool { return s.answered(people) >= n && s.owedNothing() })
	t.Logf("stopped in %s with %d of %d answered; %d answers in the end", first.took.Round(time.Millisecond), done, n, s.answered(people))
	if got := s.answered(people); got != n {
		t.Errorf("got %d answers, want %d: a clean stop repeats none", got, n)
	}
	s.reportedOnce(tasks, n)
	second.stop()
	s.verified()
}

// TestStopWhateverHangs stops while Redis or Telegram hold every call: within five
// seconds all the same, and whom it did not answer the next run does.
func TestStopWhateverHangs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		redis, telegram bool
	}{{"redis", true, false}, {"telegram", false, true}, {"both", true, true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, _, people := crowd(t, 3)
			p := s.serve()
			s.joinAll(people)
			if c.telegram {
				fault := sandbox.Fault{Kind: sandbox.FaultDelay, Method: "sendMessage", Delay: patience, Count: -1}
				if _, err := s.telegram.Inject(fault); err != nil {
					t.Fatal(err)
				}
			}
			if c.redis {
				s.freeze()
			}
			for _, one := range people {
				s.say(sandbox.Speech{Person: one.id, Text: "/tasks"})
			}
			if !c.redis { // it is in the middle of answering
				eventually(t, "the updates are taken", func() bool { return s.telegram.Pending() == 0 && !s.owedNothing() })
			}
			if code := p.stop(); code != 0 || p.took > 5*time.Second {
				t.Errorf("SIGTERM: exit %d after %s, want 0 within 5s:\n%s", code, p.took, p.stderr.String())
			}
			s.telegram.ClearFaults()
			s.redis.Restart(t)
			s.serve()
			for _, one := range people {
				eventually(t, "the next run answers", func() bool { return s.heard(one.id, "〔") > 0 })
			}
		})
	}
}

// TestTelegramDownAtStart starts the program before its Telegram, by polling and by webhook.
func TestTelegramDownAtStart(t *testing.T) {
	t.Parallel()
	for _, hook := range []bool{false, true} {
		t.Run(fmt.Sprintf("webhook=%t", hook), func(t *testing.T) {
			t.Parallel()
			s, tasks, people := crowd(t, 1)
			address := freeAddress(t)
			s.env["DUBAN_API_URL"] = "http://" + address
			if hook {
				door := freeAddress(t)
				s.env["DUBAN_LISTEN"], s.env["DUBAN_WEBHOOK_URL"], s.env["DUBAN_WEBHOOK_SECRET"] = door, "http://"+door+"/hook", "secret"
			}
			p := s.serve()
			eventually(t, "it has tried", func() bool { return strings.Count(p.stderr.String(), "attempt=2") > 0 })
			if !p.running() {
				t.Fatalf("it ended:\n%s", p.stderr.String())
			}
			listener, err := net.Listen("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			late := &http.Server{Handler: s.telegram}
			go late.Serve(listener) //nolint:errcheck // ends with Close
			t.Cleanup(func() { _ = late.Close() })
			s.joinAll(people)
			s.say(sandbox.Speech{Person: people[0].id, Text: fmt.Sprintf("进展 %s 50 情况U00001", tasks[people[0].unit][0])})
			eventually(t, "it answers", func() bool { return s.heard(people[0].id, "：50%") > 0 })
			s.reportedOnce(tasks, 1)
			if code := p.stop(); code != 0 {
				t.Errorf("SIGTERM: exit %d, want 0", code)
			}
			s.silence("情况U")
		})
	}
}

// TestRedisDownAtStart starts the program before its Redis, and stops one that waits.
func TestRedisDownAtStart(t *testing.T) {
	t.Parallel()
	s := bareSite(t, redistest.Start(t, "--appendfsync", "always"))
	s.redis.Kill(t)
	p := s.start("serve", "--lease", "500ms")
	eventually(t, "it says that it waits", func() bool { return strings.Contains(p.stderr.String(), "waiting for redis") })
	if got := p.stands(); !got.Answers || got.Redis || got.Leading {
		t.Errorf("/readyz while it waits: %+v, want an answer that it is not ready", got)
	}
	if resp, err := http.Get("http://" + p.address() + "/healthz"); err != nil || resp.Body.Close() != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("/healthz while it waits: got %v %v, want 200", resp, err)
	}
	if code := p.stop(); code != 0 || p.took > 5*time.Second {
		t.Errorf("SIGTERM: exit %d after %s, want 0 in less than 5s", code, p.took)
	}
	p = s.start("serve", "--lease", "500ms")
	eventually(t, "it says that it waits", func() bool { return strings.Contains(p.stderr.String(), "waiting for redis") })
	s.redis.Restart(t)
	eventually(t, "it leads", func() bool { return p.stands().Leading })
	s.env["DUBAN_REDIS_URL"] = "redis://:hidden@" + freeAddress(t)
	other := s.start("serve")
	eventually(t, "it waits for another one", func() bool { return strings.Contains(other.stderr.String(), "waiting for redis") })
	s.silence("hidden")
}

// TestRedisAway takes Redis away for five seconds in the middle of the work.
func TestRedisAway(t *testing.T) {
	t.Parallel()
	s, tasks, people := crowd(t, 8)
	p := s.start("serve") // with the lease that it comes with
	eventually(t, "the program leads", func() bool { return p.stands().Leading })
	s.joinAll(people)
	n := 0
	report := func() {
		for i, one := range people {
			n++
			s.say(sandbox.Speech{Person: one.id, Text: fmt.Sprintf("进展 %s %d 情况U%05d", tasks[one.unit][0], i+1, n)})
		}
	}
	report()
	s.redis.Kill(t)
	report()
	away := time.Now()
	eventually(t, "/readyz says so", func() bool { got := p.stands(); return got.Answers && !got.Redis })
	eventually(t, "five seconds pass", func() bool { return time.Since(away) >= 5*time.Second })
	s.redis.Restart(t)
	report()
	eventually(t, "all are answered", func() bool { return s.answered(people) >= n && s.owedNothing() })
	t.Logf("answered %s after Redis went away; %d answers to %d reports", time.Since(away).Round(time.Millisecond), s.answered(people), n)
	s.reportedOnce(tasks, n)
	dead, err := s.store.DeadLetters(t.Context(), 10)
	if err != nil || len(dead) > 0 {
		t.Errorf("dead letters: %v, %v, want none: nobody's words were to blame", dead, err)
	}
	if code := p.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	s.verified()
	s.silence("情况U")
}

// TestSecondPoller has somebody else poll with the same token: the program says so,
// steps down, does not end, and works again when the other one is gone.
func TestSecondPoller(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("half a minute of patience with the other poller")
	}
	s, tasks, people := crowd(t, 1)
	p := s.serve()
	s.joinAll(people)
	other, stop := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for other.Err() == nil {
			s.poll(other)
		}
	}()
	eventually(t, "it says who", func() bool { return strings.Contains(p.stderr.String(), "another process polls with this token") })
	eventually(t, "it steps down", func() bool { got := p.stands(); return got.Answers && !got.Leading })
	eventually(t, "it says that it stepped down", func() bool {
		return strings.Contains(p.stderr.String(), "standing by: somebody else takes the updates")
	})
	stop()
	<-gone
	s.say(sandbox.Speech{Person: people[0].id, Text: fmt.Sprintf("进展 %s 50 情况U00001", tasks[people[0].unit][0])})
	eventually(t, "it works again", func() bool { return s.heard(people[0].id, "：50%") > 0 })
	s.reportedOnce(tasks, 1)
	if code := p.stop(); code != 0 {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	s.silence("情况U")
}

// poll is one call of somebody else.
func (s *site) poll(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.server.URL+"/bot"+siteToken+"/getUpdates", strings.NewReader(`{"timeout":5}`))
	if err != nil {
		return
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
}
