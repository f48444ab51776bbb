import { describe, expect, it } from 'vitest';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { presets, templateFor } from '../../../main/domain/presets';
import { draftOf } from '../../../main/ipc/present';
import { assertLandsApart, previewOf } from '../../../main/ipc/preview';
import { folderIdOf } from '../../../main/setup/folder-draft';
import { calls, type PreviewView } from '../../../preload/contract';
import { aRule, watched, World } from '../../fakes/world';

const unheard = { tell: (): void => undefined };

/** An app that watches the folder under the id that the handlers give it. */
function worldOf(patch: Partial<FolderRule> = {}): { readonly world: World; readonly rule: FolderRule } {
  const rule = aRule({ id: folderIdOf(watched), quietForMs: 60_000, ...patch });
  return { world: new World(rule), rule };
}
async function preview(world: World, rule: FolderRule): Promise<readonly (readonly [string, string, string | null])[]> {
  const view: PreviewView = await previewOf(draftOf(rule), world, unheard);
  calls['folder.preview'].reply.parse(view);
  return view.datasets.map((each) => [
    each.name,
    each.destinationPath,
    each.settled ? 'ready' : (each.reason?.code ?? null),
  ]);
}

describe('what would be sent now', () => {
  it('is what has stood still for the quiet time by its own file times, with its sentinel', async () => {
    const { world, rule } = worldOf({ sentinels: ['done.txt'] });
    for (const path of ['a/x.tif', 'a/done.txt', 'b/x.tif', 'c.tif']) world.files.write(`${watched}/${path}`, 5);
    await world.clock.advance(61_000);
    world.files.write(`${watched}/c.tif`, 6);
    await world.clock.advance(4_000);
    expect(await preview(world, rule)).toEqual([
      ['a', '/in/a', 'ready'],
      ['b', '/in/b', 'sentinel'],
      ['c.tif', '/in/c.tif', 'quietFor'],
    ]);
    expect(world.route.tasks.size).toBe(0);
    expect(world.ledger.counts()).toEqual([]);
  });
  it('tells while it is looked for how many files were come upon so far', async () => {
    const { world, rule } = worldOf();
    for (const path of ['a/x.tif', 'a/y.tif']) world.files.write(`${watched}/${path}`, 5);
    const { sweep } = world.files;
    world.files.sweep = async function* (...asked): ReturnType<typeof sweep> {
      for await (const part of sweep.apply(this, asked)) {
        yield { ...part, looks: [], token: null, filesSoFar: 2 };
        yield part;
      }
    };
    const told: number[] = [];
    const tell = (files: number): void => void told.push(files);
    expect((await previewOf(draftOf(rule), world, { tell })).totalFiles).toBe(2);
    await assertLandsApart(rule, world, { tell });
    expect(told).toEqual([2, 2]);
  });
  it('knows what is delivered, what is held and what is open', async () => {
    const { world, rule } = worldOf();
    world.start();
    world.files.write(`${watched}/sent/x.tif`, 5);
    await world.live(180_000);
    expect(await preview(world, rule)).toEqual([['sent', '/in/sent', 'sentAlready']]);
    world.files.write(`${watched}/sent/x.tif`, 6);
    world.files.write(`${watched}/new.czi`, 6);
    world.files.openFile = 'new.czi';
    world.clock.setWallClock(world.clock.nowMs() + 120_000);
    expect(await preview(world, { ...rule, mustBeClosed: true })).toEqual([
      ['new.czi', '/in/new.czi', 'open'],
      ['sent', '/in/sent', 'open'],
    ]);
  });
  it('is not what lists say is missing; what is no folder is not held against any', async () => {
    const { world, rule } = worldOf({ lists: 'mdoc' });
    for (const path of ['a/s.mdoc', 'b/s.mdoc', 's.mdoc'])
      world.files.writeText(`${watched}/${path}`, 'SubFramePath = D:\\x.tif');
    world.files.write(`${watched}/b/x.tif`, 5);
    world.clock.setWallClock(world.clock.nowMs() + 120_000);
    const view = await previewOf(draftOf(rule), world, unheard);
    expect(view.datasets.map(({ name, reason }) => [name, reason])).toEqual([
      [
        'a',
        { code: 'listed', facts: { gap: 'missing', file: 'x.tif', list: 's.mdoc', count: 1, leftMs: 6 * 3_600_000 } },
      ],
      ['b', null],
      ['s.mdoc', null],
    ]);
  });
  it('counts neither what is delivered nor what holds no file, and says when the rule leaves out all that is there', async () => {
    const { world, rule } = worldOf();
    world.start();
    world.files.write(`${watched}/sent/x.tif`, 5);
    await world.live(180_000);
    for (const path of ['new/x.tif', 'new/y.tif', 'notes/a.tmp']) world.files.write(`${watched}/${path}`, 6);
    const totals = async (patch: Partial<FolderRule>): Promise<readonly number[]> => {
      const view = await previewOf(draftOf({ ...rule, ...patch }), world, unheard);
      return [view.totalDatasets, view.totalFiles, view.totalBytes, view.filesLeftOut];
    };
    expect(await totals({ exclude: ['*.tmp'] })).toEqual([1, 2, 12, 0]);
    expect(await totals({ exclude: ['*.tmp', '*.tif'] })).toEqual([0, 0, 0, 4]);
    expect(await totals({ include: ['*.czi'] })).toEqual([0, 0, 0, 4]);
  });
  it('tells of each name that does not fit the pattern, and shows the others', async () => {
    const { world, rule } = worldOf({ namePattern: '^(?<user>[a-z]+)_', destinationTemplate: '{user}/{dataset}' });
    for (const path of ['ann_1/x.tif', 'Run7/x.tif']) world.files.write(`${watched}/${path}`, 5);
    world.clock.setWallClock(world.clock.nowMs() + 120_000);
    expect(await preview(world, rule)).toEqual([
      ['Run7', '', 'folder.nameDoesNotFit'],
      ['ann_1', '/in/ann/ann_1', 'ready'],
    ]);
  });
});

