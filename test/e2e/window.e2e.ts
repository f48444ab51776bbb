import { afterEach, expect, it } from 'vitest';
import { RunningApp, withFolder } from './support/app';

let app: RunningApp | null = null;
afterEach(async () => {
  await app?.stop();
  app = null;
});

it('opens its window, and again after it was killed', () =>
  withFolder(async (folder) => {
    app = await RunningApp.launch(folder);
    expect(await app.window.title()).toBe('Slipway');
    await app.kill();
    app = await app.relaunch();
    expect(await app.window.title()).toBe('Slipway');
    await app.quit();
  }));
