// place finds where the tour's bubble stands: near what it points at, and over nothing that
// somebody wants to read or to press.

import { $ } from './dom.js';

// What a bubble must not lie over, and how dear each square pixel of it is.
const dear = [['.person, .chat, #quote-off, #send, #text, #attach, #welcome, #panel:not([hidden])', 80], ['.keys button, #quote, #head, #bar, #life', 4], ['.said', 1]];
const step = 16; // the places that are tried
const edge = 10;
const gap = 18; // between the bubble and what it points at
const far = 60; // what a pixel of distance costs

const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
const apart = (a, b) => Math.hypot(Math.max(0, a.left - b.right, b.left - a.right), Math.max(0, a.top - b.bottom, b.top - a.bottom));
const at = (left, top, { width, height }) => ({ left, top, right: left + width, bottom: top + height, width, height });

/** seen is a box as far as it is to be seen; null when it is not. */
function seen(e) {
  if (!e.getClientRects().length) return null;
  let { left, top, right, bottom } = e.getBoundingClientRect();
  const frame = e.closest('#messages, #people, #chats')?.getBoundingClientRect();
  if (frame && !e.matches('#messages, #people, #chats')) [left, top, right, bottom] = [Math.max(left, frame.left), Math.max(top, frame.top), Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

function precious() {
  const list = dear.flatMap(([selector, price]) => [...document.querySelectorAll(selector)].map((e) => [seen(e), price])).filter(([box]) => box);
  const last = [...document.querySelectorAll('.message')].slice(-2).map((e) => [seen(e), 3]).filter(([box]) => box); // the news
  return [...list, ...last];
}

/** place answers where a bubble of this size stands best, and whether it stands beside its aim. */
export function place(size, target, before) {
  const [width, height] = [window.innerWidth, window.innerHeight];
  const aim = target && { left: target.left - gap, top: target.top - gap, right: target.right + gap, bottom: target.bottom + gap };
  const home = aim ?? at(width, $('messages').offsetParent ? $('messages').getBoundingClientRect().top : 60, { width: 0, height: 0 });
  const boxes = precious();
  const cost = (box) => boxes.reduce((sum, [b, price]) => sum + price * overlap(box, b), apart(box, home) * far) + (aim ? overlap(box, aim) * 40 : 0);
  const spots = [];
  for (let x = edge; x <= width - size.width - edge; x += step) for (let y = edge; y <= height - size.height - edge; y += step) spots.push([x, y]);
  if (size.width > width - 3 * edge) for (let y = edge; y <= height - size.height - edge; y += step) spots.push([(width - size.width) / 2, y]);
  if (target) { // level with it, or above its middle
    const [x, y] = [(target.left + target.right - size.width) / 2, (target.top + target.bottom) / 2 - 34];
    spots.push([target.right + gap, y], [target.left - size.width - gap, y], [x, target.top - size.height - gap], [x, target.bottom + gap]);
  }
  const inside = ([x, y]) => [Math.max(edge, Math.min(x, width - size.width - edge)), Math.max(edge, Math.min(y, height - size.height - edge))];
  let best = null;
  for (const spot of [...spots, ...(before ? [before] : []), [edge, edge]].map(inside)) {
    const price = cost(at(...spot, size)) - (before && spot[0] === before[0] && spot[1] === before[1] ? 3000 : 0); // it does not hop about
    if (!best || price < best.price) best = { spot, price };
  }
  return best.spot;
}

/** tip is where the bubble's corner points to its aim; null when it stands apart. */
export function tip([x, y], size, target) {
  const box = at(x, y, size);
  if (!target || apart(box, target) > gap + 8) return null;
  const along = (from, to, start, length) => Math.max(12, Math.min((from + to) / 2 - start - 7, length - 26));
  if (target.left >= box.right) return [size.width - 8, along(target.top, target.bottom, y, size.height)];
  if (target.right <= box.left) return [-6, along(target.top, target.bottom, y, size.height)];
  if (target.top >= box.bottom) return [along(target.left, target.right, x, size.width), size.height - 8];
  return target.bottom <= box.top ? [along(target.left, target.right, x, size.width), -6] : null;
}
