// The strip at the bottom: the curl and the command that do the same as the control in hand.
import {copy, h, show} from './dom.js';
import {hasToken} from './api.js';
import {FILE, commandOf} from './command.js';
import {t} from './words.js';

export const DEFAULT_APPID = 'wx1234567890abcdef';
const DEFAULT_PORT = '8380';

const quoted = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

function curlOf({method, path, body}, takesFile) {
  const words = ['curl', '-sS'];
  if (method !== 'GET') words.push('-X', method);
  words.push(quoted(location.origin + path));
  if (hasToken()) words.push('-H', '"Authorization: Bearer $WXNOTICE_ADMIN_TOKEN"');
  if (takesFile && method === 'GET') words.push('-o', FILE);
  const data = body !== undefined ? quoted(JSON.stringify(body)) : takesFile && method !== 'GET' ? `@${FILE}` : '';
  if (data !== '') words.push('-H', "'Content-Type: application/json'", '-d', data);
  return words.join(' ');
}

export class Same {
  // verbs: what verbsOf gives.
  constructor(root, verbs) {
    Object.assign(this, {root, verbs});
    root.setAttribute('aria-label', t('same'));
    this.write({curl: '', cli: ''});
  }

  // {method, path, body} -> {curl, cli}; cli is '' if no command does that. Without a body, a PUT sends a file.
  commands(request) {
    const found = commandOf(this.verbs, request, location.port === DEFAULT_PORT ? [] : ['--url', location.origin]);
    return {curl: curlOf(request, found?.verb.arguments.some((argument) => argument.kind === 'file')),
      cli: found ? ['wxnotice', ...found.words].map(quoted).join(' ') : ''};
  }

  draw(request) {
    this.write(this.commands(request));
  }

  write({curl, cli}) {
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

  // `say()` gives {method, path, body} whenever the control is in hand.
  explain(control, say) {
    for (const event of ['focusin', 'pointerenter', 'input', 'change', 'click']) control.addEventListener(event, () => this.draw(say()));
    return control;
  }
}
