// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { worlds } from '../pictures/worlds';
import { givePageABrowser, goTo, openPage } from './support/page';

givePageABrowser();
const nowMs = Date.now();

it('the files of a large dataset are shown page by page, to the last', async () => {
  const world = worlds.idle(nowMs);
  const files = Array.from({ length: 1200 }, (_, at) => ({
    path: `stack/t${String(at).padStart(4, '0')}.tif`,
    bytes: 1000,
    modifiedAtMs: nowMs,
    checksum: null,
    algorithm: null,
  }));
  Object.assign(world.datasets[0] ?? {}, { files: files.length });
  const { user, bridge } = await openPage({
    ...world,
    files,
    details: { ...world.details, files: files.slice(0, 500) },
  });
  await goTo(user, 'Datasets');
  await user.click(await screen.findByRole('row', { name: /embryo-23/ }));
  const details = within(await screen.findByRole('complementary', { name: /embryo-23/ }));
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
