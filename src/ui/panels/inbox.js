// What the phones show, newest first, and where each came from.
import {debounce, field, fold, h, middle, select, show, showNew, txt} from '../dom.js';
import {Filters, searchField} from '../filters.js';
import {detail} from '../detail.js';
import {List} from '../list.js';
import {block, mark, who} from '../parts.js';
import {dayAndTime, time} from '../time.js';
import {t} from '../words.js';

const MOST_OFFERED = 100;  // users in the list of the filter

export function inbox(root, app, path) {
  const search = searchField(t('search'));
  const openid = h('input', {type: 'search', list: 'openids', placeholder: 'openid', 'aria-label': 'openid'});
  const openids = h('datalist', {id: 'openids'});
  const template = select({'aria-label': t('template')}, [['', t('anyTemplate')]]);
  const undelivered = h('input', {type: 'checkbox'});
  const count = h('span', {class: 'count'});
  const region = h('div', {class: 'detail'}, h('p', {class: 'empty'}, t('chooseOne')));
  const back = h('button', {type: 'button', class: 'back', onclick: () => { split.classList.remove('open'); list.mark(list.chosen); list.root.focus(); }}, t('back'));
  const list = new List({label: t('messages', {count: ''}).trim(), height: () => 64, key: (row) => row.id, draw, choose: (row) => choose(row.id)});
  const filters = new Filters(app, {q: [t('search'), search], openid: ['openid', openid], template_id: [t('template'), template],
    undelivered: [t('onlyUndelivered'), undelivered]}, () => change());
  const left = h('div', {class: 'side'},
    h('div', {class: 'tools'}, search, openid, openids, template, field(t('onlyUndelivered'), undelivered, {class: 'field check'}), count), filters.note, list.root);
  const split = h('div', {class: 'split'}, left, h('div', {class: 'main-side'}, back, region));
  let following = false;  // the latest, whichever that is
  let shown;
  let older = null;  // a message of a link that the feed does not have any more
  const open = debounce(async (id) => {
    try {
      const found = await detail(region, {message: id}, app);
      if (found === null) return;
      shown = found.message.id;
      older = {feed: app.feed.turn, row: {...found.message, text: found.message.keywords.map(({value}) => value).join(' ')}};
      refresh();
      list.seek(shown);
    } catch (error) {
      show(region, h('p', {class: 'empty notice', role: 'alert'}, error.status === 404 && id !== 'latest' ? t('noMessage', {id}) : error.message));
    }
  }, 60);

  function choose(id) {
    split.classList.add('open');
    following = false;
    app.remember(`m/${encodeURIComponent(id)}`);
    app.same.draw({method: 'GET', path: app.withAccount(`/__admin/messages/${encodeURIComponent(id)}`)});
    open(id);
  }

  function change() {
    const {undelivered: only, ...query} = filters.values();
    app.same.draw({method: 'GET', path: app.withAccount('/__admin/messages', {...query, delivered: only && 'false'})});
    refresh();
  }

  function refresh() {
    const wanted = filters.values();
    const {messages, known} = app.feed;
    // A user who has messages is meant exactly; else it is a part of an openid.
    const user = messages.some((row) => row.openid === wanted.openid);
    const fits = (row) => (!wanted.q || `${row.id} ${row.openid} ${row.title} ${row.text ?? ''}`.toLowerCase().includes(wanted.q.toLowerCase()))
      && (!wanted.openid || (user ? row.openid === wanted.openid : row.openid.includes(wanted.openid)))
      && (!wanted.template_id || row.template_id === wanted.template_id) && !(wanted.undelivered && row.delivered);
    const rows = messages.filter(fits).reverse();
    if (older?.feed === app.feed.turn && !known.has(older.row.id) && fits(older.row)) rows.push(older.row);
    count.textContent = t('messages', {count: rows.length.toLocaleString()});
    filters.say(list, rows.length, '');
    list.set(rows);
    offer(messages);
    const newest = messages.at(-1)?.id;
    if (following && newest !== undefined && newest !== shown) open('latest');
    if (messages.length === 0 && !region.querySelector('.tabbed, .notice')) show(region, hello(app));
    else if (messages.length > 0 && region.querySelector('.hello')) show(region, h('p', {class: 'empty'}, t('chooseOne')));
  }

  // The users and templates that have messages.
  function offer(messages) {
    const titles = new Map(messages.map((row) => [row.template_id, row.title]));
    const twice = (title) => [...titles.values()].filter((other) => other === title).length > 1;
    showNew(openids, [...new Set(messages.slice(-1000).map((row) => row.openid))].slice(-MOST_OFFERED), (values) => values.map((value) => h('option', {value})));
    if (document.activeElement === template) return;
    const chosen = template.value;
    showNew(template, [...titles], (rows) => [h('option', {value: ''}, t('anyTemplate')),
      ...rows.map(([id, title]) => h('option', {value: id}, twice(title) ? `${fold(title, 40)} ${middle(id)}` : fold(title, 40)))]);
    filters.put(template, chosen);
  }

  show(root, split);
  const wanted = path.match(/^m\/(.+)$/)?.[1];
  if (wanted) {
    split.classList.add('open');
    following = wanted === 'latest';
    open(decodeURIComponent(wanted));
  }
  refresh();
  return {feed: refresh, same: {method: 'GET', path: app.withAccount(wanted ? `/__admin/messages/${wanted}` : '/__admin/messages')}};
}

function draw(row) {
  return [
    h('div', {class: 'row-top'}, h('b', {dir: 'auto'}, txt(row.title, 60)), h('time', {datetime: row.at, title: dayAndTime(row.at)}, time(row.at))),
    h('div', {class: 'row-low'}, h('span', {class: 'cut', dir: 'auto'}, row.text === '' ? t('blankShort') : txt(fold(row.text, 40))),
      row.delivered ? null : mark('undelivered', 'bad'), who(row.openid)),
  ];
}

// What to do when there is nothing to see: the README's first send, ready to paste.
function hello(app) {
  const {account} = app;
  const lines = [
    `WX=${location.origin} APPID=${account.appid} SECRET=${account.secret}`,
    'get() { sed -E "s/.*\\"$1\\":\\[?\\"([^\\"]*)\\".*/\\1/"; }',
    'TOKEN=$(curl -s "$WX/cgi-bin/token?grant_type=client_credential&appid=$APPID&secret=$SECRET" | get access_token)',
    'TEMPLATE=$(curl -s "$WX/cgi-bin/wxopen/template/add?access_token=$TOKEN" -d \'{"id":"AT0002","keyword_id_list":[3,4,5]}\' | get template_id)',
    `FORM=$(curl -s $WX/__admin/form-ids -d '{"openid":"oUser1","appid":"'$APPID'"}' | get form_ids)`,
    'curl -s "$WX/cgi-bin/message/wxopen/template/send?access_token=$TOKEN" -d \'{"touser":"oUser1","template_id":"\'$TEMPLATE\'","form_id":"\'$FORM\'","page":"index","data":{"keyword1":{"value":"TIT造舰厂"},"keyword2":{"value":"2016年6月6日"},"keyword3":{"value":"咖啡"}},"emphasis_keyword":"keyword3.DATA"}\'',
  ];
  return h('div', {class: 'hello'}, h('h2', {}, t('noMessages')), h('p', {}, t('noMessagesWhat')), block(lines.join('\n'), 'sh'));
}
