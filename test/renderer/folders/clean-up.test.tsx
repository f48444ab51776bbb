// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type PageWorld } from '../../fakes/page-world';
import { fill, texts } from '../../../preload/texts/index';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage } from '../support/page';

givePageABrowser();

describe('the clean-up of a folder', () => {
  it('shows what would go and what stays, asks, and hands on only what would go', async () => {
    const world: PageWorld = worlds.cleaning(Date.now());
    const { user } = await openPage(world);
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Clean up acquisitions…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('button', { name: /^Clean up \d/ })).toBeNull(); // nothing goes unseen
    await user.click(await dialog.findByRole('button', { name: 'See what would go' }));
    expect(await dialog.findByText('stays: stack_0003.tif is not what its receipt says')).toBeTruthy();
    await user.dblClick(await dialog.findByRole('button', { name: /^Clean up 5 datasets/ }));
    expect((await dialog.findByRole('alert')).textContent).toContain('They go to the trash');
    expect(world.cleanUp.acts.filter((act) => act.state === 'agreed')).toEqual([]); // a second press is no yes
    await user.click(dialog.getByRole('button', { name: 'No, leave them here' }));
    expect(dialog.queryByRole('button', { name: /^Yes, take/ })).toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Clean up 5 datasets/);
    await user.click(dialog.getByRole('button', { name: /^Clean up 5 datasets/ }));
    expect(document.activeElement?.textContent).toContain('Take these files off this computer?');
    await user.click(dialog.getByRole('button', { name: /^Yes, take/ }));
    await screen.findByText('The clean-up of 5 datasets begins.');
    const agreed = world.cleanUp.acts.filter((act) => act.state === 'agreed').map((act) => act.datasetId);
    expect(agreed).toHaveLength(5);
    expect(agreed).not.toContain(world.cleanUp.due.rows[1]?.datasetId);
  });

  it.each([
    ['en', 'Nothing else is due.'],
    ['de', 'Sonst ist nichts fällig.'],
  ] as const)('does not call too young what was come to already: %s', async (language, nothing) => {
    const world = worlds.cleaningWaits(Date.now());
    const due = { datasets: 0, files: 0, bytes: 0, rows: [] };
    const { user } = await openPage({
      ...world,
      settings: { ...world.settings, language },
      cleanUp: { ...world.cleanUp, due, dryRun: null },
    });
    const { ui } = texts(language);
    await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: new RegExp(ui.nav.folders) }));
    await user.click(await screen.findByRole('button', { name: fill(ui.cleanUp.openThing, { name: 'acquisitions' }) }));
    expect(await within(await screen.findByRole('dialog')).findByText(nothing)).toBeTruthy();
  });

  it('says why what was agreed to does not go just now, and why the look does not get on', async () => {
    const { user } = await openPage(worlds.cleaningWaits(Date.now()));
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Clean up acquisitions…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const busy = 'stands still: the instrument writes 84 MB/s into this folder: leaving the disk to it';
    expect(await dialog.findByText('agreed: 2026-10-05_embryo-02 of this folder is cleaned up first')).toBeTruthy();
    expect(dialog.getAllByText(busy).map((said) => said.getAttribute('role'))).toEqual(['status', null]);
  });

  it('tries again what stayed, and keeps the keyboard in its list', async () => {
    const world = worlds.cleaningWaits(Date.now());
    const [act] = world.cleanUp.acts;
    if (act === undefined) throw new Error('This world needs an act');
    const refusal = { code: 'staysUnreadable', facts: { file: 'a.tif' } } as const;
    const acts = [{ ...act, state: 'refused', refusal, reason: null } as const];
    const { user } = await openPage({ ...world, cleanUp: { ...world.cleanUp, acts } });
    await goTo(user, 'Folders');
    await user.click(await screen.findByRole('button', { name: 'Clean up acquisitions…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const again = await dialog.findByRole('button', { name: /^Try again/ });
    again.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(dialog.queryByRole('button', { name: /^Try again/ })).toBeNull();
    });
    expect(document.activeElement).toBe(dialog.getByRole('list', { name: 'What was done' }));
  });

  it('is a choice of the folder that nobody has to make: files are kept', async () => {
    const { user } = await openPage(worlds.working(Date.now()));
    await goTo(user, 'Folders');
    expect(screen.queryByRole('button', { name: /Clean up/ })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Change acquisitions' }));
    const way = await screen.findByLabelText<HTMLSelectElement>('Files on this computer, after the delivery');
    expect(way.value).toBe('keep');
    await user.selectOptions(way, 'ask');
    expect((await screen.findByLabelText<HTMLInputElement>('Days after the delivery')).value).toBe('30');
  });
});
