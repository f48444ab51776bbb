import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { rootFlags } from '../../e2e/support/app';

interface Told {
  readonly what: string;
  readonly atMs: number;
  readonly value: unknown;
}

/** Nothing that is measured takes as long. */
const giveUpAfterMs = 120_000;

/** One started app that is measured from outside. */
export class Started {
  readonly beganAtMs = Date.now();
  readonly #child: ChildProcess;
  readonly #told: Told[] = [];
  #waiting: (() => void)[] = [];
  #unread = '';

  constructor(engine: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(engine, [...rootFlags, ...args], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#unread + text).split('\n');
      this.#unread = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('PROBE ')) this.#told.push(JSON.parse(line.slice(6)) as Told);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Ms from the start until the app told it for the first time. */
  async msUntil(what: string): Promise<number> {
    return (await this.#hear(what)).atMs - this.beganAtMs;
  }

  /** What a script in the page of the window gives back. */
  async run(script: string): Promise<unknown> {
    this.#forget('ran');
    this.#order({ order: 'run', script });
    return (await this.#hear('ran')).value;
  }
  async closeWindow(): Promise<void> {
    this.#order({ order: 'close' });
    await this.#hear('closed');
  }

  /** Memory of all its processes in MB; what they share is counted once (PSS). Linux. */
  memoryMB(): number {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readOrEmpty(`/proc/${name}/stat`);
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    }
    const isOurs = (pid: number): boolean => {
      for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
        if (at === this.#child.pid) return true;
      return false;
    };
    const kB = [...parents.keys()].filter(isOurs).reduce((sum, pid) => sum + pssOf(pid), 0);
    return (kB * 1024) / 1e6;
  }

  /** In order, as a session ends: what was killed looks through its whole ledger at the next start. */
  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }

  #order(order: object): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }
  #forget(what: string): void {
    for (const told of this.#told.filter((one) => one.what === what)) this.#told.splice(this.#told.indexOf(told), 1);
  }
  async #hear(what: string): Promise<Told> {
    const endsAtMs = Date.now() + giveUpAfterMs;
    for (;;) {
      const told = this.#told.find((one) => one.what === what);
      if (told !== undefined) return told;
      const failed = this.#told.find((one) => one.what === 'failed');
      if (failed !== undefined) throw new Error(`The page failed: ${String(failed.value)}`);
      if (Date.now() > endsAtMs || this.#child.exitCode !== null) throw new Error(`The app never told "${what}"`);
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, 1000);
        this.#waiting.push(() => {
          clearTimeout(timer);
          wake();
        });
      });
    }
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended while we looked
  }
}
function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0);
}
