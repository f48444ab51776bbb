/** The only way to a web browser. The page names a link; the address is chosen here and checked against the list. */
import { type Request } from '../../preload/contract';

export type LinkName = Request<'link.open'>['link'];

const allowedHosts: ReadonlySet<string> = new Set([
  'app.globus.org',
  'auth.globus.org',
  'www.globus.org',
  'docs.globus.org',
]);

export const webLinks = {
  registerApplication: 'https://app.globus.org/settings/developers',
  guestCollections: 'https://docs.globus.org/guides/tutorials/manage-files/share-files/',
  personal: 'https://www.globus.org/globus-connect-personal',
  webApp: 'https://app.globus.org/',
} as const satisfies Record<LinkName, string>;

/** https, one of Globus's own hosts, their usual port, and nobody's name and password inside. */
export function isAllowedLink(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return (
    url.protocol === 'https:' &&
    allowedHosts.has(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}

export interface Links {
  readonly openNamed: (link: LinkName) => Promise<void>;
  /** For addresses that main makes itself, such as the page of a task. Throws when the list does not allow it. */
  readonly openAddress: (address: string) => Promise<void>;
}

/** @param openExternal `shell.openExternal` of Electron. */
export function setupLinks(openExternal: (address: string) => Promise<void>): Links {
  const openAddress = async (address: string): Promise<void> => {
    if (!isAllowedLink(address)) throw new Error('This address is not on the list of links that may be opened');
    await openExternal(new URL(address).href); // exactly what was checked, not what was typed
  };
  return { openAddress, openNamed: (link) => openAddress(webLinks[link]) };
}
