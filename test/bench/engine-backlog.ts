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

/** A backlog of 10 000 datasets through three slots: how many requests it costs, each of them counted. */
export async function benchBacklog(): Promise<readonly Row[]> {
  const name = `backlog: requests per dataset, ${String(datasets)} waiting`;
  const asked = await requestsEach(1000);
  const unheeded = await requestsEach(100);
  return [
    costRow({ name: `${name}, proof in pages of 1000 files`, value: asked, unit: 'requests', goal: 0.05 }),
    // Each file has to be listed: with such pages nobody can do with less than the pages alone.
    costRow({
      name: `${name}, where the service gives 100 files a page whatever is asked, beside the pages alone`,
      value: unheeded,
      unit: 'requests',
      yardstick: filesEach / 100,
      goal: 1.25,
    }),
  ];
}

/** All of them: orders, polls, and pages of proof. */
async function requestsEach(filesAPage: number): Promise<number> {
  const { requests, proofPages } = await deliverAll(filesAPage);
  return (requests + proofPages) / datasets;
}

async function deliverAll(filesAPage: number): Promise<CountingRoute> {
  const clock = new FakeClock();
  const files = new StillFiles(datasets, filesEach);
  const route = new CountingRoute(files, TransferRoute.datasetsPerOrder, () => clock.monotonicMs(), filesAPage);
  const ledger = new SqliteLedger(openLedger(':memory:', 'bench').sql, ':memory:');
  const engine = makeEngine(clock, files, route, ledger);
  engine.start();
  const delivered = (): number => ledger.counts().find((count) => count.phase === 'delivered')?.datasets ?? 0;
  for (let minute = 0; minute < 600 && delivered() < datasets; minute += 1) await clock.advance(60_000);
  if (delivered() < datasets) throw new Error(`Only ${String(delivered())} of ${String(datasets)} were delivered`);
  await engine.stop();
  ledger.close();
  return route;
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
