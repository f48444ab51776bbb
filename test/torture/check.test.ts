import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceTask } from '../globus/model/task-summary';
import { type Change, type Evidence, type LedgerDataset, type LedgerEvent, sentinelName, violationsOf } from './check';
import { acquisitionOf } from './instruments';
import { roundOf } from './plan';
import { readTree, type Tree } from './tree';

const quietForMs = 250;
/** A delivery as it should be: written at 1 000 ms, quiet and ordered at 2 000 ms, with Globus at 3 000 ms. */
const order = { submissionId: 's1', quietAtMs: 2_000, historyAt: 1 };
const name = 'runs/run 1';
/** After three files of 14 bytes in all were written. */
const at = (ms: number, files: number): Change => ({ beganMs: ms, endedMs: ms, files, bytes: files === 3 ? 14 : 5 });
const history: readonly LedgerEvent[] = [
  { atMs: 2_000, event: 'quiet', facts: { files: 3, bytes: 14 } },
  { atMs: 2_000, event: 'ordered', facts: {} },
  { atMs: 3_040, event: 'succeeded', facts: {} },
  { atMs: 3_050, event: 'firstProven', facts: {} },
  { atMs: 3_050, event: 'ordered', facts: {} },
  { atMs: 3_100, event: 'succeeded', facts: {} },
  { atMs: 3_200, event: 'matched', facts: {} },
];

