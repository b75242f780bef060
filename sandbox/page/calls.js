// calls lists what the bot called, the latest first, and what was wrong with it.

import { $, el } from './dom.js';
import { get } from './net.js';
import { sorry } from './trouble.js';
import { dress, isEnglish, switchLanguage, when, word } from './words.js';

const most = 500;
let calls = [];
let open = 0;
let about = null; // the server: which run of it, and whether it holds calls to the Bot API

function draw() {
  const wanted = calls.filter((c) => (!$('method').value || c.method.toLowerCase().includes($('method').value.toLowerCase())) && (!$('wrong').checked || bad(c)));
  const wrong = calls.filter((c) => c.violations?.length);
  $('sum').textContent = word('callsSum', calls.length, calls.filter((c) => c.status !== 200).length) + (about?.checked ? word('callsChecked', wrong.length) : word('callsUnchecked'));
  $('sum').dataset.checked = Boolean(about?.checked);
  $('language').textContent = isEnglish() ? '中' : 'EN';
  document.title = word('callsTitle');
  $('calls').replaceChildren(...wanted.toReversed().flatMap(row));
}

const bad = (c) => c.violations?.length > 0 || c.status !== 200;

function row(c) {
  const toggle = () => { open = open === c.seq ? 0 : c.seq; draw(); };
  const line = el('tr', { class: bad(c) ? 'bad' : '', tabindex: 0, onclick: toggle, onkeydown: (e) => { if (e.key === 'Enter') toggle(); } },
    el('td', {}, `${c.seq}`), el('td', {}, when(c.at, 'full')), el('td', {}, c.method), el('td', {}, `${c.chat || ''}`),
    el('td', {}, c.fault ? `${c.status || '✕'} · ${c.fault}` : `${c.status}`), el('td', {}, (c.violations ?? []).join('；')));
  if (open !== c.seq) return [line];
  return [line, el('tr', {}, el('td', { colspan: 6 }, el('pre', {}, JSON.stringify({ params: c.params, response: c.response }, null, 2))))];
}

async function follow() {
  for (;;) {
    try {
      const now = await get('/control/about');
      if (about && about.boot !== now.boot) { calls = []; open = 0; } // it has begun anew
      about = now;
      const after = calls.at(-1)?.seq ?? 0;
      const more = await get(`/control/calls?after=${after}&limit=${most}`);
      if (more.length || !after) { calls = [...calls, ...more].slice(-most); draw(); }
    } catch (e) { $('sum').textContent = sorry(e.message); }
    await new Promise((done) => { setTimeout(done, 1500); });
  }
}

$('filter').onsubmit = (e) => e.preventDefault();
$('filter').oninput = draw;
$('language').onclick = () => { switchLanguage(); dress(); draw(); };
dress();
follow();
