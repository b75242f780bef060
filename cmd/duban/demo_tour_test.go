package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// covered names what the tour's bubble lies over of that which one wants to press or to read.
const covered = `(() => {
	const bubble = document.querySelector('#bubble').getBoundingClientRect();
	const over = (e) => { const r = e.getBoundingClientRect(); return r.left < bubble.right && r.right > bubble.left && r.top < bubble.bottom && r.bottom > bubble.top; };
	return [...document.querySelectorAll('.person, .chat, #panel, #quote-off, #send, #text, #welcome, .aim, #moves button')].filter((e) => e.getClientRects().length && over(e)).map((e) => e.id || e.dataset.person || e.dataset.chat || e.className).join(); })()`

// free fails when the bubble lies over something.
func (v *visitor) free(when string) {
	v.t.Helper()
	if over := read[string](v, covered); over != "" {
		v.shot("covered")
		v.t.Errorf("%s: the bubble lies over %s", when, over)
	}
}

// ticked waits until the step that is shown is done.
func (v *visitor) ticked() {
	v.t.Helper()
	v.see(`document.querySelector('#tour-next') !== null`)
}

// asks waits until the bubble asks for something with these words.
func (v *visitor) asks(words string) {
	v.t.Helper()
	v.see(`document.querySelector('#bubble .now')?.textContent.includes('` + words + `')`)
}

// TestTourOwnWords says in the tour what a person would say, which are not the words it proposes.
func TestTourOwnWords(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.step("提醒到了")
	v.free("at the start")
	v.nextMonday()
	v.be("周市长", privately)
	v.say("红灯") // as his welcome proposes; the tour asks for it much later
	v.hears("红灯")
	v.be("刘敏", privately)
	v.say("红灯")
	v.hears("红灯")
	v.free("beside a person")
	v.be("李建", "住建局群")
	v.onward()

	v.step("回复它")
	v.say("1 45 主体已经封顶") // no reply: the bot does not hear it
	v.asks("点一下这条提醒")
	v.click(`.message.bot:has(.keys) .said`)
	v.see(`!document.querySelector('#quote').hidden`)
	v.asks("写：")
	v.free("above a quote")
	v.say("1 45 主体已经封顶")
	v.hears("45%")
	v.ticked()
	v.onward()

	v.step("办公室一问便知")
	v.be("刘敏", privately)
	v.say("我想看看住建局的数字")
	v.hears("没看懂")
	v.asks("不算这一步")
	v.say("查 生态环境局")
	v.hears("生态环境局")
	v.onward()

	v.step("写错了")
	v.be("李建", privately)
	v.say("进展 5 300 快好了")
	v.hears("300")
	v.onward()

	v.step("领导要汇总")
	v.asks("周市长")
	v.be("周市长", privately)
	v.asks("写：汇总") // what he asked before is no answer to this
	v.say("汇总 全部")
	v.hears("共40项")
	v.onward()

	v.step("停机一天")
	v.click("#tour-skip")
	v.step("逾期了")
	v.asks("下周一")
	v.click("#next-monday")
	v.be("刘敏", privately)
	v.asks("写：红灯") // that of last week does not tick it
	v.say("红灯")
	v.ticked()
	v.alone(url)
}

