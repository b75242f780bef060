// talk is one conversation as one person sees it.

import { $, el, face, hue, swap, toast, tried } from './dom.js';
import { post } from './net.js';
import { chatOf, messagesOf, nameOf, personOf, state } from './state.js';
import { showWhy } from './panel.js';
import { isDay, when, word } from './words.js';

const screenful = 120; // messages drawn at first
let shown = screenful;
let drawn = new Map(); // key → {rev, element}
let drawnChat = 0;
let opened = false; // a chat was just opened where there is a keyboard: it wants the focus
let target = null; // {kind: 'reply' | 'edit', message}
let drafts = null; // what was half written, of this server

/** written are the drafts: kept with the tab, so that a reload loses nothing. */
function written() {
  if (drafts?.boot !== state.view.boot) {
    try { drafts = JSON.parse(sessionStorage.getItem('drafts')); } catch { drafts = null; }
    if (drafts?.boot !== state.view.boot) drafts = { boot: state.view.boot, of: {} };
  }
  return drafts.of;
}

function note(key, text) {
  if (text) written()[key] = text;
  else delete written()[key];
  sessionStorage.setItem('drafts', JSON.stringify(drafts));
}

const here = () => chatOf(state.chat) ?? (state.chat === state.person && state.chat ? { id: state.person, type: 'private', title: '', members: [state.person], count: 0 } : null);
const draftKey = () => `${state.person}/${state.chat}`;

export function openTalk() {
  shown = screenful;
  drawnChat = 0;
  aim(null);
  $('text').value = written()[draftKey()] ?? '';
  grow();
  opened = window.matchMedia('(min-width: 761px)').matches;
}

export function leaveTalk() {
  aim(null); // words of an edit are none of a draft's
  if (state.chat) note(draftKey(), $('text').value);
  spoken = null;
  $('menu').hidden = true;
}

export function drawTalk(what) {
  const chat = here();
  $('head').hidden = $('composer').hidden = !chat;
  if (!chat) {
    drawn.clear(); drawnChat = 0;
    swap($('messages'), [welcome()]);
    return;
  }
  if (opened) $('text').focus(); // not before the composer shows
  opened = false;
  $('title').textContent = nameOf(chat);
  $('members').textContent = chat.type === 'private' ? `${word('private')} · ${personOf(state.person)?.name ?? ''}` : word('members', chat.members.length, chat.members.map((id) => personOf(id)?.name).join(word('comma')));
  $('head-face').replaceWith(Object.assign(face(nameOf(chat), chat.type !== 'private'), { id: 'head-face' }));
  drawMessages(chat, what === 'language');
}

/** welcome says in one breath what the page is, and what to do first. */
function welcome() {
  if (!state.demo) return el('p', { class: 'service', id: 'welcome' }, word('pick'));
  return el('div', { id: 'welcome' }, el('p', {}, word('welcome')),
    el('button', { class: 'main', type: 'button', onclick: () => $('tour-start').click() }, word('welcomeTour')));
}

/** albums puts the messages of one album together: Telegram shows them as one. */
function albums(list) {
  const out = [];
  for (const m of list) {
    const before = out.at(-1);
    if (m.album && before?.album === m.album && before.from_id === m.from_id) out[out.length - 1] = { ...before, rev: Math.max(before.rev, m.rev), files: [...before.files, ...m.files ?? []], text: before.text || m.text };
    else out.push(m);
  }
  return out;
}

