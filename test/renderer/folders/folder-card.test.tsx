// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { worlds } from '../../pictures/worlds';
import { givePageABrowser, goTo, openPage } from '../support/page';

givePageABrowser();

it('a folder tells what lies in it and is not sent, and why', async () => {
  const { user } = await openPage(worlds.working(Date.now()));
  await goTo(user, 'Folders');
  await user.click(await screen.findByText('1 entry is left out'));
  expect(screen.getByText('current run').closest('li')?.textContent).toContain('links are not followed');
});
