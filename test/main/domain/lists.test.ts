import { describe, expect, it } from 'vitest';
import { type ListKind } from '../../../main/domain/folder-rule';
import { hasLists, type ListGap, Lists } from '../../../main/domain/lists';

interface Held {
  readonly kind?: ListKind;
  readonly rule?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly string[];
}
/** What the lists say of these files, seen in either order. */
function gapOf({ kind = 'mdoc', rule = {}, lists, files }: Held): ListGap | null {
  const gaps = [files, [...files].reverse()].map((seen) => {
    const held = new Lists(kind, { include: [], exclude: [], ...rule });
    for (const [list, lines] of Object.entries(lists)) {
      expect(held.isList(list)).toBe(true);
      const take = held.reader(list);
      for (const line of lines) take(line);
    }
    for (const path of [...Object.keys(lists), ...seen]) held.see(path);
    return held.gap();
  });
  expect(gaps[1]).toEqual(gaps[0]);
  return gaps[0] ?? null;
}
const frame = (path: string): string => `SubFramePath = ${path}`;

describe('an .mdoc', () => {
  it.each([
    ['of Windows', 'D:\\DoseFractions\\24-Nov\\x_001.tif'],
    ['of a share', '\\\\camera\\frames\\x_001.tif'],
    ['of POSIX', '/mnt/frames/x_001.tif'],
    ['of no folder', 'x_001.tif'],
    ['with blanks around it', '  x_001.tif  '],
    ['in other letters', 'D:\\X_001.TIF'],
  ])('names a frame by a path %s', (_of, path) => {
    expect(gapOf({ lists: { 'a.mdoc': [frame(path)] }, files: ['Frames/x_001.tif'] })).toBeNull();
    expect(gapOf({ lists: { 'a.mdoc': [frame(path)] }, files: ['Frames/x_002.dm4'] })).toMatchObject({
      kind: 'missing',
      list: 'a.mdoc',
      count: 1,
    });
  });
  it('names frames with blanks and accents, in either spelling', () => {
    const lists = { 'Ü b.MDOC': [frame('D:\\My frames\\Probe M\u00fcller 1.tif'), frame('Probe Mu\u0308ller 2.tif')] };
    const files = ['Probe Mu\u0308ller 1.tif', 'Probe M\u00fcller 2.tif'];
    expect(gapOf({ lists, files })).toBeNull();
    expect(gapOf({ lists, files: files.slice(1) })).toMatchObject({ file: 'Probe Müller 1.tif' });
  });
  it('names its stack, and nothing by its other lines', () => {
    const lines = ['ImageFile = TS_01.mrc', '[ZValue = 0]', 'TiltAngle = 3', '', '[T = SubFramePath = no.tif]', 'x'];
    expect(gapOf({ lists: { 'TS_01.mrc.mdoc': lines }, files: [] })).toEqual({
      kind: 'missing',
      file: 'TS_01.mrc',
      list: 'TS_01.mrc.mdoc',
      count: 1,
    });
    expect(gapOf({ lists: { 'TS_01.mrc.mdoc': ['ImageFile =', 'SubFramePath = D:\\'] }, files: ['x'] })).toBeNull();
  });
  it('tells the first of all that are missing, and how many they are', () => {
    const lists = { 'a.mdoc': [frame('1.tif'), frame('2.tif'), frame('2.tif')], 'b.mdoc': [frame('3.tif')] };
    expect(gapOf({ lists, files: ['1.tif'] })).toEqual({ kind: 'missing', file: '2.tif', list: 'a.mdoc', count: 2 });
  });
  it('leaves alone what the rule leaves out, by its name or by that of a folder before it', () => {
    const lists = { 'a.mdoc': [frame('D:\\Frames\\1.tif'), 'ImageFile = a.mrc', frame('.slipway-try/x.tif')] };
    const files = ['a.mrc'];
    expect(gapOf({ lists, files })).toMatchObject({ file: '1.tif', count: 1 });
    expect(gapOf({ lists, files, rule: { exclude: ['*.tif'] } })).toBeNull();
    expect(gapOf({ lists, files, rule: { exclude: ['Frames'] } })).toBeNull();
    expect(gapOf({ lists, files, rule: { include: ['*.mdoc', '*.mrc'] } })).toBeNull();
  });

  it('has to name each frame, and a frame is what lies beside those that are named and ends as they do', () => {
    const lists = { 'a.mdoc': [frame('a_001.tif')] };
    const frames = ['Frames/a_001.tif', 'Frames/a_003.tif', 'Frames/a_002.tif'];
    expect(gapOf({ lists, files: frames })).toEqual({ kind: 'unnamed', file: 'Frames/a_002.tif', count: 2 });
    const others = ['Frames/a_001.tif', 'overview.tif', 'Frames/gain_ref.tif', 'Frames/a_001.dm4', 'map.mrc', 'a.nav'];
    expect(gapOf({ lists, files: others })).toBeNull();
  });
  it('of Tomo 5 need not name the stacks and overviews beside its frames', () => {
    const lists = { 'P_1.mdoc': ['ImageFile = P_1.mrc', frame('P_1_001_0.0_fractions.mrc')] };
    const files = ['P_1.mrc', 'P_2.mrc', 'overview.mrc', 'P_1_001_0.0_Fractions.mrc', 'SearchMaps/1.mrc'];
    expect(gapOf({ lists, files })).toBeNull();
    expect(gapOf({ lists, files: [...files, 'P_2_001_0.0_fractions.mrc'] })).toMatchObject({ kind: 'unnamed' });
  });
  it.each([' ', ',', '='])('takes no time over a line of "%s" without end', (character) => {
    const lines = [`SubFramePath = ${character.repeat(5_000_000)}`, `file_path${character.repeat(5_000_000)}`];
    const beganMs = performance.now();
    expect(gapOf({ lists: { 'a.mdoc': lines }, files: [] })).toBeNull();
    expect(performance.now() - beganMs).toBeLessThan(1_000);
  });
  it('that names no frame makes none of anything', () => {
    expect(gapOf({ lists: { 'map.mrc.mdoc': ['ImageFile = map.mrc'] }, files: ['map.mrc', 'b.mrc'] })).toBeNull();
  });
});

