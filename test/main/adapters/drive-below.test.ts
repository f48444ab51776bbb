import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrivesBelow } from '../../../main/adapters/files-disk/drives-below';
import { type Listed, listFolder } from '../../../main/adapters/files-disk/list-folder';
import { RootFolder } from '../../../main/adapters/files-disk/root-folder';
import { Outlet } from '../../../main/adapters/files-disk/outlet';
import { SecondThread } from '../../../main/adapters/files-disk/second-thread';
import { sweep } from '../../../main/adapters/files-disk/sweep';
import { SweepMemory } from '../../../main/adapters/files-disk/sweep-memory';
import { type Look } from '../../../main/domain/file-fact';
import { type Sweep } from '../../../main/ports/files';
import { RealDisk } from '../../fakes/real-disk';

const mount = (path: string): void => void execFileSync('mount', ['-t', 'tmpfs', 'none', path], { stdio: 'ignore' });
const pull = (path: string): void => void execFileSync('umount', ['-l', path], { stdio: 'ignore' });
/** The administrator of a Linux computer alone may, and not in every container. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-may-mount-'));
  try {
    mount(folder);
    pull(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const fail = (): never => {
  throw new Error('A folder is listed in one part at least');
};

describe.skipIf(!mayMount())('a drive that is mounted below the watched folder', () => {
  let disk: RealDisk;
  let mounted: string[];
  const plugIn = (path: string): void => {
    mkdirSync(disk.at(path), { recursive: true });
    mount(disk.at(path));
    mounted.push(path);
  };
  const unplug = (path: string): void => {
    pull(disk.at(path));
    mounted = mounted.filter((each) => each !== path);
  };
  const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(() => 'nothing thrown').catch((thrown: unknown) => (thrown as { code?: unknown }).code);

  beforeEach(() => {
    disk = new RealDisk();
    mounted = [];
  });
  afterEach(async () => {
    for (const path of mounted.reverse()) pull(disk.at(path));
    await disk.remove();
  });

  it('is told of by a look at all, and by a look at a dataset that is on it, around it or below it', async () => {
    plugIn('run/raw');
    plugIn('day');
    disk.put('run/notes.txt');
    disk.put('run/raw/a.tif');
    disk.put('day/scan/a.tif');
    expect((await disk.sweep()).drives).toEqual(['day', 'run/raw']);
    expect(await disk.look('run')).toMatchObject({ files: 2, drives: ['run/raw'], leftOut: [] });
    expect(await disk.look('day')).toMatchObject({ files: 1, drives: ['day'], bornAtMs: null, identity: null });
    const deeper = { datasetIs: { kind: 'atDepth', depth: 2 } } as const;
    expect(await disk.look('day/scan', deeper)).toMatchObject({ files: 1, drives: ['day'] });
    disk.put('day/morning/scan/a.tif');
    const deepest = { datasetIs: { kind: 'atDepth', depth: 3 } } as const;
    expect(await disk.look('day/morning/scan', deepest)).toMatchObject({ files: 1, drives: ['day'] });
    disk.put('plain/a.tif');
    expect(await disk.look('plain')).not.toHaveProperty('drives');
  });

  it('that is away hides what lies at or below it, whatever is in its bare folder', async () => {
    plugIn('run/raw');
    disk.put('run/notes.txt');
    disk.put('run/raw/a.tif');
    const { drives, token } = await disk.sweep();
    const before = await disk.look('run', {}, drives);
    unplug('run/raw');
    disk.put('run/raw/written meanwhile.tif');
    const away = { reason: 'driveAway', detail: disk.at('run/raw') };
    const swept = await disk.sweep({}, token, drives);
    expect(swept).toMatchObject({ drives, gone: [], leftOut: [{ path: 'run/raw', ...away }] });
    expect(swept.looks.get('run')).toMatchObject({ files: 1, leftOut: [{ path: 'raw', ...away }] });
    expect(await disk.look('run', {}, drives)).toMatchObject({ files: 1, leftOut: [{ path: 'raw', ...away }] });
    expect(await codeOf(disk.manifest('run', {}, drives))).toBe('folder.driveAway');
    const lists = disk.rule({ lists: 'mdoc' });
    expect(await codeOf(disk.files.listGap(lists, 'run', '', drives))).toBe('folder.driveAway');
    rmSync(disk.at('run/raw/written meanwhile.tif'));
    plugIn('run/raw');
    disk.put('run/raw/a.tif');
    const back = await disk.sweep({}, swept.token, drives);
    expect(back).toMatchObject({ drives, leftOut: [] });
    expect(back.looks.get('run')).toMatchObject({ files: 2, leftOut: [], bornAtMs: before?.bornAtMs });
  });

  it('on which whole runs lie makes none of them gone while it is away', async () => {
    plugIn('day');
    disk.put('day/scan/a.tif');
    disk.put('here/scan/a.tif');
    const rule = { datasetIs: { kind: 'atDepth', depth: 2 } } as const;
    const { drives, token, looks } = await disk.sweep(rule);
    expect([...looks.keys()].sort()).toEqual(['day/scan', 'here/scan']);
    unplug('day');
    disk.put('day/scan/other.tif');
    const swept = await disk.sweep(rule, token, drives);
    expect(swept).toMatchObject({ drives, gone: [], leftOut: [{ path: 'day', reason: 'driveAway' }] });
    expect([...swept.looks.keys()]).toEqual([]);
    expect([...(await disk.sweep(rule, null, drives)).looks.keys()]).toEqual(['here/scan']);
    expect(await codeOf(disk.look('day/scan', rule, drives))).toBe('folder.driveAway');
    expect(await codeOf(disk.manifest('day/scan', rule, drives))).toBe('folder.driveAway');
    expect(await disk.look('here/scan', rule, drives)).toMatchObject({ files: 1 });
  });

  it('that is a run of its own leaves the run as one of which nothing can be seen', async () => {
    plugIn('run');
    disk.put('run/a.tif');
    const { drives, token } = await disk.sweep();
    unplug('run');
    const swept = await disk.sweep({}, token, drives);
    expect(swept).toMatchObject({ drives, gone: [], leftOut: [{ path: 'run', reason: 'driveAway' }] });
    const nothing = { files: 0, leftOut: [{ path: 'run', reason: 'driveAway' }] };
    expect(swept.looks.get('run')).toMatchObject(nothing);
    expect(await disk.look('run', {}, drives)).toMatchObject(nothing);
  });

  it('that goes while it is walked is found out by the next part that is read, there and deeper', () => {
    plugIn('run/raw');
    disk.put('run/raw/deep/a.tif');
    const root = new RootFolder(disk.root);
    const listed = (path: string): Listed => [...listFolder(disk.at(path))].at(-1) ?? fail();
    const known = new DrivesBelow(root, ['run/raw']);
    expect(known.isAway('run/raw')).toBe(false);
    const found = new DrivesBelow(root, []);
    for (const path of ['run', 'run/raw', 'run/raw/deep']) expect(found.whatWent(path, listed(path))).toBeNull();
    expect(found.found).toEqual(['run/raw']);
    unplug('run/raw');
    disk.put('run/raw/deep/b.tif'); // somebody writes into the bare mount point at once
    expect(known.whatWent('run/raw', listed('run/raw'))).toBe('run/raw');
    expect(found.whatWent('run/raw/deep', listed('run/raw/deep'))).toBe('run/raw');
    expect(found.whatWent('run', listed('run'))).toBeNull();
    rmSync(disk.at('run/raw/deep'), { recursive: true });
    expect(found.whatWent('run/raw/deep', listed('run/raw/deep'))).toBe('run/raw');
  });

  it('that the watched folder itself was is away: what is not in its bare mount point is not gone, what lies there is there', async () => {
    disk.put('odd/a.tif');
    disk.put('left/b.tmp');
    for (const key of ['run', 'day/run', 'left'])
      await expect(disk.look(key, { exclude: ['*.tmp'] }, [''])).rejects.toMatchObject({
        code: 'folder.driveAway',
        facts: { path: disk.root },
      });
    expect(await disk.look('run', {}, [])).toBeNull();
    expect(await disk.look('odd', {}, [''])).toMatchObject({ files: 1, leftOut: [] });
  });

  it('that comes while it is walked is told where it is mounted, not where it was found out', async () => {
    disk.put('day/run/deep/bare.tif');
    const root = new RootFolder(disk.root);
    const listed = (path: string): Listed => [...listFolder(disk.at(path))].at(-1) ?? fail();
    const found = new DrivesBelow(root, []);
    expect(found.whatWent('day', listed('day'))).toBeNull();
    plugIn('day');
    disk.put('day/run/deep/a.tif');
    expect(found.whatWent('day/run', listed('day/run'))).toBe('day');
    expect(found.whatWent('day/run/deep', listed('day/run/deep'))).toBe('day');
    const rule = { datasetIs: { kind: 'atDepth', depth: 2 } } as const;
    const swept = await disk.sweep(rule, null, found.found);
    expect(swept).toMatchObject({ drives: ['day'], leftOut: [] });
    expect((await disk.sweep(rule, null, swept.drives)).looks.get('day/run')).toMatchObject({ files: 1, leftOut: [] });
  });

  it.each([[[]], [[['.tif', '.idx']]]])(
    'that goes in the midst of a large folder leaves nothing to be told of what is there then (files that belong together: %j)',
    async (together) => {
      plugIn('day');
      disk.put('day/0.idx'); // so that a part ends between two that belong together
      for (let n = 1000; n < 2400; n += 1) for (const end of ['idx', 'tif']) disk.put(`day/${String(n)}.${end}`);
      const looks: Look[] = [];
      const last: Sweep[] = [];
      const outlet: Outlet<'sweep'> = new Outlet<'sweep'>(1, (message) => {
        if (message.kind !== 'part') return;
        const part = message.part as Sweep;
        looks.push(...part.looks);
        if (part.token !== null) last.push(part);
        outlet.more();
      });
      let parts = 0;
      const breathe = outlet.breathe.bind(outlet);
      outlet.breathe = () => {
        parts += 1;
        if (parts === 2) {
          unplug('day');
          for (let n = 1000; n < 2400; n += 1) disk.put(`day/${String(n)}.tif`, 'written into the bare mount point');
        }
        return breathe();
      };
      const second = new SecondThread(
        () => undefined,
        () => undefined,
      );
      const rule = disk.rule({ datasetIs: { kind: 'eachFile', together } });
      await sweep(rule, null, ['day'], new SweepMemory(), second, outlet, { aloneForMs: Infinity });
      expect(parts).toBeGreaterThan(2);
      expect(looks.map(({ bytes }) => bytes).filter((bytes) => bytes > 2)).toEqual([]);
      expect(looks.filter(({ files }) => files !== Math.max(1, 2 * together.length))).toEqual([]);
      expect(last).toMatchObject([{ drives: ['day'], leftOut: [{ path: 'day', reason: 'driveAway' }] }]);
    },
  );

  it('is away also for an account that may not enter the bare folder, as many of them are closed', async () => {
    mkdirSync(disk.at('run/raw'), { recursive: true });
    disk.put('run/notes.txt');
    for (const path of ['', 'run']) chmodSync(disk.at(path), 0o755);
    chmodSync(disk.at('run/raw'), 0);
    plugIn('run/raw');
    disk.put('run/raw/a.tif');
    const { drives } = await disk.sweep();
    unplug('run/raw');
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.('nobody');
    try {
      const swept = await disk.sweep({}, null, drives);
      expect(swept).toMatchObject({ drives, leftOut: [{ path: 'run/raw', reason: 'driveAway' }] });
      expect(swept.looks.get('run')?.leftOut).toMatchObject([{ path: 'raw', reason: 'driveAway' }]);
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
  });

  it('is watched like all else once it is there: no event tells that it came, or went', async () => {
    disk.put('run/raw/bare.tif');
    const heard: (string | null)[] = [];
    const watch = disk.files.watch(disk.rule(), (keys) => heard.push(...(keys ?? [null])));
    const isHeard = async (key: string | null): Promise<void> => {
      await vi.waitFor(() => {
        expect(heard).toContain(key);
      }, 10_000);
      heard.length = 0;
    };
    try {
      await vi.waitFor(() => {
        expect(watch.state).toBe('events');
      }, 10_000);
      plugIn('run/raw');
      await isHeard(null);
      await new Promise((resolve) => setTimeout(resolve, 500)); // the folders that are there are read in turn
      disk.put('run/raw/a.tif');
      await isHeard('run');
      unplug('run/raw');
      await isHeard(null);
    } finally {
      watch.stop();
    }
  }, 40_000);

  it('is not expected any more once its folder was taken away, and as long as anybody knows otherwise', async () => {
    plugIn('run/raw');
    plugIn('run/raw/deeper');
    disk.put('run/notes.txt');
    const { drives, token } = await disk.sweep();
    expect(drives).toEqual(['run/raw', 'run/raw/deeper']);
    unplug('run/raw/deeper');
    unplug('run/raw');
    expect((await disk.sweep({}, token, drives)).drives).toEqual(drives); // of the inner one nobody can tell
    expect((await disk.sweep({ exclude: ['raw/**'] }, null, drives)).drives).toEqual(drives);
    rmdirSync(disk.at('run/raw'));
    const swept = await disk.sweep({}, null, drives);
    expect(swept).toMatchObject({ drives: [], leftOut: [] });
    expect(swept.looks.get('run')).toMatchObject({ files: 1, leftOut: [] });
    disk.put('run/raw', 'a file by now');
    expect((await disk.sweep({}, null, drives)).drives).toEqual([]);
  });
});
