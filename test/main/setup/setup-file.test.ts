import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { setupFileOf, stationOf, type SetupFile } from '../../../main/domain/setup-file';
import { type Settings } from '../../../main/domain/settings';
import { placeSetup } from '../../../main/setup/place-setup';
import { noAnswers } from '../../../main/domain/setup-file';
import { setupChanges } from '../../../main/setup/setup-changes';
import { longestSetupFile, readSetupFile, writeSetupFile } from '../../../main/setup/setup-file';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { aRule } from '../../fakes/world';

const clientId = '9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11';
const personalId = 'b2b7f0e4-1f2a-4a58-8d0f-5f3c6d7e8a90';
const archiveId = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const otherId = '1e0a7d52-93f4-4f0b-8a51-b1f0f7c2d3e4';
const settings: Settings = {
  ...emptySettings('scope-room12'),
  clientId,
  source: {
    collectionId: personalId,
    name: 'Scope 12',
    kind: 'GCP_mapped_collection',
    localPath: 'D:\\Data',
    collectionPath: '/D/Data/',
  },
  destination: { collectionId: archiveId, name: 'Archive', kind: 'GCSv5_guest_collection', path: '/scopes/' },
  folders: [aRule({ path: 'D:\\Data\\runs' }), aRule({ id: 'f2', path: 'D:\\Data\\qc', paused: true })],
};
const file = setupFileOf(settings, 'room12') as SetupFile;
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof AppError ? [thrown.code, thrown.facts['field']] : thrown;
  }
  return null;
};
const read = (text: string): ReturnType<typeof readSetupFile> => readSetupFile('a.slipway-setup', text, 'room14');
/** The file with one value changed by hand. */
const edited = (how: (json: Record<string, unknown>) => void): string => {
  const json = structuredClone(file) as unknown as Record<string, unknown>;
  how(json);
  return JSON.stringify(json);
};

