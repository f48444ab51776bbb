import { benchBacklog } from './engine-backlog';
import { benchLatency } from './engine-latency';
import { benchLedger } from './engine-ledger';
import { benchMonth } from './engine-month';
import { benchScan } from './engine-scan';
import { type Row } from './row';

/** What the engine costs; each part makes its own ground and takes it away again. */
export async function benchEngine(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const bench of [benchScan, benchLedger, benchBacklog, benchLatency, benchMonth]) rows.push(...(await bench()));
  return rows;
}
