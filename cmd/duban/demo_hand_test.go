package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// upload gives files of these names to the page as its file dialog would.
func (v *visitor) upload(data []byte, names ...string) {
	v.t.Helper()
	dir, paths := v.t.TempDir(), []string{}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			v.t.Fatal(err)
		}
		paths = append(paths, path)
	}
	v.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), paths))
}

// picture is a photo of this size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// download clicks something and gives back the file that the browser saves.
func (v *visitor) download(selector, name string) []byte {
	v.t.Helper()
	dir, told := v.t.TempDir(), true
	progress := chromedp.BrowserEvents(v.ctx, browser.DownloadProgress)
	_, err := chromedp.CallBrowser(v.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, EventsEnabled: &told,
	})
	if err != nil {
		v.t.Fatalf("downloads: %v", err)
	}
	v.click(selector)
	for e, err := range progress {
		if err != nil {
			v.t.Fatalf("download of %s: %v", name, err)
		}
		if e.State == browser.DownloadProgressStateCompleted {
			break
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		v.t.Fatal(err)
	}
	return got
}

func (v *visitor) nextMonday() {
	v.t.Helper()
	v.click("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('28') && document.querySelector('#progress').hidden`)
}

// TestDemoFiles sends a document and an album, and takes them back from the page.
func TestDemoFiles(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.click("#tour-leave")
	v.nextMonday()
	v.be("孙丽", privately)
	paper := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("情况说明 "), 400)...)
	v.click("#text")
	v.write("13 50 见附件")
	v.upload(paper, "情况说明.pdf")
	v.see(`document.querySelector('#messages .mine .file b')?.textContent === '情况说明.pdf'`)
	v.hears("50%")
	if got := v.download("#messages .mine .file", "情况说明.pdf"); !bytes.Equal(got, paper) {
		t.Errorf("downloaded %d bytes, want the %d that were sent", len(got), len(paper))
	}

	v.click("#text")
	v.write("13 60 三张现场照片")
	v.upload(tinyPicture(), "1.png", "2.png", "3.png")
	v.see(`[...document.querySelectorAll('#messages .mine img.photo')].filter((i) => i.naturalWidth === 1).length === 3`)
	v.hears("60%")
	if n := read[int](v, `[...document.querySelectorAll('#messages .bot .words')].filter((w) => w.textContent.includes('60%')).length`); n != 1 {
		t.Errorf("got %d answers to one album, want 1", n)
	}
	if got := v.download("#messages .mine img.photo", "photo.jpg"); !bytes.Equal(got, tinyPicture()) {
		t.Errorf("downloaded %d bytes of a photo, want the %d that were sent", len(got), len(tinyPicture()))
	}
	v.shot("album")
	if n := read[int](v, `document.querySelectorAll('#messages .mine .album').length`); n != 1 {
		t.Errorf("got %d bubbles of one album, want 1", n)
	}
	end := func(what string) {
		t.Helper()
		if below := read[float64](v, `(() => { const m = document.querySelector('#messages'); return m.scrollHeight - m.scrollTop - m.clientHeight; })()`); below > 2 {
			t.Errorf("after %s the view ends %v pixels above the end", what, below)
		}
	}
	end("an album")

	v.click("#text")
	v.write("13 70 十二张")
	v.upload(picture(t, 900, 600), "1.png", "2.png", "3.png", "4.png", "5.png", "6.png", "7.png", "8.png", "9.png", "10.png", "11.png", "12.png")
	v.see(`document.querySelector('.toast')?.textContent.includes('分成2组')`)
	v.see(`[...document.querySelectorAll('#messages .mine .album')].map((a) => a.children.length).join() === '3,10,2'`)
	v.see(`[...document.querySelectorAll('#messages img.photo')].every((i) => i.complete)`)
	end("twelve photos")
	v.upload(nil, "空的.txt")
	v.see(`[...document.querySelectorAll('.toast.error')].some((e) => e.textContent.includes('“空的.txt”是空的'))`)
	v.alone(url)
}

// TestDemoSlow presses the button of the slow Telegram: what is said is answered all the
// same, and the call behind the answer shows why it took so long.
func TestDemoSlow(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.click("#tour-leave")
	v.be("孙丽", privately)
	v.click("#panel-toggle")
	v.click("#tab-faults")
	v.click("#fault-slow")
	v.see(`document.querySelector('#fault-slow').ariaPressed === 'true' && document.querySelector('#alarm').textContent.includes('慢')`)
	v.say("任务")
	v.see(`document.querySelectorAll('#messages .mine').length > 1`) // one's own words stand there at once
	v.shot("slow")
	v.hears("水务局")
	v.see(`document.querySelector('#balance').className === 'good' && document.querySelector('[data-figure=waits] b').textContent === '0'`)
	v.click(`.message.bot:last-child [data-act=why]`)
	v.see(`[...document.querySelectorAll('#sheet pre')].some((p) => p.textContent.includes('"fault": "delay"'))`)
	v.click("#tab-faults")
	v.click("#recover")
	v.see(`!document.querySelector('#recover') && document.querySelector('#alarm').hidden`)
	v.alone(url)
}

