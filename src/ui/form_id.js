// How old a form id is, on its seven days.
import {h, txt} from './dom.js';
import {bar} from './parts.js';
import {span} from './time.js';
import {t} from './words.js';

export function ageBar(id, now) {
  const minted = new Date(id.minted_at).getTime();
  const age = (now - minted) / 1000;
  const part = (now - minted) / (new Date(id.expires_at).getTime() - minted);
  const tone = id.state !== 'fresh' ? 'idle' : part > 6 / 7 ? 'warn' : 'good';
  return h('span', {class: 'age'}, bar(part, t('sevenDays', {age: span(age)}), `week ${tone}`), h('span', {class: 'age-text'}, span(age)));
}

export const stateMark = (state) =>
  h('span', {class: `mark ${{fresh: 'good', used: 'plain', expired: 'bad', unpaid: 'warn'}[state] ?? 'plain'}`}, t(state));

export const idText = (id) => h('span', {class: 'mono cut', title: id.slice(0, 200)}, txt(id, 80));
