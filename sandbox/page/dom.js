// dom makes elements. Words go in as text, never as markup.

import { sorry } from './trouble.js';

export const $ = (id) => document.getElementById(id);

/** el makes an element: el('b', {class: 'x', onclick: f}, 'text', child, …). */
export function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || (value === false && !key.startsWith('aria-'))) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else e.setAttribute(key, value === true && !key.startsWith('aria-') ? '' : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

/** face is the round picture of somebody, or the square one of a group. */
export function face(name, square) {
  const e = el('div', { class: square ? 'face square' : 'face', 'aria-hidden': 'true' }, [...name][0] || '?');
  e.style.setProperty('--hue', hue(name));
  return e;
}

/** hue is a colour that stays with a name. */
export const hue = (name) => [...name].reduce((n, c) => (n * 31 + c.codePointAt(0)) % 360, 7);

/** toast says something for a few seconds. */
export function toast(text, bad) {
  const e = el('div', { class: bad ? 'toast error' : 'toast' }, text);
  $('toasts').append(e);
  setTimeout(() => e.remove(), Math.max(3500, text.length * 120));
}

/** tried runs something that may fail and says how it failed. */
export const tried = (act) => async (...given) => {
  try { return await act(...given); } catch (e) { toast(sorry(e.message), true); return undefined; }
};

const look = (e) => new XMLSerializer().serializeToString(e).replace(/ ?\baim\b/, '').replace(' class=""', '');
const nameOf = (e) => e.id || e.dataset.person || e.dataset.chat || e.dataset.message;

/** swap redraws a list and leaves alone what stands there or looks as before: it may have the
 * focus, or be under a finger, and a button that is replaced between press and release is not
 * clicked. */
export function swap(box, parts) {
  const old = [...box.children].filter((e) => !parts.includes(e));
  const next = parts.map((part) => {
    if (part.parentNode === box) return part;
    const had = old.findIndex((e) => look(e) === look(part));
    return had >= 0 ? old.splice(had, 1)[0] : part;
  });
  const focused = old.map((e) => e.contains(document.activeElement) && nameOf(document.activeElement)).find(Boolean);
  for (const e of old) e.remove();
  next.forEach((e, i) => { if (box.children[i] !== e) box.insertBefore(e, box.children[i] ?? null); });
  if (focused) [...box.querySelectorAll('*')].find((e) => nameOf(e) === focused)?.focus({ preventScroll: true });
}
