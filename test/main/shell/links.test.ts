import { expect, it } from 'vitest';
import { isAllowedLink, setupLinks, webLinks, type LinkName } from '../../../main/shell/links';

it.each([
  'https://app.globus.org/settings/developers',
  'https://app.globus.org/activity/6c54cade-bde5-45c1-bdea-f4bd71dba2cc/overview',
  'https://auth.globus.org/',
  'https://www.globus.org/globus-connect-personal',
  'https://docs.globus.org/guides/',
])('%s may be opened', (address) => {
  expect(isAllowedLink(address)).toBe(true);
});

it.each([
  ['not encrypted', 'http://app.globus.org/'],
  ['another host', 'https://example.org/'],
  ['a host that begins alike', 'https://app.globus.org.example.org/'],
  ['a host that ends alike', 'https://notapp.globus.org.evil/'],
  ['a sub-domain', 'https://x.app.globus.org/'],
  ['a name before the host', 'https://app.globus.org@example.org/'],
  ['a name and password', 'https://me:pw@app.globus.org/'],
  ['another port', 'https://app.globus.org:8443/'],
  ['a file', 'file:///etc/passwd'],
  ['a program', 'ms-msdt:/id'],
  ['a script', 'javascript:alert(1)'],
  ['no address', 'app.globus.org'],
])('%s is refused', async (_what, address) => {
  const opened: string[] = [];
  const links = setupLinks(async (url) => void opened.push(url));
  expect(isAllowedLink(address)).toBe(false);
  await expect(links.openAddress(address)).rejects.toThrow('not on the list');
  expect(opened).toEqual([]);
});

it('opens each named link at an address that the list allows', async () => {
  const opened: string[] = [];
  const links = setupLinks(async (url) => void opened.push(url));
  const names = Object.keys(webLinks) as LinkName[];
  for (const name of names) await links.openNamed(name);
  expect(opened).toEqual(names.map((name) => webLinks[name]));
});
