// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CallName } from '../../preload/contract';
import type { PageWorld } from '../fakes/page-world';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage } from './support/page';

givePageABrowser();
const nowMs = Date.now();

/** A window at the details of one dataset with so many files. */
async function openDetails(total: number, change: (world: PageWorld) => Partial<PageWorld> = () => ({})) {
  const world = worlds.idle(nowMs);
  const files = Array.from({ length: total }, (_, at) => ({
    path: `stack/t${String(at).padStart(4, '0')}.tif`,
    bytes: 1000,
    modifiedAtMs: nowMs,
    checksum: null,
    algorithm: null,
  }));
  Object.assign(world.datasets[0] ?? {}, { files: files.length });
  const slow = new Map<CallName, number>();
  const { user, bridge } = await openPage(
    {
      ...world,
      files,
      details: { ...world.details, files: files.slice(0, 500) },
      ...change(world),
    },
    { delayMs: (name) => slow.get(name) ?? 0 },
  );
  await goTo(user, 'Datasets');
  await user.click(await screen.findByRole('row', { name: /embryo-23/ }));
  const details = within(await screen.findByRole('complementary', { name: /embryo-23/ }));
  await details.findByRole('tab', { name: /Files/ });
  return { user, bridge, details, slowDown: (name: CallName, delayMs: number) => void slow.set(name, delayMs) };
}

it('the files of a large dataset are shown page by page, to the last', async () => {
  const { user, bridge, details } = await openDetails(1200);
  expect(await details.findByText(/The first 500 of 1,200 files/)).toBeDefined();
  await user.click(details.getByRole('button', { name: 'Show 500 more' }));
  await details.findByText('stack/t0999.tif');
  expect(bridge.asked.at(-1)).toEqual({
    name: 'dataset.files',
    request: { datasetId: 'delivered-0', after: 'stack/t0499.tif' },
  });
  await user.click(details.getByRole('button', { name: 'Show 200 more' }));
  await details.findByText('stack/t1199.tif');
  await waitFor(() => {
    expect(details.queryByRole('button', { name: /Show .* more/ })).toBeNull();
  });
});

it('all files are loaded one page after the other, with how far it is, until it is stopped', async () => {
  const { user, details, slowDown } = await openDetails(4000);
  slowDown('dataset.files', 30);
  await user.click(details.getByRole('button', { name: 'Show all 3,500' }));
  const bar = await details.findByRole('progressbar', { name: 'Loading the files' });
  await waitFor(() => {
    expect(Number(bar.getAttribute('aria-valuenow'))).toBeGreaterThan(20);
  });
  await user.click(details.getByRole('button', { name: 'Stop' }));
  const goOn = await details.findByRole('button', { name: /Show all/ });
  const shown = details.getAllByText(/^stack\/t\d+\.tif$/).length;
  expect(shown).toBeGreaterThan(500);
  expect(shown).toBeLessThan(4000);
  await user.click(goOn);
  await details.findByText('stack/t3999.tif');
  await waitFor(() => {
    expect(details.queryByRole('progressbar')).toBeNull();
  });
  expect(details.getAllByText(/^stack\/t\d+\.tif$/)).toHaveLength(4000);
});

it('the receipt of an older delivery is saved, and one that is being written tells how far it is and stops', async () => {
  const version = (number: number) => ({
    version: number,
    deliveredAtMs: nowMs - (3 - number) * 86_400_000,
    files: 12_000,
    bytes: 1,
    taskId: `t${String(number)}`,
  });
  const { user, bridge, details, slowDown } = await openDetails(10, (world) => ({
    details: { ...world.details, versions: [version(3), version(2), version(1)] },
    writing: { files: 4000, of: 12_000 },
  }));
  await user.selectOptions(details.getByLabelText('Delivery'), details.getByRole('option', { name: /^version 1,/ }));
  await user.selectOptions(details.getByLabelText('Receipt'), 'for programs (JSON)');
  slowDown('receipt.save', 1500);
  await user.click(details.getByRole('button', { name: 'Save the receipt' }));
  await details.findByText('4,000 of 12,000 files are written');
  expect(details.getByRole('progressbar', { name: 'Save the receipt' }).getAttribute('aria-valuenow')).toBe('33');
  await user.click(details.getByRole('button', { name: 'Stop' }));
  await waitFor(() => {
    expect(bridge.world.writing).toBeNull();
  });
  await screen.findByText(/The receipt was saved: .*-v1\.receipt\.json/);
});

it('what is left out comes when the dataset was walked; all the rest does not wait for it', async () => {
  const { user, bridge, details } = await openDetails(10, () => ({
    leftOut: [{ path: 'latest', reason: { code: 'leftOutSymlink', facts: {} } }],
  }));
  expect(bridge.asked.filter(({ name }) => name === 'dataset.leftOut')).toHaveLength(1);
  await user.click(await details.findByRole('tab', { name: 'Left out 1' }));
  expect(details.getByText('latest')).toBeDefined();
});
