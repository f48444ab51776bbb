/** The report that support asks for: plain files in a zip, without anything secret. Pure. */
import { strToU8, zipSync } from 'fflate';
import { withoutSecrets } from '../domain/redact';

export interface ReportFacts {
  /** ISO 8601, with the time zone. */
  readonly madeAt: string;
  /** What a person reads who opens the zip. */
  readonly readMe: string;
  readonly versions: object;
  readonly settings: object;
  readonly health: readonly object[];
  readonly status: object;
  readonly ledger: object;
  readonly log: readonly string[];
}

/** @param secrets taken out wherever they stand, as a second lock. */
export function makeReport(facts: ReportFacts, secrets: readonly string[]): Uint8Array {
  const { madeAt, readMe, log, ...parts } = facts;
  const json = (part: object): string => `${JSON.stringify(part, null, 2)}\n`;
  const texts: Readonly<Record<string, string>> = {
    'read-me.txt': `${readMe}\n\n${madeAt}\n`,
    'log.txt': `${log.join('\n')}\n`,
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${name}.json`, json(part)])),
  };
  return zipSync(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(withoutSecrets(text, secrets))])),
    { mtime: madeAt },
  );
}
