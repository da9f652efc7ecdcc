// Elements from text alone: whatever comes from a client ends up in text nodes, never in markup.

// h('button', {class: 'x', onclick: f, 'aria-label': 'y'}, 'text', node, null)
export function h(tag, props = {}, ...kids) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in PROPERTIES) element[name] = value;
    else if (name === 'style') Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...kids.flat(3).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return element;
}
const PROPERTIES = {value: 1, checked: 1, disabled: 1, selected: 1, hidden: 1, indeterminate: 1};

// Characters that steer a text instead of showing: bidi controls, other controls, zero-width ones.
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LONGEST = 20_000;

// A client's text with its steering characters made visible, and no longer than `limit`.
export function txt(value, limit = LONGEST) {
  const text = String(value ?? '');
  const shown = text.length > limit ? text.slice(0, limit) : text;
  const parts = document.createDocumentFragment();
  let from = 0;
  for (const found of shown.matchAll(STEERING)) {
    parts.append(shown.slice(from, found.index), steering(found[0]));
    from = found.index + found[0].length;
  }
  parts.append(shown.slice(from));
  if (shown !== text) parts.append('…');
  return parts;
}

function steering(char) {
  const name = 'U+' + char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return h('span', {class: 'steering'}, name);
}

// The first `count` code points, and an ellipsis when there are more. Never walks all of a huge text.
export function fold(value, count) {
  const points = Array.from(String(value ?? '').slice(0, count * 2 + 2));
  return points.length > count ? points.slice(0, count).join('') + '…' : points.join('');
}

// The first and the last code points of a long text, since openids differ at the end.
export function middle(value, count = 16) {
  const text = String(value ?? '');
  if (text.length <= count) return text;
  const half = count / 2;
  return Array.from(text.slice(0, count)).slice(0, half).join('') + '…' + Array.from(text.slice(-count)).slice(-half).join('');
}

// Replaces what `region` shows. The focus stays with the element of the same data-key.
export function show(region, ...kids) {
  const active = document.activeElement;
  const key = region.contains(active) ? active.closest('[data-key]')?.dataset.key : undefined;
  region.replaceChildren(...kids.flat(3).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  if (key !== undefined) region.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  return region;
}

// The same, unless `data` is what was shown last: a button that is being pressed stays.
export function showNew(region, data, draw) {
  const sign = JSON.stringify(data);
  if (region.sign === sign) return;
  region.sign = sign;
  show(region, draw(data));
}

export function debounce(run, wait) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
}

// A <label> around a control.
export const field = (label, control, more = {}) => h('label', {class: 'field', ...more}, h('span', {}, label), control);

export const select = (props, options, chosen) =>
  h('select', props, options.map(([value, text]) => h('option', {value, selected: value === chosen}, text)));

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
