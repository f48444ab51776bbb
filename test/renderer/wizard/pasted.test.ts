import { expect, it } from 'vitest';
import {
  asFolderPath,
  asLocalPath,
  cleanLine,
  cleanSecret,
  pathInPersonal,
  readIdentity,
  secretShape,
} from '../../../renderer/wizard/pasted';

const id = '9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11';
const other = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const secret = 'q7Zt3nPf0Yw2LrKx9VbEs5Ua8JmHc1GdTiOoN6WyR4E=';

it.each([
  ['two lines of an e-mail', `Client UUID: ${id}\nSecret: ${secret}\n`, id, secret],
  ['one line with a blank', `${id} ${secret}`, id, secret],
  ['joined by a colon, as Basic credentials are', `${id}:${secret}`, id, secret],
  ['capital letters', id.toUpperCase(), id, null],
  ['a secret alone', secret, null, secret],
  ['neither', 'hello', null, null],
  ['no part of a longer run of letters', `a${id}, ${id}9`, null, null],
])('reads %s', (_what, text, expectedId, expectedSecret) => {
  const found = readIdentity(text);
  expect(found.clientId.kind === 'id' ? found.clientId.id : null).toBe(expectedId);
  expect(found.secret).toBe(expectedSecret);
});

it('does not guess between two different ids, nor between two secrets', () => {
  expect(readIdentity(`${id} ${other}`).clientId).toEqual({ kind: 'several', count: 2 });
  expect(readIdentity(`${secret}\n${secret.replace('q7', 'z9')}`).secret).toBeNull();
});

it('reads 10 MB of anything in a moment', () => {
  const startedMs = performance.now();
  readIdentity('x'.repeat(10_000_000));
  readIdentity(`${'ab-'.repeat(3_400_000)}`);
  cleanSecret('a b '.repeat(2_500_000));
  expect(performance.now() - startedMs).toBeLessThan(500);
});

it.each([
  ['"C:\\Data\\Run 1"', 'C:\\Data\\Run 1'],
  ['  /data/run\r\n', '/data/run'],
  ['\u201c/data/run\u201d', '/data/run'],
  ['\ufeff/data\u200b/run', '/data/run'],
  ['it\u2019s "mine"', 'it\u2019s "mine"'],
  ['\u202aC:\\Data\\Run 1', 'C:\\Data\\Run 1'], // the path in the properties of a file on Windows
  ['/data/\u202egpj.run\u2069\u0007', '/data/gpj.run'],
])('takes the dirt of copying off %j', (text, line) => {
  expect(cleanLine(text)).toBe(line);
});

it.each([
  [secret, 'usual'],
  ['', 'empty'],
  [id, 'isId'],
  ['short', 'bad'],
  ['a'.repeat(60), 'unusual'],
  [`${'a'.repeat(43)}ß`, 'bad'],
])('sees the shape of %j', (text, shape) => {
  expect(secretShape(text)).toBe(shape);
});

it('puts a secret together that was broken over lines', () => {
  expect(cleanSecret(` ${secret.slice(0, 20)}\r\n  ${secret.slice(20)} \n`)).toBe(secret);
});

it.each([
  ['C:\\Data\\Run 1', '/C/Data/Run 1/'],
  ['d:\\', '/D/'],
  ['/data/acquisitions', '/data/acquisitions/'],
  ['/', '/'],
])('names the local folder %j as Globus Connect Personal does', (local, path) => {
  expect(pathInPersonal(local)).toBe(path);
});

it.each([
  ['file:///data/run%201', '/data/run 1'],
  ['"file:///C:/Data/Run%201"', 'C:/Data/Run 1'],
  ['file://server/share/run', '\\\\server\\share\\run'],
  ['file:///data/%', 'file:///data/%'],
  [' /data/run%201\n', '/data/run%201'],
])('takes the local path out of %j', (text, path) => {
  expect(asLocalPath(text)).toBe(path);
});

it('gives every folder path of a collection a slash at both ends', () => {
  expect(['', '/', 'a/b', '//a//b//'].map(asFolderPath)).toEqual(['/', '/', '/a/b/', '/a/b/']);
});
