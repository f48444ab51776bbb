import { describe, expect, it } from 'vitest';
import { ListedSums } from '../../../main/domain/listed-sums';
import { haveChecksums } from '../../../main/domain/lists';

const one = 'a1'.repeat(32);
const other = 'b2'.repeat(32);
const head = 'runid,protocol_group_id,flow_cell_id,sample_id,file_hash,file_path';
const line = (hash: string, path: string): string => `r,g,FA1,s,${hash},${path}`;
const list = 'output_hash_FA1.csv';

/** The files that are compared, each with the first letter of the checksum it should have; seen in either order. */
function comparedOf(lists: Readonly<Record<string, readonly string[]>>, files: readonly string[]): readonly string[] {
  const found = [files, [...files].reverse()].map((seen) => {
    const sums = new ListedSums('outputHash');
    for (const [name, lines] of Object.entries(lists)) {
      expect(sums.isList(name)).toBe(true);
      const take = sums.reader(name);
      for (const each of [head, ...lines]) take(each);
    }
    for (const path of seen) sums.see({ path, bytes: 5, modifiedAtMs: 1, changedAtMs: 2 });
    return [...sums.all()].map(({ path, sha256 }) => `${path} ${sha256.slice(0, 1)}`).sort();
  });
  expect(found[1]).toEqual(found[0]);
  return found[0] ?? [];
}

describe('the checksum that a list has of a file', () => {
  it.each(['bam_pass/x.bam', 'bam_pass\\x.bam', './bam_pass/x.bam', '"bam_pass/x.bam"', 'BAM_pass/X.bam'])(
    'belongs to what it names: %s',
    (path) => {
      expect(comparedOf({ [list]: [line(one, path)] }, ['bam_pass/x.bam', 'bam_pass/y.bam'])).toEqual([
        'bam_pass/x.bam a',
      ]);
    },
  );
  it('is told with the list, the size and both times of the file', () => {
    const sums = new ListedSums('outputHash');
    const take = sums.reader(list);
    for (const each of ['file_path,file_hash', `x.bam,${one.toUpperCase()}`]) take(each);
    sums.see({ path: 'x.bam', bytes: 5, modifiedAtMs: 1, changedAtMs: 2 });
    expect([...sums.all()]).toEqual([{ path: 'x.bam', bytes: 5, modifiedAtMs: 1, changedAtMs: 2, list, sha256: one }]);
  });
  it.each([
    ['none, as of a POD5 file', ''],
    ['an MD5', one.slice(0, 32)],
    ['too long', `${one}0`],
    ['no number', 'g'.repeat(64)],
  ])('is not compared when it is %s', (_what, hash) => {
    expect(comparedOf({ [list]: [line(hash, 'x.bam')] }, ['x.bam'])).toEqual([]);
  });
  it('is not compared when it is one of a list', () => {
    expect(comparedOf({ [list]: [line(one, list)] }, [list])).toEqual([]);
  });
  it('is none in a list without the column', () => {
    const sums = new ListedSums('outputHash');
    const take = sums.reader(list);
    for (const each of ['file_path,sample_id', `x.bam,${one}`]) take(each);
    sums.see({ path: 'x.bam', bytes: 5, modifiedAtMs: 1, changedAtMs: 2 });
    expect([...sums.all()]).toEqual([]);
  });
});

describe('a name that lies in several folders', () => {
  const files = ['bam_pass/x.bam', 'bam_fail/x.bam', 'old/bam_pass/x.bam'];
  it('is told by the folders that the list gives', () => {
    const lines = [line(one, 'bam_pass/x.bam'), line(other, 'bam_fail/x.bam')];
    expect(comparedOf({ [list]: lines }, files)).toEqual(['bam_fail/x.bam b', 'bam_pass/x.bam a']);
  });
  it('is told by the longest end of a path of another computer, and of a dataset that is a folder of the run', () => {
    const lines = [line(one, 'D:\\data\\run\\bam_pass\\x.bam')];
    expect(comparedOf({ [list]: lines }, ['bam_pass/x.bam', 'bam_fail/x.bam'])).toEqual(['bam_pass/x.bam a']);
    expect(comparedOf({ [list]: lines }, ['x.bam'])).toEqual(['x.bam a']);
  });
  it('is told by the folder of the list where a dataset holds several runs', () => {
    const lists = {
      'run1/output_hash_1.csv': [line(one, 'bam_pass/x.bam')],
      'run2/output_hash_2.csv': [line(other, 'bam_pass/x.bam')],
    };
    expect(comparedOf(lists, ['run1/bam_pass/x.bam', 'run2/bam_pass/x.bam'])).toEqual([
      'run1/bam_pass/x.bam a',
      'run2/bam_pass/x.bam b',
    ]);
  });
  it('is not compared with the list of another run in the same dataset', () => {
    const lists = { 'run1/output_hash_1.csv': [line(one, 'bam_pass/x.bam'), line(one, 'bam_pass/y.bam')] };
    const files = ['run1/bam_pass/y.bam', 'run2/bam_pass/x.bam', 'run2/bam_pass/y.bam'];
    expect(comparedOf(lists, files)).toEqual(['run1/bam_pass/y.bam a']);
  });
  it('is not compared when it stays open which is meant', () => {
    expect(comparedOf({ [list]: [line(one, 'x.bam')] }, ['a/x.bam', 'b/x.bam'])).toEqual([]);
    expect(comparedOf({ [list]: [line(one, 'bam_pass/x.bam')] }, ['a/bam_pass/x.bam', 'b/bam_pass/x.bam'])).toEqual([]);
    expect(comparedOf({ [list]: [line(one, 'bam_pass/x.bam')] }, ['bam_fail/x.bam'])).toEqual([]);
    const lines = [line(one, 'bam_pass/x.bam'), line(other, 'bam_pass/x.bam'), line(one, 'bam_pass/x.bam')];
    expect(comparedOf({ [list]: lines }, ['bam_pass/x.bam'])).toEqual([]);
  });
  it('is compared once when two lists say the same', () => {
    const lines = [line(one, 'bam_pass/x.bam')];
    expect(comparedOf({ [list]: lines, 'output_hash_b.csv': lines }, ['bam_pass/x.bam'])).toEqual(['bam_pass/x.bam a']);
  });
});

it('an .mdoc has no checksums', () => {
  expect([haveChecksums('mdoc'), haveChecksums('outputHash')]).toEqual([false, true]);
  const sums = new ListedSums('mdoc');
  sums.reader('a.mdoc')('SubFramePath = 1.tif');
  sums.see({ path: '1.tif', bytes: 5, modifiedAtMs: 1, changedAtMs: 2 });
  expect([...sums.all()]).toEqual([]);
});
