// entries puts what the ledger has written down into words: never a code of the program.

import codes from './codes.js';
import { el } from './dom.js';
import { personOf } from './state.js';
import { pick, when, word } from './words.js';

const known = (tables, code) => tables.map((t) => codes[t][code]).filter(Boolean).map(pick)[0];

/** say puts a code of a table into words, or gives it back where it has none. */
export const say = (table, code) => known([table], code) ?? code ?? '';

const dated = /\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?/g;
const sayDates = (text) => text.replace(dated, (at) => when(at, at.length > 10 ? 'full' : 'date'));
const nameOf = (id) => personOf(Number(id))?.name ?? id;

/** because says the reason that stands in an entry. What somebody wrote stays as it is. */
export function because(what, why) {
  if (!why) return '';
  const proposal = why.match(/^(\d+)\/(new|meeting|import|remark|saying)\b/);
  if (proposal) return `${nameOf(proposal[1])}${word('colon')}${say('proposal', proposal[2])}`;
  const row = why.match(/^(.+)#(\d+)$/);
  if (row) return word('row', row[1], row[2]);
  const tables = codes.whyOf[what] ?? [];
  if (known(tables, why)) return known(tables, why);
  const [, first, rest] = why.match(/^([a-z_]+): (.+)$/) ?? [];
  if (known(tables, first)) return `${known(tables, first)} · ${rest}`;
  const pieces = why.split(', ').map((piece) => piece.split(' ').map((token, i) => known(i ? tables.toReversed() : tables, token) ?? (token.match(dated) ? sayDates(token) : undefined)));
  return pieces.flat().includes(undefined) ? why : pieces.map((piece) => piece.join(' · ')).join(word('semicolon'));
}

const people = ['person', 'for', 'gives', 'invited_by'];

function value(name, text = '') {
  if (people.includes(name)) return text === '0' ? '' : nameOf(text);
  if (/^(part_)?percent$/.test(name)) return text && `${text}%`;
  const table = codes.valueOf[name];
  if (table) return sayDates(text.replace(/[a-z_]+|\*/g, (code) => say(table, code)));
  return text.replace(dated, '') ? text : sayDates(text);
}

const proofs = ['sha256', 'message', 'receipt']; // they stand in the chain, and say nothing to people

/** change says what became of one field: "进度：40% → 60%". */
export function change(f) {
  const [name, ...of] = f.name.split(' ');
  const before = value(name, f.before);
  const words = [say('field', name), ...of.map((part) => value(name, part))].join(' ');
  return `${words}${word('colon')}${before ? `${before} → ` : ''}${value(name, f.after) || (before ? '—' : '')}`;
}

const tells = (f) => (f.before || f.after) && !proofs.includes(f.name) && !`${f.after}`.startsWith('tg:') && !(f.name === 'attempt' && f.after === '1');

/** log lists entries. */
export const log = (entries) => el('ul', { class: 'log' }, ...entries.map((e) => {
  const changes = (e.fields ?? []).filter(tells).map(change);
  return el('li', {}, el('time', {}, when(e.at, 'full')), el('b', {}, say('what', e.what)), ` ${[e.by && nameOf(e.by), e.unit, e.task && `〔${e.task}〕`, because(e.what, e.why)].filter(Boolean).join(' · ')}`,
    changes.length > 0 && el('details', {}, el('summary', {}, [...changes[0]].slice(0, 40).join('')), el('pre', {}, changes.join('\n'))));
}));

/** once says what a message is, of which there is one and never a second. */
export function once(id) {
  const [, cause, n] = id.match(/^(.+)\/(\d+)$/) ?? [null, id, ''];
  const [, unit, day] = cause.match(/^digest:(.+):(\d{4}-\d\d-\d\d)$/) ?? [];
  if (day) return word('onceDigest', unit, sayDates(day), n);
  const [, job, at] = cause.match(/^slot:([a-z]+):(.+)$/) ?? [];
  if (job) return word('onceSlot', say('job', job), sayDates(at), n);
  const [, update] = cause.match(/^update:(\d+)$/) ?? [];
  return update ? word('onceUpdate', update, n) : id;
}
