/** A session bus of a test's own, by the system's dbus-daemon. */
import { spawn, spawnSync } from 'node:child_process';

export const hasBusDaemon = process.platform === 'linux' && spawnSync('dbus-daemon', ['--version']).status === 0;

/** @param env what services that the bus starts by itself will see. */
export async function startBus(env: NodeJS.ProcessEnv = process.env): Promise<{ address: string; stop: () => void }> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    daemon.once('error', reject);
    daemon.once('exit', () => reject(new Error('dbus-daemon ended')));
    daemon.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
  return { address, stop: () => void daemon.kill('SIGKILL') };
}
