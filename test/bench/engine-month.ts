import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { TransferRoute } from '../../main/adapters/route-transfer/transfer-route';
import { FakeClock } from '../fakes/fake-clock';
import { makeEngine } from './engine-backlog';
import { costRow, type Row } from './row';
import { CountingRoute, StillFiles } from './still-ground';

const datasets = 2_000;
const filesEach = 500;
const dayMs = 86_400_000;

/** A month in the tray with 1 000 000 delivered files watched and nothing new: whether memory grows. */
export async function benchMonth(): Promise<readonly Row[]> {
  setFlagsFromString('--expose_gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const clock = new FakeClock();
  const files = new StillFiles(datasets, filesEach);
  const route = new CountingRoute(files, TransferRoute.datasetsPerOrder, () => clock.monotonicMs());
  const ledger = new SqliteLedger(openLedger(':memory:', 'bench').sql, ':memory:');
  const engine = makeEngine(clock, files, route, ledger);
  const usedMB = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  engine.start();
  const delivered = (): number => ledger.counts().find((count) => count.phase === 'delivered')?.datasets ?? 0;
  for (let hour = 0; hour < 24 && delivered() < datasets; hour += 1) await clock.advance(3_600_000);
  await clock.advance(dayMs);
  const beforeMB = usedMB();
  for (let day = 0; day < 30; day += 1) await clock.advance(dayMs);
  const afterMB = usedMB();
  await engine.stop();
  ledger.close();
  return [
    costRow({
      name: `idle: memory after a simulated month, ${String(datasets * filesEach)} files watched`,
      value: afterMB,
      unit: 'MB',
      yardstick: beforeMB,
      goal: 1.02,
    }),
  ];
}
