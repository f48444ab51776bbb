import { describe, expect, it } from 'vitest';
import { hour, Instrument, minute, second } from './instrument';

describe('Thermo .raw files', () => {
  it('go a minute after the last byte although Xcalibur keeps them open, without the sequence', async () => {
    const thermo = new Instrument('thermo-raw');
    thermo.holdOpen('s1.raw');
    thermo.write('today.sld');
    for (let scan = 1; scan <= 6; scan += 1) {
      thermo.write('s1.raw', scan * 1_000);
      await thermo.works(40 * second); // between two writes longer than half a minute
    }
    await thermo.delivers(['s1.raw'], 3 * minute);
    expect(thermo.arrived()).toEqual(['s1.raw']);
  });
  it('that Samba copies with their size reserved wait until they are filled', async () => {
    const thermo = new Instrument('thermo-raw');
    thermo.write('s1.raw', 90_000);
    for (let filled = 0; filled < 20; filled += 1) {
      thermo.fill('s1.raw');
      await thermo.works(30 * second);
    }
    await thermo.delivers(['s1.raw'], 3 * minute);
  });
});

describe('Bruker .d', () => {
  it('is one dataset, waits for its analysis, and leaves the locked journal out', async () => {
    const timsTof = new Instrument('bruker');
    timsTof.write('s1.d/method.m/a.xml');
    timsTof.write('s1.d/x.mcf_idx-journal', 5);
    await timsTof.works(10 * minute);
    for (let frame = 1; frame <= 5; frame += 1) {
      timsTof.write('s1.d/analysis.tdf', frame * 10);
      timsTof.write('s1.d/analysis.tdf_bin', frame * 1_000);
      await timsTof.works(45 * second);
    }
    await timsTof.delivers(['s1.d'], 3 * minute);
    expect([...timsTof.arrived()].sort()).toEqual([
      's1.d/analysis.tdf',
      's1.d/analysis.tdf_bin',
      's1.d/method.m/a.xml',
    ]);
  });
  it.each(['analysis.tdf-journal', 'analysis.tsf-wal'])(
    'waits, however quiet it is, while %s is there',
    async (name) => {
      const bruker = new Instrument('bruker');
      bruker.write('s1.d/analysis.tdf', 10);
      bruker.write(`s1.d/${name}`, 5);
      await bruker.works(10 * minute);
      expect(bruker.reasonFor('s1.d')).toEqual({ code: 'blocked', facts: { file: name } });
      bruker.remove(`s1.d/${name}`);
      await bruker.delivers(['s1.d'], 3 * minute);
      expect(bruker.arrived()).toEqual(['s1.d/analysis.tdf']);
    },
  );
});

describe('Agilent and Waters folders', () => {
  it('are sent whole, however long their parts take', async () => {
    const agilent = new Instrument('agilent');
    for (const name of ['AcqData/MSScan.bin', 'AcqData/MSProfile.bin', 'AcqData/Contents.xml']) {
      agilent.write(`s1.d/${name}`, 700);
      await agilent.works(110 * second);
    }
    await agilent.delivers(['s1.d'], 3 * minute);
    const waters = new Instrument('waters');
    for (const name of ['_HEADER.TXT', '_FUNC001.DAT', '_extern.inf']) {
      waters.write(`s1.raw/${name}`, 700);
      await waters.works(110 * second);
    }
    await waters.delivers(['s1.raw'], 3 * minute);
    expect(waters.arrived()).toHaveLength(3);
  });
  it.each(['DATA.MS', 'data.ms'])('of an ion trap wait for %s', async (name) => {
    const trap = new Instrument('agilent-ion-trap');
    trap.write('s1.D/acqmeth.txt');
    await trap.works(20 * minute);
    trap.write(`s1.D/${name}`, 900);
    await trap.works(100 * second);
    await trap.delivers(['s1.D'], 3 * minute);
  });
});

describe('Sciex', () => {
  it('sends .wiff and .wiff.scan as one, whichever comes first', async () => {
    const sciex = new Instrument('sciex');
    sciex.write('s1.wiff.scan', 5_000);
    await sciex.works(10 * minute);
    expect(sciex.reasonFor('s1.wiff')).toEqual({ code: 'sentinel', facts: { sentinel: '*.wiff' } });
    sciex.write('s1.wiff', 100);
    await sciex.works(40 * second);
    await sciex.delivers(['s1.wiff'], 3 * minute);
    expect([...sciex.arrived()].sort()).toEqual(['s1.wiff', 's1.wiff.scan']);
    expect(sciex.world.route.tasks.size).toBe(1);
  });
});

