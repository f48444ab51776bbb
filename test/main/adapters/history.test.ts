import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLedger } from '../../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type DatasetEvent, type Hold, type Kind, newDataset } from '../../../main/domain/dataset';
import { type ListGap } from '../../../main/domain/lists';
import { presentHistory } from '../../../main/ipc/present';
import { type HistoryRow } from '../../../main/ports/ledger';
import { languages } from '../../../preload/texts/index';
import { createWords } from '../../../preload/texts/words';

const heldFor: Hold = { code: 'dataset.goneUnsent', facts: { name: 'run-42' }, requestId: null };
const summary = { content: 'c', activity: 'a', files: 3, bytes: 30, lastFiles: 0 };
const events: { readonly [K in Kind]: Extract<DatasetEvent, { kind: K }> } = {
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
  ordered: { kind: 'ordered', deliveryId: 'o1' },
  accepted: { kind: 'accepted' },
  succeeded: { kind: 'succeeded' },
  matched: { kind: 'matched', atMs: 1_000 },
  firstProven: { kind: 'firstProven', taskId: 't1' },
  differed: { kind: 'differed', why: 'notWatched' },
  stopped: { kind: 'stopped', heldFor },
  released: { kind: 'released' },
  parted: { kind: 'parted' },
  missed: { kind: 'missed', heldFor },
  gone: { kind: 'gone' },
  recognised: { kind: 'recognised', bornAtMs: 1 },
  returned: { kind: 'returned', bornAtMs: null },
  cleaned: { kind: 'cleaned', files: 3, bytes: 30, folders: 1, how: 'trash' },
};

/** What the ledger gives back of a dataset to which this happened; the newest first. */
function historyOf(happened: readonly DatasetEvent[]): readonly HistoryRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-history-'));
  const path = join(folder, 'ledger.sqlite');
  const ledger = new SqliteLedger(openLedger(path, 'stamp').sql, path);
  try {
    const dataset = newDataset(
      'd1',
      'f1',
      { key: 'run-42', isFolder: true, bornAtMs: null, identity: null },
      1_700_000_000_000,
    );
    ledger.add(dataset);
    for (const event of happened) ledger.record(dataset, event, 5);
    return ledger.history('d1', 99);
  } finally {
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const historyOfAll = (): readonly HistoryRow[] => historyOf(Object.values(events));

it('whatever happened to a dataset can be read again', () => {
  expect(historyOfAll().map((row) => row.event)).toEqual(['found', ...Object.keys(events)].reverse());
});

it.each(languages)('whatever happened to a dataset is told with what the ledger keeps of it (%s)', (language) => {
  const words = createWords(language);
  const told = historyOfAll().map((row) => [row.event, words.happened(presentHistory(row).said, 9)] as const);
  for (const [event, text] of told) expect([event, text]).not.toEqual([event, expect.stringMatching(/[{}]|^$/)]);
  // A reason has the code `changed` as well, with facts that no history has.
  expect(told.find(([event]) => event === 'changed')?.[1]).toMatch(/^(Changed again|Wieder geändert)/);
});

const heldAgainst = { file: 'x.tif', count: 2, list: 's.mdoc' };
const gaps: readonly ListGap[] = [
  { kind: 'missing', ...heldAgainst },
  { kind: 'unnamed', file: 'x.tif', count: 2 },
  { kind: 'unreadable', list: 's.mdoc', detail: 'EACCES' },
  { kind: 'tooLarge', list: 's.mdoc', bytesOfList: 2e7 },
  { kind: 'differs', ...heldAgainst },
  { kind: 'unread', ...heldAgainst, detail: 'EBUSY' },
];
it.each(languages)('what a dataset went without is told for ever (%s)', (language) => {
  const words = createWords(language);
  const ledger = new SqliteLedger(openLedger(':memory:', 'stamp').sql, ':memory:');
  const dataset = newDataset(
    'd1',
    'f1',
    { key: 'run-42', isFolder: true, bornAtMs: null, identity: null },
    1_700_000_000_000,
  );
  ledger.add(dataset);
  for (const without of [...gaps, null]) ledger.record(dataset, { ...events.quiet, without }, 5);
  const told = ledger.history('d1', 9).map((row) => words.happened(presentHistory(row).said, 9));
  ledger.close();
  const [plain, ...others] = told;
  const without = others.slice(0, gaps.length);
  expect(new Set(without).size).toBe(gaps.length - 1); // two ways in which a list is not read
  for (const text of without) {
    expect(text).toMatch(/ 3 (files|Dateien)/);
    expect(text).toMatch(/x\.tif|s\.mdoc/);
    expect(text).not.toMatch(/[{}]/);
  }
  expect(plain).toMatch(/^(Finished: 3|Fertig: 3)/);
});

it.each([
  [{ kind: 'differed', why: 'changed' }, /^Changed while being sent/, /^Während des Sendens geändert/],
  [{ kind: 'differed', why: 'notWatched' }, /^Its folder was not watched/, /^Sein Ordner wurde nicht mehr beobachtet/],
  [{ kind: 'differed', why: 'tooOld' }, /^Globus does not tell/, /^Globus sagt nicht mehr/],
  [{ kind: 'differed', why: 'noChecksum', sent: '1 first x/in' }, /^Globus told no checksum/, /keine Prüfsumme/],
  [
    { kind: 'cleaned', files: 3, bytes: 30, folders: 2, how: 'trash' },
    /2 folders that were empty then$/,
    /2 Ordner, die dann leer waren$/,
  ],
  [{ kind: 'cleaned', files: 3, bytes: 30, folders: 0, how: 'trash' }, /3 files, each .* says$/, /3 Dateien, .* sagt$/],
] as const)('%o is told as what it was, in both languages', (event, english, german) => {
  const [row] = historyOf([event]);
  const said = row === undefined ? null : presentHistory(row).said;
  expect(said && createWords('en').happened(said, 9)).toMatch(english);
  expect(said && createWords('de').happened(said, 9)).toMatch(german);
});
