// Node: https, fetch, axios, got or undici, as argv says. See client.sh.
import https from 'node:https';
import http from 'node:http';
import readline from 'node:readline';

const calls = {
  https: (method, url, body) => new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).request(url, {method}, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part)).on('end', () => resolve([answer.statusCode, text]));
    });
    request.on('error', reject).end(body);
  }),
  fetch: async (method, url, body) => {
    const answer = await fetch(url, {method, body});
    return [answer.status, await answer.text()];
  },
  axios: async (method, url, data) => {
    const {default: axios} = await import('axios');
    const answer = await axios({method, url, data, responseType: 'text', transformResponse: (x) => x});
    return [answer.status, answer.data];
  },
  got: async (method, url, body) => {
    const {default: got} = await import('got');
    const answer = await got(url, {method, body, retry: {limit: 0}});
    return [answer.statusCode, answer.body];
  },
  undici: async (method, url, body) => {
    const undici = await import('undici');
    const answer = await undici.request(url, {method, body});
    return [answer.statusCode, await answer.body.text()];
  },
};

const call = calls[process.argv[2]];
for await (const line of readline.createInterface({input: process.stdin})) {
  const [, method, url, body] = /^(\S+) (\S+) ?(.*)$/.exec(line);
  let answer;
  try {
    answer = await call(method, url, body || undefined);
  } catch (error) {
    answer = [0, `${error.name}: ${error.message} ${error.cause ?? ''}`];
  }
  console.log(`${answer[0]} ${answer[1].replaceAll('\n', ' ')}`);
}
