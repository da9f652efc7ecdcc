// Every client of clients.mjs lives through the same days against the mock.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';

import {makeAccount} from './account.mjs';
import {clients} from './clients.mjs';

const openid = 'oClientsTest';
const titleId = 'AT0002';
const keywordIds = [3, 4, 5];
const sample = {
  touser: openid,
  page: 'pages/index/index?order=1',
  emphasis_keyword: 'keyword1.DATA',
  data: {
    keyword1: {value: 'TIT造舰厂', color: '#173177'},
    keyword2: {value: '2016年6月6日'},
    keyword3: {value: '咖啡 <1> & "2"'},
  },
};

// An account with one template, and a client that holds a token for it.
async function start(row) {
  const account = await makeAccount();
  const client = row.make(account);
  await client.fetchToken();
  const {template_id} = await client.add(titleId, keywordIds);
  const send = (form_id, by = client) => row.outcome(by.send({...sample, template_id, form_id}));
  return {account, client, template_id, send};
}

function assertRaised({errcode, errmsg}, expected, wording) {
  assert.equal(errcode, expected);
  // The text comes through whole: applications match it.
  assert.match(errmsg, new RegExp(`^${wording} hint: \\[[^\\]]+\\]$`));
}

for (const row of clients) {
  describe(`${row.name} ${row.version}`, {timeout: 20_000}, () => {
    it('gets a token', async () => {
      const client = row.make(await makeAccount());
      assert.match(await client.fetchToken(), /^6_[\w-]{155}$/);
    });

    it('manages templates', async () => {
      const {client, template_id} = await start(row);
      const {list: titles, total_count} = await client.titles(0, 5);
      assert.deepEqual(titles[0], {id: titleId, title: '购买成功通知'});
      assert.ok(titles.length === 5 && total_count > 5);
      const {keyword_list} = await client.title(titleId);
      assert.deepEqual(keyword_list[0],
                       {keyword_id: 3, name: '购买地点', example: 'TIT造舰厂'});
      const {list} = await client.list(0, 20);
      assert.equal(list.length, 1);
      assert.equal(list[0].template_id, template_id);
      assert.equal(list[0].content, '购买地点{{keyword1.DATA}}\n购买时间{{keyword2.DATA}}\n' +
                                        '物品名称{{keyword3.DATA}}\n');
      const {errcode} = await row.outcome(client.del(template_id));
      assert.equal(errcode, row.broken.del ?? 0);
      assert.equal((await client.list(0, 20)).list.length, row.broken.del ? 1 : 0);
    });

    it('sends, and the card arrives as sent', async () => {
      const {account, send, template_id} = await start(row);
      const form_id = await account.mint(openid);
      assert.equal((await send(form_id)).errcode, 0);
      const cards = await account.cards();
      assert.equal(cards.length, 1);
      const {title, page, emphasis_keyword, keywords, ...card} = cards[0];
      assert.equal(title, '购买成功通知');
      assert.equal(page, sample.page);
      assert.equal(emphasis_keyword, 'keyword1.DATA');
      assert.deepEqual(keywords.map(({name, value, emphasised}) => [name, value, emphasised]), [
        ['购买地点', 'TIT造舰厂', true],
        ['购买时间', '2016年6月6日', false],
        ['物品名称', '咖啡 <1> & "2"', false],
      ]);
      assert.equal(keywords[0].color, '#173177');
      assert.equal(card.openid, openid);
      assert.equal(card.template_id, template_id);
      assert.equal(card.form_id, form_id);
    });

    it('sends a blank template when only the ids are set', async () => {
      const {account, client, template_id} = await start(row);
      const message = {touser: openid, template_id, form_id: await account.mint(openid)};
      assert.equal((await row.outcome(client.send(message))).errcode, 0);
      const [{page, keywords}] = await account.cards();
      assert.equal(page, null);
      assert.ok(keywords.every(({value}) => value === ''), JSON.stringify(keywords));
    });

    it('raises 41028 for a form id of 7 days ago, after a new token', async () => {
      const {account, client, send} = await start(row);
      const form_id = await account.mint(openid);
      await account.advance('7d');
      let outcome = await send(form_id);
      if (row.deadToken[42001].errcode !== 0) {
        assertRaised(outcome, 42001, 'access_token expired');
        await client.fetchToken();
        outcome = await send(form_id);
      }
      assertRaised(outcome, 41028, 'invalid form id');
      assert.equal((await account.cards()).length, 0);
    });

    it('raises 41029 for a form id used twice', async () => {
      const {account, send} = await start(row);
      const form_id = await account.mint(openid);
      assert.equal((await send(form_id)).errcode, 0);
      assertRaised(await send(form_id), 41029, 'form id used count reach limit');
      assert.equal((await account.cards()).length, 1);
    });

    it('raises 45009 over the quota, and does not try again', async () => {
      const {account, send} = await start(row);
      await account.limit('send', 1);
      assert.equal((await send(await account.mint(openid))).errcode, 0);
      const form_id = await account.mint(openid);
      const before = await account.requestCount();
      assertRaised(await send(form_id), 45009, 'reach max api daily quota limit');
      assert.equal(await account.requestCount() - before, 1);
    });

    for (const [errcode, action] of [[40001, 'revoke'], [42001, 'expire']]) {
      const expected = row.deadToken[errcode];
      const does = expected.errcode === 0 ? 'gets a new token and sends' : 'raises';
      it(`${does} on ${errcode}`, async () => {
        const {account, client, send} = await start(row);
        const form_id = await account.mint(openid);
        await account.endTokens(action);
        const before = await account.requestCount();
        assert.equal((await send(form_id)).errcode, expected.errcode);
        assert.equal(await account.requestCount() - before, expected.requests);
        if (expected.errcode !== 0) {
          await client.fetchToken();
          assert.equal((await send(form_id)).errcode, 0);
        }
        assert.equal((await account.cards()).length, 1);
      });
    }

    it('goes on for 5 minutes with a token that another process replaced', async () => {
      const {account, send} = await start(row);
      await account.freeze();
      await row.make(account).fetchToken();
      const before = await account.requestCount();
      assert.equal((await send(await account.mint(openid))).errcode, 0);
      assert.equal(await account.requestCount() - before, 1);
      await account.advance('5m');
      const {errcode} = await send(await account.mint(openid));
      assert.equal(errcode, row.deadToken[40001].errcode);
    });

    if (row.tokenOutcome) {
      it('raises 40125 for a wrong secret', async () => {
        const client = row.make({...await makeAccount(), secret: 'wrong'});
        assertRaised(await row.tokenOutcome(client.fetchToken()), 40125,
                     'invalid appsecret, view more at http://t.cn/RAEkdVq');
      });
    }
  });
}
