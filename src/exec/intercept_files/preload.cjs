// Loaded into every Node process that `wxnotice exec --intercept` starts. In Node 20, http, https and
// fetch do not support proxies, but they and the packages that use them open every connection with
// this function. A connection to WeChat goes to the mock. A connection to a host that is not allowed
// is reported to the proxy, which lists it, and fails.
'use strict';
const net = require('net');

const {hosts, ports, proxy, allow} = JSON.parse(process.env.WXNOTICE_INTERCEPT);
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
