import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { trayDe } from '../../../preload/texts/tray-de';
import { trayEn } from '../../../preload/texts/tray-en';
import {
  autostart,
  autostartEntry,
  configFolderOf,
  isEntryOn,
  loginItem,
  startsInBackground,
} from '../../../main/shell/login-item';
import { appMenu } from '../../../main/shell/menu';
import { pageAddress } from '../../../main/shell/place';
import { decidePractice, isLoopback } from '../../../main/shell/practice';
import { answerOf } from '../../../main/shell/asked-on-command-line';
import { claimSingleInstance } from '../../../main/shell/single-instance';
import { refusedSwitches, type StartFacts } from '../../../main/shell/switches';

describe('practice', () => {
  const auth = 'GLOBUS_SDK_SERVICE_URL_AUTH';
  const transfer = 'GLOBUS_SDK_SERVICE_URL_TRANSFER';
  const here = 'http://127.0.0.1:4000';

  it.each(['http://127.0.0.1:1', 'http://127.9.8.7/', 'http://localhost:8', 'https://[::1]:9/x', 'http://127.1'])(
    '%s is this computer',
    (address) => {
      expect(isLoopback(address)).toBe(true);
    },
  );

  it.each([
    'https://auth.globus.org',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://127.0.0.1@example.org',
    'http://example.org/127.0.0.1',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
    'file:///localhost',
    'localhost:80',
    '',
  ])('%s is not this computer', (address) => {
    expect(isLoopback(address)).toBe(false);
  });

  it('is on when both services are on this computer', () => {
    const env = { [auth]: here, [transfer]: here, HOME: '/home/lab' };
    expect(decidePractice(env)).toEqual({ isOn: true, refused: [] });
    expect(env).toEqual({ [auth]: here, [transfer]: here, HOME: '/home/lab' });
  });

  it.each([
    ['one of them', { [auth]: here }],
    ['one of them elsewhere', { [auth]: here, [transfer]: 'https://example.org' }],
    ['both elsewhere', { [auth]: 'https://a.example.org', [transfer]: 'https://t.example.org' }],
    ['another Globus', { GLOBUS_SDK_ENVIRONMENT: 'sandbox' }],
    ['options of the SDK', { GLOBUS_SDK_OPTIONS: '{"environment":"sandbox"}' }],
    ['another service', { GLOBUS_SDK_SERVICE_URL_GROUPS: here }],
  ])('is off with %s, which is taken away and told', (_what, named: Record<string, string>) => {
    const env = { ...named, HOME: '/home/lab' };
    expect(decidePractice(env)).toEqual({ isOn: false, refused: Object.keys(named) });
    expect(env).toEqual({ HOME: '/home/lab' });
  });
});

describe('a switch that would open the app to others', () => {
  const release: StartFacts = { isPackaged: true, isPractice: false, args: [], env: {}, hasSwitch: () => false };

  it.each([
    ['--remote-debugging-port=9222', 'remote-debugging-port'],
    ['--remote-debugging-port', 'remote-debugging-port'],
    ['-remote-debugging-port=0', 'remote-debugging-port'],
    ['--REMOTE-DEBUGGING-PORT=1', 'remote-debugging-port'],
    ['/remote-debugging-port=1', 'remote-debugging-port'],
    ['--remote-debugging-pipe', 'remote-debugging-pipe'],
    ['--inspect', 'inspect'],
    ['--inspect=0.0.0.0:9229', 'inspect'],
    ['--inspect-brk=1', 'inspect-brk'],
    ['--disable-web-security', 'disable-web-security'],
    ['--ignore-certificate-errors', 'ignore-certificate-errors'],
  ])('%s is refused in a release', (argument, name) => {
    expect(refusedSwitches({ ...release, args: ['slipway', argument] })).toEqual([name]);
  });

  it('is refused in whatever way the engine reads it', () => {
    const hasSwitch = (name: string): boolean => name === 'remote-debugging-port';
    expect(refusedSwitches({ ...release, hasSwitch })).toEqual(['remote-debugging-port']);
  });

  it.each([
    [{ SLIPWAY_TEST: '1' }, true, []],
    [{ SLIPWAY_TEST: '1' }, false, ['remote-debugging-port']],
    [{}, true, ['remote-debugging-port']],
    [{ SLIPWAY_TEST: 'yes' }, true, ['remote-debugging-port']],
  ])('with %o and practice %s: refused %o', (env, isPractice, refused) => {
    expect(refusedSwitches({ ...release, isPractice, env, args: ['--remote-debugging-port=0'] })).toEqual(refused);
  });

  it('that weakens the page is refused in tests, too', () => {
    const facts = { ...release, isPractice: true, env: { SLIPWAY_TEST: '1' }, args: ['--disable-web-security'] };
    expect(refusedSwitches(facts)).toEqual(['disable-web-security']);
  });

  it('is nobody’s business while the app is built', () => {
    expect(refusedSwitches({ ...release, isPackaged: false, args: ['--inspect'] })).toEqual([]);
  });

  it.each(['--user-data-dir=/inspect', '--no-sandbox', '/data/inspect', '--inspection', '--background'])(
    '%s is none',
    (argument) => {
      expect(refusedSwitches({ ...release, args: [argument] })).toEqual([]);
    },
  );
});

