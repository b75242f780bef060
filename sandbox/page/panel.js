// panel is what lies behind the conversation: why a message was sent, what was not sent,
// faults by button, and the ledger's chain.

import { $, el, swap, tried } from './dom.js';
import { because, log, once, say } from './entries.js';
import { get, post } from './net.js';
import { news, state } from './state.js';
import { isDay, when, word } from './words.js';

let tab = 'why';
let about = null; // the message whose why is shown
let told = null; // what the server told about it
let unsent = null;
let account = null;
let verdict = null;
let asked = -1; // revision at which the open tab was last asked for

const tabs = () => (state.demo ? ['why', 'unsent', 'faults', 'ledger'] : ['why']);
const tabWord = { why: 'tabWhy', unsent: 'tabUnsent', faults: 'tabFaults', ledger: 'tabLedger' };

export function openPanel(which) {
  tab = which ?? tab;
  $('panel').hidden = false;
  $('panel-toggle').setAttribute('aria-expanded', 'true');
  asked = -1;
  drawPanel();
}

export function closePanel() {
  $('panel').hidden = true;
  $('panel-toggle').setAttribute('aria-expanded', 'false');
}

export const panelShows = (which) => !$('panel').hidden && tab === which;
export const verified = () => verdict?.ok === true;

export const showWhy = tried(async (m) => {
  about = m;
  told = null;
  openPanel('why');
  const behind = get(`/control/behind?chat=${m.chat}&message=${m.id}`);
  const why = state.demo && m.bot ? get(`/demo/why?chat=${m.chat}&message=${m.id}`) : null;
  const next = { behind: await behind, why: await why };
  if (about === m) told = next;
  drawPanel();
});

/** refresh asks again for what the open tab shows, when something has happened since. */
const refresh = tried(async () => {
  if (!state.demo || state.demo.moving || asked === state.view.rev) return;
  asked = state.view.rev;
  if (tab === 'unsent') unsent = await get('/demo/unsent');
  if (tab === 'faults') account = await get('/demo/account');
  fill();
});

export function drawPanel(what) {
  if ($('panel').hidden || !state.view) return;
  if (!what || what === 'language' || !$('sheet')) {
    const row = el('div', { class: 'tabs', role: 'tablist' }, ...tabs().map((t) => el('button', { type: 'button', role: 'tab', id: `tab-${t}`, 'aria-selected': t === tab, onclick: () => openPanel(t) }, word(tabWord[t]))),
      el('button', { class: 'close', id: 'panel-close', type: 'button', 'aria-label': word('leave'), onclick: closePanel }, '×'));
    $('panel').replaceChildren(row, el('div', { id: 'sheet' }));
    fill();
  } else if (tab === 'faults') fill();
  if (tab === 'unsent' || tab === 'faults') refresh();
}

function fill() {
  const sheet = $('sheet');
  if (!sheet) return;
  const { scrollTop } = sheet;
  swap(sheet, { why: drawWhy, unsent: drawUnsent, faults: drawFaults, ledger: drawLedger }[tab]());
  sheet.scrollTop = scrollTop;
}

const facts = (...pairs) => el('dl', { class: 'facts' }, ...pairs.filter(([, v]) => v).flatMap(([k, v]) => [el('dt', {}, word(k)), el('dd', {}, v)]));
const json = (title, value, open) => el('details', { open }, el('summary', {}, title), el('pre', {}, JSON.stringify(value, null, 2)));

function drawWhy() {
  if (!about) return [el('p', {}, word('chooseMessage'))];
  const parts = [el('h3', {}, word('because')), el('p', {}, el('b', {}, `${about.from} · ${when(about.at, 'full')}`), el('br'), (about.text ?? '').split('\n')[0])];
  if (!told) return parts;
  const { why, behind } = told;
  if (!about.bot) parts.push(facts(['kind', word('kindPerson')]));
  else if (why) {
    const kind = { digest: 'kindDigest', notice: 'kindNotice', reply: 'kindReply' }[why.class] ?? 'kindReply';
    const rules = (why.reasons ?? []).map((r) => say('occasion', r)).join(word('semicolon'));
    parts.push(facts(['kind', word(kind)], ['job', why.job && say('job', why.job)], ['slot', why.slot && when(why.slot, 'full')], ['unit', why.unit],
      ['task', (why.tasks ?? []).map((t) => `〔${t}〕`).join('')], ['rule', rules], ['reason', why.slot ? '' : because('delivered', why.why)], ['state', why.state && say('outcome', why.state)],
      ['attempts', why.attempt > 1 && `${why.attempt}`], ['cause', why.id && once(why.id)]));
  }
  parts.push(el('h3', {}, word('wire')), ...wire(behind));
  if (why?.entries?.length) parts.push(el('h3', {}, word('entries')), log(why.entries));
  return parts;
}

