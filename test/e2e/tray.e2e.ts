/** The tray as a Linux desktop sees it: over a session bus of the test's own, on which the test plays the desktop. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FolderView, Headline, type StatusView } from '../../preload/contract';
import { drawTrayIcon } from '../../main/shell/icons/tray-icon';
import { startBus } from '../main/shell/dbus/real-bus';
import { Launcher } from '../main/shell/dbus/launcher';
import { TrayDesktop } from '../main/shell/dbus/tray-desktop';
import { aFolder, aProblem, counts } from '../main/shell/views';
import type { ShellApp } from './shell-app/main';
import { buildShellApp, testEnv } from './shell-app/shell-app';
import { type Program, RunningApp } from './support/app';

let folder = '';
let shell: Program;
let bus: { address: string; stop: () => void };
let app: RunningApp;
let run = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-tray-'));
  await mkdir(join(folder, 'app'));
  shell = await buildShellApp(join(folder, 'app'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
beforeEach(async () => {
  bus = await startBus();
});
afterEach(async () => {
  await app.stop();
  bus.stop();
});

async function launch(busAddress = bus.address): Promise<void> {
  run += 1;
  const env = { ...testEnv, DBUS_SESSION_BUS_ADDRESS: busAddress };
  app = await RunningApp.launch(join(folder, `data-${run}`), { program: shell, env });
}
function show(
  change: Partial<StatusView>,
  folders: readonly FolderView[] = [],
  language: 'en' | 'de' = 'en',
): Promise<void> {
  return app.electron.evaluate(
    (_electron, [status, shown, tongue]) =>
      (globalThis as unknown as { shellApp: ShellApp }).shellApp.show(status, shown, tongue),
    [change, folders, language] as const,
  );
}
const trayState = (): Promise<string> =>
  app.electron.evaluate(() => (globalThis as unknown as { shellApp: ShellApp }).shellApp.trayState());
const chosen = (): Promise<unknown[]> =>
  app.electron.evaluate(() => (globalThis as unknown as { shellApp: ShellApp }).shellApp.chosen);
const soon = <T>(look: () => Promise<T>, wanted: T): Promise<void> =>
  vi.waitFor(async () => expect(await look()).toEqual(wanted), { timeout: 8000, interval: 50 });
const registered = (desktop: TrayDesktop, count = 1): Promise<void> => soon(async () => desktop.items.length, count);

it('shows each state as its own picture, pixel by pixel as drawn, and the words for it', async () => {
  const desktop = await TrayDesktop.appear(bus.address);
  await launch();
  await registered(desktop);
  expect(await trayState()).toBe('shown');
  const states = [
    ...Headline.options.map((state) => ({ state, percent: null })),
    { state: 'sending' as const, percent: 40 },
  ];
  for (const icon of states) {
    const drawn = drawTrayIcon(icon, 48, 'colour').filter((_value, i) => i % 4 === 3);
    await show({ headline: icon.state, percent: icon.percent });
    await soon(
      async () => {
        const { width, height, argb } = await desktop.picture();
        const alpha = argb.filter((_value, i) => i % 4 === 0);
        return { width, height, isSame: Buffer.from(drawn).equals(alpha) };
      },
      { width: 48, height: 48, isSame: true },
    );
  }
  const at = (hours: number, minutes: number): number => new Date().setHours(hours, minutes, 0, 0);
  await show({ headline: 'sending', counts: counts({ sending: 3, waiting: 14 }), lastDeliveredAtMs: at(10, 32) });
  await soon(
    async () => (await desktop.tooltip()).replace(/10:32.*/, '10:32'),
    '3 sending · 14 waiting · last delivered 10:32',
  );
});

it('has the whole menu, and each entry does what it says', async () => {
  const desktop = await TrayDesktop.appear(bus.address);
  await launch();
  await registered(desktop);
  const folders = [aFolder({ name: 'R&D_1' })];
  await show({ headline: 'needsYou', problems: [aProblem()], counts: counts({ needsYou: 1 }) }, folders);
  const labels = async (): Promise<string[]> =>
    (await desktop.menu()).map((entry) => (entry.isSeparator ? '--' : `${entry.isEnabled ? '' : '# '}${entry.label}`));
  await soon(labels, [
    '# Needs you',
    '--',
    'The keychain of this computer is locked.',
    '--',
    'R&D__1: all delivered', // `__` is how the bus spells an underscore that marks no key
    '--',
    'Pause for 1 hour',
    'Pause until resumed',
    'Send now',
    '--',
    'Open Slipway',
    'Settings…',
    'Quit Slipway',
  ]);
  const opens = (place: object): unknown => ['open', place];
  const folder = 'R&D__1: all delivered';
  const expected: unknown[] = [];
  for (const [path, act] of [
    [['The keychain of this computer is locked.'], opens({ place: 'settings', part: 'identity' })],
    [
      [folder, 'Pause this folder'],
      ['pauseFolder', 'f1', true],
    ],
    [[folder, 'Show its datasets'], opens({ place: 'datasets', folderId: 'f1' })],
    [
      [folder, 'Show on disk'],
      ['showFolder', 'f1'],
    ],
    [['Pause for 1 hour'], ['pause', 3_600_000]],
    [['Pause until resumed'], ['pause', null]],
    [['Send now'], ['sendNow']],
    [['Open Slipway'], ['open', null]],
    [['Settings…'], opens({ place: 'settings' })],
    [['Quit Slipway'], ['quit']],
  ] as const) {
    await desktop.choose(...path);
    expected.push(act);
    await soon(chosen, expected);
  }
  const folderMenu = async (): Promise<string[] | undefined> =>
    (await desktop.menu())
      .find(({ entries }) => entries.length > 0)
      ?.entries.map((entry) => (entry.isSeparator ? '--' : `${entry.isEnabled ? '' : '# '}${entry.label}`));
  const acts = ['Show its datasets', 'Show on disk'];
  expect(await folderMenu()).toEqual(['# /data/runs', '--', 'Pause this folder', ...acts]);
  await show({}, [
    aFolder({
      paused: true,
      state: 'paused',
      datasets: { waiting: 2, sending: 0, paused: 0, delivered: 3, needsYou: 1 },
    }),
  ]);
  await soon(folderMenu, ['# /data/runs', 'Show the one that needs you', '--', 'Resume this folder', ...acts]);
  await desktop.choose('Runs: paused, 1 needs you, 2 waiting', 'Show the one that needs you');
  await desktop.choose('Runs: paused, 1 needs you, 2 waiting', 'Resume this folder');
  expected.push(opens({ place: 'datasets', folderId: 'f1', state: 'needsYou' }), ['pauseFolder', 'f1', false]);
  await soon(chosen, expected);
  await show({ headline: 'paused', pause: { untilMs: null } });
  await vi.waitFor(() => desktop.choose('Resume'), { timeout: 5000 });
  await soon(chosen, [...expected, ['resume']]);
  await desktop.click();
  await soon(chosen, [...expected, ['resume'], ['open', null]]);
  await show({}, folders, 'de');
  await soon(async () => (await labels()).at(-1), 'Slipway beenden');
});

