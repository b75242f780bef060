// tour leads a newcomer through the whole in eight steps: a bubble at the right place,
// which goes on when the thing was really done.

import { $, el } from './dom.js';
import { messagesOf, personOf, state } from './state.js';
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
  return { aim: $('text'), say: [`写：${text}`, `Write: ${text}`], fill: text };
}

const here = () => messagesOf(state.chat);
const said = (text) => here().findLast((m) => m.from_id === state.person && m.text === text);
/** answered tells whether these words were said here by this person, and answered. */
const answered = (text) => Boolean(said(text)) && here().some((m) => m.bot && m.rev > said(text).rev && !m.service);
const reminder = () => here().findLast((m) => m.bot && m.buttons?.some((row) => row.some((b) => b.text.includes('无变化') || b.text.includes('签收'))));
const clock = (id, say) => (phone() && !$('clock').classList.contains('open') ? { aim: $('now'), say: ['点开时钟', 'Open the clock'] } : { aim: $(id), say });
const tab = (name, say) => (panelShows(name) ? null : { aim: $('panel').hidden ? $('panel-toggle') : $(`tab-${name}`), say });
const panelAway = () => (phone() && !$('panel').hidden ? { aim: $('panel-close'), say: ['先关上幕后', 'Close the panel first'] } : null);

const cast = { contact: '李建', group: '住建局群', office: '刘敏', leader: '周市长' };
let memory = {}; // of the step that is shown

const steps = [
  {
    title: ['提醒到了', 'A reminder arrives'],
    text: ['周五下午，办公室刚导入40项任务。周一早上8:30，每个单位收到一条提醒，只有一条，写明为什么。', 'On Friday the office imported 40 tasks. On Monday at 8:30 each unit gets one digest, with its reasons.'],
    way: () => (memory.moved ? at(cast.contact, cast.group) : clock('next-monday', ['点“下周一”，让时间走过去', 'Press “Next Monday” and let time pass'])),
    watch: () => { memory.from ??= state.demo.now; memory.moved ||= state.demo.now > memory.from && !isDay(memory.from, state.demo.now) && !state.demo.moving; },
    done: () => memory.moved && nowIs(cast.contact) && inChat(cast.group) && Boolean(reminder()),
  },
  {
    title: ['回复它，就是报进展', 'Replying is reporting'],
    words: '1 40 主体封顶',
    text: ['不用学指令：回复提醒，写“序号 百分比 一句话”。', 'No command to learn: reply with line, percentage and a sentence.'],
    way: () => at(cast.contact, cast.group) ?? (aimedAt() === reminder()?.id && aimedAt() ? write(steps[step].words) : { aim: find(`[data-message="${reminder()?.id}"]`), say: ['点一下这条提醒，表示回复它', 'Click the reminder to reply to it'] }),
    done: () => answered(steps[step].words),
  },
  {
    title: ['办公室一问便知', 'The office asks'],
    words: '查 住建局',
    text: ['办公室问一个单位，数字马上就有，刚报的也在里面。', 'The office asks about a unit; the report just made is in it.'],
    way: () => at(cast.office, '', 'private') ?? write(steps[step].words),
    done: () => nowIs(cast.office) && answered(steps[step].words),
  },
  {
    title: ['写错了，说得明白', 'Wrong input, plain answer'],
    words: '进展 5 180 快好了',
    text: ['百分比写成180，不会猜，也不会记：告诉你哪里不对、该怎么写。', 'A percentage of 180 is neither guessed nor stored: the answer says what is wrong.'],
    way: () => at(cast.contact, '', 'private') ?? write(steps[step].words),
    done: () => nowIs(cast.contact) && answered(steps[step].words),
  },
  {
    title: ['领导要汇总', 'The leader asks for the summary'],
    words: '汇总',
    text: ['两个字，一屏数字，全是同一时刻的，带链号可查。', 'Two characters, one screen of figures of one moment, with the link of the chain.'],
    way: () => at(cast.leader, '', 'private') ?? write(steps[step].words),
    done: () => nowIs(cast.leader) && answered(steps[step].words),
  },
  {
    title: ['停机一天', 'A day missed'],
    text: ['杀掉机器人，过一天再启动：错过的补一条，不会补四十条；人说的话一句不丢。', 'Kill the bot for a day: what was missed comes as one, and no word is lost.'],
    watch: () => { memory.killed ??= state.demo.down ? state.demo.now : undefined; memory.day ||= memory.killed !== undefined && !isDay(memory.killed, state.demo.now) && !state.demo.moving; },
    way: () => {
      if (memory.killed === undefined) return tab('faults', ['打开“幕后”的“故障”', 'Open “Faults” behind the scenes']) ?? { aim: $('kill'), say: ['杀掉机器人', 'Kill the bot'] };
      if (!memory.day) return panelAway() ?? clock('next-morning', ['点“明早 8:30”：这一天没有机器人', 'Press “Tomorrow 8:30”: a day without the bot']);
      return tab('faults', ['回到“故障”', 'Back to “Faults”']) ?? { aim: $('start'), say: ['启动机器人，看“对账”', 'Start the bot and look at the account'] };
    },
    done: () => memory.day && !state.demo.down && !state.demo.busy,
  },
  {
    title: ['逾期了', 'Overdue'],
    words: '红灯',
    text: ['再到下周一：到期没办的变红灯，办公室和领导看得到。', 'By next Monday what was not done has turned red, for office and leaders to see.'],
    watch: () => { memory.from ??= state.demo.now; memory.moved ||= Date.parse(state.demo.now) - Date.parse(memory.from) > 2 * 86400000 && !state.demo.moving; },
    way: () => panelAway() ?? (memory.moved ? at(cast.office, '', 'private') ?? write(steps[step].words) : clock('next-monday', ['再点“下周一”', 'Press “Next Monday” again'])),
    done: () => memory.moved && nowIs(cast.office) && answered(steps[step].words),
  },
  {
    title: ['台账可以校验', 'The chain is verified'],
    text: ['以上每一步都有留痕，一条链串起来，从头到尾重算一遍。', 'Every step left an entry in one chain; it is computed anew from the start.'],
    way: () => tab('ledger', ['打开“幕后”的“台账”', 'Open “Ledger” behind the scenes']) ?? { aim: $('verify'), say: ['校验台账', 'Verify the chain'] },
    done: () => verified(),
  },
];

