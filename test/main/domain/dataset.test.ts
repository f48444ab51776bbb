import { describe, expect, it } from 'vitest';
import {
  nameOf,
  type Dataset,
  type DatasetEvent,
  jobOf,
  landsAt,
  liesAt,
  moves,
  isReplacedBy,
  newDataset,
  type Phase,
  phases,
  step,
  versionFor,
} from '../../../main/domain/dataset';

const summary = { content: 'c1', activity: 'a1', files: 2, bytes: 10, lastFiles: 0 };
const hold = { code: 'task.refused', facts: {}, requestId: null } as const;
const events = {
  changed: { kind: 'changed' },
  quiet: {
    kind: 'quiet',
    version: 1,
    summary,
    destinationPath: '/in/run-42',
    preparedBy: 'r',
    bornAtMs: null,
    identity: null,
  },
  declared: { kind: 'declared', activity: 'a' },
  replaced: { kind: 'replaced', isFolder: false, bornAtMs: null, identity: null },
  ordered: { kind: 'ordered', deliveryId: 'd1' },
  accepted: { kind: 'accepted' },
  succeeded: { kind: 'succeeded' },
  matched: { kind: 'matched', atMs: 1_000 },
  differed: { kind: 'differed', why: 'changed' },
  stopped: { kind: 'stopped', heldFor: hold },
  released: { kind: 'released' },
  parted: { kind: 'parted' },
  firstProven: { kind: 'firstProven', taskId: 't1' },
  missed: { kind: 'missed', heldFor: hold },
  gone: { kind: 'gone' },
  recognised: { kind: 'recognised', bornAtMs: 1 },
  returned: { kind: 'returned', bornAtMs: null },
  cleaned: { kind: 'cleaned', files: 2, bytes: 10, folders: 1, how: 'trash' },
} as const satisfies Record<DatasetEvent['kind'], DatasetEvent>;

function aDataset(patch: Partial<Dataset> = {}): Dataset {
  return { ...newDataset('x', 'f', { key: 'run-42', isFolder: true, bornAtMs: null, identity: null }, 1), ...patch };
}

describe('the moves of a dataset', () => {
  it.each<[Phase, DatasetEvent, Phase | null]>([
    ['settling', events.quiet, 'queued'],
    ['settling', events.accepted, null],
    ['held', events.missed, 'held'],
    ['verifying', events.missed, null],
    ['queued', events.changed, 'settling'],
    ['queued', events.ordered, 'submitting'],
    ['submitting', events.changed, null], // the order may have left: verifying will find the change
    ['submitting', events.accepted, 'transferring'],
    ['transferring', events.accepted, null], // the same reply, twice
    ['transferring', events.succeeded, 'verifying'],
    ['transferring', events.matched, null], // nobody calls it delivered before it was verified
    ['transferring', events.parted, 'queued'],
    ['verifying', events.matched, 'delivered'],
    ['verifying', events.differed, 'settling'], // it grew while we sent it
    ['verifying', events.firstProven, 'queued'], // the files that go last
    ['delivered', events.gone, 'delivered'],
    ['delivered', events.cleaned, 'delivered'],
    ['settling', events.gone, null],
    ['transferring', events.gone, 'transferring'], // verifying may find another run under its name
    ['transferring', events.replaced, null],
    ['held', events.gone, 'held'],
    ['delivered', events.replaced, 'settling'],
    ['delivered', events.changed, 'settling'],
    ['delivered', events.matched, null],
    ['held', events.released, 'settling'],
    ['held', events.changed, null],
  ])('%s + %o -> %s', (phase, event, expected) => {
    expect(step(aDataset({ phase, summary }), event, 5)?.phase ?? null).toBe(expected);
  });

  it('reaches delivered from verifying alone', () => {
    const ways = phases.filter((phase) => Object.values(moves[phase] as Record<string, Phase>).includes('delivered'));
    expect(ways).toEqual(['verifying', 'delivered']); // what is delivered may lose its local copy and stays delivered
  });

  it('has a job for every phase that is not an end', () => {
    expect(phases.filter((phase) => jobOf[phase] === null)).toEqual(['delivered', 'held']);
  });

  it('counts a version only when a delivered dataset changes', () => {
    expect(step(aDataset({ phase: 'delivered' }), events.changed, 5)?.version).toBe(2);
    expect(step(aDataset({ phase: 'queued' }), events.changed, 5)?.version).toBe(1);
  });

  it('forgets the manifest when it settles again, and remembers what was delivered', () => {
    const delivered = step(aDataset({ phase: 'verifying', summary, deliveryId: 'd1' }), events.matched, 7);
    expect(delivered).toMatchObject({ deliveredAtMs: 1_000, deliveredContent: 'c1' });
    const again = delivered && step(delivered, events.changed, 9);
    expect(again).toMatchObject({ phase: 'settling', summary: null, deliveryId: null, deliveredContent: 'c1' });
  });

  it('gives the next number to other content once a manifest was ordered, and keeps it for the same content', () => {
    const ordered = aDataset({ phase: 'settling', version: 3, orderedVersion: 3, orderedContent: 'c1' });
    expect([versionFor(ordered, 'c1'), versionFor(ordered, 'c2')]).toEqual([3, 4]);
    expect(versionFor(aDataset({ version: 3, orderedVersion: 2, orderedContent: 'c1' }), 'c2')).toBe(3);
    const quiet = { ...events.quiet, version: versionFor(ordered, 'c2'), summary: { ...summary, content: 'c2' } };
    expect(step(ordered, quiet, 5)).toMatchObject({ phase: 'queued', version: 4 });
  });

  it('sends the files that go last after the others are proven, and begins anew when something changes', () => {
    const withLast = { ...summary, lastFiles: 1 };
    const first = step(aDataset(), { ...events.quiet, summary: withLast }, 5);
    expect(first?.stage).toBe('first');
    const last = step(aDataset({ phase: 'verifying', summary: withLast }), events.firstProven, 6);
    expect(last).toMatchObject({ stage: 'last', firstTaskId: 't1', deliveryId: null });
    expect(last && step(last, events.changed, 7)).toMatchObject({ stage: 'first', firstTaskId: null });
    const onlyLast = step(aDataset(), { ...events.quiet, summary: { ...summary, lastFiles: 2 } }, 5);
    expect(onlyLast?.stage).toBe('last');
  });

  it('takes what comes under the name of a run whose local copy is gone for another run', () => {
    const gone = step(aDataset({ phase: 'delivered', version: 2, phaseSinceMs: 3 }), events.gone, 9);
    expect(gone).toMatchObject({ phase: 'delivered', goneAtMs: 9, phaseSinceMs: 3 });
    expect(gone && step(gone, events.changed, 10)).toMatchObject({ version: 3, ownFromVersion: 3, goneAtMs: null });
    const back = gone && step(gone, events.returned, 10);
    expect(back && step(back, events.changed, 11)).toMatchObject({ version: 3, ownFromVersion: 1 });
  });

  it.each([
    ['run', true, 'sub/a', '/in/run/sub/a', 'run/sub/a'],
    ['day/x.wiff', false, 'x.wiff', '/in/run', 'day/x.wiff'],
    ['day/x.wiff', false, 'x.wiff.scan', '/in/x.wiff.scan', 'day/x.wiff.scan'],
    ['', true, 'sub/a', '/in/run/sub/a', 'sub/a'],
  ])('of %s: each file has its place here and there', (key, isFolder, path, there, here) => {
    expect(landsAt({ key, isFolder, destinationPath: '/in/run' }, path)).toBe(there);
    expect(liesAt({ key, isFolder }, path)).toBe(here);
  });

  it('keeps the time since when it settles, however often it changes', () => {
    expect(step(aDataset({ phaseSinceMs: 3 }), events.changed, 9)?.phaseSinceMs).toBe(3);
  });
});

