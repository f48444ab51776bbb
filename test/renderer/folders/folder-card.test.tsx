// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { aFolder } from '../../fakes/page-world';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage } from '../support/page';

givePageABrowser();

it.each([
  ['en', 'Folders', 1, '1 needs you'],
  ['en', 'Folders', 2, '2 need you'],
  ['de', 'Ordner', 1, '1 braucht Hilfe'],
] as const)(
  'says in good %s on the page %s how many of its datasets need a person: %d',
  async (language, page, needsYou, text) => {
    const world = worlds.working(Date.now());
    const datasets = { waiting: 1, sending: 1, paused: 0, delivered: 1, needsYou };
    const { user } = await openPage({
      ...world,
      folders: [aFolder({ datasets })],
      settings: { ...world.settings, language },
    });
    await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: page }));
    await screen.findByText(`· ${text}`);
  },
);

it('a folder tells what lies in it and is not sent, and why', async () => {
  const { user } = await openPage(worlds.working(Date.now()));
  await goTo(user, 'Folders');
  await user.click(await screen.findByText('1 entry is left out'));
  expect(screen.getByText('current run').closest('li')?.textContent).toContain('links are not followed');
});