// TestDemoResetFlag starts a demo over another one: the page that is open shows the new
// world by itself.
func TestDemoResetFlag(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close() //nolint:errcheck // nobody has used it
	ended := make(chan int, 1)
	reader, writer := io.Pipe()
	go func() {
		ended <- run(outside{ctx: context.WithoutCancel(t.Context()), stdout: writer, stderr: io.Discard, env: noEnv}, []string{"demo", "--listen", address})
	}()
	if _, err := reader.Read(make([]byte, 200)); err != nil {
		t.Fatal(err)
	}
	v := visit(t, "http://"+address, 1440, 900)
	v.click("#tour-leave")
	v.nextMonday()
	v.gone.Store(true)
	runDemo(t, "--listen", address, "--reset")
	if code := <-ended; code != 0 {
		t.Errorf("the former demo ended with %d", code)
	}
	v.see(`document.querySelector('#now').textContent.includes('25') && document.querySelector('#alarm').hidden`)
	v.be("孙丽", privately)
	v.see(`document.querySelectorAll('#messages .bot').length === 1`) // the welcome, and no digest yet
	v.say("任务")
	v.hears("水务局")
}

// tourWants finds what the bubble asks for now, other than last time: itself, and where to
// click, when that stands still.
const tourWants = `(() => {
	const bubble = document.querySelector('#bubble'), aim = document.querySelector('.aim');
	const click = ['#tour-finish', '#tour-next', '#tour-fill', '.aim'].map((s) => document.querySelector(s)).find(Boolean);
	const look = bubble.dataset.look + (aim ? aim.id + JSON.stringify(aim.dataset) : '');
	if (!click || look === %s) return false;
	const b = bubble.getBoundingClientRect();
	const whole = b.left >= 0 && b.top >= 0 && b.right <= innerWidth + 1 && b.bottom <= innerHeight + 1;
	window.wanted = { look, whole, covers: innerWidth > 1200 ? %s : '', step: 1 + Number(/^\[(\d)/.exec(look)?.[1] ?? -1), last: click.id === 'tour-finish' };
	return window.stands(click); })()`

// followTour does what the tour's bubbles say, as a newcomer would, and looks at each.
func (v *visitor) followTour(look func(step int)) {
	v.t.Helper()
	type wanted struct {
		Look   string
		Covers string
		Step   int
		Whole  bool
		Last   bool
	}
	wants := func(last string) wanted {
		v.t.Helper()
		wanting := fmt.Sprintf(tourWants, strconv.Quote(last), covered)
		v.see(wanting)
		return read[wanted](v, `window.wanted`)
	}
	for last := ""; ; {
		want := wants(last)
		if want.Step > 0 {
			look(want.Step)
			want = wants(last) // a picture takes its time, and the page goes on meanwhile
		}
		if !want.Whole {
			v.t.Errorf("step %d: the bubble is not whole on the screen: %s", want.Step, want.Look)
		}
		if want.Covers != "" {
			v.t.Errorf("step %d: the bubble lies over %s: %s", want.Step, want.Covers, want.Look)
		}
		if !v.clickThere() {
			continue
		}
		last = want.Look
		if want.Last {
			v.see(`document.querySelector('#bubble').hidden`)
			return
		}
	}
}

// TestPhoneTour follows all eight bubbles of the tour on a phone.
func TestPhoneTour(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2))
	seen := map[int]int{}
	v.followTour(func(step int) {
		seen[step]++
		if seen[step] == 1 { // a picture on two processors takes a second
			v.shot("tour-" + strconv.Itoa(step))
		}
		if wide := read[bool](v, `document.documentElement.scrollWidth > window.innerWidth`); wide {
			t.Errorf("step %d: the page is wider than the phone", step)
		}
	})
	if len(seen) != 8 {
		t.Errorf("saw %d steps of the tour, want 8", len(seen))
	}
	v.alone(url)
}

// han finds Chinese letters among the page's own words: not among those of people and of
// the bot, nor in names.
const han = `(() => { const own = ['#moves', '#tools', '#progress', '#people h2', '#life', '#composer', '.tabs', '#sheet h3', '#sheet .tries', '#sheet > p', 'title', '#sheet dt', '#sheet .figures', '#bubble h2', '#bubble p:not(.now)', '#bubble .row'];
	const words = own.flatMap((s) => [...document.querySelectorAll(s)]).flatMap((e) => [e.textContent, ...[e, ...e.querySelectorAll('*')].flatMap((x) => [x.title, x.ariaLabel, x.placeholder])]);
	return words.filter((w) => /\p{Script=Han}/u.test((w ?? '').replaceAll('中', ''))).join(' | '); })()`

