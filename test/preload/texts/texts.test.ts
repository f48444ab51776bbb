import { describe, expect, it } from 'vitest';
import { fill, languageOf, languages, localeOf, texts } from '../../../preload/texts/index';
import { createWords } from '../../../preload/texts/words';
import { isPassing } from '../../../renderer/wizard/problem-field';
import { badCharacters } from '../../../main/domain/file-fact';
import { doubtCodes } from '../../../main/domain/proof';
import { presets } from '../../../main/domain/presets';
import { eventCodes } from '../../../main/domain/task-event';
import { problems } from '../../../main/domain/problem';

function sentences(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`, value]]
      : typeof value === 'object' && value !== null
        ? sentences(value, `${path}${key}.`)
        : [],
  );
}
const blanks = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const german = new Map(sentences(texts('de')));
const english = sentences(texts('en'));

it('has a German sentence with the same blanks for every English one', () => {
  expect(english.length).toBeGreaterThan(500);
  for (const [path, text] of english) expect([path, blanks(german.get(path) ?? '')]).toEqual([path, blanks(text)]);
});

it('leaves no sentence empty, and none untranslated but names and terms that are the same', () => {
  for (const [path, text] of [...english, ...german]) expect([path, text.trim()]).not.toEqual([path, '']);
  // Makers' names are the same in every language.
  const same = english
    .filter(([path, text]) => !path.startsWith('ui.presets.') && german.get(path) === text && text.includes(' '))
    .map(([path]) => path);
  expect(same).toEqual(['ui.rule.previewTotal', 'ui.datasets.version', 'ui.detail.versionLine']);
});

it('calls no task in German paused that was stopped: the one goes on by itself, the other does not', () => {
  const stopped = english.filter(([, text]) => /\btasks? (was|were) stopped/.test(text)).map(([path]) => path);
  expect(stopped.length).toBeGreaterThan(5);
  for (const path of stopped)
    expect([path, german.get(path)]).not.toEqual([path, expect.stringContaining('angehalten')]);
});

it('has words for every problem that main can have', () => {
  for (const code of Object.keys(problems)) expect(Object.keys(texts('en').problems)).toContain(code);
});

it.each(languages)(
  'has a sentence for every code of an event (%s), alone and as the reason of something else',
  (language) => {
    const words = createWords(language);
    for (const code of eventCodes) {
      const sentence = words.say({ code, facts: {} }, 0);
      expect([code, sentence]).toEqual([code, expect.stringMatching(/^[A-ZÄÖÜ][^{}_.]+[^{}_.]$/)]);
      expect(words.say({ code: 'retrying', facts: { fault: code } }, 0)).toContain(`: ${sentence}`);
      const failed = { code: 'task.failed', facts: { path: '/in/', detail: `${code}: description` } };
      expect(words.problem(failed, 0).what).toContain(`: ${sentence}`);
      expect(words.problem(failed, 0).what).not.toContain('description');
    }
    expect(Object.keys(texts(language).events).sort()).toEqual([...eventCodes].sort());
  },
);

it.each(languages)(
  'a drive that will not come back is given up where it is the watched folder itself, too (%s)',
  (language) => {
    const { problems, groups, ui } = texts(language);
    // Whatever is done to that folder on the disk, its drive stays expected there.
    for (const said of [problems['folder.driveAway'], groups['folder.driveAway']])
      expect(said.do).toContain(ui.folders.remove);
  },
);

it('says a fault that it has no words for as Globus does', () => {
  const words = createWords('en');
  const other = { code: 'eventOther', facts: { told: 'ODD_THING: odd thing' } };
  expect(words.say(other, 0)).toBe('Globus says: ODD_THING: odd thing');
  expect(words.say({ code: 'retrying', facts: { fault: 'ODD_THING' } }, 0)).toBe(
    'Globus retries after a fault: ODD_THING',
  );
  const failed = { code: 'task.failed', facts: { detail: 'ODD_THING: odd thing' } };
  expect(words.problem(failed, 0).what).toBe('The Globus task failed: ODD_THING: odd thing');
  const tooLong = { code: 'try.tooLong', facts: { minutes: 5, reason: 'queuedAtGlobus' } };
  expect(words.problem(tooLong, 0).means).toContain('(is in Globus’s own queue)');
});

it.each([
  ['500 Internal Server Error', '500 Internal Server Error.'],
  ['Command Failed (NOT_FOUND)', 'Command Failed (NOT_FOUND).'],
  ['Try later.', 'Try later.'],
])('ends what the service said (%j) as a sentence, since another one follows it', (detail, end) => {
  const problem = { code: 'collection.failing', facts: { name: 'archive', detail } };
  for (const language of languages)
    expect(createWords(language).problem(problem, 0).means.endsWith(`: ${end}`)).toBe(true);
});

it.each([
  ['en', /Settings|About|Folders/, /(?<!notices )by itself/, /set ?up/],
  ['de', /Einstellungen >|Info,/, /(?<!merkt )von selbst/, /Einrichtung|eingerichtet/],
] as const)(
  'names no place that the setup does not have, and promises nothing that only begins after it (%s)',
  (language, place, promise, setup) => {
    const shown = Object.entries(texts(language).problems).filter(([code]) =>
      /^(globus|collection|secret|clientId)\.|^app\.bug|^folder\.outsideSource/.test(code),
    );
    for (const [code, problem] of shown)
      // What passes is tried again by itself in the setup as well.
      if (place.test(problem.do) || (promise.test(problem.do) && !isPassing({ code })))
        expect([code, problem.do]).toEqual([code, expect.stringMatching(setup)]);
  },
);

it('leaves a blank alone that no fact fills, and never fills what a fact brought in', () => {
  expect(fill('Use {station} for {name}', { name: '{station}' })).toBe('Use {station} for {station}');
});

it('speaks English where it has no translation', () => {
  expect(['de-CH', 'en-US', 'fr', ''].map(languageOf)).toEqual(['de', 'en', 'en', 'en']);
});

describe('words', () => {
  const en = createWords('en', 'en-GB');
  const de = createWords('de');
  const nowMs = new Date('2026-11-24T10:15:00').getTime();

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [999_700, '1 MB'],
    [1_500, '1.5 kB'],
    [38_400_000_000, '38.4 GB'],
    [2.5e15, '2.5 PB'],
  ])('writes %i bytes', (value, text) => {
    expect(en.bytes(value)).toBe(text);
  });

  it.each([
    [0, '0 secs'],
    [400, '1 sec'],
    [40_000, '40 secs'],
    [90_000, '1 min 30 secs'],
    [197_000, '3 mins 17 secs'],
    [899_999, '15 mins'],
    [3_600_000, '1 hr'],
    [7_500_000, '2 hrs 5 mins'],
    [93_600_000, '1 day 2 hrs'],
  ])('writes %i ms', (ms, text) => {
    expect(en.duration(ms)).toBe(text);
  });

  it('writes facts by what they are: lengths of time, times, numbers and names', () => {
    const say = (code: string, facts: Record<string, string | number>): string => en.say({ code, facts }, nowMs);
    expect(say('quietFor', { quiet: 40_000, needed: 60_000 })).toBe('quiet for 40 secs of 1 min');
    expect(say('grew', { file: 'a {file}', ago: 3000 })).toBe('file a {file} grew 3 secs ago');
    expect(say('offline', { since: nowMs - 3_600_000 })).toBe('no network since 09:15');
    expect(say('offline', { since: nowMs - 86_400_000 })).toContain('23');
    expect(en.happened({ code: 'quiet', facts: { files: 12_345 } }, nowMs)).toBe(
      'Finished: 12,345 files are ready to be sent',
    );
    expect(de.happened({ code: 'quiet', facts: { files: 12_345 } }, nowMs)).toContain('12.345');
  });

  it('says a problem in three sentences, and an unknown code as a fault of ours', () => {
    const said = en.problem({ code: 'folder.gone', facts: { path: '/data' } }, nowMs);
    expect(said.what).toBe('The folder /data is not there.');
    expect(en.problem({ code: 'no.such', facts: {} }, nowMs).what).toContain('no.such');
    expect(en.say({ code: 'no.such', facts: {} }, nowMs)).toContain('no.such');
  });

  it.each(languages)('has words for each detail of a fault, with nothing left open (%s)', (language) => {
    const words = createWords(language);
    const facts = { file: 'a.tif', name: 'a.tif', position: 1, is: 5, wanted: 1_000, missed: 2, other: 'b.tif' };
    for (const detail of doubtCodes) {
      const { what } = words.problem({ code: 'task.notProven', facts: { ...facts, detail } }, 0);
      expect(what).not.toMatch(new RegExp(`[{}]|${detail}`));
    }
    for (const character of badCharacters) {
      const { what } = words.problem({ code: 'dataset.badName', facts: { ...facts, character } }, 0);
      expect(what).toContain(texts(language).details[character]);
      expect(what).not.toMatch(/[{}]/);
    }
  });

  it('keeps a character that is told as it is', () => {
    const facts = { name: 'A', other: 'a', character: 'A', position: 1 };
    expect(createWords('en').problem({ code: 'dataset.alikeNames', facts }, 0).what).toContain('“A”');
  });

  it('tells how long ago something was', () => {
    expect(en.ago(nowMs - 10_000, nowMs)).toBe('just now');
    expect(en.ago(nowMs - 300_000, nowMs)).toBe('5 minutes ago');
    expect(de.ago(nowMs - 86_400_000, nowMs)).toBe('gestern');
    expect(en.ago(nowMs + 60_000, nowMs)).toBe('just now');
  });
});

it('every preset has a name in each language, and no name is without its preset', () => {
  const names = presets.map((preset) => preset.name).sort();
  for (const language of languages) expect(Object.keys(texts(language).ui.presets).sort()).toEqual(names);
});

it.each(languages)('names no single dataset in what is said of many (%s)', (language) => {
  for (const [code, { what, means, do: remedy }] of Object.entries(texts(language).groups)) {
    expect([code, blanks(what)]).toEqual([code, ['{count}']]);
    for (const text of [means, remedy])
      expect([code, blanks(text).filter((each) => each !== '{limit}')]).toEqual([code, []]);
  }
});

it('says of many what holds for each of them, and gives an example where it has no words for all', () => {
  const words = createWords('en');
  const many = (code: string, ...names: string[]): string => {
    const first = names.map((name) => ({ datasetId: name, name, facts: { name, path: '/in/' } }));
    return words.problem({ code, facts: first[0]?.facts ?? {}, group: { total: names.length, first } }, 0).what;
  };
  expect(many('task.refused', 'a', 'b')).toBe('2 datasets: Writing to /in/ was refused.');
  expect(many('dataset.gone', 'a', 'b')).toBe('2 datasets are no longer in their folders.');
  expect(many('collection.full', 'a', 'b')).toBe('2 datasets, such as: There is no space left at "a".');
});

it('names no task of one dataset to many that are each held up by another task', () => {
  const first = ['t1', 't2'].map((task) => ({ datasetId: task, name: task, facts: { detail: 'EXPIRED', task } }));
  const stuck = { code: 'task.otherStuck', facts: first[0]?.facts ?? {}, group: { total: 2, first } };
  expect(createWords('en').problem(stuck, 0).do).toMatch(/^Open the details of each dataset/);
  expect(createWords('de').problem(stuck, 0).do).not.toContain('t1');
});

it('chooses the forms of a number by the language, however the system writes numbers', () => {
  expect(createWords('en', 'ru-RU').plural({ one: '{count} file', other: '{count} files' }, 21)).toBe('21 files');
  const written = (['en-GB', 'ru-RU', 'de-CH', 'eng', 'C'] as const).map((system) =>
    languages.map((language) => localeOf(language, system)),
  );
  expect(written).toEqual([
    ['en-GB', 'de'],
    ['en', 'de'],
    ['en', 'de-CH'],
    ['en', 'de'],
    ['en', 'de'],
  ]);
});

it('says what happened to one as well as to several', () => {
  const facts = (files: number, count: number) => ({ files, count, file: 'a.tif', list: 'L.mdoc' });
  const said = (language: 'en' | 'de', code: string, files: number, count: number): string =>
    createWords(language).happened({ code, facts: facts(files, count) }, 0);
  expect(said('en', 'quietUnnamed', 1, 1)).toMatch(/named 1 file: a\.tif$/);
  expect(said('en', 'quietUnnamed', 5, 2)).toMatch(/named 2 files, such as a\.tif$/);
  expect(said('de', 'quietUnnamed', 1, 1)).toMatch(/; 1 Datei nannte .*: a\.tif$/);
  expect(said('de', 'quietUnnamed', 5, 2)).toMatch(/; 2 Dateien nannte .*, etwa a\.tif$/);
  expect(said('en', 'quietWithout', 5, 1)).toContain('without 1 that a list names, a.tif in L.mdoc');
  expect(said('en', 'quietWithout', 5, 2)).toContain('without 2 that lists name, such as a.tif in L.mdoc');
  expect(said('de', 'quietWithout', 5, 1)).toContain('ohne 1 weitere, die in einer Liste steht, a.tif in');
  expect(said('de', 'quietWithout', 5, 2)).toContain('ohne 2 weitere, die in Listen stehen, etwa a.tif in');
  expect(said('en', 'quietDiffers', 5, 1)).toMatch(/; 1 does not have the checksum that .* down: a\.tif in L\.mdoc$/);
  expect(said('en', 'quietDiffers', 5, 2)).toMatch(/; 2 do not have the checksums that .*, such as a\.tif in L\.mdoc$/);
  expect(said('de', 'quietDiffers', 5, 1)).toMatch(/; 1 hat nicht die Prüfsumme, die .*: a\.tif in L\.mdoc$/);
  expect(said('de', 'quietDiffers', 5, 2)).toMatch(/; 2 haben nicht die Prüfsummen, die .*, etwa a\.tif in L\.mdoc$/);
  expect(said('en', 'quietUnchecked', 5, 1)).toMatch(/; 1 could not be read to be compared with its checksum: a\.tif/);
  expect(said('en', 'quietUnchecked', 5, 2)).toMatch(/; 2 could not .* their checksums, such as a\.tif in L\.mdoc$/);
  expect(said('de', 'quietUnchecked', 5, 1)).toMatch(/; 1 war nicht lesbar, um mit ihrer Prüfsumme .*: a\.tif in/);
  expect(said('de', 'quietUnchecked', 5, 2)).toMatch(/; 2 waren nicht lesbar, um mit ihren .*, etwa a\.tif in/);
  expect(said('en', 'cleaned', 1, 0)).toMatch(/1 file, the same as its receipt says$/);
  expect(said('de', 'cleaned', 1, 0)).toMatch(/1 Datei, so wie ihr Beleg sagt$/);
  expect(said('de', 'cleaned', 2, 0)).toMatch(/2 Dateien, jede so, wie ihr Beleg sagt$/);
});

it('keeps what turns letters around inside the name that holds it', () => {
  const said = (file: string) => createWords('en').say({ code: 'added', facts: { file, ago: 4_000 } }, 0);
  expect(['a.tif', 'שלום.tif', 'a\u202ecod.tif'].map(said)).toEqual([
    'file a.tif was added 4 sec ago',
    'file \u2068שלום.tif\u2069 was added 4 sec ago',
    'file \u2068a\u202ecod.tif\u2069 was added 4 sec ago',
  ]);
});

it('tells a time for which there is no date as none', () => {
  expect([1e17, -1e17, 0].map((timeMs) => createWords('en').dateTime(timeMs))).toEqual([
    '–',
    '–',
    expect.stringContaining('19') as string,
  ]);
});

it('shortens what somebody pasted a page of, so that the words around it can be read; what was found on a disk is told whole', () => {
  const path = `/${'x'.repeat(5000)}/end`;
  const { what } = createWords('en').problem({ code: 'folder.notThere', facts: { path } }, 0);
  const onDisk = createWords('en').problem(
    { code: 'dataset.tooLong', facts: { name: path, length: 5005, limit: 4096 } },
    0,
  );
  expect(`${onDisk.what}${onDisk.means}${onDisk.do}`).toContain(path);
  expect(what.length).toBeLessThan(400);
  expect(what).toMatch(/^There is no folder \/x+ … x+\/end on this computer\.$/);
  const pasted = { code: 'folder.notThere', facts: { path: `/${'🔬'.repeat(500)}` } } as const;
  expect(createWords('en').problem(pasted, 0).what).not.toMatch(/\p{Surrogate}/u);
});

it('says in words what the system says of a file in letters', () => {
  const said = (language: 'en' | 'de', code: string, detail: string): string =>
    createWords(language).problem({ code, facts: { path: '/data', detail } }, 0).what;
  expect(said('en', 'folder.unreadable', 'EACCES')).toBe('/data cannot be read (permission denied).');
  expect(said('de', 'settings.unwritable', 'ENOSPC')).toContain('(das Laufwerk ist voll)');
  expect(said('en', 'settings.noFolder', 'EROFS')).toContain('(the disk can only be read)');
  const leftOut = { code: 'leftOutUnreadable', facts: { detail: 'EIO' } };
  expect(createWords('en').say(leftOut, 0)).toBe('cannot be read (the disk reports a fault)');
});
