import { describe, expect, it } from 'vitest';
import { assertTemplate, fillTemplate, joinPath } from '../../../main/domain/destination-path';
import { ContentSum, type Look } from '../../../main/domain/file-fact';
import {
  assertPatterns,
  datasetKeyOf,
  globusFiltersOf,
  matcherOf,
  senderOf,
  type FolderRule,
} from '../../../main/domain/folder-rule';
import { presets } from '../../../main/domain/presets';
import { asAppError } from '../../../main/domain/problem';
import { findBadBytes, findBadCharacter, findTooLong, utf8Bytes } from '../../../main/domain/names';
import { labelOf } from '../../../main/domain/order';
import { placedIn } from '../../../main/domain/proof';
import {
  judge as judgeAges,
  lookAgain,
  neverSettlesAfterMs,
  type Settled,
  type Stillness,
} from '../../../main/domain/settle';
import { below, collectionPathOf, personalPathOf } from '../../../main/domain/source-path';
import { judgeTask, type TaskNews } from '../../../main/domain/task-news';
import { globToRegExp } from '../../globus/model/listing';

const look = (patch: Partial<Look> = {}): Look => ({
  key: 'run',
  isFolder: true,
  bornAtMs: null,
  identity: null,
  files: 1,
  bytes: 10,
  content: 'c',
  activity: 'a',
  newest: { path: '0042.tif', atMs: 1 },
  marksFound: [],
  blockedBy: null,
  badName: null,
  leftOut: [],
  ...patch,
});
const rule = {
  quietForMs: 10_000,
  sentinels: [] as string[],
  notWhile: [] as string[],
  datasetIs: { kind: 'topLevel' },
  preset: 'general',
} as const;

const judge = (of: Parameters<typeof judgeAges>[0], still: Stillness, nowMs: number, settlingMs: number): Settled =>
  judgeAges(of, still, { quietMs: nowMs - still.sinceMs, settlingMs, unchangedMs: nowMs - still.sinceMs });

