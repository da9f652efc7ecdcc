// The filters above a list. They are in the address, so that a link shows the same rows, and an
// empty list says what they are.
import {h, show} from './dom.js';
import {t} from './words.js';

export class Filters {
  // controls: {name of the query: [label, input or select]}. change(): one of them has a new value.
  constructor(app, controls, change) {
    Object.assign(this, {app, controls, change});
    this.note = h('div', {class: 'empty', role: 'status', hidden: true});
    const given = new URLSearchParams(location.search);
    for (const [name, [, control]] of Object.entries(controls)) {
      if (given.has(name)) this.put(control, given.get(name));
      control.addEventListener(control.matches('select, [type=checkbox]') ? 'change' : 'input', () => this.changed());
    }
    app.filters = () => this.values();
  }

  put(control, value) {
    if (control.type === 'checkbox') control.checked = value !== '';
    else control.value = value;
    // Its options may come later.
    if (control.matches('select') && control.value !== value) control.append(h('option', {value, selected: true}, value));
  }

  // Of those that are set.
  values() {
    const of = ([name, [, control]]) => [name, control.type === 'checkbox' ? (control.checked ? '1' : '') : control.value.trim()];
    return Object.fromEntries(Object.entries(this.controls).map(of).filter(([, value]) => value !== ''));
  }

  changed() {
    this.app.remember(this.app.address());
    this.change();
  }

  clear() {
    for (const [, control] of Object.values(this.controls)) this.put(control, '');
    this.changed();
    Object.values(this.controls)[0][1].focus();
  }

  // Shows `none` if the list has nothing to show, or which filters leave nothing of it.
  say(list, shown, none) {
    const set = Object.keys(this.values()).map((name) => {
      const [label, control] = this.controls[name];
      return control.type === 'checkbox' ? label : t('pair', {name: label, value: control.selectedOptions?.[0].text ?? control.value.trim()});
    });
    list.root.hidden = shown > 0 ? false : set.length > 0 || none !== '';
    const text = shown > 0 ? '' : set.length > 0 ? t('noneFits', {filters: set.join(t('and'))}) : none;
    this.note.hidden = text === '';
    if (this.said === text) return;
    this.said = text;
    show(this.note, h('p', {}, text), set.length > 0 && shown === 0
      ? h('button', {type: 'button', onclick: () => this.clear()}, t('clearFilters')) : null);
  }
}

// A field that "/" goes to.
export const searchField = (label, props = {}) =>
  h('input', {type: 'search', placeholder: label, 'aria-label': label, 'aria-keyshortcuts': '/', title: t('slash'), ...props});
