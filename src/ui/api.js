// The admin API, the only thing that this page talks to.

const TOKEN = 'wxnotice-admin-token';

export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

let asking = null;  // one question at a time, however many calls wait for its answer
let askForToken = async () => null;
// `ask` gives the token of `serve --admin-token`, or null.
export const onTokenWanted = (ask) => { askForToken = () => asking ??= ask().finally(() => { asking = null; }); };
export const hasToken = () => sessionStorage.getItem(TOKEN) !== null;

function headers(more = {}) {
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? more : {...more, Authorization: `Bearer ${token}`};
}

// '/__admin/x' and {a: 1, b: undefined} -> '/__admin/x?a=1'
export function withQuery(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

async function ask(path, options) {
  let reply = await fetch(path, {...options, headers: headers(options.headers)});
  while (reply.status === 401) {
    const token = await askForToken();
    if (token === null) break;
    sessionStorage.setItem(TOKEN, token);
    reply = await fetch(path, {...options, headers: headers(options.headers)});
  }
  return reply;
}

// The answer's JSON; null when there is none. Throws a Problem when the server refuses.
export async function call(method, path, body) {
  const options = {method, headers: {}};
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers['Content-Type'] = 'application/json';
  }
  const reply = await ask(path, options);
  const text = await reply.text();
  let answer = null;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    answer = {detail: text.slice(0, 500)};
  }
  if (!reply.ok) throw new Problem(reply.status, answer);
  return answer;
}

export const get = (path, query) => call('GET', withQuery(path, query));

export async function blob(path) {
  const reply = await ask(path, {headers: {}});
  if (!reply.ok) throw new Problem(reply.status, null);
  return reply.blob();
}

const SILENCE = 40_000;  // the server says something every 15 s
const LONGEST_PAUSE = 5_000;

// Server-sent events by fetch, because EventSource cannot send a token. Reconnects without end, and
// continues after the last event. `on.event(name, data)`, `on.batch()` after each piece, `on.live(true|false)`.
// Returns a function that ends it.
export function follow(path, query, on) {
  const stop = new AbortController();
  let last = '0';
  let pause = 250;
  (async () => {
    while (!stop.signal.aborted) {
      const turn = new AbortController();
      const end = () => turn.abort();
      stop.signal.addEventListener('abort', end, {once: true});
      try {
        const reply = await ask(withQuery(path, query), {
          headers: {'Last-Event-ID': last, Accept: 'text/event-stream'}, signal: turn.signal});
        if (!reply.ok) throw new Problem(reply.status, null);
        on.live(true);
        pause = 250;
        last = await read(reply.body.getReader(), last, on, turn);
      } catch {
        // The next turn of the loop is the remedy.
      }
      stop.signal.removeEventListener('abort', end);
      if (stop.signal.aborted) return;
      last = on.last?.() ?? last;
      on.live(false);
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  })();
  return () => stop.abort();
}

async function read(reader, last, on, turn) {
  const decoder = new TextDecoder();
  let waiting = '';
  let alarm = setTimeout(() => turn.abort(), SILENCE);
  try {
    while (true) {
      const {done, value} = await reader.read();
      if (done) return last;
      clearTimeout(alarm);
      alarm = setTimeout(() => turn.abort(), SILENCE);
      waiting += decoder.decode(value, {stream: true});
      const events = waiting.split('\n\n');
      waiting = events.pop();
      for (const event of events) {
        const lines = Object.fromEntries(event.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]));
        if (lines.data !== undefined) on.event(lines.event, JSON.parse(lines.data), lines.id);
      }
      on.batch();
    }
  } finally {
    clearTimeout(alarm);
  }
}
