import { describe, expect, it } from 'vitest';
import { sharingLink } from '../../../main/domain/web-app';
import { grantCommand } from '../../../main/setup/grant';
import { readCollection } from '../../../renderer/wizard/pasted-collection';

const id = '9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11';
const other = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const manager = `app.globus.org/file-manager?origin_id=${other}&origin_path=%2Fdata%2Fx%2F`;
const safelink = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://${manager}`)}&data=05%7C01&reserved=0`;

describe.each([
  ['as it is', (text: string) => text],
  ['in angle brackets', (text: string) => `<${text}>`],
  ['in quotes', (text: string) => `"${text}"`],
  ['in the quotes of a word processor', (text: string) => `\u201c${text}\u201d`],
  ['among blanks and line breaks', (text: string) => ` \r\n\t${text}\n \n`],
  ['with marks that nobody sees', (text: string) => `\u202a\ufeff${text}\u200b`],
] as const)('%s', (_how, wrap) => {
  it.each([
    ['the id alone', other, null],
    ['the id in capitals', other.toUpperCase(), null],
    ['a link of the file manager', `https://${manager}`, '/data/x/'],
    ['the same as browsers show it', manager, '/data/x/'],
    ['the same with www', `www.${manager}`, '/data/x/'],
    ['the same not encrypted', `http://${manager}`, '/data/x/'],
    [
      'the same with the id in capitals',
      `APP.globus.org${manager.slice(14).replace(other, other.toUpperCase())}`,
      '/data/x/',
    ],
    ['a path with a blank and an umlaut', `${manager.slice(0, -4)}Run%201+%C3%BC%2F`, '/data/Run 1 ü/'],
    ['the page of the collection', `https://app.globus.org/collections/${other}/overview`, null],
    ['the same without https', `app.globus.org/collections/${other}/`, null],
    ['the page in the file manager', `https://app.globus.org/file-manager/collections/${other}/sharing`, null],
    ['the page of permissions that Slipway itself shows', sharingLink(other), null],
    ['the page in the console', `https://app.globus.org/console/endpoints/${other}/activity`, null],
    ['an older link', `https://www.globus.org/app/transfer?origin_id=${other}&origin_path=%2Fx%2F`, '/x/'],
    ['an older page', `globus.org/app/endpoints/${other}/overview`, null],
    ['a link that Outlook fenced', safelink, '/data/x/'],
    ['a globus:// link', `globus://${other}/data/x/`, '/data/x/'],
    ['a globus:// link with a colon', `globus://${other}:/data/x/`, '/data/x/'],
    ['id and path of the command line', `${other}:/data/my run/x`, '/data/my run/x'],
    ['id and a path from home', `${other.toUpperCase()}:/~/x/`, '/~/x/'],
    ['id and path with a slash between', `${other}/data/x/`, '/data/x/'],
  ])('reads %s', (_what, text, path) => {
    expect(readCollection(wrap(text))).toEqual({ kind: 'id', id: other, path });
  });
});

it.each([
  ['a sentence', `Please use ${other}, thanks`, null],
  ['a sentence with quotes around the id', `Please use "${other}" or 'nothing'`, null],
  ['a link at the end of a sentence', `It is https://app.globus.org/collections/${other}.`, null],
  ['a link without https in a sentence', `It is at ${manager}, said the core facility.`, '/data/x/'],
  ['a sentence with a link of something else', `See https://example.org/how-to and use ${other}`, null],
  ['a sentence with a link of a task', `See app.globus.org/activity/${id} and use ${other}`, null],
  ['id and path in a sentence', `Please use ${other}:/data/x/, thanks`, '/data/x/'],
  ['id and path in quotes in a sentence', `Please use "${other}:/data/my run/".`, '/data/my run/'],
  [
    'the line that Slipway shows for the owner',
    grantCommand(other, '/data/x/', `${id}@clients.auth.globus.org`, 'rw'),
    '/data/x/',
  ],
  [
    'the same with a blank in the path',
    grantCommand(other, '/my run/', `${id}@clients.auth.globus.org`, 'rw'),
    '/my run/',
  ],
  ['a link before a signature', `https://${manager}\nThanks, Ada`, '/data/x/'],
])('reads %s', (_what, text, path) => {
  expect(readCollection(text)).toEqual({ kind: 'id', id: other, path });
});

