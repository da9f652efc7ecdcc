// The command that the console shows for a request sends that request: each verb of the OpenAPI
// document is run against a server that only writes down what it receives.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Mock} from './mock.mjs';

// A module of the browser: Node 18 takes a .js file for CommonJS.
const source = readFileSync(new URL('../../src/ui/command.js', import.meta.url), 'utf8');
const {FILE, commandOf, verbsOf} = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const BINARY = process.env.WXNOTICE_BINARY;
const folder = mkdtempSync(join(tmpdir(), 'wxnotice-'));
const SAVED = '{"accounts":[]}';
let document;
let verbs;
let recorder;
let received;

before(async () => {
  const mock = await Mock.start(BINARY);
  document = await mock.fetch('GET', '/__admin/openapi.json');
  await mock.stop();
  verbs = verbsOf(document);
  writeFileSync(join(folder, FILE), SAVED);
  recorder = createServer(async (request, reply) => {
    let body = '';
    for await (const piece of request) body += piece;
    received.push({method: request.method, path: request.url, body});
    const ready = request.url.startsWith('/readyz');  // or the command asks again
    reply.writeHead(ready ? 200 : 404, {'Content-Type': 'application/json'}).end('{"detail":"not here"}');
  }).listen(0, '127.0.0.1');
  await once(recorder, 'listening');
});
after(() => {
  recorder.close();
  rmSync(folder, {recursive: true});
});

const url = () => `http://127.0.0.1:${recorder.address().port}`;

// What the command sends; its exit code says nothing here.
async function sentBy(words) {
  received = [];
  await new Promise((done) => execFile(BINARY, words, {cwd: folder}, done));
  assert.equal(received.length, 1, words.join(' '));
  return received[0];
}

// The server reads "2" as 2 and "true" as true.
const plain = (value) => value !== null && typeof value === 'object'
  ? Array.isArray(value) ? value.map(plain) : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]).sort())
  : String(value);
const inOrder = ({method, path, body}) => {
  const {pathname, searchParams} = new URL(path, 'http://mock');
  return {method, path: decodeURIComponent(pathname), query: plain(Object.fromEntries(searchParams)), body: plain(body ?? {})};
};

function put(fields, name, value) {
  const [first, second] = name.split('.');
  if (second === undefined) fields[first] = value;
  else put(fields[first] ??= {}, second, value);
}

const VALUES = {
  list: ["3", "o'b $1"], pairs: {'data.keyword1.value': '339,20=8'}, named: ['买家', {name: '时间', example: '2018年2月2日 14:28'}],
  steps: [{api: 'send', errcode: '0'}, {api: 'token'}],
};
const SCALARS = {timeout: '1ms', within: '1ms', settle: '1ms', scenario: 'busy', errcode: -1};

// The request of the verb with the arguments for which `takes` answers true.
function requestOf(verb, takes, account) {
  const fields = structuredClone(verb.fixed);
  let {path} = verb;
  for (const argument of verb.arguments.filter(takes)) {
    const value = argument.kind === 'flag' ? argument.value : VALUES[argument.kind] ?? SCALARS[argument.field.split('.').at(-1)] ?? '-r1 x';
    if (argument.field === '{}') path = path.replace('{}', verb.command === 'explain' ? 'r12' : encodeURIComponent(value));
    else if (argument.kind !== 'file') put(fields, argument.field, value);
  }
  if (account && verb.account) fields.appid = 'wx-a';
  if (!['GET', 'DELETE'].includes(verb.method)) {
    return {method: verb.method, path, body: verb.arguments.some((argument) => argument.kind === 'file') ? undefined : fields};
  }
  const query = new URLSearchParams(fields).toString();
  return {method: verb.method, path: query ? `${path}?${query}` : path};
}

test('each command of the document sends the request that it is shown for', {timeout: 120_000}, async () => {
  const operations = new Set();
  for (const verb of verbs) {
    const required = (argument) => argument.required || argument.field === '{}';
    const cases = [[required, false], [required, true], [() => true, true], ...verb.arguments.map((one) => [(argument) => argument === one || required(argument), false])];
    for (const [takes, account] of cases) {
      const request = requestOf(verb, takes, account);
      // Of two arguments for one field, as --limit and --no-limit, the later one is meant.
      const found = commandOf(verbs, request, ['--url', url()]);
      assert.ok(found, `${verb.command}: ${JSON.stringify(request)}`);
      const sent = await sentBy(found.words);
      const body = sent.body === '' ? undefined : JSON.parse(sent.body);
      const wanted = request.body ?? (verb.method === 'GET' || verb.method === 'DELETE' ? undefined : JSON.parse(SAVED));
      assert.deepEqual(inOrder({...sent, body}), inOrder({...request, body: wanted}), found.words.join(' '));
      operations.add(`${verb.method} ${verb.path}`);
    }
  }
  assert.ok(operations.size > 30, `${operations.size} requests`);
});

test('what no command sends has no command', () => {
  assert.equal(commandOf(verbs, {method: 'GET', path: '/__admin/form-ids'}), undefined);
  assert.equal(commandOf(verbs, {method: 'POST', path: '/__admin/form-ids', body: {openid: 'o1', unheard: 1}}), undefined);
  assert.equal(commandOf(verbs, {method: 'GET', path: '/__admin/messages?q[]=x'}), undefined);
});

test('a command is named by the whole path first', () => {
  const words = (method, path, body) => commandOf(verbs, {method, path, body}).words.join(' ');
  assert.equal(words('GET', '/__admin/messages/latest?openid=o1'), 'messages latest --openid o1');
  assert.equal(words('GET', '/__admin/messages/m7'), 'messages show m7');
  assert.equal(words('DELETE', '/__admin/faults?appid=wx-a'), 'fault delete all --appid wx-a');
  assert.equal(words('PUT', '/__admin/clock', {action: 'advance', by: '7d'}), 'clock advance 7d');
  assert.equal(words('POST', '/__admin/users', {openid: '-x', wechat_version: '6.5.1'}), 'user add --wechat-version 6.5.1 -- -x');
  assert.equal(words('PUT', '/__admin/quota', {api: 'send', limit: null, used: 0}), 'quota set send --no-limit --used 0');
});
