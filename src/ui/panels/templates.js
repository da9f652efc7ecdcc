// The account's templates, and the library that they are composed from.
import {get} from '../api.js';
import {debounce, h, show, showNew, txt} from '../dom.js';
import {searchField} from '../filters.js';
import {section} from '../parts.js';
import {t} from '../words.js';

const MOST = 10;

export function templates(root, app, path) {
  const mine = h('div', {class: 'rows'});
  const cap = h('span', {class: 'count'});
  const titles = h('div', {class: 'rows', role: 'list'});
  const more = h('p', {class: 'quiet-note'});
  const bench = h('div', {});
  const search = searchField(t('searchLibrary'), {oninput: debounce(() => find(), 150)});
  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    section(t('library'), search, titles, more),
    h('div', {}, bench, section(t('myTemplates'), cap, mine)))));

  async function find() {
    const query = {appid: app.appid, q: search.value.trim(), limit: 60};
    const answer = await get('/__admin/library', query);
    show(titles, answer.titles.map((row) => h('div', {role: 'listitem'}, h('button', {type: 'button', class: 'line', 'data-key': row.id, onclick: () => take(row)},
      h('span', {class: 'mono'}, row.id), h('b', {}, txt(row.title, 60)), h('span', {class: 'cut'}, txt(row.keywords.map((keyword) => keyword.name).join('、'), 120)),
      row.own ? h('span', {class: 'mark good'}, t('own')) : null))));
    more.textContent = answer.titles.length < answer.total ? t('moreRows', {shown: answer.titles.length, total: answer.total}) : '';
    if (search.value) app.same.draw({method: 'GET', path: app.withAccount('/__admin/library', {q: search.value.trim()})});
    return answer.titles;
  }

  function take(title) {
    show(bench, section(t('pair', {name: t('compose'), value: `${title.id} ${title.title}`}), compose(app, title, () => poll())));
    bench.scrollIntoView({block: 'nearest'});
  }

  async function poll() {
    const answer = await get('/__admin/templates', {appid: app.appid, limit: 1000});
    cap.textContent = t('templateCount', {count: answer.total, cap: answer.cap});
    showNew(mine, answer.templates, () => answer.total === 0 ? h('p', {class: 'quiet-note'}, t('noTemplates')) : answer.templates.map((row) => h('div', {class: 'template'},
      h('div', {}, h('b', {}, txt(row.title, 60)), ' ', h('span', {class: 'mono'}, row.id), h('p', {class: 'mono wrap'}, row.template_id),
        h('p', {class: 'quiet-note'}, txt(row.keywords.map((keyword, i) => `keyword${i + 1} ${keyword.name}`).join(' · '), 400))),
      app.button({name: t('remove'), method: 'DELETE', path: () => app.withAccount(`/__admin/templates/${row.template_id}`)}, {'data-key': row.template_id, 'aria-label': `${t('remove')} ${row.template_id}`}))));
  }
  const wanted = path.split('/')[1];
  if (wanted) search.value = decodeURIComponent(wanted);
  find().then((rows) => { if (wanted && rows.length) take(rows[0]); });
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/templates')}};
}

// Keywords in the order taken; dragged, or moved with Alt and arrows.
function compose(app, title, then) {
  const order = [];
  const from = h('div', {class: 'chips'});
  const list = h('ol', {class: 'order', 'aria-label': t('chosen')});
  const add = app.button({name: t('addTemplate'), method: 'POST', path: '/__admin/templates',
    body: () => app.withAppid({id: title.id, keyword_id_list: order.map((keyword) => keyword.keyword_id)}),
    told: (answer) => t('added', {id: answer.template_id}), then}, {class: 'main'});
  let dragged = -1;

  function move(at, to) {
    if (to < 0 || to >= order.length || at === to) return;
    order.splice(to, 0, ...order.splice(at, 1));
    draw(order[to]);
  }
  function drop(at) {
    order.splice(at, 1);
    draw(order[Math.min(at, order.length - 1)]);
  }
  function press(event, at) {
    if (event.altKey && event.key === 'ArrowUp') move(at, at - 1);
    else if (event.altKey && event.key === 'ArrowDown') move(at, at + 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') drop(at);
    else return;
    event.preventDefault();
  }

  function item(keyword, at) {
    const name = keyword.name;
    return h('li', {draggable: 'true', tabindex: '0', 'data-key': String(keyword.keyword_id), onkeydown: (event) => event.target === event.currentTarget && press(event, at),
      ondragstart: (event) => { dragged = at; event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', String(at)); },
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => { event.preventDefault(); move(dragged, at); }},
      h('span', {class: 'grip', 'aria-hidden': 'true'}, '⠿'), h('span', {class: 'mono'}, `keyword${at + 1}`), h('b', {}, txt(name, 40)),
      h('span', {class: 'cut quiet-note'}, txt(keyword.example, 60)),
      h('button', {type: 'button', class: 'quiet', disabled: at === 0, 'aria-label': t('moveUp', {name}), onclick: () => move(at, at - 1)}, '↑'),
      h('button', {type: 'button', class: 'quiet', disabled: at === order.length - 1, 'aria-label': t('moveDown', {name}), onclick: () => move(at, at + 1)}, '↓'),
      h('button', {type: 'button', class: 'quiet', 'aria-label': t('takeOut', {name}), onclick: () => drop(at)}, '×'));
  }

  function draw(focused) {
    show(from, title.keywords.filter((keyword) => !order.includes(keyword)).map((keyword) => h('button', {type: 'button', class: 'chip', 'data-key': `k${keyword.keyword_id}`,
      disabled: order.length >= MOST, onclick: () => { order.push(keyword); draw(); }}, txt(keyword.name, 40), h('small', {}, String(keyword.keyword_id)))));
    show(list, order.map(item));
    if (focused) list.querySelector(`[data-key="${focused.keyword_id}"]`)?.focus();
    add.disabled = order.length === 0;
  }
  draw();
  if (title.keywords.length === 0) return h('p', {class: 'quiet-note'}, t('noKeywords'));
  return [h('p', {class: 'quiet-note'}, t('composeWhat')), h('h3', {}, t('available')), from, h('h3', {}, t('chosen')), list, h('div', {class: 'buttons'}, add)];
}
