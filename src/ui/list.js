// A list of any length that draws only the rows in sight. All rows have one height.
import {h} from './dom.js';

export class List {
  // label: for screen readers. height(): of a row, in pixels. draw(row): its content.
  // choose(row): it was chosen by click or key. key(row): its id.
  constructor({label, height, draw, choose, key}) {
    Object.assign(this, {height, draw, choose, key});
    this.rows = [];
    this.at = -1;
    this.name = `list${++List.count}`;
    this.space = h('div', {class: 'space', role: 'presentation'});
    this.root = h('div', {class: 'list', role: 'listbox', tabindex: '0', 'aria-label': label,
      onscroll: () => this.paint(), onwheel: () => this.leave(), onpointerdown: () => this.leave(), onclick: (event) => this.click(event), onkeydown: (event) => this.press(event)}, this.space);
    new ResizeObserver(() => this.paint()).observe(this.root);
  }

  // Newest first: a reader who scrolled down keeps what is in sight.
  set(rows) {
    const size = this.height();
    const first = Math.floor(this.root.scrollTop / size);
    const moved = first > 0 && this.rows[first] !== undefined ? this.find(rows, this.key(this.rows[first])) - first : 0;
    this.rows = rows;
    this.at = this.find(rows, this.chosen);
    this.space.style.height = `${rows.length * size}px`;
    if (moved > 0) this.root.scrollTop += moved * size;
    if (this.seeks) this.mark(this.chosen);
    this.paint();
  }

  find(rows, key) {
    return key === undefined ? -1 : rows.findIndex((row) => this.key(row) === key);
  }

  paint() {
    if (this.painting) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = 0;
      const size = this.height();
      const first = Math.max(0, Math.floor(this.root.scrollTop / size) - 4);
      const last = Math.min(this.rows.length, first + Math.ceil(this.root.clientHeight / size) + 9);
      const nodes = [];
      for (let i = first; i < last; ++i) nodes.push(this.row(i, size));
      this.space.replaceChildren(...nodes);
      this.root.setAttribute('aria-activedescendant', this.at >= first && this.at < last ? `${this.name}-${this.at}` : '');
    });
  }

  row(i, size) {
    return h('div', {class: 'row', role: 'option', id: `${this.name}-${i}`, 'aria-selected': String(i === this.at),
      'aria-setsize': this.rows.length, 'aria-posinset': i + 1,
      style: {transform: `translateY(${i * size}px)`, height: `${size}px`}}, this.draw(this.rows[i]));
  }

  // By position: a row may be drawn again between press and release.
  click(event) {
    const i = Math.floor((event.clientY - this.space.getBoundingClientRect().top) / this.height());
    if (i >= 0 && i < this.rows.length) this.go(i);
  }

  go(i) {
    const row = this.rows[Math.max(0, Math.min(this.rows.length - 1, i))];
    if (row === undefined) return;
    this.mark(this.key(row));
    this.choose(row);
  }

  // As mark, and keeps the row in sight while others come, until the reader moves.
  seek(key) {
    this.seeks = true;
    this.mark(key);
  }
  leave() {
    this.seeks = false;
  }

  // Shows the row of that key as chosen, also when it is yet to come.
  mark(key) {
    this.chosen = key;
    this.at = this.find(this.rows, key);
    const i = this.at;
    const size = this.height();
    const top = i * size;
    if (i >= 0 && top < this.root.scrollTop) this.root.scrollTop = top;
    if (i >= 0 && top + size > this.root.scrollTop + this.root.clientHeight)
      this.root.scrollTop = top + size - this.root.clientHeight;
    this.paint();
  }

  press(event) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.height()) - 1);
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
      j: 1, k: -1, Enter: 0}[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || this.rows.length === 0) return;
    event.preventDefault();
    this.leave();
    this.go(step === Infinity ? this.rows.length - 1 : step === -Infinity ? 0 : this.at + step);
  }
}
List.count = 0;
