/** Notices as a Linux desktop sees them, over a session bus on which the test plays the desktop. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type StatusView } from '../../preload/contract';
import { NoticeDesktop } from '../main/shell/dbus/notice-desktop';
import { startBus } from '../main/shell/dbus/real-bus';
import { aProblem } from '../main/shell/views';
import type { ShellApp } from './shell-app/main';
import { buildShellApp, testEnv } from './shell-app/shell-app';
import { RunningApp, withFolder } from './support/app';

it('tells once what needs a person, and a click opens the very place', () =>
  withFolder(async (folder) => {
    await mkdir(join(folder, 'app'));
    const program = await buildShellApp(join(folder, 'app'));
    const bus = await startBus();
    const desktop = await NoticeDesktop.appear(bus.address);
    const env = { ...testEnv, DBUS_SESSION_BUS_ADDRESS: bus.address };
    const app = await RunningApp.launch(join(folder, 'data'), { program, env });
    try {
      const show = (change: Partial<StatusView>): Promise<void> =>
        app.electron.evaluate(
          (_electron, status) => (globalThis as unknown as { shellApp: ShellApp }).shellApp.show(status),
          change,
        );
      const locked = aProblem();
      await show({ headline: 'needsYou', problems: [locked, aProblem({ id: 'w', code: 'globus.unreachable' })] });
      await vi.waitFor(() => expect(desktop.shown).toHaveLength(1), { timeout: 8000 });
      expect(desktop.shown[0]).toMatchObject({
        title: 'Slipway needs you',
        body: expect.stringContaining('The keychain of this computer is locked.\nUnlock the keychain'),
      });
      await show({ headline: 'needsYou', problems: [locked] });
      await app.window.close();
      const notice = desktop.shown[0];
      if (notice !== undefined) desktop.click(notice);
      const addresses = (): Promise<string[]> =>
        app.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((each) => each.webContents.getURL()),
        );
      await vi.waitFor(
        async () => expect(await addresses()).toEqual(['app://slipway/index.html#settings?part=identity']),
        {
          timeout: 8000,
        },
      );
      expect(desktop.shown).toHaveLength(1);
    } finally {
      await app.stop();
      bus.stop();
    }
  }));
