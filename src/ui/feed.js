// What happens in one account, live: the last messages and requests, oldest first.
import {follow} from './api.js';

export const CAP = 10_000;

export class Feed {
  constructor(appid) {
    this.appid = appid;
    this.live = false;
    this.readers = new Set();
    this.start();
  }

  start() {
    this.messages = [];
    this.requests = [];
    this.byId = new Map();   // of requests
    this.known = new Set();  // ids of messages
    this.failed = new Map(); // what was called in vain last
    this.last = '0';
    const turn = this.turn = {};  // what an older stream still says does not count
    this.end = follow('/__admin/events', {appid: this.appid}, {
      event: (name, data, id) => turn === this.turn && this.take(name, data, id),
      batch: () => this.tell(),
      last: () => this.last,
      live: (live) => {
        if (turn !== this.turn) return;
        this.live = live;
        this.tell();
      },
    });
  }

  close() {
    this.turn = undefined;
    this.end();
    this.readers.clear();
  }

  subscribe(reader) {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  tell() {
    if (this.telling) return;
    this.telling = true;
    setTimeout(() => {
      this.telling = false;
      for (const reader of this.readers) reader();
    }, 30);
  }

  take(name, data, id) {
    if (name === 'reset') {
      // The server dropped something, and does not say what: start again.
      this.end();
      this.start();
      return this.tell();
    }
    if (id !== undefined) this.last = id;
    if (name === 'message' && !this.known.has(data.id)) {
      this.known.add(data.id);
      this.messages.push(data);
      this.trim(this.messages, (row) => this.known.delete(row.id));
    }
    if (name === 'request' && !this.byId.has(data.id)) {
      data.retry = this.isRetry(data);
      this.byId.set(data.id, data);
      this.requests.push(data);
      this.trim(this.requests, (row) => this.byId.delete(row.id));
    }
  }

  // The same call for the same user and form id, right after it failed.
  isRetry(row) {
    const key = [row.api ?? row.path, row.openid, row.form_id].join('\n');
    const again = this.failed.has(key);
    if (this.failed.size > CAP) this.failed.clear();
    if (row.errcode !== 0 || row.fault !== null) this.failed.set(key, row.id);
    else this.failed.delete(key);
    return again;
  }

  trim(rows, forget) {
    if (rows.length <= CAP + 500) return;
    for (const row of rows.splice(0, rows.length - CAP)) forget(row);
  }
}
