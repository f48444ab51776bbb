import { AppError } from '../domain/problem';

const onlyUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A collection's id, which the page made of whatever was pasted. Throws collection.badId. */
export function asCollectionId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (!onlyUuid.test(id)) throw new AppError('collection.badId');
  return id;
}

/** The longest that Globus takes. */
const longestPath = 4096;

/**
 * A collection path of a folder: absolute, ending with `/`. `~` is left as it is for collections that have a home. Throws
 * collection.badPath.
 */
export function folderPath(typed: string): string {
  const path = typed.trim();
  const absolute = path.startsWith('/') || path.startsWith('~') ? path : `/${path}`;
  const parts = absolute.split('/');
  if (absolute.length > longestPath || parts.includes('.') || parts.includes('..'))
    throw new AppError('collection.badPath', { path });
  return absolute.endsWith('/') ? absolute : `${absolute}/`;
}

/**
 * The same for a folder that is sent to, or made. To most servers a backslash is a letter like any other: a path of Windows
 * would be one folder of a long name. Throws collection.badPath or collection.badPathBackslash.
 */
export function destinationPath(typed: string): string {
  const path = folderPath(typed);
  if (path.includes('\\')) throw new AppError('collection.badPathBackslash', { path });
  return path;
}
