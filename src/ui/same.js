// The strip at the bottom: the curl and the command that do the same as the control in hand.
import {copy, h, show} from './dom.js';
import {hasToken} from './api.js';
import {t} from './words.js';

export const DEFAULT_APPID = 'wx1234567890abcdef';
const DEFAULT_PORT = '8380';

const quoted = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

// {method, path, body} -> curl
export function curlOf({method, path, body}) {
  const words = ['curl', '-sS'];
  if (method !== 'GET') words.push('-X', method);
  words.push(quoted(location.origin + path));
  if (hasToken()) words.push('-H', '"Authorization: Bearer $WXNOTICE_ADMIN_TOKEN"');
  if (body !== undefined) words.push('-H', "'Content-Type: application/json'", '-d', quoted(JSON.stringify(body)));
  return words.join(' ');
}

// ['mint', 'o1'] -> wxnotice mint o1 --appid ..
export function commandOf(words, appid) {
  const more = [];
  if (location.port !== DEFAULT_PORT) more.push('--url', location.origin);
  if (appid && appid !== DEFAULT_APPID) more.push('--appid', appid);
  return ['wxnotice', ...words.map(String), ...more].map(quoted).join(' ');
}

export class Same {
  constructor(root) {
    this.root = root;
    root.setAttribute('aria-label', t('same'));
    this.draw({curl: '', cli: ''});
  }

  draw({curl, cli}) {
    show(this.root, h('span', {class: 'same-name'}, t('same')), this.line('curl', curl), this.line('CLI', cli));
  }

  line(name, text) {
    const code = h('code', {title: text, tabindex: text ? '0' : undefined, role: 'textbox', 'aria-readonly': 'true', 'aria-label': name}, text || '—');
    const button = h('button', {class: 'quiet', type: 'button', 'data-key': name, disabled: text === '', onclick: async () => {
      if (await copy(text)) button.textContent = t('copied');
      else getSelection().selectAllChildren(code);  // a page that is not on loopback may not write the clipboard
    }}, t('copy'));
    return h('div', {class: 'same-line'}, h('b', {}, name), code, button);
  }

  // `say()` gives {method, path, body, cli, appid} whenever the control is in hand.
  explain(control, say) {
    const tell = () => {
      const what = say();
      this.draw({curl: what.curl ?? curlOf(what), cli: Array.isArray(what.cli) ? commandOf(what.cli, what.appid) : what.cli});
    };
    for (const event of ['focusin', 'pointerenter', 'input', 'change', 'click']) control.addEventListener(event, tell);
    return control;
  }
}