describe('a setup file', () => {
  it('holds everything but the secret, and says the same when it is read again', async () => {
    const text = await writeSetupFile(file, null);
    const again = read(text);
    expect([again.file, again.locked]).toEqual([file, null]);
    expect(again.file.folders.map((folder) => Object.keys(folder))).not.toContainEqual(expect.arrayContaining(['id']));
  });

  it('from before lists were read, reads none; and carries which are read', async () => {
    const older = edited((json) => {
      for (const folder of json['folders'] as Record<string, unknown>[]) delete folder['lists'];
    });
    expect(read(older).file).toEqual(file);
    const folders = settings.folders.map((folder) => ({ ...folder, lists: 'mdoc' as const }));
    const newer = await writeSetupFile(setupFileOf({ ...settings, folders }, 'room12') as SetupFile, null);
    expect(read(newer).file.folders.map(({ lists }) => lists)).toEqual(['mdoc', 'mdoc']);
    const wrong = edited(
      (json) => ((json['folders'] as Record<string, unknown>[])[0] = { ...file.folders[0], lists: 'xml' }),
    );
    expect(codeOf(() => read(wrong))).toEqual(['setupFile.badField', 'folders.0.lists']);
  });

  it('names the computer that opens it, where its name was part of the old one', () => {
    expect([file.station, stationOf(file, 'room14')]).toEqual(['scope-{host}', 'scope-room14']);
  });

  it.each(['..', '.', '~', ' ~ ', ' ', 'a/b', '/', 'a\\b', '../{host}'])(
    'is refused for the station name "%s", which no folder can have',
    (station) => {
      const refused = (): unknown => read(edited((json) => (json['station'] = station)));
      expect(refused).toThrow(
        expect.objectContaining({
          code: 'setupFile.badStation',
          facts: { name: 'a.slipway-setup', station: station.replace('{host}', 'room14') },
        }),
      );
    },
  );
  it('is refused where the name of the computer that opens it makes a bad one', () => {
    const text = edited((json) => (json['station'] = '.{host}'));
    expect(read(text).file.station).toBe('.{host}');
    expect(() => readSetupFile('a.slipway-setup', text, '.')).toThrow(/setupFile.badStation/);
  });

  it('is not made of a setup that lacks an answer', () => {
    expect(setupFileOf({ ...settings, folders: [] }, 'room12')).toBeNull();
    expect(setupFileOf({ ...settings, clientId: null }, 'room12')).toBeNull();
  });

  it.each<[string, string, [string, string | undefined]]>([
    ['text that is no JSON', 'Dear colleague,', ['setupFile.otherKind', undefined]],
    ['JSON of another kind', '{"version":1,"folders":[]}', ['setupFile.otherKind', undefined]],
    ['a list', '[1,2]', ['setupFile.otherKind', undefined]],
    ['nothing', '', ['setupFile.otherKind', undefined]],
    ['a file of a newer Slipway', '{"slipwaySetup":2}', ['setupFile.newer', undefined]],
    ['10 MB of text', 'x'.repeat(10_000_000), ['setupFile.tooLarge', undefined]],
    [
      'a version that is no number',
      edited((json) => (json['slipwaySetup'] = 'one')),
      ['setupFile.badField', 'slipwaySetup'],
    ],
    ['no client id', edited((json) => delete json['clientId']), ['setupFile.badField', 'clientId']],
    ['a mistyped client id', edited((json) => (json['clientId'] = '9d1f3c50')), ['setupFile.badField', 'clientId']],
    ['a field that nobody knows', edited((json) => (json['sekret'] = 'x')), ['setupFile.badField', 'sekret']],
    [
      'a folder without a quiet time',
      edited(
        (json) => ((json['folders'] as Record<string, unknown>[])[1] = { ...file.folders[1], quietForMs: 'long' }),
      ),
      ['setupFile.badField', 'folders.1.quietForMs'],
    ],
    ['no folder', edited((json) => (json['folders'] = [])), ['setupFile.badField', 'folders']],
  ])('%s is refused, and the field is named', (_what, text, expected) => {
    expect(codeOf(() => read(text))).toEqual(expected);
  });

  it('is read although Windows put a mark at its beginning', () => {
    expect(read(`\ufeff${JSON.stringify(file)}`).file).toEqual(file);
  });

  it('may be as long as the limit says, and no longer', () => {
    const blanks = ' '.repeat(longestSetupFile - JSON.stringify(file).length);
    expect(read(JSON.stringify(file) + blanks).file).toEqual(file);
    expect(codeOf(() => read(`${JSON.stringify(file)}${blanks} `))).toEqual(['setupFile.tooLarge', undefined]);
  });
});

describe('the secret locked in a setup file', () => {
  const secret = 'q7Zt3nPf0Yw2LrKx9VbEs5Ua8JmHc1GdTiOoN6WyR4E=';
  const passphrase = 'seven small grey boats';
  const locked = writeSetupFile(file, { secret, passphrase });
  const unlock = async (text: string, words = passphrase): Promise<unknown> =>
    read(text)
      .unlock(words)
      .catch((thrown: unknown) => (thrown instanceof AppError ? thrown.code : thrown));

  it('is opened by its passphrase, typed with letters composed or not, whatever the blanks of the file', async () => {
    const text = await locked;
    expect(text).not.toContain(secret);
    expect(await unlock(text)).toBe(secret);
    expect(await unlock(JSON.stringify(JSON.parse(text)))).toBe(secret);
    const umlaut = await writeSetupFile(file, { secret, passphrase: 'f\u00fcnf graue Boote' });
    expect(await unlock(umlaut, 'fu\u0308nf graue Boote')).toBe(secret);
  });

  it.each([' '.repeat(12), 'a'.repeat(12), 'ababab ababab'])('is not locked with %j', async (words) => {
    await expect(writeSetupFile(file, { secret, passphrase: words })).rejects.toMatchObject({
      code: 'setupFile.weakPassphrase',
    });
  });

  it('is locked with a new salt and nonce each time', async () => {
    const [one, two] = [read(await locked).locked, read(await writeSetupFile(file, { secret, passphrase })).locked];
    expect(one?.salt).not.toBe(two?.salt);
    expect(one?.nonce).not.toBe(two?.nonce);
    expect([one?.n, one?.r, one?.p]).toEqual([2 ** 17, 8, 1]);
  });

  it('stays shut for another passphrase', async () => {
    expect(await unlock(await locked, 'seven small gray boats')).toBe('setupFile.wrongPassphrase');
  });

  it.each<[string, (json: Record<string, unknown>) => void]>([
    ['another destination', (json) => Object.assign(json['destination'] as object, { collectionId: otherId })],
    ['another client id', (json) => (json['clientId'] = otherId)],
    ['a folder more', (json) => (json['folders'] as unknown[]).push({ ...file.folders[0], path: 'C:\\Users' })],
    ['another salt', (json) => Object.assign(json['lockedSecret'] as object, { salt: 'AAAAAAAAAAAAAAAAAAAAAA==' })],
    ['a cheaper key', (json) => Object.assign(json['lockedSecret'] as object, { n: 2 ** 14 })],
    ['a cut secret', (json) => Object.assign(json['lockedSecret'] as object, { data: 'AAAA' })],
  ])('stays shut when somebody put %s into the file', async (_what, change) => {
    const json = JSON.parse(await locked) as Record<string, unknown>;
    change(json);
    expect(await unlock(JSON.stringify(json))).toBe('setupFile.wrongPassphrase');
  });

  it.each([
    ['an endless key', { n: 2 ** 30 }],
    ['a key of all memory', { n: 2 ** 20, r: 16 }],
    ['another way to make keys', { kdf: 'md5' }],
    ['a short nonce', { nonce: 'AAAA' }],
  ])('that asks for %s is refused before anything is tried', async (_what, change) => {
    const json = JSON.parse(await locked) as Record<string, unknown>;
    Object.assign(json['lockedSecret'] as object, change);
    expect(codeOf(() => read(JSON.stringify(json)))).toMatchObject([
      'setupFile.badField',
      expect.stringMatching(/^lockedSecret/),
    ]);
  });
});