function drawMessages(chat, anew) {
  const box = $('messages');
  const switched = drawnChat !== chat.id || anew;
  const atEnd = switched || box.scrollHeight - box.scrollTop - box.clientHeight < 90;
  if (switched) { drawn = new Map(); drawnChat = chat.id; box.replaceChildren(); grow(); }
  const all = messagesOf(chat.id);
  const list = albums(all.slice(-shown));
  const parts = [];
  if (all.length > shown) parts.push(el('button', { class: 'more', type: 'button', onclick: () => { shown += 500; drawTalk(); } }, word('earlier')));
  let day = null;
  const kept = new Map();
  for (const m of list) {
    if (day === null || !isDay(day, m.at)) parts.push(el('div', { class: 'day' }, when(m.at, 'day')));
    day = m.at;
    const key = `${m.chat}/${m.id}`;
    const had = drawn.get(key);
    const one = had && had.rev === m.rev ? had : { rev: m.rev, element: drawMessage(chat, m, state.fresh.has(key) && !had) };
    state.fresh.delete(key); // it arrives once
    kept.set(key, one);
    parts.push(one.element);
  }
  if (!all.length) parts.push(el('div', { class: 'service' }, word('empty')));
  drawn = kept;
  swap(box, parts);
  for (const [key, one] of kept) one.element.classList.toggle('chosen', target !== null && key === `${target.message.chat}/${target.message.id}`);
  lastOnly(box);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

/** lastOnly lets the Tab key into the conversation at its end; arrows walk from there. */
function lastOnly(box) {
  const all = [...box.querySelectorAll('.said')];
  const here = all.find((e) => e === document.activeElement) ?? all.at(-1);
  for (const e of all) e.tabIndex = e === here ? 0 : -1;
}

function walk(e, by) {
  const all = [...$('messages').querySelectorAll('.said')];
  const next = all[all.indexOf(e) + by];
  if (next) { next.tabIndex = 0; next.focus(); e.tabIndex = -1; }
}

function drawMessage(chat, m, isNew) {
  if (m.service) return el('div', { class: 'service' }, service(m.service));
  const mine = m.from_id === state.person;
  const said = el('div', {
    class: 'said', tabindex: -1, role: 'article', 'data-message': m.id,
    onclick: (e) => { if (!e.target.closest('button,a,img') && String(window.getSelection()) === '') aim({ kind: 'reply', message: m }); },
    onkeydown: (e) => {
      if (e.target !== said) return;
      if (e.key === 'Enter') { e.preventDefault(); aim({ kind: 'reply', message: m }); }
      if (e.key === 'e' && mine) { e.preventDefault(); aim({ kind: 'edit', message: m }); }
      if (e.key === 'i') { e.preventDefault(); showWhy(m); }
      if (!e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) { e.preventDefault(); walk(said, e.key === 'ArrowUp' ? -1 : 1); }
      if (e.key === 'Escape') { e.preventDefault(); $('text').focus(); }
    },
  });
  if (chat.type !== 'private' && !mine) {
    const who = el('div', { class: 'who' }, m.from);
    who.style.setProperty('--hue', hue(m.from));
    said.append(who);
  }
  if (m.reply_to) said.append(el('span', { class: 'reply' }, short(messagesOf(m.chat).find((o) => o.id === m.reply_to))));
  const files = (m.files ?? []).map(drawFile);
  if (files.length > 1) said.append(el('div', { class: 'album' }, ...files));
  else said.append(...files);
  if (m.text) said.append(el('span', { class: 'words' }, m.text));
  said.append(el('span', { class: 'meta' }, `${m.edited ? `${word('edited')} ` : ''}${when(m.at, 'time')}${mine ? ' ✓' : ''}`));
  said.append(el('div', { class: 'acts' },
    el('button', { type: 'button', tabindex: -1, 'data-act': 'reply', title: word('reply'), 'aria-label': word('reply'), onclick: () => aim({ kind: 'reply', message: m }) }, '↩'),
    mine && el('button', { type: 'button', tabindex: -1, 'data-act': 'edit', title: word('edit'), 'aria-label': word('edit'), onclick: () => aim({ kind: 'edit', message: m }) }, '✎'),
    el('button', { type: 'button', tabindex: -1, 'data-act': 'why', onclick: () => showWhy(m) }, word('why'))));
  const one = el('div', { class: `message${mine ? ' mine' : ''}${isNew ? ' new' : ''}${m.bot ? ' bot' : ''}` }, said);
  if (m.buttons?.length) one.append(drawKeys(m));
  return one;
}

function drawKeys(m) {
  return el('div', { class: 'keys' }, ...m.buttons.map((row) => el('div', {}, ...row.map((b) => el('button', { type: 'button', onclick: (e) => press(m, b, e.currentTarget) }, b.text)))));
}

const press = tried(async (m, b, key) => {
  if (!b.callback_data) { if (b.url) toast(b.url); return; }
  key.classList.add('waiting');
  setTimeout(() => key.classList.remove('waiting'), 3000);
  await post('/control/press', { person: state.person, chat: m.chat, message: m.id, data: b.callback_data });
});

const short = (m) => (m ? `${m.from}${word('colon')}${(m.text || `[${word('file')}]`).split('\n')[0]}` : '…');

function service(words) {
  const form = [[/^(.*) joined$/, 'joined'], [/^(.*) left$/, 'left'], [/^migrated/, 'migrated']].find(([f]) => f.test(words));
  return form ? word(form[1], form[0].exec(words)[1] ?? '') : words;
}

function drawFile(f) {
  const source = `/control/file?id=${encodeURIComponent(f.id)}`;
  if (f.kind === 'sticker') return el('div', { class: 'sticker' }, f.name || '🙂');
  if (f.kind === 'photo') return el('a', { href: source, download: f.name || 'photo.jpg' }, el('img', { class: 'photo', ...shape(f), src: source, alt: word('photo') }));
  if (!f.id) return el('div', { class: 'file' }, el('i', {}, '◎'), f.name);
  return el('a', { class: 'file', href: source, download: f.name || 'file' }, el('i', {}, f.kind === 'voice' ? '♪' : '↓'),
    el('span', {}, el('b', {}, f.name || word(f.kind === 'voice' ? 'voice' : 'file')), el('small', {}, size(f.size))));
}

/** shape is the room a picture takes, known before it is loaded: the view's end stays its end. */
function shape(f) {
  const scale = Math.min(1, 260 / (f.width || 260), 260 / (f.height || 195));
  return { width: Math.round((f.width || 260) * scale), height: Math.round((f.height || 195) * scale) };
}

const size = (n) => (n > 1e6 ? `${(n / 1e6).toFixed(1)} MB` : n > 1e3 ? `${Math.round(n / 1e3)} kB` : `${n ?? 0} B`);

/** aim says what the next words are: a reply, an edit, or neither. */
function aim(next) {
  if (target?.kind === 'edit' && next?.kind !== 'edit') $('text').value = '';
  target = next;
  $('quote').hidden = !next;
  for (const e of document.querySelectorAll('.message.chosen')) e.classList.remove('chosen');
  if (!next) return;
  drawn.get(`${next.message.chat}/${next.message.id}`)?.element.classList.add('chosen');
  $('quote-who').textContent = next.kind === 'edit' ? word('editing') : word('replyTo', next.message.from);
  $('quote-text').textContent = (next.message.text || `[${word('file')}]`).split('\n')[0];
  if (next.kind === 'edit') $('text').value = next.message.text ?? '';
  grow();
  $('text').focus();
}

let spoken = null; // words on their way into the chat
/** speaking tells whether what was sent is not to be seen yet, for the tour. */
export function speaking() {
  if (spoken && messagesOf(spoken.chat).some((m) => m.id === spoken.id)) spoken = null;
  return spoken !== null;
}

/** aimedAt is the message that the next words reply to, for the tour. */
export const aimedAt = () => (target?.kind === 'reply' ? target.message.id : 0);

const mostText = 4096; // units of UTF-16, as Telegram counts
const mostCaption = 1024;

/** fits refuses what Telegram would not take, in the sandbox's words. */
function fits(text, most) {
  if (text.length > most) throw new Error(`Telegram takes ${mostText} units of text and ${mostCaption} of caption`);
}

const send = tried(async () => {
  const text = $('text').value.trim();
  const chat = here();
  if (!text || !chat) return;
  const where = { person: state.person, chat: chat.id === state.person ? 0 : chat.id };
  const next = target;
  const field = $('text');
  field.value = '';
  grow();
  aim(null);
  menu();
  const words = { chat: chat.id };
  spoken = words;
  try {
    fits(text, next?.kind === 'edit' && next.message.files ? mostCaption : mostText);
    if (next?.kind === 'edit') {
      await post('/control/edit', { ...where, message: next.message.id, text });
      spoken = null;
    } else [{ id: words.id }] = await post('/control/say', { ...where, text, reply_to: next?.message.id });
    note(`${where.person}/${chat.id}`, '');
    $('messages').scrollTop = $('messages').scrollHeight;
  } catch (e) {
    spoken = null;
    if (state.person !== where.person || state.chat !== chat.id) note(`${where.person}/${chat.id}`, next?.kind === 'edit' ? '' : text);
    else { // what was typed is not lost, nor what it was meant for
      if (next) aim(next);
      field.value = text;
      grow();
      field.focus();
    }
    throw e;
  }
});

const base64 = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(file);
});

