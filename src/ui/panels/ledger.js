// The form ids of the account, and the phone that makes them.
import {get} from '../api.js';
import {field, h, select, show} from '../dom.js';
import {Filters, searchField} from '../filters.js';
import {ageBar, idText, stateMark} from '../form_id.js';
import {List} from '../list.js';
import {section, who} from '../parts.js';
import {dayAndTime, duration} from '../time.js';
import {t} from '../words.js';

const STATES = ['fresh', 'used', 'expired', 'unpaid', 'devtools'];
const COLLECTOR = 'wxnotice-collector';
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/;

export function ledger(root, app) {
  const state = select({'aria-label': t('state')}, [['', t('anyState')], ...STATES.map((id) => [id, t(id)])]);
  const openid = searchField('openid');
  const count = h('span', {class: 'count'});
  const list = new List({label: t('ledger'), height: () => 56, key: (row) => row.form_id, draw: (row) => draw(row, app), choose: (row) => use(row)});
  const filters = new Filters(app, {openid: ['openid', openid], state: [t('state'), state]}, () => poll());
  show(root, h('div', {class: 'split even'},
    h('div', {class: 'side'}, h('div', {class: 'tools'}, state, openid, count), filters.note, list.root),
    h('div', {class: 'main-side pad'}, phone(app))));

  const use = (row) => { if (row.uses.length) app.go(`r/${row.uses.at(-1).request}`); };
  async function poll() {
    const answer = await get('/__admin/form-ids', {appid: app.appid, ...filters.values(), newest: true, limit: 1000});
    const rows = answer.form_ids;
    count.textContent = rows.length < answer.total ? t('moreRows', {shown: rows.length, total: answer.total}) : String(answer.total);
    filters.say(list, rows.length, t('noFormIds'));
    list.set(rows);
  }
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/form-ids')}};
}

function draw(id, app) {
  return [
    h('div', {class: 'row-top'}, idText(id.form_id), stateMark(id.state), h('span', {class: 'who'}, t('uses', {used: id.uses.length, limit: id.limit}))),
    h('div', {class: 'row-low'}, ageBar(id, app.clock.now()), h('span', {class: 'kind'}, id.kind),
      h('span', {class: 'cut'}, id.uses.map((use) => h('span', {class: 'mono', title: dayAndTime(use.at)}, `${use.request} `))), who(id.openid)),
  ];
}

function phone(app) {
  const openid = h('input', {type: 'text', value: 'oUser1', maxlength: 200, required: true});
  const age = select({}, [['', t('ageNew')], ...['1d', '6d', '6d23h', '7d'].map((value) => [value, duration(value)])], '');
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
  const mint = (name, more, main) => app.button({
    name, method: 'POST', path: '/__admin/form-ids',
    body: () => app.withAppid({openid: openid.value, ...more, ...(age.value ? {age: age.value} : {})}),
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
      mint(t('submitForm'), {}, true),
      mint(t('pay'), {kind: 'prepay'}, true),
      mint(t('payUnpaid'), {kind: 'prepay', paid: false}),
      mint(t('devtools'), {devtools: true}),
      app.button({name: t('oldWechat'), method: 'POST', path: '/__admin/users',
        body: () => app.withAppid({openid: openid.value, wechat_version: '6.5.1'}),
        told: (answer) => t('oldWechatDone', {openid: answer.openid})})),
    field(t('collector'), collector), h('p', {class: 'quiet-note'}, t('collectorWhat')),
    made);
}