describe('a setup file on another computer', () => {
  const nobody = { collectionId: null, folders: [] };

  it('never takes the collection of the computer that wrote it where this one has its own', () => {
    const placed = placeSetup(file, noAnswers, { collectionId: otherId, folders: [] }, null);
    expect(placed).toMatchObject({
      from: 'thisComputer',
      source: { collectionId: otherId, localPath: 'D:\\Data', collectionPath: '/D/Data/' },
    });
  });

  it('moves its folders along with the folder that takes the place of the old one', () => {
    const placed = placeSetup(file, { ...noAnswers, root: 'E:\\Scope' }, nobody, null);
    expect(placed.source).toMatchObject({ localPath: 'E:\\Scope', collectionPath: '/E/Scope/' });
    expect(placed.paths).toEqual(['E:\\Scope\\runs', 'E:\\Scope\\qc']);
  });

  it('leaves out what the operator leaves out, and takes what was picked anew', () => {
    const placed = placeSetup(file, { ...noAnswers, folders: [null, 'D:\\Data\\quality'] }, nobody, null);
    expect(placed.paths).toEqual([null, 'D:\\Data\\quality']);
    expect(placed.folders.map((folder) => folder.path)).toEqual(['D:\\Data\\quality']);
  });

  it('takes the source that was answered by hand', () => {
    const kept = { ...settings.source, collectionId: otherId } as NonNullable<Settings['source']>;
    expect(placeSetup(file, { ...noAnswers, keepsSource: true }, nobody, kept)).toMatchObject({
      from: 'kept',
      source: kept,
    });
  });

  it('says what it would change, and nothing where it says the same', () => {
    const same = placeSetup(file, noAnswers, nobody, null);
    expect(setupChanges(settings, file, same, 'room12')).toEqual([]);
    const other: SetupFile = {
      ...file,
      destination: { ...file.destination, path: '/elsewhere/' },
      folders: [{ ...(file.folders[0] as SetupFile['folders'][number]), quietForMs: 99_000 }],
    };
    const changes = setupChanges(settings, other, placeSetup(other, noAnswers, nobody, null), 'room12');
    expect(changes).toEqual([
      { what: 'destination', before: 'Archive /scopes/', after: 'Archive /elsewhere/' },
      { what: 'folderChanged', before: 'D:\\Data\\runs', after: 'D:\\Data\\runs' },
      { what: 'folderRemoved', before: 'D:\\Data\\qc', after: '' },
    ]);
  });
});
