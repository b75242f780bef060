package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// visitor is somebody in front of a browser: he looks, clicks and types, and whatever the
// browser complains about fails the test.
type visitor struct {
	t     *testing.T
	ctx   context.Context //nolint:containedctx // the tab
	shots int
	gone  atomic.Bool // the server goes away: that it cannot be reached is no complaint

	mu       sync.Mutex
	requests []string
}

// visit opens a page in a real Chromium to which no other host exists.
func visit(t *testing.T, url string, width, height int64, options ...chromedp.EmulateViewportOption) *visitor {
	t.Helper()
	if underRace {
		t.Skip("the plain run looks at the page; the demo behind it is raced by its other tests")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the page is tested in Chromium, which is missing: %v", err)
		}
		t.Skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("lang", "zh-CN"))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	v := &visitor{t: t, ctx: ctx}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height, options...)); err != nil {
		t.Fatalf("browser: %v", err)
	}
	v.listen()
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: findsStanding}); err != nil {
		t.Fatalf("browser: %v", err)
	}
	v.do(chromedp.Navigate(url))
	v.see(`document.querySelectorAll('.person').length > 0`)
	return v
}

// listen notes what the browser complains about and whom it asks.
func (v *visitor) listen() {
	messages := chromedp.Console(v.ctx)
	asked := chromedp.Events(v.ctx, network.RequestWillBeSent)
	if _, err := chromedp.Call(v.ctx, network.Enable, network.EnableParams{}); err != nil {
		v.t.Fatalf("browser: %v", err)
	}
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if v.gone.Load() && cutOff(m.String()) {
				continue
			}
			if m.Type == "error" || m.Type == "warning" || m.IsException() {
				v.t.Errorf("console: %s (%s:%d)", m, m.URL, m.Line)
			}
		}
	}()
	go func() {
		for e, err := range asked {
			if err != nil {
				return
			}
			v.mu.Lock()
			v.requests = append(v.requests, e.Request.URL)
			v.mu.Unlock()
		}
	}()
}

// cutOff tells a complaint of a server that went away: before an answer, or in the middle of one.
func cutOff(words string) bool {
	return strings.Contains(words, "net::ERR_CONNECTION") || strings.Contains(words, "net::ERR_INCOMPLETE_CHUNKED_ENCODING")
}

// alone fails when anybody but the demo was asked for something.
func (v *visitor) alone(url string) {
	v.t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.requests) == 0 {
		v.t.Error("no request was seen")
	}
	for _, asked := range v.requests {
		if !strings.HasPrefix(asked, url) && !strings.HasPrefix(asked, "data:") && !strings.HasPrefix(asked, "blob:") {
			v.t.Errorf("the page asked %s", asked)
		}
	}
}

func (v *visitor) do(actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, actions...); err != nil {
		v.shot("failed")
		v.t.Fatalf("browser: %v", err)
	}
}

// see waits until the page shows it.
func (v *visitor) see(expression string) {
	v.t.Helper()
	if err := v.await(expression, time.Minute); err != nil {
		v.shot("failed")
		v.t.Fatalf("never seen: %s: %v", expression, err)
	}
}

// await waits for something to be true in the page.
func (v *visitor) await(expression string, most time.Duration) error {
	_, err := chromedp.Run(v.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(most), chromedp.WithPollingInterval(30*time.Millisecond)))
	return err
}

// read evaluates something in the page.
func read[T any](v *visitor, expression string) T {
	v.t.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		v.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// findsStanding defines the question whether something stands still where it can be clicked: at
// the same place as when it was asked last, with nothing before it. A press that then lands on
// something else, since the page went on meanwhile, is taken back before the page hears of it.
const findsStanding = `window.stands = (e) => {
	if (!e || e.disabled || e.offsetParent === null) { window.spot = null; return false; }
	e.scrollIntoView({ block: 'nearest' });
	const b = e.getBoundingClientRect(), x = b.left + b.width / 2, y = b.top + Math.min(b.height / 2, 20);
	const was = window.spot, top = document.elementFromPoint(x, y);
	window.spot = [x, y];
	window.meant = e;
	return was?.[0] === x && was[1] === y && Boolean(top) && (e.contains(top) || top.contains(e)); };
for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) addEventListener(type, (press) => {
	if (!window.meant || !press.isTrusted) return;
	const missed = !window.meant.isConnected || !window.meant.contains(press.target);
	if (type === 'pointerdown' || type === 'click') window.slipped ||= missed;
	if (window.slipped) { press.preventDefault(); press.stopImmediatePropagation(); }
	else if (type === 'click') window.meant = null;
}, true);`

// click waits for something to stand still where it can be clicked, and clicks its middle.
func (v *visitor) click(selector string) {
	v.t.Helper()
	read[any](v, `window.spot = null`)
	standing := `window.stands([...document.querySelectorAll(` + strconv.Quote(selector) + `)].find((e) => e.offsetParent !== null))`
	v.see(standing)
	for range 20 {
		if v.clickThere() {
			return
		}
		v.see(standing)
	}
	v.t.Fatalf("%s never stood still", selector)
}

// clickThere clicks where something was last found to stand, and tells whether it still stood there.
func (v *visitor) clickThere() bool {
	v.t.Helper()
	at := read[[]float64](v, `(window.slipped = false, window.spot)`)
	v.do(chromedp.MouseClickXY(at[0], at[1]))
	return !read[bool](v, `Boolean(window.meant)`)
}

// write types into what has the focus, as an input method does.
func (v *visitor) write(text string) {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		v.t.Fatalf("typing %q: %v", text, err)
	}
}

// say writes into the conversation and sends with the return key.
func (v *visitor) say(text string) {
	v.t.Helper()
	v.click("#text")
	v.write(text)
	v.do(chromedp.KeyEvent("\r"))
}

// hears waits for the bot's latest words here.
func (v *visitor) hears(words string) {
	v.t.Helper()
	v.see(`[...document.querySelectorAll('#messages .bot .words')].at(-1)?.textContent.includes(` + strconv.Quote(words) + `)`)
}

// shot keeps a picture of the page with the output of the test.
func (v *visitor) shot(name string) []byte {
	v.t.Helper()
	picture, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		v.t.Errorf("screenshot %s: %v", name, err)
		return nil
	}
	v.shots++
	file := filepath.Join(v.t.ArtifactDir(), fmt.Sprintf("%02d-%s.png", v.shots, name))
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		v.t.Errorf("screenshot: %v", err)
	}
	return picture
}
