/** How it goes, in a few words; said the same wherever it is said. Pure. */
import type { StatusView } from '../preload/contract';
import { fill } from '../preload/texts/index';
import type { Words } from './words';

/** All is set up but a folder to watch: the last one was taken off the list, perhaps on purpose. */
export function hasNoFolder({ headline, setupStep }: StatusView): boolean {
  return headline === 'setup' && setupStep === 'folders';
}

/** Nobody paused it for all, nor at Globus: so every folder is. */
export function areFoldersPaused({ headline, pause, pausedBy }: StatusView): boolean {
  return headline === 'paused' && pause === null && pausedBy === null;
}

/** What is finished waits for the service or a collection: what needs a person would be said instead. */
export function waitsForGlobus({ headline, problems }: StatusView): boolean {
  return headline === 'waiting' && problems.length > 0;
}

export function headlineOf(status: StatusView, ui: Words['ui']): string {
  if (hasNoFolder(status)) return ui.now.noFolders;
  if (status.headline === 'idle' && status.counts.delivered === 0) return ui.headline.idleNothing;
  if (status.headline === 'waiting' && status.waitsUntil !== null)
    return fill(ui.headline.waitingUntil, { time: status.waitsUntil });
  if (waitsForGlobus(status)) return ui.headline.waitingForGlobus;
  if (status.headline === 'paused' && status.pause === null && status.pausedBy !== null)
    return ui.headline.pausedBy[status.pausedBy];
  return ui.headline[status.headline];
}