describe('settling', () => {
  it('is finished only after it stood still for the whole quiet time', () => {
    const still = lookAgain(null, look(), 0);
    expect(judge(rule, still, 9_999, 9_999).settled).toBe(false);
    expect(judge(rule, still, 10_000, 10_000).settled).toBe(true);
  });
  it('waits for no more than ten seconds of quiet, and for no mark, when a person says that it is finished', () => {
    const slow = { ...rule, quietForMs: 3_600_000, sentinels: ['done.txt'], notWhile: ['*.part'] };
    const still = lookAgain(null, look({ marksFound: ['*.part'] }), 0);
    const after = (quietMs: number): Settled =>
      judgeAges(slow, still, { quietMs, settlingMs: quietMs, unchangedMs: quietMs }, true);
    expect(after(4_000)).toMatchObject({ settled: false, lookAgainInMs: 6_000, reason: { facts: { needed: 10_000 } } });
    expect(after(10_000).settled).toBe(true);
    const empty = lookAgain(null, look({ files: 0 }), 0);
    expect(judgeAges(slow, empty, { quietMs: 20_000, settlingMs: 0, unchangedMs: 0 }, true).settled).toBe(false);
  });
  it('is no empty folder when nothing in it can be read: that is told where its manifest would be taken', () => {
    const closed = look({ files: 0, leftOut: [{ path: 'run', reason: 'unreadable', detail: 'EACCES' }] });
    expect(judge({ ...rule, sentinels: ['done.txt'] }, lookAgain(null, closed, 0), 10_000, 10_000).settled).toBe(true);
    const linked = look({ files: 0, leftOut: [{ path: 'x', reason: 'symlink', detail: '' }] });
    expect(judge(rule, lookAgain(null, linked, 0), 10_000, 10_000)).toMatchObject({ reason: { code: 'empty' } });
  });
  it('begins the quiet time anew when only the time of change moves, as when reserved space is filled', () => {
    const still = lookAgain(lookAgain(null, look(), 0), look({ activity: 'b' }), 9_000);
    expect(judge(rule, still, 12_000, 12_000)).toMatchObject({
      settled: false,
      lookAgainInMs: 7_000,
      reason: { code: 'changed', facts: { file: '0042.tif', ago: 3_000 } },
    });
  });
  it.each([
    [{ bytes: 11 }, 'grew'],
    [{ files: 2, bytes: 12 }, 'added'],
    [{ files: 0, bytes: 0 }, 'removed'],
  ])('says how it changed: %o is "%s"', (patch, code) => {
    expect(lookAgain(lookAgain(null, look(), 0), look({ ...patch, activity: 'b' }), 5).lastChange?.code).toBe(code);
  });
  it('waits for its sentinel however quiet it is, and says which', () => {
    const withSentinel = { ...rule, sentinels: ['CopyComplete.txt'] };
    expect(judge(withSentinel, lookAgain(null, look(), 0), 99_000, 99_000)).toMatchObject({
      settled: false,
      reason: { code: 'sentinel', facts: { sentinel: 'CopyComplete.txt' } },
    });
    const there = lookAgain(null, look({ marksFound: ['CopyComplete.txt'] }), 0);
    expect(judge(withSentinel, there, 99_000, 99_000).settled).toBe(true);
    const file = lookAgain(null, look({ isFolder: false }), 0);
    expect(judge(withSentinel, file, 99_000, 99_000).settled).toBe(true);
  });
  it('tells when data changes for ever instead of staying silent', () => {
    const still = lookAgain(lookAgain(null, look(), 0), look({ activity: 'b' }), neverSettlesAfterMs);
    const verdict = judge(rule, still, neverSettlesAfterMs + 1, neverSettlesAfterMs + 1);
    expect(verdict).toMatchObject({ settled: false, reason: { code: 'neverSettles' } });
  });
  it('never calls an empty folder finished', () => {
    expect(judge(rule, lookAgain(null, look({ files: 0, bytes: 0 }), 0), 1e9, 1e9).settled).toBe(false);
  });
});

