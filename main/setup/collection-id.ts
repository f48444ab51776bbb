import { AppError } from '../domain/problem';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The collection id in what was pasted: the id itself, or a link of the Globus web app. Throws collection.badId. */
export function collectionIdIn(pasted: string): string {
  const text = pasted.trim().slice(0, 2000);
  const named = /(?:origin_id|destination_id|collections)(?:=|\/)([0-9a-f-]{36})/i.exec(text)?.[1];
  const ids = [...new Set((named === undefined ? text : named).match(uuid)?.map((id) => id.toLowerCase()) ?? [])];
  const [id] = ids;
  if (id === undefined || ids.length > 1) throw new AppError('collection.badId');
  return id;
}

/** A collection path of a folder: absolute, ending with `/`. `~` is left as it is for collections that have a home. */
export function folderPath(typed: string): string {
  const path = typed.trim();
  const absolute = path.startsWith('/') || path.startsWith('~') ? path : `/${path}`;
  return absolute.endsWith('/') ? absolute : `${absolute}/`;
}
