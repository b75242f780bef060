// app puts the page together: people, chats, the clock; talk.js is the conversation.

import { $, el, face, swap, toast, tried } from './dom.js';
import { post } from './net.js';
import { castOf, changed, chatOf, chatsOf, follow, look, nameOf, news, onChange, personOf, see, state, unread } from './state.js';
import { drawTalk, leaveTalk, openTalk, startTalk } from './talk.js';
import { closePanel, drawPanel, startPanel } from './panel.js';
import { sorry } from './trouble.js';
import { drawTour, startTour } from './tour.js';
import { dress, isDay, isEnglish, isoDay, switchLanguage, when, word } from './words.js';

const order = ['office', 'supervisor', 'leader', 'contact', 'head', 'grid', 'other', 'stranger'];

/** roleOf reads a role out of the words by which somebody was invited. */
function roleOf(id) {
  const words = castOf(id)?.words;
  if (words === undefined) return 'people2';
  const found = [[/^$/, 'stranger'], [/督查室|督办室/, 'supervisor'], [/办公室/, 'office'], [/领导/, 'leader'], [/联络员/, 'contact'], [/一把手|负责人/, 'head'], [/网格员/, 'grid']].find(([form]) => form.test(words));
  return found ? found[1] : 'other';
}

const badge = (news) => news > 0 && el('i', { class: 'badge', 'aria-label': `${news}` }, news > 99 ? '99+' : `${news}`);

function drawPeople() {
  const groups = Object.groupBy(state.view.people, (p) => roleOf(p.id));
  const parts = [];
  for (const role of [...order, 'people2']) {
    if (!groups[role]) continue;
    parts.push(el('h2', {}, word(role)));
    for (const p of groups[role]) {
      const news = chatsOf(p.id).reduce((n, c) => n + unread(p.id, c), 0);
      parts.push(el('button', { class: 'person', type: 'button', 'data-person': p.name, 'aria-current': p.id === state.person, onclick: () => choosePerson(p.id) },
        face(p.name), el('span', {}, el('b', {}, p.name), el('small', {}, castOf(p.id)?.words || (roleOf(p.id) === 'stranger' ? word('notBound') : ''))),
        badge(news)));
    }
  }
  swap($('people'), parts);
}

/** drawLife says how long all this lives, and where else to look. */
function drawLife() {
  const line = (...parts) => el('p', {}, ...parts);
  const parts = [line(word('life')), line(el('a', { href: '/calls', target: '_blank' }, word('calls')), state.demo && ' · ', state.demo && el('button', { id: 'again', type: 'button', onclick: again }, word('again')))];
  if (state.demo) parts.push(line(`${word('seed')} ${state.demo.seed}`), state.demo.story && line(`${word('story')} ${state.demo.story.split(/[\\/]/).at(-1)}`));
  parts.push(el('details', { id: 'keys-hint', open: $('keys-hint')?.open }, el('summary', {}, word('keysHint')), `${word('hintKeys')}${word('semicolon')}${word('hintMore')}`));
  swap($('life'), parts.filter(Boolean));
}

const again = tried(async () => {
  if (!window.confirm(word('confirmAgain'))) return;
  await post('/demo/reset');
  window.location.reload();
});

/** stranger: a person who has not written yet has no chat with the bot; the page offers one. */
function shownChats(person) {
  const chats = [...chatsOf(person)];
  if (!chats.some((c) => c.id === person)) chats.push({ id: person, type: 'private', title: '', members: [person], count: 0, has_bot: true });
  return chats.sort((a, b) => (b.last ? Date.parse(b.last.at) : 0) - (a.last ? Date.parse(a.last.at) : 0) || (b.last?.rev ?? 0) - (a.last?.rev ?? 0));
}

function drawChats() {
  if (!state.person) { $('chats').replaceChildren(el('p', { class: 'hint' }, word('pick'))); return; }
  swap($('chats'), shownChats(state.person).map((c) => {
    const news = unread(state.person, c);
    const last = c.last;
    return el('button', { class: 'chat', type: 'button', 'data-chat': nameOf(c), 'data-kind': c.type, 'aria-current': c.id === state.chat, onclick: () => chooseChat(c.id) },
      face(nameOf(c), c.type !== 'private'), el('b', {}, nameOf(c)), el('time', {}, last ? stamp(last.at) : ''),
      el('small', {}, last ? `${c.type !== 'private' && last.from ? `${last.bot ? word('bot') : last.from}${word('colon')}` : ''}${(last.text || last.service || `[${word('file')}]`).split('\n')[0]}` : word('private')),
      badge(news));
  }));
}

const stamp = (at) => (isDay(at, state.view.now) ? when(at, 'time') : when(at, 'short'));

function choosePerson(id) {
  if (state.person === id) { changed('person'); return; }
  leaveTalk();
  look(id);
  state.chat = 0;
  stepped ||= !narrow();
  changed('person');
}

function chooseChat(id) {
  if (state.chat && state.chat !== id) leaveTalk();
  stepped ||= state.chat !== id;
  state.chat = id;
  document.body.classList.add('at-talk');
  document.body.classList.remove('at-home');
  openTalk();
  changed('chat');
}

/** toHome is the page's own way back: the same as the browser's, where that leads to the list. */
function toHome() {
  if (window.history.state?.inner && narrow()) window.history.back();
  else goHome();
}