function wire(behind) {
  const parts = behind.updates.map((u) => json(word('update', u.kind), u.body, !behind.calls.length));
  if (!parts.length && behind.before && told.why?.class === 'reply') parts.push(json(word('update', behind.before.kind), behind.before.body));
  parts.push(...behind.calls.map((c) => json(word('call', c.method), { at: c.at, params: c.params, status: c.status, response: c.response, fault: c.fault, violations: c.violations }, true)));
  return parts.length ? parts : [el('p', {}, word('noWire'))];
}

function drawUnsent() {
  if (!unsent) return [el('p', {}, '…')];
  if (!unsent.list.length) return [el('p', {}, word('noneUnsent'))];
  return [el('p', {}, word('unsentLead')), el('ul', { class: 'log', id: 'unsent' }, ...unsent.list.map((u) => el('li', {}, el('time', {}, span(u)),
    el('b', {}, u.unit || say('job', u.job) || u.task || ''), ` ${[u.unit && u.task && `〔${u.task}〕`, because(u.what, u.why), u.n > 1 && word('times', u.n)].filter(Boolean).join(' · ')}`))),
    el('p', { id: 'unsent-since' }, word(unsent.cut ? 'unsentCut' : 'unsentSince', when(unsent.since, 'date')))];
}

/** span is when something was due: once, or from a day to a day. */
const span = (u) => (u.n > 1 && !isDay(u.from, u.to) ? `${when(u.from, 'date')} – ${when(u.to, 'date')}` : when(u.to, 'full'));

const fault = (kind) => tried(async () => { await post('/demo/fault', { kind }); await news(); });
const life = (act) => tried(async () => { await post(`/demo/${act}`); await news(); });

function drawFaults() {
  const now = state.demo.fault;
  const one = (id, kind, name, hint) => el('button', { id, type: 'button', 'aria-pressed': now === kind, onclick: fault(now === kind ? '' : kind) }, el('b', {}, word(name)), el('small', {}, word(hint)));
  return [
    el('p', {}, word('faultsLead')),
    el('div', { class: 'tries' },
      state.demo.down
        ? el('button', { id: 'start', type: 'button', 'aria-pressed': true, onclick: life('start') }, el('b', {}, word('start')), el('small', {}, word('startHint')))
        : el('button', { id: 'kill', type: 'button', onclick: life('kill') }, el('b', {}, word('kill')), el('small', {}, word('killHint'))),
      one('fault-slow', 'slow', 'slow', 'slowHint'), one('fault-down', 'down', 'off', 'offHint'),
      one('fault-429', 'too_many', 'tooMany', 'tooManyHint'), one('fault-lost', 'lost', 'answers', 'answersHint'),
      now && el('button', { id: 'recover', type: 'button', class: 'main', onclick: fault('') }, word('recover'))),
    el('h3', {}, word('account')), ...drawAccount(),
  ];
}

function drawAccount() {
  if (!account) return [el('p', {}, '…')];
  const a = account;
  const box = (name, n) => el('div', { 'data-figure': name }, el('b', {}, `${n}`), el('small', {}, word(name)));
  const broken = a.lostCount !== 0 || a.twice > 0;
  const waiting = a.waits + a.inbox + a.owing > 0;
  return [
    el('div', { class: 'figures' }, ...[box('said', a.said), box('waits', a.waits), box('inbox', a.inbox), box('handled', a.handled), box('lostCount', a.lostCount), box('twice', a.twice), box('blocks', a.blocks), box('owing', a.owing), box('repeated', a.repeated), a.retried > 0 && box('retried', a.retried), a.forgotten > 0 && box('forgotten', a.forgotten)].filter(Boolean)),
    el('p', { id: 'balance', class: broken ? 'bad' : 'good' }, word(broken ? 'accountBad' : waiting ? 'accountWaiting' : a.repeated > 0 ? 'accountRepeated' : 'accountGood', a.repeated)),
    a.repeated > 0 && el('p', {}, word('repeatHint')),
    a.retried > 0 && el('p', { id: 'retried' }, word('retryHint', a.retried)),
  ].filter(Boolean);
}

function verdictWords() {
  if (verdict.ok === undefined) return word('verifying');
  return verdict.ok ? word('chainHolds', verdict.blocks, verdict.entries, verdict.records, verdict.head) : word('chainBroken', verdict.broken);
}

const verify = tried(async () => {
  verdict = {};
  fill();
  try { verdict = await post('/demo/verify'); } catch (e) { verdict = null; throw e; } finally { fill(); }
  news();
});

function drawLedger() {
  return [el('p', {}, word('ledgerLead')), el('button', { id: 'verify', class: 'main', type: 'button', onclick: verify }, word('verify')),
    verdict && el('p', {}), verdict && el('p', { id: 'verdict', class: verdict.ok === undefined ? '' : verdict.ok ? 'good' : 'bad' }, verdictWords())].filter(Boolean);
}

export function startPanel() {
  $('panel-toggle').onclick = () => ($('panel').hidden ? openPanel() : closePanel());
}

