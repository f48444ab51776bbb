import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../main/adapters/ledger-sqlite/migrations';
import { openLedger } from '../../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type Dataset, newDataset, phases } from '../../../main/domain/dataset';
import { type ManifestFile } from '../../../main/domain/file-fact';
import { AppError } from '../../../main/domain/problem';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-ledger-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, 'ledger.sqlite');
const open = (): SqliteLedger => new SqliteLedger(openLedger(path(), 'stamp').sql, path());

function aDataset(patch: Partial<Dataset> = {}): Dataset {
  return {
    ...newDataset('d1', 'f1', { key: 'run-42', isFolder: true, bornAtMs: null, identity: null }, 1_700_000_000_123),
    ...patch,
  };
}
function aFile(path: string, patch: Partial<ManifestFile> = {}): ManifestFile {
  return { path, bytes: 1, modifiedAtMs: 1.5, isLast: false, ...patch };
}
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'nothing thrown';
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.code : String(thrown);
  }
};

describe('the ledger', () => {
  it('gives back after a restart what was written before it', () => {
    const first = open();
    const dataset = aDataset({
      phase: 'held',
      heldFor: { code: 'task.refused', facts: { path: '/x', n: 3 }, requestId: 'r1' },
    });
    first.add(aDataset());
    first.record(dataset, { kind: 'stopped', heldFor: { code: 'task.refused', facts: {}, requestId: null } }, 5);
    first.close();
    const second = open();
    expect(second.dataset('d1')).toEqual(dataset);
    expect(second.datasetAt('f1', 'run-42')).toEqual(dataset);
    expect(second.history('d1', 9).map((row) => row.event)).toEqual(['stopped', 'found']);
    second.close();
  });

  it('tells each cause for which something is held, however many are held for another one', () => {
    const ledger = open();
    const held = (id: string, code: 'dataset.goneUnsent' | 'task.refused', folderId = 'f1'): Dataset =>
      aDataset({ id, key: id, folderId, phase: 'held', heldFor: { code, facts: {}, requestId: null } });
    const gone = ['a', 'b', 'c'].map((id, at) => ({ ...held(id, 'dataset.goneUnsent'), phaseSinceMs: 30 - at }));
    const refused = { ...held('d', 'task.refused'), phaseSinceMs: 40 };
    const elsewhere = { ...held('e', 'task.refused', 'f2'), phaseSinceMs: 1 };
    for (const dataset of [...gone, refused, elsewhere]) ledger.add(dataset);
    expect(ledger.held(['f1'], 2)).toEqual([
      { code: 'dataset.goneUnsent', total: 3, longest: [gone[2], gone[1]] },
      { code: 'task.refused', total: 1, longest: [refused] },
    ]);
    expect(ledger.held(['f1', 'f2'], 1).map(({ code, total }) => [code, total])).toEqual([
      ['task.refused', 2],
      ['dataset.goneUnsent', 3],
    ]);
    expect(ledger.held([], 2)).toEqual([]);
    ledger.record({ ...refused, goneAtMs: 50 }, { kind: 'gone' }, 50);
    expect(ledger.held(['f1'], 1, 'here')).toEqual([{ code: 'dataset.goneUnsent', total: 3, longest: [gone[2]] }]);
    ledger.close();
  });

  it('knows by what a disk tells it what has another name', () => {
    const ledger = open();
    const both = [aDataset({ identity: '7:1.5' }), aDataset({ id: 'd2', key: 'run-43', identity: '7:1.5' })];
    const others = [
      aDataset({ id: 'd3', key: 'run-44', identity: '7:2.5' }),
      aDataset({ id: 'd4', key: 'run-45' }),
      aDataset({ id: 'd5', folderId: 'f2', identity: '7:1.5' }),
    ];
    for (const dataset of [...both, ...others]) ledger.add(dataset);
    expect(ledger.sharing('f1', '7:1.5')).toEqual(both);
    ledger.close();
  });

  it('whose file was moved away writes nothing until it is back', () => {
    const ledger = open();
    ledger.add(aDataset());
    renameSync(path(), join(folder, 'elsewhere'));
    expect(codeOf(() => { ledger.add(aDataset({ id: 'd2', key: 'b' })); })).toBe('ledger.gone'); // prettier-ignore
    expect(ledger.dataset('d2')).toBeNull();
    renameSync(join(folder, 'elsewhere'), path());
    ledger.add(aDataset({ id: 'd2', key: 'b' }));
    ledger.close();
    const again = open();
    expect(again.dataset('d2')?.key).toBe('b');
    again.close();
  });

  it('in whose place somebody put a copy writes nothing, and takes its place again at the end', () => {
    const ledger = open();
    ledger.add(aDataset());
    renameSync(path(), join(folder, 'elsewhere'));
    copyFileSync(join(folder, 'elsewhere'), path());
    expect(codeOf(() => { ledger.add(aDataset({ id: 'd2', key: 'b' })); })).toBe('ledger.gone'); // prettier-ignore
    ledger.close();
    const again = open();
    expect([again.dataset('d1'), again.dataset('d2')]).toEqual([aDataset(), null]);
    again.close();
  });

  it.each([
    ['its file', ['']],
    ['its file and what is beside it', ['', '-wal', '-shm']],
  ])('of which somebody removes %s is whole again after the end', (_what, tails) => {
    const ledger = open();
    const files = Array.from({ length: 5_000 }, (_, index) => aFile(`f${String(index)}`));
    ledger.add(aDataset());
    ledger.addToManifest('d1', 1, files);
    for (const tail of tails) rmSync(path() + tail, { force: true });
    expect(codeOf(() => { ledger.add(aDataset({ id: 'd2', key: 'b' })); })).toBe('ledger.gone'); // prettier-ignore
    ledger.close();
    expect(readdirSync(folder).sort()).toEqual(['ledger.sqlite', 'ledger.sqlite.closed']);
    const again = open();
    expect([again.dataset('d1'), again.manifest('d1', 1, null, -1).length]).toEqual([aDataset(), 5_000]);
    again.add(aDataset({ id: 'd2', key: 'b' }));
    again.close();
  });

  it('ends on a full disk as well, and knows all at the next start', () => {
    const { sql } = openLedger(path(), 'stamp');
    const ledger = new SqliteLedger(sql, path());
    ledger.add(aDataset());
    const exec = sql.exec.bind(sql);
    sql.exec = (text) => {
      if (text.includes('journal_mode = DELETE')) throw new Error('database or disk is full');
      return exec(text);
    };
    ledger.close();
    // Its lock goes with the process only: looked at in a copy.
    const copy = join(folder, 'copy.sqlite');
    for (const tail of ['', '-wal']) copyFileSync(path() + tail, copy + tail);
    const again = new SqliteLedger(openLedger(copy, 'stamp').sql, copy);
    expect(again.dataset('d1')).toEqual(aDataset());
    again.close();
  });

  it('forgets a dataset of which nothing was ever sent, and no other', () => {
    const ledger = open();
    for (const dataset of [aDataset(), aDataset({ id: 'd2', key: 'sent' })]) ledger.add(dataset);
    ledger.keepSent('d2', 1, { collectionId: 'c1', destinationPath: '/in/sent' });
    ledger.forget('d1');
    expect([ledger.dataset('d1'), ledger.history('d1', 9)]).toEqual([null, []]);
    expect(() => {
      ledger.forget('d2');
    }).toThrow();
    expect(ledger.history('d2', 9)).toHaveLength(1);
    expect(ledger.counts()).toEqual([{ folderId: 'f1', phase: 'settling', datasets: 1, files: 0, bytes: 0 }]);
    ledger.close();
  });

  it('writes all of a step or nothing of it', () => {
    const ledger = open();
    ledger.add(aDataset());
    expect(() =>
      ledger.atomically(() => {
        ledger.addToManifest('d1', 1, [aFile('a')]);
        ledger.record(aDataset({ phase: 'delivered' }), { kind: 'matched', atMs: 5 }, 5); // has no time of delivery: refused
      }),
    ).toThrow();
    expect(ledger.manifest('d1', 1, null, 9)).toEqual([]);
    expect(ledger.dataset('d1')?.phase).toBe('settling');
    ledger.close();
  });

  it('takes no submitting dataset without its order on disk', () => {
    const ledger = open();
    const summary = { content: 'c', activity: 'a', files: 1, bytes: 1, lastFiles: 0 };
    expect(() => {
      ledger.add(aDataset({ phase: 'submitting', summary, destinationPath: '/x' }));
    }).toThrow(/CHECK/);
    ledger.close();
  });

  it('is used by one Slipway at a time', () => {
    const first = open();
    expect(codeOf(open)).toBe('ledger.inUse');
    first.close();
    open().close();
  });

  it('of a newer Slipway is refused and not touched', () => {
    open().close();
    const raw = new Database(path());
    raw.exec(`PRAGMA user_version = ${String(migrations.length + 1)}`);
    raw.close();
    const before = readFileSync(path());
    expect(codeOf(open)).toBe('ledger.newer');
    expect(readFileSync(path()).equals(before)).toBe(true);
  });

  it.each([
    ['another program', 'CREATE TABLE moz_places (url TEXT)'],
    ['another program, with a table of our name', 'CREATE TABLE dataset (rows INTEGER)'],
    ['another program, with our version', `CREATE TABLE a (b); PRAGMA user_version = ${String(migrations.length)}`],
    ['another program, with an older version', 'CREATE TABLE a (b); PRAGMA user_version = 3'],
    ['another program, with a version below nought', 'CREATE TABLE a (b); PRAGMA user_version = -3'],
  ])('whose place a sound file of %s took puts that aside whole, and a new one is begun', (_whose, text) => {
    const raw = new Database(path());
    raw.exec(text);
    raw.close();
    const before = readFileSync(path());
    const opened = openLedger(path(), 'stamp');
    expect(readFileSync(`${path()}.damaged-stamp`).equals(before)).toBe(true);
    expect([opened.setAside, new SqliteLedger(opened.sql, path()).counts()]).toEqual([`${path()}.damaged-stamp`, []]);
    opened.sql.close();
  });

  it.each([
    ['a table was taken', 'DROP TABLE removal'],
    ['the version is another one', `PRAGMA user_version = ${String(migrations.length - 1)}`],
  ])('of which %s is damaged', (_what, text) => {
    open().close();
    const raw = new Database(path());
    raw.exec(text);
    raw.close();
    const opened = openLedger(path(), 'stamp');
    expect(opened.setAside).toBe(`${path()}.damaged-stamp`);
    opened.sql.close();
  });

  it.each([
    ['what a dataset is held for', `UPDATE dataset SET phase = 'held', held_for = '{"code":"task.gone'`],
    [
      'an order',
      `INSERT INTO delivery (id, submission_id, order_json, ordered_at_ms, is_open) VALUES ('o1', 's1', '{"items":[', 1, 1)`,
    ],
  ])('in which %s cannot be read any more is damaged', (_what, text) => {
    const ledger = open();
    ledger.add(aDataset());
    ledger.close();
    const raw = new Database(path());
    raw.pragma('ignore_check_constraints = ON');
    // An index over the same value would refuse it: a disk that rots asks nobody.
    raw.exec('DROP INDEX IF EXISTS dataset_held');
    raw.exec(text);
    raw.close();
    const opened = openLedger(path(), 'stamp');
    expect(opened.setAside).toBe(`${path()}.damaged-stamp`);
    opened.sql.close();
  });

  it.each([
    ['while it was closed', () => undefined],
    [
      'before the crash that it causes',
      () => {
        writeFileSync(`${path()}-wal`, '');
      },
    ],
  ])('in which any byte rotted %s is put aside, or is read without a fault', (_when, leave) => {
    const ledger = open();
    const heldFor = { code: 'dataset.tooLong', facts: { name: 'a name' }, requestId: null } as const;
    for (const [index, phase] of (['settling', 'held'] as const).entries()) {
      const dataset = aDataset({ id: `d${String(index)}`, key: `run-${String(index)}`, phase: 'settling' });
      ledger.add(dataset);
      ledger.addToManifest(dataset.id, 1, [aFile('images/a.tif'), aFile('images/b.tif')]);
      if (phase === 'held') ledger.record({ ...dataset, phase, heldFor }, { kind: 'stopped', heldFor }, 5);
    }
    ledger.close();
    const whole = readFileSync(path());
    const closed = readFileSync(`${path()}.closed`);
    const rotten = (at: number): boolean => {
      for (const file of readdirSync(folder)) rmSync(join(folder, file));
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0xc4;
      writeFileSync(path(), bytes);
      writeFileSync(`${path()}.closed`, closed);
      leave();
      const { sql, setAside } = openLedger(path(), 'stamp');
      const again = new SqliteLedger(sql, path());
      for (const phase of phases) again.inPhase(phase, -1);
      again.held(['f1'], 9);
      for (const { id } of again.inPhase('held', -1)) again.history(id, 9);
      for (const id of ['d0', 'd1']) again.manifest(id, 1, null, -1);
      sql.close();
      return setAside !== null;
    };
    // Where something is written: most of the file is empty.
    const written = [...whole.keys()].filter((at) => whole[at] !== 0);
    const few = written.filter((_, index) => index % Math.ceil(written.length / 150) === 0);
    expect(few.filter(rotten).length).toBeGreaterThan(20);
  });

  it('keeps what another version held for a cause that this one has no words for, and lists it', () => {
    const ledger = open();
    const heldFor = { code: 'dataset.tooLong', facts: { name: 'x' }, requestId: null } as const;
    ledger.add(aDataset({ phase: 'held', heldFor }));
    ledger.close();
    const raw = new Database(path());
    raw.exec(`UPDATE dataset SET held_for = replace(held_for, 'dataset.tooLong', 'dataset.ofTomorrow')`);
    raw.close();
    const again = open();
    const told = { code: 'app.bug', facts: { name: 'x', detail: 'dataset.ofTomorrow' }, requestId: null };
    expect(again.dataset('d1')?.heldFor).toEqual(told);
    expect(again.held(['f1'], 10, 'all')).toMatchObject([{ code: 'app.bug', total: 1, longest: [{ heldFor: told }] }]);
    again.close();
  });
  it('leaves a move out that another version wrote down', () => {
    const ledger = open();
    ledger.add(aDataset());
    ledger.record(aDataset(), { kind: 'accepted' }, 5);
    ledger.close();
    const raw = new Database(path());
    raw.exec(`UPDATE history SET event = 'ofTomorrow' WHERE event = 'accepted'`);
    raw.close();
    const again = open();
    expect(again.history('d1', 9).map(({ event }) => event)).toEqual(['found']);
    again.close();
  });

  it.each([
    ['text', 'this is not a database at all, but a text that somebody saved over it'.repeat(20)],
    ['half', null],
  ])('that is damaged (%s) is put aside whole, and a new one begun', (_kind, text) => {
    if (text === null) {
      const ledger = open();
      for (let n = 0; n < 500; n += 1) ledger.add(aDataset({ id: `d${String(n)}`, key: `run-${String(n)}` }));
      ledger.close();
      const bytes = readFileSync(path());
      bytes.fill(0xa5, 4096, bytes.length);
      writeFileSync(path(), bytes);
    } else writeFileSync(path(), text);
    const before = readFileSync(path());
    const opened = openLedger(path(), 'stamp');
    expect(opened.setAside).toBe(`${path()}.damaged-stamp`);
    expect(readFileSync(`${path()}.damaged-stamp`).equals(before)).toBe(true);
    expect(new SqliteLedger(opened.sql, path()).counts()).toEqual([]);
    opened.sql.close();
  });

  it('finds, filters, orders and pages', () => {
    const ledger = open();
    for (let n = 0; n < 30; n += 1)
      ledger.add(
        aDataset({
          id: `d${String(n).padStart(2, '0')}`,
          key: `run_${String(n)}%`,
          phaseSinceMs: n,
          folderId: n % 2 === 0 ? 'even' : 'odd',
        }),
      );
    const query = {
      search: '',
      folderId: null,
      phases: null,
      watched: ['even', 'odd'],
      changedAfterMs: null,
      changedBeforeMs: null,
      order: 'newest',
      offset: 0,
      limit: 10,
    } as const;
    expect(ledger.find(query).rows.map((row) => row.phaseSinceMs)).toEqual([29, 28, 27, 26, 25, 24, 23, 22, 21, 20]);
    expect(ledger.find({ ...query, search: '_2%' }).total).toBe(1); // % and _ are letters here, not wildcards
    expect(ledger.find({ ...query, folderId: 'even', changedAfterMs: 10, changedBeforeMs: 15 }).total).toBe(3);
    expect(ledger.find({ ...query, phases: ['held'] })).toEqual({ total: 0, rows: [] });
    expect(ledger.find({ ...query, offset: 25 }).rows).toHaveLength(5);
    ledger.close();
  });

  it('of a folder that is no longer watched finds only what was delivered or is with Globus', () => {
    const ledger = open();
    const phases = { waits: {}, done: { phase: 'delivered', deliveredAtMs: 1 } } as const;
    for (const folderId of ['watched', 'left'])
      for (const [name, patch] of Object.entries(phases))
        ledger.add(aDataset({ id: `${folderId} ${name}`, key: name, folderId, ...patch }));
    const query = {
      search: '',
      folderId: null,
      phases: null,
      watched: ['watched'],
      changedAfterMs: null,
      changedBeforeMs: null,
      order: 'name',
      offset: 0,
      limit: 10,
    } as const;
    const inSight = ['left done', 'watched done', 'watched waits'];
    for (const search of ['', 'n', 'w', 'a'])
      expect(
        ledger
          .find({ ...query, search })
          .rows.map(({ id }) => id)
          .sort(),
      ).toEqual(inSight.filter((id) => id.split(' ')[1]?.includes(search)));
    expect(ledger.find(query).total).toBe(3);
    expect(ledger.find({ ...query, watched: [] }).total).toBe(2);
    ledger.close();
  });

  it('reads and clears a manifest in parts', () => {
    const ledger = open();
    ledger.add(aDataset());
    ledger.addToManifest(
      'd1',
      1,
      ['a', 'b', 'c', 'd', 'e'].map((path) => aFile(path)),
    );
    expect(ledger.manifest('d1', 1, null, 2).map((file) => file.path)).toEqual(['a', 'b']);
    expect(ledger.manifest('d1', 1, 'b', 9).map((file) => file.path)).toEqual(['c', 'd', 'e']);
    expect(ledger.clearManifest('d1', 1, 3)).toBe(true);
    expect(ledger.manifest('d1', 1, null, 9).map((file) => file.path)).toEqual(['d', 'e']);
    expect(ledger.clearManifest('d1', 1, 3)).toBe(false);
    expect(ledger.manifest('d1', 1, null, 9)).toEqual([]);
    ledger.close();
  });

  it('notes evidence for files of the right size only, and knows what is still without', () => {
    const ledger = open();
    ledger.add(aDataset());
    ledger.addToManifest('d1', 1, [aFile('a'), aFile('b'), aFile('done', { isLast: true })]);
    const told = (path: string, bytes: number) => ({ path, bytes, checksum: 'x', algorithm: 'md5' });
    const evidence = [told('a', 1), told('b', 2), told('elsewhere', 1)];
    expect(ledger.keepEvidence('d1', 1, 't1', evidence)).toEqual({ proven: 1, unsummed: [], wrongSize: ['b'] });
    const wanted = { datasetId: 'd1', version: 1, isLast: false, taskId: 't1' };
    expect(ledger.unproven(wanted, null, 9).map((file) => file.path)).toEqual(['b']);
    expect(ledger.countUnproven({ ...wanted, isLast: true })).toBe(1);
    expect(ledger.countUnproven({ ...wanted, taskId: 't2' })).toBe(2); // the evidence of another task is none for this one
    const withoutSize = { path: 'b', bytes: null, checksum: 'x', algorithm: 'md5' };
    expect(ledger.keepEvidence('d1', 1, 't1', [withoutSize])).toEqual({ proven: 0, unsummed: [], wrongSize: [] });
    ledger.close();
  });

  it('knows below which paths anything was sent, also what a task copied without a size', () => {
    const ledger = open();
    ledger.add(aDataset());
    ledger.addToManifest('d1', 1, [aFile('run/a'), aFile('run-2')]);
    const to = { collectionId: 'dst', destinationPath: '/in/run-7' };
    expect(ledger.wasSentBelow('d1', 'run', to)).toBe(false);
    ledger.keepSent('d1', 1, to);
    const arrived = (path: string): boolean => ledger.hasArrived('d1', path, to, 1);
    expect([ledger.wasSent('d1', 'run/a', to, 1), arrived('run/a')]).toEqual([true, false]);
    ledger.keepEvidence('d1', 1, 't1', [{ path: 'run/a', bytes: 1, checksum: null, algorithm: null }]);
    expect([arrived('run/a'), arrived('run-2')]).toEqual([true, false]);
    ledger.keepEvidence('d1', 1, 't1', [{ path: 'late/b', bytes: null, checksum: null, algorithm: null }]);
    const asked = ['run', 'run/a', 'late', 'ru', 'run-', 'run/a/b'].map((path) => ledger.wasSentBelow('d1', path, to));
    expect(asked).toEqual([true, true, true, false, false, false]);
    ledger.close();
  });

  it('remembers which files of which versions were sent to which place', () => {
    const ledger = open();
    ledger.add(aDataset());
    for (const version of [1, 2]) ledger.addToManifest('d1', version, [aFile(`only-in-${String(version)}`)]);
    const to = { collectionId: 'c1', destinationPath: '/in/run' };
    ledger.keepSent('d1', 1, to);
    expect(ledger.wasSent('d1', 'only-in-1', to, 1)).toBe(true);
    expect(ledger.wasSent('d1', 'only-in-1', to, 2)).toBe(false); // from the second version on
    expect(ledger.wasSent('d1', 'only-in-2', to, 1)).toBe(false); // that version never left
    expect(ledger.wasSent('d1', 'only-in-1', { ...to, collectionId: 'c2' }, 1)).toBe(false);
    expect(ledger.atDestination(to, 'another')?.id).toBe('d1');
    expect(ledger.atDestination({ ...to, collectionId: 'c2' }, 'another')).toBeNull();
    ledger.close();
  });

  it('keeps its counters with every move', () => {
    const ledger = open();
    const summary = { content: 'c', activity: 'a', files: 3, bytes: 30, lastFiles: 0 };
    const queued = aDataset({ phase: 'queued', summary, destinationPath: '/x' });
    ledger.add(aDataset());
    ledger.add(aDataset({ id: 'd2', key: 'other' }));
    ledger.record(
      queued,
      { kind: 'quiet', version: 1, summary, destinationPath: '/x', preparedBy: 'r', bornAtMs: null, identity: null },
      5,
    );
    expect([...ledger.counts()].sort((a, b) => (a.phase < b.phase ? -1 : 1))).toEqual([
      { folderId: 'f1', phase: 'queued', datasets: 1, files: 3, bytes: 30 },
      { folderId: 'f1', phase: 'settling', datasets: 1, files: 0, bytes: 0 },
    ]);
    ledger.close();
  });

  it('knows after a restart where drives are mounted below each folder, as it was told last', () => {
    const first = open();
    expect(first.drivesOf('f1')).toEqual([]);
    first.keepDrives('f1', ['run/raw', 'day', 'gone again']);
    first.keepDrives('f2', ['other']);
    first.keepDrives('f1', ['run/raw', 'day']);
    first.close();
    const second = open();
    expect(second.drivesOf('f1')).toEqual(['day', 'run/raw']);
    expect(second.drivesOf('f2')).toEqual(['other']);
    second.keepDrives('f1', []);
    expect([second.drivesOf('f1'), second.drivesOf('f2')]).toEqual([[], ['other']]);
    second.close();
  });

  it('forgets of a folder what is mounted there, and of no other', () => {
    const ledger = open();
    for (const folder of ['f1', 'f2']) {
      ledger.keepRoot(folder, 'disk');
      ledger.keepDrives(folder, ['day']);
    }
    ledger.forgetMounts('f1');
    expect([ledger.rootOf('f1'), ledger.drivesOf('f1')]).toEqual([null, []]);
    expect([ledger.rootOf('f2'), ledger.drivesOf('f2')]).toEqual(['disk', ['day']]);
    ledger.close();
  });

  it('of version 3 knows of no drive, and keeps those that it is told of from then on', () => {
    const raw = new Database(path());
    for (const migration of migrations.slice(0, 3)) raw.exec(migration);
    raw.exec("PRAGMA user_version = 3; INSERT INTO watched_folder VALUES ('f1', 'disk')");
    raw.close();
    const ledger = open();
    expect(ledger.rootOf('f1')).toBe('disk');
    expect(ledger.drivesOf('f1')).toEqual([]);
    ledger.keepDrives('f1', ['day']);
    expect(ledger.drivesOf('f1')).toEqual(['day']);
    ledger.close();
  });

  it('of version 1 keeps all it had, beside a copy of the file as it was', () => {
    const raw = new Database(path());
    raw.exec(migrations[0] ?? '');
    raw.exec('PRAGMA user_version = 1');
    raw.exec(`INSERT INTO delivery VALUES ('o1', 's1', '{"submissionId":"s1","label":"l","sourceCollectionId":"src","destinationCollectionId":"dst","items":[],"filters":[]}', 't1', 5, 0);
      INSERT INTO dataset (id, folder_id, key, is_folder, phase, version, content, files, bytes, destination_path, delivery_id, found_at_ms, phase_since_ms, delivered_at_ms, delivered_content)
        VALUES ('d1', 'f1', 'run-42', 1, 'delivered', 1, 'c1', 1, 7, '/in/run-42', 'o1', 1, 6, 6, 'c1');
      INSERT INTO file VALUES ('d1', 1, 'a.tif', 7, 1.5, 'abc', 'md5');
      INSERT INTO receipt VALUES ('d1', 1, 6, 1, 7, 'c1', '/in/run-42', 't1', '{"sourceCollectionId":"src","destinationCollectionId":"dst"}');
      INSERT INTO history (dataset_id, at_ms, event, facts) VALUES ('d1', 4, 'ordered', '{}');`);
    raw.close();
    const ledger = open();
    expect(ledger.dataset('d1')).toMatchObject({
      phase: 'delivered',
      summary: { content: 'c1', activity: 'c1', files: 1, bytes: 7, lastFiles: 0 },
      orderedVersion: 1,
      orderedContent: 'c1',
      datedAtMs: 1,
      bornAtMs: null,
      identity: null,
    });
    expect(ledger.receipt('d1', 1)).toMatchObject({ sourceCollectionId: 'src', destinationCollectionId: 'dst' });
    expect(ledger.receiptFiles('d1', 1, null, 9)).toMatchObject([{ path: 'a.tif', checksum: 'abc', taskId: 't1' }]);
    expect(ledger.wasSent('d1', 'a.tif', { collectionId: 'dst', destinationPath: '/in/run-42' }, 1)).toBe(true);
    expect(ledger.counts()).toEqual([{ folderId: 'f1', phase: 'delivered', datasets: 1, files: 1, bytes: 7 }]);
    ledger.close();
    const copy = new Database(`${path()}.before-${String(migrations.length)}-stamp`);
    expect(copy.prepare('PRAGMA user_version').raw(true).get()).toEqual([1]);
    expect(copy.prepare('SELECT content FROM receipt').raw(true).get()).toEqual(['c1']);
    copy.close();
  });

  it('of version 1 knows where each delivered version went, and takes for sent only what was ordered', () => {
    const raw = new Database(path());
    raw.exec(migrations[0] ?? '');
    raw.exec('PRAGMA user_version = 1');
    const order =
      '{"submissionId":"s1","label":"l","sourceCollectionId":"src","destinationCollectionId":"dst","items":[],"filters":[]}';
    raw.exec(`INSERT INTO delivery VALUES ('o1', 's1', '${order}', 't1', 5, 0);
      INSERT INTO dataset (id, folder_id, key, is_folder, phase, version, content, destination_path, found_at_ms, phase_since_ms, delivered_at_ms, delivered_content)
        VALUES ('d1', 'f1', 'run', 1, 'queued', 2, 'c2', '/in/run', 1, 6, 6, 'c1');
      INSERT INTO file VALUES ('d1', 1, 'a.tif', 7, 1.5, 'abc', 'md5'), ('d1', 2, 'a.tif', 7, 1.5, NULL, NULL), ('d1', 2, 'new.tif', 7, 1.5, NULL, NULL);
      INSERT INTO receipt VALUES ('d1', 1, 6, 1, 7, 'c1', '/in/run', 't1', '${order}');
      INSERT INTO history (dataset_id, at_ms, event, facts) VALUES ('d1', 4, 'ordered', '{"delivery":"o1"}');`);
    raw.close();
    const ledger = open();
    const to = { collectionId: 'dst', destinationPath: '/in/run' };
    expect(ledger.wasSent('d1', 'a.tif', to, 1)).toBe(true);
    expect(ledger.wasSent('d1', 'new.tif', to, 1)).toBe(false);
    expect(ledger.dataset('d1')).toMatchObject({ version: 2, orderedVersion: 1 });
    ledger.close();
  });

  it('leaves nothing behind but its own files', () => {
    open().close();
    expect(readdirSync(folder).filter((name) => !name.startsWith('ledger.sqlite'))).toEqual([]);
  });
});
