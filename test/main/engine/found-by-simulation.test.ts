import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { rescan } from '../../../main/engine/watching';
import { type Files } from '../../../main/ports/files';
import { type Route } from '../../../main/ports/route';
import { tellingWhatDiffers } from '../../fakes/telling-what-differs';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;

/** The folder is watched, and the test tells what the watch hears. */
function watchedByEvents(files: Files): (keys: readonly string[] | null) => void {
  let hint: (keys: readonly string[] | null) => void = () => undefined;
  files.watch = (_rule, heard) => {
    hint = heard;
    return { state: 'events', stop: () => undefined };
  };
  return (keys) => {
    hint(keys);
  };
}

describe('a dataset that is gone from the disk', () => {
  it('is held as gone, not settling for ever, when it went while the app was not running', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    expect(world.phaseOf('run')).toBe('settling');
    world.files.remove(at('run'));
    await world.crash();
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
  });

  it('is held as gone again when somebody releases it', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    world.files.remove(at('run'));
    await world.live(minute);
    world.engine.release(world.dataset('run')?.id ?? '');
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
  });

  it('keeps its place at the destination, where its only copy may lie', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'atDepth', depth: 2 } }));
    world.start();
    world.files.write(at('anna/run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.run();
    world.files.remove(at('anna'));
    await world.clock.advance(20_000);
    expect(world.dataset('anna/run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.gone' } });
    world.files.write(at('bert/run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.dataset('bert/run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.nameClash' } });
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
  });
});

describe('the polls of all tasks', () => {
  it('are one request in two seconds at most, however often somebody asks to try now', async () => {
    const world = new World();
    const polledAtMs: number[] = [];
    const follow: Route['follow'] = world.route.follow.bind(world.route);
    world.route.follow = (taskIds) => {
      polledAtMs.push(world.clock.monotonicMs());
      return follow(taskIds);
    };
    world.start();
    for (let run = 0; run < 3; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), 5);
    for (let times = 0; times < 100; times += 1) {
      await world.clock.advance(300);
      world.engine.goOn();
    }
    expect(polledAtMs.length).toBeGreaterThan(3);
    expect(polledAtMs.slice(1).filter((atMs, before) => atMs - (polledAtMs[before] ?? 0) < 2_000)).toEqual([]);
  });
});

describe('a pause that is pressed while the service is asked', () => {
  it('lets nothing new out any more', async () => {
    const world = new World();
    const issue: Route['issueSubmissionId'] = world.route.issueSubmissionId.bind(world.route);
    world.route.issueSubmissionId = () => {
      world.settings.change({ pause: { untilMs: null } });
      return issue();
    };
    world.start();
    for (let run = 0; run < 3; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), 5);
    await world.live(2 * minute);
    expect(world.route.tasks.size).toBe(0);
    expect(world.ledger.counts()).toMatchObject([{ phase: 'queued', datasets: 3 }]);
  });

  it('nor does one of this folder alone', async () => {
    const world = new World();
    const issue: Route['issueSubmissionId'] = world.route.issueSubmissionId.bind(world.route);
    world.route.issueSubmissionId = () => {
      world.settings.change({ folders: [{ ...aRule(), paused: true }] });
      return issue();
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.route.tasks.size).toBe(0);
    expect(world.phaseOf('run')).toBe('queued');
  });
});

describe('a file that was away while the service listed the folder', () => {
  it('is not called delivered for an older one of the same size that lies there', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.files.write(at('run/b.tif'), 7);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    world.files.write(at('run/a.tif'), 5); // other bytes, the same size
    await world.clock.advance(25_000);
    expect(world.phaseOf('run')).toBe('transferring');
    for (const task of world.route.tasks.values())
      if (task.news.state === 'running') task.news = { ...task.news, state: 'succeeded', filesDone: 1 }; // b.tif alone
    await world.clock.advance(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.notProven' } });
  });
});

describe('a new run under the name of one that was delivered', () => {
  it('does not go over it when it comes within a minute, before the destination would be listed again', async () => {
    const world = new World(aRule({ quietForMs: 0 }));
    world.route.arrived.set('/in/other/x', { bytes: 1, writes: 1 }); // so that there is a listing to remember
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5_000);
    expect(world.phaseOf('run')).toBe('delivered');
    world.files.remove(at('run'));
    await world.live(15_000);
    world.files.write(at('run/a.tif'), 7);
    await world.live(15_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/run/a.tif')).toMatchObject({ bytes: 5 });
  });

  it('does not go over it either when the old run went while a later version of it settled', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.write(at('run/b.tif'), 6);
    await world.clock.advance(12_000);
    expect(world.phaseOf('run')).toBe('settling');
    world.files.remove(at('run'));
    await world.clock.advance(15_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.gone' } });
    world.files.write(at('run/a.tif'), 7);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/run/a.tif')).toMatchObject({ bytes: 5 });
  });
});

