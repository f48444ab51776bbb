import { describe, expect, it } from 'vitest';
import { type Listed } from '../../../main/adapters/files-disk/list-folder';
import { Survey } from '../../../main/adapters/files-disk/survey';
import { driveAwayIn, hiddenBy, leftOutLimit, type Look } from '../../../main/domain/file-fact';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { aRule } from '../../fakes/world';

/** What lies in one folder, as a disk told it. */
function listed(patch: Partial<Listed>): Listed {
  const nothing = {
    files: [],
    facts: new Float64Array(),
    folders: [],
    births: [],
    inodes: [],
    leftOut: [],
    refused: [],
  };
  return { ...nothing, failure: '', lost: false, device: 1, isLast: true, ...patch };
}
function lookAt(rule: FolderRule, walk: (survey: Survey) => void): Look | undefined {
  const looks: Look[] = [];
  walk(new Survey(rule, (look) => looks.push(look)));
  return looks[0];
}

describe('what a dataset is told by', () => {
  const ofFolder = (born: number, inode: number): Look | undefined =>
    lookAt(aRule(), (survey) => {
      const [run] = survey.take(survey.start('', 0), listed({ folders: ['run'], births: [born], inodes: [inode] }));
      if (run !== undefined) survey.leave(run);
    });
  const ofFile = (born: number, inode: number): Look | undefined =>
    lookAt(aRule({ datasetIs: { kind: 'eachFile', together: [] } }), (survey) =>
      survey.take(
        survey.start('', 0),
        listed({ files: ['a.tif'], facts: Float64Array.from([5, 1_000, 1_000, born, inode]) }),
      ),
    );
  const ofRefused = (born: number, inode: number): Look | undefined =>
    lookAt(aRule({ datasetIs: { kind: 'eachFile', together: [] } }), (survey) => {
      const bad = { name: 'a\n.tif', character: 'lineBreak', position: 2 } as const;
      const times = { modifiedAtMs: 1_000, changedAtMs: 1_000, bornAtMs: born };
      const top = survey.start('', 0);
      survey.take(top, listed({ refused: [{ bad, isFolder: false, bytes: 5, ...times, inode }] }));
      survey.leave(top);
    });

  describe.each([
    ['a folder', ofFolder],
    ['a file', ofFile],
    ['a file that cannot be sent', ofRefused],
  ])('%s', (_what, look) => {
    it('is its number and when it was made', () => {
      expect(look(1_000.5, 7)?.identity).toBe('7:1000.5');
    });
    it('is nothing on a disk that does not tell when it was made: its number is given again', () => {
      expect(look(0, 7)).toMatchObject({ identity: null });
    });
    it('is nothing on a FAT disk: its number is another one each time it is mounted, and many are made in 10 ms', () => {
      expect(look(1_700_000_000_010, 7)).toMatchObject({ identity: null });
    });
    it('is nothing where its number is too large to be told from those beside it', () => {
      expect(look(1_000.5, 2 ** 53)).toMatchObject({ identity: null });
      expect(look(1_000.5, 2 ** 53 - 1)?.identity).toBe('9007199254740991:1000.5');
    });
  });
});

it('a drive that is away is told however much else is left out, in whatever order', () => {
  const leftOut = Array.from({ length: 12 * leftOutLimit }, (_, number) => ({
    name: `a-${String(number).padStart(5, '0')}`,
    reason: 'unreadable' as const,
    detail: 'EACCES',
  }));
  const survey: { made: Survey | null } = { made: null };
  const look = lookAt(aRule(), (made) => {
    survey.made = made;
    const [run] = made.take(made.start('', 0), listed({ folders: ['run'], births: [1], inodes: [7] }));
    if (run === undefined) return;
    const [raw] = made.take(run, listed({ folders: ['zz'], births: [1], inodes: [8], leftOut: leftOut.slice(0, 5) }));
    if (raw === undefined) return;
    made.driveAway(raw, 'run/zz', '/data/scope/run/zz');
    made.leave(raw);
    made.take(run, listed({ leftOut }));
    made.leave(run);
  });
  expect(look?.leftOut).toHaveLength(leftOutLimit);
  expect(driveAwayIn(look?.leftOut ?? [])).toBe('/data/scope/run/zz');
  expect(hiddenBy(survey.made?.beside.first() ?? [])('run/zz')).toBe(true);
});
