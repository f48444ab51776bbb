/** A place of the window that the tray, a notice or a link can ask for. Pure. */
import { type News } from '../../preload/contract';
import { appOrigin } from './app-scheme';

export type Place = News<'place.opened'>;

/** The address of the page, with the place it shall open at: `#problems`, `#datasets/DATASET_ID`. */
export function pageAddress(place: Place | undefined): string {
  if (place === undefined) return `${appOrigin}/index.html`;
  const dataset = place.datasetId === null ? '' : `/${encodeURIComponent(place.datasetId)}`;
  return `${appOrigin}/index.html#${place.place}${dataset}`;
}
