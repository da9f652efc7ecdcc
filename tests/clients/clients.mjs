// The clients, one row each. They come from the registry as they are; a row only points one at the
// mock, by the means that the client itself offers, and says what to expect of it:
//   name, pointed   the package; what was set to point it
//   make            ({url, appid, secret}) -> the client behind these names:
//                     fetchToken()   a fresh token, kept by the client
//                     send(message)  message: the fields of the send call
//                     titles, title, add, list, del   the template calls
//   outcome         reads {errcode, errmsg} off a call the one way the client tells it; 0 is success
//   tokenOutcome    the same for fetchToken, where the client has one of its own
//   deadToken       for a token that ended: the requests that one send costs then, and the errcode
//                   that the application sees (0: the client fetched a new token and sent again)
//   broken          calls that the client itself gets wrong, and the errcode they earn
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

import axios from 'axios';
import co from 'co';
import CoWechatApi from 'co-wechat-api';
import OpenApi from 'co-wxapp-open-api';
import got from 'got';
import {MiniApp} from 'node-easywechat';
import * as undici from 'undici';
import WechatApi from 'wechat-api';

const pinned = JSON.parse(readFileSync(new URL('package.json', import.meta.url))).dependencies;

// Rejects with an Error of this name, the errcode as its code.
const throws = (name) => async (promise) => {
  try {
    await promise;
    return {errcode: 0};
  } catch (error) {
    assert.equal(error.name, name, error.stack);
    return {errcode: error.code, errmsg: error.message};
  }
};

// Resolves with WeChat's answer, errors too; it is for the application to look.
const returns = async (promise) => {
  const {errcode, errmsg} = await promise;
  return {errcode, errmsg};
};

// The template calls of a client that has none of its own, by its general way to post.
const templateCalls = (post) => ({
  titles: (offset, count) => post('wxopen/template/library/list', {offset, count}),
  title: (id) => post('wxopen/template/library/get', {id}),
  add: (id, keyword_id_list) => post('wxopen/template/add', {id, keyword_id_list}),
  list: (offset, count) => post('wxopen/template/list', {offset, count}),
  del: (template_id) => post('wxopen/template/del', {template_id}),
});

const sendPath = 'message/wxopen/template/send';

const tokenUrl = ({url, appid, secret}) => {
  const query = new URLSearchParams({grant_type: 'client_credential', appid, secret});
  return `${url}/cgi-bin/token?${query}`;
};

// A plain HTTP client, used as most applications do: one kept token, no retry.
function plain(account, {get, post}) {
  let token;
  const call = (path, body) => post(`${account.url}/cgi-bin/${path}?access_token=${token}`, body);
  return {
    fetchToken: async () => (token = (await get(tokenUrl(account))).access_token),
    send: (message) => call(sendPath, message),
    ...templateCalls(call),
  };
}

// One request, and the errcode is the application's to deal with.
const leavesIt = {
  40001: {requests: 1, errcode: 40001},
  42001: {requests: 1, errcode: 42001},
};

// mixin and patch are these two clients' own ways to add the calls that they lack.
CoWechatApi.mixin({
  async postJson(path, body) {
    const {accessToken} = await this.ensureAccessToken();
    return this.request(`${this.prefix}${path}?access_token=${accessToken}`, {
      method: 'POST',
      data: JSON.stringify(body),
      headers: {'Content-Type': 'application/json'},
    });
  },
});
const wechatApiCalls = [sendPath, ...['library/list', 'library/get', 'add', 'list', 'del'].map(
    (call) => `wxopen/template/${call}`)];
const patchWechatApi = (url) => {
  for (const path of wechatApiCalls) {
    if (!WechatApi.prototype[path]) WechatApi.patch(path, `${url}/cgi-bin/${path}`);
  }
};