describe('start at login on Linux', () => {
  const withFile = async (use: (file: string) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-autostart-'));
    try {
      await use(join(folder, 'autostart', 'slipway.desktop'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  it('is a whole entry, put in and taken away', () =>
    withFile(async (file) => {
      const item = autostart(file, '/opt/Slipway/slipway');
      expect(await item.isOn()).toBe(false);
      await item.set(false); // nothing there yet: no error
      await item.set(true);
      expect(await item.isOn()).toBe(true);
      expect(await readFile(file, 'utf8')).toContain('\nExec="/opt/Slipway/slipway" --background\n');
      expect(await readdir(join(file, '..'))).toEqual(['slipway.desktop']);
      await item.set(false);
      expect(await item.isOn()).toBe(false);
    }));

  it.each([['Hidden=true'], ['X-GNOME-Autostart-enabled=false'], ['Hidden = True']])(
    'is off when the desktop switched it off with %s',
    (line) =>
      withFile(async (file) => {
        const item = autostart(file, '/opt/slipway');
        await item.set(true);
        const entry = await readFile(file, 'utf8');
        await writeFile(file, `${entry.replace(/X-GNOME.*\n/, '')}${line}\n`);
        expect(await item.isOn()).toBe(false);
      }),
  );

  it('quotes a path with blanks, quotes, dollars, percents and backslashes as the specification wants it', () => {
    const exec = (program: string): string | undefined => /^Exec=(.*)$/m.exec(autostartEntry(program))?.[1];
    expect(exec('/home/a b/Slipway.AppImage')).toBe('"/home/a b/Slipway.AppImage" --background');
    expect(exec('/a"b')).toBe('"/a\\\\"b" --background');
    expect(exec('/a$b')).toBe('"/a\\\\$b" --background');
    expect(exec('/a\\b')).toBe('"/a\\\\\\\\b" --background');
    expect(exec('/100%')).toBe('"/100%%" --background');
    expect(isEntryOn(autostartEntry('/x'))).toBe(true);
  });

  it.each([
    [{}, '/home/lab/.config'],
    [{ XDG_CONFIG_HOME: '/conf' }, '/conf'],
    [{ XDG_CONFIG_HOME: 'relative' }, '/home/lab/.config'],
  ])('belongs to the configuration folder of %o: %s', (env, folder) => {
    expect(configFolderOf(env, '/home/lab')).toBe(folder);
  });
});

it('asks Windows and macOS for a start without a window', async () => {
  const asked: unknown[] = [];
  const app = {
    getLoginItemSettings: () => ({ openAtLogin: true }) as ReturnType<Electron.App['getLoginItemSettings']>,
    setLoginItemSettings: (settings: unknown) => void asked.push(settings),
  };
  const item = loginItem('win32', app, { configFolder: '/never', program: '/never' });
  await item.set(true);
  expect(asked).toEqual([{ openAtLogin: true, args: ['--background'] }]);
  expect(await item.isOn()).toBe(true);
});

it.each([
  [['slipway'], false, false],
  [['slipway', '--background'], false, true],
  [['slipway'], true, true],
])('a start with %o (at login: %s) stays in the background: %s', (args, wasOpenedAtLogin, stays) => {
  expect(startsInBackground(args, wasOpenedAtLogin)).toBe(stays);
});

it.each([
  [undefined, 'app://slipway/index.html'],
  [{ place: 'problems' as const }, 'app://slipway/index.html#problems'],
  [{ place: 'datasets' as const, datasetId: 'a/b?c' }, 'app://slipway/index.html#datasets?datasetId=a%2Fb%3Fc'],
  [
    { place: 'datasets' as const, folderId: 'f1', state: 'needsYou' as const },
    'app://slipway/index.html#datasets?folderId=f1&state=needsYou',
  ],
])('a new window opens at %o: %s', (place, address) => {
  expect(pageAddress(place)).toBe(address);
});

describe('only one Slipway', () => {
  it('ends when another one runs', () => {
    const app = { requestSingleInstanceLock: () => false, on: () => expect.unreachable() };
    expect(claimSingleInstance(app as unknown as Electron.App, () => undefined)).toBe(false);
  });

  it('is told how it was started again', () => {
    let hear: (...args: unknown[]) => void = () => expect.unreachable();
    const app = {
      requestSingleInstanceLock: () => true,
      on: (name: string, listener: (...args: unknown[]) => void) => {
        if (name === 'second-instance') hear = listener;
      },
    };
    const told: unknown[] = [];
    expect(claimSingleInstance(app as unknown as Electron.App, (...args) => told.push(args))).toBe(true);
    hear({}, ['slipway', '--x'], '/home/lab');
    expect(told).toEqual([[['slipway', '--x'], '/home/lab']]);
  });
});

describe('the menu of the app', () => {
  const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);

  it.each(['linux', 'win32', 'darwin'])(
    'of %s has keys for size and clipboard, and neither reload nor developer tools',
    (platform) => {
      const roles = all(appMenu(platform, trayEn)).map((item) => item.role?.toLowerCase());
      expect(roles).toEqual(expect.arrayContaining(['zoomin', 'zoomout', 'resetzoom', 'copy', 'paste', 'close']));
      expect(roles.filter((role) => /reload|devtools/.test(role ?? ''))).toEqual([]);
    },
  );

  it('speaks German', () => {
    expect(all(appMenu('linux', trayDe)).map((item) => item.label)).toContain('Kopieren');
  });
});

describe('what is asked on a command line', () => {
  const answered = (args: readonly string[], env = {}): ReturnType<typeof answerOf> =>
    answerOf(args, '1.2.3', { en: trayEn, de: trayDe }, env);
  const answer = (...asked: Parameters<typeof answered>): string | undefined => answered(...asked)?.text;

  it('is answered there, in the language of the system', () => {
    expect(answer(['--version'])).toBe('Slipway 1.2.3');
    expect(answer(['--no-sandbox', '--help'])).toContain('--forget-pin    take a forgotten PIN away');
    expect(answer(['-h'], { LC_ALL: '', LANG: 'de_DE.UTF-8' })).toContain('eine vergessene PIN wegnehmen');
  });

  it('leaves every other start alone', () => {
    for (const args of [[], ['--background'], ['--setup', '/lab/help.slipway-setup']])
      expect(answered(args)).toBeNull();
  });

  it.each([[['--setup']], [['--setup=']], [['--setup', '--background']]])(
    'says of %j that a setup file has to be named, and does not start as if nothing had been asked',
    (args) => {
      expect(answered(args)).toEqual({ text: trayEn.setupNeedsFile, status: 2 });
      expect(answer(args, { LANG: 'de_DE.UTF-8' })).toContain('Einrichtungsdatei');
    },
  );
});
