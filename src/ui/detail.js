// One message or request from every side: card, request, response, why, form id, curl.
import {get} from './api.js';
import {fold, h, middle, show, txt} from './dom.js';
import {phone} from './card.js';
import {block, facts, pretty, tabs} from './parts.js';
import {ageBar} from './form_id.js';
import {dayAndTime, readable} from './time.js';
import {both, t} from './words.js';

let lastTab = {};  // by kind of subject: a reader who looks at reasons goes on doing so

// Loads and shows it in `region`. subject: {message: 'm1'} or {request: 'r2' | hint | rid}.
// Answers what was found, {message, request}, or null when a later call overtook this one.
export async function detail(region, subject, app) {
  const turn = region.turn = {};
  const message = subject.message ? await get(`/__admin/messages/${encodeURIComponent(subject.message)}`, {appid: app.appid}) : null;
  const id = message ? message.request : subject.request;
  const why = await get(`/__admin/explain/${encodeURIComponent(id)}`).catch((error) => error);
  const request = why instanceof Error ? null : await get(`/__admin/requests/${why.id}`, {appid: why.appid}).catch(() => null);
  if (region.turn !== turn) return null;
  if (!message && !request) throw why instanceof Error ? why : new Error(t('gone'));
  show(region, head(message, request), tabs(t('details'), sides(message, request, why, app), lastTab[message ? 'm' : 'r'],
    (chosen) => { lastTab[message ? 'm' : 'r'] = chosen; }));
  return {message, request};
}

function head(message, request) {
  const name = message ? message.title : request.api ?? `${fold(request.method, 20)} ${fold(request.path, 80)}`;
  return h('div', {class: 'detail-head'},
    h('h2', {dir: 'auto'}, txt(name, 120)),
    h('p', {}, [message?.id, request?.id, dayAndTime((message ?? request).at)].filter(Boolean).join(' · '), ' · ',
      h('span', {class: 'wrap', dir: 'auto'}, txt(middle((message ?? request).openid ?? '', 80)))));
}

function sides(message, request, why, app) {
  const gone = () => h('p', {class: 'quiet-note'}, t('gone'));
  return [
    message && {id: 'card', name: t('card'), draw: () => phone(message)},
    !message && {id: 'why', name: t('why'), draw: () => whySide(why, request)},
    {id: 'request', name: t('request'), draw: () => request ? requestSide(request) : gone()},
    {id: 'response', name: t('response'), draw: () => request ? responseSide(request) : gone()},
    message && {id: 'why', name: t('why'), draw: () => request ? whySide(why, request) : gone()},
    {id: 'form', name: t('formId'), draw: () => why.form_id ? formSide(why.form_id, app) : h('p', {class: 'quiet-note'}, t('noFormId'))},
    {id: 'curl', name: t('curl'), draw: () => request ? curlSide(why, app) : gone()},
  ].filter(Boolean);
}

function requestSide(request) {
  const line = (entries) => facts(entries.map(([name, value]) => [fold(name, 60), typeof value === 'string' ? value : JSON.stringify(value)]));
  const query = Object.entries(request.query);
  return [
    h('p', {class: 'mono wrap', dir: 'auto'}, txt(`${fold(request.method, 40)} ${fold(request.path, 300)}`)),
    query.length ? [h('h3', {}, t('query')), line(query)] : null,
    h('h3', {}, t('body')),
    request.body_base64 !== undefined ? [h('p', {class: 'quiet-note'}, t('binary')), block(request.body_base64, t('body'))]
      : request.body === '' ? h('p', {class: 'quiet-note'}, t('noBody')) : block(pretty(request.body), t('body')),
    h('h3', {}, t('headers')), line(Object.entries(request.headers)),
  ];
}

const responseSide = (request) => [
  facts([[t('status'), request.status], ['errcode', request.errcode], ['X-Wxnotice-Reason', request.reason]]),
  block(pretty(request.response), t('response')),
];

function whySide(why, request) {
  const refused = why.reason !== null;
  return [
    h('p', {class: refused ? 'verdict bad' : 'verdict good'},
      h('b', {}, refused ? `${why.errcode} · ${why.reason}` : t('ok')), ' ',
      refused ? both(why.why) : t('allPassed')),
    why.fault ? h('p', {class: 'verdict warn'}, t('faultHit', {id: why.fault})) : null,
    why.late ? h('p', {class: 'verdict warn'}, t('lateHit')) : null,
    why.hung_up ? h('p', {class: 'verdict warn'}, t('hungUp')) : null,
    why.client ? [h('h3', {}, t('whatToDo')), h('p', {}, both(why.client))] : null,
    h('h3', {}, t('checks')),
    h('ol', {class: 'checks'},
      why.passed.map((check) => h('li', {}, h('span', {class: 'tick', 'aria-label': t('passed')}, '✓'), check)),
      refused ? h('li', {class: 'stop'}, h('span', {class: 'tick', 'aria-hidden': 'true'}, '✕'), `${why.reason} — ${t('stopped')}`) : null),
    why.nearest ? [h('h3', {}, t('nearest')), block(JSON.stringify(why.nearest, null, 2), t('nearest'))] : null,
    Object.keys(why.detail ?? {}).length ? [h('h3', {}, t('known')),
      facts(Object.entries(why.detail).map(([name, value]) => [name, inWords(name, value)]))] : null,
    why.rule ? [h('h3', {}, t('source')),
      facts([[t('source'), why.rule.source], ['basis', why.rule.basis], [t('confidence'), why.rule.errcode_confidence], ['trace', request?.trace_id]])] : null,
  ];
}

function inWords(name, value) {
  return typeof value === 'object' ? JSON.stringify(value, readable) : String(readable(name, value));
}

function formSide(id, app) {
  return [
    h('p', {class: 'mono wrap'}, txt(id.form_id, 300)),
    ageBar(id, app.clock.now()),
    facts([[t('state'), t(id.state)], ['kind', id.kind], ['openid', id.openid], [t('minted'), dayAndTime(id.minted_at)],
      [t('expires'), dayAndTime(id.expires_at)], [t('usedBy'), t('uses', {used: id.uses.length, limit: id.limit})]]),
    h('ul', {class: 'plain'}, id.uses.map((use) => h('li', {},
      h('a', {href: `r/${use.request}`, onclick: app.follow}, use.request), ' ', dayAndTime(use.at)))),
  ];
}

const curlSide = (why, app) => [
  h('h3', {}, t('repeatIt')), block(why.curl, 'curl'),
  h('h3', {}, t('explainIt')), block(app.commands({method: 'GET', path: `/__admin/explain/${encodeURIComponent(why.id)}`}).cli, 'wxnotice'),
];
