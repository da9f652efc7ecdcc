// The console in a real browser, against a mock of its own.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer, get} from 'node:http';
import {once} from 'node:events';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {launch} from './browser.mjs';
import {Mock, data} from './mock.mjs';

const BINARY = process.env.WXNOTICE_BINARY;
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const run = promisify(execFile);
const PANELS = ['', 'requests', 'ledger', 'clock', 'faults', 'templates', 'title', 'violations', 'report', 'state'];
let browser;
let mock;
let troubles = [];

before(async () => { [browser, mock] = await Promise.all([launch(), Mock.start(BINARY)]); });
after(async () => { await browser?.close(); await mock?.stop(); });

// An account of its own for each test, with a token, a template and the page that looks at it.
async function scene(path, options = {}) {
  const account = await mock.admin('POST', 'sandboxes', {});
  const mine = Object.assign(Object.create(mock), {
    appid: account.appid,
    admin: (method, where, body) => method === 'GET' || method === 'DELETE'
      ? mock.admin(method, `${where}${where.includes('?') ? '&' : '?'}appid=${account.appid}`)
      : mock.admin(method, where, {...body, appid: account.appid}),
  });
  mine.access = await mock.token(account.appid, account.secret);
  mine.bought = await mine.template();
  const context = await browser.newContext({locale: 'zh-CN', viewport: {width: 1200, height: 800}, reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) troubles.push(message.text()); });
  page.on('response', (reply) => { if (reply.status() >= 400) troubles.push(`${reply.status()} ${reply.url()}`); });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith(mock.url) && !options.elsewhere) troubles.push(`loads ${request.url()}`); });
  await page.goto(`${mock.url}/__admin/ui/${path}${path.includes('?') ? '&' : '?'}appid=${account.appid}`);
  await page.locator('.live.on').waitFor();
  return {page, mine, buy: (more = {}) => mine.send(mine.access, {touser: 'oUser1', template_id: mine.bought, page: 'index', data: data('TIT造舰厂', '2016年6月6日', '咖啡'), ...more})};
}

const shows = (locator, options) => locator.waitFor({timeout: 5000, ...options});
const look = (name, act) => test(name, {timeout: 30_000}, async () => {
  troubles = [];
  await act();
  assert.deepEqual(troubles, [], 'the page complains of nothing and loads nothing from elsewhere');
  for (const context of browser.contexts()) await context.close();
});

look('what is sent by HTTP appears as the phone shows it', async () => {
  const {page, buy} = await scene('');
  assert.equal((await buy()).errcode, 0);
  await page.locator('.row').first().click();
  const card = page.locator('.wx-card');
  await shows(card.getByRole('heading', {name: '购买成功通知'}));
  assert.deepEqual(await card.locator('dt').allTextContents(), ['购买地点', '购买时间', '物品名称']);
  assert.deepEqual(await card.locator('dd').allTextContents(), ['TIT造舰厂', '2016年6月6日', '咖啡']);
  await shows(card.getByText('进入小程序查看'));
  await buy({page: undefined, data: data({value: '一二三四五六七八九十一二三四五六七八九十一二', color: '#173177'}), emphasis_keyword: 'keyword2.DATA'});
  await page.locator('.row').nth(1).waitFor();
  await page.locator('.list').focus();
  await page.keyboard.press('Home');
  await shows(page.getByRole('button', {name: '显示完整的值'}));
  assert.equal(await card.locator('footer').count(), 0, 'without a page, it leads nowhere');
  assert.equal(await card.locator('.wx-rows dd').first().evaluate((dd) => getComputedStyle(dd).color), 'rgb(23, 49, 119)');
  assert.match(await card.locator('.wx-rows dd').first().textContent(), /^一二三四五六七八九十一二三四五六七八九十…$/);
  await page.getByRole('button', {name: '显示完整的值'}).click();
  await shows(card.getByText('一二三四五六七八九十一二三四五六七八九十一二', {exact: true}));
});

