package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"duban/sandbox"
)

// schema is the machine-readable Bot API against which every call is checked where it is there.
const schema = "../../../shared/data/botapi/api.json"

// runDemo runs the command as a person would, and returns its address.
func runDemo(t *testing.T, args ...string) string {
	t.Helper()
	_, missing := os.Stat(schema)
	if missing == nil {
		args = append(args, "--schema", schema)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context())) // the calls are looked at when the test is over
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
	t.Cleanup(func() { // before the demo is stopped
		for _, call := range ask[[]sandbox.Call](t, "GET", url+"/control/calls", "") {
			if len(call.Violations) > 0 {
				t.Errorf("call %d %s: %v", call.Seq, call.Method, call.Violations)
			}
		}
	})
	return url
}

func noEnv(string) (string, bool) { return "", false }

// step waits until the tour has reached a step.
func (v *visitor) step(title string) {
	v.t.Helper()
	v.see(`document.querySelector('#bubble h2')?.textContent.includes(` + strconv.Quote(title) + `)`)
}

// onward waits until the step is done and goes to the next.
func (v *visitor) onward() {
	v.t.Helper()
	v.click("#tour-next")
}

func (v *visitor) be(person, chat string) {
	v.t.Helper()
	v.click(`[data-person="` + person + `"]`)
	v.click(`[data-chat="` + chat + `"]`)
}

const privately = "督办" // the bot's own name, which its private chats bear

