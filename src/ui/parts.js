// Pieces that several panels use.
import {h, middle, show, txt} from './dom.js';
import {t} from './words.js';

const LONGEST = 50_000;

// A text block with its whole length behind a button, so that a megabyte is shown on demand only.
export function block(text, label) {
  const root = h('div', {class: 'block'});
  const pre = (shown) => h('pre', {tabindex: '0', 'aria-label': label, role: 'region', dir: 'auto'}, txt(shown, Infinity));
  if (text.length <= LONGEST) return show(root, pre(text));
  return show(root, pre(text.slice(0, LONGEST) + '…'),
    h('button', {type: 'button', onclick: () => show(root, pre(text))}, t('showAll', {count: text.length.toLocaleString()})));
}

export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// [[name, value], ..] as a list of terms; empty values are left out.
export const facts = (rows) => h('dl', {class: 'facts'}, rows
  .filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {dir: 'auto'}, value instanceof Node ? value : txt(value)))));

// tabs: [{id, name, draw() -> node}]. Arrow keys move between them.
export function tabs(label, list, chosen, remember = () => {}) {
  const body = h('div', {class: 'tab-body', role: 'tabpanel', id: 'tab-body', tabindex: '0'});
  const choose = (id, focus) => {
    for (const button of bar.children) {
      const on = button.dataset.key === id;
      button.setAttribute('aria-selected', String(on));
      button.tabIndex = on ? 0 : -1;
      if (on) body.setAttribute('aria-labelledby', button.id);
      if (on && focus) button.focus();
    }
    remember(id);
    show(body, list.find((tab) => tab.id === id).draw());
  };
  const move = (event) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step === undefined) return;
    const at = list.findIndex((tab) => tab.id === event.target.dataset.key);
    choose(list[(at + step + list.length) % list.length].id, true);
  };
  const bar = h('div', {class: 'tabs', role: 'tablist', 'aria-label': label, onkeydown: move},
    list.map((tab) => h('button', {type: 'button', role: 'tab', id: `tab-${tab.id}`, 'data-key': tab.id, 'aria-controls': 'tab-body',
      onclick: () => choose(tab.id)}, tab.name)));
  choose(list.some((tab) => tab.id === chosen) ? chosen : list[0].id);
  return h('div', {class: 'tabbed'}, bar, body);
}

export const marks = (row) => [
  row.reason === 'host.foreign' ? mark('leak', 'bad') : null,
  row.fault ? mark('fault', 'warn', row.fault) : null,
  row.late ? mark('late', 'warn') : null,
  row.retry ? mark('retry', 'plain') : null,
];
export const mark = (key, tone, more = '') => h('span', {class: `mark ${tone}`}, t(key), more ? ` ${more}` : '');

// Whom it belongs to: an openid, whole on hover.
export const who = (openid) => h('span', {class: 'who mono', dir: 'auto', title: String(openid ?? '').slice(0, 200)}, txt(middle(openid)));

// A bar of 0 to 1 with its meaning in words.
export const bar = (part, label, tone = '') =>
  h('span', {class: `bar ${tone}`, role: 'img', 'aria-label': label, title: label},
    h('span', {style: {width: `${Math.round(Math.max(0, Math.min(1, part)) * 1000) / 10}%`}}));

export const section = (title, ...kids) => h('section', {class: 'box'}, h('h2', {}, title), kids);
