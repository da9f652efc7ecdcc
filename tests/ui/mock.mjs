// A mock of its own for a test, and what a client of WeChat's would call on it.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

export const APPID = 'wx1234567890abcdef';
export const SECRET = '0123456789abcdef0123456789abcdef';

export class Mock {
  // Starts `binary` on a free port.
  static async start(binary, ...flags) {
    const mock = new Mock();
    mock.process = spawn(binary, ['serve', '--port', '0', '--seed', '7', '--log-level', 'error', ...flags], {stdio: ['ignore', 'pipe', 'inherit']});
    const [line] = await once(createInterface({input: mock.process.stdout}), 'line');
    const ready = JSON.parse(line);
    mock.url = ready.url;
    mock.proxy = ready.proxy_url;
    return mock;
  }

  async stop() {
    this.process.kill();
    await once(this.process, 'exit');
  }

  async fetch(method, path, body) {
    const reply = await fetch(this.url + path, {method, body: body === undefined ? undefined : JSON.stringify(body)});
    const text = await reply.text();
    return text === '' ? null : JSON.parse(text);
  }
  admin(method, path, body) {
    return this.fetch(method, `/__admin/${path}`, body);
  }

  async token(appid = APPID, secret = SECRET) {
    return (await this.fetch('GET', `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}`)).access_token;
  }
  async template(id = 'AT0002', keywords = [3, 4, 5]) {
    return (await this.admin('POST', 'templates', {id, keyword_id_list: keywords})).template_id;
  }
  async mint(openid, more = {}) {
    return (await this.admin('POST', 'form-ids', {openid, ...more})).form_ids[0];
  }
  // A send; a form id is minted when the body names none.
  async send(token, body) {
    const form_id = body.form_id ?? await this.mint(body.touser);
    return this.fetch('POST', `/cgi-bin/message/wxopen/template/send?access_token=${token}`, {...body, form_id});
  }
}

// Values by their order: data('a', 'b') -> {keyword1: {value: 'a'}, ..}
export const data = (...values) =>
  Object.fromEntries(values.map((value, i) => [`keyword${i + 1}`, typeof value === 'string' ? {value} : value]));