// TestDemoEnglish switches the language at the start and follows the tour and the panel.
func TestDemoEnglish(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.click("#language")
	v.see(`document.documentElement.lang === 'en' && document.querySelector('#bubble h2').textContent.includes('A reminder arrives')`)
	english := func(where string) {
		t.Helper()
		if chinese := read[string](v, han); chinese != "" {
			t.Errorf("%s: Chinese on the English page: %s", where, chinese)
		}
	}
	v.followTour(func(step int) {
		english("step " + strconv.Itoa(step))
	})
	for _, tab := range []string{"why", "unsent", "faults", "ledger"} {
		v.click("#tab-" + tab)
		v.see(`document.querySelector('#tab-` + tab + `').ariaSelected === 'true'`)
		english(tab)
	}
	v.shot("english")
	v.alone(url)
}

// tabTo walks with the Tab key until something has the focus.
func (v *visitor) tabTo(selector string) {
	v.t.Helper()
	for range 120 {
		if read[bool](v, `document.activeElement?.matches(`+strconv.Quote(selector)+`) ?? false`) {
			if ring := read[bool](v, `getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.id === 'text'`); !ring {
				v.t.Errorf("%s has the focus and does not show it", selector)
			}
			return
		}
		v.do(chromedp.KeyEvent(kb.Tab))
	}
	v.shot("never-focused")
	v.t.Fatalf("the Tab key never leads to %s", selector)
}

// TestDemoKeyboard uses the page without a mouse, and watches what is unread.
func TestDemoKeyboard(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	enter := func(selector string) {
		t.Helper()
		v.tabTo(selector)
		v.do(chromedp.KeyEvent(kb.Enter))
	}
	badge := func(name string) string { return `(document.querySelector('` + name + ` .badge')?.textContent ?? '')` }
	enter("#tour-leave")
	enter("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('28') && document.querySelector('#progress').hidden`)
	v.see(badge(`[data-person="李建"]`) + ` === '1' && ` + badge(`[data-person="赵伟"]`) + ` === '1' && ` + badge(`[data-person="路人甲"]`) + ` === ''`)
	enter(`[data-person="李建"]`)
	v.see(badge(`[data-chat="住建局群"]`) + ` === '1'`)
	v.shot("unread")
	enter(`[data-chat="住建局群"]`)
	v.hears("督办提醒")
	v.see(badge(`[data-chat="住建局群"]`) + ` === '' && ` + badge(`[data-person="李建"]`) + ` === '' && ` + badge(`[data-person="赵伟"]`) + ` === '1'`)
	v.see(`document.activeElement.id === 'text'`)

	v.write("/")
	v.see(`document.querySelectorAll('#menu button').length > 2`)
	inGroup := read[int](v, `document.querySelectorAll('#menu button').length`)
	v.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Escape))
	v.see(`document.querySelector('#menu').hidden`)
	v.do(chromedp.KeyEvent(kb.Backspace))

	enter(`.message.bot:has(.keys) .said`) // it is replied to
	v.see(`!document.querySelector('#quote').hidden && document.activeElement.id === 'text'`)
	v.write("1 40 主体封顶")
	v.do(chromedp.KeyEvent(kb.Enter))
	v.hears("已登记")
	v.see(badge(`[data-person="赵伟"]`) + ` === '3'`) // the report and its answer too

	v.do(chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(1))) // Alt: the next chat
	v.see(`document.querySelector('#title').textContent === '` + privately + `'`)
	v.write("/")
	v.see(`document.querySelectorAll('#menu button').length > ` + strconv.Itoa(inGroup)) // in private there is more
	v.shot("menu")
	v.do(chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.Backspace))
	enter("#panel-toggle")
	enter("#tab-ledger")
	enter("#verify")
	v.see(`document.querySelector('#verdict')?.className === 'good'`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.see(`document.querySelector('#panel').hidden`)

	read[any](v, `document.activeElement.blur()`)
	v.do(chromedp.KeyEvent("1")) // what is typed goes into the composer
	v.see(`document.activeElement.id === 'text' && document.querySelector('#text').value === '1'`)
	if stops := read[int](v, `document.querySelectorAll('#messages [tabindex="0"]').length`); stops != 1 {
		t.Errorf("the Tab key stops at %d messages, want the last", stops)
	}
	read[any](v, `document.querySelector('#messages [tabindex="0"]').focus()`)
	v.do(chromedp.KeyEvent(kb.ArrowUp))
	v.see(`document.activeElement.matches('.said') && document.activeElement !== [...document.querySelectorAll('.said')].at(-1)`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.see(`document.activeElement.id === 'text'`)
	v.see(`['Alt', '回车', 'e 修改', 'i 看为何'].every((key) => document.querySelector('#keys-hint').textContent.includes(key))`)
	v.alone(url)
}
