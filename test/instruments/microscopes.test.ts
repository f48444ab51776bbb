import { describe, expect, it } from 'vitest';
import { type FolderRule } from '../../main/domain/folder-rule';
import { hour, Instrument, minute, second } from './instrument';

describe('Thermo EPU', () => {
  const exposure = 'Images-Disc1/GridSquare_1/Data/FoilHole_7_Data_8_9_20261124';
  it('keeps a session together through pauses of hours between exposures', async () => {
    const epu = new Instrument('epu');
    epu.write('session/Metadata/EpuSession.dm');
    for (const at of ['0900', '1230']) {
      epu.write(`session/${exposure}_${at}_Fractions.mrc`, 4_000);
      epu.write(`session/${exposure}_${at}.xml`);
      await epu.works(3.5 * hour);
    }
    await epu.delivers(['session'], 45 * minute);
    expect(epu.arrived()).toHaveLength(5);
  });
  it('goes when the operator says that it is finished', async () => {
    const epu = new Instrument('epu');
    epu.write('session/Metadata/EpuSession.dm');
    await epu.works(minute);
    epu.write(`session/${exposure}_0900_Fractions.mrc`, 4_000);
    await epu.works(minute);
    epu.saysFinished('session');
    await epu.delivers(['session'], minute);
    epu.write(`session/${exposure}_0910_Fractions.mrc`, 4_000);
    await epu.passes(30 * minute); // what comes later is waited for as ever
    expect(epu.world.dataset('session')).toMatchObject({ phase: 'settling', version: 2 });
  });
  it('goes on being waited for when something is written after the operator said that it is finished', async () => {
    const epu = new Instrument('epu');
    epu.write('session/Metadata/EpuSession.dm');
    await epu.works(minute);
    epu.saysFinished('session');
    epu.write(`session/${exposure}_0900_Fractions.mrc`, 4_000);
    await epu.works(hour);
  });
  it('makes a new version when a session goes on after it was taken for finished', async () => {
    const epu = new Instrument('epu', { quietForMs: 10 * minute });
    epu.write('session/Metadata/EpuSession.dm');
    await epu.delivers(['session'], 20 * minute);
    epu.write(`session/${exposure}_0900_Fractions.mrc`, 4_000);
    await epu.passes(30 * second);
    expect(epu.world.phaseOf('session')).toBe('settling');
    await epu.delivers(['session'], 20 * minute);
    expect(epu.world.dataset('session')?.version).toBe(2);
  });
});

describe('Thermo EPU, each movie by itself', () => {
  const data = 'session/Images-Disc1/GridSquare_1/Data';
  const hole = `${data}/FoilHole_7_Data_8_9_20261124_0900`;
  it('sends a movie with all its files a minute after the last, in its place of the session', async () => {
    const epu = new Instrument('epu-movies');
    epu.write('session/Metadata/EpuSession.dm');
    epu.write('session/Metadata/GridSquare_1.xml');
    epu.write(`${hole}_Fractions.mrc`, 8_000); // reserved in full at once
    for (let filled = 0; filled < 20; filled += 1) {
      epu.fill(`${hole}_Fractions.mrc`);
      await epu.works(10 * second);
    }
    await epu.works(5 * minute); // the sidecar is late
    expect(epu.reasonFor(`${hole}.xml`)).toMatchObject({
      code: 'sentinel',
      facts: { sentinel: 'FoilHole_*_Data_*.xml' },
    });
    epu.write(`${hole}.xml`);
    epu.write(`${hole}.jpg`);
    await epu.works(50 * second);
    await epu.delivers([`${hole}.xml`], 2 * minute);
    expect([...epu.arrived()].sort()).toEqual([`${hole}.jpg`, `${hole}.xml`, `${hole}_Fractions.mrc`]);
    expect(epu.world.ledger.counts().reduce((sum, count) => sum + count.datasets, 0)).toBe(1);
  });
  it.each(['_Fractions.tiff', '_EER.eer', '_fractions.mrc'])(
    'takes a movie that ends with %s for the same',
    async (ending) => {
      const epu = new Instrument('epu-movies');
      epu.write(`${hole}.xml`);
      await epu.works(3 * minute);
      epu.write(`${hole}${ending}`, 8_000);
      await epu.works(30 * second);
      await epu.delivers([`${hole}.xml`], 2 * minute);
      expect(epu.arrived()).toHaveLength(2);
    },
  );
});

