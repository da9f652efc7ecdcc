// What goes wrong, as switches.
import {get} from '../api.js';
import {field, h, select, show, showNew} from '../dom.js';
import {section} from '../parts.js';
import {dayAndTime, duration} from '../time.js';
import {t} from '../words.js';

const send = {api: 'send'};
const USUAL = [
  ['faultBusy', {match: send, effect: {errcode: -1}, times: 2}],
  ['faultQuota', {match: send, effect: {errcode: 45009}}],
  ['faultToken', {match: send, effect: {errcode: 40001}}],
  ['faultSlow', {match: send, effect: {delay: '2s'}}],
  ['faultLost', {match: send, effect: {reset: true}, phase: 'after_commit', times: 1}],
  ['faultReset', {match: send, effect: {reset: true}, times: 1}],
  ['faultBroken', {match: send, effect: {malformed: true}, times: 1}],
  ['faultGateway', {effect: {status: 502}, times: 3}],
];
const EFFECTS = {errcode: '-1', status: '502', delay: '2s', reset: null, empty: null, truncate: null, malformed: null, hang: null, content_type: 'text/html'};
const NUMBERS = new Set(['errcode', 'status']);

// By what it does, so that a switch finds its fault again whoever added it.
const signOf = (fault) => JSON.stringify([fault.match ?? {}, fault.effect, fault.phase ?? 'before', fault.times ?? null,
  fault.after ?? 0, fault.every ?? 1, fault.probability ?? 1, fault.until ?? null]);
const valueInWords = (name, value) => typeof value === 'object' ? JSON.stringify(value, (_, part) => typeof part === 'string' ? duration(part) : part)
  : name === 'delay' ? duration(value) : value;
const inWords = (fault) => [Object.entries(fault.match).map(([name, value]) => valueInWords(name, value)).join(' ') || '*',
  ...Object.entries(fault.effect).map(([name, value]) => value === true ? name : `${name} ${valueInWords(name, value)}`),
  fault.phase === 'after_commit' && 'after_commit',
  fault.after > 0 && t('faultAfter', {count: fault.after}), fault.every > 1 && t('faultEvery', {count: fault.every}),
  fault.probability < 1 && t('faultProbability', {percent: Math.round(fault.probability * 1000) / 10}),
  fault.until && t('faultUntil', {until: dayAndTime(fault.until)})].filter(Boolean).join(' · ');
const hitsOf = (fault) => !fault.active ? `${t('hits', {hits: fault.hits})} · ${t('spent')}`
  : fault.left === null ? t('hits', {hits: fault.hits}) : t('hitsLeft', {hits: fault.hits, left: fault.left});

export function faults(root, app) {
  const usual = h('div', {class: 'switches'});
  const all = h('div', {class: 'switches'});
  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    section(t('usualFaults'), usual),
    h('div', {}, section(t('allFaults'), all, h('div', {class: 'buttons'}, app.button({name: t('allOff'), method: 'DELETE',
      path: () => app.withAccount('/__admin/faults')}))),
    section(t('ownFault'), own(app))))));

  async function poll() {
    const {faults: rows} = await get('/__admin/faults', {appid: app.appid, limit: 1000});
    showNew(usual, rows, () => USUAL.map(([key, fault]) => turn(app, t(key), fault, rows.find((row) => signOf(row) === signOf(fault) && row.active))));
    showNew(all, rows, () => rows.length === 0 ? h('p', {class: 'quiet-note'}, t('noFaults')) : rows.map((row) => turn(app, `${row.id} · ${inWords(row)}`, null, row)));
  }
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/faults')}};
}

// A switch: on, it adds `fault`; off, it deletes `there`.
function turn(app, name, fault, there) {
  const on = there !== undefined;
  const what = () => on
    ? {method: 'DELETE', path: app.withAccount(`/__admin/faults/${there.id}`)}
    : {method: 'POST', path: '/__admin/faults', body: app.withAppid(fault)};
  const button = h('button', {type: 'button', role: 'switch', class: 'switch', 'aria-checked': String(on && there.active), 'data-key': name,
    onclick: () => { const {method, path, body} = what(); app.run(method, path, body); }},
    h('span', {class: 'knob', 'aria-hidden': 'true'}), h('span', {class: 'switch-name'}, name), on ? h('span', {class: 'hits'}, hitsOf(there)) : null);
  return app.same.explain(button, what);
}

function own(app) {
  const api = select({}, [['', t('anyApi')], ...app.fidelity.apis.map((row) => [row.api, row.api])], 'send');
  const value = h('input', {type: 'text', value: '-1'});
  const effect = select({onchange: () => {
    const usual = EFFECTS[effect.value];
    value.value = usual ?? '';
    value.disabled = usual === null;
  }}, Object.keys(EFFECTS).map((name) => [name, name]), 'errcode');
  const times = h('input', {type: 'number', min: 1, value: ''});
  const openid = h('input', {type: 'text', maxlength: 200});
  const phase = select({}, [['before', t('phaseBefore')], ['after_commit', t('phaseAfter')]], 'before');
  const fault = () => ({
    match: Object.fromEntries([['api', api.value], ['openid', openid.value]].filter(([, given]) => given !== '')),
    effect: {[effect.value]: EFFECTS[effect.value] === null ? true : NUMBERS.has(effect.value) ? Number(value.value) : value.value},
    ...(phase.value === 'before' ? {} : {phase: phase.value}),
    ...(times.value === '' ? {} : {times: Number(times.value)}),
  });
  return h('div', {class: 'form'},
    h('div', {class: 'row-of'}, field(t('api'), api), field(t('openid'), openid)),
    h('div', {class: 'row-of'}, field(t('effect'), effect), field(t('value'), value)),
    h('div', {class: 'row-of'}, field(t('times'), times), field(t('phase'), phase)),
    h('div', {class: 'buttons'}, app.button({name: t('switchOn'), method: 'POST', path: '/__admin/faults', body: () => app.withAppid(fault()),
      told: t('done')}, {class: 'main'})));
}