look('the emphasised keyword is large and centred; blank and undelivered cards say so', async () => {
  const {page, mine, buy} = await scene('');
  await buy({emphasis_keyword: 'keyword3.DATA'});
  await page.locator('.row').first().click();
  const big = page.locator('.wx-big dd');
  await shows(big.getByText('咖啡'));
  assert.deepEqual(await big.evaluate((dd) => [parseFloat(getComputedStyle(dd).fontSize) >= 28, getComputedStyle(dd).textAlign]), [true, 'center']);
  await buy({data: {}});
  await mine.admin('POST', 'users', {openid: 'oOld', wechat_version: '6.5.1'});
  await buy({touser: 'oOld'});
  await page.locator('.row').nth(2).waitFor();
  await page.locator('.row').nth(1).click();
  await shows(page.getByRole('note').getByText('空白卡片'));
  await page.locator('.row').first().click();
  await shows(page.getByRole('note').getByText('未送达：用户的微信低于 6.5.2'));
  await shows(page.locator('.preview').getByText('index', {exact: true}));
  assert.doesNotMatch(await page.locator('.phone').textContent(), /未送达|空白|index/, 'the phone shows what a phone shows');
});

look('every side of a refusal, by its hint', async () => {
  const {page, mine, buy} = await scene('');
  await mine.mint('oUser1');
  const {errmsg} = await buy({form_id: 'bogus'});
  const stranger = await (await browser.newContext({locale: 'zh-CN'})).newPage();
  const link = `${mock.url}/__admin/ui/r/${encodeURIComponent(errmsg.match(/\[(.*)\]/)[1])}`;
  await stranger.goto(link);
  await shows(stranger.locator('.row[aria-selected=true]').getByText('从未产生过这个 id'));
  assert.equal(await stranger.getByLabel('账号').inputValue(), mine.appid, 'a link leads to the account it is about');
  await page.goto(link);
  await shows(page.getByText('从未产生过这个 id').last());
  assert.match(await page.locator('.checks').textContent(), /touser.*template_id.*form_id\.unknown/);
  for (const [tab, text] of [['请求', '"bogus"'], ['响应', '41028'], ['curl', 'curl -sS -X POST']]) {
    await page.getByRole('tab', {name: tab, exact: true}).click();
    await shows(page.locator('.tab-body').getByText(text).first());
  }
});

look('the clock is advanced and form ids expire', async () => {
  const {page, mine} = await scene('clock');
  await mine.mint('oUser1');
  await mine.mint('oUser1');
  await page.getByRole('button', {name: '+7 天'}).click();
  await shows(page.locator('.log').getByText('2 个 form_id 过期'));
  await shows(page.locator('.log').getByText('1 个 token 过期'));
  await page.getByRole('link', {name: 'form_id', exact: true}).click();
  await shows(page.locator('.row .mark.bad').nth(1));
  await page.getByRole('button', {name: '提交表单'}).click();
  await shows(page.locator('.row').first().getByText('可用'));
  await page.getByRole('button', {name: '支付', exact: true}).click();
  await shows(page.locator('.row').first().getByText('0/3 次'));
});

