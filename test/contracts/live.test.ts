import { afterAll, describe, it } from 'vitest';
import { systemClock } from '../../main/adapters/clock-system/system-clock';
import { Contract, contractSteps, tidyUp } from './globus-contract';

/**
 * The same contract on the live service. SLIPWAY_LIVE_SOURCE_PATH names a folder of the source with a few small files and
 * no folder in it; SLIPWAY_LIVE_DESTINATION_PATH a folder that may be written.
 */
const needed = [
  'SLIPWAY_LIVE_CLIENT_ID',
  'SLIPWAY_LIVE_CLIENT_SECRET',
  'SLIPWAY_LIVE_SOURCE',
  'SLIPWAY_LIVE_DESTINATION',
];
const missing = needed.filter((name) => (process.env[name] ?? '') === '');
const of = (name: string, otherwise = ''): string => process.env[name] ?? otherwise;
const asFolder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

if (missing.length > 0) {
  const why = `skipped: the live Globus, because ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set`;
  console.info(why);
  it.skip(why, () => undefined);
} else {
  describe('the live Globus keeps the contract', () => {
    const contract = new Contract({
      credentials: { clientId: of('SLIPWAY_LIVE_CLIENT_ID'), secret: of('SLIPWAY_LIVE_CLIENT_SECRET') },
      clock: systemClock,
      sourceId: of('SLIPWAY_LIVE_SOURCE'),
      destinationId: of('SLIPWAY_LIVE_DESTINATION'),
      sourceFolder: asFolder(of('SLIPWAY_LIVE_SOURCE_PATH', '/~/slipway-contract/')),
      destinationFolder: asFolder(of('SLIPWAY_LIVE_DESTINATION_PATH', '/')),
      mayHideDestination: true,
    });
    afterAll(() => tidyUp(contract), 600_000);
    it.each(contractSteps)('$name', { timeout: 900_000 }, (step) => step.run(contract));
  });
}
