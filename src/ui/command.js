// The `wxnotice` command that sends a request, from the verbs that GET /__admin/openapi.json lists.

export const FILE = 'wxnotice.json';  // stands for any file

// The verbs of the document, those of a whole path and with more constant fields first.
export function verbsOf(document) {
  const verbs = Object.values(document.paths).flatMap((methods) => Object.entries(methods).flatMap(([method, operation]) =>
    (operation['x-wxnotice-cli'] ?? []).map((verb) => ({...verb, method: method.toUpperCase()}))));
  const rank = (verb) => (verb.path.includes('{}') ? 100 : 0) - Object.keys(verb.fixed).length;
  return verbs.sort((a, b) => rank(a) - rank(b));
}

// {method, path, body} -> {verb, words}, or undefined if no command sends that. `more`: further flags.
export function commandOf(verbs, {method, path, body}, more = []) {
  const url = new URL(path, 'http://mock');
  for (const verb of verbs) {
    const words = verb.method === method ? wordsOf(verb, url, body, more) : null;
    if (words) return {verb, words};
  }
  return undefined;
}

function wordsOf(verb, url, body, more) {
  const part = partOf(verb.path, url.pathname);
  if (part === null) return null;
  const left = leavesOf(body ?? Object.fromEntries(url.searchParams), verb);
  for (const [name, value] of leavesOf(verb.fixed, verb)) {
    if (left.get(name) !== value) return null;
    left.delete(name);
  }
  const places = [];
  const flags = [];
  for (const argument of verb.arguments) {
    const value = argument.field === '{}' ? part : argument.kind === 'file' ? FILE : left.get(argument.field);
    const words = value === undefined ? null : say(argument, value, body === undefined);
    if (words === null && argument.required) return null;
    if (words === null) continue;
    left.delete(argument.field);
    (argument.flag.startsWith('-') ? flags : places).push(...words);
  }
  const appid = verb.account ? left.get('appid') : undefined;
  if (appid !== undefined) left.delete('appid');
  if (left.size > 0) return null;
  flags.push(...more, ...(appid === undefined ? [] : flag('--appid', appid)));
  // A value like "-x" is not an option.
  if (places.some((place) => place.startsWith('-'))) return [...verb.command.split(' '), ...flags, '--', ...places];
  return [...verb.command.split(' '), ...places, ...flags];
}

// "/a/{}" and "/a/x%20y" -> "x y"; "" for a path without {}; null if they differ.
function partOf(pattern, path) {
  if (!pattern.includes('{}')) return pattern === path ? '' : null;
  const before = pattern.slice(0, pattern.indexOf('{}'));
  const part = path.slice(before.length);
  return path.startsWith(before) && part !== '' && !part.includes('/') ? decodeURIComponent(part) : null;
}

// {match: {api: 'send'}} -> {'match.api' -> 'send'}; an object that is one argument stays whole.
function leavesOf(fields, verb, prefix = '', leaves = new Map()) {
  for (const [name, value] of Object.entries(fields)) {
    const inner = value !== null && typeof value === 'object' && !Array.isArray(value);
    const whole = !inner || verb.arguments.some((argument) => argument.field === prefix + name);
    if (whole) leaves.set(prefix + name, value);
    else leavesOf(value, verb, `${prefix}${name}.`, leaves);
  }
  return leaves;
}

const isScalar = (value) => ['string', 'number'].includes(typeof value);
const flag = (name, value) => /^-[^\d]/.test(value) || value === '-' ? [`${name}=${value}`] : [name, String(value)];
const all = (values) => values.includes(null) ? null : values;

// The words of an argument; null if it cannot say the value.
function say(argument, value, inQuery) {
  const words = (values) => values?.flatMap((one) => argument.flag.startsWith('-') ? flag(argument.flag, one) : [String(one)]) ?? null;
  switch (argument.kind) {
    case 'flag':
      return (inQuery ? value === String(argument.value) : value === argument.value) ? [argument.flag] : null;
    case 'list':
      return Array.isArray(value) && value.every(isScalar) ? words(value) : null;
    case 'named':
      return Array.isArray(value) ? words(all(value.map((one) => isScalar(one) ? String(one) : `${one.name}=${one.example}`))) : null;
    case 'pairs':
      return typeof value === 'object' ? words(pairs(value, '')) : null;
    case 'steps':
      return Array.isArray(value) ? words(all(value.map((step) => pairs(step, ',')?.join(',') ?? null))) : null;
    default:
      return isScalar(value) ? words([value]) : null;
  }
}

// {api: 'send'} -> ['api=send']; null if a value has `without` in it or is not one word.
function pairs(object, without) {
  return all(Object.entries(object).map(([name, value]) =>
    isScalar(value) && (without === '' || !String(value).includes(without)) ? `${name}=${value}` : null));
}
