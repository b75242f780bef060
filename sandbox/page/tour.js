// tour leads a newcomer through the whole in eight steps: a bubble at the right place,
// which goes on when the thing was really done.

import { $, el } from './dom.js';
import { messagesOf, personOf, state } from './state.js';
import { place, tip } from './place.js';
import { aimedAt, fill, speaking } from './talk.js';
import { panelShows, verified } from './panel.js';
import { isDay, pick, word } from './words.js';

const find = (selector) => [...document.querySelectorAll(selector)].find((e) => e.offsetParent !== null);
const person = (name) => find(`[data-person="${name}"]`);
const chat = (name, kind) => [...document.querySelectorAll('.chat')].find((e) => e.offsetParent !== null && (kind ? e.dataset.kind === kind : e.dataset.chat === name));
const phone = () => window.matchMedia('(max-width: 760px)').matches;
const nowIs = (name) => personOf(state.person)?.name === name;
const inChat = (name, kind) => Boolean(state.chat) && (kind === 'private' ? state.chat === state.person : state.view.chats.find((c) => c.id === state.chat)?.title === name);

/** at leads to a person's chat; null when we are there. */
function at(name, title, kind) {
  if (!nowIs(name)) {
    if (phone() && state.chat) return { aim: $('back'), say: ['先返回', 'Go back first'] };
    return { aim: person(name), say: [`点“${name}”：从他的眼睛看`, `Choose ${name}: see through his eyes`] };
  }
  if (!inChat(title, kind)) {
    if (phone() && state.chat) return { aim: $('back'), say: ['先返回', 'Go back first'] };
    return { aim: chat(title, kind), say: kind === 'private' ? ['打开与机器人的私聊', 'Open the private chat with the bot'] : [`打开“${title}”`, `Open ${title}`] };
  }
  return null;
}

/** write leads to words being sent; the bubble can fill them in. */
function write(text) {
  if ($('text').value.trim() === text) return { aim: $('send'), say: ['发送', 'Send it'] };
  const again = unheard() ? ['这一句不算这一步，再写：', 'Not quite this step; write: '] : ['写：', 'Write: '];
  return { aim: $('text'), say: again.map((words) => words + text), fill: text };
}

const here = () => messagesOf(state.chat);
const mine = () => here().filter((m) => m.from_id === state.person && m.rev > memory.since);
/** heard is the bot's answer to something that was said here. */
const heard = (m) => here().find((a) => a.bot && !a.service && a.rev > m.rev && (!a.reply_to || a.reply_to === m.id));
/** answered tells whether who looks said such words here since the step began, and was answered so. */
const answered = (own, answer = /./) => mine().some((m) => own.test(m.text ?? '') && answer.test(heard(m)?.text ?? ''));
/** unheard tells that the last words here were answered, and did not do. */
const unheard = () => mine().length > 0 && Boolean(heard(mine().at(-1)));
const reminder = () => here().findLast((m) => m.bot && m.text?.includes('督办提醒'));
/** registered: a report of who looks was taken, by words or by a button. */
const registered = () => answered(/./, /已登记/) || here().some((m) => m.bot && m.rev > memory.since && /^已登记/.test(m.text ?? '') && (!m.reply_to || here().find((o) => o.id === m.reply_to)?.bot));
const clock = (id, say) => ($('moves').offsetParent === null ? { aim: $('now'), say: ['点开时钟', 'Open the clock'] } : { aim: $(id), say });
const tab = (name, say) => (panelShows(name) ? null : { aim: $('panel').hidden ? $('panel-toggle') : $(`tab-${name}`), say });
const panelAway = () => (phone() && !$('panel').hidden ? { aim: $('panel-close'), say: ['先关上幕后', 'Close the panel first'] } : null);

/** mended leads out of what would leave the words unanswered: a dead bot, a Telegram that is down. */
function mended() {
  if (!state.demo.down && !['down', 'too_many'].includes(state.demo.fault)) return null;
  return tab('faults', ['打开“幕后”的“故障”', 'Open “Faults” behind the scenes'])
    ?? (state.demo.down ? { aim: $('start'), say: ['先启动机器人', 'Start the bot first'] } : { aim: $('recover'), say: ['先恢复正常', 'Back to normal first'] });
}

