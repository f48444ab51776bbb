/** What is there at once, before settings are parsed and the ledger is checked. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './adapters/clock-system/system-clock';
import { LogFile } from './adapters/log-file/log-file';
import { type Clock } from './ports/clock';

export interface Ground {
  /** Folder for settings, ledger and logs. */
  readonly dataFolder: string;
  readonly hostName: string;
  /** When this start was, as a part of file names. */
  readonly stamp: string;
  readonly clock: Clock;
  readonly log: LogFile;
}

/** Makes the folder when it is missing. */
export function layGround(dataFolder: string, hostName: string): Ground {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  mkdirSync(dataFolder, { recursive: true });
  return {
    dataFolder,
    hostName,
    stamp,
    clock: systemClock,
    log: new LogFile(join(dataFolder, 'logs', 'slipway.log')),
  };
}

export function ledgerPathIn(dataFolder: string): string {
  return join(dataFolder, 'ledger.sqlite');
}
