// A message as the phone shows it under 服务通知. The phone had no dark look, and neither has the card.
import {fold, h, show, txt} from './dom.js';
import {chatTime, monthDay} from './time.js';
import {t} from './words.js';

const FOLDED = 20;  // inferred: what fits a row of the phone's card
const LONGEST = 2_000;
const COLOUR = /^#[0-9a-f]{3}([0-9a-f]{3})?$/i;

// The phone, and beside it what the phone does not say.
export function phone(message) {
  const blank = message.keywords.every((keyword) => keyword.value === '');
  const notes = [!message.delivered && t('notDelivered'), blank && t('blank')].filter(Boolean);
  const place = h('div', {}, card(message));
  return h('div', {class: 'preview'},
    notes.map((note) => h('p', {class: 'phone-note', role: 'note'}, note)),
    h('div', {class: message.delivered ? 'phone' : 'phone undelivered'},
      h('div', {class: 'phone-bar', 'aria-hidden': 'true'}, '服务通知'),
      h('p', {class: 'phone-time'}, chatTime(message.at)),
      place),
    message.keywords.some(isFolded) ? unfolder((whole) => show(place, card(message, whole))) : null,
    message.page === null ? null : h('p', {class: 'quiet-note wrap'}, t('opensPage'), ' ', h('code', {dir: 'auto'}, txt(message.page, 300))));
}

// draw(whole): shows the values whole, or folded as on the phone.
function unfolder(draw) {
  const button = h('button', {type: 'button', 'aria-expanded': 'false', onclick: () => {
    const whole = button.getAttribute('aria-expanded') === 'false';
    button.setAttribute('aria-expanded', String(whole));
    button.textContent = t(whole ? 'refold' : 'unfold');
    draw(whole);
  }}, t('unfold'));
  return button;
}

const isFolded = (keyword) => !keyword.emphasised && fold(keyword.value, FOLDED) !== keyword.value;

function card(message, whole = false) {
  const big = message.keywords.filter((keyword) => keyword.emphasised);
  const rows = message.keywords.filter((keyword) => !keyword.emphasised);
  const value = (text) => txt(whole ? text : fold(text, FOLDED), LONGEST);
  return h('article', {class: 'wx-card', lang: 'zh-CN', 'aria-label': fold(message.title, 60)},
    h('header', {}, h('span', {class: 'wx-icon', 'aria-hidden': 'true'}, icon()), h('span', {class: 'wx-name', dir: 'auto'}, txt(message.appid, 60))),
    h('h3', {dir: 'auto'}, txt(message.title, 200)),
    h('p', {class: 'wx-date'}, monthDay(message.at)),
    big.map((keyword) => h('dl', {class: 'wx-big'},
      h('dt', {}, txt(keyword.name, 60)), h('dd', {dir: 'auto', style: ink(keyword)}, txt(keyword.value, 200)))),
    rows.length === 0 ? null : h('dl', {class: 'wx-rows'}, rows.map((keyword) => h('div', {},
      h('dt', {}, txt(keyword.name, 60)), h('dd', {dir: 'auto', style: ink(keyword)}, value(keyword.value))))),
    message.page === null ? null : h('footer', {}, h('span', {}, '进入小程序查看'), h('span', {'aria-hidden': 'true', class: 'wx-arrow'})));
}

const ink = (keyword) => COLOUR.test(keyword.color) ? {color: keyword.color} : {};

function icon() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M9.200 15.300a2.800 2.800 0 1 1-1-5.400M12 15V9.200m2.800-.500a2.800 2.800 0 1 1 1 5.400M12 15a2.900 2.900 0 0 1-2.800 2.800M12 9.200A2.900 2.900 0 0 1 14.800 6.300');
  svg.append(path);
  return svg;
}
