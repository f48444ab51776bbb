import { closeSync, openSync, renameSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Look } from '../../main/domain/file-fact';
import { judge, judgeByFileTimes } from '../../main/domain/settle';
import { RealDisk } from '../fakes/real-disk';
import { ruleFrom } from './instrument';

let disk: RealDisk;
beforeEach(() => {
  disk = new RealDisk();
});
afterEach(() => disk.remove());

/** Why a dataset that has stood still for hours is not finished; null when it is. */
function whyNot(preset: string, look: Look): string | null {
  const ages = { quietMs: 6 * 3_600_000, settlingMs: 6 * 3_600_000, unchangedMs: 6 * 3_600_000 };
  const verdict = judge(ruleFrom(preset), { look, lastChange: null }, ages);
  return verdict.settled ? null : verdict.reason.code;
}
/** The rule of a preset for the folder of this test. */
const ruleOf = (preset: string): ReturnType<typeof ruleFrom> => ruleFrom(preset, { path: disk.root });
const sweep = async (preset: string): Promise<ReadonlyMap<string, Look>> => (await disk.sweep(ruleOf(preset))).looks;

it('UIMF: the journal keeps its file waiting and is never sent, in a sweep that knows the folder too', async () => {
  disk.put('s1.uimf', 'data');
  disk.put('s1.uimf-journal');
  const rule = ruleOf('uimf');
  const first = await disk.sweep(rule);
  const look = first.looks.get('s1.uimf');
  expect([look?.files, look && whyNot('uimf', look)]).toEqual([1, 'blocked']);
  expect((await disk.manifest('s1.uimf', rule)).map((file) => file.path)).toEqual(['s1.uimf']);
  rmSync(disk.at('s1.uimf-journal'));
  const later = await disk.sweep(rule, first.token);
  const without = later.looks.get('s1.uimf'); // although no byte of what is sent has changed
  expect(without && whyNot('uimf', without)).toBeNull();
});

it('a rule that learns to wait for a file looks at everything anew', async () => {
  disk.put('s1.uimf');
  disk.put('s1.uimf-journal');
  const before = await disk.sweep({ ...ruleOf('uimf'), notWhile: [] });
  const after = await disk.sweep(ruleOf('uimf'), before.token);
  expect(after.looks.get('s1.uimf')?.marksFound).toEqual(['*.uimf-journal']);
});

it('Sciex: a sentinel in capitals is one', async () => {
  disk.put('S1.WIFF');
  const before = (await sweep('sciex')).get('S1.wiff');
  disk.put('S1.WIFF.SCAN');
  const after = (await sweep('sciex')).get('S1.wiff');
  expect([before, after].map((look) => look && whyNot('sciex', look))).toEqual(['sentinel', null]);
});

it('EPU: the files of one movie are one dataset, whatever the format of the camera', async () => {
  const hole = 'ses/Images-Disc1/GridSquare_1/Data/FoilHole_1_Data_2_3_20261124_0900';
  for (const ending of ['.xml', '.jpg', '_EER.eer']) disk.put(hole + ending);
  disk.put('ses/Metadata/GridSquare_1.xml');
  const looks = await sweep('epu-movies');
  expect([...looks].map(([key, look]) => [key, look.files, whyNot('epu-movies', look)])).toEqual([
    [`${hole}.xml`, 3, null],
  ]);
});

it('Bruker: the locked journal and what Windows keeps for itself are not looked at', async () => {
  for (const path of ['a.d/analysis.baf', 'a.d/x.mcf_idx-journal', '$RECYCLE.BIN/b.d/analysis.baf', 'Thumbs.db'])
    disk.put(path);
  const looks = await sweep('bruker');
  expect([...looks].map(([key, look]) => [key, look.files, whyNot('bruker', look)])).toEqual([['a.d', 1, null]]);
});

it('Samba: space that is reserved and then filled is seen, though size and modification time stand still', async () => {
  const file = openSync(disk.at('s1.raw'), 'w');
  truncateSync(disk.at('s1.raw'), 100_000);
  const before = (await sweep('thermo-raw')).get('s1.raw');
  await new Promise((resolve) => setTimeout(resolve, 30));
  writeSync(file, 'x', 5);
  closeSync(file);
  const after = (await sweep('thermo-raw')).get('s1.raw');
  expect(after?.bytes).toBe(before?.bytes);
  expect(after?.activity).not.toBe(before?.activity);
});

it('a temporary name keeps the run waiting until it is renamed', async () => {
  disk.put('run/volume.tmp');
  const before = (await sweep('general')).get('run');
  renameSync(disk.at('run/volume.tmp'), disk.at('run/volume.raw'));
  const after = (await sweep('general')).get('run');
  expect([before, after].map((look) => look && whyNot('general', look))).toEqual(['blocked', null]);
});

it('the preview tells from file times how long still', async () => {
  disk.put('run/a.tif');
  const look = (await sweep('general')).get('run');
  const now = (look?.newest?.atMs ?? 0) + 60_000;
  expect(look && judgeByFileTimes(ruleFrom('general'), look, now)).toEqual({
    code: 'quietFor',
    facts: { quiet: 60_000, needed: 300_000 },
  });
  expect(look && judgeByFileTimes(ruleFrom('general'), look, now + 240_000)).toBeNull();
});
