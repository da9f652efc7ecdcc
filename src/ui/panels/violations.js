// Offences, what they cost, the letters.
import {get} from '../api.js';
import {field, h, middle, select, show} from '../dom.js';
import {section} from '../parts.js';
import {dayAndTime, duration} from '../time.js';
import {both, t} from '../words.js';

const KINDS = ['form', 'prepay', 'add', 'api'];

export function violations(root, app) {
  const verdict = h('p', {class: 'verdict'});
  const ladder = h('ol', {class: 'ladder'});
  const letters = h('div', {class: 'rows'});
  const limits = h('div', {class: 'rows'});
  const template = select({'aria-label': t('offendingTemplate')}, [['', t('noTemplate')]]);
  const kind = select({}, KINDS.map((name) => [name, name]));
  const lasts = select({}, ['1d', '7d', '30d'].map((value) => [value, duration(value)]));
  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    h('div', {},
      section(t('ladder'), verdict, ladder, field(t('offendingTemplate'), template),
        h('div', {class: 'buttons'}, app.button({name: t('commit'), method: 'POST', path: '/__admin/violations',
          body: () => app.withAppid(template.value ? {template_id: template.value} : {})}, {class: 'main'}))),
      section(t('restrictions'), limits, h('div', {class: 'row-of'}, field(t('restrict'), kind), field(t('lasts'), lasts)),
        h('div', {class: 'buttons'}, app.button({name: t('restrict'), method: 'POST', path: '/__admin/violations',
          body: () => app.withAppid({restrict: kind.value, for: lasts.value})})))),
    section(t('letters'), letters))));

  async function poll() {
    const [answer, {templates}] = await Promise.all([get('/__admin/violations', {appid: app.appid}), get('/__admin/templates', {appid: app.appid, limit: 1000})]);
    verdict.className = `verdict ${answer.banned ? 'bad' : 'good'}`;
    verdict.textContent = !answer.banned ? t('notBanned') : answer.banned_until ? t('banned', {until: dayAndTime(answer.banned_until)}) : t('bannedForEver');
    const steps = t('ladderSteps').split('|');
    show(ladder, steps.map((step, i) => h('li', {class: i < answer.total ? 'done' : '', 'aria-current': i === answer.total - 1 ? 'step' : undefined}, step)));
    show(letters, answer.violations.length === 0 ? h('p', {class: 'quiet-note'}, t('noLetters')) : [...answer.violations].reverse().map((row) =>
      h('article', {class: 'letter'}, h('h3', {}, t('offence', {n: row.offence}), ' · ', dayAndTime(row.at)), h('p', {}, both(row.letter)),
        row.template_id ? h('p', {class: 'mono wrap'}, row.template_id) : null)));
    show(limits, answer.restrictions.length === 0 ? h('p', {class: 'quiet-note'}, t('none')) : answer.restrictions.map((row) =>
      h('p', {}, h('span', {class: `mark ${row.active ? 'bad' : 'plain'}`}, row.restrict), ' ', row.until ? dayAndTime(row.until) : '∞')));
    if (document.activeElement !== template)
      show(template, h('option', {value: ''}, t('noTemplate')), templates.map((row) => h('option', {value: row.template_id, selected: row.template_id === template.value}, `${row.title} ${middle(row.template_id)}`)));
  }
  return {poll, same: {method: 'GET', path: app.withAccount('/__admin/violations')}};
}
