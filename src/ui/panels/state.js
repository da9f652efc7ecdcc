// The account as a whole: snapshots, scenarios, reset, a new one.
import {blob, get} from '../api.js';
import {h, show} from '../dom.js';
import {section} from '../parts.js';
import {both, t} from '../words.js';

export function state(root, app) {
  const file = h('input', {type: 'file', accept: '.json,application/json', class: 'file', onchange: async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    let saved;
    try {
      saved = JSON.parse(await chosen.text());
    } catch (error) {
      return app.say(`${chosen.name}: ${error.message}`, true);
    }
    await app.run('PUT', '/__admin/snapshot', saved, (answer) => t('restored', {appids: answer.restored.join(', ')}));
    await app.readAccounts();
    app.drawTop();
    file.value = '';
  }});
  const scenarios = h('div', {class: 'rows'});
  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    h('div', {},
      section(t('snapshot'), h('div', {class: 'buttons'}, save(app, t('saveOne'), app.appid), save(app, t('saveAll'))),
        app.same.explain(h('label', {class: 'field'}, h('span', {}, t('restore')), file), () => ({method: 'PUT', path: '/__admin/snapshot'}))),
      section(t('reset'), h('div', {class: 'buttons'}, t('resetScopes').split('|').map((row) => reset(app, ...row.split(':'))))),
      section(t('newAccount'), h('div', {class: 'buttons'}, app.button({name: t('newAccount'), method: 'POST', path: '/__admin/sandboxes', body: () => ({}),
        told: (answer) => t('made', {appid: answer.appid}), then: async (answer) => {
          await app.readAccounts();
          app.use(answer.appid);
          app.go('state');
        }})))),
    section(t('scenarios'), scenarios))));
  get('/__admin/scenarios').then(({scenarios: rows}) => show(scenarios, rows.map((row) => h('div', {class: 'template'},
    h('div', {}, h('b', {}, row.scenario), h('p', {class: 'quiet-note'}, both(row.what))),
    app.button({name: t('enterScenario'), method: 'POST', path: '/__admin/scenarios', body: () => app.withAppid({scenario: row.scenario}),
      told: t('scenarioDone', {name: row.scenario})}, {'data-key': row.scenario, 'aria-label': `${t('enterScenario')} ${row.scenario}`})))));
  return {same: {method: 'GET', path: '/__admin/sandboxes'}};
}

function save(app, name, appid) {
  const path = appid ? `/__admin/snapshot?appid=${encodeURIComponent(appid)}` : '/__admin/snapshot';
  const button = h('button', {type: 'button', onclick: async () => {
    const url = URL.createObjectURL(await blob(path));
    h('a', {href: url, download: 'wxnotice.json'}).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }}, name);
  return app.same.explain(button, () => ({method: 'GET', path}));
}

// Asks once more: nothing brings it back.
function reset(app, scope, name) {
  let armed = 0;
  const body = () => app.withAppid({scope});
  const button = h('button', {type: 'button', onclick: async () => {
    if (!armed) {
      button.textContent = t('sure');
      armed = setTimeout(() => { armed = 0; button.textContent = name; }, 4000);
      return;
    }
    clearTimeout(armed);
    armed = 0;
    button.textContent = name;
    await app.run('POST', '/__admin/reset', body(), t('resetDone', {scope}));
  }}, name);
  return app.same.explain(button, () => ({method: 'POST', path: '/__admin/reset', body: body()}));
}