function goHome() {
  document.body.classList.remove('at-talk');
  document.body.classList.add('at-home');
  leaveTalk();
  state.chat = 0;
  changed('chat');
}

/** firstDay is the first to whose 8:30 the clock can walk. */
const firstDay = (now) => isoDay(when(now, 'time') < '08:30' ? now : Date.parse(now) + 86400000);

function drawBar() {
  document.body.classList.toggle('demo', Boolean(state.demo));
  const demo = state.demo;
  $('now').textContent = when(demo?.now ?? state.view.now, 'full');
  $('language').textContent = isEnglish() ? '中' : 'EN';
  const moving = demo?.moving;
  for (const b of document.querySelectorAll('#moves button')) b.disabled = Boolean(moving);
  $('progress').hidden = !moving;
  if (moving) {
    const [from, to, now] = [moving.from, moving.to, demo.now].map(Date.parse);
    $('done').style.width = `${to > from ? Math.min(100, ((now - from) / (to - from)) * 100) : 100}%`;
    $('progress-words').textContent = word('moving', when(moving.to, 'full'), moving.messages);
  } else if (demo && document.activeElement !== $('date') && $('date').value < firstDay(demo.now)) $('date').value = firstDay(demo.now);
  if (demo) $('date').min = firstDay(demo.now);
  $('clock').classList.toggle('moving', Boolean(moving));
  drawAlarm();
}

function drawAlarm() {
  let words = '';
  if (state.gone) words = word('lost');
  else if (state.demo?.down) words = word('down');
  else if (state.demo?.trouble) words = word('trouble', sorry(state.demo.trouble));
  else if (state.demo?.fault) words = word('faulty', word({ slow: 'slow', down: 'off', too_many: 'tooMany', lost: 'answers' }[state.demo.fault]));
  $('alarm').textContent = words;
  $('alarm').hidden = !words || Boolean(state.demo?.moving);
}

function draw(what) {
  if (!state.view) { drawAlarmAlone(); return; }
  if (!state.person && state.view.people.length) { arrive(); return; }
  if (state.chat && !document.hidden && $('talk').offsetParent !== null) see(state.person, chatOf(state.chat));
  drawBar();
  drawPeople();
  drawLife();
  drawChats();
  drawTalk(what);
  drawPanel(what);
  drawTour();
  remember();
  if (what === 'view') for (const t of state.view.toasts.splice(0)) if (t.text) toast(t.text);
}

function drawAlarmAlone() { $('alarm').textContent = word('lost'); $('alarm').hidden = !state.gone; }

/** named is whom and what the page's address names. */
function named() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  return [Number(words.get('person')), Number(words.get('chat'))];
}

/** arrive shows at the start whoever the address names, else a contact, else the first. */
function arrive() {
  const [person, chat] = named();
  const known = personOf(person);
  look((known ?? state.view.people.find((p) => roleOf(p.id) === 'contact') ?? state.view.people[0]).id);
  state.chat = 0;
  arriving = true;
  if (known && (chatsOf(person).some((c) => c.id === chat) || chat === person)) chooseChat(chat);
  else goHome();
  arriving = false;
}

const narrow = () => window.matchMedia('(max-width: 760px)').matches;
let arriving = false; // at what the address names, which is no step
let stepped = false; // somebody chose: the browser's back key leads back from it

function remember() {
  const hash = `#person=${state.person}&chat=${state.chat}`;
  if (window.location.hash !== hash) {
    if (stepped && !arriving && window.location.hash) window.history.pushState({ inner: true }, '', hash);
    else window.history.replaceState(window.history.state, '', hash);
  }
  stepped = false;
}

/** goBack follows the browser's back and forward keys. */
function goBack() {
  const [person, chat] = named();
  if (!personOf(person)) return;
  if (person !== state.person) { leaveTalk(); look(person); state.chat = 0; }
  if (!chat) goHome();
  else if (chat !== state.chat) chooseChat(chat);
}

const move = (to) => tried(async () => { $('clock').classList.remove('open'); await post('/demo/clock', { to: typeof to === 'function' ? to() : to }); await news(); });

function start() {
  dress();
  $('next-hour').onclick = move('hour');
  $('next-morning').onclick = move('morning');
  $('next-monday').onclick = move('monday');
  $('to-date').onsubmit = (e) => { e.preventDefault(); move(() => $('date').value)(); };
  $('stop').onclick = tried(() => post('/demo/stop'));
  $('now').onclick = () => { const open = $('clock').classList.toggle('open'); $('now').setAttribute('aria-expanded', open); };
  $('back').onclick = toHome;
  window.addEventListener('popstate', goBack);
  $('language').onclick = () => { switchLanguage(); dress(); changed('language'); };
  document.addEventListener('visibilitychange', () => changed('view'));
  document.addEventListener('keydown', (e) => {
    if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      const chats = shownChats(state.person);
      const at = chats.findIndex((c) => c.id === state.chat);
      chooseChat(chats[(at + (e.key === 'ArrowDown' ? 1 : chats.length - 1) + (at < 0 && e.key === 'ArrowUp' ? 1 : 0)) % chats.length].id);
    } else if (e.key === 'Escape' && !$('panel').hidden && !e.defaultPrevented) closePanel();
  });
  startTalk();
  startPanel();
  startTour();
  onChange(draw);
  follow();
}

start();
