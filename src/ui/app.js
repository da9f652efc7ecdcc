// The frame: account, panels, addresses.
import * as api from './api.js';
import {h, middle, select, show} from './dom.js';
import {Feed} from './feed.js';
import {verbsOf} from './command.js';
import {DEFAULT_APPID, Same} from './same.js';
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
    this.follow = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(event.currentTarget.getAttribute('href'));
    };
    api.onTokenWanted(askToken);
    const [fidelity, openapi] = await Promise.all([api.get('/__admin/fidelity'), api.get('/__admin/openapi.json'), this.readAccounts()]);
    this.fidelity = fidelity;
    this.reason = reasonWords(fidelity);
    this.same = new Same(document.getElementById('same'), verbsOf(openapi));
    const last = sessionStorage.getItem(ACCOUNT);
    this.arrive(this.has(last) ? last : this.accounts[0].appid);
    addEventListener('popstate', () => this.arrive(DEFAULT_APPID));
    addEventListener('keydown', slash);
    setInterval(() => { if (!document.hidden) this.poll(); }, POLL);
    setInterval(() => { if (!document.hidden) this.refreshAccounts(); }, 3 * POLL);
    setInterval(() => this.showClock(), 1000);
  }

  // At what the address says; `usual` is the account of an address that does not name one.
  arrive(usual) {
    const wanted = new URLSearchParams(location.search).get('appid') ?? usual;
    if (!this.has(wanted)) return this.miss(wanted);
    if (this.appid !== wanted) this.use(wanted);
    this.open(this.address());
    this.remember(this.address());
  }

  has(appid) {
    return this.accounts.some((row) => row.appid === appid);
  }

  // There is no such account: says so, and offers those that there are.
  miss(appid) {
    this.feed?.close();
    Object.assign(this, {appid: undefined, feed: undefined, panel: undefined, clock: new AccountClock(), filters: () => ({})});
    this.drawTop();
    this.showClock();
    this.drawNav('');
    this.same.write({curl: '', cli: ''});
    document.title = 'wxnotice';
    const MOST = 50;
    show(this.main, h('div', {class: 'panel'}, h('section', {class: 'box', role: 'alert'},
      h('h1', {}, t('noAccount', {appid: middle(appid, 60)})), h('p', {}, t('noAccountWhat')),
      h('ul', {class: 'plain accounts'}, this.accounts.slice(0, MOST).map((row) => h('li', {},
        h('a', {class: 'mono', href: `${this.address()}?appid=${encodeURIComponent(row.appid)}`,
          onclick: (event) => { event.preventDefault(); this.use(row.appid); this.go(this.address()); }}, row.appid)))),
      this.accounts.length > MOST ? h('p', {class: 'quiet-note'}, t('moreRows', {shown: MOST, total: this.accounts.length})) : null)));
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
    if (this.appid === undefined) this.use(this.accounts[0].appid);
    history.pushState(null, '', HOME + this.withAccount(path));
    this.open(path);
  }
  // Changes the address, with the filters of the panel, without opening anything.
  remember(path) {
    history.replaceState(null, '', HOME + this.withAccount(path, this.filters()));
  }

  open(path) {
    const first = path.split('/')[0];
    const name = {m: 'inbox', r: 'requests', '': 'inbox'}[first] ?? (PANELS[first] ? first : 'inbox');
    this.name = name;
    document.title = `${t(name)} · wxnotice`;
    this.drawNav(name);
    this.filters = () => ({});
    const root = h('div', {class: 'root'});
    show(this.main, h('h1', {class: 'unseen'}, `wxnotice · ${t(name)}`), root);
    this.panel = PANELS[name](root, this, path);
    this.same.draw(this.panel.same);
    this.poll();
  }

  drawNav(name) {
    const nav = document.getElementById('nav');
    nav.parentElement.setAttribute('aria-label', t('panels'));
    show(nav, h('ul', {}, Object.keys(PANELS).map((id) => h('li', {},
      h('a', {href: id, 'data-key': id, 'aria-current': id === name ? 'page' : undefined, onclick: this.follow}, t(id))))));
    nav.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  async poll() {
    if (this.appid === undefined) return;
    const {panel, clock: mine, appid} = this;
    try {
      mine.set(await api.get('/__admin/clock', {appid: this.appid}));
      this.showClock();
      await panel?.poll?.();
    } catch (error) {
      if (error.status === 400) await this.readAccounts().then(() => { if (appid === this.appid && !this.has(appid)) this.miss(appid); }, () => {});
    }
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
  commands(request) {
    return this.same.commands(request);
  }
  // A button with its command, pressed: {name, method, path, body(), told, then(answer)}.
  button(what, props = {}) {
    const now = () => ({method: what.method, path: typeof what.path === 'function' ? what.path() : what.path, body: what.body?.()});
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
      h('a', {class: 'brand', href: '', onclick: this.follow}, h('img', {src: 'icon.svg', alt: '', width: 20, height: 20}), h('span', {}, 'wxnotice')),
      account,
      h('span', {class: 'live', id: 'live'}),
      h('a', {class: 'clock-chip', id: 'clock-chip', href: 'clock', onclick: this.follow}, t('clock')));
    show(document.getElementById('choices'), theme,
      h('button', {type: 'button', class: 'quiet', lang: lang === 'zh' ? 'en' : 'zh-CN', onclick: otherLanguage}, t('language')));
    this.showLive();
  }
  fillAccounts(account) {
    show(account, this.appid === undefined ? h('option', {value: '', selected: true, disabled: true}, t('chooseAccount')) : null, this.accounts.map((row) => h('option', {value: row.appid, selected: row.appid === this.appid}, row.appid)));
  }
  showLive() {
    const region = document.getElementById('live');
    if (this.feed === undefined) return show(region);
    region.className = this.feed.live ? 'live on' : 'live';
    region.textContent = t(this.feed.live ? 'live' : 'offline');
  }
  showClock() {
    const chip = document.getElementById('clock-chip');
    chip.hidden = this.clock.base === undefined;
    if (chip.hidden) return;
    chip.textContent = dayAndTime(this.clock.now());
    chip.title = this.clock.mode;
    chip.classList.toggle('moved', this.clock.mode !== 'real');
  }
}

// "/" goes to the search of the panel.
function slash(event) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  const search = document.querySelector('#main [aria-keyshortcuts="/"]');
  if (search === null) return;
  event.preventDefault();
  search.focus();
  search.select();
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