describe('Thermo Tomography 5', () => {
  it('sends a session when its tilt series are written, .mdoc and all', async () => {
    const tomo = new Instrument('tomo');
    for (const name of ['Session.dm', 'SearchMaps/1.mrc', 'Thumbnails/1.png', 'Batch/1.xml']) tomo.write(`s1/${name}`);
    await tomo.works(70 * minute); // being set up: nothing to send yet
    expect(tomo.reasonFor('s1')).toEqual({ code: 'sentinel', facts: { sentinel: '*.mdoc' } });
    for (let tilt = 0; tilt < 3; tilt += 1) {
      tomo.write(`s1/Position_1_00${String(tilt)}_fractions.mrc`, 3_000);
      await tomo.works(2 * minute);
    }
    tomo.list('s1/Position_1.mdoc', tiltSeries('Position_1.mrc', tilts('Position_1', 3)));
    tomo.write('s1/Position_1.mrc', 800);
    await tomo.works(50 * minute);
    await tomo.delivers(['s1'], 15 * minute);
    expect(tomo.arrived()).toHaveLength(9);
  });
  it('waits for a series whose .mdoc is written at its end, though another is whole', async () => {
    const tomo = new Instrument('tomo');
    tomo.list('s1/Position_1.mdoc', tiltSeries('Position_1.mrc', tilts('Position_1', 2)));
    tomo.write('s1/Position_1.mrc', 800);
    for (const name of [...tilts('Position_1', 2), ...tilts('Position_2', 2)]) tomo.write(`s1/${name}`, 3_000);
    await tomo.works(2 * hour); // the stage drifts, and somebody looks for the next target
    expect(tomo.reasonFor('s1')).toMatchObject({
      code: 'unlisted',
      facts: { file: 'Position_2_000_fractions.mrc', count: 2 },
    });
    tomo.list('s1/Position_2.mdoc', tiltSeries('Position_2.mrc', tilts('Position_2', 2)));
    await tomo.works(2 * hour); // its stack is computed
    expect(tomo.reasonFor('s1')).toMatchObject({
      code: 'listed',
      facts: { file: 'Position_2.mrc', list: 'Position_2.mdoc' },
    });
    tomo.write('s1/Position_2.mrc', 800);
    await tomo.works(55 * minute);
    await tomo.delivers(['s1'], 10 * minute);
  });
  it('that was aborted in the middle of a series goes in the end, and the history says so', async () => {
    const tomo = new Instrument('tomo');
    tomo.list('s1/Position_1.mdoc', tiltSeries('Position_1.mrc', tilts('Position_1', 1)));
    tomo.write('s1/Position_1.mrc', 800);
    for (const name of [...tilts('Position_1', 1), ...tilts('Position_2', 1)]) tomo.write(`s1/${name}`, 3_000);
    await tomo.works(6.5 * hour);
    await tomo.delivers(['s1'], 45 * minute);
    expect(tomo.finishedAs('s1')).toBe(
      'Finished with 4 files; in hours of quiet no list of the instrument named 1 file: Position_2_000_fractions.mrc',
    );
  });
});

/** The frames of a series, as Tomo 5 calls them. */
const tilts = (series: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, tilt) => `${series}_00${String(tilt)}_fractions.mrc`);
/** An .mdoc as it is after so many tilts, frames on the camera's own disk. */
const tiltSeries = (stack: string, frames: readonly string[], folder = 'D:\\DoseFractions\\'): readonly string[] => [
  'DataMode = 1',
  `ImageFile = ${stack}`,
  '[T = SerialEM: Digitized on a Krios  24-Nov-26]',
  ...frames.flatMap((name, tilt) => [
    '',
    `[ZValue = ${String(tilt)}]`,
    `TiltAngle = ${String(3 * tilt)}.0`,
    `SubFramePath = ${folder}${name}`,
    'NumSubFrames = 8',
  ]),
];

