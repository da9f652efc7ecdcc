// The form ids of the account, and the phone that makes them.
import {get} from '../api.js';
import {field, fold, h, select, show, txt} from '../dom.js';
import {ageBar, idText, stateMark} from '../form_id.js';
import {List} from '../list.js';
import {section} from '../parts.js';
import {dayAndTime} from '../time.js';
import {t} from '../words.js';

const STATES = ['fresh', 'used', 'expired', 'unpaid', 'devtools'];
const COLLECTOR = 'wxnotice-collector';
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/;

export function ledger(root, app) {
  const state = select({'aria-label': t('state'), onchange: () => poll()}, [['', t('anyState')], ...STATES.map((id) => [id, t(id)])]);
  const openid = h('input', {type: 'search', placeholder: 'openid', 'aria-label': 'openid', oninput: () => poll()});
  const count = h('span', {class: 'count'});
  const empty = h('p', {class: 'empty', hidden: true}, t('noFormIds'));
  const list = new List({label: t('ledger'), height: () => 56, key: (row) => row.form_id, draw: (row) => draw(row, app), choose: (row) => use(row)});
  show(root, h('div', {class: 'split even'},
    h('div', {class: 'side'}, h('div', {class: 'tools'}, state, openid, count), empty, list.root),
    h('div', {class: 'main-side pad'}, phone(app))));

  const use = (row) => { if (row.uses.length) app.go(`r/${row.uses.at(-1).request}`); };
  async function poll() {
    const answer = await get('/__admin/form-ids', {appid: app.appid, state: state.value, openid: openid.value.trim(), newest: true, limit: 1000});
    const rows = answer.form_ids;
    count.textContent = rows.length < answer.total ? t('moreRows', {shown: rows.length, total: answer.total}) : String(answer.total);
    empty.hidden = answer.total > 0 || state.value !== '' || openid.value !== '';
    list.set(rows);
  }
  return {poll, same: app.commands({method: 'GET', path: app.withAccount('/__admin/form-ids'), cli: ['mint', 'oUser1']})};
}

function draw(id, app) {
  return [
    h('div', {class: 'row-top'}, idText(id.form_id), stateMark(id.state), h('span', {class: 'who'}, t('uses', {used: id.uses.length, limit: id.limit}))),
    h('div', {class: 'row-low'}, ageBar(id, app.clock.now()), h('span', {class: 'cut', dir: 'auto'}, `${id.kind} · `, txt(fold(id.openid, 28))),
      id.uses.map((use) => h('span', {class: 'mono', title: dayAndTime(use.at)}, use.request))),
  ];
}

function phone(app) {
  const openid = h('input', {type: 'text', value: 'oUser1', maxlength: 200, required: true});
  const age = select({}, [['', t('ageNew')], ...['1d', '6d', '6d23h', '7d'].map((value) => [value, value])], '');
  const collector = h('input', {type: 'url', placeholder: 'http://127.0.0.1:3000/form-ids', value: localStorage.getItem(COLLECTOR) ?? ''});
  const made = h('div', {class: 'made', role: 'log', 'aria-label': t('phone')});
  const post = async (id) => {
    const url = collector.value.trim();
    localStorage.setItem(COLLECTOR, url);
    if (url === '') return;
    if (!LOOPBACK.test(url)) return app.say(t('notLoopback'), true);
    try {
      // A collector that knows nothing of other origins can still take a form.
      await fetch(url, {method: 'POST', mode: 'no-cors', body: new URLSearchParams({openid: openid.value, form_id: id})});
      app.say(t('posted', {url}));
    } catch {
      app.say(t('notPosted', {url}), true);
    }
  };
  const mint = (name, more, flags, main) => app.button({
    name, method: 'POST', path: '/__admin/form-ids',
    body: () => app.withAppid({openid: openid.value, ...more, ...(age.value ? {age: age.value} : {})}),
    cli: () => ['mint', openid.value, ...flags, ...(age.value ? ['--age', age.value] : [])],
    told: (answer) => t('mintedIds', {count: answer.form_ids.length}),
    then: async (answer) => {
      made.prepend(...answer.form_ids.map((id) => h('p', {class: 'mono wrap'}, id)));
      while (made.children.length > 20) made.lastChild.remove();
      for (const id of answer.form_ids) await post(id);
    },
  }, main ? {class: 'main'} : {});
  return section(t('phone'),
    h('div', {class: 'row-of'}, field(t('openid'), openid), field(t('age'), age)),
    h('div', {class: 'buttons'},
      mint(t('submitForm'), {}, [], true),
      mint(t('pay'), {kind: 'prepay'}, ['--kind', 'prepay'], true),
      mint(t('payUnpaid'), {kind: 'prepay', paid: false}, ['--kind', 'prepay', '--unpaid']),
      mint(t('devtools'), {devtools: true}, ['--devtools']),
      app.button({name: t('oldWechat'), method: 'POST', path: '/__admin/users',
        body: () => app.withAppid({openid: openid.value, wechat_version: '6.5.1'}),
        cli: () => ['user', 'add', openid.value, '--wechat-version', '6.5.1'],
        told: (answer) => t('oldWechatDone', {openid: answer.openid})})),
    field(t('collector'), collector), h('p', {class: 'quiet-note'}, t('collectorWhat')),
    made);
}
