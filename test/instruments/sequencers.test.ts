import { describe, expect, it } from 'vitest';
import { sha256OfSize } from '../fakes/fake-files';
import { watched } from '../fakes/world';
import { hour, Instrument, minute, second } from './instrument';

describe('a run that was broken off', () => {
  it('waits for its sentinel until a person says that nothing more comes', async () => {
    const illumina = new Instrument('illumina');
    illumina.write('run/RunInfo.xml');
    illumina.write('run/Data/s_1.cbcl', 4_000);
    await illumina.works(30 * minute);
    expect(illumina.reasonFor('run')).toMatchObject({ code: 'sentinel' });
    illumina.saysFinished('run');
    await illumina.delivers(['run'], minute);
  });
  it('is sent although its instrument left something behind that says it is at work', async () => {
    const general = new Instrument('general');
    general.write('run/a.tif', 4_000);
    general.write('run/b.tif.part', 4_000);
    await general.works(30 * minute);
    expect(general.reasonFor('run')).toMatchObject({ code: 'blocked' });
    general.saysFinished('run');
    await general.passes(2 * minute);
    await general.world.crash();
    await general.delivers(['run'], 2 * minute);
  });
});

describe('Illumina NovaSeq and NovaSeq X', () => {
  it('is sent when the copy has ended, not when the run has, and CopyComplete.txt goes last', async () => {
    const novaSeq = new Instrument('illumina');
    novaSeq.write('run/RunInfo.xml');
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      novaSeq.write(`run/Data/Intensities/BaseCalls/L001/C${String(cycle)}.1/L001_1.cbcl`, 1_000);
      await novaSeq.works(4 * minute); // a cycle takes longer than the quiet time
    }
    novaSeq.write('run/RTAComplete.txt');
    await novaSeq.works(10 * minute);
    novaSeq.write('run/InterOp/late.bin');
    await novaSeq.works(30 * second);
    novaSeq.write('run/CopyComplete.txt', 1);
    await novaSeq.works(50 * second);
    await novaSeq.delivers(['run'], 3 * minute);
    expect(novaSeq.arrived()).toHaveLength(7);
    expect(novaSeq.arrived().at(-1)).toBe('run/CopyComplete.txt');
  });
  it('says as a warning, after a day, that the end of a stopped run will not come', async () => {
    const novaSeq = new Instrument('illumina');
    novaSeq.write('run/RunInfo.xml');
    await novaSeq.works(5 * minute);
    expect(novaSeq.reasonFor('run')).toEqual({ code: 'sentinel', facts: { sentinel: 'CopyComplete.txt' } });
    novaSeq.sleeps(25 * hour);
    expect(novaSeq.reasonFor('run')).toEqual({
      code: 'sentinelLate',
      facts: { sentinel: 'CopyComplete.txt', ago: 25 * hour + 5 * minute },
    });
    await novaSeq.world.crash(); // what was waited for is not forgotten with a restart
    await novaSeq.passes(5 * minute);
    expect(novaSeq.reasonFor('run')?.code).toBe('sentinelLate');
  });
});

describe('an older Illumina', () => {
  it('is sent after RTAComplete.xml, which goes last', async () => {
    const miSeq = new Instrument('illumina-older');
    miSeq.write('run/RunInfo.xml');
    miSeq.write('run/Data/Intensities/s.locs', 500);
    await miSeq.works(10 * minute);
    miSeq.write('run/RTAComplete.xml', 1);
    await miSeq.works(minute);
    await miSeq.delivers(['run'], 4 * minute);
    expect(miSeq.arrived().at(-1)).toBe('run/RTAComplete.xml');
  });
});

describe('Singular G4', () => {
  it('waits for the end of the copy although the run is complete', async () => {
    const g4 = new Instrument('singular-g4');
    g4.write('run/flowcell/a.bin', 900);
    g4.write('run/run_complete.txt', 1);
    await g4.works(20 * minute);
    expect(g4.reasonFor('run')).toEqual({ code: 'sentinel', facts: { sentinel: 'transfer_complete.txt' } });
    g4.write('run/flowcell/b.bin', 900);
    g4.write('run/transfer_complete.txt', 1);
    await g4.delivers(['run'], 3 * minute);
    expect(g4.arrived().at(-1)).toBe('run/transfer_complete.txt');
  });
});