// TestTour goes through the whole tour as a person does: click, type, upload, move the
// clock, kill the bot, verify.
func TestTour(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.step("提醒到了")
	v.shot("start")
	v.click("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('28') && document.querySelector('#progress').hidden`)
	v.see(`document.querySelector('[data-person="王芳"] .badge')?.textContent === '1'`) // unread for others too
	v.be("李建", "住建局群")
	v.hears("督办提醒")
	v.onward()

	v.step("回复它")
	v.click(`.message.bot:last-child .said`)
	v.see(`!document.querySelector('#quote').hidden`)
	v.click("#tour-fill")
	v.keep("desktop")
	v.click("#send")
	v.hears("已登记")
	v.onward()

	v.step("办公室一问便知")
	v.be("刘敏", privately)
	v.say("查 住建局")
	v.hears("40%")
	v.onward()

	v.step("写错了")
	v.be("李建", privately)
	v.say("进展 5 180 快好了")
	v.hears("180")
	v.shot("wrong-input")
	v.onward()

	v.step("领导要汇总")
	v.be("周市长", privately)
	v.say("汇总")
	v.hears("共40项")
	v.onward()

	v.step("停机一天")
	v.click("#panel-toggle")
	v.click("#tab-faults")
	v.click("#kill")
	v.see(`document.querySelector('#alarm').textContent.includes('停机')`)
	v.be("李建", privately)
	v.say("进展 18 30 停机时报的") // waits at Telegram
	v.see(`document.querySelector('[data-figure=waits] b').textContent === '1'`)
	v.shot("killed")
	v.click("#next-morning")
	v.see(`document.querySelector('#now').textContent.includes('29')`)
	v.click("#start")
	v.hears("已登记")
	v.see(`document.querySelector('#balance').className === 'good' && document.querySelector('[data-figure=waits] b').textContent === '0'`)
	for figure, want := range map[string]string{"lostCount": "0", "twice": "0", "repeated": "0", "owing": "0"} {
		if got := read[string](v, `document.querySelector('[data-figure=`+figure+`] b').textContent`); got != want {
			t.Errorf("account: %s is %s, want %s", figure, got, want)
		}
	}
	v.shot("restarted")
	v.onward()

	v.step("逾期了")
	v.click("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('4') && document.querySelector('#progress').hidden`)
	v.be("刘敏", privately)
	v.say("红灯")
	v.hears("逾期")
	v.onward()

	v.step("台账可以校验")
	v.click("#tab-ledger")
	v.click("#verify")
	v.see(`document.querySelector('#verdict')?.className === 'good'`)
	v.shot("verified")
	v.onward()
	v.step("走完了")
	v.click("#tour-finish")
	v.see(`document.querySelector('#bubble').hidden`)
	v.alone(url)
}

// TestDemoByHand does what the tour leaves out: upload, edit, buttons, the slash, the
// keyboard, why, what was not sent, a Telegram that is down, English.
func TestDemoByHand(t *testing.T) {
	t.Parallel()
	url := runDemo(t, "--seed", "7")
	v := visit(t, url, 1440, 900)
	v.click("#tour-leave")
	v.click("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('28') && document.querySelector('#progress').hidden`)
	v.be("孙丽", privately)
	v.hears("督办提醒")

	v.click(`.message.bot .keys button`) // 签收
	v.hears("已签收")

	v.click("#text")
	v.write("/rep")
	v.see(`[...document.querySelectorAll('#menu b')].some((b) => b.textContent === '/report')`)
	v.shot("slash")
	v.do(chromedp.KeyEvent("\t"))
	v.see(`document.querySelector('#text').value === '/report '`)
	v.write("13 45 河道已清三公里")
	v.do(chromedp.KeyEvent("\r"))
	v.hears("45%")

	v.do(chromedp.KeyEvent(kb.ArrowUp)) // edits the last
	v.see(`document.querySelector('#text').value.includes('45')`)
	read[any](v, `document.querySelector('#text').select()`+"; 0")
	v.write("/report 13 55 河道已清四公里")
	v.do(chromedp.KeyEvent("\r"))
	v.see(`[...document.querySelectorAll('#messages .meta')].some((m) => m.textContent.includes('已编辑'))`)
	v.hears("55%")

	file := filepath.Join(t.TempDir(), "现场.png")
	if err := os.WriteFile(file, tinyPicture(), 0o600); err != nil {
		t.Fatal(err)
	}
	v.click("#text")
	v.write("13 60 见照片")
	v.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}))
	v.see(`[...document.querySelectorAll('#messages img')].some((i) => i.naturalWidth === 1)`)
	v.hears("60%")
	v.shot("photo")

	read[any](v, `document.querySelector('.message.bot .said:has(+ .keys)').scrollIntoView()`+"; 0")
	v.click(`.message.bot:has(.keys) [data-act=why]`)
	v.see(`document.querySelector('#sheet .facts')?.textContent.includes('单位提醒') && [...document.querySelectorAll('#sheet pre')].some((p) => p.textContent.includes('chat_id'))`)
	v.see(`document.querySelectorAll('#sheet .log li').length > 2`)
	v.words("#sheet .facts")
	v.words("#sheet .log")
	v.shot("why")
	v.click("#tab-unsent")
	v.see(`document.querySelector('#unsent')?.textContent.includes('单位没有绑定群')`)
	v.see(`document.querySelector('#unsent-since').textContent.includes('都在这里')`)
	v.words("#unsent")
	v.shot("unsent")

	v.click("#tab-faults")
	v.click("#fault-down")
	v.see(`document.querySelector('#alarm').textContent.includes('Telegram')`)
	v.say("我")
	v.see(`document.querySelector('[data-figure=waits] b')?.textContent === '1'`)
	v.shot("telegram-down")
	v.click("#recover")
	v.hears("水务局")
	v.see(`document.querySelector('[data-figure=waits] b')?.textContent === '0' && document.querySelector('#balance').className === 'good'`)
	v.click("#fault-lost")
	v.see(`document.querySelector('#fault-lost').ariaPressed === 'true'`)
	v.say("任务")
	v.see(`document.querySelector('[data-figure=repeated] b')?.textContent > '0'`)
	if got := read[string](v, `['lostCount', 'twice'].map((f) => document.querySelector('[data-figure=' + f + '] b').textContent).join()`); got != "0,0" {
		t.Errorf("lost and twice: got %s, want none", got)
	}
	v.see(`document.querySelector('#balance').textContent.includes('同一句再说一遍')`)
	v.shot("answers-lost")
	v.click("#fault-429")
	v.see(`document.querySelector('#fault-429').ariaPressed === 'true'`)
	v.say("我")
	v.see(`document.querySelector('[data-figure=retried] b')?.textContent === '5' && document.querySelector('#retried').textContent.includes('429')`)
	v.shot("too-many")

	v.click("#language")
	v.see(`document.querySelector('#next-hour').textContent === 'Next hour' && document.querySelector('#life').textContent.includes('State lives as long as the process')`)
	v.shot("english")
	v.click("#tab-ledger")
	v.click("#verify")
	v.see(`document.querySelector('#verdict')?.className === 'good'`)
	v.click("#tab-unsent")
	v.see(`document.querySelector('#unsent')?.textContent.includes('neither a group nor a contact')`)
	if said := read[string](v, `document.title + document.querySelector('#unsent-since').textContent`); chinese.MatchString(said) {
		t.Errorf("with the switch on English the page says %q", said)
	}
	read[any](v, `import('/page/trouble.js').then((m) => { window.said = m.sorry('the clock does not go back'); }) && 0`)
	v.see(`window.said === 'time does not go back: choose a later day'`)
	v.do(chromedp.Navigate(url + "/calls"))
	v.see(`document.querySelectorAll('#calls tr').length > 10`)
	if said := read[string](v, `document.title + document.querySelector('header').textContent + document.querySelector('thead').textContent`); chinese.MatchString(strings.ReplaceAll(said, "中", "")) {
		t.Errorf("with the switch on English the calls' page says %q", said)
	}
	v.click("#language")
	v.see(`document.querySelector('#sum').textContent.includes('违例') && document.querySelector('h1').textContent === '机器人的调用'`)
	const last = `Number(document.querySelector('#calls td:first-child').textContent)`
	before := read[int](v, last)
	ask[bool](t, "POST", url+"/demo/reset", "{}")
	v.see(last + " < " + strconv.Itoa(before)) // those of the new world
	v.alone(url)
}

