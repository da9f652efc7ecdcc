// A title before the auditor sees it: checked while it is typed.
import {call} from '../api.js';
import {debounce, field, h, show, txt} from '../dom.js';
import {section} from '../parts.js';
import {lang, t} from '../words.js';

export function title(root, app) {
  const name = h('input', {type: 'text', placeholder: t('titleHint'), maxlength: 200, oninput: () => check(), 'aria-describedby': 'verdict'});
  const keywords = h('textarea', {rows: 5, maxlength: 4000, oninput: () => check()});
  const verdict = h('p', {id: 'verdict', class: 'verdict', role: 'status'}, t('typeFirst'));
  const marked = h('div', {class: 'marked', lang: 'zh-CN', 'aria-hidden': 'true'});
  const found = h('ul', {class: 'findings', 'aria-label': t('findings')});
  const proposal = () => ({title: name.value, lang,
    keywords: keywords.value.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
      const [word, ...example] = line.split(/[:：]/);
      return example.length ? {name: word.trim(), example: example.join(':').trim()} : word.trim();
    })});
  let turn = 0;

  const check = debounce(async () => {
    const mine = ++turn;
    if (name.value.trim() === '') {
      verdict.className = 'verdict';
      verdict.textContent = t('typeFirst');
      show(marked);
      show(found);
      return;
    }
    const body = app.withAppid({...proposal(), dry_run: true});
    const answer = await call('POST', '/__admin/library', body).catch((error) => ({accepted: false, findings: [{severity: 'error', message: error.message, related: []}]}));
    if (mine !== turn) return;
    verdict.className = `verdict ${answer.accepted ? 'good' : 'bad'}`;
    verdict.textContent = t(answer.accepted ? 'wouldPass' : 'wouldFail');
    show(marked, [mark(name.value, answer.findings.filter((row) => row.keyword === null)),
      ...body.keywords.map((keyword, i) => mark(keyword.name ?? keyword, answer.findings.filter((row) => row.keyword === i)))]
      .map((text) => h('p', {}, text)));
    show(found, answer.findings.map(finding));
    app.same.draw({method: 'POST', path: '/__admin/library', body});
  }, 150);

  function finding(row) {
    return h('li', {class: row.severity},
      h('p', {}, h('span', {class: `mark ${{error: 'bad', warning: 'warn'}[row.severity] ?? 'plain'}`}, row.clause || row.severity), ' ', txt(row.message, 600)),
      h('p', {class: 'quiet-note'}, row.rule),
      row.fix ? h('button', {type: 'button', onclick: () => fix(row)}, `${t('useThis')} `, h('b', {}, txt(row.fix, 80))) : null,
      row.related.length ? h('p', {}, t('pair', {name: t('alike'), value: ''}), row.related.slice(0, 5).map((other) => [
        other.id ? h('a', {href: `templates/${other.id}`, onclick: app.follow}, `${other.id} ${other.text}`) : txt(other.text, 80), ` ${Math.round(other.score * 100)}% `])) : null);
  }

  function fix(row) {
    if (row.keyword === null) name.value = row.fix;
    else keywords.value = keywords.value.split('\n').filter((line) => line.trim()).map((line, i) => i === row.keyword ? row.fix : line).join('\n');
    check();
    name.focus();
  }

  show(root, h('div', {class: 'panel'}, h('div', {class: 'columns'},
    section(t('title'), field(t('titleField'), name), field(t('keywordsField'), keywords),
      h('div', {class: 'buttons'}, app.button({name: t('propose'), method: 'POST', path: '/__admin/library', body: () => app.withAppid(proposal()),
        told: (answer) => t('proposed', {id: answer.id}), then: () => check()}, {class: 'main'}))),
    section(t('findings'), verdict, marked, found))));
  return {same: {method: 'POST', path: '/__admin/library', body: {title: '优惠促销', dry_run: true}}};
}

// The text with what the findings are about underlined. Columns count code points from 1.
function mark(text, findings) {
  const points = Array.from(text);
  const tone = points.map(() => '');
  const rank = {info: 1, warning: 2, error: 3};
  for (const row of findings) {
    if (points.slice(row.column - 1, row.end_column - 1).join('') !== row.text) continue;
    for (let i = row.column - 1; i < row.end_column - 1; ++i) if ((rank[row.severity] ?? 0) > (rank[tone[i]] ?? 0)) tone[i] = row.severity;
  }
  const parts = [];
  for (let i = 0; i < points.length;) {
    let end = i + 1;
    while (end < points.length && tone[end] === tone[i]) ++end;
    const piece = txt(points.slice(i, end).join(''));
    parts.push(tone[i] ? h('mark', {class: tone[i]}, piece) : piece);
    i = end;
  }
  return parts;
}
