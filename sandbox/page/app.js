// app puts the page together: people, chats, the clock; talk.js is the conversation.

import { $, el, face, swap, toast, tried } from './dom.js';
import { post } from './net.js';
import { castOf, changed, chatOf, chatsOf, follow, look, nameOf, news, onChange, personOf, see, state, unread } from './state.js';
import { drawTalk, leaveTalk, openTalk, startTalk } from './talk.js';
import { closePanel, drawPanel, startPanel } from './panel.js';
import { sorry } from './trouble.js';
import { drawTour, startTour } from './tour.js';
import { dress, isDay, isEnglish, isoDay, switchLanguage, when, word } from './words.js';

const order = ['office', 'leader', 'contact', 'head', 'grid', 'other', 'stranger'];

/** roleOf reads a role out of the words by which somebody was invited. */
function roleOf(id) {
  const words = castOf(id)?.words;
  if (words === undefined) return 'people2';
  const found = [[/^$/, 'stranger'], [/办公室/, 'office'], [/领导/, 'leader'], [/联络员/, 'contact'], [/一把手|负责人/, 'head'], [/网格员/, 'grid']].find(([form]) => form.test(words));
  return found ? found[1] : 'other';
}

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
        news > 0 && el('i', { class: 'badge', 'aria-label': `${news}` }, news > 99 ? '99+' : `${news}`)));
    }
  }
  const life = el('div', { id: 'life' }, word('life'), el('br'), el('a', { href: '/calls', target: '_blank' }, word('calls')));
  if (state.demo) life.append(' · ', el('button', { id: 'again', type: 'button', onclick: again }, word('again')));
  life.append(el('br'), word('hintKeys'));
  if (state.demo) life.append(el('br'), `${word('seed')} ${state.demo.seed}${state.demo.story ? ` · ${word('story')} ${state.demo.story}` : ''}`);
  swap($('people'), [...parts, life]);
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
      news > 0 && el('i', { class: 'badge' }, `${news}`));
  }));
}

const stamp = (at) => (isDay(at, state.view.now) ? when(at, 'time') : when(at, 'short'));

function choosePerson(id) {
  if (state.person === id) { changed('person'); return; }
  leaveTalk();
  look(id);
  state.chat = 0;
  changed('person');
}

function chooseChat(id) {
  state.chat = id;
  document.body.classList.add('at-talk');
  document.body.classList.remove('at-home');
  openTalk();
  changed('chat');
}

function goHome() {
  document.body.classList.remove('at-talk');
  document.body.classList.add('at-home');
  leaveTalk();
  state.chat = 0;
  changed('chat');
}

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
  } else if (demo && document.activeElement !== $('date') && $('date').value <= isoDay(demo.now)) $('date').value = isoDay(Date.parse(demo.now) + 86400000);
  if (demo) $('date').min = isoDay(demo.now);
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
  if (!state.person && state.view.people.length) { choosePerson(first()); return; }
  if (state.chat && !document.hidden && $('talk').offsetParent !== null) see(state.person, chatOf(state.chat));
  drawBar();
  drawPeople();
  drawChats();
  drawTalk(what);
  drawPanel(what);
  drawTour();
  remember();
  if (what === 'view') for (const t of state.view.toasts.splice(0)) if (t.text) toast(t.text);
}

function drawAlarmAlone() { $('alarm').textContent = word('lost'); $('alarm').hidden = !state.gone; }

/** first is who is shown at the start: whoever the address names, else a contact, else the first. */
function first() {
  const named = new URLSearchParams(window.location.hash.slice(1));
  const id = Number(named.get('person'));
  if (personOf(id)) {
    const chat = Number(named.get('chat'));
    if (chat && (chatsOf(id).some((c) => c.id === chat) || chat === id)) queueMicrotask(() => chooseChat(chat));
    return id;
  }
  return (state.view.people.find((p) => roleOf(p.id) === 'contact') ?? state.view.people[0]).id;
}

function remember() {
  const hash = `#person=${state.person}&chat=${state.chat}`;
  if (window.location.hash !== hash) window.history.replaceState(null, '', hash);
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
  $('back').onclick = goHome;
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