/** speak leads to one's words being said where they belong. */
const speak = (name, title, kind, words) => mended() ?? panelAway() ?? at(name, title, kind) ?? write(words);

const cast = { contact: '李建', group: '住建局群', office: '刘敏', leader: '周市长' };
let memory = {}; // of the step that is shown

const steps = [
  {
    title: ['提醒到了', 'A reminder arrives'],
    text: ['办公室导入了40项任务。周一早上8:30，每个单位收到一条提醒，只有一条，写明为什么。', 'The office has imported 40 tasks. On Monday at 8:30 each unit gets one digest, with its reasons.'],
    way: () => (moved() ? mended() ?? panelAway() ?? at(cast.contact, cast.group) ?? clock('next-monday', ['点“下周一”，到有提醒的早上', 'Press “Next Monday”, a morning with a digest']) : clock('next-monday', ['点“下周一”，让时间走过去', 'Press “Next Monday” and let time pass'])),
    done: () => moved() && nowIs(cast.contact) && inChat(cast.group) && Boolean(reminder()),
  },
  {
    title: ['回复它，就是报进展', 'Replying is reporting'],
    text: ['不用学指令：回复提醒，写“序号 百分比 一句话”。', 'No command to learn: reply with line, percentage and a sentence.'],
    way: () => {
      const led = mended() ?? panelAway() ?? at(cast.contact, cast.group);
      if (led || !reminder()) return led ?? clock('next-monday', ['点“下周一”，到有提醒的早上', 'Press “Next Monday”, a morning with a digest']);
      return aimedAt() === reminder().id ? write('1 40 主体封顶') : { aim: find(`[data-message="${reminder().id}"]`), say: ['点一下这条提醒，表示回复它', 'Click the reminder to reply to it'] };
    },
    done: () => nowIs(cast.contact) && registered(),
  },
  {
    title: ['办公室一问便知', 'The office asks'],
    text: ['办公室问一个单位，数字马上就有，刚报的也在里面。', 'The office asks about a unit; the report just made is in it.'],
    way: () => speak(cast.office, '', 'private', '查 住建局'),
    done: () => nowIs(cast.office) && answered(/^\s*\/?(查|find|汇总|summary)/i, /\d+项|〔/),
  },
  {
    title: ['写错了，说得明白', 'Wrong input, plain answer'],
    text: ['百分比写成180，不会猜，也不会记：告诉你哪里不对、该怎么写。', 'A percentage of 180 is neither guessed nor stored: the answer says what is wrong.'],
    way: () => speak(cast.contact, '', 'private', '进展 5 180 快好了'),
    done: () => nowIs(cast.contact) && answered(/进展|report|\d/i, /^(?!已登记)/),
  },
  {
    title: ['领导要汇总', 'The leader asks for the summary'],
    text: ['两个字，一屏数字，全是同一时刻的，带链号可查。', 'Two characters, one screen of figures of one moment, with the link of the chain.'],
    way: () => speak(cast.leader, '', 'private', '汇总'),
    done: () => nowIs(cast.leader) && answered(/汇总|summary/i, /\d+项/),
  },
  {
    title: ['停机一天', 'A day missed'],
    text: ['杀掉机器人，过一天再启动：错过的补一条，不会补四十条；人说的话一句不丢。', 'Kill the bot for a day: what was missed comes as one, and no word is lost.'],
    watch: () => {
      if (state.demo.down) memory.killed ??= state.demo.now;
      memory.day ||= memory.killed !== undefined && !isDay(memory.killed, state.demo.now) && !state.demo.moving;
      if (!state.demo.down && !memory.day) delete memory.killed; // it was started on the same day
    },
    way: () => {
      if (memory.killed === undefined) return tab('faults', ['打开“幕后”的“故障”', 'Open “Faults” behind the scenes']) ?? { aim: $('kill'), say: ['杀掉机器人', 'Kill the bot'] };
      if (!memory.day) return panelAway() ?? clock('next-morning', ['点“明早 8:30”：这一天没有机器人', 'Press “Tomorrow 8:30”: a day without the bot']);
      return tab('faults', ['回到“故障”', 'Back to “Faults”']) ?? { aim: $('start'), say: ['启动机器人，看“对账”', 'Start the bot and look at the account'] };
    },
    done: () => memory.day && !state.demo.down && !state.demo.busy,
  },
  {
    title: ['逾期了', 'Overdue'],
    text: ['再到下周一：到期没办的变红灯，办公室和领导看得到。', 'By next Monday what was not done has turned red, for office and leaders to see.'],
    watch: () => { memory.from ??= state.demo.now; memory.moved ||= Date.parse(state.demo.now) - Date.parse(memory.from) > 2 * 86400000 && !state.demo.moving; },
    way: () => (memory.moved ? speak(cast.office, '', 'private', '红灯') : panelAway() ?? clock('next-monday', ['再点“下周一”', 'Press “Next Monday” again'])),
    done: () => memory.moved && nowIs(cast.office) && answered(/红灯|逾期|red/i),
  },
  {
    title: ['台账可以校验', 'The chain is verified'],
    text: ['以上每一步都有留痕，一条链串起来，从头到尾重算一遍。', 'Every step left an entry in one chain; it is computed anew from the start.'],
    way: () => tab('ledger', ['打开“幕后”的“台账”', 'Open “Ledger” behind the scenes']) ?? { aim: $('verify'), say: ['校验台账', 'Verify the chain'] },
    done: () => memory.asked && verified(),
  },
];