const albumful = 10; // Telegram takes no more at once

function pack(speech, pieces) {
  if (pieces.length > 1) return { ...speech, album: pieces };
  return /^image\/(png|jpeg|gif)$/.test(pieces[0].type) ? { ...speech, photo: pieces[0] } : { ...speech, document: pieces[0] };
}

const upload = tried(async (files) => {
  if (!files.length) return;
  const big = files.find((f) => f.size > 20e6);
  if (big) throw new Error(word('tooBig', big.name));
  fits($('text').value.trim(), mostCaption);
  const empty = files.find((f) => f.size === 0);
  if (empty) throw new Error(`${empty.name}: file must be non-empty`);
  const speech = { person: state.person, chat: state.chat === state.person ? 0 : state.chat, caption: $('text').value.trim(), reply_to: target?.kind === 'reply' ? target.message.id : undefined };
  const batches = Math.ceil(files.length / albumful);
  if (batches > 1) toast(word('inBatches', batches));
  for (let n = 0; n < batches; n++) {
    const pieces = await Promise.all(files.slice(n * albumful, (n + 1) * albumful).map(async (f) => ({ name: f.name, type: f.type, data: await base64(f) })));
    await post('/control/say', pack(n === 0 ? speech : { ...speech, caption: '' }, pieces));
    if (n > 0) continue;
    $('text').value = '';
    note(draftKey(), '');
    aim(null);
    grow();
  }
  $('messages').scrollTop = $('messages').scrollHeight;
});

