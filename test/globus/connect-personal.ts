import { realpathSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type ControlClient, controlClient } from './control-client';
import { commonFolder, type OpenFolder, PersonalFiles } from './personal/files';

const usage = `A pretend Globus Connect Personal for the practice Globus.

Usage: npm run pretend-gcp -- -setup KEY -control URL [-dir PATH]
       npm run pretend-gcp -- -start [-restrict-paths rw/data,r/other] [-dir PATH]
       npm run pretend-gcp -- -stop | -status [-dir PATH]

  -setup KEY     use the setup key that the registration of the endpoint gave
  -control URL   control address of the practice Globus, as it prints it
  -start         connect and stay in the foreground until -stop, Ctrl-C or SIGTERM
  -stop          end the program that runs with this folder
  -status        say whether it is connected
  -dir PATH      folder of its files (default: ~/.globusonline)
`;

interface Options {
  readonly action: '-setup' | '-start' | '-stop' | '-status';
  readonly key: string;
  readonly control: string | null;
  readonly folder: string;
  readonly restrict: string | null;
}

/** Options have one dash, as the real program's. Throws RangeError with what is wrong. */
function readOptions(args: readonly string[]): Options {
  const found = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const name = args[at] ?? '';
    if (['-start', '-stop', '-status'].includes(name)) found.set(name, '');
    else if (['-setup', '-control', '-dir', '-restrict-paths'].includes(name)) {
      at += 1;
      const value = args[at];
      if (value === undefined) throw new RangeError(`${name} needs a value`);
      found.set(name, value);
    } else if (name !== '--no-gui') throw new RangeError(`Unknown option '${name}'`);
  }
  const actions = (['-setup', '-start', '-stop', '-status'] as const).filter((name) => found.has(name));
  const [action, ...others] = actions;
  if (action === undefined || others.length > 0)
    throw new RangeError('One of -setup, -start, -stop, -status is needed');
  return {
    action,
    key: found.get('-setup') ?? '',
    control: found.get('-control') ?? null,
    folder: found.get('-dir') ?? join(homedir(), '.globusonline'),
    restrict: found.get('-restrict-paths') ?? null,
  };
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const realFolders = (folders: readonly OpenFolder[]): readonly OpenFolder[] =>
  folders.map(({ path, mayWrite }) => ({ path: `${realpathSync(path).replace(/\/$/, '')}/`, mayWrite }));

async function setUp(files: PersonalFiles, { key, control }: Options): Promise<void> {
  const controlUrl = control ?? files.controlUrl;
  if (controlUrl === null)
    throw new RangeError('-setup needs -control URL, the control address of the practice Globus');
  if (files.runningPid !== null) throw new RangeError('It runs with this folder; stop it first');
  const home = homedir();
  const { collectionId, ownerId } = await controlClient(controlUrl).call('gcp.setup', {
    setupKey: key,
    root: home,
    home,
  });
  files.writeSetUp({ collectionId, ownerId, localUser: userInfo().username, controlUrl });
  say(`Set up as ${collectionId}`);
}

function known(files: PersonalFiles): { collectionId: string; control: ControlClient } {
  const { collectionId, controlUrl } = files;
  if (collectionId === null || controlUrl === null) {
    throw new RangeError('Not set up yet. Register the endpoint, then run with -setup KEY.');
  }
  return { collectionId, control: controlClient(controlUrl) };
}

async function start(files: PersonalFiles, { restrict }: Options): Promise<void> {
  const { collectionId, control } = known(files);
  if (files.runningPid !== null) throw new RangeError('It runs already');
  const accessible = realFolders(restrict === null ? files.openFolders() : files.restricted(restrict));
  await control.call('gcp.accessible', { collectionId, accessible: [...accessible], root: commonFolder(accessible) });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  files.noteRunning(process.pid);
  try {
    await control.call('gcp.connect', { collectionId, isConnected: true });
    say('Connected. Stop it with Ctrl-C or -stop.');
    // Signals alone keep no process alive.
    const awake = setInterval(() => undefined, 60_000);
    await ended;
    clearInterval(awake);
    await control.call('gcp.connect', { collectionId, isConnected: false });
  } finally {
    files.noteStopped();
  }
}

async function stop(files: PersonalFiles): Promise<void> {
  const pid = files.runningPid;
  if (pid === null) {
    say('It does not run.');
    return;
  }
  process.kill(pid, 'SIGTERM');
  const endMs = Date.now() + 10_000;
  while (files.runningPid !== null) {
    if (Date.now() > endMs) throw new RangeError(`Process ${String(pid)} does not end`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  say('Stopped.');
}

async function status(files: PersonalFiles): Promise<void> {
  const { collectionId, control } = known(files);
  const { collections } = await control.call('collection.list', {});
  const isConnected = collections.find((one) => one['id'] === collectionId)?.['gcpConnected'] === true;
  say(`Globus Online:   ${isConnected && files.runningPid !== null ? 'connected' : 'disconnected'}`);
  say('Transfer Status: idle');
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const files = new PersonalFiles(options.folder, homedir());
  switch (options.action) {
    case '-setup':
      return setUp(files, options);
    case '-start':
      return start(files, options);
    case '-stop':
      return stop(files);
    case '-status':
      return status(files);
  }
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`);
  process.exitCode = 1;
});
