import { benchBacklog } from './engine-backlog';
import { benchLedger } from './engine-ledger';
import { benchScan } from './engine-scan';
import { type Row } from './row';

/** What the engine costs; each part makes its own ground and takes it away again. */
export async function benchEngine(): Promise<readonly Row[]> {
  return [...(await benchScan()), ...(await benchLedger()), ...(await benchBacklog())];
}