/** moved: the first morning has come, whoever let it come. */
const moved = () => !isDay(state.demo.began, state.demo.now) && !state.demo.moving;

let step = 0;
let open = false; // its bubble is shown in this tab
let memories = null; // one of each step, of this server
let aimed = null;
let kept = ''; // as it was stored last

/** recall brings back how far the tour was, in whatever tab. */
function recall() {
  const boot = state.view.boot;
  if (memories?.boot === boot) return;
  let had = null;
  try { had = JSON.parse(localStorage.getItem('tour')); } catch { /* nothing kept that can be used */ }
  const known = had?.boot === boot;
  memories = { boot, of: known ? had.of : [] };
  step = known ? had.step : 0;
  const here = sessionStorage.getItem('tour'); // of this tab: the server it is open on, or "off"
  open = here === boot || (!here && !known);
}

function keep() {
  const now = JSON.stringify({ boot: memories.boot, step, of: memories.of });
  if (now !== kept) localStorage.setItem('tour', now);
  kept = now;
  sessionStorage.setItem('tour', open ? memories.boot : 'off');
}

function goTo(next) {
  step = Math.max(0, next);
  open = true;
  placed = null;
  drawTour();
}

function leave() {
  open = false;
  if (step >= steps.length) { step = 0; memories.of = []; } // the next time is a tour of its own
  drawTour();
}

/** possible: the tour needs the people it speaks of. */
const possible = () => Boolean(state.demo) && Object.values({ ...cast, group: cast.contact }).every((name) => state.view?.people.some((p) => p.name === name));

let patience = 0; // for a redraw when an answer does not come
let spoken = null; // the last own words that have no answer, and since when

/** listening: words were said a moment ago and their answer is under way. */
function listening() {
  const last = mine().at(-1);
  if (!last || heard(last) || memory.done) return false;
  if (spoken?.id !== last.id || spoken.chat !== last.chat) spoken = { id: last.id, chat: last.chat, at: Date.now() };
  clearTimeout(patience);
  patience = setTimeout(drawTour, 1000);
  return Date.now() - spoken.at < 4000;
}

export function drawTour() {
  $('tour-start').hidden = !possible();
  if (!possible()) { point(null); $('bubble').hidden = true; document.body.classList.add('touring'); return; }
  recall();
  document.body.classList.toggle('touring', open);
  if (!open) { point(null); $('bubble').hidden = true; keep(); return; }
  $('bubble').hidden = false;
  if (step >= steps.length) finale();
  else {
    const one = steps[step];
    memory = memories.of[step] ??= { since: memories.of[step - 1]?.done ?? state.view.rev };
    if (!memory.done) { one.watch?.(); if (one.done()) memory.done = state.view.rev; }
    const waits = memory.done || state.demo.moving || speaking() || listening(); // for an answer, with nothing to do
    const way = waits ? null : one.way();
    draw([step, Boolean(memory.done), way?.say, way?.fill, Boolean(state.demo.moving), document.documentElement.lang], () => content(one, way));
    point(way?.aim ?? null);
  }
  keep();
}

