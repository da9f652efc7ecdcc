// The frame: account, panels, addresses.
import * as api from './api.js';
import {h, select, show} from './dom.js';
import {Feed} from './feed.js';
import {DEFAULT_APPID, Same, commandOf, curlOf} from './same.js';
import {AccountClock, dayAndTime} from './time.js';
import {lang, otherLanguage, t} from './words.js';
import {inbox} from './panels/inbox.js';
import {reasonWords, requests} from './panels/requests.js';
import {ledger} from './panels/ledger.js';
import {clock} from './panels/clock.js';
import {faults} from './panels/faults.js';
import {templates} from './panels/templates.js';
import {title} from './panels/title.js';
import {violations} from './panels/violations.js';
import {report} from './panels/report.js';
import {state} from './panels/state.js';

const PANELS = {inbox, requests, ledger, clock, faults, templates, title, violations, report, state};
const HOME = '/__admin/ui/';
const THEME = 'wxnotice-theme';
const ACCOUNT = 'wxnotice-account';
const POLL = 3_000;

class App {
  async start() {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    document.querySelector('.skip').textContent = t('skip');
    document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); this.main.focus(); });
    this.setTheme(localStorage.getItem(THEME) ?? 'auto');
    this.main = document.getElementById('main');
    this.same = new Same(document.getElementById('same'));
    this.follow = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(event.currentTarget.getAttribute('href'));
    };
    api.onTokenWanted(askToken);
    this.fidelity = await api.get('/__admin/fidelity');
    this.reason = reasonWords(this.fidelity);
    await this.readAccounts();
    const wanted = new URLSearchParams(location.search).get('appid') ?? sessionStorage.getItem(ACCOUNT);
    this.use(this.accounts.some((row) => row.appid === wanted) ? wanted : this.accounts[0].appid);
    addEventListener('popstate', () => this.open(this.address()));
    setInterval(() => { if (!document.hidden) this.poll(); }, POLL);
    setInterval(() => { if (!document.hidden) this.refreshAccounts(); }, 3 * POLL);
    setInterval(() => this.showClock(), 1000);
    this.open(this.address());
  }

  async readAccounts() {
    const {sandboxes} = await api.get('/__admin/sandboxes', {limit: 1000});
    this.accounts = sandboxes.sort((a, b) => (b.appid === DEFAULT_APPID) - (a.appid === DEFAULT_APPID));
  }

  async refreshAccounts() {
    const names = () => this.accounts.map((row) => row.appid).join();
    const before = names();
    await this.readAccounts().catch(() => {});
    const chooser = document.getElementById('account');
    if (names() !== before && document.activeElement !== chooser) this.fillAccounts(chooser);
  }

  // Looks at another account from now on.
  use(appid) {
    this.appid = appid;
    this.account = this.accounts.find((row) => row.appid === appid);
    sessionStorage.setItem(ACCOUNT, appid);
    this.clock = new AccountClock();
    this.feed?.close();
    this.feed = new Feed(appid);
    this.feed.subscribe(() => {
      this.panel?.feed?.();
      this.showLive();
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.poll(), 250);
    });
    this.drawTop();
  }

  address() {
    return location.pathname.slice(HOME.length);
  }
  go(path) {
    history.pushState(null, '', HOME + path + this.accountQuery());
    this.open(path);
  }
  // Changes the address without opening anything.
  remember(path) {
    history.replaceState(null, '', HOME + path + this.accountQuery());
  }
  accountQuery() {
    return this.appid === DEFAULT_APPID ? '' : `?appid=${encodeURIComponent(this.appid)}`;
  }

  open(path) {
    const first = path.split('/')[0];
    const name = {m: 'inbox', r: 'requests', '': 'inbox'}[first] ?? (PANELS[first] ? first : 'inbox');
    this.name = name;
    document.title = `${t(name)} · wxnotice`;
    show(document.getElementById('nav'), h('ul', {}, Object.keys(PANELS).map((id) => h('li', {},
      h('a', {href: id, 'data-key': id, 'aria-current': id === name ? 'page' : undefined, onclick: this.follow}, t(id))))));
    document.getElementById('nav').setAttribute('aria-label', t('panels'));
    document.querySelector('#nav [aria-current]').scrollIntoView({block: 'nearest', inline: 'nearest'});
    const root = h('div', {class: 'root'});
    show(this.main, h('h1', {class: 'unseen'}, `wxnotice · ${t(name)}`), root);
    this.panel = PANELS[name](root, this, path);
    this.same.draw(this.panel.same ?? {curl: '', cli: ''});
    this.poll();
  }

  async poll() {
    const {panel, clock: mine} = this;
    try {
      mine.set(await api.get('/__admin/clock', {appid: this.appid}));
      this.showClock();
      await panel?.poll?.();
    } catch (error) {
      if (error.status === 400) await this.readAccounts().then(() => this.fallBack(), () => {});
    }
  }
  fallBack() {
    if (this.accounts.some((row) => row.appid === this.appid)) return;
    this.use(this.accounts[0].appid);
    this.open(this.name);
  }

  // Runs an action of the user; says how it went. Answers null when it went wrong.
  async run(method, path, body, told) {
    try {
      const answer = await api.call(method, path, body);
      if (told) this.say(typeof told === 'function' ? told(answer) : told);
      await this.poll();
      return answer ?? {};
    } catch (error) {
      this.say(error.message, true);
      return null;
    }
  }
  say(text, wrong = false) {
    const region = document.getElementById('say');
    show(region, h('p', {class: wrong ? 'wrong' : ''}, text, h('button', {type: 'button', 'aria-label': t('close'), onclick: () => show(region)}, '×')));
    clearTimeout(this.quiet);
    if (!wrong) this.quiet = setTimeout(() => show(region), 6000);
  }

  withAccount(path, query = {}) {
    return api.withQuery(path, {...query, appid: this.appid === DEFAULT_APPID ? undefined : this.appid});
  }
  withAppid(body) {
    return this.appid === DEFAULT_APPID ? body : {...body, appid: this.appid};
  }
  commands(what) {
    return {curl: curlOf(what), cli: Array.isArray(what.cli) ? commandOf(what.cli, this.appid) : what.cli};
  }
  // A button with its command, pressed: {name, method, path, body(), cli(), told, then(answer)}.
  button(what, props = {}) {
    const now = () => ({method: what.method, path: typeof what.path === 'function' ? what.path() : what.path,
      body: what.body?.(), cli: what.cli(), appid: this.appid});
    const press = async () => {
      const {method, path, body} = now();
      const answer = await this.run(method, path, body, what.told);
      if (answer !== null) what.then?.(answer);
    };
    return this.same.explain(h('button', {type: 'button', onclick: press, 'data-key': what.name, ...props}, what.name), now);
  }

  setTheme(theme) {
    localStorage.setItem(THEME, theme);
    document.documentElement.dataset.theme = theme;
  }

  drawTop() {
    const theme = select({'aria-label': t('theme'), onchange: () => this.setTheme(theme.value)},
      [['auto', t('themeAuto')], ['light', t('themeLight')], ['dark', t('themeDark')]], document.documentElement.dataset.theme);
    const account = select({'aria-label': t('account'), class: 'account', onchange: () => { this.use(account.value); this.go(this.name === 'inbox' ? '' : this.name); },
      id: 'account'}, []);
    this.fillAccounts(account);
    show(document.getElementById('top'),
      h('a', {class: 'brand', href: '', onclick: this.follow}, h('img', {src: 'icon.svg', alt: '', width: 20, height: 20}), 'wxnotice'),
      account,
      h('span', {class: 'live', id: 'live'}),
      h('a', {class: 'clock-chip', id: 'clock-chip', href: 'clock', onclick: this.follow}, t('clock')),
      h('span', {class: 'gap'}),
      theme,
      h('button', {type: 'button', class: 'quiet', lang: lang === 'zh' ? 'en' : 'zh-CN', onclick: otherLanguage}, t('language')));
    this.showLive();
  }
  fillAccounts(account) {
    show(account, this.accounts.map((row) => h('option', {value: row.appid, selected: row.appid === this.appid}, row.appid)));
  }
  showLive() {
    const region = document.getElementById('live');
    region.className = this.feed.live ? 'live on' : 'live';
    region.textContent = t(this.feed.live ? 'live' : 'offline');
  }
  showClock() {
    const chip = document.getElementById('clock-chip');
    if (this.clock.base === undefined) return;
    chip.textContent = dayAndTime(this.clock.now());
    chip.title = this.clock.mode;
    chip.classList.toggle('moved', this.clock.mode !== 'real');
  }
}

function askToken() {
  return new Promise((done) => {
    const input = h('input', {type: 'password', 'aria-label': t('tokenTitle'), autocomplete: 'off'});
    const dialog = h('dialog', {'aria-label': t('tokenTitle'), onclose: () => { dialog.remove(); done(input.value || null); }},
      h('form', {method: 'dialog'}, h('h2', {}, t('tokenTitle')), h('p', {}, t('tokenWhat')), input, h('button', {type: 'submit', class: 'main'}, t('tokenSend'))));
    document.body.append(dialog);
    dialog.showModal();
  });
}

new App().start().catch((error) => show(document.getElementById('main'), h('p', {class: 'empty'}, error.message)));
