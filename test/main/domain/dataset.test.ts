import { describe, expect, it } from 'vitest';
import { type Dataset, type DatasetEvent, jobOf, moves, type Phase, phases, step } from '../../../main/domain/dataset';

const summary = { content: 'c1', files: 2, bytes: 10 };
const hold = { code: 'task.refused', facts: {}, requestId: null } as const;
const events = {
  changed: { kind: 'changed' },
  quiet: { kind: 'quiet', summary, destinationPath: '/in/run-42' },
  ordered: { kind: 'ordered', deliveryId: 'd1' },
  accepted: { kind: 'accepted' },
  succeeded: { kind: 'succeeded' },
  matched: { kind: 'matched' },
  differed: { kind: 'differed' },
  stopped: { kind: 'stopped', heldFor: hold },
  released: { kind: 'released' },
  parted: { kind: 'parted' },
} as const satisfies Record<DatasetEvent['kind'], DatasetEvent>;

function aDataset(patch: Partial<Dataset> = {}): Dataset {
  return {
    id: 'x',
    folderId: 'f',
    key: 'run-42',
    isFolder: true,
    phase: 'settling',
    version: 1,
    summary: null,
    destinationPath: null,
    deliveryId: null,
    heldFor: null,
    foundAtMs: 1,
    phaseSinceMs: 1,
    deliveredAtMs: null,
    deliveredContent: null,
    ...patch,
  };
}

describe('the moves of a dataset', () => {
  it.each<[Phase, DatasetEvent, Phase | null]>([
    ['settling', events.quiet, 'queued'],
    ['settling', events.accepted, null],
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
    ['delivered', events.changed, 'settling'],
    ['delivered', events.matched, null],
    ['held', events.released, 'settling'],
    ['held', events.changed, null],
  ])('%s + %o -> %s', (phase, event, expected) => {
    expect(step(aDataset({ phase, summary }), event, 5)?.phase ?? null).toBe(expected);
  });

  it('reaches delivered from verifying alone', () => {
    const ways = phases.filter((phase) => Object.values(moves[phase] as Record<string, Phase>).includes('delivered'));
    expect(ways).toEqual(['verifying']);
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
    expect(delivered).toMatchObject({ deliveredAtMs: 7, deliveredContent: 'c1' });
    const again = delivered && step(delivered, events.changed, 9);
    expect(again).toMatchObject({ phase: 'settling', summary: null, deliveryId: null, deliveredContent: 'c1' });
  });

  it('keeps the time since when it settles, however often it changes', () => {
    expect(step(aDataset({ phaseSinceMs: 3 }), events.changed, 9)?.phaseSinceMs).toBe(3);
  });
});