export const clients = [
  {
    name: 'co-wechat-api',
    pointed: 'api.prefix',
    make({url, appid, secret}) {
      const api = new CoWechatApi(appid, secret);
      api.prefix = `${url}/cgi-bin/`;
      return {
        fetchToken: async () => (await api.getAccessToken()).accessToken,
        send: (m) => api.sendMiniProgramTemplate(
            m.touser, m.template_id, m.page, m.form_id, m.data, undefined, m.emphasis_keyword),
        ...templateCalls((path, body) => api.postJson(path, body)),
      };
    },
    outcome: throws('WeChatAPIError'),
    tokenOutcome: throws('WeChatAPIError'),
    deadToken: {40001: {requests: 3, errcode: 0}, 42001: {requests: 3, errcode: 0}},
  },
  {
    // For third-party platforms: the application's own store gives it the token. After a 40001 it
    // asks the platform calls for another, which the mock has not.
    name: 'co-wxapp-open-api',
    pointed: 'api.prefix, api.templatePrefix, api.templateMessagePrefix, getToken',
    make({url, appid, secret}) {
      let stored;
      const ignore = function* () {};
      const getToken = function* () { return stored; };
      const api = new OpenApi('component', 'secret', appid, 'refresh', 'ticket',
                              ignore, ignore, getToken, ignore);
      api.prefix = `${url}/cgi-bin/`;
      api.templatePrefix = `${url}/cgi-bin/wxopen/template/`;
      api.templateMessagePrefix = `${url}/cgi-bin/message/wxopen/template/`;
      const run = (method, ...args) => co(api[method](...args));
      return {
        fetchToken: async () => {
          const {access_token} = await (await fetch(tokenUrl({url, appid, secret}))).json();
          stored = new OpenApi.AccessToken(access_token, Date.now() + 7200_000);
          return access_token;
        },
        send: (m) => run('sendTemplate', m.touser, m.template_id, m.page, m.form_id, m.data,
                         undefined, m.emphasis_keyword),
        titles: (offset, count) => run('getTemplateLibraryList', offset, count),
        title: (id) => run('getLibraryTemplateById', id),
        add: (id, keywordIds) => run('addTemplate', id, keywordIds),
        list: (offset, count) => run('getTemplateList', offset, count),
        del: (templateId) => run('deleteTemplate', templateId),
      };
    },
    outcome: throws('WeChatAPIError'),
    deadToken: {40001: {requests: 1, errcode: 40066}, 42001: {requests: 1, errcode: 42001}},
    broken: {del: 40066},  // posts to .../delete
  },
  {
    // After a 40001 it sends once more with the very token that was refused.
    name: 'wechat-api',
    pointed: 'api.endpoint',
    make({url, appid, secret}) {
      patchWechatApi(url);
      const api = new WechatApi(appid, secret);
      api.endpoint = url;
      const post = (path, body) => promisify(api[path].bind(api))(body);
      return {
        fetchToken: async () => (await promisify(api.getAccessToken.bind(api))()).accessToken,
        send: (message) => post(sendPath, message),
        ...templateCalls(post),
      };
    },
    outcome: throws('WeChatAPIError'),
    tokenOutcome: throws('WeChatAPIError'),
    deadToken: {40001: {requests: 2, errcode: 40001}, 42001: {requests: 1, errcode: 42001}},
  },
  {
    // Its isFailed() is false for an errcode.
    name: 'node-easywechat',
    pointed: 'http.baseURL',
    make({url, appid, secret}) {
      const app = new MiniApp({
        app_id: appid,
        secret,
        http: {baseURL: `${url}/`},
        file_cache: {path: mkdtempSync(join(tmpdir(), 'easywechat-'))},
      });
      const post = async (path, body) =>
          (await app.getClient().postJson(`/cgi-bin/${path}`, body)).toObject();
      return {
        fetchToken: () => app.getAccessToken().refresh(),
        send: (message) => post(sendPath, message),
        ...templateCalls(post),
      };
    },
    outcome: returns,
    tokenOutcome: async (promise) => {
      const error = await promise.then(() => assert.fail('a token'), (e) => e);
      return JSON.parse(error.message.replace('Failed to get access_token: ', ''));
    },
    deadToken: leavesIt,
  },
  {
    name: 'axios',
    make: (account) => plain(account, {
      get: async (url) => (await axios.get(url)).data,
      post: async (url, body) => (await axios.post(url, body)).data,
    }),
    outcome: returns,
    deadToken: leavesIt,
  },
  {
    name: 'got',
    make: (account) => plain(account, {
      get: (url) => got(url).json(),
      post: (url, json) => got.post(url, {json}).json(),
    }),
    outcome: returns,
    deadToken: leavesIt,
  },
  {
    // Sends no Content-Type at all.
    name: 'undici',
    make: (account) => plain(account, {
      get: async (url) => (await undici.request(url)).body.json(),
      post: async (url, body) => {
        const options = {method: 'POST', body: JSON.stringify(body)};
        return (await undici.request(url, options)).body.json();
      },
    }),
    outcome: returns,
    deadToken: leavesIt,
  },
  {
    // Sends text/plain for a string.
    name: 'fetch',
    make: (account) => plain(account, {
      get: async (url) => (await fetch(url)).json(),
      post: async (url, body) =>
          (await fetch(url, {method: 'POST', body: JSON.stringify(body)})).json(),
    }),
    outcome: returns,
    deadToken: leavesIt,
  },
].map((row) => ({pointed: 'the URL of each call', broken: {},
                 version: pinned[row.name] ?? `of Node ${process.version}`, ...row}));