describe('names in capitals, as some software for Windows writes them', () => {
  it('mean the same: a Sciex pair, and the journal of a UIMF file', async () => {
    const sciex = new Instrument('sciex');
    sciex.write('S1.WIFF', 100);
    await sciex.works(5 * minute);
    expect(sciex.reasonFor('S1.wiff')).toEqual({ code: 'sentinel', facts: { sentinel: '*.wiff.scan' } });
    sciex.write('S1.WIFF.SCAN', 5_000);
    await sciex.delivers(['S1.wiff'], 3 * minute);
    const ims = new Instrument('uimf');
    ims.write('S1.UIMF', 4_000);
    ims.write('S1.UIMF-JOURNAL', 5);
    await ims.works(10 * minute);
    expect(ims.reasonFor('S1.uimf')).toMatchObject({ code: 'blocked' });
  });
});

describe('a file that an instrument makes long before it fills it', () => {
  it.each([
    ['thermo-raw', 's1.raw'],
    ['thermo-raw', 'S1.RAW'],
    ['czi', 'ann/s1.czi'],
    ['project-file', 's1.nd2'],
    ['xray', 's1.txrm'],
  ])('of %s: %s', async (preset, name) => {
    const instrument = new Instrument(preset);
    instrument.write(name, 0);
    await instrument.works(hour);
    expect(instrument.reasonFor(name)).toEqual({ code: 'noData', facts: { file: name } });
    instrument.write(name, 4_000);
    await instrument.works(50 * second);
    await instrument.delivers([name], 35 * minute);
  });
  it('is not sent empty over what was delivered of it', async () => {
    const instrument = new Instrument('thermo-raw');
    instrument.write('s1.raw', 4_000);
    await instrument.delivers(['s1.raw'], 2 * minute);
    instrument.write('s1.raw', 0);
    await instrument.passes(hour);
    expect(instrument.reasonFor('s1.raw')?.code).toBe('noData');
    expect(instrument.world.route.arrived.get('/in/scope-1/s1.raw')?.bytes).toBe(4_000);
  });
  it('but an empty file of another kind may be a sign, and goes', async () => {
    const instrument = new Instrument('thermo-raw');
    instrument.write('batch-7.done', 0);
    await instrument.delivers(['batch-7.done'], 2 * minute);
  });
});

describe('UIMF', () => {
  it('is not finished while its journal lies beside it, nor while it is empty', async () => {
    const ims = new Instrument('uimf');
    ims.write('s1.uimf', 0);
    await ims.works(5 * minute);
    expect(ims.reasonFor('s1.uimf')).toEqual({ code: 'noData', facts: { file: 's1.uimf' } });
    ims.write('s1.uimf-journal', 5);
    ims.write('s1.uimf', 4_000);
    await ims.works(10 * minute);
    expect(ims.reasonFor('s1.uimf')).toEqual({ code: 'blocked', facts: { file: 's1.uimf-journal' } });
    ims.remove('s1.uimf-journal');
    await ims.works(40 * second);
    await ims.delivers(['s1.uimf'], 2 * minute);
    expect(ims.arrived()).toEqual(['s1.uimf']);
  });
  it('is not finished while the log of its latest writes lies beside it', async () => {
    const ims = new Instrument('uimf');
    for (const ending of ['', '-wal', '-shm']) ims.write(`s1.uimf${ending}`, 4_000);
    await ims.works(10 * minute);
    expect(ims.reasonFor('s1.uimf')).toEqual({ code: 'blocked', facts: { file: 's1.uimf-wal' } });
    ims.write('s1.uimf', 8_000);
    for (const ending of ['-wal', '-shm']) ims.remove(`s1.uimf${ending}`);
    await ims.works(40 * second);
    await ims.delivers(['s1.uimf'], 2 * minute);
    expect(ims.arrived()).toEqual(['s1.uimf']);
  });
  it('that stays empty goes when the operator says that nothing more comes', async () => {
    const ims = new Instrument('uimf');
    ims.write('s1.uimf', 0);
    await ims.works(5 * minute);
    ims.saysFinished('s1.uimf');
    await ims.delivers(['s1.uimf'], minute);
  });
  it('whose journal was left behind is told as a warning after a day', async () => {
    const ims = new Instrument('uimf');
    ims.write('s1.uimf', 4_000);
    ims.write('s1.uimf-journal', 5);
    await ims.works(5 * minute);
    ims.sleeps(25 * hour);
    expect(ims.reasonFor('s1.uimf')).toEqual({
      code: 'blockedLate',
      facts: { file: 's1.uimf-journal', ago: 25 * hour + 5 * minute },
    });
  });
});