let step = -1; // not on tour
let over = false; // the last step is done
let aimed = null;

function goTo(next) {
  step = next;
  memory = {};
  over = step >= steps.length;
  sessionStorage.setItem('tour', 'seen');
  drawTour();
}

function leave() {
  step = -1;
  over = false;
  drawTour();
}

/** possible: the tour needs the people it speaks of. */
const possible = () => Boolean(state.demo) && Object.values({ ...cast, group: cast.contact }).every((name) => state.view?.people.some((p) => p.name === name));

export function drawTour() {
  $('tour-start').hidden = !possible();
  if (step === -1 && possible() && !sessionStorage.getItem('tour')) { goTo(0); return; }
  if (step < 0 || !possible()) { point(null); $('bubble').hidden = true; return; }
  if (over) { finale(); return; }
  const one = steps[step];
  if (!memory.done) { one.watch?.(); memory.done = one.done(); }
  const waits = memory.done || state.demo.moving || speaking() || (one.words && said(one.words)); // for an answer, with nothing to do
  const way = waits ? null : one.way();
  $('bubble').hidden = false;
  const look = JSON.stringify([step, memory.done, way?.say, way?.fill, Boolean(state.demo.moving), document.documentElement.lang]);
  if ($('bubble').dataset.look !== look) {
    $('bubble').dataset.look = look;
    $('bubble').replaceChildren(...content(one, way));
  }
  point(way?.aim ?? null);
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
      !memory.done && el('button', { id: 'tour-skip', type: 'button', onclick: () => goTo(step + 1) }, word('skip')),
      el('button', { class: 'off', id: 'tour-leave', type: 'button', onclick: leave }, word('leave'))),
  ].filter(Boolean);
}

function finale() {
  $('bubble').hidden = false;
  $('bubble').dataset.look = 'over';
  $('bubble').replaceChildren(el('h2', {}, pick(['走完了', 'That was all'])),
    el('p', {}, pick(['随便玩：换个人说话，弄坏 Telegram，走到年底。', 'Play on: speak as somebody else, break Telegram, go to the end of the year.'])),
    el('div', { class: 'row' }, el('button', { class: 'next', id: 'tour-finish', type: 'button', onclick: leave }, word('finish'))));
  point(null);
}

/** point puts the bubble beside what it speaks of. */
function point(target) {
  if (aimed && aimed !== target) aimed.classList.remove('aim');
  aimed = target;
  target?.classList.add('aim');
  const bubble = $('bubble');
  bubble.classList.toggle('loose', !target);
  if (bubble.hidden) return;
  const box = bubble.getBoundingClientRect();
  const [width, height] = [window.innerWidth, window.innerHeight];
  const put = (x, y) => { bubble.style.left = `${x}px`; bubble.style.top = `${y}px`; };
  const top = $('messages').offsetParent ? $('messages').getBoundingClientRect().top : 102; // on a phone; what is above leads back
  if (!target) { put(width - box.width - 24, phone() ? top + 8 : height - box.height - 84); return; }
  const t = target.getBoundingClientRect();
  if (phone()) { put(10, t.top > height / 2 ? Math.max(8, t.top - box.height - 16) : Math.min(height - box.height - 8, t.bottom + 14)); return; }
  const clamp = (v, most) => Math.max(10, Math.min(v, most));
  const y = clamp(t.top + t.height / 2 - 30, height - box.height - 10);
  const tip = (x, yy) => { bubble.style.setProperty('--tip-x', `${x}px`); bubble.style.setProperty('--tip-y', `${yy}px`); };
  if (t.width < width / 2 && t.right + box.width + 24 < width && t.top > 48) {
    put(t.right + 16, y); tip(-6, clamp(t.top + t.height / 2 - y - 7, box.height - 24));
  } else if (t.top > height / 2 && t.top - box.height > 20) {
    const x = clamp(t.left + t.width / 2 - box.width / 2, width - box.width - 10);
    put(x, t.top - box.height - 16); tip(t.left + t.width / 2 - x - 7, box.height - 8);
  } else if (t.left - box.width > 24 && t.top > 48) {
    put(t.left - box.width - 16, y); tip(box.width - 8, clamp(t.top + t.height / 2 - y - 7, box.height - 24));
  } else {
    const x = clamp(t.left + t.width / 2 - box.width / 2, width - box.width - 10);
    put(x, t.bottom + 16); tip(t.left + t.width / 2 - x - 7, -6);
  }
}

export function startTour() {
  $('tour-start').onclick = () => goTo(0);
  for (const event of ['input', 'click', 'keyup']) document.addEventListener(event, () => { if (step >= 0) setTimeout(drawTour, 0); });
  window.addEventListener('resize', drawTour);
  $('messages').addEventListener('scroll', () => { if (aimed) point(aimed); });
}

