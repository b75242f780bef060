package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// runDemo runs the command as a person would, and returns its address.
func runDemo(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	var complaints strings.Builder
	go func() {
		ended <- run(outside{ctx: ctx, stdout: writer, stderr: &complaints, env: noEnv}, append([]string{"demo", "--listen", "127.0.0.1:0"}, args...))
		writer.Close() //nolint:errcheck // never fails
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("demo ended with %d: %s", code, complaints.String())
		}
	})
	started := time.Now()
	line := make([]byte, 200)
	n, err := reader.Read(line)
	if err != nil {
		t.Fatalf("demo printed nothing: %v: %s", err, complaints.String())
	}
	go io.Copy(io.Discard, reader) //nolint:errcheck // ends with the demo
	t.Logf("the address was printed after %v", time.Since(started).Round(time.Millisecond))
	url, _, _ := strings.Cut(string(line[:n]), "\n")
	return url
}

func noEnv(string) (string, bool) { return "", false }

func TestTour(t *testing.T) {
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.shot("start")
	v.see(`document.querySelector('#bubble h2').textContent.includes('提醒到了')`)
	v.click("#next-monday")
	v.shot("moving")
	v.see(`document.querySelector('#bubble .now')?.textContent.includes('住建局群') || document.querySelector('#bubble .now')?.textContent.includes('李建')`)
	v.shot("monday")
	_ = chromedp.Sleep
}