look('a form id made here can be posted to a collector on loopback', async () => {
  const collector = createServer((request, reply) => {
    let body = '';
    request.on('data', (piece) => { body += piece; }).on('end', () => { collector.emit('form', body); reply.end(); });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const {page} = await scene('ledger', {elsewhere: true});
  await page.getByLabel('同时提交到本机收集地址').fill(`http://127.0.0.1:${collector.address().port}/form-ids`);
  const [[body]] = await Promise.all([once(collector, 'form'), page.getByRole('button', {name: '提交表单'}).click()]);
  assert.match(body, /^openid=oUser1&form_id=\w+$/);
  collector.close();
});

look('a fault is switched on, met and seen', async () => {
  const {page, buy} = await scene('faults');
  const busy = page.getByRole('switch', {name: /send 返回 -1/}).first();
  await busy.click();
  await shows(page.getByRole('switch', {name: /send 返回 -1.*剩余 2/}));
  assert.equal((await buy()).errcode, -1);
  await shows(page.getByRole('switch', {name: /send 返回 -1.*剩余 1/}));
  await page.getByRole('link', {name: '请求', exact: true}).click();
  await shows(page.locator('.row').first().getByText('故障 f1'));
  await page.getByRole('link', {name: '故障', exact: true}).click();
  await page.getByRole('switch', {name: /send 返回 -1.*剩余 1/}).click();
  await shows(page.locator('.switch[aria-checked=false]').first());
  assert.equal((await buy()).errcode, 0);
});

look('requests are filtered by what they say, also in their bodies', async () => {
  const {page, buy} = await scene('requests');
  await buy();
  await buy({form_id: 'bogus', touser: 'oUser1'});
  await buy({form_id: 'bogus', touser: 'oUser1'});
  const rows = page.locator('.row');
  await shows(rows.first().getByText('重试'));
  await page.getByLabel('errcode').fill('41028');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 2);
  await page.getByLabel('errcode').fill('');
  await page.getByLabel('文本').fill('造舰厂');
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 3);
  await page.getByLabel('仅被拒绝的').check();
  await page.waitForFunction(() => document.querySelectorAll('.row').length === 2);
});

look('an unknown account is named, and the known ones are offered', async () => {
  const {page, mine} = await scene('');
  await page.goto(`${mock.url}/__admin/ui/requests?appid=wx-never-made`);
  const notice = page.getByRole('alert');
  await shows(notice.getByText('没有账号 wx-never-made'));
  await shows(notice.getByRole('link', {name: 'wx1234567890abcdef', exact: true}));
  assert.equal(await page.locator('.list').count(), 0, 'nothing of another account is shown');
  await notice.getByRole('link', {name: mine.appid, exact: true}).click();
  await shows(page.locator('.list'));
  assert.equal(await page.getByLabel('账号').inputValue(), mine.appid);
  assert.match(page.url(), new RegExp(`/requests\\?appid=${mine.appid}$`));
  await page.goBack();
  await shows(notice.getByText('没有账号 wx-never-made'));
  await page.goForward();
  await shows(page.locator('.list'));
  await mock.admin('DELETE', `sandboxes/${mine.appid}`);
  await shows(notice.getByText(`没有账号 ${mine.appid}`));
  troubles = troubles.filter((trouble) => !/^4\d\d |the server responded with a status of 4/.test(trouble));
});

look('a link to an old message selects it and scrolls to it', async () => {
  const {page, mine, buy} = await scene('');
  await buy();
  const saved = await mine.admin('GET', 'snapshot');
  const [first] = saved.accounts[0].messages;
  saved.accounts[0].messages = Array.from({length: 300}, (_, i) => ({...first, number: i + 1, request: i + 1}));
  await mock.admin('PUT', 'snapshot', saved);
  for (const viewport of [{width: 1200, height: 800}, {width: 390, height: 800}]) {
    await page.setViewportSize(viewport);
    await page.goto(`${mock.url}/__admin/ui/m/m3?appid=${mine.appid}`);
    await shows(page.locator('.wx-card'));
    await shows(page.getByText('300 条消息'), {state: 'attached'});
    if (viewport.width < 760) await page.getByRole('button', {name: '返回列表'}).click();
    const chosen = page.locator('.row[aria-selected=true]');
    await shows(chosen);
    assert.equal(await chosen.getAttribute('aria-posinset'), '298');
    await page.waitForFunction(() => {
      const [row, list] = ['.row[aria-selected=true]', '.list'].map((name) => document.querySelector(name).getBoundingClientRect());
      return row.top >= list.top && row.bottom <= list.bottom + 1;
    });
  }
  await page.goto(`${mock.url}/__admin/ui/m/m999?appid=${mine.appid}`);
  await shows(page.getByRole('alert').getByText('没有消息 m999'));
  troubles = troubles.filter((trouble) => !/404/.test(trouble));
});

