// Times as WeChat's users read them: China has kept UTC+8 without summer time since 1991.

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

const UNITS = [['d', 86400], ['h', 3600], ['m', 60], ['s', 1]];

// 90061 -> "1d1h": the two largest units.
export function span(seconds) {
  let left = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(count + unit);
  }
  return parts.slice(0, 2).join('') || '0s';
}

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
