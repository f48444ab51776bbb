import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { TransferRoute } from '../../main/adapters/route-transfer/transfer-route';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { Engine } from '../../main/engine/engine';
import { FakeClock } from '../fakes/fake-clock';
import { aRule } from '../fakes/world';
import { costRow, type Row } from './row';
import { CountingRoute, StillFiles } from './still-ground';

const datasets = 10_000;
const filesEach = 10;

/** A backlog of 10 000 datasets through three slots: how many requests it costs. */
export async function benchBacklog(): Promise<readonly Row[]> {
  const clock = new FakeClock();
  const files = new StillFiles(datasets, filesEach);
  const route = new CountingRoute(files, TransferRoute.datasetsPerOrder, () => clock.monotonicMs());
  const ledger = new SqliteLedger(openLedger(':memory:', 'bench').sql, ':memory:');
  const engine = makeEngine(clock, files, route, ledger);
  engine.start();
  const delivered = (): number => ledger.counts().find((count) => count.phase === 'delivered')?.datasets ?? 0;
  for (let minute = 0; minute < 600 && delivered() < datasets; minute += 1) await clock.advance(60_000);
  if (delivered() < datasets) throw new Error(`Only ${String(delivered())} of ${String(datasets)} were delivered`);
  await engine.stop();
  ledger.close();
  const leastPages = (datasets * filesEach) / CountingRoute.filesAPage;
  return [
    costRow({
      name: `backlog: requests per dataset, ${String(datasets)} waiting, without the pages of proof`,
      value: route.requests / datasets,
      unit: 'requests',
      goal: 0.05,
    }),
    costRow({
      name: 'backlog: pages of proof, of 100 files each',
      value: route.proofPages,
      unit: 'requests',
      yardstick: leastPages,
      goal: 1.05,
    }),
  ];
}

export function makeEngine(clock: FakeClock, files: StillFiles, route: CountingRoute, ledger: SqliteLedger): Engine {
  const settings = {
    ...emptySettings('scope-1'),
    clientId: 'c',
    source: { collectionId: 'src', name: 'src', kind: 'GCP_mapped_collection', localPath: '/', collectionPath: '/' },
    destination: { collectionId: 'dst', name: 'dst', kind: 'GCSv5_guest_collection', path: '/in/' },
    folders: [aRule()],
  };
  let ids = 0;
  return new Engine({
    clock,
    files,
    ledger,
    route,
    settings: { read: () => settings, change: () => settings, trouble: null },
    log: { note: () => undefined },
    remover: {
      remove: () => Promise.resolve(false),
      emptyFolders: () => Promise.resolve([]),
      removeFolder: () => Promise.resolve(false),
    },
    newId: () => `id${String(++ids)}`,
    changed: () => undefined,
  });
}
