import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFiles } from '../../../main/adapters/files-disk/disk-files';
import { type FromWorker, type ToSecond } from '../../../main/adapters/files-disk/messages';
import { Outlet } from '../../../main/adapters/files-disk/outlet';
import { assist, SecondThread } from '../../../main/adapters/files-disk/second-thread';
import { sweep } from '../../../main/adapters/files-disk/sweep';
import { SweepMemory } from '../../../main/adapters/files-disk/sweep-memory';
import { type Look } from '../../../main/domain/file-fact';
import { type Sweep } from '../../../main/ports/files';
import { filesWorkerScript, startFilesWorker } from '../../fakes/files-worker';
import { RealDisk } from '../../fakes/real-disk';
import { aRule } from '../../fakes/world';

let disk: RealDisk;
beforeEach(() => {
  disk = new RealDisk();
});
afterEach(() => disk.remove());

/** The real worker, in which `before` runs ahead of each message `m` that comes. */
function workerWith(name: string, before: string): () => Worker {
  const script = disk.at(name);
  writeFileSync(
    script,
    `require('node:worker_threads').parentPort.on('message', (m) => { ${before} });
     require(${JSON.stringify(filesWorkerScript())});`,
  );
  return () => new Worker(script);
}

interface Swept {
  readonly looks: ReadonlyMap<string, Look>;
  readonly parts: readonly Sweep[];
}

describe.runIf(process.platform === 'linux')('a thread that looks at a disk', () => {
  it('steps back behind the app and the programs of the instrument', async () => {
    await disk.look('x');
    // The 19th field of a thread's stat is its priority; the name before it may hold blanks, and ends with a bracket.
    const priorities = readdirSync('/proc/self/task').map((thread) =>
      Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]),
    );
    expect(priorities).toContain(getPriority() + 3);
  });
});

it('a walk that takes long tells on the way how many files it has come upon, and no dataset too few', async () => {
  for (let n = 0; n < 30; n += 1) disk.put(`run/${String(n)}/frame`, 'x');
  const parts: Sweep[] = [];
  const outlet: Outlet<'sweep'> = new Outlet<'sweep'>(1, (message: FromWorker) => {
    if (message.kind !== 'part') return;
    parts.push(message.part as Sweep);
    outlet.more();
  });
  const alone = new SecondThread(
    () => undefined,
    () => undefined,
  );
  const rule = aRule({ path: disk.root, datasetIs: { kind: 'whole' } });
  await sweep(rule, null, [], new SweepMemory(), alone, outlet, { aloneForMs: Infinity, tellEveryMs: 0 });
  const told = parts.flatMap(({ filesSoFar }) => filesSoFar ?? []);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect([told[0], told.at(-1)]).toEqual([0, 30]);
  expect(parts.flatMap(({ looks }) => looks).map(({ files }) => files)).toEqual([30]);
});

it('a walk that is told to stop ends at once, in the thread as well, and the next one is as any other', async () => {
  mkdirSync(disk.at('folder'));
  for (let n = 0; n < 200; n += 1) writeFileSync(disk.at(`folder/${String(n)}`), '');
  const heard = disk.at('heard');
  const files = new DiskFiles(workerWith('noting.cjs', `require('node:fs').appendFileSync('${heard}', m.kind + ' ')`));
  try {
    const rule = aRule({ path: disk.at('folder') });
    const signal = new AbortController();
    const walk = files.sweep(rule, null, [], signal.signal)[Symbol.asyncIterator]();
    const part = walk.next();
    signal.abort();
    await expect(part).rejects.toMatchObject({ code: 'folder.lookStopped', facts: { path: rule.path } });
    let count = 0;
    for await (const { looks } of files.sweep(rule, null)) count += looks.length;
    expect(count).toBe(200);
    expect(readFileSync(heard, 'utf8')).toMatch(/^ask stop ask /);
  } finally {
    await files.stop();
  }
});

describe('two threads', () => {
  /** One sweep whose second thread is `start`ed at once; here both ends of its port are in this thread. */
  async function sweepWith(folder: string, start: (port: MessagePort, second: SecondThread) => void): Promise<Swept> {
    const parts: Sweep[] = [];
    const outlet: Outlet<'sweep'> = new Outlet<'sweep'>(1, (message: FromWorker) => {
      if (message.kind !== 'part') return;
      parts.push(message.part as Sweep);
      outlet.more();
    });
    const second: SecondThread = new SecondThread(
      () => {
        const { port1, port2 } = new MessageChannel();
        second.attach(port1);
        start(port2, second);
      },
      () => undefined,
    );
    try {
      await sweep(aRule({ path: folder }), null, [], new SweepMemory(), second, outlet, { aloneForMs: 0 });
    } finally {
      second.lose();
    }
    return { looks: new Map(parts.flatMap(({ looks }) => looks).map((look) => [look.key, look])), parts };
  }

  it('share a folder, miss nothing of it and see it as one would', async () => {
    for (let n = 0; n < 300; n += 1)
      for (let m = 0; m < 5; m += 1) disk.put(`run-${String(n % 7)}/${String(n)}/f${String(m)}`, 'xx');
    let byTheSecond = 0;
    const { looks } = await sweepWith(disk.root, (port) => {
      port.on('message', ({ folders }: ToSecond) => (byTheSecond += folders.length));
      assist(port);
    });
    expect(byTheSecond).toBeGreaterThan(30);
    expect(looks).toEqual((await disk.sweep()).looks);
    expect([...looks.values()].reduce((sum, { files }) => sum + files, 0)).toBe(1500);
  });

  it('of which the second dies give no sweep that looks whole', async () => {
    for (let n = 0; n < 300; n += 1) disk.put(`run/${String(n)}/f`);
    const swept = sweepWith(disk.root, (port, second) => {
      port.once('message', () => {
        second.lose();
      });
    });
    await expect(swept).rejects.toMatchObject({ code: 'folder.unreadable' });
  });

  it('keep at it when what they see is not to be had: the folder is gone', async () => {
    for (let n = 0; n < 300; n += 1) disk.put(`data/run/${String(n)}/f`);
    const swept = sweepWith(disk.at('data'), (port) => {
      renameSync(disk.at('data'), disk.at('away'));
      assist(port);
    });
    await expect(swept).rejects.toMatchObject({ code: 'folder.gone' });
  });

  it('are ended after a crash, and others take their place', async () => {
    disk.put('run/a');
    let started = 0;
    const dying = workerWith('dying.cjs', `if (m.asks?.key === 'run') process.exit(1);`);
    const files = new DiskFiles(() => {
      started += 1;
      return started === 1 ? dying() : startFilesWorker();
    });
    const rule = aRule({ path: disk.root });
    try {
      await expect(files.look(rule, 'run')).rejects.toMatchObject({
        code: 'folder.unreadable',
        facts: { path: disk.root },
      });
      expect(await files.look(rule, 'run')).toMatchObject({ files: 1 });
    } finally {
      await files.stop();
    }
  });
});

