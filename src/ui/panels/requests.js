// Every call, as it comes, with the reason in words.
import {get} from '../api.js';
import {debounce, field, fold, h, select, show, txt} from '../dom.js';
import {Filters, searchField} from '../filters.js';
import {detail} from '../detail.js';
import {List} from '../list.js';
import {marks, who} from '../parts.js';
import {dayAndTime, time} from '../time.js';
import {both, t} from '../words.js';

const PAGES = 10;

export function requests(root, app, path) {
  const api = select({'aria-label': t('api')}, [['', t('anyApi')], ...app.fidelity.apis.map((row) => [row.api, row.api])]);
  const errcode = h('input', {type: 'text', list: 'errcodes', size: 9, placeholder: t('filterErrcode'), 'aria-label': t('filterErrcode')});
  const codes = h('datalist', {id: 'errcodes'}, app.fidelity.errcodes.map((row) => h('option', {value: row.errcode})));
  const openid = h('input', {type: 'search', placeholder: 'openid', 'aria-label': 'openid'});
  const text = searchField(t('filterText'), {placeholder: t('filterShort')});
  const refused = h('input', {type: 'checkbox'});
  const count = h('span', {class: 'count'});
  const region = h('div', {class: 'detail'}, h('p', {class: 'empty'}, t('chooseOne')));
  const back = h('button', {type: 'button', class: 'back', onclick: () => { split.classList.remove('open'); list.mark(list.chosen); list.root.focus(); }}, t('back'));
  const list = new List({label: t('requests'), height: () => 52, key: (row) => row.id, draw: (row) => draw(row, app), choose: (row) => choose(row.id)});
  const filters = new Filters(app, {q: [t('filterShort'), text], api: [t('api'), api], errcode: ['errcode', errcode], openid: ['openid', openid],
    refused: [t('onlyRefused'), refused]}, () => change());
  const look = h('input', {type: 'search', placeholder: t('lookUp'), 'aria-label': t('lookUp')});
  const lookUp = h('form', {class: 'look', onsubmit: (event) => { event.preventDefault(); if (look.value.trim()) choose(look.value.trim()); }},
    look, h('button', {type: 'submit'}, t('lookUpGo')));
  const split = h('div', {class: 'split wide-side'},
    h('div', {class: 'side'}, h('div', {class: 'tools'}, api, errcode, codes, openid, text, field(t('onlyRefused'), refused, {class: 'field check'}), count), filters.note, list.root),
    h('div', {class: 'main-side'}, back, lookUp, region));
  let deep = null;  // ids that the server found by a text of body or response

  const open = debounce(async (id) => {
    try {
      const found = await detail(region, {request: id}, app);
      if (found && found.request.appid !== app.appid) app.use(found.request.appid);  // a link may lead to any account
      if (found) list.seek(found.request.id);
    } catch (error) {
      show(region, h('p', {class: 'empty'}, error.message));
    }
  }, 60);

  function choose(id) {
    split.classList.add('open');
    app.remember(`r/${encodeURIComponent(id)}`);
    app.same.draw({method: 'GET', path: `/__admin/explain/${encodeURIComponent(id)}`});
    open(id);
  }

  function fits(row, wanted) {
    if (wanted.api && row.api !== wanted.api) return false;
    if (wanted.errcode && String(row.errcode) !== wanted.errcode) return false;
    if (wanted.openid && !(row.openid ?? '').includes(wanted.openid)) return false;
    if (wanted.refused && row.errcode === 0 && !row.fault) return false;
    if (!wanted.q || deep?.has(row.id)) return true;
    return `${row.id} ${row.api} ${row.path} ${row.form_id} ${row.reason} ${app.reason(row.reason)}`.toLowerCase().includes(wanted.q.toLowerCase());
  }

  function refresh() {
    const wanted = filters.values();
    const rows = app.feed.requests.filter((row) => fits(row, wanted)).reverse();
    count.textContent = t('requestCount', {shown: rows.length.toLocaleString(), total: app.feed.requests.length.toLocaleString()});
    filters.say(list, rows.length, t('noRequests'));
    list.set(rows);
  }

  // Bodies and answers are searched by the server.
  const dig = debounce(async () => {
    const {q} = filters.values();
    if (q === undefined) {
      deep = null;
      return;
    }
    const ids = new Set();
    let after;
    for (let page = 0; page < PAGES; ++page) {
      const {requests: rows} = await get('/__admin/requests', {appid: app.appid, q, brief: true, limit: 1000, after});
      for (const row of rows) ids.add(row.id);
      if (rows.length < 1000) break;
      after = rows.at(-1).id;
    }
    if (filters.values().q !== q) return;
    deep = ids;
    refresh();
  }, 250);

  function change() {
    const {refused: _, ...wanted} = filters.values();
    app.same.draw({method: 'GET', path: app.withAccount('/__admin/requests', wanted)});
    refresh();
    dig();
  }

  show(root, split);
  const wanted = path.match(/^r\/(.+)$/)?.[1];
  if (wanted) {
    split.classList.add('open');
    open(decodeURIComponent(wanted));
  }
  refresh();
  if (text.value) dig();
  return {feed: () => { refresh(); if (text.value) dig(); }, same: {method: 'GET', path: wanted ? `/__admin/explain/${wanted}` : app.withAccount('/__admin/requests')}};
}

function draw(row, app) {
  const ok = row.errcode === 0;
  const words = row.reason === null ? (ok ? t('ok') : '') : app.reason(row.reason);
  return [
    h('div', {class: 'row-top'}, h('span', {class: ok ? 'code good' : 'code bad'}, String(row.errcode)),
      h('b', {class: 'cut', dir: 'auto'}, row.api ?? txt(`${fold(row.method, 12)} ${fold(row.path, 60)}`)), marks(row),
      h('time', {datetime: row.at, title: dayAndTime(row.at)}, time(row.at))),
    h('div', {class: 'row-low'}, h('span', {class: 'mono'}, row.id), h('span', {class: 'cut', dir: 'auto', title: row.reason ?? ''}, txt(words, 200)),
      who(row.openid)),
  ];
}

export const reasonWords = (fidelity) => {
  const words = new Map(fidelity.reasons.map((row) => [row.reason, both(row.why)]));
  // A reason that this page was not told of is shown as it is.
  return (reason) => words.get(reason) || reason || '';
};