it('puts a link together that a mail program broke, wherever it did, and never a word of the next line into its path', () => {
  const link = `https://${manager}`;
  // Before the id there is nothing to tell it by; and of a piece without a sign of links nobody knows that it is one.
  for (let at = link.indexOf('?'); at < link.length - 3; at += 1)
    expect([at, readCollection(`${link.slice(0, at)}\r\n${link.slice(at)}\r\n`)]).toEqual([
      at,
      { kind: 'id', id: other, path: '/data/x/' },
    ]);
  expect(readCollection(`${other.slice(0, 14)}\n${other.slice(14)}`)).toMatchObject({ kind: 'id', id: other });
});

it('takes the side that is asked for, and the other one where a link names only that', () => {
  const both = `https://app.globus.org/file-manager?destination_id=${id}&destination_path=%2Fd%2F&origin_id=${other}`;
  expect(readCollection(both)).toEqual({ kind: 'id', id: other, path: null });
  expect(readCollection(both, 'destination')).toEqual({ kind: 'id', id, path: '/d/' });
  expect(readCollection(manager, 'destination')).toEqual({ kind: 'id', id: other, path: '/data/x/' });
  expect(readCollection(`app.globus.org/file-manager?destination_id=${id}`)).toMatchObject({ id });
});

it.each([
  ['a task', `https://app.globus.org/activity/${other}/overview`],
  ['a task, without https', `app.globus.org/activity/${other}`],
  ['a task, in a sentence', `It is in https://app.globus.org/activity/${other}.`],
  ['a group', `https://app.globus.org/groups/${other}/about`],
  ['a flow', `https://app.globus.org/flows/${other}`],
  ['another site', `https://example.org/collections/${other}`],
  ['another site, without https', `files.example.org/collections/${other}/`],
  ['a site that looks alike', `https://app.globus.org.example.org/file-manager?origin_id=${other}`],
  ['a site that looks alike, without https', `app.globus.org.example.org/file-manager?origin_id=${other}`],
  ['a fence around another page', safelink.replaceAll('app.globus.org', 'example.org')],
])('does not take an id out of a link of %s', (_what, text) => {
  expect(readCollection(text)).toEqual({ kind: 'otherPage' });
});

it('says what is wrong with a text that names no collection, or several', () => {
  expect(readCollection('https://app.globus.org/')).toEqual({ kind: 'none' });
  expect(readCollection('globus://archive/data/')).toEqual({ kind: 'none' });
  expect(readCollection(`${other}9`)).toEqual({ kind: 'none' });
  expect(readCollection(`${id} or ${other}`)).toEqual({ kind: 'several', count: 2 });
  expect(readCollection(`globus transfer ${id}:/a ${other}:/b`)).toEqual({ kind: 'several', count: 2 });
  expect(readCollection(`${id}/${other}`)).toEqual({ kind: 'several', count: 2 });
});

it('reads links in the oldest engine as well, which has no URL.canParse', () => {
  const own = Object.getOwnPropertyDescriptor(URL, 'canParse') ?? {};
  Reflect.deleteProperty(URL, 'canParse');
  try {
    expect(readCollection(`https://app.globus.org/collections/${other}`)).toMatchObject({ kind: 'id', id: other });
    expect(readCollection('http://[')).toEqual({ kind: 'none' });
  } finally {
    Object.defineProperty(URL, 'canParse', own);
  }
});

it.each(['0123456789abcdef-', 'a.b.', 'https://', `${other}:/`, '%', '\n', '<', `"${other}`, 'a@b.c/ '])(
  'reads 10 MB of %j in a moment',
  (piece) => {
    const text = piece.repeat(Math.ceil(10_000_000 / piece.length));
    const startedMs = performance.now();
    readCollection(text);
    expect(performance.now() - startedMs).toBeLessThan(500);
  },
);