let folder = '';
let here = '';
let there = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-check-'));
  [here, there] = [join(folder, 'here'), join(folder, 'there')];
  mkdirSync(join(here, name, 'deep'), { recursive: true });
  writeFileSync(join(here, name, 'a.tif'), 'alpha');
  writeFileSync(join(here, name, 'deep', 'b.tif'), 'beta');
  writeFileSync(join(here, name, sentinelName), 'done\n');
  cpSync(here, there, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What is known before anything is spoilt; `spoil` then changes the disks or, by what it returns, the rest. */
function judged(spoil: (evidence: Evidence) => Partial<Evidence> | undefined): readonly string[] {
  const files = readTree(here);
  const receipt = [...files].map(([path, { bytes, md5 }]) => ({ path, bytes, checksum: md5, algorithm: 'MD5' }));
  const evidence: Evidence = {
    written: {
      files,
      formerly: new Map(),
      changes: new Map([[name, [at(900, 1), at(1_000, 3)]]]),
      sentinels: new Map([[name, 990]]),
    },
    local: files,
    destination: files,
    tasks: [taskOf('t1', 's1', 3_000, without(sentinel, files)), lastTask],
    tasksPerSubmission: { s1: 1, s9: 1 },
    datasets: [{ path: name, phase: 'delivered', heldFor: null, orders: [order, lastOrder], history, receipt }],
    quietForMs,
  };
  const spoilt = spoil(evidence) ?? {};
  return violationsOf({ ...evidence, local: readTree(here), destination: readTree(there), ...spoilt });
}

const sentinel = `${name}/${sentinelName}`;
const lastOrder = { ...order, submissionId: 's9', historyAt: 4 };
/** The sentinel goes when the rest is there. */
const lastTask: ServiceTask = {
  ...taskOf('t9', 's9', 3_100, new Map()),
  items: [`/${sentinel}`],
  copied: [{ destinationPath: `/${sentinel}`, bytes: 5, checksum: 'of the sentinel' }],
};
const without = (path: string, tree: Tree): Tree => new Map([...tree].filter(([each]) => each !== path));

function taskOf(taskId: string, submissionId: string, requestMs: number, copied: Tree): ServiceTask {
  return {
    taskId,
    submissionId,
    label: 'Slipway torture run 1',
    status: 'SUCCEEDED',
    requestMs,
    completionMs: requestMs + 50,
    items: [`/${name}/`],
    copied: [...copied].map(([path, { bytes, md5 }]) => ({ destinationPath: `/${path}`, bytes, checksum: md5 })),
  };
}
/**
 * The same evidence with a second order of the whole dataset after that of its last files, and its task, which found
 * everything there already. `since` happened after the last files were ordered.
 */
function sentAgain(evidence: Evidence, since: readonly string[], firstTask: Partial<ServiceTask> = {}): Evidence {
  const [dataset, task] = [evidence.datasets[0], evidence.tasks[0]] as [LedgerDataset, ServiceTask];
  const again = { submissionId: 's2', quietAtMs: 4_000, historyAt: history.length + since.length };
  return {
    ...evidence,
    tasks: [{ ...task, ...firstTask }, taskOf('t2', 's2', 5_000, new Map())],
    tasksPerSubmission: { s1: 1, s2: 1 },
    datasets: [
      { ...dataset, orders: [...dataset.orders, again], history: [...history, ...happened(...since, 'ordered')] },
    ],
  };
}
const happened = (...events: readonly string[]): readonly LedgerEvent[] =>
  events.map((event) => ({ atMs: 4_000, event, facts: {} }));
const withDataset = (evidence: Evidence, patch: Partial<LedgerDataset>): Partial<Evidence> => ({
  datasets: evidence.datasets.map((dataset) => ({ ...dataset, ...patch })),
});

const withChanges = (evidence: Evidence, changes: readonly Change[]): Partial<Evidence> => ({
  written: { ...evidence.written, changes: new Map([[name, changes]]) },
});

describe('the look from outside', () => {
  it('finds nothing in a delivery as it should be', () => {
    expect(judged(() => undefined)).toEqual([]);
  });

  it.each<[string, (evidence: Evidence) => Partial<Evidence> | undefined, string]>([
    [
      'a missing file at the destination',
      () => void unlinkSync(join(there, name, 'a.tif')),
      'a.tif is not at the destination',
    ],
    [
      'one changed byte at the destination',
      () => void writeFileSync(join(there, name, 'deep', 'b.tif'), 'bEta'),
      'b.tif differs at the destination',
    ],
    [
      'a temporary file left at the destination',
      () => void writeFileSync(join(there, name, 'a.tif.part'), 'al'),
      'a.tif.part is at the destination',
    ],
    ['a changed local byte', () => void writeBeside(join(here, name, 'a.tif'), 'alphA'), 'a.tif holds other bytes'],
    ['a local file that grew', () => void appendFileSync(join(here, name, 'a.tif'), '!'), 'a.tif holds other bytes'],
    [
      'a touched local file',
      () => void utimesSync(join(here, name, 'a.tif'), 1, 1),
      'a.tif has another modification time',
    ],
    ['a local file that is gone', () => void unlinkSync(join(here, name, 'a.tif')), 'a.tif is gone'],
    [
      'a local file that nobody wrote',
      () => void writeFileSync(join(here, name, 'probe'), ''),
      'probe was made by no instrument',
    ],
    [
      'a doubled copy',
      (evidence) => ({ tasks: [...evidence.tasks, taskOf('t2', 's1', 3_500, evidence.local)] }),
      'copied 2 times: /runs/run 1/a.tif',
    ],
    ['two tasks of one submission', () => ({ tasksPerSubmission: { s1: 2 } }), 'submission s1 made 2 tasks'],
    [
      'a task that was never written down',
      (evidence) => ({ tasks: [...evidence.tasks, taskOf('t2', 'other', 3_500, new Map())] }),
      'unknown to the ledger',
    ],
    ['a dataset that was sent twice', (evidence) => sentAgain(evidence, []), 'sent twice without a change'],
    [
      'a dataset that was sent twice and let go on afterwards',
      (evidence) => {
        const again = sentAgain(evidence, []);
        return { ...again, ...withDataset(again, { history: [...history, ...happened('ordered', 'released')] }) };
      },
      'sent twice without a change',
    ],
    [
      'a dataset that went before its sentinel',
      (evidence) => ({ written: { ...evidence.written, sentinels: new Map([[name, 3_001]]) } }),
      'before its sentinel',
    ],
    [
      'a dataset that was found quiet too early',
      (evidence) => withChanges(evidence, [at(900, 1), at(1_900, 3)]),
      'had not stood still',
    ],
    [
      'a dataset that changed before it was called delivered',
      (evidence) => withChanges(evidence, [at(1_000, 3), at(3_000, 4)]),
      'had changed before',
    ],
    [
      'a sentinel that came with the rest',
      (evidence) => ({ tasks: [taskOf('t1', 's1', 3_000, evidence.local)] }),
      'came with others of its dataset',
    ],
    [
      'a sentinel that came before the rest was there',
      (evidence) => ({ tasks: [...evidence.tasks.slice(0, 1), { ...lastTask, requestMs: 3_010 }] }),
      'before the rest of its dataset was there',
    ],
    ['a dataset that was never delivered', (evidence) => withDataset(evidence, { phase: 'queued' }), 'is queued'],
    ['a dataset without a row', () => ({ datasets: [] }), 'has no row'],
    ['a delivery without a receipt', (evidence) => withDataset(evidence, { receipt: null }), 'without a receipt'],
    [
      'a receipt that lacks a file',
      (evidence) => withDataset(evidence, { receipt: (evidence.datasets[0]?.receipt ?? []).slice(1) }),
      'lacks',
    ],
    [
      'a receipt with another checksum',
      (evidence) =>
        withDataset(evidence, {
          receipt: (evidence.datasets[0]?.receipt ?? []).map((file) => ({ ...file, checksum: 'f00' })),
        }),
      'another MD5 checksum',
    ],
    [
      'a receipt with another size',
      (evidence) =>
        withDataset(evidence, {
          receipt: (evidence.datasets[0]?.receipt ?? []).map((file) => ({ ...file, bytes: 1 })),
        }),
      'says 1 bytes',
    ],
  ])('sees %s', (_what, spoil, words) => {
    expect(judged(spoil).join('\n')).toContain(words);
  });

  it.each<[string, (evidence: Evidence) => Partial<Evidence>]>([
    [
      'it changed after it was found quiet',
      (evidence) => ({
        ...sentAgain(evidence, []),
        written: { ...evidence.written, changes: new Map([[name, [at(900, 1), at(1_000, 3), at(2_100, 3)]]]) },
      }),
    ],
    [
      'its last files go after all others',
      (evidence) => sentAgain(evidence, [], { items: [`/${name}/${sentinelName}`] }),
    ],
    ['its first task failed', (evidence) => sentAgain(evidence, [], { status: 'FAILED' })],
    ['a person let it go on after its last files failed', (evidence) => sentAgain(evidence, ['stopped', 'released'])],
    ['its task was parted', (evidence) => sentAgain(evidence, ['parted'])],
  ])('lets a dataset go twice when %s', (_what, change) => {
    expect(judged(change)).toEqual([]);
  });

  it('lets a file lie at the destination that had this name and these bytes once', () => {
    expect(
      judged((evidence) => {
        writeFileSync(join(there, name, 'old name.tif'), 'alpha');
        const { sha256 } = evidence.local.get(`${name}/a.tif`) ?? { sha256: '' };
        return { written: { ...evidence.written, formerly: new Map([[`${name}/old name.tif`, new Set([sha256])]]) } };
      }),
    ).toEqual([]);
  });
});

it('the same seed plans the same rounds and the same acquisitions', () => {
  const lives = { short: [1, 2], middle: [2, 3], long: [3, 4] } as const;
  const plan = (seed: number): unknown[] =>
    [1, 2, 3, 4, 5].flatMap((number) => [roundOf(seed, number, lives), acquisitionOf(seed, number)]);
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

/** Other bytes under the old times, as rot or a careless program leaves them. */
function writeBeside(file: string, content: string): void {
  const { atime, mtime } = statSync(file);
  writeFileSync(file, content);
  utimesSync(file, atime, mtime);
}
