/** A place of the window that the tray, a notice or a link can ask for. Pure. */
import { type News } from '../../preload/contract';
import { appOrigin } from './app-scheme';

export type Place = News<'place.opened'>;

/** The address of the page, with the place it shall open at: `#problems`, `#datasets?datasetId=ID`. */
export function pageAddress(place: Place | undefined): string {
  if (place === undefined) return `${appOrigin}/index.html`;
  const { place: page, ...shown } = place;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) if (value !== undefined) query.set(name, value);
  const meant = query.toString();
  return `${appOrigin}/index.html#${page}${meant === '' ? '' : `?${meant}`}`;
}
