// A message as the phone shows it under 服务通知. The phone had no dark look, and neither has the card.
import {fold, h, txt} from './dom.js';
import {chatTime, monthDay} from './time.js';
import {t} from './words.js';

const FOLDED = 20;  // inferred: what fits a row of the phone's card
const LONGEST = 2_000;
const COLOUR = /^#[0-9a-f]{3}([0-9a-f]{3})?$/i;

export function phone(message) {
  return h('div', {class: 'phone'},
    h('div', {class: 'phone-bar', 'aria-hidden': 'true'}, '服务通知'),
    message.delivered ? null : h('p', {class: 'phone-note', role: 'note'}, t('notDelivered')),
    h('p', {class: 'phone-time'}, chatTime(message.at)),
    card(message));
}

export function card(message) {
  const big = message.keywords.filter((keyword) => keyword.emphasised);
  const rows = message.keywords.filter((keyword) => !keyword.emphasised);
  const blank = message.keywords.every((keyword) => keyword.value === '');
  return h('article', {class: message.delivered ? 'wx-card' : 'wx-card undelivered', lang: 'zh-CN', 'aria-label': fold(message.title, 60)},
    h('header', {}, h('span', {class: 'wx-icon', 'aria-hidden': 'true'}, icon()), h('span', {class: 'wx-name', dir: 'auto'}, txt(message.appid, 60))),
    h('h3', {dir: 'auto'}, txt(message.title, 200)),
    h('p', {class: 'wx-date'}, monthDay(message.at)),
    big.map((keyword) => h('dl', {class: 'wx-big'},
      h('dt', {}, txt(keyword.name, 60)), h('dd', {dir: 'auto', style: ink(keyword)}, txt(keyword.value, 200)))),
    rows.length === 0 ? null : h('dl', {class: 'wx-rows'}, rows.map((keyword) => h('div', {},
      h('dt', {}, txt(keyword.name, 60)), h('dd', {dir: 'auto', style: ink(keyword)}, value(keyword.value))))),
    blank ? h('p', {class: 'wx-blank'}, t('blank')) : null,
    message.page === null ? null : h('footer', {},
      h('span', {}, '进入小程序查看'), h('span', {class: 'wx-page', dir: 'auto'}, txt(message.page, 120)), h('span', {'aria-hidden': 'true', class: 'wx-arrow'})));
}

const ink = (keyword) => COLOUR.test(keyword.color) ? {color: keyword.color} : {};

// Folded as on the phone; a press shows more.
function value(text) {
  const short = fold(text, FOLDED);
  if (short === text) return txt(text);
  const shown = h('span', {}, txt(short));
  const button = h('button', {class: 'wx-fold', type: 'button', 'aria-expanded': 'false', onclick: () => {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    button.textContent = t(open ? 'unfold' : 'refold');
    shown.replaceChildren(txt(open ? short : text, LONGEST));
  }}, t('unfold'));
  return [shown, ' ', button];
}

function icon() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M9.200 15.300a2.800 2.800 0 1 1-1-5.400M12 15V9.200m2.800-.500a2.800 2.800 0 1 1 1 5.400M12 15a2.900 2.900 0 0 1-2.800 2.800M12 9.200A2.900 2.900 0 0 1 14.800 6.300');
  svg.append(path);
  return svg;
}
