import { describe, expect, it } from 'vitest';
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
    tomo.write('s1/Position_1.mdoc');
    await tomo.works(50 * minute);
    await tomo.delivers(['s1'], 15 * minute);
    expect(tomo.arrived()).toHaveLength(8);
  });
});

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
