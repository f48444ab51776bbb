import { describe, expect, it } from 'vitest';
import { templateFor } from '../../../main/domain/presets';
import { propose, type Proposal } from '../../../main/domain/proposal';
import { sampleOf } from '../../../main/setup/folder-sample';
import { FakeFiles } from '../../fakes/fake-files';

async function proposalFor(...paths: readonly string[]): Promise<Proposal> {
  const files = new FakeFiles(() => 0);
  for (const path of paths) files.write(`/data/${path}`, 1);
  return propose(await sampleOf('/data', files));
}
const named = (count: number, name: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => name(index + 1));

describe('the preset proposed for a folder', () => {
  it.each<[string, readonly string[], string, Proposal['datasetIs']['kind'], Proposal['why']]>([
    [
      'NovaSeq runs, one of them still running',
      ['r1/RunInfo.xml', 'r1/RTAComplete.txt', 'r1/CopyComplete.txt', 'r2/RunInfo.xml', 'r2/Data/a.cbcl'],
      'illumina',
      'topLevel',
      { kind: 'inFolders', sign: 'CopyComplete.txt', count: 2, of: 2 },
    ],
    [
      'a NovaSeq run that has ended and is still copied',
      ['r1/RunInfo.xml', 'r1/RTA3.cfg', 'r1/SequenceComplete.txt', 'r1/RTAComplete.txt'],
      'illumina',
      'topLevel',
      { kind: 'inFolders', sign: 'RTA3.cfg', count: 1, of: 1 },
    ],
    [
      'MiSeq runs',
      ['r1/RunInfo.xml', 'r1/RTAComplete.txt', 'r2/RunInfo.xml', 'r2/RTAComplete.txt'],
      'illumina-older',
      'topLevel',
      { kind: 'inFolders', sign: 'RTAComplete.txt', count: 2, of: 2 },
    ],
    [
      'G4 runs',
      ['r1/run_complete.txt', 'r1/transfer_complete.txt'],
      'singular-g4',
      'topLevel',
      { kind: 'inFolders', sign: 'transfer_complete.txt', count: 1, of: 1 },
    ],
    [
      'EPU sessions',
      ['s1/Metadata/EpuSession.dm', 's1/Images-Disc1/GridSquare_1/Data/FoilHole_1_Data_2_Fractions.mrc'],
      'epu',
      'topLevel',
      { kind: 'inFolders', sign: 'Metadata/EpuSession.dm', count: 1, of: 1 },
    ],
    [
      'Tomo 5 sessions, which have .mdoc files too',
      ['t1/Session.dm', 't1/SearchMaps/1.mrc', 't1/Position_1.mdoc'],
      'tomo',
      'topLevel',
      { kind: 'inFolders', sign: 'Session.dm', count: 1, of: 1 },
    ],
    [
      'SerialEM',
      ['g1/map.nav', 'g1/a.mdoc', 'g1/Frames/1.tif'],
      'serialem',
      'topLevel',
      { kind: 'inFolders', sign: '*.mdoc', count: 1, of: 1 },
    ],
    [
      'a light sheet',
      ['e1/e1_Settings.txt', 'e1/1.tif', 'e2/e2_Settings.txt'],
      'light-sheet',
      'topLevel',
      { kind: 'inFolders', sign: '*settings*', count: 2, of: 2 },
    ],
    [
      'Bruker',
      ['a.d/analysis.tdf', 'b.d/analysis.tdf', 'a.d/analysis.tdf_bin'],
      'bruker',
      'topLevel',
      { kind: 'inFolders', sign: 'analysis.tdf', count: 2, of: 2 },
    ],
    [
      'Agilent',
      ['a.d/AcqData/MSScan.bin'],
      'agilent',
      'topLevel',
      { kind: 'inFolders', sign: 'AcqData', count: 1, of: 1 },
    ],
    [
      'an ion trap',
      ['a.D/DATA.MS', 'a.D/acqmeth.txt'],
      'agilent-ion-trap',
      'topLevel',
      { kind: 'inFolders', sign: 'DATA.MS', count: 1, of: 1 },
    ],
    [
      'Waters',
      ['a.raw/_HEADER.TXT', 'a.raw/_FUNC001.DAT'],
      'waters',
      'topLevel',
      { kind: 'inFolders', sign: '_HEADER.TXT', count: 1, of: 1 },
    ],
    [
      'Leica projects in folders',
      ['p/p.xlef', 'p/S1/a.lof'],
      'leica-xlef',
      'topLevel',
      { kind: 'inFolders', sign: '*.xlef', count: 1, of: 1 },
    ],
    [
      'Thermo .raw files',
      ['a.raw', 'b.raw', 'c.raw', 'today.sld'],
      'thermo-raw',
      'eachFile',
      { kind: 'files', sign: '*.raw', count: 3, of: 3 },
    ],
    [
      'Sciex pairs',
      ['a.wiff', 'a.wiff.scan', 'b.wiff', 'b.wiff.scan'],
      'sciex',
      'eachFile',
      { kind: 'files', sign: '*.wiff', count: 4, of: 4 },
    ],
    ['UIMF', ['a.uimf', 'a.uimf-journal'], 'uimf', 'eachFile', { kind: 'files', sign: '*.uimf', count: 1, of: 1 }],
    [
      'CZI in folders of users',
      ['ann/a.czi', 'ann/b.czi', 'bob/c.czi', 'bob/notes.txt'],
      'czi',
      'eachFile',
      { kind: 'files', sign: '*.czi', count: 3, of: 4 },
    ],
    [
      'Leica LIF',
      ['a.lif', 'a.lifext', 'b.lif'],
      'project-file',
      'eachFile',
      { kind: 'files', sign: '*.lif', count: 2, of: 2 },
    ],
    ['Nikon', ['a.nd2'], 'project-file', 'eachFile', { kind: 'files', sign: '*.nd2', count: 1, of: 1 }],
    ['X-ray', ['t/a.txrm', 't/b.xrm'], 'xray', 'eachFile', { kind: 'files', sign: '*.txrm', count: 2, of: 2 }],
  ])('fits %s', async (_name, paths, preset, kind, why) => {
    const proposal = await proposalFor(...paths);
    expect([proposal.preset.name, proposal.datasetIs.kind, proposal.why]).toEqual([preset, kind, why]);
  });

  it('looks into folders whose names end as those of files do', async () => {
    const users = await proposalFor('j.smith/a.czi', 'a.kim/b.czi', 'dr.meyer/c.czi', 'readme.txt');
    expect([users.preset.name, users.why]).toEqual(['czi', { kind: 'files', sign: '*.czi', count: 3, of: 4 }]);
    const project = named(2, (run) => `Plasma.PRO/Data/s${String(run)}.raw/_HEADER.TXT`);
    const massLynx = await proposalFor(...project, 'Plasma.PRO/SampleDB/list.spl');
    expect([massLynx.preset.name, massLynx.datasetIs]).toEqual(['waters', { kind: 'atDepth', depth: 3 }]);
  });

  it('counts where signs contradict each other', async () => {
    const many = named(5, (run) => `new${String(run)}/CopyComplete.txt`);
    expect((await proposalFor('old/RTAComplete.txt', ...many)).preset.name).toBe('illumina');
    const old = named(5, (run) => `old${String(run)}/RTAComplete.txt`);
    expect((await proposalFor('new/CopyComplete.txt', ...old)).preset.name).toBe('illumina-older');
    const raws = named(9, (scan) => `s${String(scan)}.raw`);
    expect((await proposalFor('waters.raw/_HEADER.TXT', ...raws)).preset.name).toBe('thermo-raw');
    const folders = named(9, (scan) => `s${String(scan)}.raw/_HEADER.TXT`);
    expect((await proposalFor('thermo.raw', ...folders)).preset.name).toBe('waters');
  });

  it('finds the depth at which the runs lie, and keeps the folders above them in the path', async () => {
    const nanopore = await proposalFor(
      ...['e1/sA/run1', 'e1/sB/run2', 'e2/sA/run3'].flatMap((run) => [`${run}/pod5/a.pod5`, `${run}/report.html`]),
    );
    expect([nanopore.preset.name, nanopore.datasetIs, nanopore.why]).toEqual([
      'nanopore',
      { kind: 'atDepth', depth: 3 },
      { kind: 'inFolders', sign: 'pod5', count: 3, of: 3 },
    ]);
    expect(templateFor(nanopore.datasetIs)).toBe('{station}/{above}/{dataset}');
    const dated = await proposalFor(...named(3, (month) => `2026/0${String(month)}/run/RunInfo.xml`));
    expect([dated.preset.name, dated.datasetIs]).toEqual(['illumina', { kind: 'atDepth', depth: 3 }]);
    const daily = await proposalFor(...named(3, (day) => `2026/11/0${String(day)}/run/analysis.tdf`));
    expect([daily.preset.name, daily.datasetIs]).toEqual(['bruker', { kind: 'atDepth', depth: 4 }]);
  });

  it('takes a folder that is itself one run for one dataset', async () => {
    const run = await proposalFor('RunInfo.xml', 'Data/Intensities/a.locs', 'InterOp/x.bin');
    expect([run.preset.name, run.datasetIs, run.why]).toEqual([
      'illumina',
      { kind: 'whole' },
      { kind: 'here', sign: 'RunInfo.xml' },
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['papers and pictures', ['paper/draft.docx', 'pictures/cat.jpg', 'todo.txt']],
    ['a program', ['app/src/main.ts', 'app/package.json', 'lib/settings/readme.md', 'lib2/a.txt']],
    [
      'one acquisition among many other things',
      ['x/RunInfo.xml', ...named(9, (other) => `other${String(other)}/a.txt`)],
    ],
    ['one image among many documents', ['a.czi', ...named(9, (other) => `other${String(other)}.pdf`)]],
    ['names that only look alike', ['run/CopyComplete.txt.bak', 'run/MyRunInfo.xml', 'analysis.tdf.txt', 'x.dmg']],
  ])('is the general one for %s', async (_name, paths) => {
    const { preset, why } = await proposalFor(...paths);
    expect([preset.name, why]).toEqual(['general', { kind: 'nothing' }]);
  });

  it('takes a bounded look at a folder of any size', async () => {
    const files = new FakeFiles(() => 0);
    let questions = 0;
    const counting = {
      names: (path: string, limit: number) => {
        questions += 1;
        return Promise.resolve(path.split('/').length > 8 ? [] : named(limit, (index) => `folder${String(index)}`));
      },
      isFolder: () => Promise.resolve(!files.isGone),
    };
    await sampleOf('/data', counting);
    expect(questions).toBeLessThan(400);
  });
});