// TestPhone reads, replies and moves the clock on a screen of 390 by 844.
func TestPhone(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2))
	v.shot("start")
	v.click("#tour-leave")
	v.see(`['#life', '#life a', '#again'].every((e) => document.querySelector(e).getClientRects().length > 0) && document.querySelector('#life').textContent.includes('关掉就没有了')`)
	v.see(`[...document.querySelectorAll('#people h2')].every((h) => h.getClientRects().length > 0)`)
	if cut := read[string](v, `[...document.querySelectorAll('.person small')].filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent).join()`); cut != "" {
		t.Errorf("cut off on a phone: %s", cut)
	}
	v.click("#now")
	v.shot("clock")
	v.click("#next-monday")
	v.see(`document.querySelector('#now').textContent.includes('28') && document.querySelector('#progress').hidden`)
	v.shot("home")
	v.click(`[data-person="李建"]`)
	v.click(`[data-chat="住建局群"]`)
	v.hears("督办提醒")
	v.click(`.message.bot:last-child .said`)
	v.click("#text")
	v.write("1 40 主体封顶")
	v.keep("phone")
	v.click("#send")
	v.hears("已登记")
	if wide := read[bool](v, `document.documentElement.scrollWidth > window.innerWidth`); wide {
		t.Error("the page is wider than the phone")
	}
	v.click("#panel-toggle")
	v.click("#tab-faults")
	v.shot("faults")
	v.click("#panel-close")
	v.click("#back")
	v.see(`document.querySelectorAll('.chat').length > 0 && document.querySelector('.chat').offsetParent !== null`)
	v.click(`[data-chat="住建局群"]`)
	v.see(`document.querySelector('#composer').getClientRects().length > 0`)
	v.do(chromedp.NavigateBack()) // the browser's own key leads to the list too
	v.see(`document.querySelector('.chat')?.getClientRects().length > 0 && document.querySelector('#composer').getClientRects().length === 0`)
	v.alone(url)
}

var chinese = regexp.MustCompile(`\p{Han}`)

// codeWords finds words of the program.
var codeWords = regexp.MustCompile(`\b[a-z]+_[a-z_]+\b|\b(unsigned|plan|queue|ladder|digest|assigned|slot|class|state)\b|\d{4}-\d\d-\d\d`)

// words fails the test where the Chinese page speaks in codes of the program.
func (v *visitor) words(selector string) {
	v.t.Helper()
	said := read[string](v, `[...document.querySelectorAll(`+strconv.Quote(selector)+`)].map((e) => e.textContent).join(' ')`)
	if code := codeWords.FindString(said); code != "" || said == "" {
		v.t.Errorf("%s speaks in codes (%q): %s", selector, code, said)
	}
}

// keep holds the page to a picture in the README, and writes it when goldens are written.
func (v *visitor) keep(name string) {
	v.t.Helper()
	v.see(`!document.getAnimations().some((a) => a.animationName === 'arrive')`)
	picture, file := v.shot(name), "../../docs/screenshots/"+name+".png"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, picture, 0o644); err != nil {
			v.t.Error(err)
		}
		return
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		v.t.Fatal(err)
	}
	if why := unlike(kept, picture); why != "" {
		v.t.Errorf("%s is not what the page looks like now: %s; UPDATE=1 takes it anew", file, why)
	}
}