describe('the sum of a content', () => {
  const sumOf = (...files: [string, number, number][]): string => {
    const sum = new ContentSum();
    for (const [path, bytes, atMs] of files) sum.add(path, bytes, atMs);
    return sum.toString();
  };
  it('does not depend on the order of looking', () => {
    expect(sumOf(['a', 1, 2], ['b', 3, 4])).toBe(sumOf(['b', 3, 4], ['a', 1, 2]));
  });
  it('differs for any other name, size, time or count', () => {
    const all = [
      sumOf(['a', 1, 2]),
      sumOf(['b', 1, 2]),
      sumOf(['a', 2, 2]),
      sumOf(['a', 1, 2.5]),
      sumOf(),
      sumOf(['a', 1, 2], ['a', 1, 2]),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('globs', () => {
  it.each([
    ['[!s]*', 's1.tif'],
    ['[!s]*', 'b.tif'],
    ['*[!0-9].tif', 'frame1.tif'],
    ['*[!0-9].tif', 'thumb.tif'],
    ['[^s]*', 'b.tif'],
    ['?.tif', '🔬.tif'],
    ['"x"*', '"x"1'],
    ['* (1).tif', 'a (1).tif'],
    ['+(a)|b@x$', '+(a)|b@x$'],
    ['a!', 'a!'],
    ['[abc].x^2', 'a.x^2'],
  ])('%s says of %s what Globus says', (glob, name) => {
    expect(matcherOf([glob])(name)).toBe(globToRegExp(glob).test(name));
  });
  it.each([
    ['?.tif', '🔬.tif', true],
    ['??.tif', '🔬.tif', false],
    ['[!b].tif', '🔬.tif', true],
    ['[🔬🧪].tif', '🧪.tif', true],
    ['{a,b}?', 'a🔬', true],
    ['raw/?x', 'raw/🔬x', true],
    ['?-#@!&~ %=(1).tif', '🔬-#@!&~ %=(1).tif', true],
    ['a?', 'a/', false],
  ])('%s counts the characters of %s as people do', (glob, name, fits) => {
    expect(matcherOf([glob])(name)).toBe(fits);
  });
  it.each(['?.tif', '[!b].tif', '[ä].tif'])(
    'a line such as %s is not left to Globus, of which nobody knows what it counts as one character',
    (line) => {
      expect(globusFiltersOf({ include: [], exclude: [line] })).toBeNull();
      expect(globusFiltersOf({ include: [line], exclude: [] })).toBeNull();
    },
  );
});

/** Every file and folder of a small dataset. */
const tree = ['tmp/x', 'tmp/a/y', 'raw/tmp/z', 'raw/tmp.tif', 'raw/1.tif', 'raw/deep/2.tif', 'other/tmp', 'a.tif'];
/** As a walk does: it asks about each folder on the way. */
function sentOf(rule: { include: string[]; exclude: string[] }): string[] {
  const { sends, dropsFolder, isSent } = senderOf(rule);
  const walked = tree.filter((path) => {
    const parts = path.split('/');
    return sends(path) && !parts.slice(0, -1).some((_, at) => dropsFolder(parts.slice(0, at + 1).join('/')));
  });
  expect(tree.filter(isSent)).toEqual(walked);
  return walked;
}
/** As the service does: the first filter that fits a folder on the way, or the file itself, decides. */
function filteredOf(rule: { include: string[]; exclude: string[] }): string[] | null {
  const filters = globusFiltersOf(rule);
  if (filters === null) return null;
  return tree.filter((path) =>
    path.split('/').every((name, depth, { length }) => {
      const kind = depth === length - 1 ? 'file' : 'dir';
      const first = filters.find((one) => (one.type ?? kind) === kind && globToRegExp(one.name).test(name));
      return first?.method !== 'exclude';
    }),
  );
}
const without = (...gone: string[]): string[] => tree.filter((path) => !gone.includes(path));

describe('a pattern with a slash', () => {
  it.each([
    ['tmp/', without('tmp/x', 'tmp/a/y', 'raw/tmp/z')],
    ['**/tmp/', without('tmp/x', 'tmp/a/y', 'raw/tmp/z')],
    ['**/tmp/**', without('tmp/x', 'tmp/a/y', 'raw/tmp/z')],
    ['tmp', without('tmp/x', 'tmp/a/y', 'raw/tmp/z', 'other/tmp')],
    ['**/tmp', without('tmp/x', 'tmp/a/y', 'raw/tmp/z', 'other/tmp')],
    [' t?p// ', without('tmp/x', 'tmp/a/y', 'raw/tmp/z')],
    ['/tmp/', without('tmp/x', 'tmp/a/y')],
    ['./tmp/', without('tmp/x', 'tmp/a/y')],
    ['tmp/**', without('tmp/x', 'tmp/a/y')],
    ['/tmp', without('tmp/x', 'tmp/a/y')],
    ['raw/tmp/', without('raw/tmp/z')],
    ['**/raw/tmp/', without('raw/tmp/z')],
    ['raw/*.tif', without('raw/tmp.tif', 'raw/1.tif')],
    ['raw/**/*.tif', without('raw/tmp.tif', 'raw/1.tif', 'raw/deep/2.tif')],
    ['*/', ['a.tif']],
    ['/**', []],
    ['**/*', []],
  ])('%s leaves out what it says, in any place and on either side', (pattern, left) => {
    const rule = { include: [], exclude: [pattern] };
    expect(sentOf(rule)).toEqual(left);
    expect(filteredOf(rule) ?? left).toEqual(left);
  });
  it.each([
    ['tmp/', ['tmp/x', 'tmp/a/y', 'raw/tmp/z']],
    ['/tmp/', ['tmp/x', 'tmp/a/y']],
    ['tmp/**', ['tmp/x', 'tmp/a/y']],
    ['**/*.tif', ['raw/tmp.tif', 'raw/1.tif', 'raw/deep/2.tif', 'a.tif']],
    ['**', tree],
  ])('sends only what %s says', (pattern, sent) => {
    const rule = { include: [pattern], exclude: [] };
    expect(sentOf(rule)).toEqual(sent);
    expect(filteredOf(rule) ?? sent).toEqual(sent);
  });
  it('leaves out a dataset, or a folder above datasets, that has such a name, and no file', () => {
    const { dropsDataset } = senderOf({ include: [], exclude: ['tmp/', '/raw/', 'x/**'] });
    expect(['tmp', 'raw', 'x', 'other'].map(dropsDataset)).toEqual([true, false, false, false]);
  });
  it('is told to Globus as a folder, so that the dataset still goes as one item', () => {
    expect(globusFiltersOf({ include: [], exclude: ['tmp/'] })).toEqual([
      { method: 'exclude', type: 'dir', name: 'tmp' },
      { method: 'exclude', type: null, name: '.slipway-*' },
    ]);
  });
});

describe('what is typed as a pattern', () => {
  const refusalOf = (patch: Partial<FolderRule>): string => {
    const lists = { include: [], exclude: [], sentinels: [], notWhile: [], sendLast: [] };
    try {
      assertPatterns({ ...lists, path: '/data/scope', datasetIs: { kind: 'topLevel' }, ...patch });
      return 'clear';
    } catch (thrown) {
      const { code, facts } = asAppError(thrown);
      return `${code} in ${String(facts['list'])}`;
    }
  };
  it.each([
    ['tmp\\x', 'Backslash'],
    ['\\[x', 'Backslash'],
    ['!keep.tif', 'Negated'],
    ['*.tmp, *.bak', 'Several'],
    ['*.tmp;*.bak', 'Several'],
    ['*.tmp *.bak', 'Several'],
    ['/', 'Path'],
    ['./', 'Path'],
    ['../x', 'Path'],
    ['a/./b', 'Path'],
    ['C:/data/tmp/', 'Path'],
    ['/data/scope/tmp/', 'Path'],
    ['   ', 'Path'],
    ['*.@(tif|tiff)', 'Several'],
    ['+(a|b).tif', 'Several'],
    ['frame[0-9.tif', 'Bracket'],
    ['*.{tmp,bak', 'Bracket'],
    ['[z-a]*', ''],
  ])('refuses %j beside its field', (pattern, kind) => {
    for (const list of ['include', 'exclude', 'sentinels', 'notWhile', 'sendLast'] as const)
      expect(refusalOf({ [list]: [pattern] })).toBe(`folder.badPattern${kind} in ${list}`);
  });
  it.each([
    '*.tmp',
    'tmp/',
    './tmp',
    '/raw/*.tif',
    '* (1).tif',
    'scan*(1).tif',
    '#recycle/',
    'a, b.tif',
    '{a,b}.{c,d}',
    '[!a]*',
    '**',
  ])('takes %j', (pattern) => {
    expect(refusalOf({ exclude: [pattern] })).toBe('clear');
  });
  it('knows no folder inside a dataset where each file is one, but folders above', () => {
    const datasetIs = { kind: 'eachFile', together: [] } as const;
    expect(refusalOf({ datasetIs, include: ['raw/'] })).toBe('folder.badPatternFolder in include');
    expect(refusalOf({ datasetIs, exclude: ['raw/*.tif'] })).toBe('folder.badPatternFolder in exclude');
    expect(refusalOf({ datasetIs, exclude: ['raw/'] })).toBe('clear');
  });
  it.each(presets.map((preset) => [preset.name, preset.rule] as const))('takes the preset %s', (_id, rule) => {
    expect(refusalOf(rule)).toBe('clear');
  });
});

describe('names', () => {
  it.each([
    ['a\rb', 2, 'carriageReturn'],
    ['\n', 1, 'lineBreak'],
    ['🔬\\', 2, 'backslash'],
    ['a\\b', 2, 'backslash'],
    ['\ud800x', 1, 'notUtf8'],
    ['~', 1, 'homeFolder'],
  ])('%j is refused with the place of the fault', (name, position, character) => {
    expect(findBadCharacter(name)).toEqual({ name, position, character });
  });
  it.each(['plain', '~a', 'a~', 'Ünïcode', 'U\u0308', "it's", '#%?&', '-leading', 'trailing.', '🔬 x', 'a:b', '日本'])(
    '%j can be sent',
    (name) => {
      expect(findBadCharacter(name)).toBeNull();
    },
  );
  it.each([
    [[0x61, 0xff], { name: 'a\uFFFD', position: 2 }],
    [[0xf0, 0x9f, 0x94, 0xac, 0xc3], { name: '🔬\uFFFD', position: 2 }],
    [[0xef, 0xbf, 0xbd, 0xfe], { name: '\uFFFD\uFFFD', position: 2 }],
    [[0xed, 0xa0, 0x80], { position: 1 }],
  ])('of bytes that are no text, %j is refused with the place of the fault', (bytes, expected) => {
    expect(findBadBytes(Uint8Array.from(bytes))).toMatchObject({ ...expected, character: 'notUtf8' });
  });
  it('takes U+FFFD and a byte order mark for the characters that they are', () => {
    expect(findBadBytes(new TextEncoder().encode('\uFEFFa\uFFFD🔬'))).toBeNull();
    expect(findBadBytes(new TextEncoder().encode('\uFFFD\n'))).toMatchObject({
      position: 2,
      character: 'lineBreak',
    });
  });
  it('measures in bytes of UTF-8, as the destination does', () => {
    expect(utf8Bytes('aé日🔬')).toBe(Buffer.byteLength('aé日🔬'));
    expect(findTooLong(`/x/${'é'.repeat(128)}`)).toMatchObject({ length: 256, limit: 255 });
    expect(findTooLong(`/x/${'a'.repeat(255)}`)).toBeNull();
    expect(findTooLong('/a'.repeat(2048))).toMatchObject({ length: 4096, limit: 4095 });
  });
});

describe('what belongs to a dataset', () => {
  it.each([
    [{ kind: 'topLevel' }, 'run/a/b.tif', 'run'],
    [{ kind: 'topLevel' }, 'b.tif', 'b.tif'],
    [{ kind: 'whole' }, 'run/a/b.tif', ''],
    [{ kind: 'eachFile', together: [] }, 'run/b.tif', 'run/b.tif'],
    [{ kind: 'atDepth', depth: 2 }, 'user/run/b.tif', 'user/run'],
    [{ kind: 'atDepth', depth: 2 }, 'user/b.tif', null],
    [{ kind: 'topLevel' }, '.slipway-try-1/a.txt', null],
    [{ kind: 'whole' }, 'run/.slipway-try-1/a.txt', null],
  ] as const)('%o: %s -> %s', (datasetIs, path, key) => {
    expect(datasetKeyOf({ datasetIs }, path)).toBe(key);
  });
  it('sends what is included and not excluded, by name or by path', () => {
    const { sends, dropsFolder } = senderOf({ include: ['*.tif', 'meta/**'], exclude: ['*.tmp', 'tmp'] });
    expect(['a/b.tif', 'meta/x.xml', 'a/x.xml', 'a/b.tif.tmp'].map(sends)).toEqual([true, true, false, false]);
    expect(dropsFolder('a/tmp')).toBe(true);
  });
  it('is said to Globus in its own filters only when they mean exactly the same', () => {
    expect(globusFiltersOf({ include: ['*.tif'], exclude: ['*.tmp'] })).toEqual([
      { method: 'exclude', type: null, name: '*.tmp' },
      { method: 'exclude', type: null, name: '.slipway-*' },
      { method: 'include', type: 'file', name: '*.tif' },
      { method: 'exclude', type: 'file', name: '*' },
    ]);
    expect(globusFiltersOf({ include: [], exclude: ['a/**'] })).toBeNull();
    expect(globusFiltersOf({ include: [], exclude: ['*.{tmp,bak}'] })).toBeNull();
  });
});

describe('where it lands', () => {
  const facts = {
    station: 'Titan 1',
    folder: 'epu',
    dataset: 'run_42',
    above: '',
    namePattern: null,
    foundOn: [2026, 11, 4],
  } as const;
  it('fills the template', () => {
    expect(fillTemplate('{station}/{yyyy}-{mm}-{dd}/{dataset}', facts)).toBe('Titan 1/2026-11-04/run_42');
    expect(fillTemplate('{grp}/{dataset}', { ...facts, namePattern: '^(?<grp>[a-z]+)_' })).toBe('run/run_42');
  });
  it.each(['{station}', '{dataset}/{nope}', '../{dataset}', '{dataset', 'x/./{dataset}'])(
    '%s is refused',
    (template) => {
      expect(() => fillTemplate(template, facts)).toThrow('folder.badTemplate');
    },
  );
  it('cannot be led into other folders by the name of a station', () => {
    expect(fillTemplate('{station}/{dataset}', { ...facts, station: '../../etc' })).toBe('..-..-etc/run_42');
  });
  it('joins with one slash', () => {
    expect([joinPath('/', 'a'), joinPath('/x/', '/a/'), joinPath('/x', 'a')]).toEqual(['/a', '/x/a/', '/x/a']);
  });
});

it.each(['^(?:run|scan)_(?<n>\\d+)$', '^(?<s>[^_|]+)_(?<d>\\d{8})$', '(a|b)?x', '[(|]+x', '\\(a|b\\)+'])(
  'takes %s for a name pattern that is quick',
  (namePattern) => {
    expect(() => {
      assertTemplate('{dataset}', namePattern);
    }).not.toThrow();
  },
);

describe('the same place in two views', () => {
  it.each([
    [{ localPath: '/data', collectionPath: '/' }, '/data/run', '/run'],
    [{ localPath: '/data/', collectionPath: '/~/d/' }, '/data/run/x', '/~/d/run/x'],
    [{ localPath: 'E:\\Data', collectionPath: '/E/Data/' }, 'e:\\data\\Run 1', '/E/Data/Run 1'],
    [{ localPath: '\\\\nas\\lab', collectionPath: '/lab/' }, '\\\\NAS\\Lab\\Run 1', '/lab/Run 1'],
    [{ localPath: '/', collectionPath: '/' }, '/data/run', '/data/run'],
  ])('%o: %s is %s', (source, local, path) => {
    expect(collectionPathOf(source, local)).toBe(path);
  });
  it('refuses what only looks as if it were below', () => {
    expect(below('/data', '/database')).toBeNull();
    expect(() => collectionPathOf({ localPath: '/data', collectionPath: '/' }, '/other')).toThrow(
      'folder.outsideSource',
    );
  });
  it('writes a Windows drive as Globus Connect Personal does', () => {
    expect(personalPathOf('e:\\Data\\run')).toBe('/E/Data/run');
  });
});

describe('a label', () => {
  it('holds nothing that Globus cannot search for, and fits', () => {
    const label = labelOf('Titan/1', [`a,b\n${'x'.repeat(200)}`, 'c'], 2);
    expect(label).not.toMatch(/[/,\n]/);
    expect([...label].length).toBeLessThanOrEqual(128);
    expect(label).toMatch(/ and 1 more v2$/);
  });
});

describe('news of a task', () => {
  const news = (patch: Partial<TaskNews>): TaskNews => ({
    taskId: 't',
    state: 'running',
    filesFound: 1,
    filesDone: 0,
    bytesDone: 0,
    isQueued: false,
    pausedBy: null,
    fault: null,
    faults: 0,
    fatal: null,
    ...patch,
  });
  it('stops a task that only a person can help at the second poll, not at the first', () => {
    expect(judgeTask(news({ fault: 'PERMISSION_DENIED' }), '/x', 1).kind).toBe('goesOn');
    expect(judgeTask(news({ fault: 'PERMISSION_DENIED' }), '/x', 2)).toMatchObject({
      kind: 'stopped',
      cancelFirst: true,
      hold: { code: 'task.refused' },
    });
  });
  it.each([
    ...[
      'PERMISSION_DENIED',
      'FILE_NOT_FOUND',
      'NO_SPACE_LEFT',
      'QUOTA_EXCEEDED',
      'NO_CREDENTIALS',
      'INVALID_PATH_NAME',
    ],
    ...['IS_A_DIRECTORY', 'AMBIGUOUS_PATH', 'LIMIT_EXCEEDED', 'EXPIRED', 'NOT_A_DIRECTORY', 'NOT_A_FILE'],
  ])('stops a task whose trouble is %s, which a person has to mend', (fault) => {
    expect(judgeTask(news({ fault }), '/x', 2)).toMatchObject({ kind: 'stopped', cancelFirst: true });
  });
  it.each([
    ['administrator', 'task.pausedByAdmin'],
    ['personal', 'personal.paused'],
    ['unknown', 'task.paused'],
  ] as const)('tells a pause by %s as %s, and waits for its end', (pausedBy, problem) => {
    expect(judgeTask(news({ pausedBy }), '/x', 50)).toEqual({
      kind: 'goesOn',
      reason: { code: 'trouble', problem, facts: {} },
    });
  });
  it('lets the service heal what heals by itself', () => {
    expect(judgeTask(news({ fault: 'CONNECTION_RESET' }), '/x', 50)).toMatchObject({
      kind: 'goesOn',
      reason: { code: 'retrying' },
    });
  });
  it.each([
    ['CANCELED', 'task.canceled'],
    ['EXPIRED', 'task.expired'],
    ['FILE_NOT_FOUND', 'task.missingSource'],
    ['SOMETHING_NEW', 'task.failed'],
  ])('a failure %s becomes %s', (code, problem) => {
    expect(judgeTask(news({ state: 'failed', fatal: { code, description: '' } }), '/x', 1)).toMatchObject({
      hold: { code: problem },
      cancelFirst: false,
    });
  });
});

describe('a task that failed', () => {
  it.each([
    [{ code: 'ODD_THING', description: 'odd thing' }, 'ODD_THING: odd thing'],
    [null, 'UNKNOWN'],
  ])('%o is told as %s', (fatal, detail) => {
    const task = {
      filesFound: 0,
      filesDone: 0,
      bytesDone: 0,
      isQueued: false,
      pausedBy: null,
      fault: null,
      faults: 0,
    };
    expect(judgeTask({ taskId: 't', state: 'failed', ...task, fatal }, '/x', 1)).toMatchObject({
      hold: { code: 'task.failed', facts: { detail } },
    });
  });
});

describe('what a task copied', () => {
  const roots = new Map([
    ['/in/run', 'run'],
    ['/in/run/inner', 'inner'],
    ['/in/x.wiff', 'file'],
  ]);
  it.each([
    ['/in/run/a/b', { owner: 'run', below: 'a/b' }],
    ['/in/run/inner/c', { owner: 'inner', below: 'c' }],
    ['/in/x.wiff', { owner: 'file', below: '' }],
    ['/in/run-2/a', null],
    ['/elsewhere', null],
  ])('%s belongs to %o', (path, owner) => {
    expect(placedIn(roots, path)).toEqual(owner);
  });
});