it('brings back a window that was closed, at the place that was asked for', async () => {
  const desktop = await TrayDesktop.appear(bus.address);
  await launch();
  await registered(desktop);
  const bounds = { x: 120, y: 80, width: 900, height: 640 };
  await app.electron.evaluate(({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0]?.setBounds(at), bounds);
  const place = (): Promise<unknown> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  await soon(place, bounds);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await soon(() => app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length), 0); // its page is gone
  await desktop.choose('Settings…');
  await soon(
    () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((each) => each.webContents.getURL()),
      ),
    ['app://slipway/index.html#settings'],
  );
  expect(await place()).toEqual(bounds);
});

it('leads a window to the place that was asked for last, also while its page still loads', async () => {
  await TrayDesktop.appear(bus.address);
  await launch();
  const url = (): Promise<unknown> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  const inPage = (script: string): Promise<unknown> =>
    app.electron.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
      script,
    );
  const headline = (): Promise<unknown> => inPage("document.querySelector('#headline')?.textContent");
  await soon(headline, 'idle'); // the window that goes has loaded its own page
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const { shellApp } = globalThis as unknown as { shellApp: ShellApp };
    BrowserWindow.getAllWindows()[0]?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    shellApp.open();
    shellApp.open({ place: 'datasets' });
    shellApp.open({ place: 'problems' });
  });
  await soon(url, 'app://slipway/index.html#problems');
  await soon(headline, 'idle');
  const asked = (): Promise<unknown> => inPage("document.querySelector('#asked').textContent");
  expect(await asked()).toBe('');
  await app.electron.evaluate(() =>
    (globalThis as unknown as { shellApp: ShellApp }).shellApp.open({ place: 'settings' }),
  );
  await soon(asked, 'settings ');
  expect(await url()).toBe('app://slipway/index.html#problems');
  const { refused } = await app.electron.evaluate(() => (globalThis as unknown as { shellApp: ShellApp }).shellApp);
  expect(refused).toEqual([]);
});

it('is put up for a desktop that comes after the app; until then its window cannot be lost', async () => {
  await launch();
  await soon(trayState, 'absent');
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 2000)); // Electron itself has given up by then
  const desktop = await TrayDesktop.appear(bus.address);
  await registered(desktop);
  await soon(trayState, 'shown');
  await desktop.choose('Pause for 1 hour');
  await soon(chosen, [['pause', 3_600_000]]);
});

it('comes back to a desktop that was restarted, once', async () => {
  const first = await TrayDesktop.appear(bus.address);
  await launch();
  await registered(first);
  first.vanish();
  await soon(trayState, 'absent');
  const second = await TrayDesktop.appear(bus.address);
  await registered(second);
  await soon(trayState, 'shown');
  await second.choose('Send now');
  await soon(chosen, [['sendNow']]);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(new Set(second.items.map(({ destination }) => destination)).size).toBe(1);
});

it('tells the launcher how many problems there are, also one that comes before the app', async () => {
  const launcher = await Launcher.appear(bus.address);
  await launch();
  const problems = [aProblem(), aProblem({ id: 'p2' })];
  await show({ headline: 'needsYou', problems });
  await soon(() => Promise.resolve(launcher.told), [['application://slipway.desktop', 2]]);
  await show({ headline: 'needsYou', problems });
  await show({ headline: 'offline', problems: [aProblem({ code: 'globus.unreachable' })] });
  await soon(
    () => Promise.resolve(launcher.told),
    [
      ['application://slipway.desktop', 2],
      ['application://slipway.desktop', null],
    ],
  );
});

it('does without a session bus', async () => {
  await launch('unix:path=/nowhere/at/all');
  await soon(trayState, 'unknown');
  expect(await app.window.title()).not.toBe('');
});
