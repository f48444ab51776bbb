/** Looks at one disk in a thread of its own, so that a slow one never holds the app nor another disk. */
import { lstatSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type FolderRule, marksOf } from '../../domain/folder-rule';
import { asAppError } from '../../domain/problem';
import { digest, digestInParts } from './digest';
import { findOpenByOpening, findOpenByProc } from './find-open';
import { codeOf, folderError, statFolder } from './folder-error';
import { type FromWorker, type Kind, pathOf, type Questions, type ToWorker } from './messages';
import { stepBack } from './modest-thread';
import { listedSums, listGap } from './list-gap';
import { look, manifest } from './one-dataset';
import { Outlet, Stopped } from './outlet';
import { assist, SecondThread } from './second-thread';
import { sweep } from './sweep';
import { SweepMemory } from './sweep-memory';
import { FolderWatch } from './watch-folder';

stepBack();
const port = parentPort;
const post = (message: FromWorker): void => port?.postMessage(message);
const outlets = new Map<number, Outlet<Kind>>();
const second = new SecondThread(
  () => {
    post({ kind: 'secondWanted' });
  },
  () => {
    post({ kind: 'secondIdle' });
  },
);

port?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'ask':
      void answer(message.id, message.what, message.asks);
      return;
    case 'more':
      outlets.get(message.id)?.more();
      return;
    case 'stop':
      outlets.get(message.id)?.stop();
      return;
    case 'second':
      second.attach(message.port);
      return;
    case 'secondLost':
      second.lose();
      return;
    case 'assist':
      assist(message.port);
      return;
  }
});

type Answering = { [K in Kind]: (asks: Questions[K]['asks'], outlet: Outlet<K>) => Promise<Questions[K]['answer']> };
const answering: Answering = {
  sweep: ({ rule, since, drives }, outlet) =>
    oneAtATime(rule, () => sweep(rule, since, drives, memoryOf(rule), second, outlet)),
  manifest: async ({ rule, key, drives }, outlet) => {
    await manifest(rule, key, drives, outlet);
    return null;
  },
  watch: async ({ rule }, outlet) => {
    await new FolderWatch(rule, process.platform, outlet).run();
    return null;
  },
  look: ({ rule, key, drives }, outlet) => look(rule, key, drives, outlet),
  findOpen: ({ rule, key }, outlet) => {
    if (process.platform === 'linux') return findOpenByProc(rule, key, outlet);
    if (process.platform === 'win32') return findOpenByOpening(rule, key, outlet);
    return Promise.resolve(null); // no way to tell without a program of others
  },
  listGap: ({ rule, key, content, drives }, outlet) => listGap(rule, key, content, drives, outlet),
  digest: ({ path, algorithm, readAtMostMBps }, outlet) => digest(path, algorithm, readAtMostMBps, outlet),
  listedSums: async ({ rule, key, content, drives }, outlet) => {
    await listedSums(rule, key, content, drives, outlet);
    return null;
  },
  digestInParts: async ({ path, algorithm, readAtMostMBps }, outlet) => {
    await digestInParts(path, algorithm, readAtMostMBps, outlet);
    return null;
  },
  names: async ({ path, limit }) => {
    await Promise.resolve();
    statFolder(path); // tells a file from what is not there
    return readdirSync(path).slice(0, limit);
  },
  sizes: async ({ path, names }) => {
    await Promise.resolve();
    const found = names.map((name) => [name, lstatSync(join(path, name), { throwIfNoEntry: false })] as const);
    return new Map(found.flatMap(([name, entry]) => (entry?.isFile() === true ? [[name, entry.size] as const] : [])));
  },
  isFolder: async ({ path }) => {
    await Promise.resolve();
    return statSync(path).isDirectory();
  },
  freeBytes: async ({ path }) => {
    await Promise.resolve();
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  },
};

async function answer<K extends Kind>(id: number, what: K, asks: Questions[K]['asks']): Promise<void> {
  const outlet = new Outlet<K>(id, post);
  outlets.set(id, outlet as unknown as Outlet<Kind>);
  try {
    post({ kind: 'answer', id, answer: await answering[what](asks, outlet) });
  } catch (thrown) {
    if (thrown instanceof Stopped) return;
    const path = pathOf(asks);
    // Whatever the system refuses is a state of the folder; anything else is a bug of ours.
    const error = codeOf(thrown) === '' ? asAppError(thrown) : folderError(path, thrown);
    post({ kind: 'failed', id, code: error.code, facts: error.facts });
  } finally {
    outlets.delete(id);
  }
}

/** What decides the looks of a folder. A changed rule begins anew. */
const sightOf = (rule: FolderRule): string =>
  JSON.stringify([rule.path, rule.datasetIs, rule.include, rule.exclude, marksOf(rule)]);
const memories = new Map<string, { readonly sight: string; readonly memory: SweepMemory }>();
function memoryOf(rule: FolderRule): SweepMemory {
  const known = memories.get(rule.id);
  if (known?.sight === sightOf(rule)) return known.memory;
  const made = { sight: sightOf(rule), memory: new SweepMemory() };
  memories.set(rule.id, made);
  return made.memory;
}

/** Two walks of one folder at once would only slow each other down. */
const sweeping = new Map<string, Promise<unknown>>();
async function oneAtATime(rule: FolderRule, work: () => Promise<void>): Promise<null> {
  const before = sweeping.get(rule.id);
  const mine = (before ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => undefined);
  sweeping.set(rule.id, settled);
  await mine;
  return null;
}
