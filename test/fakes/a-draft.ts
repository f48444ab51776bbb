import { type FolderDraft } from '../../preload/contract';

/** A folder as an operator enters it: each folder in it is a dataset, quiet after a second. */
export function aDraft(path: string, patch: Partial<FolderDraft> = {}): FolderDraft {
  return {
    path,
    preset: 'general',
    datasetIs: { kind: 'topLevel' },
    include: [],
    exclude: [],
    quietForS: 1,
    sentinels: [],
    notWhile: [],
    sendLast: [],
    destinationTemplate: '{station}/{dataset}',
    namePattern: null,
    mustBeClosed: false,
    lists: null,
    readAtMostMBps: null,
    pauseAboveMBps: null,
    cleanUp: null,
    ...patch,
  };
}
