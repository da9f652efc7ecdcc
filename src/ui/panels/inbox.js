// What the phones show, newest first, and where each came from.
import {debounce, fold, h, show, txt} from '../dom.js';
import {detail} from '../detail.js';
import {List} from '../list.js';
import {block, mark} from '../parts.js';
import {dayAndTime, time} from '../time.js';
import {t} from '../words.js';

export function inbox(root, app, path) {
  const search = h('input', {type: 'search', placeholder: t('search'), 'aria-label': t('search'), oninput: () => refresh()});
  const count = h('span', {class: 'count'});
  const region = h('div', {class: 'detail'}, h('p', {class: 'empty'}, t('chooseOne')));
  const back = h('button', {type: 'button', class: 'back', onclick: () => { split.classList.remove('open'); list.root.focus(); }}, t('back'));
  const list = new List({label: t('messages', {count: ''}).trim(), height: () => 64, key: (row) => row.id, draw, choose: (row) => choose(row.id)});
  const left = h('div', {class: 'side'}, h('div', {class: 'tools'}, search, count), list.root);
  const split = h('div', {class: 'split'}, left, h('div', {class: 'main-side'}, back, region));
  let following = false;  // the latest, whichever that is
  let shown;
  const open = debounce(async (id) => {
    try {
      const found = await detail(region, {message: id}, app);
      if (found === null) return;
      shown = found.message.id;
      if (id === 'latest') list.mark(found.message.id);
    } catch (error) {
      show(region, h('p', {class: 'empty'}, error.message));
    }
  }, 60);

  function choose(id) {
    split.classList.add('open');
    following = false;
    app.remember(`m/${id}`);
    app.same.draw(app.commands({method: 'GET', path: app.withAccount(`/__admin/messages/${id}`), cli: ['messages', 'show', id]}));
    open(id);
  }

  function refresh() {
    const words = search.value.trim().toLowerCase();
    const fits = (row) => words === '' || `${row.id} ${row.openid} ${row.title} ${row.text}`.toLowerCase().includes(words);
    const rows = app.feed.messages.filter(fits).reverse();
    count.textContent = t('messages', {count: rows.length.toLocaleString()});
    list.set(rows);
    const newest = app.feed.messages.at(-1)?.id;
    if (following && newest !== undefined && newest !== shown) open('latest');
    if (app.feed.messages.length === 0 && !region.querySelector('.tabbed')) show(region, hello(app));
    else if (region.querySelector('.hello')) show(region, h('p', {class: 'empty'}, t('chooseOne')));
  }

  show(root, split);
  const wanted = path.match(/^m\/(.+)$/)?.[1];
  if (wanted) {
    split.classList.add('open');
    following = wanted === 'latest';
    open(decodeURIComponent(wanted));
  }
  refresh();
  return {feed: refresh, same: app.commands({method: 'GET', path: app.withAccount('/__admin/messages'), cli: ['messages']})};
}

function draw(row) {
  return [
    h('div', {class: 'row-top'}, h('b', {dir: 'auto'}, txt(row.title, 60)), h('time', {datetime: row.at, title: dayAndTime(row.at)}, time(row.at))),
    h('div', {class: 'row-low'}, h('span', {class: 'cut', dir: 'auto'}, row.text === '' ? t('blankShort') : txt(fold(row.text, 40))),
      row.delivered ? null : mark('undelivered', 'bad'), h('span', {class: 'who cut', dir: 'auto'}, txt(fold(row.openid, 28)))),
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