// TestTourIsTakenUp closes the tour, reloads, opens another tab, goes back a step and carries
// the bubble away: it is where it was left.
func TestTourIsTakenUp(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.nextMonday()
	v.be("李建", "住建局群")
	v.onward()
	v.step("回复它")
	v.click("#tour-leave")
	v.see(`document.querySelector('#bubble').hidden`)
	v.click("#tour-start")
	v.step("回复它")
	v.click("#tour-previous")
	v.step("提醒到了")
	v.ticked() // what was done is done
	v.onward()
	v.step("回复它")

	v.do(chromedp.Reload())
	v.step("回复它")
	v.do(chromedp.Navigate(url + "/calls"))
	read[any](v, `sessionStorage.clear()`) // what another tab has not
	v.do(chromedp.Navigate(url))
	v.see(`document.querySelectorAll('.person').length > 0`)
	v.see(`Boolean(document.querySelector('#welcome button')?.offsetParent)`) // it offers the tour and does not begin it
	v.see(`document.querySelector('#bubble').hidden`)
	v.click("#welcome button")
	v.step("回复它")

	before := read[[]float64](v, `(() => { const b = document.querySelector('#bubble').getBoundingClientRect(); return [b.left, b.top]; })()`)
	read[any](v, `(() => { const e = document.querySelector('#bubble'), b = e.getBoundingClientRect();
		const go = (type, x, y) => e.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: b.left + 20 + x, clientY: b.top + 8 + y }));
		e.setPointerCapture = () => {}; go('pointerdown', 0, 0); go('pointermove', 90, 70); go('pointerup', 90, 70); })()`)
	after := read[[]float64](v, `(() => { const b = document.querySelector('#bubble').getBoundingClientRect(); return [b.left, b.top]; })()`)
	if after[0]-before[0] != 90 || after[1]-before[1] != 70 {
		t.Errorf("the bubble was carried from %v to %v, want 90 and 70 further", before, after)
	}
	v.alone(url)
}

// TestDemoNothingTypedIsLost fails to send, fails to edit, reloads, and goes back.
func TestDemoNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	v.click("#tour-leave")
	v.nextMonday()
	v.be("李建", "住建局群")
	v.click(`.message.bot:has(.keys) .said`)
	v.see(`!document.querySelector('#quote').hidden`)
	v.write(strings.Repeat("长", 4097))
	v.do(chromedp.KeyEvent(kb.Enter))
	v.see(`document.querySelector('.toast.error')?.textContent.startsWith('太长了')`)
	v.see(`!document.querySelector('#quote').hidden && document.querySelector('#text').value.length === 4097 && document.querySelector('#text').offsetHeight > 100`)
	read[any](v, `document.querySelector('#text').select()`)
	v.write("1 40 主体封顶")
	v.do(chromedp.KeyEvent(kb.Enter))
	v.hears("40%") // it was still a reply

	read[any](v, `document.querySelector('#toasts').replaceChildren()`)
	v.do(chromedp.KeyEvent(kb.ArrowUp))
	v.see(`document.querySelector('#quote-who').textContent === '修改这一句'`)
	read[any](v, `document.querySelector('#text').select()`)
	v.write(strings.Repeat("长", 4097))
	v.do(chromedp.KeyEvent(kb.Enter))
	v.see(`document.querySelector('.toast.error') !== null`)
	v.see(`!document.querySelector('#quote').hidden && document.querySelector('#quote-who').textContent === '修改这一句'`)
	read[any](v, `document.querySelector('#text').select()`)
	v.write("1 42 主体封顶")
	v.do(chromedp.KeyEvent(kb.Enter))
	v.see(`[...document.querySelectorAll('#messages .mine .meta')].at(-1).textContent.includes('已编辑')`)
	v.hears("42%") // what comes now would move the button

	v.click(`.message.bot .keys button`) // 签收: it is answered by a toast
	v.see(`document.querySelector('.toast:not(.error)') !== null`)
	v.click("#text")
	v.write("写了一半")
	v.do(chromedp.Reload())
	v.see(`document.querySelector('#text').value === '写了一半' && document.activeElement.id === 'text'`)
	if old := read[string](v, `document.querySelector('#toasts').textContent`); old != "" {
		t.Errorf("after a reload the page says once more %q", old)
	}
	v.be("孙丽", privately)
	v.see(`document.querySelector('#members').textContent.includes('孙丽')`)
	v.do(chromedp.NavigateBack(), chromedp.NavigateBack())
	v.see(`document.querySelector('#title').textContent === '住建局群' && document.querySelector('#text').value === '写了一半'`)
	v.alone(url)
}

