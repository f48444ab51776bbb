/** The tray in a panel that others wrote (Xfce's), looked at on the screen. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type StatusView } from '../../preload/contract';
import { colours } from '../../main/shell/icons/tray-icon';
import { startBus } from '../main/shell/dbus/real-bus';
import type { ShellApp } from './shell-app/main';
import { buildShellApp, testEnv } from './shell-app/shell-app';
import { type Program, RunningApp } from './support/app';

const tools = ['xfce4-panel', 'xfconf-query', 'import'];
const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
if (missing.length > 0)
  console.log(`skipped: there is no ${missing.join(', no ')} here (Debian: xfce4-panel xfconf imagemagick)`);

const screen = { width: 1280, height: 1024 };
const panelHeight = 32;

describe.skipIf(missing.length > 0)('in a panel of Xfce', () => {
  let folder = '';
  let shell: Program;
  let env: NodeJS.ProcessEnv;
  let panel: ChildProcess | null = null;
  const endings: (() => unknown)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-panel-'));
    await mkdir(join(folder, 'app'));
    shell = await buildShellApp(join(folder, 'app'));
    env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache') };
    const bus = await startBus(env);
    endings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }), bus.stop);
    env['DBUS_SESSION_BUS_ADDRESS'] = bus.address;
    setUpPanel();
    panel = spawn('xfce4-panel', ['--disable-wm-check'], { env, stdio: 'ignore' });
    endings.push(() => panel?.kill('SIGKILL'));
  });
  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  });

  /** One panel along the top of the screen that holds nothing but the tray. */
  function setUpPanel(): void {
    const set = (property: string, type: string, ...values: string[]): void => {
      const asList = property.endsWith('ids') || property === '/panels' ? ['-a'] : [];
      const given = values.flatMap((value) => ['-t', type, '-s', value]);
      execFileSync('xfconf-query', ['-c', 'xfce4-panel', '-p', property, '-n', ...asList, ...given], { env });
    };
    set('/configver', 'int', '2');
    set('/panels', 'int', '1');
    set('/panels/panel-1/position', 'string', 'p=6;x=0;y=0');
    set('/panels/panel-1/position-locked', 'bool', 'true');
    set('/panels/panel-1/length', 'uint', '100');
    set('/panels/panel-1/size', 'uint', String(panelHeight));
    set('/panels/panel-1/plugin-ids', 'int', '1');
    set('/plugins/plugin-1', 'string', 'systray');
  }
  const setDark = (isDark: boolean): void =>
    void execFileSync(
      'xfconf-query',
      ['-c', 'xfce4-panel', '-p', '/panels/dark-mode', '-n', '-t', 'bool', '-s', String(isDark)],
      { env },
    );

  /** The panel's part of the screen, three bytes a pixel. */
  const look = (): Buffer =>
    execFileSync('import', ['-window', 'root', '-crop', `${screen.width}x${panelHeight}+0+0`, '-depth', '8', 'rgb:-'], {
      env,
      maxBuffer: 1 << 24,
    });
  const pixelsOf = (picture: Buffer, [red, green, blue]: readonly [number, number, number]): number => {
    let found = 0;
    for (let at = 0; at < picture.length; at += 3) {
      const near = [red, green, blue].every((value, i) => Math.abs((picture[at + i] ?? 0) - value) <= 3);
      if (near) found += 1;
    }
    return found;
  };

  it('is seen in its colours, on a light and on a dark panel, and changes when the state does', async () => {
    const app = await RunningApp.launch(join(folder, 'data'), { program: shell, env: { ...env, ...testEnv } });
    endings.push(() => app.stop());
    // The window lies over the panel's corner on a screen without a window manager.
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(0, 200));
    const show = (change: Partial<StatusView>): Promise<void> =>
      app.electron.evaluate(
        (_electron, status) => (globalThis as unknown as { shellApp: ShellApp }).shellApp.show(status),
        change,
      );
    for (const isDark of [false, true]) {
      setDark(isDark);
      for (const headline of ['idle', 'sending', 'needsYou', 'paused'] as const) {
        await show({ headline, percent: null });
        await vi.waitFor(() => expect(pixelsOf(look(), colours[headline])).toBeGreaterThan(60), {
          timeout: 10_000,
          interval: 200,
        });
        const others = Object.entries(colours).filter(([name]) => name !== headline);
        const picture = look();
        for (const [name, colour] of others) expect(`${name} ${pixelsOf(picture, colour)}`).toBe(`${name} 0`);
        const kept = process.env['SLIPWAY_PICTURES'];
        if (kept !== undefined) {
          execFileSync(
            'import',
            ['-window', 'root', join(kept, `panel-${isDark ? 'dark' : 'light'}-${headline}.png`)],
            { env },
          );
        }
      }
    }
  });
});
