// state is what the page knows, and the loop that keeps it true.

import { get } from './net.js';

export const state = {
  view: null, // the outline as the server last gave it
  demo: null, // the program's own state, where it has a panel
  person: 0, chat: 0, // whose eyes, and which chat
  messages: new Map(), // chat → messages that this person sees, in their order
  read: {}, // person → chat → how many messages were seen
  fresh: new Set(), // "chat/message" that came while the page was open
  gone: false, // the server does not answer
};

const listeners = [];
/** onChange is called with what changed: "view" | "person" | "chat" | "demo". */
export const onChange = (f) => listeners.push(f);
export const changed = (what) => listeners.forEach((f) => f(what));

export const personOf = (id) => state.view?.people.find((p) => p.id === id);
export const chatOf = (id) => state.view?.chats.find((c) => c.id === id);
export const castOf = (id) => state.demo?.cast?.find((c) => c.id === id);
export const chatsOf = (person) => (state.view?.chats ?? []).filter((c) => c.members.includes(person));
export const messagesOf = (chat) => state.messages.get(chat) ?? [];
export const nameOf = (chat) => (chat.type === 'private' ? state.view.bot.first_name : chat.title);
export const unread = (person, chat) => Math.max(0, chat.count - (state.read[person]?.[chat.id] ?? 0));

const keep = () => sessionStorage.setItem('read', JSON.stringify({ boot: state.view.boot, read: state.read }));

/** see marks what is in a chat as read by a person. */
export function see(person, chat) {
  if (!chat || unread(person, chat) === 0) return;
  (state.read[person] ??= {})[chat.id] = chat.count;
  keep();
}

/** firstSight: what was said before anybody looked is not news. */
function firstSight() {
  state.read = {};
  try {
    const kept = JSON.parse(sessionStorage.getItem('read'));
    if (kept?.boot === state.view.boot) { state.read = kept.read; return; }
  } catch { /* nothing kept that can be used */ }
  for (const c of state.view.chats) for (const p of c.members) (state.read[p] ??= {})[c.id] = c.count;
  keep();
}

function take(view, whose) {
  const boot = state.view?.boot;
  const first = boot !== view.boot;
  if (first) { state.messages.clear(); state.fresh.clear(); }
  state.view = view;
  if (first) firstSight();
  for (const m of view.messages) {
    if (!state.messages.has(m.chat)) state.messages.set(m.chat, []);
    const list = state.messages.get(m.chat);
    const at = list.findIndex((had) => had.id === m.id);
    if (at >= 0) list[at] = m;
    else { list.push(m); if (!first && whose === loadedFor) state.fresh.add(`${m.chat}/${m.id}`); }
  }
  loadedFor = whose;
  return boot && first;
}

let loadedFor = 0;
let waiting = new AbortController();
let rev = 0;

/** look changes whose eyes we look through. */
export function look(person) {
  if (state.person === person) return;
  state.person = person;
  state.messages.clear();
  state.fresh.clear();
  rev = 0;
  waiting.abort();
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** follow keeps the view up to date for ever. */
export async function follow() {
  for (;;) {
    waiting = new AbortController();
    const whose = state.person;
    try {
      const view = await get(`/control/view?person=${whose}&after=${rev}&timeout=${rev ? 25 : 0}`, waiting.signal);
      if (whose !== state.person) continue;
      const restarted = take(view, whose);
      rev = view.rev;
      if (restarted) { state.person = 0; rev = 0; }
      state.gone = false;
      if (view.panel) await news();
      changed('view');
      await pause(state.demo?.moving ? 250 : 60);
    } catch (e) {
      if (e.name === 'AbortError') continue;
      state.gone = true;
      changed('view');
      await pause(1500);
    }
  }
}

let asking = null;
/** news asks how the program is; while time moves it asks again and again. */
export async function news() {
  if (asking) return asking;
  asking = get('/demo/state').then((demo) => { state.demo = demo; }).finally(() => { asking = null; });
  await asking;
  changed('demo');
  if (state.demo.moving || state.demo.busy) setTimeout(() => news().catch(() => {}), 250);
  return undefined;
}
