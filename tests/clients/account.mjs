// An account of the mock that one test has to itself, and what its phones and its operator do.
import assert from 'node:assert/strict';

export const mockUrl = process.env.WXNOTICE_URL;
assert.ok(mockUrl, 'WXNOTICE_URL is not set; tests/clients/run starts the mock and sets it');
// What the clients are given: the mock's own URL, or the one that applications have hard-wired.
const clientUrl = process.env.CLIENT_URL ?? mockUrl;

async function admin(method, path, fields) {
  const query = method === 'GET' ? `?${new URLSearchParams(fields)}` : '';
  const body = method === 'GET' ? undefined : JSON.stringify(fields);
  const response = await fetch(`${mockUrl}/__admin/${path}${query}`, {method, body});
  const answer = await response.json();
  assert.ok(response.ok, `${method} ${path}: ${answer.detail}`);
  return answer;
}

export async function makeAccount() {
  const {appid, secret} = await admin('POST', 'sandboxes', {pages: ['pages/index/index']});
  const account = {appid, secret, url: clientUrl};
  const own = (method, path, fields = {}) => admin(method, path, {appid, ...fields});

  account.mint = async (openid) => (await own('POST', 'form-ids', {openid})).form_ids[0];
  account.limit = (api, limit) => own('PUT', 'quota', {api, limit});
  account.advance = (by) => own('PUT', 'clock', {action: 'advance', by});
  account.fault = (fields) => own('POST', 'faults', fields);
  account.jsCode = async () => (await own('POST', 'js-codes')).js_code;
  account.freeze = () => own('PUT', 'clock', {action: 'freeze'});
  account.endTokens = (action) => own('POST', 'tokens', {action});
  account.cards = async () => (await own('GET', 'messages')).messages;
  account.requestCount = async () => (await admin('GET', `sandboxes/${appid}`)).requests;

  // Some clients fetch a token for every 40001 without end: the mock ends it for them.
  await account.limit('token', 20);
  return account;
}
