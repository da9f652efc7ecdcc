// Times as WeChat's users read them: China has kept UTC+8 without summer time since 1991.
import {lang, t} from './words.js';

const EIGHT_HOURS = 8 * 3600 * 1000;

const there = (instant) => new Date(new Date(instant).getTime() + EIGHT_HOURS).toISOString();
export const dayAndTime = (instant) => there(instant).slice(0, 19).replace('T', ' ');
export const time = (instant) => there(instant).slice(11, 19);
export const monthDay = (instant) => {
  const [, month, day] = there(instant).slice(0, 10).split('-').map(Number);
  return `${month}月${day}日`;
};
export const chatTime = (instant) => {
  const [year] = there(instant).split('-');
  return `${year}年${monthDay(instant)} ${there(instant).slice(11, 16)}`;
};

const SIZES = {d: 86400, h: 3600, m: 60, s: 1, ms: 0.001};

// (7, 'd') -> "7 days"
function inWords(count, unit) {
  const name = t('units').split('|')[Object.keys(SIZES).indexOf(unit)];
  return `${Math.round(count * 1000) / 1000} ${name}${lang === 'en' && count !== 1 ? 's' : ''}`;
}

// 90061 -> "1 day 1 hour": the two largest units.
export function span(seconds) {
  let left = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = SIZES[unit];
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(inWords(count, unit));
  }
  return parts.slice(0, 2).join(' ') || inWords(0, 's');
}

// A duration of the API: "7d1ms" -> "7 days". Anything else stays as it is.
export function duration(text) {
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) return String(text);
  const seconds = [...text.matchAll(/([\d.]+)(ms|[dhms])/g)].reduce((sum, [, count, unit]) => sum + count * SIZES[unit], 0);
  if (seconds < 1) return inWords(seconds * 1000, 'ms');
  return seconds < 60 ? inWords(seconds, 's') : span(seconds);
}

// A value of the API by its name: instants and durations as everywhere on the page.
export const readable = (name, value) => typeof value !== 'string' ? value
  : /(^|_)(at|until|now)$/.test(name) && !Number.isNaN(Date.parse(value)) ? dayAndTime(value)
  : /^(age|delay|overlap|ttl)$/.test(name) ? duration(value) : value;

// The account's clock between two answers of the server.
export class AccountClock {
  set(answer) {
    this.base = new Date(answer.now).getTime();
    this.read = Date.now();
    const shifted = answer.mode === 'real' && Math.abs(this.base - this.read) > 60_000;
    this.mode = shifted ? 'shifted' : answer.mode;
    this.rate = answer.mode === 'frozen' ? 0 : answer.mode === 'scaled' ? answer.rate : 1;
  }
  now() {
    return this.base === undefined ? Date.now() : this.base + (Date.now() - this.read) * this.rate;
  }
}