describe('a rule that would send two datasets to one place', () => {
  const nested = { datasetIs: { kind: 'atDepth', depth: 2 } } as const;
  it('is refused before it is kept, and good with the folders above in the path', async () => {
    const { world, rule } = worldOf(nested);
    for (const path of ['ann/run1/x.tif', 'bob/run1/x.tif']) world.files.write(`${watched}/${path}`, 5);
    await expect(preview(world, rule)).rejects.toMatchObject({ code: 'dataset.nameClash' });
    await expect(assertLandsApart(rule, world, unheard)).rejects.toMatchObject({
      facts: { name: 'ann/run1', other: 'bob/run1' },
    });
    const good = { ...rule, destinationTemplate: templateFor(nested.datasetIs) };
    await assertLandsApart(good, world, unheard);
    expect((await preview(world, good)).map(([, path]) => path)).toEqual([
      '/in/scope-1/ann/run1',
      '/in/scope-1/bob/run1',
    ]);
  });
  it.each([
    [{ destinationTemplate: '{station}' }, 'folder.badTemplate'],
    [{ destinationTemplate: '{dataset}/{user}' }, 'folder.badTemplateBlank'],
    [{ destinationTemplate: '{dataset' }, 'folder.badTemplate'],
    [{ destinationTemplate: '{dataset}/}' }, 'folder.badTemplateBrace'],
    [{ destinationTemplate: '../{dataset}' }, 'folder.badTemplateDots'],
    [{ destinationTemplate: '{station}\\{dataset}' }, 'folder.badTemplateBackslash'],
    [{ namePattern: '(' }, 'folder.badNamePattern'],
    [{ namePattern: '^(a+)+$' }, 'folder.slowNamePattern'],
    [{ namePattern: '^(a|aa)+$' }, 'folder.slowNamePattern'],
    [{ namePattern: '^((a|aa))+$' }, 'folder.slowNamePattern'],
    [
      { datasetIs: { kind: 'eachFile', together: [['.a', '.b']] }, destinationTemplate: '{dataset}/raw' },
      'folder.badTemplateEnd',
    ],
    [
      { datasetIs: { kind: 'eachFile', together: [['.a', '.b']] }, destinationTemplate: 'x_{dataset}' },
      'folder.badTemplateEnd',
    ],
    [
      { datasetIs: { kind: 'eachFile', together: [] }, destinationTemplate: '{dataset}_{yyyy}' },
      'folder.badTemplateEnd',
    ],
  ] as const)('%o is refused as %s', async (patch, code) => {
    const { world, rule } = worldOf(patch);
    world.files.write(`${watched}/a/x.tif`, 5);
    await expect(preview(world, rule)).rejects.toMatchObject({ code });
  });
});

it('every preset passes the contract and is a rule that can be kept', async () => {
  for (const preset of presets) {
    const { world, rule } = worldOf({
      ...preset.rule,
      preset: preset.name,
      destinationTemplate: templateFor(preset.rule.datasetIs),
    });
    world.files.write(`${watched}/a/x.tif`, 5);
    const draft = calls['folder.preview'].request.parse({ draft: draftOf(rule) });
    await previewOf(draft.draft, world, unheard);
  }
});