describe('an output_hash of MinKNOW', () => {
  const list = 'output_hash_FA1_20261124_1200_abc.csv';
  const head = 'runid,protocol_group_id,flow_cell_id,sample_id,file_hash,file_path';
  const held = (lines: readonly string[], ...files: readonly string[]): ListGap | null =>
    gapOf({ kind: 'outputHash', lists: { [list]: lines }, files });
  it.each(['pod5/x_1.pod5', 'pod5\\x_1.pod5', './pod5/x_1.pod5', '"pod5/x_1.pod5"'])('names %s', (path) => {
    const lines = [head, `r,g,FA1,s,,${path}`, ''];
    expect(held(lines, 'pod5/x_1.pod5')).toBeNull();
    expect(held(lines, 'pod5/x_2.pod5')).toEqual({ kind: 'missing', file: 'x_1.pod5', list, count: 1 });
  });
  it('is read by the names of its columns, wherever they stand', () => {
    expect(held(['file_path,file_hash', 'a.bam,00'], 'b.bam')).toMatchObject({ file: 'a.bam' });
    expect(held(['other,columns', 'a.bam,00'], 'b.bam')).toBeNull();
    expect(held([head, 'cut,off'], 'b.bam')).toBeNull();
  });
  it('need not name all that is there', () => {
    expect(held([head, 'r,g,FA1,s,,a.bam'], 'a.bam', 'b.bam')).toBeNull();
  });
});

it('lists speak of folders alone', () => {
  expect(hasLists({ lists: 'mdoc' }, { isFolder: true })).toBe(true);
  expect(hasLists({ lists: 'mdoc' }, { isFolder: false })).toBe(false);
  expect(hasLists({ lists: null }, { isFolder: true })).toBe(false);
});