describe('Oxford Nanopore', () => {
  it('sends each run whole from below experiment and sample, without its queues, summary last', async () => {
    const minKnow = new Instrument('nanopore', { datasetIs: { kind: 'atDepth', depth: 3 } });
    const run = 'exp1/sampleA/20261124_0900_MN1_FA1_abc';
    minKnow.write('exp1/notes.txt');
    for (let batch = 0; batch < 3; batch += 1) {
      minKnow.write(`${run}/queued_reads/${String(batch)}.fast5`, 700);
      minKnow.write(`${run}/tmp/spool.bin`, 80);
      await minKnow.works(3 * minute);
      minKnow.write(`${run}/pod5/FA1_${String(batch)}.pod5`, 700);
      minKnow.write(`${run}/fastq_pass/FA1_${String(batch)}.fastq.gz`, 70);
    }
    minKnow.write(`${run}/output_hash_FA1.csv`);
    await minKnow.works(10 * minute);
    minKnow.write(`${run}/final_summary_FA1.txt`, 1);
    await minKnow.delivers([run], 5 * minute);
    expect(minKnow.arrived()).toHaveLength(8);
    expect(minKnow.arrived().filter((path) => /queued_reads|tmp|notes/.test(path))).toEqual([]);
    expect(minKnow.arrived().at(-1)).toBe(`${run}/final_summary_FA1.txt`);
  });
  const run = 'run';
  const head = 'runid,protocol_group_id,flow_cell_id,sample_id,file_hash,file_path';
  const line = (path: string): string => `e4994c62-93f9,exp1,FA1,sampleA,,${path}`;
  function aRun(...paths: readonly string[]): Instrument {
    const minKnow = new Instrument('nanopore');
    minKnow.write(`${run}/pod5/FA1_0.pod5`, 700);
    minKnow.list(`${run}/output_hash_FA1_20261124_abc.csv`, [head, ...paths.map(line), '']);
    minKnow.write(`${run}/final_summary_FA1.txt`, 1);
    return minKnow;
  }
  it('waits for a file that its output_hash names, of this or another system', async () => {
    const minKnow = aRun('pod5/FA1_0.pod5', 'bam_pass\\barcode01\\FA1_0.bam', 'report_FA1.html');
    await minKnow.works(20 * minute);
    expect(minKnow.reasonFor(run)).toMatchObject({
      code: 'listedMany',
      facts: { file: 'FA1_0.bam', list: 'output_hash_FA1_20261124_abc.csv', count: 2 },
    });
    minKnow.write(`${run}/bam_pass/barcode01/FA1_0.bam`, 700);
    await minKnow.works(5 * minute);
    minKnow.write(`${run}/report_FA1.html`, 70);
    await minKnow.works(100 * second);
    await minKnow.delivers([run], 3 * minute);
    expect(minKnow.arrived().at(-1)).toBe(`${run}/final_summary_FA1.txt`);
    expect(minKnow.finishedAs(run)).toBe('Finished: 5 files are ready to be sent');
  });
  it('compares each file with its checksum in output_hash before the run goes, in which POD5 files have none', async () => {
    const minKnow = new Instrument('nanopore');
    const bams = ['bam_pass/barcode01/FA1_0.bam', 'bam_fail/barcode01/FA1_0.bam'];
    minKnow.write(`${run}/pod5/FA1_0.pod5`, 700);
    for (const [at, path] of bams.entries()) minKnow.write(`${run}/${path}`, 70 + at);
    const lines = bams.map((path, at) => line(path).replace(',,', `,${sha256OfSize(70 + at)},`));
    minKnow.list(`${run}/output_hash_FA1.csv`, [head, line('pod5/FA1_0.pod5'), ...lines, '']);
    minKnow.write(`${run}/final_summary_FA1.txt`, 1);
    minKnow.world.files.corrupt(`${watched}/${run}/${bams[1] ?? ''}`);
    await minKnow.works(6 * hour);
    expect(minKnow.reasonFor(run)).toMatchObject({
      code: 'listDiffers',
      facts: { file: bams[1], list: 'output_hash_FA1.csv', count: 1 },
    });
    await minKnow.delivers([run], 5 * minute);
    expect(minKnow.finishedAs(run)).toMatch(/^Finished with 5 files; 1 does not have the checksum .*: bam_fail/);
    expect(minKnow.world.files.read).toHaveLength(2);
  });
  it('does not wait for what is left out, nor for what was deleted longer than six hours', async () => {
    const minKnow = aRun('pod5/FA1_0.pod5', 'queued_reads/0.fast5', './tmp/spool.bin');
    await minKnow.works(100 * second);
    await minKnow.delivers([run], 3 * minute);
    const deleted = aRun('pod5/FA1_0.pod5', 'pod5_skip/FA1_0_skip.pod5');
    await deleted.works(6 * hour);
    await deleted.delivers([run], 5 * minute);
    expect(deleted.finishedAs(run)).toMatch(
      /^Finished with 3 files, without 1 that a list names, FA1_0_skip\.pod5 in /,
    );
  });
  it('runs for days without being called a fault', async () => {
    const minKnow = new Instrument('nanopore');
    const nextReads = async (): Promise<void> => {
      minKnow.write('run/pod5/a.pod5', 700);
      await minKnow.works(40 * second);
    };
    await nextReads();
    minKnow.sleeps(60 * hour);
    await nextReads();
    expect(minKnow.reasonFor('run')).toMatchObject({ code: 'changed', facts: { file: 'pod5/a.pod5' } });
  });
});
