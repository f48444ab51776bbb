import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../../../main/domain/settle';
import { presentReason } from '../../../main/ipc/present';
import { createWords } from '../../../preload/texts/words';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const hour = 3_600_000;
const words = { en: createWords('en', 'en-GB'), de: createWords('de', 'de-DE') };

/** What the operator reads, in both languages. */
function said(world: World, key: string): readonly [string, string] {
  const dataset = world.dataset(key);
  const reason = dataset === null ? null : world.engine.reasonOf(dataset);
  if (reason === null) return ['nothing', 'nichts'];
  const view = presentReason(reason);
  const nowMs = world.clock.nowMs();
  return [words.en.say(view, nowMs), words.de.say(view, nowMs)];
}
function started(patch: Parameters<typeof aRule>[0] = {}): World {
  const world = new World(aRule(patch));
  world.start();
  return world;
}

describe('why a dataset waits, as it is read', () => {
  it('names the file that grew, and how long ago as of now', async () => {
    const world = started({ quietForMs: 60_000 });
    world.files.write(at('run/0042.tif'), 1);
    await world.clock.advance(3_000);
    expect(said(world, 'run')[0]).toMatch(/^watching whether it still changes: quiet for \d secs of 1 min$/);
    world.files.write(at('run/0042.tif'), 2);
    await world.clock.advance(5_000);
    const [soon] = said(world, 'run');
    expect(soon).toMatch(/^file 0042\.tif grew \d secs ago$/);
    await world.clock.advance(20_000);
    expect(said(world, 'run')).toEqual(['file 0042.tif grew 24 secs ago', 'Datei 0042.tif ist vor 24 Sek. gewachsen']);
  });

  it('names the file that is waited for, and says so as a warning after a day', async () => {
    const world = started({ sentinels: ['CopyComplete.txt'] });
    world.files.write(at('run/a.tif'), 1);
    await world.clock.advance(15_000);
    expect(said(world, 'run')).toEqual(['waiting for CopyComplete.txt', 'wartet auf CopyComplete.txt']);
    world.clock.setWallClock(world.clock.nowMs() + 26 * hour);
    expect(said(world, 'run')[0]).toMatch(/^waiting for CopyComplete\.txt for 1 day 2 hrs: check whether/);
    expect(said(world, 'run')[1]).toMatch(/^wartet schon 1 Tg\. 2 Std\. auf CopyComplete\.txt: bitte prüfen/);
  });

  it('names the file that is open in another program', async () => {
    const world = started({ mustBeClosed: true });
    world.files.write(at('x.czi'), 1);
    world.files.openFile = 'x.czi';
    await world.clock.advance(20_000);
    expect(said(world, 'x.czi')).toEqual([
      'x.czi is still open in another program',
      'x.czi ist noch in einem anderen Programm geöffnet',
    ]);
  });

  it('names the file that a list names, and when it goes without it', async () => {
    const world = started({ lists: 'mdoc' });
    world.files.writeText(at('run/TS_01.mdoc'), 'SubFramePath = D:\\x_001.tif');
    await world.clock.advance(10_000 + 3_600_000);
    expect(said(world, 'run')).toEqual([
      'waiting for x_001.tif, which TS_01.mdoc names: goes without it in 5 hrs',
      'wartet auf x_001.tif, genannt in TS_01.mdoc: geht in 5 Std. ohne diese Datei',
    ]);
    world.files.writeText(at('run/TS_01.mdoc'), 'SubFramePath = D:\\x_001.tif\nSubFramePath = D:\\x_002.tif');
    await world.clock.advance(40_000);
    expect(said(world, 'run')).toEqual([
      'waiting for 2 files that lists name, such as x_001.tif in TS_01.mdoc: goes without them in 6 hrs',
      'wartet auf 2 Dateien, die in Listen stehen, etwa x_001.tif in TS_01.mdoc: geht in 6 Std. ohne diese Dateien',
    ]);
  });

  it('tells what never settles, with what keeps it from it', async () => {
    const world = started();
    world.files.write(at('run/a.log'), 1);
    await world.clock.advance(3_000);
    world.files.write(at('run/a.log'), 2);
    await world.clock.advance(3_000);
    world.clock.setWallClock(world.clock.nowMs() + 26 * hour);
    expect(said(world, 'run')[0]).toMatch(
      /^has been changing for 1 day 2 hrs, a\.log \d secs? ago: it may never settle by itself$/,
    );
  });

  it('tells the place in line, and how many slots are taken', async () => {
    const world = started();
    for (let run = 0; run < 3; run += 1) {
      world.files.write(at(`early${String(run)}/a.tif`), 1);
      await world.clock.advance(15_000);
    }
    for (let run = 0; run < 5; run += 1) {
      world.files.write(at(`late${String(run)}/a.tif`), 1);
      await world.clock.advance(15_000);
    }
    expect(world.route.tasks.size).toBe(3);
    expect(said(world, 'late0')[0]).toBe('3 other deliveries use Globus’s 3 slots');
    expect(said(world, 'late4')).toEqual(['next in line: 4 before it', 'in der Reihe: 4 davor']);
  });

  it('tells since when Globus Connect Personal is offline', async () => {
    const world = started();
    world.route.refuseSend = 'collection.offline';
    world.files.write(at('run/a.tif'), 1);
    await world.clock.advance(20_000);
    expect(said(world, 'run')[0]).toMatch(/^Globus Connect Personal is offline since \d\d:\d\d$/);
    expect(said(world, 'run')[1]).toMatch(/^Globus Connect Personal ist seit \d\d:\d\d offline$/);
  });

  it.each([
    ['secret.locked', 'The keychain of this computer is locked.'],
    ['collection.full', 'There is no space left at "the archive".'],
    ['collection.paused', '"the archive" is paused by its administrator.'],
  ] as const)('tells what stands in the way of all: %s', async (code, what) => {
    const world = started();
    world.route.refuseSend = code;
    const { destination } = world.settings.read();
    if (destination !== null) world.settings.change({ destination: { ...destination, name: 'the archive' } });
    world.files.write(at('run/a.tif'), 1);
    await world.clock.advance(20_000);
    expect(said(world, 'run')[0]).toBe(what);
  });

  it('blames no trouble of another job: what is being copied goes on', async () => {
    const world = started();
    world.files.write(at('early/a.tif'), 1);
    await world.clock.advance(15_000);
    world.route.refuseSend = 'collection.full';
    world.files.write(at('late/a.tif'), 1);
    await world.clock.advance(20_000);
    expect([world.phaseOf('early'), said(world, 'early')[0]]).toEqual(['transferring', 'is being sent']);
    expect(said(world, 'late')[0]).toContain('no space left');
  });

  it('tells that its folder is paused, queued or not', async () => {
    const world = started();
    world.settings.change({ pause: { untilMs: null } });
    world.files.write(at('run/a.tif'), 1);
    await world.clock.advance(20_000);
    expect([world.phaseOf('run'), said(world, 'run')[0]]).toEqual(['queued', 'sending is paused']);
    world.settings.change({ folders: [aRule({ paused: true })] });
    expect(said(world, 'run')[0]).toBe('this folder is paused');
  });

  it('has words without a blank left open for every reason', () => {
    const facts = {
      file: 'a.tif', other: 'b', ago: 5_000, quiet: 4_000, needed: 60_000, sentinel: 'x', lastingMs: 26 * hour, count: 2, slots: 3,
      fault: 'F', since: 0, until: '18:00', rate: 90,
      list: 'x.mdoc', leftMs: hour, detail: 'EACCES', bytesOfList: 2e7, bytes: 1e6, of: 3, bytesOfAll: 3e9,
    }; // prettier-ignore
    for (const code of reasonCodes)
      for (const language of [words.en, words.de])
        expect(language.say({ code, facts }, 0)).not.toMatch(/[{}]|undefined/);
  });
});