look('openids that differ at the end are told apart', async () => {
  const {page, buy} = await scene('');
  for (const end of ['first', 'other']) await buy({touser: `oGZUI0egBJY1zhBYw2Khdq${end}`});
  await page.locator('.row').nth(1).waitFor();
  assert.deepEqual(await page.locator('.row .who').allTextContents(), ['oGZUI0eg…hdqother', 'oGZUI0eg…hdqfirst']);
  for (const path of ['requests', 'ledger']) {
    await page.locator(`#nav [data-key=${path}]`).click();
    for (const end of ['first', 'other']) await shows(page.locator('.row .who', {hasText: new RegExp(`${end}$`)}).first());
  }
  const cut = await page.locator('.row .who').evaluateAll((all) => all.filter((who) => who.scrollWidth > who.clientWidth + 1).length);
  assert.equal(cut, 0);
});

look('the inbox is filtered by user, template and delivery, and the address keeps it', async () => {
  const {page, mine, buy} = await scene('');
  await mine.admin('POST', 'users', {openid: 'oOld', wechat_version: '6.5.1'});
  const failed = await mine.template('AT0002', [3]);
  await buy();
  await buy({touser: 'oUser2', template_id: failed});
  await buy({touser: 'oOld'});
  const rows = (count) => page.waitForFunction((n) => document.querySelectorAll('.row').length === n, count);
  await rows(3);
  await page.getByLabel('openid').fill('oUser2');
  await rows(1);
  assert.equal(new URL(page.url()).searchParams.get('openid'), 'oUser2');
  await page.getByLabel('openid').fill('');
  await rows(3);
  await page.getByLabel('模板').selectOption(failed);
  await rows(1);
  assert.match(await page.locator('#same code').last().textContent(), /wxnotice messages list --template-id/);
  await page.getByLabel('模板').selectOption('');
  await page.getByLabel('仅未送达').check();
  await rows(1);
  await page.getByLabel('搜索').fill('没有这样的文字');
  await shows(page.getByText('没有符合筛选条件的内容（搜索：没有这样的文字，仅未送达）'));
  await page.reload();
  await shows(page.getByText('没有符合筛选条件的内容（搜索：没有这样的文字，仅未送达）'));
  await page.getByRole('button', {name: '清除筛选'}).click();
  await rows(3);
  assert.deepEqual([...new URL(page.url()).searchParams.keys()], ['appid']);
  await page.getByLabel('模板').selectOption(failed);
  await rows(1);
  await page.locator('.row').click();
  await shows(page.locator('.wx-card'));
  await page.reload();
  await shows(page.locator('.wx-card'));
  await rows(1);
  assert.equal(await page.getByLabel('模板').inputValue(), failed);
});

look('times and durations are in words a person reads', async () => {
  const {page, mine, buy} = await scene('requests');
  const old = await mine.mint('oUser1', {age: '6d23h'});
  await mine.admin('PUT', 'clock', {action: 'advance', by: '2h'});
  mine.access = await mock.token(mine.appid, (await mock.admin('GET', `sandboxes/${mine.appid}`)).secret);
  assert.equal((await buy({form_id: old})).errcode, 41028);
  await page.locator('.row', {hasText: '41028'}).first().click();  // others come before it is shown
  const facts = page.locator('.tab-body');
  await shows(facts.getByText(/^7 天 1 小时/));
  assert.doesNotMatch(await facts.textContent(), /\d[dhm]\d+(ms|[hms])|\dT\d\d:/);
  for (const path of ['ledger', 'clock', 'violations']) {
    await page.locator(`#nav [data-key=${path}]`).click();
    await page.locator('#main .box').first().waitFor();
    assert.doesNotMatch(await page.locator('#main').innerText(), /\b\d+(d|h|m|ms|s)\b|T\d\d:/, path);
  }
});

