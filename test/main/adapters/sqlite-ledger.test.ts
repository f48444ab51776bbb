import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../main/adapters/ledger-sqlite/migrations';
import { openLedger } from '../../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type Dataset } from '../../../main/domain/dataset';
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
    id: 'd1',
    folderId: 'f1',
    key: 'run-42',
    isFolder: true,
    phase: 'settling',
    version: 1,
    summary: null,
    destinationPath: null,
    deliveryId: null,
    heldFor: null,
    foundAtMs: 1_700_000_000_123,
    phaseSinceMs: 1_700_000_000_123,
    deliveredAtMs: null,
    deliveredContent: null,
    ...patch,
  };
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

  it('writes all of a step or nothing of it', () => {
    const ledger = open();
    ledger.add(aDataset());
    expect(() =>
      ledger.atomically(() => {
        ledger.keepManifest('d1', 1, [{ path: 'a', bytes: 1, modifiedAtMs: 1.5 }]);
        ledger.record(aDataset({ phase: 'delivered' }), { kind: 'matched' }, 5); // has no time of delivery: refused
      }),
    ).toThrow();
    expect(ledger.manifest('d1', 1)).toEqual([]);
    expect(ledger.dataset('d1')?.phase).toBe('settling');
    ledger.close();
  });

  it('takes no submitting dataset without its order on disk', () => {
    const ledger = open();
    const summary = { content: 'c', files: 1, bytes: 1 };
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

  it('leaves nothing behind but its own files', () => {
    open().close();
    expect(readdirSync(folder).filter((name) => !name.startsWith('ledger.sqlite'))).toEqual([]);
  });
});