// contrast finds words whose colour is too near to what lies behind them.
const contrast = `(() => {
	const part = (c) => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
	const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
	const read = (words) => { const n = words.match(/[\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
	const behind = (e) => { // colours add up until one lets nothing through
		const layers = [];
		for (let x = e; x; x = x.parentElement) { const c = read(getComputedStyle(x).backgroundColor); if (c[3] > 0) layers.push(c); if (c[3] === 1) break; }
		return layers.reverse().reduce((under, c) => under.map((u, i) => u * (1 - c[3]) + c[i] * c[3]), [255, 255, 255]); };
	const poor = new Set();
	for (const e of document.querySelectorAll('body *')) {
		if (!e.getClientRects().length || e.closest(':disabled') || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
		if (getComputedStyle(e).opacity !== '1' || e.closest('.acts')) continue;
		const [a, b] = [light(read(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
		if ((a + 0.05) / (b + 0.05) < 4.5) poor.add((e.id || e.className || e.tagName) + ' in ' + (e.parentElement.id || e.parentElement.className) + ' ' + ((a + 0.05) / (b + 0.05)).toFixed(1));
	}
	return [...poor].join('; '); })()`

// TestDemoIsReadable measures every word's contrast, and lays the page out where there is little room.
func TestDemoIsReadable(t *testing.T) {
	t.Parallel()
	url := runDemo(t)
	v := visit(t, url, 1440, 900)
	readable := func(where string) {
		t.Helper()
		if poor := read[string](v, contrast); poor != "" {
			t.Errorf("%s: hard to read: %s", where, poor)
		}
	}
	readable("start")
	v.click("#tour-leave")
	if day := read[string](v, `document.querySelector('#date').min`); day != "2025-07-26" {
		t.Errorf("on 25 July at 15:00 the first day to go to is %s, want the next", day)
	}
	v.nextMonday()
	v.be("李建", "住建局群")
	v.click(`.message.bot:has(.keys) .said`)
	v.say("1 40 主体封顶")
	v.hears("已登记")
	v.be("刘敏", "住建局群")
	v.click("#panel-toggle")
	for _, tab := range []string{"why", "unsent", "faults", "ledger"} {
		v.click("#tab-" + tab)
		readable(tab)
	}
	v.click("#tab-faults")
	v.click("#kill")
	v.see(`document.querySelector('#alarm').textContent.includes('停机')`)
	readable("killed")
	v.click("#panel-close")
	v.do(chromedp.EmulateViewport(844, 390))
	v.see(`window.innerWidth === 844`)
	v.shot("landscape")
	if tall := read[int](v, `document.querySelector('#bar').offsetHeight`); tall > 75 {
		t.Errorf("in a narrow landscape the bar is %d pixels high", tall)
	}
	if room := read[int](v, `document.querySelector('#messages').offsetHeight`); room < 200 {
		t.Errorf("in a narrow landscape %d pixels are left for the talk", room)
	}
	v.click("#now")
	v.click("#next-hour")
	v.see(`document.querySelector('#now').textContent.includes('9:3')`)
	v.alone(url)
}

// TestDemoOfAStory shows a story's name and its people by their roles.
func TestDemoOfAStory(t *testing.T) {
	t.Parallel()
	url := runDemo(t, "--story", "testdata/stories/brief.txt")
	v := visit(t, url, 1440, 900)
	v.see(`document.querySelector('#life').textContent.includes('故事 brief.txt') && !document.querySelector('#life').textContent.includes('testdata')`)
	v.see(`[...document.querySelectorAll('#people h2')].some((h) => h.textContent === '督查室' && h.nextElementSibling.dataset.person === '王督查')`)
	if wide := read[bool](v, `[...document.querySelectorAll('#people, #life')].some((e) => e.scrollWidth > e.clientWidth)`); wide {
		t.Error("the people's column is wider than its room")
	}
	v.alone(url)
}