describe('another run under the same name', () => {
  const wholeMs = Date.UTC(2026, 2, 29, 10);
  const at = (bornAtMs: number | null): boolean =>
    isReplacedBy(aDataset({ phase: 'delivered', orderedVersion: 1, orderedContent: 'old', bornAtMs: wholeMs }), {
      isFolder: true,
      bornAtMs,
      files: 1,
      content: 'new',
    });
  it.each([
    ['of a folder that is the same', wholeMs, false],
    ['of one that was made anew', wholeMs + 5_000, true],
    ['where nobody knows when it was made', null, false],
    ['of the same one on a FAT disk, whose times all move with the clock of the computer', wholeMs + 3_600_000, false],
    ['of one that was made anew an hour later on another disk', wholeMs + 3_600_000.25, true],
    ['of one that was made anew days later', wholeMs + 5 * 86_400_000, true],
  ])('is told by its folder: %s', (_what, bornAtMs, isAnother) => {
    expect(at(bornAtMs)).toBe(isAnother);
  });
  it.each([
    ['1601', Date.UTC(1601, 0, 1)],
    ['1980', Date.UTC(1980, 0, 1)],
    ['the future', Date.UTC(2099, 0, 1)],
  ])('is dated by when it was found, where its disk says that it was made in %s', (_when, bornAtMs) => {
    expect(newDataset('x', 'f', { key: 'run', isFolder: true, bornAtMs, identity: null }, wholeMs).datedAtMs).toBe(
      wholeMs,
    );
    expect(
      newDataset('x', 'f', { key: 'run', isFolder: true, bornAtMs: wholeMs - 1.5, identity: null }, wholeMs).datedAtMs,
    ).toBe(wholeMs - 2);
  });
});

it.each([
  ['runs/a.tif', 'C:\\data\\runs', 'a.tif'],
  ['', 'C:\\data\\runs\\', 'runs'],
  ['', '/data/runs/', 'runs'],
  ['bad\\slash', '/data', 'bad\\slash'],
])('calls the dataset %j of %j by its last name: %j', (key, folder, name) => {
  expect(nameOf(key, folder)).toBe(name);
});
