import { AppError } from '../domain/problem';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

const anyLink = /https?:\/\/\S+/gi;
const collectionLink =
  /https?:\/\/app\.globus\.org\/\S*?(?:[?&](?:origin|destination)_id=|(?<=\/)(?:collections|endpoints)\/)([0-9a-f-]{36})/i;

/** The collection id in what was pasted: the id itself, or a link of the Globus web app. Throws collection.badId. */
export function collectionIdIn(pasted: string): string {
  const text = pasted.trim().slice(0, 2000);
  // An id in the link of any other page, such as of a task or a group, is not that of a collection.
  const read = collectionLink.exec(text)?.[1] ?? text.replace(anyLink, ' ');
  const ids = [...new Set(read.match(uuid)?.map((id) => id.toLowerCase()) ?? [])];
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