describe('a computer that sleeps for days during a look', () => {
  it('looks at everything again within an hour of waking up', async () => {
    const world = new World();
    const sweep = world.files.sweep.bind(world.files);
    let sleepsMs = 3 * 24 * 60 * minute;
    world.files.sweep = async function* (rule) {
      world.clock.sleep(sleepsMs);
      sleepsMs = 0;
      yield* sweep(rule);
    };
    world.start();
    await world.live(1_000);
    world.files.write(at('run/a.tif'), 5);
    await world.live(70 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a yes to a clean-up', () => {
  it('is for the version that was shown, not for one that is delivered while its files are read', async () => {
    const world = new World(aRule({ cleanUp: { afterDays: 0, how: 'delete', asks: true } }));
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    const digest = world.files.digest.bind(world.files);
    let isRead = (): void => undefined;
    const reading = new Promise<void>((resolve) => (isRead = resolve));
    world.files.digest = async (path) => {
      const read = await digest(path);
      await reading;
      return read;
    };
    const id = world.dataset('run')?.id ?? '';
    world.engine.cleaning.agree([id]);
    await world.clock.advance(1_000);
    world.files.write(at('run/b.tif'), 7);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    isRead();
    await world.live(3 * minute);
    expect(world.removed).toEqual([]);
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'refused', reason: 'changed' });
  });
});

describe('a dataset that is taken back while its proof is asked for', () => {
  it('is not judged by the task that it was taken from', async () => {
    const world = new World(aRule({ quietForMs: 0 }));
    const prove = world.route.prove.bind(world.route);
    let isAnswered = (): void => undefined;
    const answer = new Promise<void>((resolve) => (isAnswered = resolve));
    let isFirst = true;
    world.route.prove = async function* (taskId) {
      if (isFirst) {
        isFirst = false;
        await answer;
      } else yield* prove(taskId); // the list of the first task is empty
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5_000);
    expect(world.phaseOf('run')).toBe('verifying');
    world.route.arrived.clear();
    void world.engine.recall();
    await world.clock.advance(1_000);
    expect(world.phaseOf('run')).toBe('transferring');
    isAnswered();
    await world.clock.advance(1_000);
    expect(world.phaseOf('run')).toBe('transferring');
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a dataset that somebody releases while everything is looked at', () => {
  it('is looked at itself, too: a look that tells only what differs does not name it', async () => {
    const world = new World();
    const files: Files = world.files;
    const hint = watchedByEvents(files);
    const sweep = files.sweep.bind(files);
    files.sweep = async function* (rule, since, drives) {
      if (since === null) yield* sweep(rule, since, drives);
      else yield { looks: [], gone: [], leftOut: [], drives: [], isWhole: false, root: 'folder', token: 'next' };
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    hint(['run']);
    await world.clock.advance(3_000);
    world.files.remove(at('run'));
    hint(['run']);
    await world.clock.advance(3_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
    hint(null);
    world.engine.release(world.dataset('run')?.id ?? '');
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
  });
});

describe('two folders whose datasets ask for the same place at the same moment', () => {
  it('get it one after the other: the second is held, not sent over the first', async () => {
    const world = new World();
    const second = aRule({ id: 'f2', path: '/data/mass' });
    world.settings.change({ folders: [aRule(), second] });
    const manifest = world.files.manifest.bind(world.files);
    let isRead = (): void => undefined;
    const reading = new Promise<void>((resolve) => (isRead = resolve));
    world.files.manifest = async function* (rule, key) {
      if (rule.id === 'f1') await reading;
      yield* manifest(rule, key);
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.files.write('/data/mass/run/a.tif', 7);
    await world.clock.advance(15_000);
    isRead();
    await world.live(minute);
    expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('delivered');
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.nameClash' } });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 7, writes: 1 });
  });
});

describe('a file that is away only while its dataset is looked at alone', () => {
  it('does not keep the dataset waiting for it: what a look at all leaves out is looked at again', async () => {
    const world = new World(aRule({ sentinels: ['done'] }));
    const files: Files = world.files;
    const hint = watchedByEvents(files);
    const sweep = files.sweep.bind(files);
    files.sweep = async function* (rule, since, drives) {
      if (since === null) yield* sweep(rule, since, drives);
      else yield { looks: [], gone: [], leftOut: [], drives: [], isWhole: false, root: 'folder', token: 'next' };
    };
    world.files.write(at('run/a.tif'), 5);
    world.files.write(at('run/done'), 1);
    world.start();
    await world.clock.advance(1_000);
    world.files.takeAway(at('run/done'));
    hint(['run']);
    await world.clock.advance(25_000);
    world.files.bringBack(); // as it was, and nobody hears of it
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a dataset that is away each time it is looked at alone', () => {
  it('is not held as gone for ever: nobody tells that it is back as it was', async () => {
    const world = new World();
    const files: Files = world.files;
    const hint = watchedByEvents(files);
    const sweep = files.sweep.bind(files);
    files.sweep = async function* (rule, since, drives) {
      if (since === null) yield* sweep(rule, since, drives);
      else yield { looks: [], gone: [], leftOut: [], drives: [], isWhole: false, root: 'folder', token: 'next' };
    };
    const look = files.look.bind(files);
    let timesAway = 0;
    files.look = (...asked) => (timesAway-- > 0 ? Promise.resolve(null) : look(...asked));
    world.settings.change({ pause: { untilMs: null } });
    world.files.write(at('run/a.tif'), 5);
    world.start();
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('queued');
    timesAway = 2; // for the look that this brings, and for the one after the next look at all
    hint(['run']);
    await world.clock.advance(1_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('queued');
  });
});

describe('a dataset that is away for the moment in which it is proven', () => {
  it('is not held as gone for ever: it is back as it was when all is looked at', async () => {
    const world = new World();
    const files: Files = world.files;
    files.watch = () => ({ state: 'events', stop: () => undefined });
    const sweep = files.sweep.bind(files);
    files.sweep = async function* (rule, since, drives) {
      if (since === null) yield* sweep(rule, since, drives);
      else yield { looks: [], gone: [], leftOut: [], drives: [], isWhole: false, root: 'folder', token: 'next' };
    };
    const look = files.look.bind(files);
    let timesAway = 1;
    files.look = (...asked) =>
      world.phaseOf('run') === 'verifying' && timesAway-- > 0 ? Promise.resolve(null) : look(...asked);
    world.settings.change({ pause: { untilMs: null } });
    world.files.write(at('run/a.tif'), 5);
    world.start();
    await world.live(minute);
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(5 * minute);
    expect(world.ledger.history(world.dataset('run')?.id ?? '', 100).map(({ event }) => event)).toContain('stopped');
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a run that goes and comes back between the look at its place and its order', () => {
  it('is looked at anew: its place may hold the only copy of the run before', async () => {
    const world = new World(aRule({ quietForMs: 0 }));
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(30_000);
    expect(world.phaseOf('run')).toBe('delivered');
    const issue = world.route.issueSubmissionId.bind(world.route);
    let answer = (): void => undefined;
    world.route.issueSubmissionId = async () => {
      world.route.issueSubmissionId = issue;
      await new Promise<void>((resolve) => (answer = resolve));
      return issue();
    };
    world.files.write(at('run/a.tif'), 7);
    await world.live(15_000);
    expect(world.phaseOf('run')).toBe('queued');
    world.files.takeAway(at('run/a.tif'));
    await world.live(15_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.gone' } });
    world.files.bringBack();
    await world.live(15_000);
    expect(world.phaseOf('run')).toBe('queued');
    answer();
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });
});

describe('a mark that says "at work" and comes back while its dataset waits to be sent', () => {
  it('keeps it from going until the mark is gone', async () => {
    const world = new World(aRule({ notWhile: ['*.lock'], exclude: ['*.lock'] }));
    world.settings.change({ pause: { untilMs: null } });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('queued');
    world.files.write(at('run/x.lock'), 0);
    await world.live(minute);
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(minute);
    const waiting = world.dataset('run');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'blocked' });
    world.files.remove(at('run/x.lock'));
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

it('what a look at all told while a dataset was proven by an earlier look is not forgotten once it is delivered', async () => {
  const world = new World();
  const files: Files = world.files;
  const hint = watchedByEvents(files);
  const sweep = files.sweep.bind(files);
  let told = '';
  files.sweep = async function* (rule, since, drives) {
    for await (const part of sweep(rule, since, drives)) {
      const now = JSON.stringify(part.looks);
      yield since === null ? part : { ...part, isWhole: false, looks: now === told ? [] : part.looks };
      told = now;
    }
  };
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(45_000);
  expect(world.phaseOf('run')).toBe('transferring');
  const look = files.look.bind(files);
  let answer: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (answer = resolve));
  files.look = async (...asked) => {
    const seen = await look(...asked);
    await gate;
    return seen;
  };
  await world.live(60_000);
  expect(world.phaseOf('run')).toBe('verifying');
  world.files.write(at('run/b.tif'), 7);
  hint(null);
  await world.clock.advance(40_000);
  files.look = look;
  answer();
  await world.live(3 * minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
});

it('a ledger that is full in the moment in which something is to be held keeps it from being held for that moment only', async () => {
  const world = new World(aRule({ datasetIs: { kind: 'atDepth', depth: 2 }, quietForMs: rescan.events.atLeastMs })); // both are due at once
  world.files.watchState = 'events';
  tellingWhatDiffers(world.files);
  world.start();
  world.files.write(at('ann/run/a.tif'), 5);
  await world.live(2 * minute);
  expect(world.phaseOf('ann/run')).toBe('delivered');
  let isFull = true;
  const record = world.ledger.record.bind(world.ledger);
  world.ledger.record = (dataset, event, atMs) => {
    if (isFull && event.kind === 'stopped') throw new AppError('ledger.full', { path: 'ledger' });
    record(dataset, event, atMs);
  };
  world.files.write(at('bert/run/a.tif'), 5);
  await world.live(5 * minute);
  expect(world.phaseOf('bert/run')).toBe('settling');
  isFull = false;
  await world.live(5 * minute);
  expect(world.dataset('bert/run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.nameClash' } });
});
