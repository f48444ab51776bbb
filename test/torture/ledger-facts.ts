import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'libsql';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type Dataset } from '../../main/domain/dataset';
import { type HistoryRow } from '../../main/ports/ledger';
import { type LedgerDataset, type LedgerOrder } from './check';

/** A copy of the ledger as a killed app left it, so that looking at it does not mend it. Null before there is one. */
function withCopy<T>(dataFolder: string, look: (path: string) => T): T | null {
  const files = ['', '-wal'].map((tail) => join(dataFolder, `ledger.sqlite${tail}`)).filter((file) => existsSync(file));
  if (files.length === 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-ledger-'));
  try {
    for (const file of files) copyFileSync(file, join(folder, basename(file)));
    return look(join(folder, 'ledger.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with the files that a killed app left behind: nothing, as a rule. */
export function complaintsOf(dataFolder: string): readonly string[] {
  const setAside = readdirSync(dataFolder).filter((name) => name.includes('.damaged-'));
  const complaints = withCopy(dataFolder, (path) => {
    const sql = new Database(path);
    try {
      const rows = (pragma: string): unknown[] => sql.prepare(`PRAGMA ${pragma}`).raw(true).all() as unknown[];
      const integrity = JSON.stringify(rows('integrity_check'));
      const foreign = rows('foreign_key_check');
      return [
        ...(integrity === '[["ok"]]' ? [] : [`the ledger's integrity check says ${integrity}`]),
        ...(foreign.length === 0 ? [] : [`the ledger has rows that point nowhere: ${JSON.stringify(foreign)}`]),
      ];
    } catch (thrown) {
      return [`the ledger does not open: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
    } finally {
      sql.close();
    }
  });
  return [...setAside.map((name) => `the app put a file aside as damaged: ${name}`), ...(complaints ?? [])];
}

/** How many datasets a killed app left in each phase. */
export function phasesOf(dataFolder: string): ReadonlyMap<string, number> {
  const counted = withLedger(dataFolder, (ledger) => {
    const phases = new Map<string, number>();
    for (const { phase, datasets } of ledger.counts()) phases.set(phase, (phases.get(phase) ?? 0) + datasets);
    return phases;
  });
  return counted ?? new Map();
}

/** Every dataset with its orders and its last receipt. `folders` names the watched folders by their ids. */
export function readLedger(dataFolder: string, folders: ReadonlyMap<string, string>): readonly LedgerDataset[] {
  const read = withLedger(dataFolder, (ledger) =>
    [...folders].flatMap(([folderId, name]) =>
      ledger.known(folderId, null, -1).flatMap(({ id }) => {
        const dataset = ledger.dataset(id);
        return dataset === null ? [] : [factsOf(ledger, dataset, name)];
      }),
    ),
  );
  return read ?? [];
}

function withLedger<T>(dataFolder: string, look: (ledger: SqliteLedger) => T): T | null {
  return withCopy(dataFolder, (path) => {
    const ledger = new SqliteLedger(openLedger(path, 'copy').sql, path);
    try {
      return look(ledger);
    } finally {
      ledger.close();
    }
  });
}

function factsOf(ledger: SqliteLedger, dataset: Dataset, folder: string): LedgerDataset {
  const path = `${folder}/${dataset.key}`;
  const history = [...ledger.history(dataset.id, -1)].reverse();
  const version = ledger.versions(dataset.id)[0]?.version;
  const files = version === undefined ? null : ledger.receiptFiles(dataset.id, version, null, -1);
  return {
    path,
    phase: dataset.phase,
    heldFor: dataset.heldFor?.code ?? null,
    orders: ordersOf(ledger, history),
    history,
    receipt:
      files?.map(({ path: below, bytes, checksum, algorithm }) => ({
        path: dataset.isFolder ? `${path}/${below}` : path,
        bytes,
        checksum,
        algorithm,
      })) ?? null,
  };
}

function ordersOf(ledger: SqliteLedger, history: readonly HistoryRow[]): readonly LedgerOrder[] {
  return history.flatMap((row, at) => {
    if (row.event !== 'ordered') return [];
    const quiet = history
      .slice(0, at)
      .filter((before) => before.event === 'quiet')
      .at(-1);
    const delivery = ledger.delivery(String(row.facts['delivery']));
    if (delivery === null || quiet === undefined) throw new Error('The ledger has an order without its delivery');
    return [{ submissionId: delivery.order.submissionId, quietAtMs: quiet.atMs, historyAt: at }];
  });
}
