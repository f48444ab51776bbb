// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage, type OpenPage } from './support/page';

givePageABrowser();
const nowMs = Date.UTC(2026, 10, 24, 10);
const press = async ({ user }: OpenPage, name: string): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

async function toTheTest(): Promise<OpenPage> {
  const page = await openPage(worlds.withDestination(nowMs));
  await page.user.type(screen.getByLabelText('Folder on this computer'), '/data/acquisitions');
  await screen.findByLabelText('Quiet time');
  await press(page, 'Start watching');
  await screen.findByRole('heading', { level: 1, name: 'Try it' });
  return page;
}

describe('the test dataset', () => {
  it('says what it will write, and where, before anything happens', async () => {
    const { bridge } = await toTheTest();
    const plan = await screen.findByRole('region', { name: 'What happens' });
    expect(plan.textContent).toContain('/data/acquisitions/.slipway-try-…');
    expect(plan.textContent).toContain('/lightsheet-3/2026/.slipway-try-…/');
    expect(bridge.asked.some(({ name }) => name === 'setup.tryOut')).toBe(false);
  });

  it('shows each step and the receipt, and leads on', async () => {
    const page = await toTheTest();
    await press(page, 'Write and send the test files');
    const receipt = await screen.findByRole('region', { name: 'Receipt of the test' });
    expect(receipt.textContent).toContain('2 files arrived in 7 secs and have the same checksums as here.');
    const steps = within(screen.getByRole('region', { name: 'Steps of the test' })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual(steps.map(() => expect.stringMatching(/ done$/)));
    await press(page, 'Continue');
    await screen.findByRole('heading', { level: 1, name: 'Slipway is watching' });
  });

  it('can be skipped without a trace', async () => {
    const page = await toTheTest();
    await press(page, 'Skip the test');
    await screen.findByRole('heading', { level: 1, name: 'Slipway is watching' });
    expect(page.bridge.asked.some(({ name }) => name === 'setup.tryOut')).toBe(false);
  });

  it('can be repeated from Settings, and says what to do beside the step that failed', async () => {
    const page = await openPage(worlds.mayNoLonger(nowMs));
    await goTo(page.user, 'Settings');
    await press(page, 'Try it…');
    await press(page, 'Write and send the test files');
    await screen.findByText('The test did not get through. What to do is said beside the step.');
    const failed = screen.getByText('Globus copies them').closest('li');
    expect(failed?.textContent).toContain('was refused.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Receipt of the test' })).toBeNull();
  });

  it('can be stopped while it waits', async () => {
    const page = await openPage(worlds.working(nowMs), {
      delayMs: (name) => (name === 'setup.tryOut' ? Infinity : 0),
    });
    await goTo(page.user, 'Settings');
    await press(page, 'Try it…');
    await press(page, 'Write and send the test files');
    await press(page, 'Stop the test');
    expect(page.bridge.asked.at(-1)?.name).toBe('setup.tryStop');
  });
});