look('a fault in the list says when it applies', async () => {
  const {page, mine} = await scene('faults');
  await mine.admin('POST', 'faults', {match: {api: 'send'}, effect: {errcode: -1}, probability: 0.25, ttl: '10m', every: 3, after: 2});
  const fault = page.getByRole('switch', {name: /^f1/});
  await shows(fault);
  assert.match(await fault.textContent(), /前 2 次不生效 · 每 3 次生效一次 · 概率 25% · 到 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 为止/);
  assert.equal(await page.locator('.switch[aria-checked=true]').count(), 1, 'it is not the usual fault');
});

look('"/" goes to the search', async () => {
  const {page} = await scene('');
  for (const [path, label] of [['', '搜索'], ['requests', '文本（含请求体和响应）'], ['ledger', 'openid'], ['templates', '按标题、编号或关键词搜索'], ['report', '筛选']]) {
    await page.locator(`#nav [data-key="${path || 'inbox'}"]`).click();
    await page.locator('#main .root > *').waitFor();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), label);
    await page.keyboard.type('a/b');
    assert.equal(await page.evaluate(() => document.activeElement.value), 'a/b');
  }
});

look('the bars leave a phone most of its screen', async () => {
  const {page} = await scene('', {viewport: {width: 390, height: 844}});
  await page.locator('#clock-chip:not([hidden])').waitFor();
  const {height} = await page.locator('#top').boundingBox();
  assert.ok(height <= 46, `the top bar takes ${height} px`);
  const main = await page.locator('#main').boundingBox();
  assert.ok(main.y <= 90, `the content starts at ${main.y} px`);
});

look('a title is checked as it is typed', async () => {
  const {page} = await scene('title');
  await page.getByLabel('标题').fill('优惠促销');
  await shows(page.getByText('审核不会通过', {exact: true}));
  await shows(page.locator('.marked mark.error').first());
  await page.getByRole('button', {name: /改为 优惠促销通知/}).click();
  await page.waitForFunction(() => ![...document.querySelectorAll('.findings .quiet-note')].some((row) => row.textContent === 'title-ending'));
  await page.getByLabel('标题').fill('体检报告出具通知');
  await page.getByLabel(/^关键词/).fill('体检人');
  await shows(page.getByText('审核会通过', {exact: true}));
  await page.getByRole('button', {name: '提交审核'}).click();
  await shows(page.getByText(/已进入本账号模板库/));
});

look('a template is composed with keys and by dragging', async () => {
  const {page, mine} = await scene('templates/AT0002');
  for (const name of ['购买地点', '购买时间', '物品名称']) await page.locator('.chip').getByText(name).click();
  const taken = page.locator('.order li');
  await taken.nth(2).focus();
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual(await taken.locator('b').allTextContents(), ['购买地点', '物品名称', '购买时间']);
  await taken.nth(0).dragTo(taken.nth(2));
  assert.deepEqual(await taken.locator('b').allTextContents(), ['物品名称', '购买时间', '购买地点']);
  await page.getByRole('button', {name: '添加到我的模板'}).click();
  await shows(page.getByText(/^已添加/));
  const {templates} = await mine.admin('GET', 'templates');
  assert.deepEqual(templates.at(-1).keywords.map((keyword) => keyword.keyword_id), [5, 4, 3]);
});

look('the commands shown do the same', async () => {
  const {page, mine} = await scene('ledger');
  const before = (await mine.admin('GET', 'form-ids')).total;
  await page.getByLabel('openid', {exact: true}).last().fill("o'User $1");
  await page.getByRole('button', {name: '支付', exact: true}).hover();
  const [curl, command] = await page.locator('#same code').allTextContents();
  assert.match(command, /^wxnotice mint /);
  await run('sh', ['-c', curl]);
  await run('sh', ['-c', `wxnotice() { "${BINARY}" "$@"; }; ${command}`]);
  const {form_ids: made} = await mine.admin('GET', 'form-ids');
  assert.deepEqual(made.slice(before).map((id) => [id.openid, id.kind]), Array(2).fill(["o'User $1", 'prepay']));
});

