import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../../main/adapters/ledger-sqlite/sqlite-ledger';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { newDataset } from '../../../main/domain/dataset';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { ruleOf } from '../../../main/ipc/present';
import { aFolder } from '../../fakes/page-world';

const datasets = 100_000;

/**
 * The data folder of a workstation that has been at work for years: set up, and 100 000 datasets delivered, whose local
 * files were cleaned up since.
 */
export function writeWorkstation(dataFolder: string, watched: string): void {
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(watched, { recursive: true });
  const rule: FolderRule = { ...ruleOf(aFolder().rule, 'f1', false), path: watched };
  writeFileSync(
    join(dataFolder, 'settings.json'),
    JSON.stringify({
      ...emptySettings('bench'),
      clientId: '9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11',
      source: {
        collectionId: 'src',
        name: 'src',
        kind: 'GCP_mapped_collection',
        localPath: watched,
        collectionPath: '/',
      },
      destination: { collectionId: 'dst', name: 'dst', kind: 'GCSv5_guest_collection', path: '/in/' },
      folders: [rule],
      language: 'en',
      loginAsked: true,
    }),
  );
  const path = join(dataFolder, 'ledger.sqlite');
  const ledger = new SqliteLedger(openLedger(path, 'bench').sql, path);
  ledger.atomically(() => {
    for (let n = 0; n < datasets; n += 1) {
      const atMs = 1_760_000_000_000 + n * 1_000;
      ledger.add({
        ...newDataset(
          `d${String(n)}`,
          rule.id,
          { key: `2026/run_${String(n)}_sample`, isFolder: true, bornAtMs: null, identity: null },
          atMs,
        ),
        phase: 'delivered',
        summary: { content: 'c', activity: 'a', files: 10, bytes: n * 17, lastFiles: 0 },
        destinationPath: `/in/run_${String(n)}_sample`,
        deliveredAtMs: atMs,
        goneAtMs: atMs,
        deliveredContent: 'c',
      });
    }
  });
  ledger.close();
}