describe('SerialEM', () => {
  it('sends what its .mdoc names half an hour after the last frame', async () => {
    const serial = new Instrument('serialem');
    serial.write('grid3/map.nav');
    for (let frame = 0; frame < 3; frame += 1) {
      serial.write(`grid3/Frames/f${String(frame)}.tif`, 2_000);
      serial.write('grid3/ts1.mrc.mdoc', 10 + frame);
      await serial.works(10 * minute);
    }
    await serial.works(15 * minute);
    await serial.delivers(['grid3'], 10 * minute);
    expect(serial.arrived()).toHaveLength(5);
  });

  /** A series of three tilts in one folder, without its frames. */
  const frames = ['ts1_000_-3.0.tif', 'ts1_001_0.0.tif', 'ts1_002_3.0.tif'] as const;
  function aSeries(patch: Partial<FolderRule> = {}): Instrument {
    const serial = new Instrument('serialem', patch);
    serial.write('grid3/map.nav');
    serial.write('grid3/ts1.mrc', 900);
    serial.list('grid3/ts1.mrc.mdoc', tiltSeries('ts1.mrc', frames));
    return serial;
  }
  const missing = (file: string, count: number): object => ({
    code: count === 1 ? 'listed' : 'listedMany',
    facts: { file, count, list: 'ts1.mrc.mdoc' },
  });

  it('waits for frames that a script brings hours later from the disk of the camera', async () => {
    const serial = aSeries();
    await serial.works(40 * minute);
    expect(serial.reasonFor('grid3')).toMatchObject(missing(frames[0], 3));
    for (const [brought, name] of frames.entries()) {
      serial.write(`grid3/Frames/${name}`, 2_000);
      const next = frames[brought + 1];
      if (next === undefined) break;
      await serial.works(hour);
      expect(serial.reasonFor('grid3')).toMatchObject(missing(next, 2 - brought));
    }
    await serial.works(25 * minute);
    await serial.delivers(['grid3'], 10 * minute);
  });
  it('waits for the next line of a list that grows behind its frames', async () => {
    const serial = new Instrument('serialem');
    serial.write('grid3/ts1.mrc', 900);
    for (let tilt = 1; tilt <= 3; tilt += 1) {
      serial.write(`grid3/Frames/${frames[tilt - 1] ?? ''}`, 2_000);
      serial.list('grid3/ts1.mrc.mdoc', tiltSeries('ts1.mrc', frames.slice(0, Math.max(1, tilt - 1))));
      await serial.works(20 * minute);
    }
    await serial.works(20 * minute);
    expect(serial.reasonFor('grid3')).toMatchObject({
      code: 'unlisted',
      facts: { file: `Frames/${frames[2]}`, count: 1 },
    });
    serial.list('grid3/ts1.mrc.mdoc', tiltSeries('ts1.mrc', frames));
    await serial.works(25 * minute);
    await serial.delivers(['grid3'], 10 * minute);
    expect(serial.finishedAs('grid3')).toBe('Finished: 5 files are ready to be sent');
  });
  it('whose frames stay on another disk goes without them after six hours of quiet, and the history says so', async () => {
    const serial = aSeries();
    await serial.works(6 * hour + 29 * minute);
    expect(serial.reasonFor('grid3')?.facts['leftMs']).toBeLessThan(2 * minute);
    await serial.delivers(['grid3'], 5 * minute);
    expect(serial.finishedAs('grid3')).toBe(
      `Finished with 3 files, without 3 that lists name, such as ${frames[0]} in ts1.mrc.mdoc: nothing came in hours of quiet`,
    );
    expect(serial.world.files.listsRead).toBe(1); // nothing changed all the while
    for (const name of frames) serial.write(`grid3/Frames/${name}`, 2_000);
    await serial.passes(40 * minute); // what comes after all is a new version
    expect(serial.world.dataset('grid3')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(serial.arrived()).toHaveLength(6);
  });
  it('counts the six hours anew after a restart, on no clock that jumps', async () => {
    const serial = aSeries();
    await serial.works(2 * hour);
    serial.sleeps(48 * hour);
    await serial.works(minute);
    await serial.world.crash();
    await serial.works(6 * hour);
    await serial.delivers(['grid3'], 45 * minute);
  });
  it('does not count frames that the rule leaves out', async () => {
    const serial = new Instrument('serialem', { exclude: ['Frames'] });
    serial.write('grid3/ts1.mrc', 900);
    serial.list('grid3/ts1.mrc.mdoc', tiltSeries('ts1.mrc', frames, '/mnt/camera/Frames/'));
    serial.write(`grid3/Frames/${frames[0]}`, 2_000);
    await serial.works(25 * minute);
    await serial.delivers(['grid3'], 10 * minute);
  });
  it('waits for nothing that lists name when the rule says that they are not read', async () => {
    const serial = aSeries({ lists: null });
    await serial.works(25 * minute);
    await serial.delivers(['grid3'], 10 * minute);
    expect(serial.world.files.listsRead).toBe(0);
  });
  it('tries a list again that cannot be read, and goes all the same in the end', async () => {
    const serial = aSeries();
    for (const name of frames) serial.write(`grid3/Frames/${name}`, 2_000);
    serial.world.files.listTrouble = { kind: 'unreadable', list: 'ts1.mrc.mdoc', detail: 'EBUSY' };
    await serial.works(hour);
    expect(serial.reasonFor('grid3')).toMatchObject({
      code: 'listUnreadable',
      facts: { list: 'ts1.mrc.mdoc', detail: 'EBUSY' },
    });
    serial.world.files.listTrouble = null;
    await serial.delivers(['grid3'], 3 * minute);
    const stubborn = aSeries();
    stubborn.world.files.listTrouble = { kind: 'tooLarge', list: 'ts1.mrc.mdoc', bytesOfList: 2e7 };
    await stubborn.works(6 * hour + 20 * minute);
    expect(stubborn.reasonFor('grid3')?.code).toBe('listTooLarge');
    await stubborn.delivers(['grid3'], 15 * minute);
    expect(stubborn.finishedAs('grid3')).toMatch(/^Finished with 3 files; ts1\.mrc\.mdoc could not be read/);
  });
  it('is not held up by an .mdoc that is a dataset by itself', async () => {
    const serial = new Instrument('serialem', { sentinels: [] });
    serial.list('ts1.mrc.mdoc', tiltSeries('ts1.mrc', frames));
    await serial.works(25 * minute);
    await serial.delivers(['ts1.mrc.mdoc'], 10 * minute);
  });
});

describe('a light sheet', () => {
  it('waits for its settings file and a quarter of an hour of quiet', async () => {
    const sheet = new Instrument('light-sheet');
    for (let stack = 0; stack < 4; stack += 1) {
      sheet.write(`embryo/stack_${String(stack)}.tif`, 9_000);
      await sheet.works(5 * minute);
    }
    await sheet.works(20 * minute);
    expect(sheet.reasonFor('embryo')?.code).toBe('sentinel');
    sheet.write('embryo/embryo_Settings.txt');
    await sheet.works(14 * minute);
    await sheet.delivers(['embryo'], 5 * minute);
  });
  it.each(['AcqSettings.JSON', 'settings.xml', 'stack_SETTINGS.Txt'])('knows its settings file as %s', async (name) => {
    const sheet = new Instrument('light-sheet');
    sheet.write('embryo/stack.tif', 9_000);
    await sheet.works(20 * minute);
    sheet.write(`embryo/${name}`);
    await sheet.delivers(['embryo'], 20 * minute);
  });
});

describe('Zeiss CZI', () => {
  it('is not sent while ZEN has it open, however quiet it looks, and soon after', async () => {
    const zen = new Instrument('czi');
    zen.write('user/cells.czi', 5_000);
    zen.holdOpen('cells.czi');
    await zen.works(30 * minute);
    expect(zen.reasonFor('user/cells.czi')).toEqual({ code: 'open', facts: { file: 'cells.czi' } });
    zen.holdOpen(null);
    await zen.delivers(['user/cells.czi'], minute);
    expect(zen.arrived()).toEqual(['user/cells.czi']);
  });
  it('that is open for ever is told as a warning, and does not hold up others', async () => {
    const zen = new Instrument('czi');
    zen.write('cells.czi', 5_000);
    zen.holdOpen('cells.czi');
    await zen.works(10 * minute);
    zen.sleeps(25 * hour);
    expect(zen.reasonFor('cells.czi')).toEqual({
      code: 'openLate',
      facts: { file: 'cells.czi', ago: 25 * hour + 10 * minute },
    });
    expect(zen.world.route.tasks.size).toBe(0);
  });
  it('is watched as one that streams, each time point a file of its own', async () => {
    const zen = new Instrument('czi');
    zen.write('a_t1.czi', 100);
    await zen.works(4 * minute);
    zen.write('a_t1.czi', 200);
    zen.write('a_t2.czi', 100);
    await zen.works(4 * minute);
    await zen.delivers(['a_t1.czi', 'a_t2.czi'], 3 * minute);
  });
});

describe('Leica, Nikon and Oxford Instruments', () => {
  it('sends a project with its sidecar after a long quiet, and what is added later as a new version', async () => {
    const leica = new Instrument('project-file');
    leica.write('project.lif', 5_000);
    leica.write('project.lifext', 10);
    await leica.works(25 * minute);
    await leica.delivers(['project.lif'], 10 * minute);
    leica.write('project.lif', 6_000);
    await leica.passes(40 * minute);
    expect(leica.world.dataset('project.lif')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(leica.world.route.arrived.get('/in/scope-1/project.lif')).toMatchObject({ bytes: 6_000 });
  });
  it('keeps an XLEF project in one piece', async () => {
    const leica = new Instrument('leica-xlef');
    leica.write('p1/p1.xlef');
    leica.write('p1/Series1/a.lof', 900);
    await leica.works(20 * minute);
    leica.write('p1/Series2/b.lof', 900);
    await leica.works(25 * minute);
    await leica.delivers(['p1'], 10 * minute);
    expect(leica.arrived()).toHaveLength(3);
  });
});

describe('Zeiss X-ray', () => {
  it('sends a scan when it is quiet and closed', async () => {
    const versa = new Instrument('xray');
    versa.write('tooth/scan.txrm', 5_000);
    versa.holdOpen('scan.txrm');
    await versa.works(20 * minute);
    versa.holdOpen(null);
    await versa.delivers(['tooth/scan.txrm'], minute);
  });
});
