// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { aProblem } from '../../fakes/page-world';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage } from '../support/page';

givePageABrowser();

it('what is watched again after all is looked into in sight, can be stopped, and is tried again on a press', async () => {
  const { user, bridge } = await openPage(worlds.working(Date.now()), {
    delayMs: (name) => (name === 'folder.save' ? 2_500 : 0),
  });
  const before = bridge.world.folders.length;
  await goTo(user, 'Folders');
  await user.click((await screen.findAllByRole('button', { name: /^Stop watching/ }))[0] ?? document.body);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop watching' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const stop = await screen.findByRole('button', { name: 'Stop looking' }, { timeout: 3_000 });
  act(() => {
    bridge.tell('folder.looked', { files: 120_000, by: 'save' });
  });
  await screen.findByText('120,000 files so far');
  bridge.refuseNext('folder.save', aProblem('folder.saveStopped', { facts: { path: '/data/acquisitions' } }));
  await user.click(stop);
  expect(bridge.asked.at(-1)?.name).toBe('folder.stopSave');
  await screen.findByText(/^The look into .data.acquisitions was stopped/, {}, { timeout: 3_000 });
  expect(bridge.world.folders).toHaveLength(before - 1);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(
    () => {
      expect(bridge.world.folders).toHaveLength(before);
    },
    { timeout: 5_000 },
  );
});

it('the keyboard keeps a place when a folder is gone from the page, and when that is taken back', async () => {
  const { user } = await openPage(worlds.working(Date.now()));
  await goTo(user, 'Folders');
  await user.click((await screen.findAllByRole('button', { name: /^Stop watching/ }))[0] ?? document.body);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop watching' }));
  const heading = await screen.findByRole('heading', { name: 'Folders', level: 1 });
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(document.activeElement).toBe(heading);
  undo.focus();
  await user.keyboard('{Enter}');
  await screen.findByText(/ is watched again\.$/);
  expect(document.activeElement).toBe(heading);
});
