import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderWatch } from '../../../main/adapters/files-disk/watch-folder';
import { type FromWorker, type WatchNews } from '../../../main/adapters/files-disk/messages';
import { Outlet } from '../../../main/adapters/files-disk/outlet';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { type Watch } from '../../../main/ports/files';
import { RealDisk } from '../../fakes/real-disk';

let disk: RealDisk;
let watches: Watch[];
beforeEach(() => {
  disk = new RealDisk();
  watches = [];
});
afterEach(async () => {
  for (const watch of watches) watch.stop();
  await disk.remove();
});

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
async function until(isSo: () => boolean, limitMs = 30_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error('It did not come to that');
    await later(20);
  }
}

/** What the watch hinted at since `clear`. */
class Hints {
  readonly keys = new Set<string | null>();
  readonly atMs: number[] = [];
  watch: Watch | null = null;
  clear(): void {
    this.keys.clear();
    this.atMs.length = 0;
  }
}

async function watching(patch: Partial<FolderRule> = {}): Promise<Hints> {
  const hints = new Hints();
  const watch = disk.files.watch(disk.rule(patch), (keys) => {
    hints.atMs.push(performance.now());
    for (const key of keys ?? [null]) hints.keys.add(key);
  });
  hints.watch = watch;
  watches.push(watch);
  await until(() => watch.state === 'events');
  await later(500); // the folders that are there are read in turn
  return hints;
}

describe.runIf(process.platform === 'linux')('watching a folder', () => {
  it('hints when a mark goes that is never sent itself, such as the journal of an instrument', async () => {
    disk.put('s1.uimf');
    disk.put('s1.UIMF-journal');
    disk.put('s1.tmp');
    const hints = await watching({
      datasetIs: { kind: 'eachFile', together: [['.uimf', '.uimf-journal']] },
      include: ['*.uimf'],
      notWhile: ['*.uimf-journal'],
    });
    rmSync(disk.at('s1.tmp'));
    rmSync(disk.at('s1.UIMF-journal'));
    await until(() => hints.keys.has('s1.uimf'));
    expect([...hints.keys]).toEqual(['s1.uimf']);
  });
  it('hints at the dataset in which a file appears, grows or goes, however deep it lies', async () => {
    disk.put('run/a/b/c/old');
    disk.put('other/x');
    const hints = await watching();
    disk.put('run/a/b/c/new');
    await until(() => hints.keys.has('run'));
    hints.clear();
    writeFileSync(disk.at('run/a/b/c/old'), 'longer');
    await until(() => hints.keys.has('run'));
    hints.clear();
    rmSync(disk.at('run/a/b/c/old'));
    await until(() => hints.keys.has('run'));
    expect(hints.keys).toEqual(new Set(['run']));
  });

  it('watches folders that come later, with what is in them already', async () => {
    const hints = await watching();
    disk.put('run/a/b/file');
    await until(() => hints.keys.has('run'));
    await later(400);
    hints.clear();
    disk.put('run/a/b/another');
    await until(() => hints.keys.has('run'));
  });

  it('finds the files of a new folder where each file is a dataset', async () => {
    const hints = await watching({ datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] } });
    disk.put('day/s.wiff.scan');
    disk.put('day/t.raw');
    await until(() => hints.keys.has('day/s.wiff') && hints.keys.has('day/t.raw'));
  });

  it('knows a dataset by its depth', async () => {
    const hints = await watching({ datasetIs: { kind: 'atDepth', depth: 2 } });
    disk.put('anna/run/deep/file');
    disk.put('anna/note.txt');
    await until(() => hints.keys.has('anna/run'));
    await later(300);
    expect(hints.keys).toEqual(new Set(['anna/run']));
  });

  it('follows a folder that is renamed, and only under its new name', async () => {
    disk.put('run/tmp-1/a');
    const hints = await watching();
    renameSync(disk.at('run'), disk.at('done'));
    await until(() => hints.keys.has('run') && hints.keys.has('done'));
    await later(400);
    hints.clear();
    disk.put('done/tmp-1/b');
    await until(() => hints.keys.has('done'));
    await later(300);
    expect(hints.keys).toEqual(new Set(['done']));
  });

  it('is silent about files that the rule leaves out', async () => {
    disk.put('run/a.tif');
    disk.put('run/tmp/x');
    const hints = await watching({ exclude: ['*.tmp', 'tmp'] });
    disk.put('run/b.tmp', 'xxx');
    disk.put('run/tmp/y');
    await later(500);
    expect(hints.keys).toEqual(new Set());
  });

  it('hints no more often than five times a second', async () => {
    disk.put('run/a');
    const hints = await watching();
    const beganMs = performance.now();
    for (let n = 0; n < 60; n += 1) {
      writeFileSync(disk.at('run/a'), String(n));
      await later(10);
    }
    await later(300);
    const tookMs = performance.now() - beganMs;
    expect(hints.keys).toEqual(new Set(['run']));
    // The first comes at once. On a busy machine the writing takes longer, and there is room for more.
    expect(hints.atMs.length).toBeLessThanOrEqual(1 + Math.ceil(tookMs / 200));
  });

  it('watches a folder again that went away and came back', async () => {
    const path = disk.at('drive');
    mkdirSync(path);
    const hints = await watching({ path });
    rmSync(path, { recursive: true });
    await until(() => hints.watch?.state === 'none');
    await until(() => hints.keys.has(null)); // that it went
    hints.clear();
    mkdirSync(path);
    await until(() => hints.watch?.state === 'events');
    await until(() => hints.keys.has(null));
    hints.clear();
    disk.put('drive/run/a');
    await until(() => hints.keys.has('run'));
  });

  it('says nothing more once it is stopped', async () => {
    const hints = await watching();
    hints.watch?.stop();
    await later(100);
    disk.put('run/a');
    await later(500);
    expect(hints.keys.size).toBe(0);
  });

  it('says when there are more folders than it may watch', async () => {
    for (const name of ['a', 'b', 'c', 'd']) disk.put(`${name}/x`);
    const news: WatchNews[] = [];
    const outlet = new Outlet<'watch'>(1, (message: FromWorker) => {
      if (message.kind === 'part') news.push(message.part as WatchNews);
    });
    const run = new FolderWatch(disk.rule(), 'linux', outlet, 3).run().catch(() => undefined);
    await until(() => news.some((each) => each.kind === 'state' && each.state === 'partly'));
    outlet.stop();
    await run;
  });
});
