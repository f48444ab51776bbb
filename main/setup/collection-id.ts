import { AppError } from '../domain/problem';

const onlyUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A collection's id, which the page made of whatever was pasted. Throws collection.badId. */
export function asCollectionId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (!onlyUuid.test(id)) throw new AppError('collection.badId');
  return id;
}

/** A collection path of a folder: absolute, ending with `/`. `~` is left as it is for collections that have a home. */
export function folderPath(typed: string): string {
  const path = typed.trim();
  const absolute = path.startsWith('/') || path.startsWith('~') ? path : `/${path}`;
  return absolute.endsWith('/') ? absolute : `${absolute}/`;
}