describe.skipIf(process.platform === 'win32')('a disk that hangs', () => {
  /** Opening a pipe that nobody writes to holds the thread in the system, as a dead network drive does. */
  const hanging = (): { start: () => Worker; release: () => void } => {
    const pipe = disk.at('pipe');
    execFileSync('mkfifo', [pipe]);
    const isAsked = `JSON.stringify(m.asks ?? '').includes('/Volumes/')`;
    return {
      start: workerWith('hanging.cjs', `if (${isAsked}) require('node:fs').openSync(${JSON.stringify(pipe)}, 'r');`),
      release: () => {
        closeSync(openSync(pipe, 'r+'));
      },
    };
  };

  it('is called unreadable after a while, and holds up no other disk', async () => {
    disk.put('run/a');
    const { start, release } = hanging();
    const files = new DiskFiles(start, 'darwin', 1_500);
    const far = aRule({ path: '/Volumes/Nas/data' });
    try {
      const hung = files.look(far, 'run').catch((thrown: unknown) => thrown);
      expect(await files.look(aRule({ path: disk.root }), 'run')).toMatchObject({ files: 1 });
      expect(await hung).toMatchObject({
        code: 'folder.unreadable',
        facts: { path: far.path, detail: 'the disk does not answer' },
      });
    } finally {
      const stopped = files.stop();
      expect(await stopped).toBe(false);
      release();
    }
  });

  it('does not hold up the end of the app', async () => {
    const { start, release } = hanging();
    const files = new DiskFiles(start, 'darwin');
    const hung = files.look(aRule({ path: '/Volumes/Nas/data' }), 'run');
    const refused = expect(hung).rejects.toMatchObject({ facts: { detail: 'the scan was broken off' } });
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // until it hangs
    const beganMs = performance.now();
    expect(await files.stop()).toBe(false);
    expect(performance.now() - beganMs).toBeLessThan(5_000);
    await refused;
    await expect(files.names(disk.root, 1)).rejects.toMatchObject({ code: 'folder.unreadable' });
    release();
  });
});

describe('a storm of writers', () => {
  it('may be missed while it lasts; after it one sweep knows every file', async () => {
    const root = disk.at('data');
    mkdirSync(root);
    const script = `
      const fs = require('node:fs');
      const root = process.argv[1];
      const part = Number(process.argv[2]);
      for (let n = 0; n < 10000; n += 1) {
        const folder = root + '/run-' + part + '-' + (n % 40) + '/' + (n % 5);
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(folder + '/' + n + '.tmp', 'x'.repeat(n % 100));
        fs.renameSync(folder + '/' + n + '.tmp', folder + '/' + n + '.tif');
        if (n % 10 === 0) fs.rmSync(folder + '/' + n + '.tif');
      }
      fs.rmSync(root + '/run-' + part + '-7', { recursive: true });
      fs.renameSync(root + '/run-' + part + '-8', root + '/run-' + part + '-8-done');`;
    const writers = [0, 1].map((part) => spawn(process.execPath, ['-e', script, root, String(part)]));
    let running = writers.length;
    for (const writer of writers)
      writer.on('exit', () => {
        running -= 1;
      });
    const rule = aRule({ path: root });
    const known = new Map<string, Look>();
    let token: string | null = null;
    const sweepAgain = async (): Promise<void> => {
      for await (const part of disk.files.sweep(rule, token)) {
        for (const look of part.looks) known.set(look.key, look);
        for (const key of part.gone) known.delete(key);
        token = part.token ?? token;
      }
    };
    while (running > 0) await sweepAgain();
    await sweepAgain();
    const fresh = new Map<string, Look>();
    const files = new DiskFiles(startFilesWorker);
    for await (const part of files.sweep(rule, null)) for (const look of part.looks) fresh.set(look.key, look);
    await files.stop();
    const byFind = execFileSync('find', [root, '-type', 'f']).toString().trim().split('\n').length;
    expect([...known.values()].reduce((sum, { files }) => sum + files, 0)).toBe(byFind);
    expect(known).toEqual(fresh);
    expect(known.has('run-0-8-done')).toBe(true);
    expect(known.has('run-1-7')).toBe(false);
  }, 120_000);
});
