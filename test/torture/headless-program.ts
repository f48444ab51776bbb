import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type CallName, type Reply, type Request } from '../../preload/contract';
import { type AnswerMessage, type CallMessage } from './headless-messages';
import { type Life, type OpenLife, type Program } from './program';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundles {
  readonly app: string;
  readonly filesWorker: string;
  readonly practiceGlobus: string;
}

/** Builds the processes of a run once: a bundle starts in a quarter of the time that loading the sources takes. */
export async function buildBundles(folder: string): Promise<Bundles> {
  await build({
    entryPoints: [
      join(root, 'test/torture/headless-process.ts'),
      join(root, 'main/adapters/files-disk/files-worker.ts'),
      join(root, 'test/globus/main.ts'),
    ],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['libsql'],
    outdir: folder,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
  });
  return {
    app: join(folder, 'headless-process.cjs'),
    filesWorker: join(folder, 'files-worker.cjs'),
    practiceGlobus: join(folder, 'main.cjs'),
  };
}

/** The native parts stay in node_modules; the bundles lie elsewhere. */
export const bundleEnv = { ...process.env, NODE_PATH: join(root, 'node_modules') };

/** The headless app, each time a process of its own. */
export class HeadlessProgram implements Program {
  constructor(
    private readonly bundles: Bundles,
    private readonly dataFolder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  start(): Life {
    return this.#begin();
  }
  async open(): Promise<OpenLife> {
    const life = this.#begin();
    await life.isUp;
    return life;
  }
  #begin(): HeadlessLife {
    const child = spawn(process.execPath, [this.bundles.app, this.dataFolder, this.bundles.filesWorker], {
      env: { ...bundleEnv, ...this.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return new HeadlessLife(child);
  }
}

class HeadlessLife implements OpenLife {
  readonly isUp: Promise<void>;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, (message: AnswerMessage) => void>();
  #complaints = '';
  #lastId = 0;

  constructor(private readonly child: ChildProcess) {
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.stderr?.on('data', (part: Buffer) => (this.#complaints += part.toString('utf8')));
    child.on('message', (message: AnswerMessage) => this.#waiting.get(message.id)?.(message));
    this.isUp = new Promise((resolve, reject) => {
      this.#waiting.set(0, () => resolve());
      void this.#ended.then(() => reject(new Error(`The app did not come up: ${this.#complaints}`)));
    });
    this.isUp.catch(() => undefined); // a life that is killed before it is up is what a round is for
  }

  async call<N extends CallName>(name: N, request: Request<N>): Promise<Reply<N>> {
    const id = ++this.#lastId;
    const answer = await new Promise<AnswerMessage>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      void this.#ended.then(() => reject(new Error(`The app ended while asked ${name}: ${this.#complaints}`)));
      const message: CallMessage = { id, name, request };
      this.child.send(message);
    });
    this.#waiting.delete(id);
    if (answer.outcome?.ok !== true) throw new Error(`${name} was refused: ${JSON.stringify(answer.outcome)}`);
    return answer.outcome.value as Reply<N>;
  }

  async kill(): Promise<string | null> {
    const { exitCode, signalCode } = this.child;
    const ownEnd =
      exitCode === null && signalCode === null ? null : `${String(exitCode ?? signalCode)}: ${this.#complaints}`;
    this.child.kill('SIGKILL');
    await this.#ended;
    return ownEnd;
  }
}
