import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFrom, contentSecurityPolicy, declareAppScheme, namesIn } from '../../../main/shell/app-scheme';

let base = '';
let page = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'slipway-page-'));
  page = join(base, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Slipway</title>');
  await writeFile(join(page, 'assets', 'index-Ab_1.js'), 'export {};');
  await writeFile(join(page, 'assets', 'index.js.map'), '{}');
  await writeFile(join(page, '.hidden.js'), 'hidden');
  await writeFile(join(base, 'outside.js'), 'secret');
  await mkdir(join(base, 'page-twin'));
  await writeFile(join(base, 'page-twin', 'twin.js'), 'secret');
  await symlink(join(base, 'outside.js'), join(page, 'link.js'));
  await symlink(base, join(page, 'up'));
  await symlink(join(base, 'page-twin', 'twin.js'), join(page, 'twin.js'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const get = (url: string): Response => answerFrom(page, { method: 'GET', url });

describe('the page is shown', () => {
  it.each([
    ['app://slipway/', 'text/html; charset=utf-8'],
    ['app://slipway/index.html#problems', 'text/html; charset=utf-8'],
    ['app://slipway/index.html?x=1', 'text/html; charset=utf-8'],
    ['app://slipway/assets/index-Ab_1.js', 'text/javascript; charset=utf-8'],
  ])('%s', (url, type) => {
    const answer = get(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('nothing outside the folder of the page is reached', () => {
  it.each([
    ['one up', 'app://slipway/../outside.js'],
    ['one up from a folder', 'app://slipway/assets/../../outside.js'],
    ['dots encoded', 'app://slipway/%2e%2e/outside.js'],
    ['slash encoded', 'app://slipway/..%2foutside.js'],
    ['slash encoded twice', 'app://slipway/..%252foutside.js'],
    ['backslash', 'app://slipway/..\\outside.js'],
    ['backslash encoded', 'app://slipway/..%5coutside.js'],
    ['a link to a file outside', 'app://slipway/link.js'],
    ['a link to a folder outside', 'app://slipway/up/outside.js'],
    ['a link into a folder whose name begins alike', 'app://slipway/twin.js'],
    ['NUL', 'app://slipway/index.html%00.js'],
    ['an empty name', 'app://slipway//outside.js'],
    ['a hidden file', 'app://slipway/.hidden.js'],
    ['a kind of file that pages do not need', 'app://slipway/assets/index.js.map'],
    ['a folder', 'app://slipway/assets'],
    ['another host', 'app://elsewhere/index.html'],
    ['a longer host', 'app://slipway.example/index.html'],
    ['a name and password', 'app://a:b@slipway/index.html'],
    ['another scheme', 'file:///etc/hostname'],
    ['a drive of Windows', 'app://slipway/C:/outside.js'],
    ['a missing file', 'app://slipway/none.js'],
  ])('%s', async (_what, url) => {
    const answer = get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('Not found');
  });

  it('refuses to be written to', () => {
    expect(answerFrom(page, { method: 'POST', url: 'app://slipway/' }).status).toBe(404);
  });
});

it('reads names without decoding them, so nothing can be spelt twice', () => {
  expect(namesIn('app://slipway/assets/a.js')).toEqual(['assets', 'a.js']);
  expect(namesIn('app://slipway/%61.js')).toBeNull();
});

it('sends the strict policy with every answer, good or bad', () => {
  for (const url of ['app://slipway/', 'app://slipway/none.js']) {
    expect(get(url).headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  }
  expect(contentSecurityPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
});

it('refuses devices in the page already', () => {
  const policy = get('app://slipway/').headers.get('permissions-policy') ?? '';
  for (const feature of ['usb', 'serial', 'hid', 'bluetooth', 'camera', 'microphone', 'geolocation']) {
    expect(policy.split(', ')).toContain(`${feature}=()`);
  }
});

it('gives the scheme no privilege that weakens it', () => {
  let declared: unknown;
  declareAppScheme({
    registerSchemesAsPrivileged: (schemes) => {
      declared = schemes;
    },
  });
  expect(declared).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
});