look('hostile values are text', async () => {
  const {page, buy} = await scene('');
  const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const bidi = 'abc\u202Egnp.exe';
  await buy({page: `index?${markup}`, data: data(markup, bidi, 'x'.repeat(1 << 20)), emphasis_keyword: 'keyword1.DATA'});
  await page.locator('.row').first().click();
  await shows(page.locator('.wx-big dd').getByText('<img src=x'));
  await shows(page.locator('.wx-rows dd').getByText('U+202E'));
  assert.ok(await page.locator('.wx-card').evaluate((card) => card.scrollWidth <= card.clientWidth), 'nothing overflows');
  await page.getByRole('tab', {name: '请求', exact: true}).click();
  await page.getByRole('button', {name: /显示全部/}).click();
  assert.ok((await page.locator('.block pre').first().textContent()).length > 1 << 20);
  await fetch(`${mock.url}/<script>window.hit=1</script>?appid=${encodeURIComponent(markup)}`, {method: 'PROPFIND'});
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator('img[src=x], main script').count(), 0);
});

look('a reset elsewhere empties the page, and a lost connection comes back', async () => {
  const {page, mine, buy} = await scene('');
  await buy();
  await shows(page.locator('.row').first());
  await mine.admin('POST', 'reset', {scope: 'messages'});
  await shows(page.locator('.hello'));
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await buy();
  await shows(page.locator('.row').first());
});

look('a week of trouble: quota, offences, a scenario, a snapshot, a reset', async () => {
  const {page, mine, buy} = await scene('clock');
  await page.getByLabel('上限（空为不限）').fill('0');
  await page.getByRole('button', {name: '设置'}).click();
  await shows(page.getByRole('img', {name: 'send：0 / 0'}));
  assert.equal((await buy()).errcode, 45009);
  await page.getByRole('link', {name: '违规'}).click();
  await page.getByRole('button', {name: '模拟一次违规'}).click();
  await shows(page.getByText('第 1 次违规'));
  await page.getByRole('button', {name: '模拟一次违规'}).click();
  await shows(page.getByText(/接口已封禁，至/));
  await page.getByRole('link', {name: '状态'}).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: '保存此账号'}).click()]);
  const saved = await download.path();
  const all = page.getByRole('button', {name: '全部', exact: true});
  await all.click();
  assert.equal((await mine.admin('GET', 'violations')).total, 2, 'one press forgets nothing');
  await page.getByRole('button', {name: '再次点击确认'}).click();
  await shows(page.getByText('已清除：all'));
  assert.equal((await mine.admin('GET', 'violations')).total, 0);
  await page.getByLabel('从文件恢复').setInputFiles(saved);
  await shows(page.getByText(`已恢复：${mine.appid}`));
  assert.equal((await mine.admin('GET', 'violations')).total, 2);
  await page.getByRole('button', {name: '进入 busy'}).click();
  await shows(page.getByText('已进入场景 busy'));
  assert.equal((await mine.admin('GET', 'faults')).total, 1);
});

look('a server with an admin token is asked for it once', async () => {
  const guarded = await Mock.start(BINARY, '--admin-token', 's3cret');
  try {
    const page = await (await browser.newContext({locale: 'zh-CN'})).newPage();
    await page.goto(`${guarded.url}/`);
    await page.getByLabel('需要管理令牌').locator('input').fill('s3cret');
    await page.getByRole('button', {name: '继续'}).click();
    await shows(page.locator('.live.on'));
    await page.reload();
    await shows(page.locator('.live.on'));
  } finally {
    await guarded.stop();
  }
});

look('a call of another host through the proxy is marked as a leak', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wxnotice-'));
  const proxied = await Mock.start(BINARY, '--proxy-port', '0', '--data-dir', folder);
  try {
    const page = await (await browser.newContext({locale: 'zh-CN'})).newPage();
    await page.goto(`${proxied.url}/__admin/ui/requests`);
    await shows(page.locator('.live.on'));
    const {hostname, port} = new URL(proxied.proxy);
    const [reply] = await once(get({hostname, port, path: 'http://elsewhere.test/'}), 'response');
    assert.equal(reply.statusCode, 403);
    await shows(page.locator('.row .mark.bad', {hasText: '外部请求'}));
  } finally {
    await proxied.stop();
    rmSync(folder, {recursive: true});
  }
});

