import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Row } from './row';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The app beside an empty Electron window on the same engine. Measured on a desktop of its own: screen, bus and keyring. */
export async function benchApp(): Promise<readonly Row[]> {
  const args = ['scripts/with-desktop.mjs', process.execPath, '--import', 'tsx', 'test/bench/app/measure.ts'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  const line = /^ROWS (.*)$/m.exec(written)?.[1];
  if (status !== 0 || line === undefined) throw new Error(`The app could not be measured.\n${written}`);
  return JSON.parse(line) as Row[];
}