function draw(looks, parts) {
  const look = JSON.stringify(looks);
  if ($('bubble').dataset.look === look) return;
  $('bubble').dataset.look = look;
  $('bubble').replaceChildren(...parts());
}

function content(one, way) {
  return [
    el('h2', {}, pick(one.title), el('small', {}, word('step', step + 1, steps.length))),
    el('p', {}, pick(one.text)),
    way ? el('p', { class: 'now' }, `→ ${pick(way.say)}`) : null,
    memory.done ? el('p', { class: 'now' }, '✓') : null,
    el('div', { class: 'row' },
      memory.done && el('button', { class: 'next', id: 'tour-next', type: 'button', onclick: () => goTo(step + 1) }, word('next')),
      way?.fill && el('button', { class: 'next', id: 'tour-fill', type: 'button', onclick: () => { fill(way.fill); drawTour(); } }, word('fill')),
      step > 0 && el('button', { id: 'tour-previous', type: 'button', onclick: () => goTo(step - 1) }, word('previous')),
      !memory.done && el('button', { id: 'tour-skip', type: 'button', onclick: () => goTo(step + 1) }, word('skip')),
      el('button', { class: 'off', id: 'tour-leave', type: 'button', onclick: leave }, word('leave'))),
  ].filter(Boolean);
}

function finale() {
  draw(['over', document.documentElement.lang], () => [el('h2', {}, pick(['走完了', 'That was all'])),
    el('p', {}, pick(['随便玩：换个人说话，弄坏 Telegram，走到年底。', 'Play on: speak as somebody else, break Telegram, go to the end of the year.'])),
    el('div', { class: 'row' }, el('button', { class: 'next', id: 'tour-finish', type: 'button', onclick: leave }, word('finish')),
      el('button', { id: 'tour-previous', type: 'button', onclick: () => goTo(step - 1) }, word('previous')))]);
  point(null);
}

let placed = null; // where the bubble stands: {spot, look, byHand}

/** point puts the bubble beside what it speaks of, unless somebody has put it elsewhere. */
function point(target) {
  if (aimed && aimed !== target) aimed.classList.remove('aim');
  aimed = target;
  target?.classList.add('aim');
  const bubble = $('bubble');
  if (bubble.hidden) return;
  const size = { width: bubble.offsetWidth, height: bubble.offsetHeight };
  const box = target?.getBoundingClientRect();
  const spot = placed?.byHand ? placed.spot : place(size, box, placed?.spot);
  placed = { spot, byHand: placed?.byHand };
  bubble.style.left = `${spot[0]}px`;
  bubble.style.top = `${spot[1]}px`;
  const corner = tip(spot, size, box);
  bubble.classList.toggle('loose', !corner);
  if (corner) { bubble.style.setProperty('--tip-x', `${corner[0]}px`); bubble.style.setProperty('--tip-y', `${corner[1]}px`); }
}

/** carry moves the bubble by hand; there it stays until the next step. */
function carry(e) {
  if (e.target.closest('button') || !placed) return;
  const bubble = $('bubble');
  const from = [e.clientX - placed.spot[0], e.clientY - placed.spot[1]];
  const go = (to) => {
    const clamp = (v, most) => Math.max(4, Math.min(v, most - 4));
    placed = { spot: [clamp(to.clientX - from[0], window.innerWidth - bubble.offsetWidth), clamp(to.clientY - from[1], window.innerHeight - bubble.offsetHeight)], byHand: true };
    point(aimed);
  };
  bubble.setPointerCapture(e.pointerId);
  bubble.addEventListener('pointermove', go);
  for (const end of ['pointerup', 'pointercancel']) bubble.addEventListener(end, () => bubble.removeEventListener('pointermove', go), { once: true });
}

export function startTour() {
  $('tour-start').onclick = () => goTo(step);
  $('bubble').addEventListener('pointerdown', carry);
  document.addEventListener('click', (e) => { if (open && e.target.closest('#verify')) memory.asked = true; }, true);
  for (const event of ['input', 'click', 'keyup']) document.addEventListener(event, () => { if (open) setTimeout(drawTour, 0); });
  window.addEventListener('resize', () => { if (placed) placed.byHand = false; drawTour(); });
  $('messages').addEventListener('scroll', () => { if (aimed) point(aimed); });
}