look("another site's page cannot steer the mock", async () => {
  const {mine} = await scene('');
  const site = createServer((request, reply) => reply.end('<!doctype html><title>elsewhere</title>')).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.evaluate(async ([url, appid]) => {
    const body = JSON.stringify({appid});
    await fetch(`${url}/__admin/violations`, {method: 'POST', mode: 'no-cors', body});
    await fetch(`${url}/__admin/violations`, {method: 'POST', body}).catch(() => {});
  }, [mock.url, mine.appid]);
  assert.equal((await mine.admin('GET', 'violations')).total, 0);
  site.close();
  site.closeAllConnections();
});

look('ten thousand messages scroll without a stutter', async () => {
  const {page, mine, buy} = await scene('');
  await buy();
  const saved = await mine.admin('GET', 'snapshot');
  const [first] = saved.accounts[0].messages;
  saved.accounts[0].messages = Array.from({length: 10_000}, (_, i) => ({...first, number: i + 1, request: i + 1}));
  await mock.admin('PUT', 'snapshot', saved);
  await page.getByText('10,000 条消息').waitFor({timeout: 20_000});
  const scrolled = await page.locator('.list').evaluate((list) => new Promise((done) => {
    const frames = [];
    const frame = (now) => {
      frames.push(now);
      list.scrollTop += 9_000;
      if (frames.length < 60) return requestAnimationFrame(frame);
      const took = frames.slice(1).map((at, i) => at - frames[i]).sort((a, b) => a - b);
      done({median: took[took.length >> 1], drawn: list.querySelectorAll('.row').length, top: list.scrollTop});
    };
    requestAnimationFrame(frame);
  }));
  assert.ok(scrolled.drawn < 60, `${scrolled.drawn} rows are drawn`);
  assert.ok(scrolled.top > 400_000);
  // Half of the frames, since a busy machine may hold up any one of them.
  assert.ok(scrolled.median < 50, `a frame takes ${scrolled.median} ms`);
});

look('nothing that axe knows of bars a reader; dark and narrow too', async () => {
  const {page, mine, buy} = await scene('', {colorScheme: 'light'});
  await buy({emphasis_keyword: 'keyword3.DATA'});
  await buy({form_id: 'bogus'});
  const [refused] = (await mine.admin('GET', 'requests?errcode=41028')).requests;
  const bad = [];
  const check = async (name) => {
    const {violations} = await page.evaluate(`(async () => { if (!window.axe) { ${AXE} } return axe.run(document, {resultTypes: ['violations']}); })()`);
    bad.push(...violations.flatMap((row) => row.nodes.map((node) => `${name}: ${row.id}: ${node.target}`)));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) bad.push(`${name}: ${overflow} px too wide`);
  };
  for (const [scheme, width] of [['light', 1200], ['dark', 360]]) {
    await page.emulateMedia({colorScheme: scheme});
    await page.setViewportSize({width, height: 740});
    for (const path of PANELS) {
      await page.locator(`#nav [data-key="${path || 'inbox'}"]`).click();
      await page.locator('#main .root > *').waitFor();
      await check(`${path} ${scheme} ${width}`);
    }
    for (const path of ['m/latest', `r/${refused.id}`]) {
      await page.goto(`${mock.url}/__admin/ui/${path}`);
      await page.locator('.tabbed').waitFor();
      await check(`${path} ${scheme} ${width}`);
    }
  }
  assert.deepEqual(bad, []);
});

look('it speaks English as well', async () => {
  const {page} = await scene('', {locale: 'en-US'});
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  for (const path of PANELS) {
    await page.goto(`${mock.url}/__admin/ui/${path}`);
    await page.locator('#main .root > *').waitFor();
    assert.doesNotMatch(await page.locator('#nav').textContent(), /[\u4e00-\u9fff]/);
  }
});