function grow() {
  $('text').style.height = '';
  if ($('text').value) $('text').style.height = `${Math.min(150, $('text').scrollHeight + 2)}px`;
}

/** commands are what Telegram would show to this person in this chat: the narrowest scope wins. */
function commands() {
  const chat = here();
  if (!chat) return [];
  const of = (want) => state.view.menus.find((m) => {
    const scope = JSON.parse(m.scope.slice(0, m.scope.lastIndexOf('}') + 1));
    return Object.entries(want).every(([k, v]) => String(scope[k]) === String(v));
  });
  const found = chat.type === 'private'
    ? of({ type: 'chat', chat_id: chat.id }) ?? of({ type: 'all_private_chats' })
    : of({ type: 'chat_member', chat_id: chat.id, user_id: state.person }) ?? of({ type: 'chat', chat_id: chat.id }) ?? of({ type: 'all_group_chats' });
  return (found ?? of({ type: 'default' }))?.lines ?? [];
}

function menu() {
  const typed = $('text').value;
  const fits = /^\/[a-z0-9_]*$/.test(typed) ? commands().filter((c) => c.command.startsWith(typed.slice(1))) : [];
  $('menu').hidden = !fits.length;
  $('menu').replaceChildren(...fits.map((c, i) => el('button', { type: 'button', role: 'option', 'aria-selected': i === 0, onclick: () => choose(c.command) }, el('b', {}, `/${c.command}`), c.description)));
}

function choose(command) {
  $('text').value = `/${command} `;
  $('menu').hidden = true;
  $('text').focus();
}

/** keys of the menu; true when the key was the menu's. */
function menuKey(e) {
  if ($('menu').hidden) return false;
  const lines = [...$('menu').children];
  const at = lines.findIndex((l) => l.getAttribute('aria-selected') === 'true');
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    const next = (at + (e.key === 'ArrowDown' ? 1 : lines.length - 1)) % lines.length;
    lines.forEach((l, i) => l.setAttribute('aria-selected', i === next));
    lines[next].scrollIntoView({ block: 'nearest' });
  } else if (e.key === 'Tab' || (e.key === 'Enter' && !e.shiftKey && lines.length && `/${$('text').value.slice(1)}` !== lines[at].firstChild.textContent)) lines[at].click();
  else if (e.key === 'Escape') $('menu').hidden = true;
  else return false;
  e.preventDefault();
  return true;
}

function editLast() {
  const own = messagesOf(state.chat).findLast((m) => m.from_id === state.person && !m.service && m.text);
  if (own) aim({ kind: 'edit', message: own });
}

/** toField takes what is typed anywhere into the composer, as messengers do. */
function toField(e) {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.key.length !== 1 || e.key === ' ' || !here()) return;
  if (document.activeElement?.closest('input, textarea, select, .said, #panel, #bubble') || $('text').offsetParent === null) return;
  $('text').focus(); // the key itself goes on into it
}

/** stay keeps the end in view while it is there and the room or what is in it grows or shrinks. */
function stay() {
  const box = $('messages');
  let atEnd = true;
  box.addEventListener('scroll', () => { atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 90; });
  new ResizeObserver(() => { if (atEnd) box.scrollTop = box.scrollHeight; }).observe(box);
}

export function startTalk() {
  stay();
  document.addEventListener('keydown', toField);
  $('composer').onsubmit = (e) => { e.preventDefault(); send(); };
  $('text').oninput = () => { grow(); menu(); if (target?.kind !== 'edit') note(draftKey(), $('text').value); };
  $('text').onkeydown = (e) => {
    if (e.isComposing || menuKey(e)) return;
    if (e.key === 'Enter' && !e.shiftKey) { e.preventDefault(); send(); }
    if (e.key === 'Escape' && target) { e.preventDefault(); aim(null); }
    if (e.key === 'ArrowUp' && !$('text').value && !e.altKey) { e.preventDefault(); editLast(); }
  };
  $('text').onkeypress = (e) => { if (e.key === 'Enter' && !e.shiftKey) e.preventDefault(); };
  $('quote-off').onclick = () => aim(null);
  $('attach').onclick = () => $('file').click();
  $('file').onchange = () => { const files = [...$('file').files]; $('file').value = ''; upload(files); };
  $('text').addEventListener('paste', (e) => { if (e.clipboardData.files.length) { e.preventDefault(); upload([...e.clipboardData.files]); } });
}

/** fill writes words into the composer, for the tour. */
export function fill(text) {
  $('text').value = text;
  grow();
  $('text').focus();
  $('text').dispatchEvent(new Event('input', { bubbles: true }));
}
