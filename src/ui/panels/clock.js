// The account's time, and what runs on it: quotas and tokens.
import {get} from '../api.js';
import {field, h, select, show} from '../dom.js';
import {bar, section} from '../parts.js';
import {dayAndTime, duration, span} from '../time.js';
import {t} from '../words.js';

const STEPS = ['1h', '2h', '1d', '7d'];
const told = new Map();  // by appid: what the steps of this visit expired
const MODES = {frozen: 'frozen', real: 'running', shifted: 'shifted'};

export function clock(root, app) {
  const now = h('p', {class: 'big-clock'});
  const mode = h('span', {class: 'mark plain'});
  const log = h('ol', {class: 'log', 'aria-live': 'polite', 'aria-label': t('steps')});
  const quotas = h('div', {class: 'gauges'});
  const tokens = h('div', {class: 'gauges'});
  const step = (action, body, name) => app.button({name, method: 'PUT', path: '/__admin/clock',
    body: () => app.withAppid({action, ...body}), then: (answer) => tell(name, answer)},
    action === 'advance' ? {class: 'main'} : {});
  const drawLog = () => show(log, told.get(app.appid) ?? h('li', {class: 'quiet-note'}, t('noSteps')));
  drawLog();

  function tell(name, answer) {
    const {tokens: ended, form_ids: ids} = answer.expired;
    const what = [ended.length && t('stepTokens', {count: ended.length}), ids.length && t('stepIds', {count: ids.length}),
      answer.quota_reset && t('stepQuota')].filter(Boolean);
    const line = h('li', {}, h('b', {}, name), ` → ${dayAndTime(answer.now)} `, what.join(t('and')) || t('stepNothing'),
      ids.length ? h('details', {}, h('summary', {}, t('formId')), ids.slice(0, 100).map((id) => h('p', {class: 'mono wrap'}, id))) : null);
    told.set(app.appid, [line, ...(told.get(app.appid) ?? [])].slice(0, 50));
    drawLog();
  }

  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    h('div', {},
      section(t('clockTitle'), now, mode,
        h('div', {class: 'buttons'}, STEPS.map((by) => step('advance', {by}, `+${duration(by)}`)),
          step('freeze', {}, t('freeze')), step('reset', {}, t('toReal'))),
        h('h3', {}, t('steps')), log),
      section(t('tokens'), tokens, h('div', {class: 'buttons'},
        ['expire', 'revoke'].map((action) => app.button({name: t(`${action}Tokens`), method: 'POST', path: '/__admin/tokens',
          body: () => app.withAppid({action}), told: (answer) => t('stepTokens', {count: answer.tokens.length})}))))),
    section(t('quotas'), quotas, quotaForm(app)))));

  function tick() {
    now.textContent = dayAndTime(app.clock.now());
    mode.textContent = app.clock.mode === 'scaled' ? t('scaled', {rate: app.clock.rate}) : t(MODES[app.clock.mode] ?? app.clock.mode);
  }
  async function poll() {
    tick();
    const [quota, token] = await Promise.all([get('/__admin/quota', {appid: app.appid}), get('/__admin/tokens', {appid: app.appid, limit: 5})]);
    const tells = (row) => row.limit !== null || row.used > 0;
    show(quotas, quota.quota.filter(tells).map(quotaRow),
      h('p', {class: 'quiet-note'}, t('pair', {name: t('unused'), value: quota.quota.filter((row) => !tells(row)).map((row) => row.api).join(', ')})));
    show(tokens, token.total === 0 ? h('p', {class: 'quiet-note'}, t('noTokens')) : token.tokens.map((row) => tokenRow(row, app.clock.now())),
      h('p', {class: 'quiet-note'}, t('overlapIs', {overlap: duration(token.overlap)})));
  }
  const timer = setInterval(() => now.isConnected ? tick() : clearInterval(timer), 1000);
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/clock')}};
}

function quotaRow({api, limit, used}) {
  const n = (number) => number.toLocaleString();
  const words = limit === null ? t('unlimited', {used: n(used)}) : t('quotaOf', {used: n(used), limit: n(limit)});
  const part = limit === null ? 0 : limit === 0 ? 1 : used / limit;
  return h('div', {class: 'gauge'}, h('span', {class: 'mono cut'}, api), bar(part, t('pair', {name: api, value: words}), part >= 1 ? 'bad' : part > 0.8 ? 'warn' : 'good'),
    h('span', {class: 'gauge-text'}, words));
}

// The life of a token: green while it is the newest, hatched for what remains of the overlap.
function tokenRow(row, now) {
  const at = (instant) => new Date(instant).getTime();
  const issued = at(row.issued_at);
  const ends = at(row.ends_at);
  const left = row.state === 'valid' ? Math.max(0, ends - now) / 1000 : 0;
  const overlap = row.state === 'valid' && row.superseded_at !== null;
  const words = row.state !== 'valid' ? t('pair', {name: t('tokenEnded'), value: row.state}) : t(overlap ? 'tokenOverlap' : 'tokenValid') + t('and') + t('tokenLeft', {left: span(left)});
  const whole = overlap ? ends - at(row.superseded_at) : ends - issued;
  return h('div', {class: 'gauge'}, h('span', {class: 'mono cut', title: row.token.slice(0, 200)}, `…${row.token.slice(-10)}`),
    bar(left * 1000 / whole, words, row.state !== 'valid' ? 'idle' : overlap ? 'overlap' : left < 600 ? 'warn' : 'good'),
    h('span', {class: 'gauge-text'}, words, h('small', {}, row.api === 'token' ? '' : ` ${row.api}`)));
}

function quotaForm(app) {
  const api = select({}, app.fidelity.apis.map((row) => [row.api, row.api]), 'send');
  const limit = h('input', {type: 'number', min: 0, value: '1000000'});
  const used = h('input', {type: 'number', min: 0, value: '0'});
  return h('div', {class: 'form'}, h('h3', {}, t('setQuota')),
    h('div', {class: 'row-of'}, field(t('api'), api), field(t('limit'), limit), field(t('usedNow'), used)),
    h('div', {class: 'buttons'}, app.button({name: t('set'), method: 'PUT', path: '/__admin/quota',
      body: () => app.withAppid({api: api.value, limit: limit.value === '' ? null : Number(limit.value), used: Number(used.value || 0)}),
      told: t('done')})));
}
