// What the client does that would hurt in production, and how true this mock is.
import {get} from '../api.js';
import {h, show, showNew, txt} from '../dom.js';
import {searchField} from '../filters.js';
import {section} from '../parts.js';
import {both, t} from '../words.js';

export function report(root, app) {
  const found = h('div', {class: 'rows'});
  const table = h('tbody');
  const filter = searchField(t('filter'), {oninput: () => fill()});
  show(root, h('div', {class: 'panel'},
    section(t('clientReport'), found),
    section(t('fidelity'), h('p', {class: 'quiet-note'}, t('fidelityWhat')), filter,
      h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('fidelity')}, h('table', {}, h('thead', {}, h('tr', {},
        ['errcode', t('errmsg'), t('when'), t('source'), t('confidence')].map((name) => h('th', {scope: 'col'}, name)))), table)))));
  function fill() {
    const words = filter.value.trim().toLowerCase();
    show(table, app.fidelity.errcodes.filter((row) => `${row.errcode} ${row.errmsg} ${both(row.when)} ${row.source}`.toLowerCase().includes(words)).map((row) =>
      h('tr', {}, h('td', {class: 'mono'}, String(row.errcode)), h('td', {}, row.errmsg), h('td', {}, both(row.when)), h('td', {}, row.source),
        h('td', {}, h('span', {class: `mark ${{high: 'good', medium: 'warn', low: 'bad'}[row.confidence] ?? 'plain'}`}, row.confidence)))));
  }
  fill();

  async function poll() {
    const answer = await get('/__admin/client-report', {appid: app.appid});
    showNew(found, answer, () => answer.total === 0 ? h('p', {class: 'verdict good'}, t('clientGood', {count: answer.requests})) : answer.findings.map((row) =>
      h('article', {class: 'letter'}, h('h3', {}, row.id, ' ', h('span', {class: 'mark bad'}, t('times2', {count: row.count}))),
        h('p', {}, both(row.why)), h('p', {}, h('b', {}, t('pair', {name: t('whatToDo'), value: ''})), both(row.todo)),
        h('p', {class: 'quiet-note'}, txt(row.source, 200), row.requests.length ? ' · ' : '', row.requests.slice(0, 12).map((id) => [h('a', {href: `r/${id}`, onclick: app.follow}, id), ' '])))));
  }
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/client-report')}};
}
