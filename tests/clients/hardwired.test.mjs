// Clients with no base URL to set, which only interception reaches. nest-wechat has no calls for the
// messages of mini programs, so its tokens and logins are what it can show.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';

import nest from 'nest-wechat';

import {makeAccount} from './account.mjs';

async function start() {
  const account = await makeAccount();
  return {account, wechat: new nest.WeChatService({appId: account.appid, secret: account.secret})};
}

describe('nest-wechat', () => {
  it('gets a token', async () => {
    const {wechat} = await start();
    const answer = await wechat.getAccountAccessToken();
    assert.equal(answer.access_token.length, 157);
  });

  it('gets the same stable token twice', async () => {
    const {wechat} = await start();
    const tokens = [await wechat.getStableAccessToken(), await wechat.getStableAccessToken()];
    assert.ok(tokens[0].access_token);
    assert.equal(tokens[0].access_token, tokens[1].access_token);
  });

  it('is told of a wrong secret', async () => {
    const {account, wechat} = await start();
    const answer = await wechat.getAccountAccessToken(account.appid, 'wrong');
    assert.equal(answer.errcode, 40125);
  });

  it('is told of the quota', async () => {
    const {account, wechat} = await start();
    await account.limit('token', 0);
    assert.equal((await wechat.getAccountAccessToken()).errcode, 45009);
  });

  it('meets -1 once, then a token', async () => {
    const {account, wechat} = await start();
    await account.fault({match: {api: 'token'}, effect: {errcode: -1}, times: 1});
    assert.equal((await wechat.getAccountAccessToken()).errcode, -1);
    assert.ok((await wechat.getAccountAccessToken()).access_token);
  });

  it('logs a user in, with each code once', async () => {
    const {account, wechat} = await start();
    const code = await account.jsCode();
    assert.match((await wechat.mp.code2Session(code)).openid, /^o/);
    assert.equal((await wechat.mp.code2Session(code)).errcode, 40163);
  });
});
