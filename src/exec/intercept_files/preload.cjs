// Loaded into every Node process that `wxnotice exec --intercept` starts. In Node 20, http, https and
// fetch do not support proxies, but they and the packages that use them open every connection with
// this function. A connection to WeChat goes to the mock. A connection to a host that is not allowed
// is reported to the proxy, which lists it, and fails.
'use strict';
const childProcess = require('child_process');
const {syncBuiltinESMExports} = require('module');
const net = require('net');
const {promisify} = require('util');
const workerThreads = require('worker_threads');

const {hosts, ports, proxy, allow, ca} = require('./route.json');
const here = '127.0.0.1';
const connect = net.Socket.prototype.connect;

const isLoopback = (host) => host === 'localhost' || host === '::1' || host.startsWith('127.');
const isAllowed = (host) => allow.some((name) =>
    name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name);

function refuse(socket, host, port) {
  socket.connecting = true;  // so that writes are queued
  const teller = new net.Socket();
  teller.on('error', () => {});
  teller.on('close', () => socket.destroy(Object.assign(
      new Error(`wxnotice refused the call to ${host}:${port}; --allow-host allows a host`),
      {code: 'ECONNREFUSED', syscall: 'connect', address: host, port})));
  connect.call(teller, {host: here, port: proxy});
  teller.end(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  teller.resume();
  return socket;
}

// The forms that net.Socket.connect takes: (options), (port, host), (path), and Node's own
// ([options, callback]).
function targetOf([first, second]) {
  if (Array.isArray(first)) return first[0];
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return {path: first};
  return {port: first, host: typeof second === 'string' ? second : undefined};
}

function withTarget(args, target) {
  const [first] = args;
  if (Array.isArray(first)) {
    first[0] = target;  // in place: a copy would lose an internal symbol of Node
    return args;
  }
  return [target, ...args.slice(1).filter((arg) => typeof arg === 'function')];
}

net.Socket.prototype.connect = function(...args) {
  const target = targetOf(args);
  const host = String(target.host ?? 'localhost').toLowerCase().replace(/\.$/, '');
  if (target.path || isLoopback(host)) return connect.apply(this, args);
  const port = Number(target.port);
  if (hosts.includes(host)) {
    const moved = {...target, host: here, port: port === 80 ? ports.http : ports.https};
    return connect.apply(this, withTarget(args, moved));
  }
  return isAllowed(host) ? connect.apply(this, args) : refuse(this, host, port);
};

// Children and workers that the program gives an environment without our variables: Node reads its
// roots and this file from them.
const preload = `--require "${__filename}"`;
function complete(env) {
  const options = env.NODE_OPTIONS ?? '';
  return {
    ...env,
    NODE_OPTIONS: options.includes(__filename) ? options : `${options} ${preload}`.trim(),
    NODE_EXTRA_CA_CERTS: env.NODE_EXTRA_CA_CERTS ?? ca,
  };
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const withEnv = (options) => isObject(options) && isObject(options.env)
    ? {...options, env: complete(options.env)} : options;

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  const call = childProcess[name];
  const wrapped = (...args) => call(...args.map(withEnv));
  // promisify reads a property of exec and execFile.
  const promised = call[promisify.custom];
  if (promised) wrapped[promisify.custom] = (...args) => promised(...args.map(withEnv));
  childProcess[name] = wrapped;
}
const {Worker} = workerThreads;
workerThreads.Worker = class extends Worker {
  constructor(file, options) {
    super(file, withEnv(options));
  }
};
syncBuiltinESMExports();
