import { benchBacklog } from './engine-backlog';
import { benchLedger } from './engine-ledger';
import { type Row } from './row';

/** What the engine costs; each part makes its own ground and takes it away again. */
export async function benchEngine(): Promise<readonly Row[]> {
  return [...(await benchLedger()), ...(await benchBacklog())];
}
